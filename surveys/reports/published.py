"""Of which questions a report published elsewhere may have shares."""

from surveys.models import Survey
from surveys.reports.answers import versions_of, whole_definition
from surveys.reports.variables import Variable, variables_of
from surveys.statistics.columns import choice_codes


def publishable(survey: Survey) -> dict[str, Variable]:
    """Return what has shares: questions with choices, and rows of tables."""
    found = variables_of(whole_definition(versions_of(survey)))
    return {variable.code: variable for variable in found if choice_codes(variable.question)}
