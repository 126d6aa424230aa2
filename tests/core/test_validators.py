"""Checks of one value, as tables."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from kpss.core.validators import (
    validate_accent,
    validate_data_box,
    validate_day,
    validate_ico,
    validate_phone,
    validate_postal_code,
    validate_web,
)

CASES = [
    (validate_ico, ["63504260", "00839345", "73632783"], ["63504261", "6350426", "635042600", "abcdefgh", ""]),
    (validate_postal_code, ["35201", "352 01", "000 00"], ["80000", "3520", "352-01", "x"]),
    (
        validate_phone,
        ["354 403 131", "112", "116 111", "1188", "+420 777 123 456", "00420 777 123 456", "+49 30 123456"],
        ["12", "12345", "35440313", "telefon", "1234567890123456", "<b>"],
    ),
    (validate_data_box, ["abc1234"], ["ABC1234", "abc123", "abc12345"]),
    (
        validate_web,
        ["https://a.example", "http://www.a.example/x"],
        ["javascript:alert(1)", "//a.example", "a.example", "https://x"],
    ),
    (validate_accent, ["#064f5c", "#7a0000"], ["#86cbd6", "#ffffff", "red", "#12"]),
]


@pytest.mark.parametrize(("check", "value"), [(c, v) for c, good, _bad in CASES for v in good])
def test_good_value_passes(check, value):
    assert check(value) is None


@pytest.mark.parametrize(("check", "value"), [(c, v) for c, _good, bad in CASES for v in bad])
def test_bad_value_is_refused_in_words(check, value):
    with pytest.raises(ValidationError) as error:
        check(value)
    assert len(error.value.messages[0]) > 15


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_year_nobody_means_is_refused(year):
    for value in (dt.date(year, 1, 1), dt.datetime(year, 1, 1, 12, tzinfo=dt.UTC)):
        with pytest.raises(ValidationError, match="1900"):
            validate_day(value)
    validate_day(dt.date(2026, 1, 1))
