"""Opening hours as one value: weekly intervals, dated exceptions, Czech holidays, all in Europe/Prague.

Stored as JSON, written by people as „7–12, 13–17“ a day. Services, offices and contact places share it.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kpss.core.dates import holiday_name, short_day, weekday_name

Interval = tuple[int, int]
"""Opens and closes as minutes of the day; 1440 is midnight at its end."""

_RANGE = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[–-]\s*(\d{1,2})(?:[:.](\d{2}))?$")
_DATE = r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})"
_EXCEPTION = re.compile(rf"^{_DATE}(?:\s*[–-]\s*{_DATE})?\s*:?\s+(.+)$")
DAY = 24 * 60
#: A night shift lasts at most so many minutes; „8–6“ is somebody's 18:00.
LONGEST_NIGHT = 16 * 60
#: „zavřeno“ as the forms write it in each language of the portal.
CLOSED_WORDS = ("zav", "closed", "зачин")


@dataclass(frozen=True)
class HoursException:
    """Days on which other hours hold; no intervals = closed."""

    first: dt.date
    last: dt.date
    intervals: tuple[Interval, ...] = ()

    def covers(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def in_words(self) -> str:
        days = short_day(self.first) if self.first == self.last else f"{short_day(self.first)} – {short_day(self.last)}"
        return f"{days}: {intervals_in_words(self.intervals) or _('zavřeno')}"


@dataclass(frozen=True)
class OpeningHours:
    """Weekly hours by weekday 0–6, exceptions, and what holds on public holidays."""

    weekly: tuple[tuple[Interval, ...], ...] = ((),) * 7
    exceptions: tuple[HoursException, ...] = ()
    nonstop: bool = False
    open_on_holidays: bool = False
    note: str = ""

    def __bool__(self) -> bool:
        return self.nonstop or any(self.weekly) or bool(self.note) or bool(self.exceptions)

    def intervals_on(self, day: dt.date) -> tuple[Interval, ...]:
        """Return the intervals that hold on *day*: an exception first, then a holiday, then the week."""
        for exception in self.exceptions:
            if exception.covers(day):
                return exception.intervals
        if self.nonstop:
            return ((0, DAY),)
        if holiday_name(day) and not self.open_on_holidays:
            return ()
        return self.weekly[day.weekday()]

    def is_open(self, at: dt.datetime) -> bool:
        """Return whether somebody is there at the local moment *at* (an aware datetime in Europe/Prague)."""
        minute = at.hour * 60 + at.minute
        if any(opens <= minute < closes for opens, closes in self.intervals_on(at.date())):
            return True
        yesterday = self.intervals_on(at.date() - dt.timedelta(days=1))
        return any(minute < closes - DAY for _opens, closes in yesterday)

    def lines(self) -> list[str]:
        """Return the hours as people say them, equal days joined: „pondělí–pátek 7:00–15:30“."""
        if self.nonstop:
            return [_("nepřetržitě")]
        return [f"{days} {intervals_in_words(intervals)}" for days, intervals in self._runs() if intervals]

    def _runs(self) -> Iterator[tuple[str, tuple[Interval, ...]]]:
        first = 0
        for day in range(1, 8):
            if day == 7 or self.weekly[day] != self.weekly[first]:
                last = day - 1
                names = weekday_name(first) if first == last else f"{weekday_name(first)}–{weekday_name(last)}"
                yield names, self.weekly[first]
                first = day

    def in_words(self) -> str:
        """Return everything in one line, for exports and comparison."""
        rest = [exception.in_words() for exception in self.exceptions]
        return "; ".join([*self.lines(), *rest, *([self.note] if self.note else [])])

    def parts_of_week(self) -> set[str]:
        """Return which of workday, evening (after 17), weekend, night (after 22) are served at least once."""
        if self.nonstop:
            return {"workday", "evening", "weekend", "night"}
        found = {"weekend"} if any(self.weekly[5:]) else set()
        found |= {"workday"} if any(self.weekly[:5]) else set()
        closes = [closes for day in self.weekly for _opens, closes in day]
        found |= {"evening"} if any(close > 17 * 60 for close in closes) else set()
        return found | ({"night"} if any(close > 22 * 60 for close in closes) else set())

    def to_json(self) -> dict[str, Any]:
        """Return the stored form; an empty value is an empty dict."""
        if not self:
            return {}
        return {
            "weekly": [[list(interval) for interval in day] for day in self.weekly],
            "exceptions": [
                [item.first.isoformat(), item.last.isoformat(), [list(pair) for pair in item.intervals]]
                for item in self.exceptions
            ],
            "nonstop": self.nonstop,
            "open_on_holidays": self.open_on_holidays,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> "OpeningHours":
        """Read the stored form."""
        if not data:
            return cls()
        return cls(
            weekly=tuple(tuple((a, b) for a, b in day) for day in data["weekly"]),
            exceptions=tuple(
                HoursException(
                    dt.date.fromisoformat(first), dt.date.fromisoformat(last), tuple((a, b) for a, b in pairs)
                )
                for first, last, pairs in data.get("exceptions", [])
            ),
            nonstop=data.get("nonstop", False),
            open_on_holidays=data.get("open_on_holidays", False),
            note=data.get("note", ""),
        )


def minutes_in_words(minutes: int) -> str:
    """Return „7:00“ for 420."""
    return f"{minutes // 60 % 24 if minutes != DAY else 24}:{minutes % 60:02d}"


def intervals_in_words(intervals: Iterable[Interval]) -> str:
    """Return „7:00–12:00, 13:00–17:00“."""
    return ", ".join(f"{minutes_in_words(opens)}–{minutes_in_words(closes)}" for opens, closes in intervals)


def parse_intervals(text: str) -> tuple[Interval, ...]:
    """Read „7–12, 13–17:30“; raise ValidationError in Czech words when it is not hours."""
    parts = [part.strip() for part in re.split(r"[,;]|\ba\b", text) if part.strip()]
    intervals = [_parse_interval(part) for part in parts]
    if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(intervals)):
        raise ValidationError(_("Hodiny „%(text)s“ se překrývají."), params={"text": text}, code="overlap")
    return tuple(intervals)


def _parse_interval(part: str) -> Interval:
    match = _RANGE.match(part)
    if not match:
        raise ValidationError(_("Hodiny „%(text)s“ napište třeba 7–15:30."), params={"text": part}, code="hours")
    opens = int(match[1]) * 60 + int(match[2] or 0)
    closes = int(match[3]) * 60 + int(match[4] or 0)
    if opens > DAY or closes > DAY or int(match[2] or 0) > 59 or int(match[4] or 0) > 59:
        raise ValidationError(_("Hodiny „%(text)s“ nejsou v jednom dni."), params={"text": part}, code="hours")
    if closes > opens:
        return opens, closes
    if closes + DAY - opens > LONGEST_NIGHT:
        words = _("Hodiny „%(text)s“ by trvaly do druhého dne. Odpoledne napište třeba 8–18.")
        raise ValidationError(words, params={"text": part}, code="night")
    return opens, closes + DAY


def parse_exceptions(text: str) -> tuple[HoursException, ...]:
    """Read lines „24. 12. 2026 zavřeno“ or „27. 12. 2026 – 31. 12. 2026 8–12“."""
    return tuple(_parse_exception(line.strip()) for line in text.splitlines() if line.strip())


def _parse_exception(line: str) -> HoursException:
    match = _EXCEPTION.match(line)
    try:
        if not match:
            raise ValueError(line)
        first = dt.date(int(match[3]), int(match[2]), int(match[1]))
        last = dt.date(int(match[6]), int(match[5]), int(match[4])) if match[4] else first
    except ValueError as error:
        raise ValidationError(
            _("Řádek „%(text)s“ napište třeba „24. 12. 2026 zavřeno“."),
            params={"text": line},
            code="exception",
        ) from error
    hours = match[7].strip()
    return HoursException(first, last, () if hours.lower().startswith(CLOSED_WORDS) else parse_intervals(hours))
