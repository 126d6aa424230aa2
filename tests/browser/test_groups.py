"""Uršula comes into a group; Věra invites, holds, writes and publishes: in a real browser, on a phone without script."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.groups.models import Attendance, Meeting, PlanningGroup
from tests.browsing import go_on, violations

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}


def fits(page: Page, node_modules) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
    assert violations(page, node_modules) == []


def test_ursula_applies_and_becomes_a_member(signed, quick_forms, node_modules):
    page = signed(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/skupiny/")
    go_on(page, "Senioři a pečující", role="link")
    go_on(page, "Chci do skupiny", role="link")
    page.get_by_label("Vaše jméno a příjmení").fill("Uršula Ukázková")
    page.get_by_label("Váš e-mail").fill("ursula@lipovany.example")
    page.get_by_label("za lidi, kteří pomoc potřebují, a za ty, kdo o ně pečují").check()
    page.get_by_label("Co byste chtěli ve skupině změnit").fill("Autobus do Podlipí.")
    go_on(page, "Poslat přihlášku")
    expect(page.get_by_role("heading", level=1)).to_have_text("Podívejte se do e-mailu")
    page.goto(re.search(r"http\S+(/skupiny/potvrzeni/\S+)", mail.outbox[-1].body).group(1))
    go_on(page, "Ano, potvrzuji")
    expect(page.get_by_role("heading", level=1)).to_have_text("Přihláška je potvrzená")

    lead = signed("vera@lipovany.example", viewport=PHONE).new_page()
    lead.goto("/moje-skupiny/")
    fits(lead, node_modules)
    lead.goto("/sprava/skupiny/seniori-a-pecujici/")
    expect(lead.get_by_text("Autobus do Podlipí.")).to_be_visible()
    fits(lead, node_modules)
    go_on(lead, re.compile("^Pozvat jako hosta.*Uršula Ukázková"))
    go_on(lead, re.compile("^Přijmout.*Uršula Ukázková"))
    expect(lead.get_by_text("nejdřív přijít 1× jako host").first).to_be_visible()
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    looking = group.memberships.get(name="Uršula Ukázková")
    Attendance.objects.create(
        meeting=group.meetings.get(number=9), membership=looking, name=looking.name, presence="guest"
    )
    lead.goto("/sprava/skupiny/seniori-a-pecujici/")
    go_on(lead, re.compile("^Přijmout.*Uršula Ukázková"))
    expect(lead.get_by_text("Uršula Ukázková je ve skupině.")).to_be_visible()

    own = signed("ursula@lipovany.example", viewport=PHONE).new_page()
    own.goto("/moje-skupiny/")
    expect(own.get_by_role("heading", name="Senioři a pečující")).to_be_visible()
    own.get_by_role("link", name="Základní listina").first.click()
    go_on(own, "Přečetl(a) jsem a znám")
    expect(own.get_by_text("zapsali jsme, že dokument znáte")).to_be_visible()
    fits(own, node_modules)


def test_vera_invites_holds_writes_and_publishes(signed, node_modules):
    page = signed("vera@lipovany.example", viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/sprava/skupiny/seniori-a-pecujici/jednani/")
    go_on(page, "Svolat jednání", role="link")
    soon = timezone.localtime() + timezone.timedelta(days=20)
    page.get_by_label("Začíná").fill(f"{soon:%Y-%m-%d}T09:00")
    page.get_by_label("Končí nejpozději").fill(f"{soon:%Y-%m-%d}T11:00")
    page.get_by_role("group", name="Bod 2").get_by_label("O čem").fill("Autobus do Podlipí")
    go_on(page, "Připravit jednání")
    expect(page.get_by_text("Pozvánka odejde")).to_be_visible()
    go_on(page, "Poslat pozvánky")
    expect(page.get_by_text(re.compile("Pozvánka odešla"))).to_be_visible()
    assert {"vera@lipovany.example", "petr@ssm.example"} <= {to for sent in mail.outbox for to in sent.to}

    made = Meeting.objects.get(number=11)
    now = timezone.now()
    Meeting.objects.filter(pk=made.pk).update(
        starts_at=now - timezone.timedelta(hours=3), ends_at=now - timezone.timedelta(hours=1)
    )
    with_script = signed("vera@lipovany.example", viewport=PHONE).new_page()
    with_script.goto("/sprava/skupiny/seniori-a-pecujici/jednani/11/")
    fits(with_script, node_modules)
    page.goto("/sprava/skupiny/seniori-a-pecujici/jednani/11/")
    go_on(page, "Napsat zápis")
    page.get_by_role("group", name=re.compile("Božena Příkladná")).get_by_label("Účast").select_option("omluven")
    page.get_by_role("group", name=re.compile("^ad . Autobus do Podlipí")).get_by_label("Co se řeklo").fill(
        "Odpoledne nic nejede."
    )
    go_on(page, re.compile("^Uložit a přidat usnesení.*Autobus do Podlipí"))
    page.get_by_label("Znění").fill("Skupina žádá město o odpolední spoj.")
    go_on(page, "Zapsat usnesení")
    expect(page.get_by_text("Usnesení 11/1 je zapsané.")).to_be_visible()
    page.get_by_label("Jednou větou").fill("Žádáme o odpolední spoj.")
    go_on(page, "Uložit zápis")
    with_script.goto("/sprava/skupiny/seniori-a-pecujici/jednani/11/zapis/")
    fits(with_script, node_modules)
    go_on(page, "Uložit a poslat členům")
    go_on(page, "Schválit hned")
    go_on(page, "Zveřejnit zápis")
    visitor = signed(viewport=PHONE).new_page()
    visitor.goto("/skupiny/seniori-a-pecujici/")
    expect(visitor.get_by_text("Žádáme o odpolední spoj.")).to_be_visible()
    fits(visitor, node_modules)
    visitor.get_by_role("link", name=re.compile("^11. jednání")).click()
    expect(visitor.get_by_text("Skupina žádá město o odpolední spoj.")).to_be_visible()
    fits(visitor, node_modules)
