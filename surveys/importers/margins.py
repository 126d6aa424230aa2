"""Reading what is known about the population: a table of question, choice, number of people and source."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from surveys.definition.shape import Definition
from surveys.importers.tables import Row, rows_by_question
from surveys.statistics.columns import ONE_OF, choice_codes
from surveys.statistics.weights import Margin

COLUMNS = ("question", "choice", "people", "source")
MOST_PEOPLE = 10_000_000_000


def read_margins(lines: Iterable[str], definition: Definition) -> list[Margin]:
    """Return margins of a CSV with the columns of `COLUMNS`; raises `ValidationError` that names rows."""
    rows = rows_by_question(lines, COLUMNS, lambda number, row: _faults(number, row, definition))
    return [_margin(question, group) for question, group in rows.items()]


def _margin(question: str, rows: list[Row]) -> Margin:
    return Margin(question, {row["choice"]: float(row["people"]) for row in rows}, rows[0]["source"])


def _faults(number: int, row: Row, definition: Definition) -> Iterator[str]:
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
        return 0 < float(text) <= MOST_PEOPLE
    except ValueError:
        return False
