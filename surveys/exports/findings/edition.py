"""Results as they are told: in one language, beside those of the previous wave."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.definition.shape import SOURCE, Question, in_language
from surveys.enums import QuestionType
from surveys.exports.findings.figures import month
from surveys.reports.results import Results
from surveys.reports.variables import Variable
from surveys.statistics.columns import CHANNEL
from surveys.statistics.tables import Table
from surveys.statistics.waves import Change, compared


@dataclass(frozen=True)
class Edition:
    """What findings are written from; *before* are the results of the previous wave."""

    results: Results
    before: Results | None = None
    language: str = SOURCE

    @property
    def year(self) -> int:
        """The year of the previous wave."""
        assert self.before is not None
        return (self.before.survey.closes_at or self.before.survey.created_at).year

    def is_coded(self, code: str) -> bool:
        """Whether texts were sorted into topics."""
        return code in self.results.coded

    def asked(self, question: Question) -> str:
        """Return the words of a question with how one could answer."""
        text = in_language(question.text, self.language)
        if self.is_coded(question.code):
            return _("%(text)s (vlastními slovy)") % {"text": text}
        return f"{text} ({QuestionType(question.type).label})"

    def label(self, variable: Variable, code: str) -> str:
        """Return the words of a choice."""
        if variable.question.type == QuestionType.DATE:
            return month(code)
        return variable.label(code, self.language)

    def divided_by(self) -> str:
        """Return the words of what answers are divided by."""
        if self.results.by == CHANNEL:
            return _("Kudy odpověď přišla")
        return self.results.variables[self.results.by].text(self.language)

    def group_label(self, code: str) -> str:
        """Return the words of a group; nothing for everybody."""
        return self.results.group_label(code, self.language) if code else ""

    def earlier(self, code: str) -> Table | None:
        """Return the table of the same question in the previous wave."""
        return self.before.tables.get(code) if self.before else None

    def changes(self, table: Table) -> list[Change]:
        """Return each choice beside the previous wave, where the question was asked and may be shown."""
        earlier = self.earlier(table.code)
        if self.before is None or earlier is None or None in (earlier.base, table.base):
            return []
        samples = (self.before.survey.sample_type, self.results.survey.sample_type)
        return compared(earlier.whole, table.whole, samples)
