"""Opening hours: reading, saying, and what holds now."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kpss.core.opening_hours import OpeningHours, parse_exceptions, parse_intervals

PRAGUE = ZoneInfo("Europe/Prague")
WORKDAYS = OpeningHours(weekly=(((420, 930),),) * 5 + ((), ()))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PRAGUE)


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("7–15:30", ((420, 930),)),
        ("7-12, 13-17", ((420, 720), (780, 1020))),
        ("7.30–12 a 13–15", ((450, 720), (780, 900))),
        ("22–6", ((1320, 1800),)),
        ("16–8", ((960, 1920),)),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_write_them(text, intervals):
    assert parse_intervals(text) == intervals


@pytest.mark.parametrize("text", ["od rána", "25–26", "7–99", "8–12, 10–14", "7:75–9", "8–6", "7–7"])
def test_wrong_hours_are_refused_in_words(text):
    with pytest.raises(ValidationError):
        parse_intervals(text)


@pytest.mark.parametrize("line", ["24. 12.", "31. 2. 2026 zavřeno", "nesmysl", "24. 12. 2026"])
def test_wrong_exception_is_refused(line):
    with pytest.raises(ValidationError):
        parse_exceptions(line)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T07:00", True),
        ("2026-11-23T15:29", True),
        ("2026-11-23T15:30", False),
        ("2026-11-22T10:00", False),
        ("2026-11-17T10:00", False),  # state holiday on a Tuesday
    ],
)
def test_open_now_knows_days_and_holidays(moment, is_open):
    assert WORKDAYS.is_open(at(moment)) is is_open


def test_exception_beats_the_week():
    hours = OpeningHours(weekly=WORKDAYS.weekly, exceptions=parse_exceptions("23. 11. 2026 – 24. 11. 2026 9–10"))
    assert hours.is_open(at("2026-11-23T09:30"))
    assert not hours.is_open(at("2026-11-24T11:00"))


def test_night_hours_last_into_the_next_day():
    night = OpeningHours(weekly=(parse_intervals("19–7"),) * 7)
    assert night.is_open(at("2026-11-23T23:00"))
    assert night.is_open(at("2026-11-24T06:59"))
    assert not night.is_open(at("2026-11-24T07:00"))


def test_equal_days_are_joined_in_words():
    assert WORKDAYS.lines() == ["pondělí–pátek 7:00–15:30"]


def test_parts_of_week_say_when_it_serves():
    evening = OpeningHours(weekly=(((420, 1140),),) * 5 + (((480, 840),), ()))
    assert evening.parts_of_week() == {"workday", "evening", "weekend"}


_interval = st.tuples(st.integers(0, 700), st.integers(701, 1440))


@given(st.lists(st.lists(_interval, max_size=1).map(tuple), min_size=7, max_size=7).map(tuple), st.booleans())
def test_stored_form_gives_the_same_value_back(weekly, nonstop):
    hours = OpeningHours(weekly=weekly, nonstop=nonstop, exceptions=parse_exceptions("24. 12. 2026 zavřeno"))
    assert OpeningHours.from_json(hours.to_json()) == hours
