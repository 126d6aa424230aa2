"""Typing in paper at keyboard speed."""

import pytest
from django.urls import reverse

from surveys.actions import paper
from surveys.definition.shape import Definition, Section
from surveys.models import Batch, Submission
from tests.browsing import violations
from tests.surveys.definition.samples import choices, question
from tests.surveys.making import current, running

TWENTY = Definition(
    {"cs": "Dvacet otázek"},
    (
        Section(
            "A",
            {"cs": "A"},
            questions=tuple(question(f"q{n}", "single", choices=choices("ano", "nie", "nevim")) for n in range(20)),
        ),
    ),
)


def screen(batch: Batch) -> str:
    return reverse("surveys:key_sheet", args=["pece-doma", batch.pk])


@pytest.mark.browser
def test_twenty_closed_questions_take_at_most_45_keystrokes(people, signed, live_server, node_modules):
    survey = running(TWENTY, by=people["klara"])
    batch = paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=False, by=people["klara"])
    page = signed("klara@lipovany.example").new_page()
    page.goto(screen(batch))
    keys = ["Enter", *[key for number in range(20) for key in (str(number % 3 + 1), "Enter")]]
    assert len(keys) <= 45
    with page.expect_navigation():
        for key in keys:
            page.keyboard.press(key)
    assert "List 1 je zapsaný." in page.inner_text("main")
    assert page.evaluate("document.activeElement.id") == "id_number"
    assert Submission.objects.get().answers == {f"q{n}": ("ano", "nie", "nevim")[n % 3] for n in range(20)}
    assert violations(page, node_modules) == []


@pytest.mark.browser
def test_a_sheet_is_typed_without_script_by_tab(people, signed, live_server):
    survey = running(TWENTY, by=people["klara"])
    batch = paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=False, by=people["klara"])
    page = signed("klara@lipovany.example", java_script_enabled=False).new_page()
    page.goto(screen(batch))
    page.locator("#id_number").focus()
    with page.expect_navigation():
        for key in ["Tab", "1", "Tab", "2", "Enter"]:
            page.keyboard.press(key)
    assert "List 1 je zapsaný." in page.inner_text("main")
    assert Submission.objects.get().answers["q1"] == "nie"
