"""Tables of a finding: all answers, groups of a breakdown, rows of a question, the words people used."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from surveys.enums import QuestionType, SampleType
from surveys.exports.findings.bases import has_only_shares, hidden_note
from surveys.exports.findings.edition import Edition
from surveys.exports.findings.elsewhere import published_cells
from surveys.exports.findings.figures import base_cell, decimal, people_cell, percent, share_cell
from surveys.exports.findings.values import Grid
from surveys.exports.numbers import figure
from surveys.exports.results import measure_label
from surveys.exports.version_words import bases_in_words
from surveys.reports.variables import Variable
from surveys.statistics.rounding import half_up
from surveys.statistics.tables import Base, Table
from surveys.statistics.waves import Change

#: What is told of choices put in order.
RANKS = ("ranked", "mean_rank", "borda")


@dataclass(frozen=True)
class Strip:
    """A column of numbers with what it says of each choice."""

    title: str
    cells: list[str]


# --- All answers -----------------------------------------------------------------------------------------


def counts_grid(edition: Edition, variable: Variable, table: Table) -> Grid:
    """Return the table of all choices, with the measures below."""
    published = published_cells(edition.results, table)
    strips = [*_counted(edition, table), *_beside(edition, table, published), *_ranked(table)]
    columns = [_column(_("Odpověď")), *(_column(strip.title, True) for strip in strips)]
    labels = [edition.label(variable, count.code) for count in table.counts]
    rows = [list(row) for row in zip(labels, *(strip.cells for strip in strips), strict=True)]
    rows += _measured(table, len(columns))
    shown = rows if not table.whole.is_hidden else []
    return Grid(_("Všechny odpovědi"), columns, shown, _note(edition, table), is_open=bool(published))


def _counted(edition: Edition, table: Table) -> Iterator[Strip]:
    """Yield how many people and what share chose each, and from where to where the share may be."""
    codes, base = [count.code for count in table.counts], table.whole
    if not has_only_shares(table):
        yield Strip(_("Počet"), [people_cell(base, code) for code in codes])
    yield Strip(_("Podíl"), [share_cell(base, code) for code in codes])
    if edition.results.survey.sample_type == SampleType.PROBABILITY and table.base is not None:
        yield Strip(_("Rozmezí"), [_margin(edition, base, code) for code in codes])


def _margin(edition: Edition, base: Base, code: str) -> str:
    found = edition.results.interval(base, code)
    return f"{half_up(found[0] * 100)}–{percent(half_up(found[1] * 100))}" if found else "–"


def _beside(edition: Edition, table: Table, published: list[str]) -> Iterator[Strip]:
    """Yield what the previous wave and a published report say."""
    if changes := edition.changes(table):
        yield Strip(_("V roce %(year)s") % {"year": edition.year}, list(map(_before, changes)))
        yield Strip(_("Rozdíl, bodů"), list(map(_difference, changes)))
    if published:
        yield Strip(_("V uveřejněné zprávě"), published)


def _before(change: Change) -> str:
    return percent(change.before) if change.before is not None else "–"


def _difference(change: Change) -> str:
    """Return the difference, with its interval where both samples were random."""
    if change.difference is None:
        return "–"
    difference = f"{'+' if change.difference > 0 else ''}{decimal(change.difference)}"
    if change.interval is None:
        return difference
    low, high = (decimal(half_up(end * 100)) for end in (change.interval.low, change.interval.high))
    return _("%(difference)s (od %(low)s do %(high)s)") % {"difference": difference, "low": low, "high": high}


def _ranked(table: Table) -> Iterator[Strip]:
    """Yield on which places people put each choice."""
    for name in RANKS if table.type == QuestionType.RANKING else ():
        if any(name in count.measures for count in table.counts):
            yield Strip(_rank_label(name), [decimal(count.measures.get(name)) for count in table.counts])


def _rank_label(name: str) -> str:
    return {"ranked": _("Zařadilo"), "mean_rank": _("Průměrné místo"), "borda": _("Body (Borda)")}[name]


def _measured(table: Table, width: int) -> list[list[str]]:
    return [[measure_label(name), decimal(value), *[""] * (width - 2)] for name, value in table.whole.measures.items()]


def _note(edition: Edition, table: Table) -> str:
    notes = (hidden_note(table.whole), bases_in_words(edition.results.bases.get(table.code, {})))
    return " ".join(filter(None, notes))


# --- Groups ----------------------------------------------------------------------------------------------


def groups_grid(edition: Edition, variable: Variable, table: Table) -> Grid:
    """Return the table of a breakdown: a row for each group, a column for each choice."""
    if not table.groups:
        return Grid("", [], [])
    names = [name for name in ("mean", "median") if name in table.whole.measures]
    titles = [edition.label(variable, count.code) for count in table.counts] + list(map(measure_label, names))
    columns = [_column(edition.divided_by()), _column(_("Odpovědělo"), True), *(_column(one, True) for one in titles)]
    rows = [[edition.group_label(group.code), *_group_cells(group, names)] for group in table.groups]
    rows.append([_("celkem"), *_group_cells(table.whole, names)])
    caption = _("Odpovědi podle otázky „%(by)s“") % {"by": edition.divided_by()}
    return Grid(caption, columns, rows, _first_note(table.groups), is_open=True)


def _group_cells(group: Base, names: list[str]) -> list[str]:
    shares = [share_cell(group, count.code) for count in group.counts]
    return [base_cell(group), *shares, *(decimal(group.measures.get(name)) for name in names)]


# --- Tables of questions ---------------------------------------------------------------------------------


def matrix_grids(edition: Edition, rows: list[tuple[Variable, Table]]) -> list[Grid]:
    """Return the table of all rows, and for each row what there is besides: groups, published figures."""
    grids = [_rows_grid(edition, rows)]
    for variable, table in rows:
        label = variable.row_label(edition.language)
        groups = groups_grid(edition, variable, table)
        if groups.rows:
            grids.append(replace(groups, caption=f"{label}: {groups.caption}"))
        if published_cells(edition.results, table):
            grids.append(replace(counts_grid(edition, variable, table), caption=label))
    return grids


def _rows_grid(edition: Edition, rows: list[tuple[Variable, Table]]) -> Grid:
    first, table = rows[0]
    choices = [count.code for count in table.counts]
    columns = [_column(_("Řádek")), _column(_("Odpovědělo"), True)]
    columns += [_column(edition.label(first, code), True) for code in choices]
    lines = [[one.row_label(edition.language), *_row_cells(table.whole, choices)] for one, table in rows]
    return Grid(_("Všechny řádky"), columns, lines, _first_note(table.whole for _variable, table in rows))


def _row_cells(base: Base, choices: list[str]) -> list[str]:
    return [base_cell(base), *(share_cell(base, code) for code in choices)]


# --- Words -----------------------------------------------------------------------------------------------


def words_grid(edition: Edition, code: str) -> Grid:
    """Return the words people used most, each with how many of them did."""
    columns = [_column(_("Slovo")), _column(_("Kolik lidí ho použilo"), True)]
    rows = [[word, figure(people)] for word, people in edition.results.words.get(code, ())]
    note = _("Tvary jednoho slova počítáme dohromady. Slova, která napsalo méně než pět lidí, neukazujeme.")
    return Grid(_("Nejčastější slova"), columns, rows, note)


def _column(title: str, is_number: bool = False) -> dict[str, Any]:
    return {"title": title, "number": is_number}


def _first_note(bases: Any) -> str:
    return next(filter(None, map(hidden_note, bases)), "")
