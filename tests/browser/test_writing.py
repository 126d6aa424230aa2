"""Writing rich text in the browser: what Word pastes keeps its headings, lists and tables, and nothing is blocked."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from planning.portal.models import NewsItem
from tests.browsing import violations

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
