"""What browser tests share: axe, and a press that waits for the page it leads to."""

import re
from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"


def violations(page: Page, node_modules: Path) -> list[str]:
    """Return what axe finds on a page against WCAG 2.2 AA."""
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text())
    found = page.evaluate(RUN, RULES)  # what passed would be described too, and take most of the time
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


def go_on(page: Page, name: str | re.Pattern[str], *, role: str = "button") -> None:
    """Press a button or link and wait for the next page: what is read right after a bare click may be the old one."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()
