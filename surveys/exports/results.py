"""Results as files: JSON and CSV for programs, XLSX for offices. All from what suppression has left."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from kpss.core.text import neutral_cell
from surveys.definition.shape import SOURCE
from surveys.enums import QuestionType, SampleType
from surveys.exports.version_words import history_of
from surveys.reports.results import Results
from surveys.reports.variables import Variable
from surveys.reports.versions import Span
from surveys.statistics.columns import Array
from surveys.statistics.crosstab import crosstab
from surveys.statistics.published import PublishedShare
from surveys.statistics.rounding import half_up
from surveys.statistics.tables import Base, Table

#: Shares in files; pages show whole percents.
PLACES = 2
#: What stands in the column for the code of an option in rows of texts let out and of frequent words.
QUOTE, WORD = "_quote", "_word"
Plain = dict[str, Any]


def as_plain(results: Results, language: str = SOURCE) -> Plain:
    """Return results as JSON takes them; a hidden number is null and its option says so."""
    return {
        "survey": results.survey.slug,
        "title": results.survey.title,
        "n": results.n,
        "weighted": results.is_weighted,
        "suppressed": results.is_suppressed,
        **(
            {"versions": {str(number): people for number, people in results.versions.items()}}
            if results.versions
            else {}
        ),
        **({"by": results.by} if results.by else {}),
        **({"weighting": _weighting(results)} if results.weighting else {}),
        "questions": [_question(results, variable, table, language) for variable, table in results],
    }


def _weighting(results: Results) -> Plain:
    """Return by what answers are weighted, with its source, and what it costs."""
    assert results.weighting is not None
    return {"margins": results.weighting.margins, **results.weighting.costs, "answers_after": results.late}


def _question(results: Results, variable: Variable, table: Table, language: str) -> Plain:
    plain = {
        "code": table.code,
        "text": variable.text(language),
        "type": table.type,
        "asked": table.asked,
        "not_applicable": table.not_applicable,
        "no_answer": table.no_answer,
        "illegible": table.illegible,
        "several": table.several,
        **_base(table.whole, variable, language, table.is_weighted),
    }
    for option in plain["options"]:
        margin = results.interval(table.whole, option["code"])
        if margin:
            option["interval"] = [number(half_up(share * 100, PLACES)) for share in margin]
        option |= _other_shares(table, option["code"])
        option |= _published(results.published_share(table, option["code"]))
    if any("published" in option for option in plain["options"]):
        kept = results.published[table.code]
        plain["published"] = {"source": kept.source, "link": kept.link, "base": kept.base}
    plain |= _of_texts(results, table.code) | _of_versions(results, table.code)
    _tell_versions(results, table.code, plain["options"])
    if results.by and results.by != table.code:
        plain["breakdown"] = [
            {"group": group.code, "label": results.group_label(group.code, language)}
            | _base(group, variable, language, table.is_weighted)
            for group in table.groups
        ]
        plain |= _tests(results, table)
    return plain


def _other_shares(table: Table, code: str) -> Plain:
    """Return the share of all who were asked, and of all ticks where there may be several; none beside a hidden number."""
    shares = {"percent_of_asked": None if table.is_weighted else table.percent_of_asked(code, PLACES)}
    if table.type == QuestionType.MULTIPLE:
        shares["percent_of_responses"] = table.whole.percent_of_responses(code, PLACES)
    return {name: number(share) for name, share in shares.items() if share is not None}


def _of_versions(results: Results, code: str) -> Plain:
    """Return the base of each version, and which versions had a question that was not in all from the beginning."""
    history = history_of(results, code)
    bases = [
        {"version": number, "asked": asked, "base": answered}
        for number, (asked, answered) in results.bases.get(code, {}).items()
    ]
    plain: Plain = {"versions": bases} if bases else {}
    return plain if history is None or history.is_whole(results.numbers) else plain | _span(history.span)


def _tell_versions(results: Results, code: str, options: list[Plain]) -> None:
    """Say at options which versions offered them, where not all did from the beginning."""
    spans = results.history[code].options if code in results.history else {}
    for option in options:
        if option["code"] in spans:
            option |= _span(spans[option["code"]])


def _span(span: Span) -> Plain:
    return {"only_versions": list(span.versions), **({"added_later": True} if span.is_late else {})}


def _published(share: PublishedShare | None) -> Plain:
    """Return a share as a report printed it, with its places, and how it relates to ours."""
    if share is None:
        return {}
    return {
        "published": {
            "percent": str(share.published),
            "computed": str(share.computed),
            "agreement": share.agreement.value,
        }
    }


def _of_texts(results: Results, code: str) -> Plain:
    """Return what is told of people's own words: that options are topics, texts let out, frequent words."""
    return {
        **({"coded": True} if code in results.coded else {}),
        **({"quotes": list(results.quotes[code])} if code in results.quotes else {}),
        **(
            {"words": [{"word": word, "count": people} for word, people in results.words[code]]}
            if code in results.words
            else {}
        ),
    }


def _tests(results: Results, table: Table) -> Plain:
    """Return whether answers depend on the group: only for random samples, unweighted, and with nothing hidden.

    Choices of a question with several ticks are tested one by one, because a person may stand in more of them.
    """
    if results.survey.sample_type != SampleType.PROBABILITY or table.is_weighted or not table.counts:
        return {}
    if any(group.has_hidden for group in table.groups):
        return {}
    counts = np.array([[count.people for count in group.counts] for group in table.groups]).T
    if table.type != QuestionType.MULTIPLE:
        return {"test": _test(counts)}
    bases = np.array([group.base for group in table.groups])
    return {"tests": {c.code: _test(np.array([row, bases - row])) for c, row in zip(table.counts, counts, strict=True)}}


def _test(counts: Array) -> Plain:
    """Return Pearson's chi-square with its warnings, Fisher's p for two by two, and cells that stand out."""
    found = crosstab(counts)
    statistics = {"chi_square": found.chi_square, "p": found.p, "cramers_v": found.cramers_v, "fisher_p": found.fisher}
    return {
        **{name: round(value, 6) for name, value in statistics.items() if value is not None},
        "df": found.df,
        "warnings": list(found.cautions),
        "outstanding": [[int(row), int(column)] for row, column in np.argwhere(found.outstanding)],
    }


def _base(base: Base, variable: Variable, language: str, is_weighted: bool) -> Plain:
    return {
        "base": base.base,
        **({"weighted_base": number(base.weight)} if is_weighted and base.weight is not None else {}),
        "options": [_option(base, count.code, variable, language, is_weighted) for count in base.counts],
        **{name: number(value) for name, value in base.measures.items()},
    }


def _option(base: Base, code: str, variable: Variable, language: str, is_weighted: bool) -> Plain:
    count = base.count(code)
    plain = {
        "code": code,
        "label": variable.label(code, language),
        "count": number(count.weight),
        "percent": number(base.percent(code, PLACES)),
    }
    if is_weighted and not count.is_hidden:
        plain["unweighted_count"] = count.people
    if base.hides(code):
        plain["hidden"] = True
    return plain | {name: number(value) for name, value in count.measures.items()}


def number(value: Any) -> Any:
    """Return a number as JSON writes it: whole ones whole, others to two places."""
    if isinstance(value, float):
        value = half_up(value, PLACES)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def results_json(results: Results, language: str = SOURCE) -> bytes:
    """Return results as JSON."""
    return (json.dumps(as_plain(results, language), ensure_ascii=False, indent=2) + "\n").encode()


# --- Tables ----------------------------------------------------------------------------------------------


def header() -> list[str]:
    """Return the heads of the table of all results."""
    return [
        _("kód"), _("otázka"), _("druh"), _("skupina"), _("dotázáno"), _("netýká se"), _("neodpovědělo"),
        _("odpovědělo"), _("kód možnosti"), _("možnost"), _("počet"), _("procent"),
    ]  # fmt: skip


def rows(results: Results, language: str = SOURCE) -> Iterator[list[Any]]:
    """Yield a row for each option of each question, and of each group; hidden numbers are named so."""
    for variable, table in results:
        head = [table.code, variable.text(language), table.type]
        asked = [_shown(value) for value in (table.asked, table.not_applicable, table.no_answer)]
        yield from _rows([*head, "", *asked], table.whole, variable, language)
        for group in table.groups:
            label = results.group_label(group.code, language)
            yield from _rows([*head, label, "", "", ""], group, variable, language)
        for text in results.quotes.get(table.code, ()):
            yield [*head, "", "", "", "", "", QUOTE, text, "", ""]
        for word, people in results.words.get(table.code, ()):
            yield [*head, "", "", "", "", "", WORD, word, people, ""]


def _rows(head: list[Any], base: Base, variable: Variable, language: str) -> Iterator[list[Any]]:
    head = [*head, _shown(base.base)]
    for count in base.counts:
        share = base.percent(count.code, PLACES)
        people = "" if count.is_hidden and not base.hides(count.code) else _shown(count.weight)
        yield [*head, count.code, variable.label(count.code, language), people, _shown(share)]
    for name, value in base.measures.items():
        yield [*head, name, measure_label(name), number(value), ""]
    if not base.counts and not base.measures:
        yield [*head, "", "", "", ""]


def _shown(value: Any) -> Any:
    return _("skryto") if value is None else number(value)


def measure_label(name: str) -> str:
    """Return what a measure is called."""
    return {
        "mean": _("průměr"),
        "sd": _("směrodatná odchylka"),
        "median": _("medián"),
        "top2": _("dvě nejlepší odpovědi, procent"),
        "nps": _("rozdíl doporučujících a odrazujících (NPS)"),
        "q1": _("dolní kvartil"),
        "q3": _("horní kvartil"),
        "min": _("nejméně"),
        "max": _("nejvíce"),
    }.get(name, name)


def results_csv(results: Results, language: str = SOURCE) -> bytes:
    """Return results as CSV in UTF-8 with a byte order mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header())
    for row in rows(results, language):
        writer.writerow(neutral_cell(cell) if isinstance(cell, str) else cell for cell in row)
    return buffer.getvalue().encode("utf-8-sig")


def results_xlsx(results: Results, language: str = SOURCE) -> bytes:
    """Return results as a spreadsheet; texts are never taken for formulas."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("výsledky"))
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 50)
    sheet.set_column(9, 9, 40)
    sheet.write_row(0, 0, header(), bold)
    for place, row in enumerate(rows(results, language), start=1):
        sheet.write_row(place, 0, row)
    book.close()
    return buffer.getvalue()
