"""A new town's first start, from the link of the command to a portal with its name, group and page."""

import io
import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browsing import go_on, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def empty(transactional_db):
    """A portal where nobody has been yet."""
    call_command("flush", verbosity=0, interactive=False)


@pytest.mark.parametrize("script", [True, False])
def test_new_town_starts(signed, empty, node_modules, live_server, script, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said = io.StringIO()
    call_command("start_town", "prvni@vrbno.example", stdout=said)
    page = signed(viewport={"width": 320, "height": 700}, java_script_enabled=script).new_page()
    page.set_default_timeout(8000)

    def fits() -> None:
        if script:
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
            assert violations(page, node_modules) == []

    page.goto(re.search(r"http://[^/]+(/\S+)", said.getvalue()).group(1))
    page.get_by_label("Jak vám máme říkat").fill("První Správce")
    page.get_by_label("Heslo").fill("dlouhe-heslo-1")
    go_on(page, "Založit účet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vítejte, pojďme portál připravit")
    fits()
    go_on(page, "Začít", role="link")
    page.get_by_label("Město", exact=True).fill("Vrbno")
    page.get_by_label("Jméno portálu").fill("Pomoc ve Vrbně")
    page.get_by_label("Kde portál slouží").fill("ve Vrbně a okolí")
    page.get_by_label("Telefon poradny").fill("000 222 333")
    page.get_by_label("E-mail úřadu").fill("urad@vrbno.example")
    fits()
    go_on(page, "Uložit a pokračovat")
    fits()
    go_on(page, "Teď přeskočit", role="link")
    page.get_by_label("Obce, každá na svém řádku").fill("Vrbno 999101\nHorní Ves")
    fits()
    go_on(page, "Uložit a pokračovat")

    page.goto("/ucet/profil/")  # left and come back to
    page.goto("/prace/")
    go_on(page, "Pokračovat", role="link")
    go_on(page, "Teď přeskočit", role="link")
    go_on(page, "Dál beze změny", role="link")
    page.get_by_label("Název").fill("Koordinační skupina")
    page.get_by_label("O čem skupina je").fill("Scházíme se jednou za měsíc.")
    fits()
    go_on(page, "Uložit a pokračovat")
    fits()
    go_on(page, "Uložit a pokračovat")
    page.get_by_label("E-mail").fill("kolega@vrbno.example")
    fits()
    go_on(page, "Uložit a pokračovat")
    fits()
    go_on(page, "Hotovo, otevřít můj stůl")
    expect(page.get_by_text("Portál je připravený.")).to_be_visible()
    fits()

    visitor = signed(viewport={"width": 320, "height": 700}).new_page()
    visitor.goto("/")
    expect(visitor.get_by_text("Pomoc ve Vrbně").first).to_be_visible()
    visitor.goto("/skupiny/")
    expect(visitor.get_by_text("Koordinační skupina")).to_be_visible()
    visitor.goto("/o-planovani/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Jak se tu plánují sociální služby")
    assert violations(visitor, node_modules) == []
