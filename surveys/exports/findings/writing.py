"""Findings put together, in the order of questions."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from surveys.definition.shape import OTHER, SOURCE, Question
from surveys.definition.words import printed_numbers
from surveys.exports.findings.bars import bars_of, bars_of_rows
from surveys.exports.findings.bases import base_of
from surveys.exports.findings.edition import Edition
from surveys.exports.findings.elsewhere import sources_of
from surveys.exports.findings.grids import counts_grid, groups_grid, matrix_grids, words_grid
from surveys.exports.findings.headings import heading_of, heading_of_rows
from surveys.exports.findings.method import lede, method, sentences
from surveys.exports.findings.values import Finding, Report
from surveys.exports.version_words import about_versions
from surveys.reports.results import Results
from surveys.reports.variables import Variable
from surveys.statistics.tables import Table


def report_of(results: Results, before: Results | None = None, language: str = SOURCE) -> Report:
    """Return results in words; *before* are those of the previous wave."""
    findings = list(_findings(Edition(results, before, language)))
    return Report(results.survey.title, lede(results), findings, method(results), sentences(results.survey))


def _findings(edition: Edition) -> Iterator[Finding]:
    """Yield findings in the order of questions; rows of a table make one together."""
    numbers = printed_numbers(edition.results.definition)
    for question, parts in groupby(edition.results, key=lambda part: part[0].question):
        rows, number = list(parts), numbers.get(question.code.removesuffix(OTHER), "")
        yield _about_rows(edition, number, question, rows) if question.rows else _finding(edition, number, *rows[0])


def _finding(edition: Edition, number: str, variable: Variable, table: Table) -> Finding:
    question = variable.question
    told = (edition, variable, table)
    grids = (counts_grid(*told), groups_grid(*told), words_grid(edition, question.code))
    return Finding(
        question.code,
        number,
        heading_of(*told),
        edition.asked(question),
        bars_of(*told),
        base_of(*told),
        [grid for grid in grids if grid.rows],
        list(edition.results.quotes.get(question.code, ())),
        **sources_of(edition.results, table),
    )


def _about_rows(edition: Edition, number: str, question: Question, rows: list[tuple[Variable, Table]]) -> Finding:
    first = edition.label(rows[0][0], rows[0][1].counts[0].code)
    bars = bars_of_rows(edition, rows)
    meaning = [_("Pruh ukazuje, kolik lidí v řádku vybralo „%(label)s“.") % {"label": first}]
    versions = [told for row in rows for told in about_versions(edition.results, *row, edition.language)]
    return Finding(
        question.code,
        number,
        heading_of_rows(bars, first),
        edition.asked(question),
        bars,
        meaning * bool(bars) + versions,
        matrix_grids(edition, rows),
        **sources_of(edition.results, *(table for _variable, table in rows)),
    )
