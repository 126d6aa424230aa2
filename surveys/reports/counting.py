"""Tables counted from a snapshot, before anything is hidden."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.definition.conditions import Condition
from surveys.definition.shape import Question
from surveys.enums import QuestionType
from surveys.reports.snapshot import Snapshot
from surveys.reports.variables import Variable
from surveys.reports.versions import conditions_on
from surveys.statistics.columns import CHANNEL, ONE_OF, Column, Columns
from surveys.statistics.tables import Leads, Table, frequency_table, leads


def counted_tables(taken: Snapshot, variables: Mapping[str, Variable], by: str, is_weighted: bool) -> dict[str, Table]:
    """Return a table of each variable; raises `ValidationError` when answers cannot be divided by that question."""
    tables = {
        code: _limited(_table(code, taken.columns, by, is_weighted), variable.question)
        for code, variable in variables.items()
    }
    return _with_leads(tables, _conditions(taken), taken.columns)


def _conditions(taken: Snapshot) -> dict[str, list[Condition | None]]:
    """Return by what each question was asked in the versions that people answered."""
    now = {question.code: [condition] for question, condition in taken.counted.conditions()}
    return now | conditions_on(taken.versions, taken.answered)


def _table(code: str, columns: Columns, by: str, is_weighted: bool) -> Table:
    weights = columns.weight if is_weighted else None
    return frequency_table(columns[code], weights, _divider(columns, by) if by and by != code else None)


def _divider(columns: Columns, by: str) -> Column:
    column = columns.variables.get(by)
    if column is None or (column.type not in ONE_OF and by != CHANNEL):
        raise ValidationError(
            _("Podle otázky „%(code)s“ výsledky třídit nejde: v dotazníku není, nebo nemá jednu odpověď."),
            params={"code": by},
        )
    return column


def _limited(table: Table, question: Question) -> Table:
    """Return a table that knows how many choices a person could tick."""
    if question.type != QuestionType.MULTIPLE or any(choice.is_exclusive for choice in question.choices):
        return table
    return replace(table, least=question.least, most=question.most)


def _with_leads(
    tables: dict[str, Table], conditions: Mapping[str, list[Condition | None]], columns: Columns
) -> dict[str, Table]:
    """Return tables that know which of their choices led people to later questions, in any version."""
    found: dict[str, dict[str, Leads]] = {code: {} for code in tables}
    for later, of_versions in conditions.items():
        asked_about = {code for condition in of_versions if condition for code in condition.codes()}
        for code in asked_about & tables.keys() if later in tables else ():
            is_changed = len(of_versions) > 1
            found[code][later] = replace(leads(columns[code], columns[later]), is_changed=is_changed)
    return {code: replace(table, leads_to=found[code]) for code, table in tables.items()}
