"""An import of the register in words: its counts, and its items with their differences."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from providers.cards import Card, Difference, card_of_provider, card_of_service, differences_of
from providers.importers.register_merge import merge_provider, merge_service, new_service
from providers.models import Provider, RegisterImport, RegisterItem, SocialService
from providers.models.imports import RegisterItemStatus


@dataclass(frozen=True)
class Row:
    """An item of an import with what taking it over would change, in words."""

    item: RegisterItem
    differences: list[Difference]
    warning: str = ""

    @property
    def is_missing(self) -> bool:
        return not self.item.card

    @property
    def is_waiting(self) -> bool:
        return self.item.status != RegisterItemStatus.APPLIED


def summary(row: RegisterImport) -> list[tuple[str, int]]:
    """Return (label, count) of what an import found."""
    counts = {str(status): 0 for status in RegisterItemStatus}
    for status in row.items.values_list("status", flat=True):
        counts[status] += 1
    return [
        (_("Přečteno služeb"), row.read_count),
        (_("Beze změny"), row.same_count),
        (_("Nové"), counts[RegisterItemStatus.NEW]),
        (_("Změněné"), counts[RegisterItemStatus.CHANGED]),
        (_("V registru už nejsou"), counts[RegisterItemStatus.MISSING]),
        (_("Převzato"), counts[RegisterItemStatus.APPLIED]),
        (_("Nepřebírat"), counts[RegisterItemStatus.IGNORED]),
        (_("Mimo území portálu"), row.outside_count),
        (_("Skončené, které katalog nevede"), row.ended_count),
    ]


def rows_of(items: list[RegisterItem]) -> list[Row]:
    """Return items with their differences from the catalogue of today, by a fixed number of queries."""
    services = _services(items)
    providers = _providers(items)
    pairs: list[tuple[Card, Card]] = []
    for item in items:
        service = services.get(item.service_id) if item.service_id else None
        provider = service.provider if service else providers.get(item.provider_card.get("ico", ""))
        pairs += [_service_pair(item, service), _provider_pair(item, provider)]
    found = differences_of(pairs)
    return [
        Row(
            item,
            found[2 * number] + [_of_provider(change) for change in found[2 * number + 1]],
            _warning(item, services.get(item.service_id or 0)),
        )
        for number, item in enumerate(items)
    ]


def _warning(item: RegisterItem, service: SocialService | None) -> str:
    """Return why the item has to be taken over on its own, nothing when it has not."""
    if not item.needs_look or item.status == RegisterItemStatus.APPLIED:
        return ""
    if service is None or service.provider.deleted_at:
        return _("Poskytovatel je v katalogu smazaný. Převzetím ho vrátíte.")
    if service.deleted_at:
        return _("Služba je v katalogu smazaná. Převzetím ji vrátíte.")
    return _("V katalogu je podobná služba bez čísla v registru. Převzetím je spojíte v jednu.")


def _services(items: list[RegisterItem]) -> dict[int, SocialService]:
    rows = (
        SocialService.objects.with_parts()
        .select_related("provider__municipality")
        .prefetch_related("provider__contacts")
    )
    return rows.in_bulk([item.service_id for item in items if item.service_id])


def _providers(items: list[RegisterItem]) -> dict[str, Provider]:
    icos = {item.provider_card.get("ico") for item in items if item.service_id is None} - {"", None}
    rows = Provider.objects.filter(ico__in=icos).select_related("municipality").prefetch_related("contacts")
    return {row.ico: row for row in rows}


def _service_pair(item: RegisterItem, service: SocialService | None) -> tuple[Card, Card]:
    if not item.card or item.status == RegisterItemStatus.APPLIED:
        return {}, {}
    if service is None:
        return {}, {key: value for key, value in new_service(item.card).items() if key not in ("price", "languages")}
    current = card_of_service(service)
    return current, merge_service(current, item.card)


def _provider_pair(item: RegisterItem, provider: Provider | None) -> tuple[Card, Card]:
    if not item.provider_card or item.status == RegisterItemStatus.APPLIED:
        return {}, {}
    current = card_of_provider(provider) if provider else {}
    return current, merge_provider(current, item.provider_card)


def _of_provider(change: Difference) -> Difference:
    return replace(change, key=f"provider_{change.key}", label=_("Poskytovatel: %(label)s") % {"label": change.label})
