"""Several people at once. SQLite lets one write at a time, so PostgreSQL is tested."""

import uuid

import pytest
from django.db import connection

from planning.suggestions.actions import calls
from planning.suggestions.models import Suggestion, Vote
from tests.suggestions.making import call_of, entry_of, suggestion_of
from tests.threads import AT_ONCE, at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]


def test_numbers_of_many_suggestions_at_once_follow_each_other():
    last = suggestion_of().number
    made = at_once(lambda number: suggestion_of(f"Podnět {number}"))
    assert sorted(one.number for one in made) == list(range(last + 1, last + 1 + AT_ONCE))


def test_form_sent_many_times_at_once_is_one_suggestion():
    before, seed = Suggestion.objects.count(), uuid.uuid4()
    made = at_once(lambda _number: suggestion_of("Jednou", seed=seed))
    assert len({one.pk for one in made}) == 1
    assert Suggestion.objects.count() == before + 1


def test_of_many_votes_of_one_person_at_once_one_counts():
    entry = entry_of(call_of(status="choosing"))
    counted = at_once(lambda _number: calls.vote(entry=entry, voter="x"))
    assert sorted(counted) == [False] * (AT_ONCE - 1) + [True]
    assert Vote.objects.count() == 1
