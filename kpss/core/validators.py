"""Checks of one value that every part of the portal shares."""

import datetime as dt
import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kpss.core.colour import contrast
from kpss.core.text import phone_digits

#: The portal's page colour, against which the town's accent must stay readable.
PAGE_COLOUR = "#fcfaf5"
MIN_CONTRAST = 4.5
#: Years in which something may happen on the portal; a mistyped one would break calendars and lists.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def validate_day(value: dt.date) -> None:
    """Refuse a day (or a moment) in a year that nobody means."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        words = _("Zkontrolujte rok: počítáme s roky %(first)s až %(last)s.")
        raise ValidationError(words, code="year", params={"first": FIRST_YEAR, "last": LAST_YEAR})


def ico_check_digit(first_seven: str) -> int:
    """Return the eighth digit of an IČO: (11 − Σ digit·weight mod 11) mod 10, weights 8…2."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seven, range(8, 1, -1), strict=True))
    return (11 - total % 11) % 10


def validate_ico(value: str) -> None:
    """Refuse an IČO that has not eight digits or whose last digit does not agree."""
    if not re.fullmatch(r"[0-9]{8}", value):
        raise ValidationError(_("IČO má osm číslic, třeba 00839345."), code="ico_form")
    if ico_check_digit(value[:7]) != int(value[7]):
        raise ValidationError(_("IČO nesouhlasí: poslední číslice má být jiná. Zkontrolujte opis."), code="ico_digit")


def validate_postal_code(value: str) -> None:
    """Refuse a postal code (PSČ) that is not five digits; 000 00 belongs to invented towns."""
    if not re.fullmatch(r"[0-7]\d{2} ?\d{2}", value):
        raise ValidationError(_("PSČ má pět číslic, třeba 352 01."), code="postal_code")


def validate_phone(value: str) -> None:
    """Refuse a phone that is neither of nine digits, a short number (112, 116 111) nor one with a country's code."""
    if not re.fullmatch(r"1\d\d|1[0-4]\d\d|14\d{3}|116\d{3}|\d{9}|(\+|00)\d{7,15}", phone_digits(value)) or re.search(
        r"[^\d\s()+/.\-]", value
    ):
        raise ValidationError(_("Telefon napište číslicemi, třeba 354 403 131."), code="phone")


def validate_data_box(value: str) -> None:
    """Refuse a data box identifier that is not seven lower-case letters and digits."""
    if not re.fullmatch(r"[a-z0-9]{7}", value):
        raise ValidationError(_("Datová schránka má sedm malých písmen a číslic."), code="data_box")


def validate_web(value: str) -> None:
    """Refuse an address that is not http or https with a host (a link must never run a script)."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc:
        raise ValidationError(_("Adresa webu začíná https://, třeba https://pecovatelky.example."), code="web")


def validate_accent(value: str) -> None:
    """Refuse an accent colour that is not #rrggbb or has contrast under 4.5 : 1 on the page."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError(_("Barvu napište jako #064f5c."), code="colour")
    ratio = contrast(value, PAGE_COLOUR)
    if ratio < MIN_CONTRAST:
        message = _("Barva je málo výrazná: kontrast %(ratio)s : 1, potřeba je aspoň 4,5 : 1. Zvolte tmavší.")
        raise ValidationError(message, code="contrast", params={"ratio": f"{ratio:.1f}".replace(".", ",")})
