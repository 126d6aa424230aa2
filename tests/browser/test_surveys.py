"""A real town's questionnaire in a real browser: every branch, without JavaScript, by keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from surveys.actions import lifecycle, questionnaires
from surveys.importers.xlsform import read_xlsform
from surveys.models import Draft, Submission, Survey
from tests.browsing import go_on, violations
from tests.surveys import trebic
from tests.surveys.definition.samples import CARE
from tests.surveys.making import current, running, written

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}
DESK = {"width": 1280, "height": 900}
#: What a page of questions asks: fills everything that is visible, the choice at *place* of each list.
#: An answer may uncover a question that was hidden, so it looks for the next one anew each time.
FILL = """place => {
  const seen = [];
  const next = () => [...document.querySelectorAll(".question[data-question]:not([hidden])")]
    .find((question) => !seen.includes(question.dataset.question));
  for (let question = next(); question; question = next()) {
    seen.push(question.dataset.question);
    const set = (field) => { field.checked = true; field.dispatchEvent(new Event("change", {bubbles: true})); };
    const radios = [...question.querySelectorAll("input[type=radio]")];
    const boxes = [...question.querySelectorAll("input[type=checkbox]")];
    const select = question.querySelector("select");
    const text = [...question.querySelectorAll("input[type=text], textarea")];
    boxes.forEach((box) => { box.checked = false; });
    if (radios.length) set(radios[place % radios.length]);
    if (boxes.length) set(boxes[place % boxes.length]);
    if (select) select.selectedIndex = 1 + place % (select.options.length - 1);
    text.forEach((field) => { if (!field.value) field.value = "Odpověď"; });
  }
  return seen;
}"""


@pytest.fixture
def real_town(people, tmp_path) -> Survey:
    if not trebic.SHARED.exists():
        pytest.skip("the real questionnaire lies beside the checkout only")
    trebic.write_xlsform(tmp_path / "trebic.xlsx", with_dangling_rule=False)
    survey = written(read_xlsform(tmp_path / "trebic.xlsx").definition, slug="trebic")
    questionnaires.publish(survey=survey, by=people["klara"])
    lifecycle.launch(survey=survey, by=people["klara"])
    return survey


def walk(page: Page, place: int, check) -> set[str]:
    """Answer the whole questionnaire with the choice at a place; returns the codes of the questions met."""
    page.goto("/setreni/trebic/")
    go_on(page, re.compile("Začít"))
    met: set[str] = set()
    for _step in range(80):
        if "/kontrola/" in page.url:
            return met
        met |= set(page.evaluate(FILL, place))
        check(page)
        go_on(page, "Pokračovat")
    raise AssertionError(f"no end at {page.url}")


def narrow(page: Page) -> None:
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url


def test_every_question_of_a_real_town_is_met_on_some_way(signed, quick_forms, real_town, node_modules):
    everything = {question.code for question in current(real_town).unrolled.questions() if question.asks}
    with_script = signed(viewport=DESK)
    without = signed(viewport=PHONE, java_script_enabled=False)
    met: set[str] = set()
    for place in range(12):
        page = (without if place % 2 else with_script).new_page()
        met |= walk(page, place, narrow)
        narrow(page)
        page.get_by_role("button", name="Odeslat odpovědi").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Děkujeme")
        page.close()
        if met == everything:
            break
    assert met == everything
    assert Submission.objects.count() == place + 1
    assert not Draft.objects.exists()


def test_every_page_of_a_questionnaire_passes_axe(signed, quick_forms, people, node_modules):
    running(CARE, by=people["klara"])
    page = signed(viewport=PHONE).new_page()
    page.goto("/setreni/")
    assert violations(page, node_modules) == []
    page.goto("/setreni/pece-doma/")
    assert violations(page, node_modules) == []
    go_on(page, "Začít odpovídat")
    go_on(page, "Pokračovat")
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations(page, node_modules) == []
    page.get_by_label("Kolo").check()
    go_on(page, "Pokračovat")
    page.get_by_label("Otázka cas").fill("pořád")
    go_on(page, "Pokračovat")
    assert violations(page, node_modules) == []
    page.get_by_label("Otázka cas").fill("3")
    go_on(page, "Pokračovat")
    page.get_by_role("combobox", name="Prvni").select_option("1")
    page.get_by_role("combobox", name="Druhe").select_option("1")
    go_on(page, "Pokračovat")
    assert violations(page, node_modules) == []
    narrow(page)
    go_on(page, "Dokončit později")
    assert violations(page, node_modules) == []
    page.goto("/setreni/pece-doma/kontrola/")
    assert violations(page, node_modules) == []
    narrow(page)


def test_whole_questionnaire_by_keyboard_alone(signed, quick_forms, people):
    running(CARE, by=people["klara"])
    page = signed(viewport=DESK).new_page()
    page.goto("/setreni/pece-doma/")
    press_until(page, "Začít odpovídat", "Enter")
    press_until(page, "Pesky", "Space")
    press_until(page, "Pokračovat", "Enter")
    expect(page).to_have_url(re.compile("/cast/C/"))
    press_until(page, "sluzby_pece: Ano", "Space")
    press_until(page, "sluzby_obedy: Ano", "Space")
    press_until(page, "Prvni", "1")
    press_until(page, "Pokračovat", "Enter")
    expect(page.get_by_text("1. Prvni")).to_be_visible()
    press_until(page, "Odeslat odpovědi", "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Děkujeme")


def press_until(page: Page, name: str, key: str) -> None:
    """Go by Tab to what is called so, then press a key."""
    for _step in range(80):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "() => { const at = document.activeElement; return (at.labels?.[0] ?? at).textContent.trim() }"
        )
        if label == name and key == "Enter":
            with page.expect_navigation():
                page.keyboard.press(key)
            return
        if label == name:
            page.keyboard.press(key)
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_script_opens_questions_at_once_and_the_server_agrees(signed, quick_forms, people):
    running(CARE, by=people["klara"])
    page = signed(viewport=DESK).new_page()
    page.goto("/setreni/pece-doma/")
    page.get_by_role("button", name="Začít odpovídat").click()
    parking = page.get_by_role("group", name="Otázka parkovani")
    expect(parking).to_be_hidden()
    page.get_by_label("Auto").check()
    expect(parking).to_be_visible()
    parking.get_by_label("Ne2").check()
    page.get_by_label("Otázka proc").fill("Málo míst")
    page.get_by_role("button", name="Pokračovat").click()
    expect(page).to_have_url(re.compile("/cast/C/"))
    page.go_back()
    expect(page.get_by_label("Auto")).to_be_checked()
    page.get_by_label("Auto").uncheck()
    expect(parking).to_be_hidden()


def test_two_windows_of_one_draft_lose_nothing(signed, quick_forms, people):
    running(CARE, by=people["klara"])
    context = signed(viewport=DESK)
    first, second = context.new_page(), context.new_page()
    first.goto("/setreni/pece-doma/")
    go_on(first, "Začít odpovídat")
    first.get_by_label("Kolo").check()
    go_on(first, "Pokračovat")
    second.goto("/setreni/pece-doma/cast/C/")
    second.get_by_label("sluzby_pece: Ano").check()
    go_on(second, "Zpět")
    first.get_by_label("3", exact=True).check()
    go_on(first, "Zpět")
    answers = Draft.objects.get().answers
    assert (answers["stezky"], answers["sluzby"]) == ("3", {"sluzby_pece": "ano"})


def test_klara_builds_and_launches_without_script(signed, node_modules):
    page = signed("klara@lipovany.example", viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/sprava/setreni/")
    page.get_by_role("link", name="Nové šetření").click()
    page.get_by_label("Jak se šetření jmenuje").fill("Co chybí")
    page.get_by_role("button", name="Založit šetření").click()
    page.get_by_role("link", name=re.compile("^Otázky")).click()
    page.get_by_role("button", name="Kdo odpovídá: pohlaví, věk, obec, situace").click()
    page.get_by_role("link", name=re.compile("Přidat otázku.*První část")).click()
    page.get_by_label("Otázka", exact=True).fill("Co vám chybí?")
    page.get_by_label("Jak se odpovídá").select_option(label="více možností")
    page.get_by_label(re.compile("^Další možnosti")).fill("obědy\ndoprava")
    go_on(page, "Uložit otázku")
    narrow(page)
    page.get_by_role("button", name="Zveřejnit dotazník").click()
    page.get_by_role("link", name="Určete, odkdy dokdy").click()
    page.get_by_label("Začíná").fill("2026-01-01T08:00")
    page.get_by_label("Končí").fill("2099-01-01T08:00")
    page.get_by_role("button", name="Uložit údaje").click()
    page.get_by_role("button", name="Spustit šetření").click()
    expect(page.get_by_text("Šetření je spuštěné.")).to_be_visible()
    narrow(page)
    assert Survey.objects.open_now().count() == 1
