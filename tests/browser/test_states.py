"""Every page the permission matrix knows, with something in it, and every form that says what is wrong."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browsing import violations
from tests.permissions.matrix import ROWS, Row

PEOPLE = ("nobody", "petr", "klara", "standa")
#: The gallery has tests of its own.
LEFT_OUT = {"core:gallery"}
#: The chief button, or the one of a form that comes back to its own page.
SENDS = "main form[method=post] [type=submit].btn-primary, main form[method=post]:not([action]) [type=submit]"
EMPTY_AND_SEND = """button => {
  button.form.querySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea")
    .forEach(field => { field.value = "" });
  button.form.noValidate = true;
  button.form.requestSubmit(button);
}"""


def _shown(row: Row, code: int) -> list[str]:
    """Return who of PEOPLE gets *code*, the administrator only where the coordinator does not: they see the same."""
    people = [person for person in PEOPLE if row.cells[person] == code]
    return people[:-1] if people[-2:] == ["klara", "standa"] else people


def _pages(world: SimpleNamespace) -> Iterator[tuple[str, str]]:
    """Yield (person, address) of every page that somebody is shown."""
    for row in ROWS:
        if row.method == "get" and row.name not in LEFT_OUT:
            for person in (_shown(row, 200) or _shown(row, 410))[:2]:
                yield person, reverse(row.name, kwargs=row.kwargs(world)) + row.query


def _forms(world: SimpleNamespace) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (person, address, data) of every form that is refused in words."""
    for row in ROWS:
        if row.method == "post" and _shown(row, 422):
            yield _shown(row, 422)[0], reverse(row.name, kwargs=row.kwargs(world)), row.data


def _is_page(answer: Any) -> bool:
    """Return whether an answer is a page; a file that is none is closed."""
    is_page: bool = answer["Content-Type"].startswith("text/html")
    if not is_page:
        answer.close()
    return is_page


def test_html_checker_finds_no_error_in_any_state(world, sign_in, node_modules: Path, tmp_path: Path):
    answers = [sign_in(person).get(address) for person, address in _pages(world)]
    answers += [sign_in(person).post(address, data) for person, address, data in _forms(world)]
    pages = [answer for answer in answers if _is_page(answer)]
    assert len(pages) > 80
    for number, answer in enumerate(pages):
        name = answer.request["PATH_INFO"].strip("/").replace("/", "_")
        (tmp_path / f"{number:03d}_{name}_{answer.status_code}.html").write_bytes(answer.content)
    checker = ["java", "-jar", str(node_modules / "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--format", "text"]
    files = sorted(str(path) for path in tmp_path.glob("*.html"))
    result = subprocess.run([*checker, *files], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def _look(page: Page, node_modules: Path) -> list[str]:
    """Return what is wrong with a page for axe or at 320 px."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found = violations(page, node_modules)
    page.set_viewport_size({"width": 320, "height": 700})
    width = page.locator("html").evaluate("html => html.scrollWidth")
    return [*found, f"{width} px wide"] if width > 320 else found


@pytest.fixture
def page_of(signed, world):
    """Return a browser page of a person."""
    pages = {person: signed("" if person == "nobody" else world.people[person].email).new_page() for person in PEOPLE}
    return pages.__getitem__


@pytest.mark.browser
def test_every_page_with_something_in_it(page_of, world, sign_in, node_modules: Path):
    wrong = {}
    for person, address in _pages(world):
        if _is_page(sign_in(person).get(address)):
            page = page_of(person)
            page.goto(address)
            wrong[person, address] = _look(page, node_modules)
    assert {key: rows for key, rows in wrong.items() if rows} == {}


@pytest.mark.browser
def test_every_form_that_says_what_is_wrong(page_of, world, node_modules: Path):
    wrong = {}
    for person, address, _data in _forms(world):
        page = page_of(person)
        if address == reverse("providers:print"):
            continue  # an emptied form prints in the usual format, for half a minute
        if page.request.get(address).status != 200:
            continue  # the form stands on another page
        page.goto(address)
        if not page.locator(SENDS).count():
            continue  # what could be sent has been sent already
        button = page.locator(SENDS).first
        with page.expect_navigation() as answer:
            button.evaluate(EMPTY_AND_SEND)
        if answer.value.status == 422:
            wrong[person, address] = _look(page, node_modules)
    assert len(wrong) > 8
    assert {key: rows for key, rows in wrong.items() if rows} == {}
