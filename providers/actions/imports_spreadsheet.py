"""Importing a spreadsheet of services: everything or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.jobs import ProgressFunction, no_progress
from kpss.core.text import fold
from providers.actions import entries
from providers.actions.imports_bulk import create_providers, create_services
from providers.enums import EntryStatus
from providers.importers.spreadsheet_rows import Plan, PlannedRow
from providers.models import Provider, SocialService
from providers.search import index

BATCH = 200
INDEX_BATCH = 1000
SOURCE = "tabulka"
_MOVES = {EntryStatus.PUBLISHED: "publish", EntryStatus.DRAFT: "withdraw", EntryStatus.ENDED: "end"}


@dataclass
class Imported:
    """How an import ended."""

    new: int = 0
    changed: int = 0
    same: int = 0


def import_spreadsheet(*, plan: Plan, by: Any = None, progress: ProgressFunction = no_progress) -> Imported:
    """Write a plan: all of it in one transaction, then refresh the search. *progress* gets new and changed rows.

    Raises ValidationError with all errors of the plan, or with the row at which somebody was faster.
    """
    if plan.errors:
        raise ValidationError([str(error) for error in plan.errors])
    with transaction.atomic():
        total = len(plan.new) + len(plan.changed)
        keys = _create(plan.new, by, lambda done: progress(done, total))
        for row in plan.changed:
            keys.append(_change(row, by))
            progress(len(keys), total)
        audit.record("providers.spreadsheet.imported", by=by)
    for start in range(0, len(keys), INDEX_BATCH):
        index.refresh(keys[start : start + INDEX_BATCH])
    return Imported(len(plan.new), len(plan.changed), plan.same_count)


def _create(rows: list[PlannedRow], by: Any, tell: Callable[[int], None]) -> list[int]:
    providers, keys = _providers(rows, by), []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        pairs = [(providers[_provider_key(row)], row.card) for row in batch]
        created = create_services(pairs, by=by, source=SOURCE, statuses=[row.status for row in batch])
        keys += [service.pk for service in created]
        tell(len(keys))
    return keys


def _provider_key(row: PlannedRow) -> int | tuple[str, str]:
    if row.provider_id:
        return row.provider_id
    return (row.provider["ico"], "") if row.provider["ico"] else ("", fold(row.provider["name"]))


def _providers(rows: list[PlannedRow], by: Any) -> dict[Any, Provider]:
    """Return the provider of every new row; those the catalogue does not have are created once each."""
    known: dict[Any, Provider] = dict(Provider.objects.in_bulk([row.provider_id for row in rows if row.provider_id]))
    fresh = {_provider_key(row): row.provider for row in rows if not row.provider_id}
    created = create_providers(list(fresh.values()), by=by, source=SOURCE)
    return known | dict(zip(fresh, created, strict=True))


def _change(row: PlannedRow, by: Any) -> int:
    assert row.service_id, "a changed row always has its service"
    service = SocialService.objects.get(pk=row.service_id)
    try:
        if row.card != row.before:
            service = entries.save_service(
                card=row.card, service=service, by=by, source=SOURCE, reindex=False, expected_version=row.version
            )
        if row.status != row.status_before:
            _move(service, EntryStatus(row.status), by)
    except ValidationError as error:
        words = _("Řádek %(row)s: %(message)s") % {"row": row.number, "message": " ".join(error.messages)}
        raise ValidationError(words) from error
    return service.pk


def _move(service: SocialService, status: EntryStatus, by: Any) -> None:
    if by is None:
        raise ValidationError(_("stav zveřejněné služby mění jen přihlášený koordinátor, na stránce s tabulkou."))
    if status == EntryStatus.DRAFT and service.status == EntryStatus.ENDED:
        entries.move_service(service=service, move="publish", by=by)
        service.refresh_from_db()
    entries.move_service(service=service, move=_MOVES[status], by=by)
