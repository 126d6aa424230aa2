"""Anna suggests on a phone without script, Klára answers, Anna reads it by her code: in a real browser."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from planning.suggestions.models import Suggestion
from tests.browsing import go_on, violations
from tests.suggestions.making import call_of

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}


def fits(page: Page, node_modules) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
    assert violations(page, node_modules) == []


def also_fits(signed, page: Page, node_modules, email: str = "") -> None:
    """Look at the page where one is with script, which the checker needs."""
    other = signed(email, viewport=PHONE).new_page()
    other.goto(page.url)
    fits(other, node_modules)


def test_anna_suggests_klara_answers_and_anna_reads_it_by_her_code(signed, quick_forms, node_modules):
    anna = signed(viewport=PHONE, java_script_enabled=False).new_page()
    anna.goto("/")
    go_on(anna, "Napsat, co tu chybí", role="link")
    also_fits(signed, anna, node_modules)
    go_on(anna, "Odeslat podnět")
    expect(anna.get_by_role("alert").or_(anna.locator(".error-summary")).first).to_be_visible()
    anna.get_by_label("Co máme vědět nebo změnit?").fill("V sobotu tu nikdo nerozváží obědy. Anna Tajná")
    anna.get_by_label("Které obce?").select_option("Podlipí")
    anna.get_by_label("E-mail").fill("anna@lipovany.example")
    go_on(anna, "Odeslat podnět")
    made = Suggestion.objects.first()
    expect(anna.get_by_role("heading", level=1)).to_have_text(f"Váš podnět č. {made.number}")
    code = anna.locator(".code-big").inner_text()
    also_fits(signed, anna, node_modules)
    assert code in mail.outbox[-1].body

    klara = signed("klara@lipovany.example", viewport=PHONE, java_script_enabled=False).new_page()
    klara.goto("/sprava/podnety/")
    also_fits(signed, klara, node_modules, "klara@lipovany.example")
    klara.get_by_role("link", name="V sobotu tu nikdo nerozváží").click()
    also_fits(signed, klara, node_modules, "klara@lipovany.example")
    go_on(klara, "Odpovědět", role="link")
    also_fits(signed, klara, node_modules, "klara@lipovany.example")
    klara.get_by_label("Odpověď", exact=True).fill("Od ledna je bude v sobotu vozit jídelna U Lípy.")
    klara.get_by_label("I na web, ať ji mají všichni").check()
    klara.get_by_label("Krátce, o co jde").fill("Obědy v sobotu")
    klara.get_by_label("Podnět, jak ho ukážeme na webu").fill("V sobotu tu nikdo nerozváží obědy.")
    klara.get_by_label("Veřejné znění jsem přečetl(a)").check()
    go_on(klara, "Odpovědět")
    expect(klara.get_by_text("Odpověď je uložená.")).to_be_visible()
    assert "jídelna U Lípy" in mail.outbox[-1].body

    anna.goto("/podnety/stav/")
    also_fits(signed, anna, node_modules)
    anna.get_by_label("Kód podnětu").fill(code.lower())
    go_on(anna, "Ukázat podnět")
    expect(anna.get_by_text("Od ledna je bude v sobotu vozit jídelna U Lípy.")).to_be_visible()
    also_fits(signed, anna, node_modules)
    go_on(anna, "Jak je podnět s odpovědí na webu", role="link")
    expect(anna.get_by_role("heading", level=1)).to_have_text("Obědy v sobotu")
    assert "Tajná" not in anna.content()
    also_fits(signed, anna, node_modules)
    anna.goto("/podnety/")
    expect(anna.get_by_role("link", name="Obědy v sobotu")).to_be_visible()
    also_fits(signed, anna, node_modules)
    klara.goto("/sprava/podnety/novy/")
    also_fits(signed, klara, node_modules, "klara@lipovany.example")


def test_visitor_votes_for_a_logo_and_pages_of_calls_are_accessible(signed, quick_forms, node_modules):
    anna = signed(viewport=PHONE, java_script_enabled=False).new_page()
    anna.goto("/vyzvy/")
    also_fits(signed, anna, node_modules)
    go_on(anna, "Logo pro plánování služeb", role="link")
    also_fits(signed, anna, node_modules)
    anna.get_by_label("Lavička").check()
    anna.get_by_label("Váš e-mail").fill("anna@lipovany.example")
    go_on(anna, "Hlasovat")
    anna.goto(re.search(r"http://[^/]+(/vyzvy/hlas/\S+)", mail.outbox[-1].body).group(1))
    also_fits(signed, anna, node_modules)
    go_on(anna, "Ano, hlasuji")
    expect(anna.get_by_text("Děkujeme, váš hlas se počítá.")).to_be_visible()

    call_of(title="Jméno pro autobus", slug="autobus")
    anna.goto("/vyzvy/autobus/navrh/")
    go_on(anna, "Poslat návrh")
    expect(anna.locator(".error-summary").first).to_be_visible()
    also_fits(signed, anna, node_modules)
    klara = signed("klara@lipovany.example", viewport=PHONE).new_page()
    for address in ("", "nova/", "logo-pro-planovani-sluzeb/", "autobus/", "autobus/udaje/"):
        klara.goto(f"/sprava/vyzvy/{address}")
        fits(klara, node_modules)
