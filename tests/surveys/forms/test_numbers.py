"""Numbers as people write them."""

import pytest
from django.core.exceptions import ValidationError

from surveys.forms.numbers import CountField


@pytest.mark.parametrize("typed", ["4900", "4 900", "4\N{NO-BREAK SPACE}900", " 4 900 "])
def test_thousands_may_stand_apart(typed):
    assert CountField().clean(typed) == 4900


@pytest.mark.parametrize("typed", ["", "čtyři", "4,9", "-1"])
def test_what_is_no_count_is_refused(typed):
    with pytest.raises(ValidationError):
        CountField(min_value=0).clean(typed)
