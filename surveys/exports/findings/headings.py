"""The sentence over a question: what most people said, never more than the numbers tell."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.definition.texts import UNSORTED
from surveys.enums import QuestionType
from surveys.exports.findings.edition import Edition
from surveys.exports.findings.figures import decimal, percent
from surveys.exports.findings.values import Bar
from surveys.exports.numbers import figure
from surveys.reports.variables import Variable
from surveys.statistics.columns import ONE_OF
from surveys.statistics.tables import Table

MARKED = frozenset({QuestionType.MARKS, QuestionType.SCALE})


def heading_of(edition: Edition, variable: Variable, table: Table) -> str:
    """Return what most people said, or the middle of numbers."""
    measures = table.whole.measures
    if table.whole.is_hidden or table.base == 0:
        return _too_few()
    if table.type in MARKED and "mean" in measures:
        return _mean(table)
    if table.type == QuestionType.NUMBER and "median" in measures:
        return _("Polovina lidí uvedla nejvýš %(median)s") % {"median": decimal(measures["median"])}
    return _most_frequent(edition, variable, table) if table.counts else _own_words(table.base or 0)


def heading_of_rows(bars: list[Bar], label: str) -> str:
    """Return in which row of a table most people chose *label*, of the bars of all rows."""
    if not bars:
        return _too_few()
    best = max(bars, key=lambda bar: bar["count"])
    named = {"label": label, "row": best["label"], "share": best["value"]}
    return _("„%(label)s“ lidé nejčastěji vybrali v řádku „%(row)s“ (%(share)s)") % named


def _too_few() -> str:
    return _("Odpovědí je málo, čísla nezveřejňujeme")


def _mean(table: Table) -> str:
    is_mark = table.type == QuestionType.MARKS
    words = _("Průměrná známka je %(mean)s") if is_mark else _("Průměr je %(mean)s z 10")
    return words % {"mean": decimal(table.whole.measures["mean"])}


def _own_words(people: int) -> str:
    words = ngettext("Vlastními slovy odpověděl %(n)s člověk", "Vlastními slovy odpovědělo %(n)s lidí", people)
    return words % {"n": figure(people)}


def _most_frequent(edition: Edition, variable: Variable, table: Table) -> str:
    shares = _shares(table)
    shares.pop(UNSORTED, None)
    best = max(shares.values(), default=Decimal(0))
    is_doubtful = _may_be_beaten(table, best)
    if not best or (is_doubtful and table.type != QuestionType.MULTIPLE):
        return _too_few()
    labels = [f"„{edition.label(variable, code)}“" for code, share in shares.items() if share == best]
    named = {"labels": _(" a ").join(labels[:2]), "share": percent(best)}
    if is_doubtful:
        return f"{named['labels']}: {named['share']}"
    return _about_best(table, best, edition.is_coded(table.code)) % named


def _about_best(table: Table, best: Decimal, is_coded: bool) -> str:
    """Return the words for the most frequent choice of such a question."""
    if is_coded:
        return _("Lidé nejčastěji psali o tématu %(labels)s (%(share)s)")
    if table.type == QuestionType.RANKING:
        return _("Na první místo lidé nejčastěji dávají %(labels)s (%(share)s)")
    if table.type == QuestionType.MULTIPLE:
        return _("Nejvíc lidí vybralo %(labels)s (%(share)s)")
    if best > 50:
        return _("Většina lidí odpověděla %(labels)s (%(share)s)")
    return _("Nejčastější odpověď je %(labels)s (%(share)s)")


def _may_be_beaten(table: Table, best: Decimal) -> bool:
    """Return whether a choice whose number is hidden may be more frequent than the most frequent of the others."""
    shares = _shares(table)
    is_hidden = len(shares) < len(table.counts)
    return is_hidden and (table.type not in ONE_OF or best <= 100 - sum(shares.values()))


def _shares(table: Table) -> dict[str, Decimal]:
    """Return the shares that may be shown."""
    return {count.code: share for count in table.counts if (share := table.percent(count.code)) is not None}
