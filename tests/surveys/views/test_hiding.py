"""People are promised on the web what results and paper say, too."""

from surveys.statistics.suppression import Limits, hiding_in_words
from tests.surveys.making import running
from tests.surveys.pages import text_of


def test_the_page_of_a_survey_promises_what_results_keep(client, people):
    survey = running(by=people["klara"])
    assert hiding_in_words() in text_of(client.get(survey.get_absolute_url()))


def test_the_sentence_follows_the_limits():
    words = hiding_in_words(Limits(threshold=7, smallest_base=20))
    assert "menší než 7" in words
    assert "méně než 20 lidí" in words
