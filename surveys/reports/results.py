"""The results of a survey as plain values: every question counted, for everyone and by groups."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from surveys.definition.shape import OTHER, WRITES, Definition, Question
from surveys.definition.texts import UNSORTED
from surveys.enums import Channel
from surveys.models import PublishedTable, Survey, Weighting
from surveys.reports.bases import Bases, all_bases, bases_of, channels_of, versions_answered
from surveys.reports.counting import counted_tables
from surveys.reports.snapshot import Snapshot, snapshot
from surveys.reports.texts import quotes_of, words_of
from surveys.reports.variables import Variable, variables_of
from surveys.reports.versions import History, histories
from surveys.statistics.columns import CHANNEL
from surveys.statistics.intervals import design_effect, share_interval
from surveys.statistics.published import PublishedShare
from surveys.statistics.suppression import Limits, suppressed
from surveys.statistics.tables import Base, Table

Said = TypeVar("Said", str, tuple[str, int])


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
    variables = _told_about(taken, {*quotes, *survey.public_words})
    tables = counted_tables(taken, variables, by, is_weighted)
    public, history = _public(tables, limits), histories(taken.versions, taken.answered)
    strict, columns = limits if is_suppressed else None, taken.columns
    return Results(
        survey,
        taken.definition,
        columns.n,
        public if is_suppressed else tables,
        variables,
        by,
        is_weighted,
        is_suppressed,
        taken.mark,
        channels_of(columns, strict),
        design_effect(columns.weight) if is_weighted else 1.0,
        versions=versions_answered(columns, strict),
        history=history,
        bases=bases_of(public, columns, history, limits) if is_suppressed else all_bases(columns),
        **_beside(survey, taken, public, quotes),
    )


def _told_about(taken: Snapshot, told: Collection[str]) -> dict[str, Variable]:
    """Return what results speak about, by code."""
    variables = variables_of(taken.counted)
    return {variable.code: variable for variable in variables if _is_counted(variable.question, told)}


def _beside(
    survey: Survey, taken: Snapshot, public: Mapping[str, Table], quotes: dict[str, list[str]]
) -> dict[str, Any]:
    """Return what stands beside the numbers: topics, quotes and words of texts, figures published elsewhere."""
    words = {code: words_of(survey, code, taken.mark) for code in survey.public_words}
    return {
        "coded": frozenset(question.code for question in taken.counted.questions() if question.choice(UNSORTED)),
        "quotes": _of_open(public, quotes),
        "words": _of_open(public, words),
        "published": {table.question: table for table in PublishedTable.objects.filter(survey=survey)},
    }


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
