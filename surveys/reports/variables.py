"""What is counted: questions, and rows of tables instead of the tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.definition.shape import Definition, Question, in_language
from surveys.definition.texts import UNSORTED, UNSORTED_LABEL
from surveys.enums import QuestionType
from surveys.models import Survey
from surveys.reports.answers import versions_of, whole_definition
from surveys.statistics.columns import CHANNEL, ONE_OF


@dataclass(frozen=True)
class Variable:
    """What a table is about: a question, or a row of one."""

    question: Question
    row: str = ""

    @property
    def code(self) -> str:
        """Return the code that answers have."""
        return self.row or self.question.code

    def text(self, language: str = "cs") -> str:
        """Return the words of the question, with those of the row behind."""
        parts = [self.question.text, *(row.label for row in self.question.rows if row.code == self.row)]
        return " – ".join(in_language(part, language) for part in parts)

    def row_label(self, language: str = "cs") -> str:
        """Return the words of the row."""
        return next((in_language(row.label, language) for row in self.question.rows if row.code == self.row), "")

    def label(self, code: str, language: str = "cs") -> str:
        """Return the words of a choice; marks, points and months are their own."""
        if code == UNSORTED:
            return _(UNSORTED_LABEL)
        choice = self.question.choice(code)
        return in_language(choice.label, language) if choice else code


def variables_of(definition: Definition) -> Iterator[Variable]:
    """Yield what is counted: questions, and rows of tables instead of the tables."""
    for question in definition.questions():
        if question.type == QuestionType.MATRIX:
            yield from (Variable(question, row.code) for row in question.rows)
        elif question.asks:
            yield Variable(question)


def breakdowns(definition: Definition) -> dict[str, Variable]:
    """Return the questions by which answers may be divided: of one choice each."""
    return {variable.code: variable for variable in variables_of(definition) if variable.question.type in ONE_OF}


def breakdown_titles(survey: Survey, language: str = "cs") -> dict[str, str]:
    """Return by what the public may divide results, if the office lets it: questions of one choice, and the channel.

    Rows of tables are left out: there are many of them, and they are no groups of people.
    """
    versions = versions_of(survey) or list(survey.questionnaires.order_by("number"))
    found = breakdowns(whole_definition(versions)).values()
    titles = {variable.code: variable.text(language) for variable in found if not variable.row}
    return titles | {CHANNEL: _("Kudy odpověď přišla")}
