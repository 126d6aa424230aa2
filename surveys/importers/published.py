"""Reading what a report published: a table of question, choice, percent, and where it stands."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from surveys.definition.shape import Definition
from surveys.importers.tables import Row, rows_by_question
from surveys.models import PublishedTable
from surveys.statistics.columns import choice_codes
from surveys.statistics.published import printed_percent

COLUMNS = ("question", "choice", "percent", "source")
WHOLE = re.compile("[0-9]{1,9}")


def read_published(lines: Iterable[str], definition: Definition) -> list[PublishedTable]:
    """Return tables of a CSV with the columns of `COLUMNS` and, where known, count, base and link; raises `ValidationError`."""
    rows = rows_by_question(lines, COLUMNS, lambda number, row: _faults(number, row, definition))
    return [_table(question, group) for question, group in rows.items()]


def _table(question: str, rows: list[Row]) -> PublishedTable:
    first = rows[0]
    return PublishedTable(
        question=question,
        source=first["source"],
        link=first.get("link", ""),
        base=_whole(first.get("base", "")),
        percents={row["choice"]: printed_percent(row["percent"]) for row in rows},
        counts={row["choice"]: count for row in rows if (count := _whole(row.get("count", ""))) is not None},
    )


def _faults(number: int, row: Row, definition: Definition) -> Iterator[str]:
    named = {"row": number, "code": row["question"], "choice": row["choice"], "percent": row["percent"]}
    question = definition.variables().get(row["question"])
    codes = choice_codes(question) if question and not question.rows else ()
    if not codes:
        yield _("Řádek %(row)s: otázka „%(code)s“ v dotazníku není, nebo nemá možnosti.") % named
    elif row["choice"] not in codes:
        yield _("Řádek %(row)s: otázka „%(code)s“ nemá možnost „%(choice)s“.") % named
    if not _is_percent(row["percent"]):
        yield _("Řádek %(row)s: „%(percent)s“ není podíl v procentech.") % named
    if not row["source"]:
        yield _("Řádek %(row)s: napište, kde číslo stojí.") % named
    for name in ("count", "base"):
        if row.get(name) and _whole(row[name]) is None:
            yield _("Řádek %(row)s: „%(text)s“ není celé číslo.") % {"row": number, "text": row[name]}


def _is_percent(text: str) -> bool:
    try:
        return bool(printed_percent(text))
    except ValueError:
        return False


def _whole(text: str) -> int | None:
    return int(text) if WHOLE.fullmatch(text) else None
