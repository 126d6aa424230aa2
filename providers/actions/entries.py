"""Writing entries: save a card, publish, end, delete, restore, verify."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, transitions
from kpss.core.dates import today
from kpss.core.models import Municipality
from kpss.core.opening_hours import OpeningHours
from kpss.core.text import phone_digits, unique_slug
from kpss.core.validators import validate_ico, validate_phone, validate_web
from providers import cards
from providers.actions import secrecy
from providers.cards import (
    CONTACT_KEYS,
    LOCATION_FIELDS,
    NO_ADDRESS,
    PROVIDER_FIELDS,
    SERVICE_FIELDS,
    Card,
    plain_field,
)
from providers.enums import ContactKind
from providers.models import (
    Attachment,
    Capacity,
    Contact,
    FormOffer,
    Location,
    PriceItem,
    Provider,
    Revision,
    ServiceKind,
    SocialService,
    TargetGroup,
)
from providers.search import index
from providers.transitions import SERVICE


@transaction.atomic
def save_service(
    *,
    card: Card,
    provider: Provider | None = None,
    service: SocialService | None = None,
    by: Any = None,
    source: str = "",
    reindex: bool = True,
    expected_version: int | None = None,
    base: Card | None = None,
) -> SocialService:
    """Write *card* to a new or an existing service with all its parts, keep a revision and refresh the search.

    With *base*, the card the person began with, only what the person changed is written. Raises ValidationError in
    Czech words; with the code „version“ when somebody else changed the same fields in the meantime, or, with
    *expected_version*, anything at all.
    """
    service = _locked(service, expected_version) if service else SocialService(provider=provider)
    card = _over_what_holds(base, card, service) if base is not None else card
    is_new = service._state.adding
    _set_fields(service, card)
    service.kind = _find_kind(card.get("kind", ""))
    service.slug = service.slug or unique_slug(SocialService.objects, card["name"])
    service.version += 0 if is_new else 1
    service.full_clean(exclude=["slug"])
    service.save()
    _write_parts(service, card)
    secrecy.forget_addresses(service, by=by)
    event = "providers.service.created" if is_new else "providers.service.changed"
    _remember(service, by=by, source=source, event=event)
    (index.refresh if reindex else index.forget)([service.pk])
    return service


def _locked(service: SocialService, expected_version: int | None) -> SocialService:
    locked = SocialService.objects.select_for_update().get(pk=service.pk)
    if expected_version is not None and locked.version != expected_version:
        raise _changed_meanwhile()
    return locked


def _set_fields(service: SocialService, card: Card) -> None:
    for name in SERVICE_FIELDS:
        if name in card:
            field = plain_field(SocialService, name)
            value = field.to_python(card[name]) if card[name] not in ("", None) else None
            setattr(service, name, value if value is not None else field.get_default())
    service.opening_hours = OpeningHours.from_json(card.get("opening_hours"))


def _find_kind(slug: str) -> ServiceKind | None:
    if not slug:
        return None
    kind = ServiceKind.objects.filter(slug=slug).first()
    if kind is None:
        raise ValidationError({"kind": _("Druh služby „%(slug)s“ neznáme.") % {"slug": slug}})
    return kind


def _write_parts(service: SocialService, card: Card) -> None:
    service.target_groups.set(TargetGroup.objects.filter(slug__in=card.get("target_groups", [])))
    service.served_municipalities.set(Municipality.objects.filter(code__in=card.get("served", [])))
    _write_forms(service, card.get("forms", []))
    _write_locations(service, card.get("locations", []))
    _write_contacts(service, card)
    service.price_items.all().delete()
    PriceItem.objects.bulk_create(
        PriceItem(service=service, what=what, amount=amount, position=position)
        for position, (what, amount) in enumerate(card.get("prices", []))
    )


def _write_forms(service: SocialService, forms: list[Card]) -> None:
    service.form_offers.all().delete()
    for form in forms:
        offer = FormOffer.objects.create(service=service, form=form["form"], is_nonstop=bool(form.get("is_nonstop")))
        Capacity.objects.bulk_create(
            Capacity(offer=offer, unit=unit, count=count, note=note) for unit, count, note in form.get("capacities", [])
        )


def _write_locations(service: SocialService, places: list[Card]) -> None:
    service.locations.all().delete()
    towns = {town.code: town for town in Municipality.objects.filter(code__in={p.get("municipality") for p in places})}
    for position, place in enumerate(places):
        values = {name: place[name] for name in LOCATION_FIELDS if name in place}
        if place.get("is_secret"):
            values |= NO_ADDRESS
        town = None if place.get("is_secret") else towns.get(place.get("municipality", ""))
        location = Location(service=service, municipality=town, position=position, **values)
        location.full_clean(exclude=["service"])
        location.save()


def _write_contacts(owner: SocialService | Provider, card: Card) -> None:
    bounced = {contact.value: contact.bounced_at for contact in owner.contacts.all() if contact.bounced_at}
    owner.contacts.all().delete()
    key = "service" if isinstance(owner, SocialService) else "provider"
    Contact.objects.bulk_create(
        Contact(**{key: owner}, kind=kind, value=value, note=note, position=position, bounced_at=bounced.get(value))
        for name, kind in CONTACT_KEYS.items()
        for position, (value, note) in enumerate(_clean_contacts(kind, card.get(name, [])))
    )


def _clean_contacts(kind: ContactKind, pairs: list[list[str]]) -> list[tuple[str, str]]:
    cleaned = []
    for value, note in pairs:
        if kind == ContactKind.PHONE:
            validate_phone(value)
            value = phone_digits(value)
        elif kind == ContactKind.WEB:
            value = value if "://" in value else f"https://{value}"
            validate_web(value)
        cleaned.append((value, note))
    return cleaned


def _remember(entry: SocialService | Provider, *, by: Any, source: str, event: str) -> None:
    key = "service" if isinstance(entry, SocialService) else "provider"
    author = by if getattr(by, "is_authenticated", False) else None
    Revision.objects.create(**{key: entry}, card=cards.card_of(entry), by=author, source=source)
    audit.record(event, entry, by=by, source=source)


@transaction.atomic
def save_provider(
    *, card: Card, provider: Provider | None = None, by: Any = None, source: str = "", base: Card | None = None
) -> Provider:
    """Write *card* to a new or an existing provider; a deleted one with the same IČO is revived.

    With *base*, the card the person began with, only what the person changed is written. Raises ValidationError in
    Czech words; with the code „version“ when somebody else changed the same fields in the meantime.
    """
    if provider and base is not None:
        provider = Provider.objects.select_for_update().get(pk=provider.pk)
        card = _over_what_holds(base, card, provider)
    provider = provider or _revived(card.get("ico", "")) or Provider()
    is_new = provider._state.adding
    for name in PROVIDER_FIELDS:
        if name in card:
            setattr(provider, name, card[name] or "")
    if provider.ico:
        validate_ico(provider.ico)
    provider.municipality = Municipality.objects.filter(code=card.get("municipality") or "").first()
    provider.slug = provider.slug or unique_slug(Provider.objects, card["name"])
    provider.full_clean(exclude=["slug", "legal_form"] if not provider.legal_form else ["slug"])
    provider.save()
    _write_contacts(provider, card)
    _remember(
        provider, by=by, source=source, event="providers.provider.created" if is_new else "providers.provider.changed"
    )
    if not is_new:
        index.refresh(list(provider.services.values_list("pk", flat=True)))
    return provider


def lock_entry(entry: SocialService | Provider) -> None:
    """Let one after the other change an entry or what is proposed for it; always before a proposal is locked."""
    type(entry).objects.select_for_update().get(pk=entry.pk)


def _over_what_holds(base: Card, card: Card, locked: SocialService | Provider) -> Card:
    """Return what a person changed since *base* over the present card of a locked entry."""
    now = cards.card_of(locked)
    if cards.collided_keys(base, card, now):
        raise _changed_meanwhile()
    return cards.merge(base, card, now)


def _changed_meanwhile() -> ValidationError:
    return ValidationError(
        _("Mezitím údaje změnil někdo jiný. Vaše úpravy jsou níže, porovnejte je a uložte znovu."), code="version"
    )


def _revived(ico: str) -> Provider | None:
    found = Provider.objects.filter(ico=ico).exclude(deleted_at=None).first() if ico else None
    if found:
        found.deleted_at = None
    return found


@transaction.atomic
def move_service(*, service: SocialService, move: str, by: Any, reason: str = "", at: dt.date | None = None) -> None:
    """Publish, withdraw or end a service."""
    locked = SocialService.objects.select_for_update().get(pk=service.pk)
    transitions.apply(SERVICE, locked, move, by=by, reason=reason)
    if move == "publish" and locked.valid_to and locked.valid_to < (at or today()):
        raise ValidationError(_("Platnost služby už skončila. Nejdřív změňte „Poskytuje se do“."), code="over")
    locked.was_published = locked.was_published or move == "publish"
    locked.save(update_fields=["status", "was_published", "updated_at"])
    audit.record(f"providers.service.{_PARTICIPLES[move]}", locked, by=by)
    index.refresh([locked.pk])


_PARTICIPLES = {"publish": "published", "withdraw": "withdrawn", "end": "ended"}


@transaction.atomic
def delete_service(*, service: SocialService, by: Any) -> None:
    """Take a service out of the catalogue; it can be brought back for 30 days."""
    service.deleted_at = timezone.now()
    service.save(update_fields=["deleted_at"])
    audit.record("providers.service.deleted", service, by=by)
    index.refresh([service.pk])


@transaction.atomic
def restore_service(*, service: SocialService, by: Any) -> None:
    """Bring a deleted service back; ValidationError while its provider is deleted, for nobody would see it."""
    if service.provider.deleted_at:
        raise ValidationError(_("Poskytovatel je smazaný. Nejdřív vraťte jeho."), code="provider")
    service.deleted_at = None
    service.save(update_fields=["deleted_at"])
    audit.record("providers.service.restored", service, by=by)
    index.refresh([service.pk])


@transaction.atomic
def restore_revision(*, revision: Revision, by: Any) -> SocialService:
    """Write an older revision of a service again, as a new change."""
    assert revision.service
    SocialService.objects.select_for_update().get(pk=revision.service.pk)
    revision.refresh_from_db()  # an address in it may have become secret since it was read
    return save_service(card=revision.card, service=revision.service, by=by, source=_("návrat ke starší verzi"))


@transaction.atomic
def verify_service(*, service: SocialService, by: Any, by_provider: bool, at: dt.date | None = None) -> None:
    """Confirm that everything holds („vše platí“)."""
    service.verified_on, service.verified_by_provider = at or today(), by_provider
    service.save(update_fields=["verified_on", "verified_by_provider"])
    audit.record("providers.service.verified", service, by=by)
    index.touch()


@transaction.atomic
def set_free_places(*, service: SocialService, count: int | None, by: Any, note: str = "") -> None:
    """Say how many places are free today; the figure holds for 30 days."""
    service.free_places, service.free_places_on = count, today() if count is not None else None
    service.waiting_note = note
    service.save(update_fields=["free_places", "free_places_on", "waiting_note"])
    audit.record("providers.free_places.changed", service, by=by)
    index.touch()


@transaction.atomic
def mark_bounced(*, email: str) -> int:
    """Mark every contact with an address to which mail could not be delivered; return how many."""
    contacts = Contact.objects.filter(kind=ContactKind.EMAIL, value__iexact=email, bounced_at=None)
    for contact in contacts.select_related("service", "provider"):
        audit.record("providers.contact.bounced", contact.service or contact.provider)
    return contacts.update(bounced_at=timezone.now())


@transaction.atomic
def attach_file(*, service: SocialService, kind: str, title: str, file: Any, by: Any) -> Attachment:
    """Keep a file to download under a random name; its content was checked by the form."""
    attachment = Attachment.objects.create(service=service, kind=kind, title=title, file=file, size=file.size)
    audit.record("providers.attachment.added", service, by=by)
    index.touch()
    return attachment


@transaction.atomic
def remove_file(*, attachment: Attachment, by: Any) -> None:
    """Delete an attached file."""
    audit.record("providers.attachment.removed", attachment.service, by=by)
    attachment.delete()
    index.touch()
