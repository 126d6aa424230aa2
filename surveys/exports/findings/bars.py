"""Bars with numbers: a choice each, or a row of a table, with the previous wave below."""

from django.utils.translation import gettext as _

from surveys.enums import QuestionType
from surveys.exports.findings.edition import Edition
from surveys.exports.findings.figures import percent
from surveys.exports.findings.values import Bar
from surveys.exports.numbers import people_of
from surveys.reports.variables import Variable
from surveys.statistics.tables import Base, Count, Table


def bars_of(edition: Edition, variable: Variable, table: Table) -> list[Bar]:
    """Return a bar for each choice; none where no number may be shown."""
    bars: list[Bar] = []
    for count in _in_order(variable, table):
        bars.append(_bar(edition, variable, table.whole, count.code))
        bars += _bar_before(edition, variable, count.code)
    return _telling(bars)


def bars_of_rows(edition: Edition, rows: list[tuple[Variable, Table]]) -> list[Bar]:
    """Return a bar for the first choice in each row of a table."""
    first = rows[0][1].counts[0].code
    return _telling([_bar_of_row(edition, *row, first) for row in rows])


def _bar_of_row(edition: Edition, variable: Variable, table: Table, code: str) -> Bar:
    return _bar(edition, variable, table.whole, code) | {"label": variable.row_label(edition.language)}


def _telling(bars: list[Bar]) -> list[Bar]:
    return bars if any(bar["count"] for bar in bars) else []


def _in_order(variable: Variable, table: Table) -> list[Count]:
    """Ticked choices come from the most frequent, those apart at the end; other orders mean something."""
    if table.type != QuestionType.MULTIPLE:
        return list(table.counts)
    return sorted(table.counts, key=lambda count: (_is_apart(variable, count.code), *_often(table, count)))


def _often(table: Table, count: Count) -> tuple[float, float]:
    """Return by what the most frequent choice comes first, also where only shares are known."""
    return -(count.people or 0), -float(table.percent(count.code) or 0)


def _is_apart(variable: Variable, code: str) -> bool:
    choice = variable.question.choice(code)
    return choice is not None and (choice.is_exclusive or choice.is_other)


def _bar(edition: Edition, variable: Variable, base: Base, code: str) -> Bar:
    share, people = base.percent(code), base.count(code).people
    return {
        "label": edition.label(variable, code),
        "count": float(share or 0),
        "value": percent(share) if share is not None else _("skryto"),
        "detail": people_of(people) if people is not None else "",
        "kind": "aside" if _is_apart(variable, code) else "",
    }


def _bar_before(edition: Edition, variable: Variable, code: str) -> list[Bar]:
    """Return the same choice in the previous wave, where it was offered."""
    table = edition.earlier(variable.code)
    if table is None or code not in {count.code for count in table.counts}:
        return []
    label = _("totéž v roce %(year)s") % {"year": edition.year}
    return [_bar(edition, variable, table.whole, code) | {"label": label, "kind": "before"}]
