"""What browser tests share: axe, and waiting for nothing."""

from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, node_modules: Path) -> list[str]:
    """Return what axe finds on a page against WCAG 2.2 AA."""
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text())
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{found['id']}: {found['nodes'][0]['html']}" for found in result["violations"]]
