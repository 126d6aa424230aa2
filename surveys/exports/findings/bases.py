"""The base in words: who answered of whom, what shares are of, and why they do not make a hundred."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from surveys.enums import QuestionType
from surveys.exports.findings.edition import Edition
from surveys.exports.numbers import figure, people_of
from surveys.exports.version_words import about_versions, history_of
from surveys.exports.weight_words import late_in_words
from surveys.reports.variables import Variable
from surveys.reports.versions import History
from surveys.statistics.tables import Base, Table


def base_of(edition: Edition, variable: Variable, table: Table) -> list[str]:
    """Return the base in words; of texts also where their topics come from."""
    results = edition.results
    counted = replace(table, type=QuestionType.LONG_TEXT) if edition.is_coded(table.code) else table
    return [
        *_base_in_words(counted, history_of(results, table.code)),
        *about_versions(results, variable, table, edition.language),
        *_about_topics(edition, table),
        *_about_weights(edition, table),
    ]


def hidden_note(base: Base) -> str:
    """Return why some numbers are hidden, where they are."""
    return _("Skrytá čísla by mohla prozradit, jak odpověděl někdo z mála lidí.") if base.has_hidden else ""


def has_only_shares(table: Table) -> bool:
    """Whether counts are left out because of weights, while the number of those who answered is told."""
    return bool(table.whole.percents) and table.base is not None


def _base_in_words(table: Table, history: History | None) -> list[str]:
    """Return who answered of whom, and what the shares are of; with *history* not everybody had the question."""
    if table.whole.percents and table.base is None:
        return [_("Počty neukazujeme: prozradily by odpovědi na otázku, která k této vedla.")]
    if table.base is None or table.asked is None:
        return [_("Otázku nebo skupinu, ve které odpovědělo méně než deset lidí, neukazujeme.")]
    named = {"base": people_of(table.base), "asked": figure(table.asked)}
    told = _("Odpovědělo: %(base)s z %(asked)s dotázaných.") % named
    return [told, *_about_the_others(table, history), *_about_sum(table)]


def _about_the_others(table: Table, history: History | None) -> Iterator[str]:
    """Yield how many people are not in the base, and why."""
    if table.no_answer:
        yield _("Otázku přeskočilo: %(n)s, do procent je nepočítáme.") % {"n": people_of(table.no_answer)}
    if table.not_applicable and (history is None or not history.is_for_all):
        yield _not_concerned(history) % {"n": people_of(table.not_applicable)}
    if unread := (table.illegible or 0) + (table.several or 0):
        yield _("Na papíře nešlo odpověď započítat: %(n)s.") % {"n": people_of(unread)}


def _not_concerned(history: History | None) -> str:
    if history is None:
        return _("Otázka se netýkala: %(n)s.")
    return _("Otázka se jich netýkala, nebo ji v dotazníku neměli: %(n)s.")


def _about_sum(table: Table) -> list[str]:
    if table.whole.has_hidden:
        return [hidden_note(table.whole)]
    total = table.sum_of_percents()
    if table.type == QuestionType.MULTIPLE and total > 100:
        return [_("Součet je víc než 100 %, protože jeden člověk mohl vybrat více možností.")]
    if table.is_additive and total and total != 100:
        return [_("Součet je %(total)s %%, protože každý podíl zaokrouhlujeme zvlášť.") % {"total": total}]
    return []


def _about_topics(edition: Edition, table: Table) -> list[str]:
    told = _("Texty přečetl úřad a roztřídil je do témat. Jeden text může patřit k více tématům.")
    return [told] if edition.is_coded(table.code) else []


def _about_weights(edition: Edition, table: Table) -> list[str]:
    if not edition.results.is_weighted or not table.base:
        return []
    told = _("Podíly jsou vážené, počty lidí skutečné.")
    if has_only_shares(table):
        told = _("Podíly jsou vážené. Počty lidí u odpovědí neukazujeme, spolu s vahami by prozradily skrytá čísla.")
    return [" ".join(filter(None, [told, late_in_words(edition.results.late)]))]
