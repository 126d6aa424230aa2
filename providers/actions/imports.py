"""Imports of the state register: compare a file with the catalogue, then take over, one by one or all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.jobs import ProgressFunction, no_progress
from providers.actions import entries, secrecy
from providers.actions.imports_bulk import create_providers, create_services, ensure_municipalities, towns_of
from providers.cards import Card, card_of_provider, card_of_service, changed_keys
from providers.importers.register_compare import Comparison, Finding, registered
from providers.importers.register_file import raw_items
from providers.importers.register_item import Codes, Entry, ItemReader, SecretAddresses
from providers.importers.register_merge import merge_provider, merge_service, new_service
from providers.importers.register_problems import Problems
from providers.models import Provider, RegisterImport, RegisterItem, SocialService
from providers.models.imports import WAITING, RegisterItemStatus
from providers.search import index

BATCH = 200
INDEX_BATCH = 1000
#: A larger share of the catalogue's registered services missing from a file is not to be believed.
MAX_LOSS = 0.05
SOURCE = "registr MPSV"


# --- Comparing -------------------------------------------------------------------------------------------


def compare_register(
    *, file: Any, file_name: str, by: Any = None, everywhere: bool = False, progress: ProgressFunction = no_progress
) -> RegisterImport:
    """Read a file of the register and keep what differs from the catalogue as items of a new import.

    *file* is open for reading bytes. Nothing of the catalogue changes. *progress* gets bytes. Raises ValidationError for what is no register;
    then no import is kept.
    """
    author = by if getattr(by, "is_authenticated", False) else None
    row = RegisterImport.objects.create(file_name=file_name[:200], by=author, is_everywhere=everywhere)
    problems = Problems()
    comparison = Comparison(Codes.load(), problems, everywhere=everywhere)
    try:
        _keep_findings(row, file, comparison, progress)
    except BaseException:
        row.delete()
        raise
    _finish(row, comparison, problems)
    audit.record("providers.register.imported", row, by=by)
    return row


def _keep_findings(row: RegisterImport, file: Any, comparison: Comparison, progress: ProgressFunction) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    read = _entries(file, comparison)
    while batch := list(islice(read, BATCH)):
        secrecy.forget_in_imports({entry.number: entry.card for entry in batch})
        _keep(row, comparison.findings(batch))
        progress(file.tell(), size)
    _keep(row, comparison.missing())


def _entries(file: Any, comparison: Comparison) -> Iterator[Entry]:
    reader = ItemReader(comparison.codes, comparison.problems, comparison.at, _secret_addresses(file))
    for position, raw in raw_items(file):
        entry = reader.read(raw, position)
        if reader.number and comparison.note(reader.number) and entry:
            yield entry


def _secret_addresses(file: Any) -> SecretAddresses:
    """Read the file once only for its secret addresses: a provider's seat may stand before them."""
    secret = SecretAddresses()
    for _position, raw in raw_items(file):
        secret.note(raw)
    file.seek(0)
    return secret


def _keep(row: RegisterImport, findings: list[Finding]) -> None:
    RegisterItem.objects.bulk_create(
        [
            RegisterItem(
                register_import=row,
                register_number=finding.number,
                name=finding.name,
                service_id=finding.service_id,
                card=finding.card,
                provider_card=finding.provider,
                status=finding.status,
                needs_look=finding.needs_look,
            )
            for finding in findings
        ],
        batch_size=BATCH,
    )


def _finish(row: RegisterImport, comparison: Comparison, problems: Problems) -> None:
    row.read_count, row.same_count = comparison.read, comparison.same
    row.outside_count, row.ended_count = comparison.outside, comparison.ended
    row.problems = problems.rows()
    missing = row.items.filter(status=RegisterItemStatus.MISSING).count()
    row.is_suspicious = missing > MAX_LOSS * registered(comparison.at).count()
    row.finished_at = timezone.now()
    row.save()


# --- Taking over -----------------------------------------------------------------------------------------


@dataclass
class Applied:
    """How an import was taken over."""

    new: int = 0
    changed: int = 0
    failed: int = 0
    left: int = 0


@transaction.atomic
def apply_item(*, item: RegisterItem, by: Any) -> SocialService:
    """Take one item over: create, change, bring back a deleted service, or end one that the register lost."""
    locked = RegisterItem.objects.select_for_update(of=("self",)).select_related("service").get(pk=item.pk)
    if locked.status == RegisterItemStatus.APPLIED:
        raise ValidationError(_("Tohle už mezitím někdo převzal. Načtěte stránku znovu."), code="status")
    if not locked.card:
        service = _end(locked, by)
    else:
        service = _write(locked, by)
        index.refresh([service.pk])
    locked.service, locked.status = service, RegisterItemStatus.APPLIED
    locked.save(update_fields=["service", "status"])
    audit.record("providers.register.applied", service, by=by)
    return service


def _end(item: RegisterItem, by: Any) -> SocialService:
    assert item.service, "a missing item always has its service"
    entries.move_service(service=item.service, move="end", by=by)
    return item.service


def _write(item: RegisterItem, by: Any) -> SocialService:
    """Write the item's cards without refreshing the search."""
    ensure_municipalities(towns_of(item.card, item.provider_card))
    service = _service_of(item)
    if service is None:
        provider = _save_new_provider(item.provider_card, by)
        created = create_services([(provider, new_service(item.card))], by=by, source=SOURCE)
        return created[0]
    _bring_back(service, by)
    _save_provider(service.provider, item.provider_card, by)
    card = merge_service(card_of_service(service), item.card)
    return entries.save_service(card=card, service=service, by=by, source=SOURCE, reindex=False)


def _service_of(item: RegisterItem) -> SocialService | None:
    rows = SocialService.objects.with_parts()
    return rows.filter(register_number=item.register_number).first() or rows.filter(pk=item.service_id).first()


def _bring_back(service: SocialService, by: Any) -> None:
    if service.deleted_at:
        entries.restore_service(service=service, by=by)
    if service.provider.deleted_at:
        service.provider.deleted_at = None
        service.provider.save(update_fields=["deleted_at"])


def _known_provider(card: Card) -> Provider | None:
    if card.get("ico"):
        return Provider.objects.filter(ico=card["ico"]).first()
    return Provider.objects.filter(ico="", name=card.get("name", "")).first()


def _save_new_provider(card: Card, by: Any) -> Provider:
    provider = _known_provider(card)
    if provider:
        return _save_provider(provider, card, by)
    return create_providers([_new_provider(card)], by=by, source=SOURCE)[0]


def _new_provider(card: Card) -> Card:
    return merge_provider({}, card)


def _save_provider(provider: Provider, found: Card, by: Any) -> Provider:
    """Fill what the catalogue does not know about a provider; an IČO that another one has stays out."""
    current = card_of_provider(provider)
    merged = merge_provider(current, found)
    if merged["ico"] != current["ico"] and Provider.objects.filter(ico=merged["ico"]).exists():
        merged["ico"] = current["ico"]
    if not changed_keys(current, merged) and provider.deleted_at is None:
        return provider
    provider.deleted_at = None
    return entries.save_provider(card=merged, provider=provider, by=by, source=SOURCE)


def apply_all(
    *,
    register_import: RegisterImport,
    by: Any = None,
    accept_loss: bool = False,
    progress: ProgressFunction = no_progress,
) -> Applied:
    """Take over everything new and changed that needs no look of its own; missing services are left to decide.

    Works in batches, so that the portal stays usable; running it again goes on. Raises ValidationError when
    suspiciously many services are missing and *accept_loss* is not given.
    """
    if register_import.is_suspicious and not accept_loss:
        raise ValidationError(
            _("V souboru chybí přes pět procent služeb, které katalog vede. Ověřte, že je úplný."), code="loss"
        )
    keys = list(_to_take_over(register_import).values_list("pk", flat=True))
    result, written = Applied(), []
    for start in range(0, len(keys), BATCH):
        written += _apply_batch(register_import, keys[start : start + BATCH], by, result)
        progress(min(start + BATCH, len(keys)), len(keys))
    for start in range(0, len(written), INDEX_BATCH):
        index.refresh(written[start : start + INDEX_BATCH])
    result.left = register_import.items.filter(status__in=WAITING).count()
    audit.record("providers.register.applied", register_import, by=by)
    return result


def _to_take_over(row: RegisterImport) -> QuerySet[RegisterItem]:
    return row.items.filter(status__in=WAITING[:2], needs_look=False)


def _apply_batch(row: RegisterImport, keys: list[int], by: Any, result: Applied) -> list[int]:
    """Apply what of a batch still waits: the new together, the rest (all of it when one spoils that) one by one.

    Somebody may decide about items between batches, so each is read again, locked. Return keys of services.
    """
    written = _create_new(row, keys, by)
    result.new += len(written)
    rest = _to_take_over(row).filter(pk__in=keys)
    return written + [key for item in list(rest) for key in _apply_alone(row, item, by, result)]


def _create_new(row: RegisterImport, keys: list[int], by: Any) -> list[int]:
    """Create the new services of a batch in one transaction; nothing when one of them spoils it."""
    fresh = _to_take_over(row).filter(pk__in=keys, status=RegisterItemStatus.NEW).select_for_update()
    try:
        with transaction.atomic():
            return _create_all(list(fresh), by)
    except (ValidationError, IntegrityError):
        return []


def _create_all(items: list[RegisterItem], by: Any) -> list[int]:
    known = _numbers_present(items)
    fresh = [item for item in items if item.register_number not in known]
    if len(fresh) < len(items):
        raise ValidationError("somebody created one of them meanwhile", code="present")
    ensure_municipalities(towns_of(*[card for item in items for card in (item.card, item.provider_card)]))
    providers = _providers_for(items, by)
    pairs = [(providers[_provider_key(item.provider_card)], new_service(item.card)) for item in items]
    services = create_services(pairs, by=by, source=SOURCE)
    for item, service in zip(items, services, strict=True):
        item.service, item.status = service, RegisterItemStatus.APPLIED
    RegisterItem.objects.bulk_update(items, ["service", "status"])
    return [service.pk for service in services]


def _numbers_present(items: list[RegisterItem]) -> set[int]:
    numbers = [item.register_number for item in items]
    rows = SocialService.objects.filter(register_number__in=numbers).values_list("register_number", flat=True)
    return {number for number in rows if number}


def _provider_key(card: Card) -> tuple[str, str]:
    return (card["ico"], "") if card.get("ico") else ("", card.get("name", ""))


def _providers_for(items: list[RegisterItem], by: Any) -> dict[tuple[str, str], Provider]:
    """Return the provider of every item, created or filled by all that its services say of it."""
    wanted: dict[tuple[str, str], Card] = {}
    for item in items:
        key = _provider_key(item.provider_card)
        wanted[key] = merge_provider(wanted.get(key, {}), item.provider_card)
    rows = Provider.objects.select_related("municipality").prefetch_related("contacts")
    found = {(row.ico, ""): row for row in rows.filter(ico__in=[ico for ico, _name in wanted if ico])}
    found |= {("", row.name): row for row in rows.filter(ico="", name__in=[name for _ico, name in wanted if name])}
    for key, provider in found.items():
        _save_provider(provider, wanted[key], by)
    fresh = {key: card for key, card in wanted.items() if key not in found}
    created = create_providers(list(fresh.values()), by=by, source=SOURCE)
    return found | dict(zip(fresh, created, strict=True))


def _apply_alone(row: RegisterImport, item: RegisterItem, by: Any, result: Applied) -> list[int]:
    try:
        with transaction.atomic():
            locked = _to_take_over(row).select_for_update().filter(pk=item.pk).first()
            if locked is None:
                return []
            is_new = locked.status == RegisterItemStatus.NEW
            locked.service, locked.status = _write(locked, by), RegisterItemStatus.APPLIED
            locked.save(update_fields=["service", "status"])
    except (ValidationError, IntegrityError) as error:
        result.failed += 1
        _report_failure(row, item, error)
        return []
    result.new += is_new
    result.changed += not is_new
    return [locked.service.pk]


def _report_failure(row: RegisterImport, item: RegisterItem, error: Exception) -> None:
    words = " ".join(error.messages) if isinstance(error, ValidationError) else _("údaje odporují databázi")
    row.problems.append({"code": "not_applied", "value": words[:300], "count": 1, "numbers": [item.register_number]})
    row.save(update_fields=["problems"])


@transaction.atomic
def ignore_item(*, item: RegisterItem, by: Any) -> None:
    """Leave one item out; the same item is not offered again until the register says something else."""
    updated = RegisterItem.objects.filter(pk=item.pk, status__in=WAITING).update(status=RegisterItemStatus.IGNORED)
    if not updated:
        raise ValidationError(_("O téhle položce už je rozhodnuto. Načtěte stránku znovu."), code="status")
    audit.record("providers.register.ignored", item, by=by)
