"""Figures published elsewhere, beside ours: as they were printed, how they agree, where they come from."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from surveys.exports.numbers import NBSP, figure, people_of
from surveys.models import PublishedTable
from surveys.reports.results import Results
from surveys.statistics.published import Agreement, PublishedShare
from surveys.statistics.tables import Table


def published_cells(results: Results, table: Table) -> list[str]:
    """Return what a report says of each choice; nothing when it has no share that may be shown."""
    kept = results.published.get(table.code)
    shares = [results.published_share(table, count.code) for count in table.counts]
    if kept is None or not any(shares):
        return []
    counts = [kept.counts.get(count.code) for count in table.counts]
    return [_in_words(share, count) if share else "–" for share, count in zip(shares, counts, strict=True)]


def sources_of(results: Results, *tables: Table) -> dict[str, Any]:
    """Return where figures beside ours come from, as fields of a finding."""
    shown = [results.published[table.code] for table in tables if published_cells(results, table)]
    if not shown:
        return {}
    sources = "; ".join(dict.fromkeys(map(_source, shown)))
    words = _("Uveřejněno: %(sources)s. Ta čísla opisujeme tak, jak vyšla, i s chybami; platí čísla z odpovědí.")
    return {"printed": words % {"sources": sources}, "link": shown[0].link}


def _source(table: PublishedTable) -> str:
    if not table.base:
        return table.source
    return _("%(source)s (z %(base)s lidí)") % {"source": table.source, "base": figure(table.base)}


def _in_words(share: PublishedShare, count: int | None) -> str:
    """Return a share as it was published, and how it relates to the answers."""
    printed = _exactly(share.published)
    if count is not None:
        printed = f"{people_of(count)}, {printed}"
    if share.agreement == Agreement.TRUNCATED:
        return _("%(printed)s (zaokrouhleno dolů)") % {"printed": printed}
    if share.agreement == Agreement.DIFFERS:
        named = {"printed": printed, "computed": _exactly(share.computed)}
        return _("%(printed)s (liší se: z odpovědí vychází %(computed)s)") % named
    return printed


def _exactly(share: Decimal) -> str:
    """Return a share with all its places."""
    return f"{number_format(share)}{NBSP}%"
