"""A component is a template, a stylesheet and a sample in the gallery; all of them are sound in a real browser."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from kpss.core import gallery
from tests.browsing import violations

ROOT = Path(settings.BASE_DIR)
PAGES = [
    "/",
    "/formular/",
    "/chyba/404/",
    "/chyba/403/",
    "/chyba/410/",
    "/chyba/403_csrf/",
    "/chyba/500/",
    "/chyba/400/",
]


def names_in(folder: str, ending: str) -> set[str]:
    return {file.stem for file in (ROOT / folder).glob(f"*.{ending}")}


def test_templates_stylesheets_and_gallery_list_the_same_components():
    templates = names_in("templates/components", "html")
    assert templates == names_in("static/css/components", "css")
    assert templates == {specimen.name for specimen in gallery.SPECIMENS}


def test_every_component_stylesheet_is_joined_into_the_one_that_pages_load():
    joined = set(re.findall(r"components/(\w+)\.css", (ROOT / "static/css/portal.css").read_text()))
    assert joined == names_in("static/css/components", "css")


@pytest.mark.parametrize("name", sorted(names_in("templates/components", "html")))
def test_component_says_its_parameters_on_top(name: str):
    assert (ROOT / f"templates/components/{name}.html").read_text().startswith("{% comment %}")


@pytest.mark.parametrize("name", sorted(names_in("static/css/components", "css")))
def test_component_leaves_the_space_above_it_to_the_layout(name: str):
    css = (ROOT / f"static/css/components/{name}.css").read_text()
    root = name.replace("_", "-")
    assert re.findall(rf"^\.{root} \{{[^}}]*margin-top", css, re.MULTILINE) == []


@pytest.mark.django_db
def test_gallery_shows_every_component_once_and_no_id_twice(client: Client):
    html = client.get("/").content.decode()
    assert all(html.count(f'id="prvek-{specimen.name}"') == 1 for specimen in gallery.SPECIMENS)
    twice = [name for name, count in Counter(re.findall(r'\sid="([^"]*)"', html)).items() if count > 1]
    assert twice == []


@pytest.mark.django_db
def test_html_checker_finds_no_error(client: Client, node_modules: Path, tmp_path: Path):
    for number, address in enumerate(PAGES):
        (tmp_path / f"{number}.html").write_bytes(client.get(address).content)
    checker = ["java", "-jar", str(node_modules / "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--format", "text"]
    result = subprocess.run([*checker, *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.fixture
def open_page(chromium: Browser, live_server: object, node_modules: Path):
    """Return a function that opens an address at a width and in a colour scheme."""
    opened: list[Page] = []

    def open_one(address: str, width: int = 1280, **options: object) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 800}, locale="cs-CZ", **options)
        page.goto(f"{live_server.url}{address}")
        opened.append(page)
        return page

    yield open_one
    for page in opened:
        page.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_nothing(open_page, node_modules: Path, address: str, width: int, scheme: str):
    assert violations(open_page(address, width, color_scheme=scheme), node_modules) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", PAGES)
def test_page_fits_a_narrow_screen_without_scrolling_aside(open_page, address: str):
    page = open_page(address, 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_menu_opens_without_script_on_a_phone(open_page):
    page = open_page("/formular/", 320, java_script_enabled=False)
    assert not page.get_by_role("link", name="Ankety a výsledky").is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Ankety a výsledky").is_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_error_summary_takes_the_focus_and_leads_to_the_field(open_page):
    page = open_page("/formular/")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="Telefon: číslo má osm číslic, jedna chybí.").click()
    assert page.evaluate("document.activeElement.id") == "ukazka_phone"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_first_view_makes_at_most_ten_requests(chromium: Browser, live_server: object):
    page = chromium.new_page(locale="cs-CZ")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/chyba/404/", wait_until="networkidle")
    page.close()
    assert len(asked) <= 10
    assert all(url.startswith((live_server.url, "data:")) for url in asked)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_forced_colours_keep_the_thread_and_the_ticks_visible(open_page):
    page = open_page("/", forced_colors="active")
    knot = "getComputedStyle(document.querySelector('.thread > li'), '::after').backgroundColor"
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(knot) != page.evaluate(paper)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_copy_button_copies_the_address_and_says_so(open_page):
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Zkopírovat adresu").click()
    page.get_by_text("Adresa je zkopírovaná.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "http://lipovany.example/s/123"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_copy_button_is_hidden_where_no_script_runs(open_page):
    page = open_page("/", java_script_enabled=False)
    assert not page.get_by_role("button", name="Zkopírovat adresu").is_visible()
    assert page.get_by_role("link", name="lipovany.example/s/123").is_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_leaving_a_changed_form_is_asked_about_and_an_unchanged_one_is_not(open_page):
    asked: list[str] = []
    page = open_page("/formular/")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(page.url)
    assert asked == []
    page.get_by_label("Název služby").fill("Jiné jméno")
    page.get_by_role("link", name="Pro vývojáře").click()
    page.wait_for_url("**/")
    assert asked == ["beforeunload"]
