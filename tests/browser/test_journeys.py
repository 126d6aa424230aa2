"""People and what they come for, in a real browser."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from providers.models import SocialService
from tests.browsing import go_on

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}


def test_anna_finds_help_on_an_old_phone_without_script(signed, quick_forms):
    page = signed(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_label("Jakou pomoc hledáte?").fill("babička spadla a je sama doma")
    page.get_by_label("Kde?").select_option(label="Vrbatice")
    page.get_by_role("button", name="Najít pomoc").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("služ")
    page.get_by_role("link", name="Hlas domova Lipovany – tísňové tlačítko").first.click()
    expect(page.get_by_role("link", name=re.compile("000 123")).first).to_be_visible()
    page.get_by_role("button", name="Přidat do mého seznamu").click()
    expect(page.get_by_text("je ve vašem seznamu")).to_be_visible()
    page.goto("/muj-seznam/")
    expect(page.get_by_role("link", name="Hlas domova Lipovany – tísňové tlačítko")).to_be_visible()
    page.get_by_label("Na jaký e-mail seznam poslat?").fill("anna@lipovany.example")
    page.get_by_role("button", name="Poslat seznam").click()
    expect(page.get_by_text("Seznam je odeslán")).to_be_visible()
    assert "Hlas domova" in mail.outbox[0].body
    page.get_by_role("button", name="Odebrat").click()
    expect(page.get_by_text("Zatím tu nic není")).to_be_visible()


def test_anna_narrows_by_filters_and_goes_back(signed):
    page = signed(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/katalog/")
    everything = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("přijdou k vám domů").check()
    page.get_by_role("button", name="Použít filtry").click()
    expect(page).to_have_url(re.compile("jak=field"))
    assert page.get_by_role("heading", level=1).inner_text() != everything
    go_on(page, "Zrušit filtr: přijdou k vám domů", role="link")
    assert page.get_by_role("heading", level=1).inner_text() == everything
    page.go_back()
    expect(page.get_by_label("přijdou k vám domů")).to_be_checked()


def test_ursula_reads_easy_text_and_changes_language(signed):
    page = signed(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/katalog/druh/pecovatelska-sluzba/")
    page.get_by_role("link", name="Snadné čtení").first.click()
    expect(page.get_by_role("heading", name="Snadné čtení")).to_be_visible()
    expect(page).to_have_url(re.compile("/katalog/druh/pecovatelska-sluzba/"))
    page.get_by_role("button", name="Українська").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page).to_have_url(re.compile("/katalog/druh/pecovatelska-sluzba/"))


def test_visitor_reports_an_error_and_klara_settles_it(signed, quick_forms):
    visitor = signed().new_page()
    visitor.goto("/katalog/sluzba/pecovatelska-sluzba-mesta-lipovany/")
    visitor.get_by_role("link", name="Nahlásit chybu v údajích").click()
    visitor.get_by_role("button", name="Odeslat").click()
    expect(visitor.get_by_role("alert")).to_contain_text("Něco je potřeba opravit")
    visitor.get_by_label("nesedí cena").check()
    visitor.get_by_label("Jak je to správně?").fill("Stojí 160 Kč.")
    visitor.get_by_label("Váš e-mail").fill("anna@lipovany.example")
    visitor.get_by_role("button", name="Odeslat").click()
    expect(visitor.get_by_text("prověříme do týdne")).to_be_visible()
    klara = signed("klara@lipovany.example").new_page()
    klara.goto("/sprava/katalog/")
    klara.get_by_role("link", name="Prověřit nahlášené chyby").click()
    klara.get_by_label(re.compile("Odpověď")).fill("Opraveno, děkujeme.")
    klara.get_by_role("button", name="Vyřízeno").click()
    expect(klara.get_by_text("je vyřízený")).to_be_visible()
    assert mail.outbox[-1].to == ["anna@lipovany.example"]
    assert "Opraveno, děkujeme." in mail.outbox[-1].body


def test_petr_changes_and_klara_approves(signed):
    petr = signed("petr@ssm.example").new_page()
    petr.goto("/moje-sluzby/")
    petr.get_by_role("link", name="Upravit Pečovatelská služba města Lipovany").click()
    petr.get_by_role("heading", name="Co dělá a pro koho").click()
    petr.get_by_role("heading", name="Kdy", exact=True).click()
    petr.get_by_label("Jednou větou").fill("Přijdeme k vám i v neděli.")
    petr.get_by_label("Neděle").fill("8–12")
    petr.get_by_role("button", name="Odeslat ke schválení").click()
    expect(petr.get_by_text("Návrh čeká na schválení")).to_be_visible()
    expect(petr.locator("ins").first).to_contain_text("neděli")
    klara = signed("klara@lipovany.example").new_page()
    klara.goto("/sprava/katalog/")
    klara.locator("#navrhy ~ ul a").first.click()
    expect(klara.get_by_text("Přijdeme k vám i v neděli.")).to_be_visible()
    klara.get_by_role("button", name="Schválit a zveřejnit").click()
    expect(klara.get_by_text("Změna platí")).to_be_visible()
    visitor = signed().new_page()
    visitor.goto("/katalog/sluzba/pecovatelska-sluzba-mesta-lipovany/")
    expect(visitor.get_by_text("Přijdeme k vám i v neděli.")).to_be_visible()
    expect(visitor.get_by_text("Údaje potvrdila služba sama.")).to_be_visible()


def test_wrong_hours_are_said_and_nothing_is_lost(signed):
    petr = signed("petr@ssm.example").new_page()
    service = SocialService.objects.get(name="Pečovatelská služba města Lipovany")
    petr.goto(f"/moje-sluzby/{service.pk}/")
    petr.get_by_role("heading", name="Co dělá a pro koho").click()
    petr.get_by_role("textbox", name="Co dělá").fill("Dlouhý nový popis.")
    petr.get_by_role("heading", name="Kdy", exact=True).click()
    petr.get_by_label("Pondělí").fill("od rána")
    petr.get_by_role("button", name="Odeslat ke schválení").click()
    expect(petr.get_by_role("alert")).to_contain_text("od rána")
    expect(petr.get_by_label("Pondělí")).to_be_visible()
    petr.get_by_role("heading", name="Co dělá a pro koho").click()
    expect(petr.get_by_role("textbox", name="Co dělá")).to_have_value("Dlouhý nový popis.")


def test_klara_ends_a_service_and_takes_a_deletion_back(signed):
    klara = signed("klara@lipovany.example").new_page()
    service = SocialService.objects.get(name="Charitní šatník")
    klara.goto(f"/moje-sluzby/{service.pk}/historie/")
    klara.get_by_role("button", name="Smazat (vrátit jde 30 dní)").click()
    expect(klara.get_by_text("Vrátit ji můžete 30 dní")).to_be_visible()
    klara.get_by_role("button", name="Vrátit Charitní šatník").click()
    expect(klara.get_by_text("je zpátky")).to_be_visible()
    klara.goto(f"/moje-sluzby/{service.pk}/historie/")
    klara.get_by_role("link", name="Služba skončila").click()
    klara.get_by_label("Poslední den služby").fill("2026-10-31")
    klara.get_by_role("button", name="Označit za ukončenou").click()
    expect(klara.get_by_text("je označená za ukončenou")).to_be_visible()
    assert signed().new_page().goto(service.get_absolute_url()).status == 410


def test_standa_signs_in_by_keyboard_alone(signed):
    page = signed().new_page()
    page.goto("/ucet/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Přejít na obsah")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("E-mail").focus()
    page.keyboard.type("standa@lipovany.example")
    page.keyboard.press("Tab")
    page.keyboard.type("lipovany-2026")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Odhlásit se").first).to_be_visible()
