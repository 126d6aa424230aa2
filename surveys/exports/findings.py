"""What results say, in words: a sentence for each question, bars with numbers, the base, the table, how we asked.

One value for the page and for the report. Only what suppression has left comes here, so that no sentence, bar or text
beside a picture can tell more than the table.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import day_in_words, local
from surveys.definition.shape import OTHER, SOURCE, Question, in_language
from surveys.definition.texts import UNSORTED
from surveys.definition.words import printed_numbers
from surveys.enums import Channel, QuestionType, SampleType
from surveys.exports.numbers import NBSP, figure, people_of
from surveys.exports.results import measure_label, number
from surveys.exports.version_words import about_versions, bases_in_words, history_of, versions_in_words
from surveys.exports.weight_words import late_in_words, weighting_in_words
from surveys.models import Survey
from surveys.reports.results import Results, Variable
from surveys.reports.versions import History
from surveys.statistics.columns import CHANNEL
from surveys.statistics.intervals import SENTENCES
from surveys.statistics.published import Agreement, PublishedShare
from surveys.statistics.rounding import half_up
from surveys.statistics.suppression import SMALLEST_BASE, THRESHOLD
from surveys.statistics.tables import Base, Count, Table
from surveys.statistics.waves import Change, Denominator, ReturnRate, compared

Bar = dict[str, Any]
#: What is told of choices put in order.
RANKS = ("ranked", "mean_rank", "borda")


@dataclass(frozen=True)
class Grid:
    """A table as the component takes it."""

    caption: str
    columns: list[dict[str, Any]]
    rows: list[list[str]]
    note: str = ""
    #: Unfolded from the start: what somebody asked for.
    is_open: bool = False


@dataclass(frozen=True)
class Finding:
    """One question: the sentence, the question, the bars, the base in words, tables."""

    code: str
    number: str
    heading: str
    #: The words of the question with how one could answer.
    text: str
    bars: list[Bar] = field(default_factory=list)
    base: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    #: Texts that the office let out.
    quotes: list[str] = field(default_factory=list)
    #: Where shares of the table were published elsewhere, and a link to it.
    printed: str = ""
    link: str = ""

    @property
    def question(self) -> str:
        """Return „Otázka 1: Co vám chybí? (více možností)“."""
        return _("Otázka %(number)s: %(text)s") % {"number": self.number, "text": self.text}


@dataclass(frozen=True)
class Report:
    """Everything the page of results or the printed report says."""

    title: str
    lede: str
    findings: list[Finding]
    method: list[dict[str, str]]
    sentences: list[str]


def report_of(results: Results, before: Results | None = None, language: str = SOURCE) -> Report:
    """Return results in words; *before* are those of the previous wave."""
    writer = _Writer(results, before, language)
    return Report(
        results.survey.title, lede(results), list(writer.findings()), method(results), _sentences(results.survey)
    )


def lede(results: Results) -> str:
    """Return „V dubnu 2026 odpovědělo 412 lidí.“."""
    count = ngettext("odpověděl %(n)s člověk", "odpovědělo %(n)s lidí", results.n) % {"n": figure(results.n)}
    when = _when(results.survey)
    if when and _is_running(results.survey):
        return _("Zatím na dotazník %(count)s, %(when)s.") % {"count": count, "when": when}
    return _("Na dotazník %(count)s, %(when)s.") % {"count": count, "when": when} if when else f"{count.capitalize()}."


def _when(survey: Survey) -> str:
    if not survey.opens_at or not survey.closes_at:
        return ""
    ended = survey.closed_at or survey.closes_at
    if _is_running(survey):
        return _("ptáme se od %(first)s do %(last)s") % {"first": _day(survey.opens_at), "last": _day(ended)}
    return _("od %(first)s do %(last)s") % {"first": _day(survey.opens_at), "last": _day(ended)}


def _is_running(survey: Survey) -> bool:
    """Return whether answers still come: the end is not over."""
    return survey.closed_at is None and survey.closes_at is not None and survey.closes_at > timezone.now()


def _day(moment: dt.datetime) -> str:
    return day_in_words(local(moment).date())


class _Writer:
    """Writes findings of one set of results in one language."""

    def __init__(self, results: Results, before: Results | None, language: str) -> None:
        self._results, self._before, self._language = results, before, language
        self._numbers = printed_numbers(results.definition)

    def findings(self) -> Iterator[Finding]:
        """Yield findings in the order of questions; rows of a table make one together."""
        for question, parts in groupby(self._results, key=lambda part: part[0].question):
            rows = list(parts)
            yield self._matrix(question, rows) if question.rows else self._finding(*rows[0])

    def _finding(self, variable: Variable, table: Table) -> Finding:
        question = variable.question
        grids = (self._counts(variable, table), self._groups(variable, table), self._words(question))
        return Finding(
            question.code,
            self._numbers.get(question.code.removesuffix(OTHER), ""),
            self._heading(variable, table),
            self._asked(question),
            self._bars(variable, table),
            self._base(variable, table),
            [grid for grid in grids if grid.rows],
            list(self._results.quotes.get(question.code, ())),
            **self._printed([table]),
        )

    def _base(self, variable: Variable, table: Table) -> list[str]:
        """Return the base in words; of texts also where their topics come from."""
        is_coded = table.code in self._results.coded
        told = _("Texty přečetl úřad a roztřídil je do témat. Jeden text může patřit k více tématům.")
        weighted = " ".join(filter(None, [_about_weights(table), late_in_words(self._results.late)]))
        return [
            *base_in_words(
                replace(table, type=QuestionType.LONG_TEXT) if is_coded else table,
                history_of(self._results, table.code),
            ),
            *about_versions(self._results, variable, table, self._language),
            *[told] * is_coded,
            *[weighted] * bool(self._results.is_weighted and table.base),
        ]

    def _asked(self, question: Question) -> str:
        if question.code in self._results.coded:
            return _("%(text)s (vlastními slovy)") % {"text": in_language(question.text, self._language)}
        return f"{in_language(question.text, self._language)} ({QuestionType(question.type).label})"

    # --- The sentence ------------------------------------------------------------------------------------

    def _heading(self, variable: Variable, table: Table) -> str:
        base = table.whole
        if base.is_hidden or (base.base == 0):
            return _("Odpovědí je málo, čísla nezveřejňujeme")
        if table.type in (QuestionType.MARKS, QuestionType.SCALE) and "mean" in base.measures:
            words = (
                _("Průměrná známka je %(mean)s") if table.type == QuestionType.MARKS else _("Průměr je %(mean)s z 10")
            )
            return words % {"mean": _decimal(base.measures["mean"])}
        if table.type == QuestionType.NUMBER and "median" in base.measures:
            return _("Polovina lidí uvedla nejvýš %(median)s") % {"median": _decimal(base.measures["median"])}
        if not table.counts:
            words = ngettext(
                "Vlastními slovy odpověděl %(n)s člověk", "Vlastními slovy odpovědělo %(n)s lidí", base.base or 0
            )
            return words % {"n": figure(base.base or 0)}
        return self._most_frequent(variable, table)

    def _most_frequent(self, variable: Variable, table: Table) -> str:
        shares = {count.code: share for count in table.counts if (share := table.percent(count.code)) is not None}
        shares.pop(UNSORTED, None)
        if not shares:
            return _("Odpovědí je málo, čísla nezveřejňujeme")
        best = max(shares.values())
        labels = [self._label(variable, code) for code, share in shares.items() if share == best]
        named = {"labels": _(" a ").join(f"„{label}“" for label in labels[:2]), "share": _percent(best)}
        if table.code in self._results.coded:
            return _("Lidé nejčastěji psali o tématu %(labels)s (%(share)s)") % named
        if table.type == QuestionType.RANKING:
            return _("Na první místo lidé nejčastěji dávají %(labels)s (%(share)s)") % named
        if table.type == QuestionType.MULTIPLE:
            return _("Nejvíc lidí vybralo %(labels)s (%(share)s)") % named
        if best > 50:
            return _("Většina lidí odpověděla %(labels)s (%(share)s)") % named
        return _("Nejčastější odpověď je %(labels)s (%(share)s)") % named

    # --- Bars --------------------------------------------------------------------------------------------

    def _bars(self, variable: Variable, table: Table) -> list[Bar]:
        bars: list[Bar] = []
        for count in self._ordered(variable, table):
            bars.append(self._bar(variable, table.whole, count.code))
            bars += self._bar_before(variable, count.code)
        return bars if any(bar["count"] for bar in bars) else []

    def _ordered(self, variable: Variable, table: Table) -> list[Any]:
        """Ticked choices come from the most frequent, those apart at the end; other orders mean something."""
        if table.type != QuestionType.MULTIPLE:
            return list(table.counts)
        return sorted(table.counts, key=lambda count: (self._is_apart(variable, count.code), *_often(table, count)))

    def _is_apart(self, variable: Variable, code: str) -> bool:
        choice = variable.question.choice(code)
        return choice is not None and (choice.is_exclusive or choice.is_other)

    def _bar(self, variable: Variable, base: Base, code: str) -> Bar:
        share, people = base.percent(code), base.count(code).people
        return {
            "label": self._label(variable, code),
            "count": float(share or 0),
            "value": _percent(share) if share is not None else _("skryto"),
            "detail": people_of(people) if people is not None else "",
            "kind": "aside" if self._is_apart(variable, code) else "",
        }

    def _bar_before(self, variable: Variable, code: str) -> list[Bar]:
        """Return the same choice in the previous wave, where it was offered."""
        table = self._before.tables.get(variable.code) if self._before else None
        if self._before is None or table is None or code not in {count.code for count in table.counts}:
            return []
        bar = self._bar(variable, table.whole, code)
        return [bar | {"label": _("totéž v roce %(year)s") % {"year": self._year}, "kind": "before"}]

    def _label(self, variable: Variable, code: str) -> str:
        if variable.question.type == QuestionType.DATE:
            return _month(code)
        return variable.label(code, self._language)

    # --- Tables ------------------------------------------------------------------------------------------

    def _counts(self, variable: Variable, table: Table) -> Grid:
        has_margin = self._results.survey.sample_type == SampleType.PROBABILITY and table.base is not None
        columns = [_column(_("Odpověď")), _column(_("Počet"), True), _column(_("Podíl"), True)]
        rows = [[self._label(variable, c.code), *_cells(table.whole, c.code)] for c in table.counts]
        if _has_only_shares(table):
            columns, rows = [columns[0], columns[2]], [[label, share] for label, _people, share in rows]
        if has_margin:
            columns.append(_column(_("Rozmezí"), True))
            rows = [[*row, self._margin(table.whole, c.code)] for row, c in zip(rows, table.counts, strict=True)]
        if changes := self._changes(table):
            columns += [_column(_("V roce %(year)s") % {"year": self._year}, True), _column(_("Rozdíl, bodů"), True)]
            rows = [[*row, *_change_cells(change)] for row, change in zip(rows, changes, strict=True)]
        if published := self._published(table):
            columns.append(_column(_("V uveřejněné zprávě"), True))
            rows = [[*row, words] for row, words in zip(rows, published, strict=True)]
        rows += [
            [measure_label(name), _decimal(value), *[""] * (len(columns) - 2)]
            for name, value in table.whole.measures.items()
        ]
        if table.type == QuestionType.RANKING:
            places = [name for name in RANKS if any(name in count.measures for count in table.counts)]
            columns += [_column(_rank_label(name), True) for name in places]
            rows = [
                [*row, *(_decimal(count.measures.get(name)) for name in places)]
                for row, count in zip(rows, table.counts, strict=False)
            ]
        shown = rows if not table.whole.is_hidden else []
        notes = (_hidden_note(table.whole), bases_in_words(self._results.bases.get(table.code, {})))
        note = " ".join(filter(None, notes))
        return Grid(_("Všechny odpovědi"), columns, shown, note, is_open=bool(published))

    # --- What was published elsewhere --------------------------------------------------------------------

    def _published(self, table: Table) -> list[str]:
        """Return what a report says of each choice; nothing when it has no share that may be shown."""
        kept = self._results.published.get(table.code)
        shares = [self._results.published_share(table, count.code) for count in table.counts]
        if kept is None or not any(shares):
            return []
        counts = [kept.counts.get(count.code) for count in table.counts]
        return [published_in_words(share, count) if share else "–" for share, count in zip(shares, counts, strict=True)]

    def _printed(self, tables: list[Table]) -> dict[str, Any]:
        """Return where figures beside ours come from."""
        shown = [self._results.published[table.code] for table in tables if self._published(table)]
        if not shown:
            return {}
        sources = dict.fromkeys(
            _("%(source)s (z %(base)s lidí)") % {"source": one.source, "base": figure(one.base)}
            if one.base
            else one.source
            for one in shown
        )
        words = _("Uveřejněno: %(sources)s. Ta čísla opisujeme tak, jak vyšla, i s chybami; platí čísla z odpovědí.")
        return {"printed": words % {"sources": "; ".join(sources)}, "link": shown[0].link}

    def _changes(self, table: Table) -> list[Change]:
        """Return each choice beside the previous wave, where the question was asked and may be shown."""
        earlier = self._before.tables.get(table.code) if self._before else None
        if self._before is None or earlier is None or None in (earlier.base, table.base):
            return []
        samples = (self._before.survey.sample_type, self._results.survey.sample_type)
        return compared(earlier.whole, table.whole, samples)

    @property
    def _year(self) -> int:
        """The year of the previous wave."""
        assert self._before is not None
        return (self._before.survey.closes_at or self._before.survey.created_at).year

    def _words(self, question: Question) -> Grid:
        """Return the words people used most, each with how many of them did."""
        columns = [_column(_("Slovo")), _column(_("Kolik lidí ho použilo"), True)]
        rows = [[word, figure(people)] for word, people in self._results.words.get(question.code, ())]
        note = _("Tvary jednoho slova počítáme dohromady. Slova, která napsalo méně než pět lidí, neukazujeme.")
        return Grid(_("Nejčastější slova"), columns, rows, note)

    def _margin(self, base: Base, code: str) -> str:
        found = self._results.interval(base, code)
        return f"{half_up(found[0] * 100)}–{_percent(half_up(found[1] * 100))}" if found else "–"

    def _groups(self, variable: Variable, table: Table) -> Grid:
        """Return the table of a breakdown: a row for each group, a column for each choice."""
        if not table.groups:
            return Grid("", [], [])
        columns = [_column(self._by()), _column(_("Odpovědělo"), True)]
        columns += [_column(self._label(variable, count.code), True) for count in table.counts]
        names = [name for name in ("mean", "median") if name in table.whole.measures]
        columns += [_column(measure_label(name), True) for name in names]
        rows = [self._group(group, names) for group in table.groups]
        whole = [_("celkem"), *self._group(table.whole, names)[1:]]
        caption = _("Odpovědi podle otázky „%(by)s“") % {"by": self._by()}
        note = next(filter(None, map(_hidden_note, table.groups)), "")
        return Grid(caption, columns, [*rows, whole], note, is_open=True)

    def _by(self) -> str:
        if self._results.by == CHANNEL:
            return _("Kudy odpověď přišla")
        return self._results.variables[self._results.by].text(self._language)

    def _group(self, group: Base, names: list[str]) -> list[str]:
        label = self._results.group_label(group.code, self._language) if group.code else ""
        base = figure(group.base) if group.base is not None else _("skryto")
        shares = [_cells(group, count.code)[1] for count in group.counts]
        return [label, base, *shares, *(_decimal(group.measures.get(name)) for name in names)]

    # --- Tables of questions -----------------------------------------------------------------------------

    def _matrix(self, question: Question, rows: list[tuple[Variable, Table]]) -> Finding:
        labels = {row.code: in_language(row.label, self._language) for row in question.rows}
        choices = [count.code for count in rows[0][1].counts]
        columns = [_column(_("Řádek")), _column(_("Odpovědělo"), True)]
        columns += [_column(self._label(rows[0][0], code), True) for code in choices]
        lines = [
            [labels[variable.row], figure(table.base) if table.base is not None else _("skryto")]
            + [_cells(table.whole, code)[1] for code in choices]
            for variable, table in rows
        ]
        note = next(filter(None, (_hidden_note(table.whole) for _variable, table in rows)), "")
        grids = [Grid(_("Všechny řádky"), columns, lines, note)]
        for variable, table in rows:
            grid = self._groups(variable, table)
            if grid.rows:
                grids.append(replace(grid, caption=f"{labels[variable.row]}: {grid.caption}"))
            if self._published(table):
                grids.append(replace(self._counts(variable, table), caption=labels[variable.row]))
        bars, heading = self._first_choices(rows, labels)
        versions = [told for row in rows for told in about_versions(self._results, *row, self._language)]
        return Finding(
            question.code, self._numbers.get(question.code, ""), heading, self._asked(question), bars,
            [_("Pruh ukazuje, kolik lidí v řádku vybralo „%(label)s“.") % {"label": self._label(rows[0][0], choices[0])}]
            * bool(bars) + versions, grids, **self._printed([table for _variable, table in rows]),
        )  # fmt: skip

    def _first_choices(self, rows: list[tuple[Variable, Table]], labels: dict[str, str]) -> tuple[list[Bar], str]:
        """Return a bar for the first choice in each row, and a sentence about the row where most people chose it."""
        first = rows[0][1].counts[0].code
        bars = [self._bar(variable, table.whole, first) | {"label": labels[variable.row]} for variable, table in rows]
        if not any(bar["count"] for bar in bars):
            return [], _("Odpovědí je málo, čísla nezveřejňujeme")
        best = max(bars, key=lambda bar: bar["count"])
        named = {"label": self._label(rows[0][0], first), "row": best["label"], "share": best["value"]}
        return bars, _("„%(label)s“ lidé nejčastěji vybrali v řádku „%(row)s“ (%(share)s)") % named


# --- Words -----------------------------------------------------------------------------------------------


def base_in_words(table: Table, history: History | None = None) -> list[str]:
    """Return who answered of whom, and what the shares are of; with *history* not everybody had the question."""
    if table.whole.percents and table.base is None:
        return [_("Počty neukazujeme: prozradily by odpovědi na otázku, která k této vedla.")]
    if table.base is None or table.asked is None:
        return [_("Otázku nebo skupinu, ve které odpovědělo méně než deset lidí, neukazujeme.")]
    named = {"base": people_of(table.base), "asked": figure(table.asked)}
    words = [_("Odpovědělo: %(base)s z %(asked)s dotázaných.") % named]
    if table.no_answer:
        words.append(_("Otázku přeskočilo: %(n)s, do procent je nepočítáme.") % {"n": people_of(table.no_answer)})
    if table.not_applicable and (history is None or not history.is_for_all):
        told = (
            _("Otázka se netýkala: %(n)s.")
            if history is None
            else _("Otázka se jich netýkala, nebo ji v dotazníku neměli: %(n)s.")
        )
        words.append(told % {"n": people_of(table.not_applicable)})
    if table.illegible or table.several:
        unread = (table.illegible or 0) + (table.several or 0)
        words.append(_("Na papíře nešlo odpověď započítat: %(n)s.") % {"n": people_of(unread)})
    return words + _about_sum(table)


def published_in_words(share: PublishedShare, count: int | None = None) -> str:
    """Return a share as it was published, and how it relates to the answers."""
    printed = _printed_percent(share.published)
    if count is not None:
        printed = f"{people_of(count)}, {printed}"
    if share.agreement == Agreement.TRUNCATED:
        return _("%(printed)s (zaokrouhleno dolů)") % {"printed": printed}
    if share.agreement == Agreement.DIFFERS:
        named = {"printed": printed, "computed": _printed_percent(share.computed)}
        return _("%(printed)s (liší se: z odpovědí vychází %(computed)s)") % named
    return printed


def _printed_percent(share: Decimal) -> str:
    """Return a share with all its places."""
    return f"{number_format(share)}{NBSP}%"


def _has_only_shares(table: Table) -> bool:
    """Whether counts are left out because of weights, while the number of those who answered is told."""
    return bool(table.whole.percents) and table.base is not None


def _about_weights(table: Table) -> str:
    if _has_only_shares(table):
        return _("Podíly jsou vážené. Počty lidí u odpovědí neukazujeme, spolu s vahami by prozradily skrytá čísla.")
    return _("Podíly jsou vážené, počty lidí skutečné.")


def _often(table: Table, count: Count) -> tuple[float, float]:
    """Return by what the most frequent choice comes first, also where only shares are known."""
    return -(count.people or 0), -float(table.percent(count.code) or 0)


def _rank_label(name: str) -> str:
    return {"ranked": _("Zařadilo"), "mean_rank": _("Průměrné místo"), "borda": _("Body (Borda)")}[name]


def _about_sum(table: Table) -> list[str]:
    if table.whole.has_hidden:
        return [_hidden_note(table.whole)]
    total = table.sum_of_percents()
    if table.type == QuestionType.MULTIPLE and total > 100:
        return [_("Součet je víc než 100 %, protože jeden člověk mohl vybrat více možností.")]
    if table.is_additive and total and total != 100:
        return [_("Součet je %(total)s %%, protože každý podíl zaokrouhlujeme zvlášť.") % {"total": total}]
    return []


def _hidden_note(base: Base) -> str:
    return _("Skrytá čísla by mohla prozradit, jak odpověděl někdo z mála lidí.") if base.has_hidden else ""


def method(results: Results) -> list[dict[str, str]]:
    """Return how we asked: what AAPOR wants disclosed with results."""
    survey = results.survey
    told = [
        (_("Kdo se ptal"), survey.asked_by),
        (_("Kdy"), _when(survey)),
        (_("Kdo odpověděl"), people_of(results.n) if results.n >= SMALLEST_BASE else _("méně než deset lidí")),
        (_("Koho se šetření týká"), people_of(survey.population) if survey.population else ""),
        (_("Jak jsme lidi oslovili"), survey.recruitment),
        (_("Jak odpověděli"), _channels(results)),
        (_("Verze dotazníku"), versions_in_words(results.versions)),
        (_("Návratnost"), _return_rate(results)),
        (_("Výběr lidí"), str(SampleType(survey.sample_type).label)),
        (_("Vážení"), _weighting(results)),
    ]
    return [{"label": label, "value": value} for label, value in told if value]


def _weighting(results: Results) -> str:
    """Return by what answers are weighted, who says so, and what it costs."""
    if not results.is_weighted:
        return _("bez vážení, každý má stejný hlas")
    if results.weighting is None:
        return _("podle údajů o obyvatelích")
    titles = {code: variable.text() for code, variable in results.variables.items()}
    return weighting_in_words(results.weighting, titles, results.n)


def _channels(results: Results) -> str:
    labels = dict(Channel.choices)
    return ", ".join(f"{labels[code]} {figure(people)}" for code, people in results.channels.items() if people)


def _return_rate(results: Results) -> str:
    survey = results.survey
    if not survey.distributed or results.n < SMALLEST_BASE:
        return ""
    rate = ReturnRate(results.n, survey.distributed, Denominator.DISTRIBUTED)
    share = rate.percent() or Decimal(0)
    named = {"share": _percent(share), "returned": figure(rate.returned), "whole": figure(rate.whole)}
    return _("%(share)s: %(returned)s z %(whole)s rozdaných dotazníků") % named


def _sentences(survey: Survey) -> list[str]:
    hidden = _("Čísla menší než %(threshold)s skrýváme, a s nimi i ta, ze kterých by šla dopočítat.")
    return [str(SENTENCES[SampleType(survey.sample_type)]), hidden % {"threshold": THRESHOLD}]


def _column(title: str, is_number: bool = False) -> dict[str, Any]:
    return {"title": title, "number": is_number}


def _cells(base: Base, code: str) -> list[str]:
    count, share = base.count(code), base.percent(code)
    people = _("skryto") if count.people is None else figure(count.people)
    return [people, _percent(share) if share is not None else ("–" if count.people is not None else _("skryto"))]


def _change_cells(change: Change) -> list[str]:
    """Return the earlier share and the difference, with its interval where both samples were random."""
    before = _percent(change.before) if change.before is not None else "–"
    if change.difference is None:
        return [before, "–"]
    difference = f"{'+' if change.difference > 0 else ''}{_decimal(change.difference)}"
    if change.interval is None:
        return [before, difference]
    low, high = (_decimal(half_up(end * 100)) for end in (change.interval.low, change.interval.high))
    return [before, _("%(difference)s (od %(low)s do %(high)s)") % {"difference": difference, "low": low, "high": high}]


def _percent(share: Decimal | float) -> str:
    return f"{_decimal(share)}{NBSP}%"


def _decimal(value: Any) -> str:
    """Return a number with the decimal comma of the language; nothing for nothing."""
    return "" if value is None else str(number_format(number(value)))


def _month(code: str) -> str:
    """Return „duben 2026“ of „2026-04“; a year is its own."""
    year, _dash, month = code.partition("-")
    return f"{MONTHS[int(month)]} {year}" if month else year
