"""Anna on a phone subscribes to news, finds a round table, registers; Klára sends the digest; Anna leaves by one click."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from planning.portal.models import Subscription
from planning.portal.search.index import refresh_all
from tests.browsing import go_on, violations
from tests.portal.making import news_of

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


def fits(page: Page, node_modules) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
    assert violations(page, node_modules) == []


def link_in(message, part: str) -> str:
    return urlsplit(re.search(rf"https?://[^/]+/{part}/\S+", message.body)[0]).path


def test_anna_subscribes_gets_a_digest_and_leaves_by_one_click(signed, quick_forms, node_modules):
    Subscription.objects.all().delete()
    anna = signed(viewport=PHONE).new_page()
    anna.goto("/aktuality/")
    anna.get_by_role("main").get_by_role("link", name="Novinky e-mailem").click()
    fits(anna, node_modules)
    go_on(anna, "Chci dostávat novinky")
    fits(anna, node_modules)
    anna.get_by_label("Váš e-mail").fill("anna@lipovany.example")
    anna.get_by_label("Ankety a jejich výsledky").check()
    go_on(anna, "Chci dostávat novinky")
    fits(anna, node_modules)
    anna.goto(link_in(mail.outbox[-1], "odber"))
    fits(anna, node_modules)
    go_on(anna, "Ano, pište mi")
    fits(anna, node_modules)

    news_of("Jídelna vozí obědy i v sobotu", published=0)
    klara = signed("klara@lipovany.example", viewport=PHONE).new_page()
    klara.goto("/sprava/odber/")
    fits(klara, node_modules)
    go_on(klara, "Poslat souhrn teď", role="link")
    expect(klara.get_by_text("1 člověku, který chce novinky jednou týdně")).to_be_visible()
    fits(klara, node_modules)
    go_on(klara, "Poslat 1 e-mail")
    expect(klara.get_by_text("Odeslaných e-mailů: 1.")).to_be_visible()

    digest = mail.outbox[-1]
    assert (digest.subject, digest.to) == ("Jídelna vozí obědy i v sobotu", ["anna@lipovany.example"])
    anna.goto(urlsplit(digest.extra_headers["List-Unsubscribe"].strip("<>")).path)
    fits(anna, node_modules)
    anna.get_by_role("button", name="Odhlásit odběr").click()
    expect(anna.get_by_role("heading", level=1)).to_have_text("Jste odhlášení")
    fits(anna, node_modules)
    assert not Subscription.objects.exists()


def test_anna_finds_the_round_table_and_registers(signed, quick_forms, node_modules):
    refresh_all()
    anna = signed(viewport=PHONE).new_page()
    anna.goto("/hledat/")
    fits(anna, node_modules)
    anna.get_by_label("Co hledáte?").fill("kulatého stolu")
    go_on(anna, "Hledat")
    fits(anna, node_modules)
    anna.get_by_role("link", name=re.compile("Kulatý stůl")).click()
    anna.get_by_role("main").get_by_role("link", name="Přihlásit se na akci").click()
    anna.get_by_label("Vaše jméno a příjmení").fill("Anna Ukázková")
    anna.get_by_label("Váš e-mail").fill("anna@lipovany.example")
    fits(anna, node_modules)
    anna.get_by_role("main").get_by_role("button", name="Odeslat přihlášku").click()
    expect(anna.get_by_role("heading", level=1)).to_have_text("Podívejte se do e-mailu")
    anna.goto(link_in(mail.outbox[-1], "akce/moje-prihlaska"))
    fits(anna, node_modules)
    go_on(anna, "Ano, přijdu")
    expect(anna.get_by_role("heading", level=1)).to_have_text("Máte místo")
    assert "Máte místo" in mail.outbox[-1].subject
