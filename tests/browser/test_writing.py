"""Writing rich text in the browser: what Word pastes keeps its headings, lists and tables, and nothing is blocked."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from planning.portal.models import NewsItem
from tests.browsing import go_on, violations

pytestmark = pytest.mark.browser
WORD = """<p class=MsoNormal style='margin:0'><b>Od pondělí</b></p><h2 style='x'>Kam jezdí</h2>
<ul><li class=MsoNormal>Vrbatice</li></ul><table class=MsoTableGrid><tr><td style='x'><p>sobota</p></td></tr></table>"""
PASTE = """([editor, html]) => {
  const data = new DataTransfer(); data.setData("text/html", html);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_klara_writes_news_pasted_from_word_and_publishes_them(signed, node_modules):
    page = signed("klara@lipovany.example", viewport={"width": 320, "height": 700}).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(reverse("portal:create_news"))
    editor = page.get_by_role("textbox", name="Text", exact=False).and_(page.locator("[contenteditable=true]"))
    expect(editor).to_be_visible()
    page.get_by_label("Nadpis").fill("Autobus jede i v sobotu")
    page.get_by_label("Jednou větou").fill("Do Vrbatic třikrát denně.")
    for name in ("Tučně", "Vložit odkaz", "Seznam s odrážkami"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    editor.click()
    assert said == []  # later the policy refuses the styles that Word brings, and the console says so
    page.evaluate(PASTE, [editor.element_handle(), WORD])
    assert violations(page, node_modules) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Uložit a zveřejnit").click()
    expect(page.get_by_text("Zveřejněné, změny uvidí každý hned").first).to_be_visible()
    text = NewsItem.objects.get(title="Autobus jede i v sobotu").text
    for kept in ("<strong>Od pondělí</strong>", "<h2>Kam jezdí</h2>", "<li>", "Vrbatice", "<table>", "sobota"):
        assert kept in text
    for gone in ("style", "class", "colgroup"):
        assert gone not in text


def test_dialogs_of_the_editor_speak_czech_too(signed, node_modules):
    page = signed("klara@lipovany.example", viewport={"width": 320, "height": 700}).new_page()
    page.goto(reverse("portal:create_news"))
    page.get_by_role("button", name="Vložit tabulku").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Řádky").fill("1")
    dialog.get_by_label("První řádek je záhlaví").select_option("ano")
    assert violations(page, node_modules) == []
    dialog.get_by_role("button", name="Vložit tabulku").click()
    expect(page.locator("[contenteditable=true] tr")).to_have_count(1)
    expect(page.locator("[contenteditable=true] th")).to_have_count(3)


def test_what_klara_left_unsent_is_offered_when_she_comes_back(signed, node_modules):
    context = signed("klara@lipovany.example", viewport={"width": 768, "height": 900})
    page = context.new_page()
    page.goto(reverse("portal:create_news"))
    editor = page.get_by_role("textbox", name="Text", exact=False).and_(page.locator("[contenteditable=true]"))
    page.get_by_label("Nadpis").fill("Rozepsaná poradna")
    editor.click()
    page.keyboard.type("Otevřeno je ve středu.")
    expect(page.get_by_role("status").filter(has_text="Rozepsaný text jsme si nechali v")).to_be_visible(timeout=15000)
    page.close()  # as when the light goes out
    again = context.new_page()
    again.goto(reverse("portal:create_news"))
    expect(again.get_by_text("Rozepsali jste to tu a neodeslali")).to_be_visible()
    assert violations(again, node_modules) == []
    again.get_by_role("button", name="Vrátit rozepsaný text").click()
    expect(again.get_by_label("Nadpis")).to_have_value("Rozepsaná poradna")
    expect(again.locator("[contenteditable=true]")).to_contain_text("Otevřeno je ve středu.")
    again.get_by_label("Jednou větou").fill("Nově ve středu.")
    go_on(again, "Uložit rozepsané")
    assert "Otevřeno je ve středu." in NewsItem.objects.get(title="Rozepsaná poradna").text
    again.goto(reverse("portal:create_news"))
    expect(again.get_by_label("Nadpis")).to_have_value("")
    expect(again.get_by_text("Rozepsali jste to tu a neodeslali")).to_be_hidden()
