"""Pages of imports in the states that only data bring: the HTML checker and axe."""

import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser

from kpss.core.models import Job
from providers.actions.imports import compare_register
from providers.models import SocialService
from tests.browsing import violations
from tests.providers.importers.register_items import address, facility, form, item, register

TABLE = (
    "Poskytovatel;IČO;Název služby;Druh služby;Jednou větou\nLipový domov;63504260;Domov;domovy pro seniory;Bydlení.\n"
)


def _states(client: Client) -> list[str]:
    """Bring every state about and return the addresses of its pages."""
    known = SocialService.objects.exclude(register_number=None).exclude(kind__register_code="").first()
    assert known
    changed = item(
        portalId=known.register_number,
        druhSocialniSluzby={"id": known.kind.register_code if known.kind else ""},
        formy=[form("ter", [("klient", 7)])],
    )
    new = item(zarizeni=[facility("<b>Nový</b>", adresa=address(obec={"id": "Obec/999999"}))], novePole=1)
    found = compare_register(file=register(changed, new), file_name="rpss.json", everywhere=True)
    good = _tried(client, TABLE)
    wrong = _tried(client, TABLE + "X;12345678;;nesmysl;\n")
    return [found.get_absolute_url(), f"{found.get_absolute_url()}?stav=ignored", good, wrong]


def _tried(client: Client, table: str) -> str:
    client.post("/sprava/katalog/tabulka/", {"file": SimpleUploadedFile("sluzby.csv", table.encode())})
    return Job.objects.latest("created_at").result_url


def test_html_checker_finds_no_error_in_imports(klara: Client, node_modules: Path, tmp_path: Path) -> None:
    for number, page in enumerate(_states(klara)):
        (tmp_path / f"{number}.html").write_bytes(klara.get(page).content)
    checker = ["java", "-jar", str(node_modules / "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--format", "text"]
    files = sorted(str(path) for path in tmp_path.glob("*.html"))
    result = subprocess.run([*checker, *files], capture_output=True, text=True)
    assert (len(files), result.returncode) == (4, 0), result.stderr


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_imports_and_they_fit(
    chromium: Browser, live_server, node_modules: Path, width: int
) -> None:
    client = Client()
    client.login(email="klara@lipovany.example", password="lipovany-2026")
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    found = {}
    for state in _states(client):
        page.goto(state)
        found[state] = violations(page, node_modules)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert {state: rows for state, rows in found.items() if rows} == {}
