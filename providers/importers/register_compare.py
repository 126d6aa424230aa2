"""Comparing services of the register with the catalogue, a batch at a time."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from kpss.core.dates import today
from kpss.core.text import fold
from providers.cards import Card, card_of_provider, card_of_service, changed_keys
from providers.enums import EntryStatus
from providers.importers.register_item import Codes, Entry
from providers.importers.register_merge import (
    hides_what_register_shows,
    merge_provider,
    merge_service,
    without_what_catalogue_hides,
)
from providers.importers.register_problems import Problems
from providers.models import Provider, RegisterItem, SocialService
from providers.models.imports import RegisterItemStatus
from providers.querysets import ServiceQuerySet


@dataclass(frozen=True)
class Finding:
    """One service that differs: what the register says of it and what to decide."""

    number: int
    name: str
    status: RegisterItemStatus
    service_id: int | None
    card: Card
    provider: Card
    needs_look: bool = False


class Comparison:
    """Compares entries with the catalogue; keeps the counts and which numbers the register has."""

    def __init__(
        self, codes: Codes, problems: Problems, *, everywhere: bool = False, at: dt.date | None = None
    ) -> None:
        self.codes = codes
        self.problems = problems
        self.everywhere = everywhere
        self.at = at or today()
        self.seen: set[int] = set()
        self.read = self.same = self.outside = self.ended = 0
        self._linked: set[int] = set()
        self._ignored = _ignored_digests()

    def note(self, number: int) -> bool:
        """Remember that the register has this *number*; False when it was met before."""
        self.read += 1
        if number in self.seen:
            self.problems.add("twice", number=number)
            return False
        self.seen.add(number)
        return True

    def findings(self, entries: list[Entry]) -> list[Finding]:
        """Return what differs among *entries* (a batch: a fixed number of queries)."""
        batch = _Batch(entries)
        found = [self._compare(entry, batch) for entry in entries]
        return [self._as_decided(finding) for finding in found if finding]

    def _compare(self, entry: Entry, batch: "_Batch") -> Finding | None:
        service = batch.services.get(entry.number)
        if service and not _is_deleted(service):
            return self._changed(entry, service, needs_look=False)
        if entry.is_over(self.at):
            self.ended += 1
        elif not self.everywhere and not entry.towns & self.codes.members:
            self.outside += 1
        else:
            return self._new(entry, batch, service)
        return None

    def _changed(self, entry: Entry, service: SocialService, *, needs_look: bool) -> Finding | None:
        current = card_of_service(service)
        if hides_what_register_shows(current, entry.card):
            self.problems.add("kept_secret", number=entry.number)
        found = without_what_catalogue_hides(current, entry.card)
        provider = self._provider_part(entry, service.provider)
        known = card_of_provider(service.provider) if provider else {}
        changed = changed_keys(current, merge_service(current, found))
        if not changed and not (provider and changed_keys(known, merge_provider(known, provider))):
            self.same += 1
            return None
        status = RegisterItemStatus.CHANGED
        return Finding(entry.number, service.name, status, service.pk, found, provider, needs_look)

    def _provider_part(self, entry: Entry, provider: Provider) -> Card:
        """Return what the register says of the service's provider, nothing when it is another one."""
        ico = entry.provider.get("ico", "")
        if not ico or not provider.ico or ico == provider.ico:
            return entry.provider
        self.problems.add("other_provider", number=entry.number)
        return {}

    def _new(self, entry: Entry, batch: "_Batch", deleted: SocialService | None) -> Finding | None:
        provider = batch.provider_of(entry)
        if provider is None and not entry.provider.get("name"):
            self.problems.add("no_provider", number=entry.number)
            return None
        twin = deleted or self._twin(entry, batch, provider)
        if twin and not deleted:
            return self._changed(entry, twin, needs_look=True)
        needs_look = bool(deleted or (provider and provider.deleted_at))
        service_id = deleted.pk if deleted else None
        card = without_what_catalogue_hides(card_of_service(deleted), entry.card) if deleted else entry.card
        status = RegisterItemStatus.NEW
        return Finding(entry.number, card["name"], status, service_id, card, entry.provider, needs_look)

    def _twin(self, entry: Entry, batch: "_Batch", provider: Provider | None) -> SocialService | None:
        """Return the one service of the same provider and kind, without a number, that is likely the same."""
        if provider is None:
            return None
        rows = [row for row in batch.unnumbered(provider, entry.card["kind"]) if row.pk not in self._linked]
        likely = [row for row in rows if _looks_same(row, entry)]
        if len(likely) != 1:
            return None
        self._linked.add(likely[0].pk)
        return likely[0]

    def _as_decided(self, finding: Finding) -> Finding:
        """Return the finding as ignored when the coordinator ignored the very same before."""
        if self._ignored.get(finding.number) != digest(finding.card, finding.provider):
            return finding
        ignored = RegisterItemStatus.IGNORED
        return Finding(finding.number, finding.name, ignored, finding.service_id, finding.card, finding.provider)

    def missing(self) -> list[Finding]:
        """Return services with a number that the register no longer has."""
        rows = registered(self.at).values_list("pk", "register_number", "name")
        gone = [row for row in rows.iterator(chunk_size=2000) if row[1] not in self.seen]
        status = RegisterItemStatus.MISSING
        return [self._as_decided(Finding(number, name, status, pk, {}, {})) for pk, number, name in gone]


class _Batch:
    """What the catalogue knows about a batch of entries."""

    def __init__(self, entries: list[Entry]) -> None:
        numbers = [entry.number for entry in entries]
        rows = (
            SocialService.objects.with_parts()
            .select_related("provider__municipality")
            .prefetch_related("provider__contacts")
        )
        self.services = {row.register_number: row for row in rows.filter(register_number__in=numbers)}
        rest = [entry for entry in entries if entry.number not in self.services]
        icos = {entry.provider.get("ico") for entry in rest} - {"", None}
        names = {entry.provider.get("name") for entry in rest if not entry.provider.get("ico")} - {None}
        self.by_ico = {row.ico: row for row in Provider.objects.filter(ico__in=icos)}
        self.by_name = {row.name: row for row in Provider.objects.filter(ico="", name__in=names)}
        self._unnumbered = list(
            rows.alive().filter(register_number=None, kind__isnull=False, provider__in=self._providers())
        )

    def _providers(self) -> list[Provider]:
        return [*self.by_ico.values(), *self.by_name.values()]

    def provider_of(self, entry: Entry) -> Provider | None:
        """Return the known provider of an entry, by IČO, or by name when neither has one."""
        ico = entry.provider.get("ico")
        return self.by_ico.get(ico) if ico else self.by_name.get(entry.provider.get("name", ""))

    def unnumbered(self, provider: Provider, kind: str) -> list[SocialService]:
        """Return the provider's services of a kind that have no number of the register."""
        return [
            row for row in self._unnumbered if row.provider_id == provider.pk and row.kind and row.kind.slug == kind
        ]


def registered(at: dt.date) -> ServiceQuerySet:
    """Return services of the catalogue that the register should have on the day *at*."""
    rows = SocialService.objects.alive().exclude(register_number=None)
    return rows.exclude(status=EntryStatus.ENDED).exclude(valid_to__lt=at)


def digest(card: Card, provider: Card) -> str:
    """Return a fingerprint of what the register says of one service."""
    return hashlib.sha256(json.dumps([card, provider], sort_keys=True).encode()).hexdigest()


def _ignored_digests() -> dict[int, str]:
    rows = RegisterItem.objects.filter(status=RegisterItemStatus.IGNORED).order_by("pk")
    return {row.register_number: digest(row.card, row.provider_card) for row in rows.iterator(chunk_size=500)}


def _is_deleted(service: SocialService) -> bool:
    return bool(service.deleted_at or service.provider.deleted_at)


def _looks_same(service: SocialService, entry: Entry) -> bool:
    towns = {place.municipality.code for place in service.locations.all() if place.municipality}
    return fold(service.name) == fold(entry.card["name"]) or bool(towns & entry.towns)
