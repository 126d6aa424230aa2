"""The results of a survey as plain values: every question counted, for everyone and by groups."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.definition.conditions import Condition
from surveys.definition.shape import OTHER, WRITES, Definition, Question, in_language
from surveys.definition.texts import UNSORTED, UNSORTED_LABEL
from surveys.enums import Channel, QuestionType
from surveys.models import PublishedTable, Survey, Weighting
from surveys.reports.answers import versions_of, whole_definition
from surveys.reports.snapshot import snapshot
from surveys.reports.texts import quotes_of, words_of
from surveys.reports.versions import History, conditions_on, histories
from surveys.statistics.columns import CHANNEL, NOT_ASKED, ONE_OF, Array, Column, Columns
from surveys.statistics.intervals import design_effect, share_interval
from surveys.statistics.published import PublishedShare
from surveys.statistics.suppression import Limits, suppressed
from surveys.statistics.tables import Base, Leads, Table, frequency_table, leads

#: Version → how many people were asked, and how many of them answered.
Bases = Mapping[int, tuple[int, int]]
Said = TypeVar("Said", str, tuple[str, int])


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


@dataclass(frozen=True)
class Results:
    """All tables of a survey, in the order of its questions."""

    survey: Survey
    definition: Definition
    n: int
    tables: Mapping[str, Table]
    variables: Mapping[str, Variable]
    by: str = ""
    is_weighted: bool = False
    is_suppressed: bool = True
    #: What tells this state of the answers from another.
    mark: str = ""
    #: Channel → submissions; nothing when a channel brought few.
    channels: Mapping[str, int] = field(default_factory=dict)
    #: By how much weighting widened the variance.
    deff: float = 1.0
    #: What weights follow from, where the office computed them.
    weighting: Weighting | None = None
    #: Open questions sorted into topics.
    coded: frozenset[str] = frozenset()
    #: Open question → texts let out, and words with how many people used them.
    quotes: Mapping[str, list[str]] = field(default_factory=dict)
    words: Mapping[str, list[tuple[str, int]]] = field(default_factory=dict)
    #: Question → its table in a report published elsewhere, where ours may be shown.
    published: Mapping[str, PublishedTable] = field(default_factory=dict)
    #: Version → submissions, where there are several versions; nothing when one of them brought few.
    versions: Mapping[int, int] = field(default_factory=dict)
    #: Where questions, rows and options were, and version → people asked, people who answered.
    history: Mapping[str, History] = field(default_factory=dict)
    bases: Mapping[str, Bases] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Variable, Table]]:
        return ((variable, self.tables[code]) for code, variable in self.variables.items())

    @property
    def late(self) -> int:
        """How many answers came after the weights were computed."""
        return self.weighting.late(self.n) if self.weighting else 0

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of versions that people answered."""
        return sorted({number for history in self.history.values() for number in history.span.versions})

    def group_label(self, code: str, language: str = "cs") -> str:
        """Return the words of a group of the breakdown."""
        if self.by == CHANNEL:
            return str(Channel(code).label)
        return self.variables[self.by].label(code, language)

    def interval(self, base: Base, code: str) -> tuple[float, float] | None:
        """Return from where to where a share may be in the whole population, for random samples; shares of one."""
        share = base.share(code)
        if share is None or not base.base:
            return None
        found = share_interval(float(share), base.base, self.survey.sample_type, self.survey.population, self.deff)
        return (found.low, found.high) if found else None

    def published_share(self, table: Table, code: str) -> PublishedShare | None:
        """Return what a report published of a choice, beside our numbers; nothing where ours are hidden."""
        kept = self.published.get(table.code)
        printed, ours = kept.percent(code) if kept else None, table.whole
        if printed is None or not ours.base or ours.hides(code):
            return None
        if ours.percents:
            return PublishedShare(printed, dict(ours.percents)[code], 100, is_whole=True)
        return PublishedShare(printed, ours.count(code).weight or 0, ours.weight or 1)


def results(
    survey: Survey, by: str = "", *, is_weighted: bool = False, is_suppressed: bool = True, limits: Limits | None = None
) -> Results:
    """Count a survey; raises `ValidationError` in Czech when it cannot be divided by the question asked for."""
    taken, quotes, limits = snapshot(survey), quotes_of(survey), limits or Limits()
    told = {*quotes, *survey.public_words}
    variables = {
        variable.code: variable for variable in variables_of(taken.counted) if _is_counted(variable.question, told)
    }
    tables = {code: _table(code, taken.columns, by, is_weighted) for code in variables}
    tables = {code: _limited(table, variables[code].question) for code, table in tables.items()}
    answered = {*np.unique(taken.columns.version).tolist()}
    conditions = {question.code: [condition] for question, condition in taken.counted.conditions()}
    tables = _with_leads(tables, conditions | conditions_on(taken.versions, answered), taken.columns)
    public, history = _public(tables, limits), histories(taken.versions, answered)
    strict = limits if is_suppressed else None
    return Results(
        survey,
        taken.definition,
        taken.columns.n,
        public if is_suppressed else tables,
        variables,
        by,
        is_weighted,
        is_suppressed,
        taken.mark,
        _channels(taken.columns, strict),
        design_effect(taken.columns.weight) if is_weighted else 1.0,
        coded=frozenset(code for code, variable in variables.items() if variable.question.choice(UNSORTED)),
        quotes=_of_open(public, quotes),
        words=_of_open(public, {code: words_of(survey, code, taken.mark) for code in survey.public_words}),
        published={table.question: table for table in PublishedTable.objects.filter(survey=survey)},
        versions=_versions(taken.columns, strict),
        history=history,
        bases=_bases_of(public, taken.columns, history, limits) if is_suppressed else _all_bases(taken.columns),
    )


def _public(tables: Mapping[str, Table], limits: Limits) -> dict[str, Table]:
    """Return what may be shown; with weights shares only, because people and weights together tell hidden cells."""
    shown = suppressed(tables, limits)
    return {code: table.only_percents() if table.is_weighted else table for code, table in shown.items()}


def _is_counted(question: Question, told: Collection[str]) -> bool:
    """Whether there is something to say: of a text beside „jiné“ only its topics, quotes or words."""
    is_beside = question.code.endswith(OTHER) and question.type in WRITES
    return not is_beside or question.code in told


def _of_open(public: Mapping[str, Table], said: Mapping[str, list[Said]]) -> dict[str, list[Said]]:
    """Return what was said at questions whose number of people may be shown."""
    return {code: items for code, items in said.items() if items and code in public and public[code].whole.base}


def _channels(columns: Columns, limits: Limits | None) -> dict[str, int]:
    """Return how many submissions came by each channel; with small numbers among them nothing is said."""
    counts = {count.code: count.people or 0 for count in frequency_table(columns[CHANNEL]).counts}
    is_telling = limits is not None and any(map(limits.is_small, counts.values()))
    return {} if is_telling else {code: people for code, people in counts.items() if people}


def _versions(columns: Columns, limits: Limits | None) -> dict[int, int]:
    """Return how many submissions answered each of several versions; with a small set among them nothing is said."""
    counts = {number: int(here.sum()) for number, here in _by_version(columns).items()}
    return {} if limits and any(people < limits.smallest_base for people in counts.values()) else counts


def _by_version(columns: Columns) -> dict[int, Array]:
    """Return who answered each of several versions."""
    numbers = np.unique(columns.version)
    return {int(number): columns.version == number for number in numbers} if len(numbers) > 1 else {}


def _all_bases(columns: Columns) -> dict[str, Bases]:
    """Return the bases of all questions by versions."""
    versions = _by_version(columns)
    return {
        code: {
            number: (int((here & (column.state != NOT_ASKED)).sum()), int((here & column.answered).sum()))
            for number, here in versions.items()
        }
        for code, column in columns.variables.items()
        if versions
    }


def _bases_of(
    public: Mapping[str, Table], columns: Columns, history: Mapping[str, History], limits: Limits
) -> dict[str, Bases]:
    """Return bases by versions that may be shown.

    Only of questions that everybody was asked, with nothing hidden and many people in each version: a base is one more
    sum of numbers that may be hidden, here or where conditions lead.
    """
    return {
        code: bases
        for code, bases in _all_bases(columns).items()
        if code in public
        and not public[code].whole.has_hidden
        and code in history
        and history[code].is_for_all
        and not any(0 < people < limits.smallest_base for both in bases.values() for people in both)
    }


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
