"""Reading what is known about the population: a table of question, choice, number of people and source."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.definition.shape import Definition
from surveys.statistics.columns import ONE_OF, choice_codes
from surveys.statistics.weights import Margin

COLUMNS = ("question", "choice", "people", "source")


def read_margins(lines: Iterable[str], definition: Definition) -> list[Margin]:
    """Return margins of a CSV with the columns of `COLUMNS`, as programs or a Czech Excel write it; raises `ValidationError` that names rows."""
    known = list(lines)
    reader = csv.DictReader(known, delimiter=";" if known and ";" in known[0] else ",")
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise ValidationError(_("Tabulka potřebuje sloupce %(names)s.") % {"names": ", ".join(COLUMNS)})
    rows = list(enumerate(reader, start=2))
    faults = [fault for number, row in rows for fault in _faults(number, row, definition)]
    if faults or not rows:
        raise ValidationError(faults or [_("Tabulka nemá žádný řádek.")])
    by_question = groupby(sorted((row for _number, row in rows), key=_question), key=_question)
    return [_margin(question, list(group)) for question, group in by_question]


def _question(row: Mapping[str, str]) -> str:
    return row["question"]


def _margin(question: str, rows: list[dict[str, str]]) -> Margin:
    return Margin(question, {row["choice"]: float(row["people"]) for row in rows}, rows[0]["source"])


def _faults(number: int, row: Mapping[str, str], definition: Definition) -> Iterator[str]:
    named = {"row": number, "code": row["question"], "choice": row["choice"], "people": row["people"]}
    question = definition.variables().get(row["question"])
    if question is None or question.type not in ONE_OF:
        yield _("Řádek %(row)s: otázka „%(code)s“ v dotazníku není, nebo nemá jednu odpověď.") % named
    elif row["choice"] not in choice_codes(question):
        yield _("Řádek %(row)s: otázka „%(code)s“ nemá možnost „%(choice)s“.") % named
    if not _is_positive(row["people"]):
        yield _("Řádek %(row)s: „%(people)s“ není kladné číslo.") % named
    if not row["source"]:
        yield _("Řádek %(row)s: napište, odkud číslo je.") % named


def _is_positive(text: str) -> bool:
    try:
        return 0 < float(text) < float("inf")
    except (TypeError, ValueError):
        return False
