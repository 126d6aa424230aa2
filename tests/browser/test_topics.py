"""A topic of one long word fits where it is shown, on the desk and among results."""

import pytest
from django.urls import reverse

from surveys.actions import lifecycle, texts
from surveys.reports.texts import chosen_texts
from tests.surveys.answers import answered, fill

LONG = "nejneobhospodařovávatelnější" * 2 + "nejnezpravděpodobňova"

#: How many of the page and its tables with the topic have to be moved sideways.
WIDE = """topic => [...document.querySelectorAll('html, .scroll')]
  .filter(one => one.textContent.includes(topic) && one.scrollWidth > one.clientWidth).length"""


@pytest.fixture
def survey(people, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    found = answered(people=0, by=people["klara"])
    fill(found, [{"vzkaz": f"Autobus {number} nejede."} for number in range(30)])
    tag = texts.add_tag(survey=found, question="vzkaz", label=LONG)
    topics = {pk: [tag.code] for pk, _text in chosen_texts(found, "vzkaz")}
    texts.tag_texts(survey=found, question="vzkaz", topics=topics)
    lifecycle.close(survey=found, notice="Dost.", by=people["klara"])
    lifecycle.publish_results(survey=found, by=people["klara"])
    return found


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_long_topic_is_wrapped(signed, survey, width):
    page = signed("klara@lipovany.example", viewport={"width": width, "height": 700}).new_page()
    for name, *args in (("texts_sort", "vzkaz"), ("text_tags", "vzkaz"), ("live",), ("results",)):
        page.goto(reverse(f"surveys:{name}", args=[survey.slug, *args]))
        assert LONG in page.content()
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate(WIDE, LONG) == 0, name
