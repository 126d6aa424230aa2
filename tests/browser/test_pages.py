"""Every page and state: the HTML checker, axe, 320 px, weight."""

import subprocess
from pathlib import Path

import pytest

from providers.models import SocialService
from tests.browser.addresses import OFFICE, PUBLIC
from tests.browsing import violations

HALVES = [PUBLIC[0::2], PUBLIC[1::2]]


def test_html_checker_finds_no_error(sign_in, node_modules: Path, tmp_path: Path):
    service = SocialService.objects.get(name="Pečovatelská služba města Lipovany")
    own = [f"/moje-sluzby/{service.pk}/", f"/moje-sluzby/{service.pk}/historie/"]
    anybody, office = sign_in("nobody"), sign_in("standa")
    pages = [(anybody, address) for address in PUBLIC] + [(office, address) for address in [*OFFICE, *own]]
    for number, (client, address) in enumerate(pages):
        name = f"{number:03d}{address.replace('/', '_').split('?')[0]}.html"
        (tmp_path / name).write_bytes(client.get(address).content)
    wrong = anybody.post("/katalog/zadost/", {"ico": "1"})
    (tmp_path / "900_form_with_errors.html").write_bytes(wrong.content)
    checker = ["java", "-jar", str(node_modules / "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--format", "text"]
    files = sorted(str(path) for path in tmp_path.iterdir())
    result = subprocess.run([*checker, *files], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing_on_public_pages(signed, node_modules: Path, half: int, scheme: str):
    page = signed(color_scheme=scheme, viewport={"width": 1280, "height": 900}).new_page()
    found = {}
    for address in HALVES[half]:
        page.goto(address)
        found[address] = violations(page, node_modules)
    assert {address: rows for address, rows in found.items() if rows} == {}


@pytest.mark.browser
def test_axe_finds_nothing_in_the_office(signed, node_modules: Path):
    page = signed("standa@lipovany.example", viewport={"width": 1280, "height": 900}).new_page()
    found = {}
    for address in [*OFFICE, "/moje-sluzby/1/", "/moje-sluzby/1/historie/"]:
        page.goto(address)
        found[address] = violations(page, node_modules)
    assert {address: rows for address, rows in found.items() if rows} == {}


@pytest.mark.browser
def test_every_page_fits_320_pixels_without_script(signed):
    public = signed(viewport={"width": 320, "height": 700}, java_script_enabled=False).new_page()
    office = signed(
        "standa@lipovany.example", viewport={"width": 320, "height": 700}, java_script_enabled=False
    ).new_page()
    wide = []
    for page, addresses in ((public, PUBLIC), (office, OFFICE)):
        for address in addresses:
            page.goto(address)
            if page.locator("html").evaluate("html => html.scrollWidth") > 320:
                wide.append(address)
    assert wide == []


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/", "/katalog/", "/kontakty/", "/skupiny/seniori-a-pecujici/"])
def test_letters_twice_as_large_fit_320_pixels(signed, address: str):
    page = signed(viewport={"width": 320, "height": 700}).new_page()
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.locator("html").evaluate("html => html.scrollWidth") <= 320
    name, button = (page.locator(part).first.bounding_box() for part in (".brand__name", ".menu-button"))
    beside = name["x"] + name["width"] <= button["x"]
    assert beside or name["y"] + name["height"] <= button["y"], "the button covers the name"


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/", "/katalog/", "/katalog/sluzba/pecovatelska-sluzba-mesta-lipovany/"])
def test_first_view_is_light_and_asks_nobody_else(signed, live_server, address: str):
    page = signed().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert len(asked) <= 10
    assert all(url.startswith((live_server.url, "data:")) for url in asked)


@pytest.mark.browser
def test_no_error_in_the_console_and_none_of_the_policy(signed):
    page = signed().new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for address in [
        a for a in PUBLIC if a not in ("/neni/", "/vse-plati/nic/", "/ucet/pozvanka/nic/") and "dum-dolni" not in a
    ]:
        page.goto(address)
    assert problems == []
