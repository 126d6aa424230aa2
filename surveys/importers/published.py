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
#: What all rows of a question say alike: a table is of one report.
OF_REPORT = ("source", "link", "base")
WHOLE = re.compile("[0-9]{1,9}")


def read_published(lines: Iterable[str], definition: Definition) -> list[PublishedTable]:
    """Return tables of a CSV with the columns of `COLUMNS` and, where known, count, base and link; raises `ValidationError`."""
    told: dict[tuple[str, str], tuple[int, str]] = {}
    rows = rows_by_question(
        lines, COLUMNS, lambda number, row: [*_faults(number, row, definition), *_of_other_report(number, row, told)]
    )
    return [_table(question, group) for question, group in rows.items()]


def _table(question: str, rows: list[Row]) -> PublishedTable:
    report = {name: next((row[name] for row in rows if row.get(name)), "") for name in OF_REPORT}
    return PublishedTable(
        question=question,
        source=report["source"],
        link=report["link"],
        base=_whole(report["base"]),
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
        yield _("Řádek %(row)s: „%(percent)s“ není podíl v procentech od 0 do 100.") % named
    if not row["source"]:
        yield _("Řádek %(row)s: napište, kde číslo stojí.") % named
    for name in ("count", "base"):
        if row.get(name) and _whole(row[name]) is None:
            yield _("Řádek %(row)s: „%(text)s“ není celé číslo.") % {"row": number, "text": row[name]}


def _of_other_report(number: int, row: Row, told: dict[tuple[str, str], tuple[int, str]]) -> Iterator[str]:
    """Yield where a row says something else of its report than an earlier row of the question, which *told* keeps."""
    for name in OF_REPORT:
        if row.get(name):
            first, text = told.setdefault((row["question"], name), (number, row[name]))
            if text != row[name]:
                named = {"row": number, "name": name, "first": first, "code": row["question"]}
                words = _("Řádek %(row)s: otázka „%(code)s“ má v %(name)s něco jiného než na řádku %(first)s.")
                yield words % named + " " + _("Čísla jedné otázky jsou z jedné zprávy.")


def _is_percent(text: str) -> bool:
    try:
        return bool(printed_percent(text))
    except ValueError:
        return False


def _whole(text: str) -> int | None:
    return int(text) if WHOLE.fullmatch(text) else None
