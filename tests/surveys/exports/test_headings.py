"""The sentence over a question never says more than its numbers."""

import pytest
from django.urls import reverse

from surveys.actions import lifecycle
from tests.surveys.answers import answered, fill


@pytest.fixture
def headings(client, people):
    """Return what stands over the question „odkud“ when so many people chose each choice."""

    def of(**counts):
        survey = answered(people=0, by=people["klara"])
        fill(survey, ({"odkud": code} for code, count in counts.items() for _number in range(count)))
        lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
        lifecycle.publish_results(survey=survey, by=people["klara"])
        page = client.get(reverse("surveys:results", args=[survey.slug])).content.decode()
        return " ".join(page.replace("\N{NO-BREAK SPACE}", " ").split())

    return of


def test_no_choice_is_called_most_frequent_where_a_hidden_one_may_be(headings):
    page = headings(znami=6, lekar=4)
    assert "skryto" in page
    assert "Nejčastější odpověď" not in page
    assert "(0 %)" not in page


def test_majority_is_told_though_the_others_are_hidden(headings):
    page = headings(znami=60, lekar=4, urad=3)
    assert "Většina lidí odpověděla „Znami“" in page


def test_nothing_is_most_frequent_where_nobody_answered(headings):
    assert "(0 %)" not in headings(znami=0)
