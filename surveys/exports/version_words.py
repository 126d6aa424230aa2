"""Versions of a questionnaire in words: where a question or an option was, and how many people answered each."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from surveys.exports.numbers import figure, people_of
from surveys.reports.results import Results
from surveys.reports.variables import Variable
from surveys.reports.versions import History, Span
from surveys.statistics.tables import Table


def history_of(results: Results, code: str) -> History | None:
    """Return where a question was when it was not everywhere from the beginning, or some of its options were not."""
    history = results.history.get(code)
    is_told = history is not None and (history.options or not history.is_whole(results.numbers))
    return history if is_told else None


def about_versions(results: Results, variable: Variable, table: Table, language: str) -> Iterator[str]:
    """Yield „Otázka byla v dotazníku jen ve verzi 2: ptali jsme se 120 lidí.“ and the same of options."""
    history = history_of(results, table.code)
    if history is None:
        return
    if not history.is_whole(results.numbers):
        yield _about_question(variable, table, _where(history.span, results.numbers), language)
    by_span: dict[Span, list[str]] = {}
    for code, span in history.options.items():
        by_span.setdefault(span, []).append(f"„{variable.label(code, language)}“")
    for span, labels in by_span.items():
        yield _about_options(results.bases.get(table.code, {}), span, _where(span, results.numbers), labels)


def _about_question(variable: Variable, table: Table, where: str, language: str) -> str:
    named = {"where": where, "n": people_of(table.asked or 0), "row": variable.row_label(language)}
    if table.asked is None:
        words = (
            _("Řádek „%(row)s“ byl v tabulce %(where)s.") if variable.row else _("Otázka byla v dotazníku %(where)s.")
        )
    elif variable.row:
        words = _("Řádek „%(row)s“ byl v tabulce %(where)s: ptali jsme se %(n)s.")
    else:
        words = _("Otázka byla v dotazníku %(where)s: ptali jsme se %(n)s.")
    return words % named


def _about_options(bases: Mapping[int, tuple[int, int]], span: Span, where: str, labels: list[str]) -> str:
    named = {"where": where, "labels": ", ".join(sorted(labels))}
    if span.is_late or not bases:
        return _("V nabídce %(where)s: %(labels)s.") % named
    answered = sum(bases[number][1] for number in span.versions if number in bases)
    return _("V nabídce %(where)s (odpovědělo %(n)s): %(labels)s.") % {**named, "n": people_of(answered)}


def _where(span: Span, numbers: list[int]) -> str:
    if span.versions == tuple(numbers):
        return _("až po opravě během šetření")
    words = _("jen ve verzi %(versions)s") if len(span.versions) == 1 else _("jen ve verzích %(versions)s")
    where = words % {"versions": _(" a ").join(map(str, span.versions))}
    return _("%(where)s, a až po opravě") % {"where": where} if span.is_late else where


def bases_in_words(bases: Mapping[int, tuple[int, int]]) -> str:
    """Return how many people answered a question in each version."""
    told = ", ".join(_in_version(number, answered) for number, (asked, answered) in bases.items() if asked)
    return _("Odpovědělo podle verzí dotazníku: %(told)s.") % {"told": told} if told else ""


def versions_in_words(versions: Mapping[int, int]) -> str:
    """Return how many people had each version."""
    return ", ".join(_in_version(number, count) for number, count in versions.items())


def _in_version(number: int, count: int) -> str:
    return _("verze %(number)s: %(n)s") % {"number": number, "n": figure(count)}
