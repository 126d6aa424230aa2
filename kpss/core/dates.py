"""Days and hours as Czechs say them, in Europe/Prague, with the Czech public holidays."""

import datetime as dt
from functools import lru_cache

import holidays
from django.utils import dates, timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WEEKDAYS = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")
WEEKDAYS_OF = ("pondělí", "úterý", "středy", "čtvrtka", "pátku", "soboty", "neděle")
MONTHS_OF = (
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
)


_HOLIDAY_LANGUAGES = {"en": "en_US", "uk": "uk"}


@lru_cache(maxsize=32)
def _holidays_of(year: int, language: str) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("CZ", years=year, language=language))


def holiday_name(day: dt.date) -> str:
    """Return the name of the Czech public holiday on *day*, or an empty string (Act 245/2000 Sb.)."""
    return _holidays_of(day.year, _HOLIDAY_LANGUAGES.get(get_language() or "", "cs")).get(day, "")


def weekday_name(number: int) -> str:
    """Return the name of a weekday, 0 = Monday, in the language of the page."""
    if get_language() in (None, "cs"):
        return WEEKDAYS[number]
    return str(dates.WEEKDAYS[number])


def today() -> dt.date:
    """Return the day it is now in the town."""
    return timezone.localdate()


def day_in_words(day: dt.date, weekday: bool = False) -> str:
    """Return „2. října 2026“, or „pátek 2. října 2026“; other languages get their own usual form."""
    if get_language() not in (None, "cs"):
        words = date_format(day, "DATE_FORMAT").removesuffix(" р.")  # its full stop doubles that of a sentence
    else:
        words = f"{day.day}. {MONTHS_OF[day.month - 1]} {day.year}"
    return f"{weekday_name(day.weekday())} {words}" if weekday else words


def short_day(day: dt.date) -> str:
    """Return „2. 10. 2026“ with spaces that do not break."""
    return f"{day.day}.\N{NO-BREAK SPACE}{day.month}.\N{NO-BREAK SPACE}{day.year}"


def months_since(day: dt.date, at: dt.date) -> int:
    """Return the number of whole months from *day* to *at*."""
    months = (at.year - day.year) * 12 + at.month - day.month
    return months if at.day >= day.day else months - 1


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day *months* later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def local(moment: dt.datetime) -> dt.datetime:
    """Return *moment* in the town's time."""
    return timezone.localtime(moment)


def moment_in_words(moment: dt.datetime, *, is_genitive: bool = False) -> str:
    """Return „středa 2. prosince 2026 v 16:00“, behind „od“ and „do“ „středy …“; midnight at the end of a day is that day."""
    there = local(moment)
    is_midnight = (there.hour, there.minute) == (0, 0)
    day = (there - dt.timedelta(days=1)).date() if is_midnight else there.date()
    words = day_in_words(day, weekday=True)
    if is_genitive and get_language() in (None, "cs"):
        words = words.replace(WEEKDAYS[day.weekday()], WEEKDAYS_OF[day.weekday()], 1)
    return words if is_midnight else _("%(day)s v %(time)s") % {"day": words, "time": f"{there:%-H:%M}"}
