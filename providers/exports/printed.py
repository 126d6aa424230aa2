"""The printed catalogue: from the database to a document of chunks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from kpss.core.collation import czech, sort_key
from kpss.core.dates import MONTHS_OF, day_in_words, short_day, today
from kpss.core.models import Municipality, PaidPart, Town
from kpss.core.pdf.document import PrintedDocument
from kpss.core.text import phone_readable
from providers.enums import ContactKind, ServiceForm
from providers.exports import printed_words as words
from providers.exports.printed_chapters import PLANS, plan_of
from providers.exports.printed_data import (
    Catalogue,
    Chapter,
    CrisisLine,
    EmergencyNumber,
    Entry,
    Group,
    Matrix,
    Office,
    OfficeContact,
    Phone,
    Publisher,
    Row,
    Theme,
)
from providers.exports.printed_pages import LANGUAGE, catalogue_pages
from providers.models import CrisisLine as CrisisLineModel
from providers.models import EmergencyNumber as EmergencyNumberModel
from providers.models import LifeSituation, SituationTarget, SocialService, TargetGroup
from providers.models import Office as OfficeModel

MONTHS = "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec".split()  # noqa: SIM905
assert len(MONTHS) == len(MONTHS_OF)
#: A table with more columns does not fit a page; more municipalities get a list each.
MOST_COLUMNS = 9
LINES_ANCHOR = "krize"


@dataclass(frozen=True)
class CatalogueOptions:
    """Which catalogue: of one municipality (its code), of one target group (its slug), and on what paper."""

    municipality: str = ""
    target_group: str = ""
    paper: str = "a4"


@translation.override(LANGUAGE)
def catalogue_document(options: CatalogueOptions | None = None) -> PrintedDocument:
    """Return the catalogue as a document to print; see `kpss.core.pdf.press.render`.

    Raises `Municipality.DoesNotExist` or `TargetGroup.DoesNotExist` for options that name nothing.
    """
    options = options or CatalogueOptions()
    town = Town.current()
    return catalogue_pages(
        load_catalogue(options, town), paper=options.paper, accent=town.accent, files=brand_files(town)
    )


def load_catalogue(options: CatalogueOptions, town: Town) -> Catalogue:
    """Read everything that is printed, by a fixed number of queries."""
    municipality = Municipality.objects.get(code=options.municipality) if options.municipality else None
    group = TargetGroup.objects.get(slug=options.target_group) if options.target_group else None
    services = load_services(municipality, group)
    entries = {service.pk: entry_of(service) for service in services}
    towns = list(Municipality.objects.filter(is_member=True).order_by(czech("name"))) if not municipality else []
    wide = len(towns) > MOST_COLUMNS
    return Catalogue(
        publisher=publisher_of(town),
        title=_("Katalog sociálních služeb"),
        lede=_lede(len(services), town, municipality, group),
        edition=town.edition,
        month=f"{MONTHS[today().month - 1].capitalize()} {today().year}",
        valid_on=day_in_words(today()),
        emergency_numbers=tuple(
            EmergencyNumber(item.number, item.name, words.tidy(item.when_to_call))
            for item in EmergencyNumberModel.objects.all()
        ),
        crisis_lines=tuple(_crisis_line(line) for line in CrisisLineModel.objects.all()),
        themes=tuple(_themes(services)),
        target_groups=tuple(_target_groups(services)) if group is None else (),
        matrix=_matrix(services, towns) if towns and not wide else None,
        municipalities=tuple(_municipality_lists(services, towns)) if wide else (),
        chapters=tuple(_chapters(services, entries)),
        offices=tuple(_offices()),
        letters=tuple(_letters(services)),
    )


def load_services(municipality: Municipality | None, group: TargetGroup | None) -> list[SocialService]:
    """Return the public services in Czech order, narrowed to a municipality and a target group."""
    found = SocialService.objects.public().with_parts()
    if municipality is not None:
        found = found.filter(pk__in=_working_in(municipality))
    if group is not None:
        with_narrower = TargetGroup.objects.filter(pk=group.pk) | TargetGroup.objects.filter(broader=group)
        found = found.filter(pk__in=SocialService.objects.filter(target_groups__in=with_narrower).values("pk"))
    return list(
        found.prefetch_related("provider__contacts", Prefetch("target_groups__broader")).order_by(czech("name"), "pk")
    )


def _working_in(municipality: Municipality) -> set[int]:
    services = SocialService.objects.public()
    everywhere = services.filter(serves_everywhere=True).values_list("pk", flat=True)
    coming = services.filter(served_municipalities=municipality).values_list("pk", flat=True)
    there = services.filter(locations__municipality=municipality, locations__is_secret=False)
    return {*everywhere, *coming, *there.values_list("pk", flat=True)}


def _lede(count: int, town: Town, municipality: Municipality | None, group: TargetGroup | None) -> str:
    place = municipality.where if municipality else town.area_phrase
    whom = _(" Vybrali jsme pomoc pro tyto lidi: %(group)s.") % {"group": group.plain_name} if group else ""
    return (
        _("Kdo vám pomůže doma, s dětmi, s dluhy i v krizi. Služby %(place)s, celkem %(count)s.")
        % {"place": place, "count": count}
        + whom
    )


def publisher_of(town: Town, part: str = PaidPart.CATALOGUE) -> Publisher:
    """Return who prints a document of a part of the portal, who pays for it, and how to reach the help phone."""
    return Publisher(
        portal_name=town.portal_name,
        subtitle=town.subtitle,
        town_name=town.town_name,
        area=town.area_phrase,
        phone=Phone(town.phone_words, f"tel:{town.phone}", words.hours_in_words(town.hours)) if town.phone else None,
        email=town.email,
        office=town.office_name,
        address=town.office_address,
        hours=words.hours_in_words(town.hours),
        web=words.short_address(),
        qr_code=words.qr_code("/katalog/"),
        arms=next(iter(arms_file(town)), "img/arms.svg"),
        projects=tuple(town.projects(part)),
    )


def brand_files(town: Town, part: str = PaidPart.CATALOGUE) -> dict[str, bytes]:
    """Return the arms of the town and the logos of who pays for a part of the portal, as files of a document."""
    logos = {project.logo: _stored(project.logo) for project in town.projects(part) if project.logo}
    return {**arms_file(town), **logos}


def _stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def arms_file(town: Town) -> dict[str, bytes]:
    """Return the town's own arms as a file of the document, nothing when it has none."""
    if not town.arms:
        return {}
    with town.arms.open("rb") as file:
        return {f"img/town-arms{Path(str(town.arms.name)).suffix.lower()}": file.read()}


def entry_of(service: SocialService) -> Entry:
    """Return a service, loaded with its parts, as it is printed."""
    path = f"/s/{service.pk}"
    phone = words.contact(service, ContactKind.PHONE)
    email = words.contact(service, ContactKind.EMAIL)
    web = words.contact(service, ContactKind.WEB)
    online = email or web
    who = (service.provider.name, online.shown if online else "")
    return Entry(
        number=service.pk,
        name=service.name,
        summary=words.sentence(service.summary),
        phone=Phone(phone_readable(phone.value), phone.href, words.tidy(phone.note, 90)) if phone else None,
        answers=words.answers(service),
        who=" · ".join(part for part in who if part),
        verified=short_day(service.verified_on) if service.verified_on else "",
        short_address=words.short_address(path),
        qr_code=words.qr_code(path),
        kind=service.plain_kind,
        email=email.shown if email else "",
        web=web.shown if web else "",
    )


def row_of(service: SocialService) -> Row:
    """Return the line of an index that leads to a service."""
    return Row(service.name, f"s{service.pk}")


def _chapters(services: Sequence[SocialService], entries: dict[int, Entry]) -> Iterator[Chapter]:
    members = defaultdict(list)
    for service in services:
        members[plan_of(service).code].append(service)
    number = 0
    for plan in PLANS:
        if plan.code in members:
            number += 1
            ordered = sorted(members[plan.code], key=_place_in_chapter)
            found = tuple(entries[service.pk] for service in ordered)
            yield Chapter(plan.code, number, str(plan.title), str(plan.lede), found)


def _place_in_chapter(service: SocialService) -> tuple[int, str, object]:
    position = service.kind.position if service.kind else 0
    return position, service.plain_kind, sort_key(service.name)


def _themes(services: Sequence[SocialService]) -> Iterator[Theme]:
    public = {service.pk: service for service in services}
    of_provider = defaultdict(list)
    for service in services:
        of_provider[service.provider_id].append(service)
    themes: dict[str, list[Group]] = {}
    targets = SituationTarget.objects.select_related("service", "provider", "crisis_line", "office")
    for situation in LifeSituation.objects.prefetch_related(Prefetch("targets", queryset=targets)):
        rows = [row for target in situation.targets.all() for row in _target_rows(target, public, of_provider)]
        if rows:
            # A service may be named itself and by its provider; once is enough.
            themes.setdefault(situation.theme, []).append(Group(situation.title, tuple(dict.fromkeys(rows))))
    for title, situations in themes.items():
        yield Theme(title, tuple(situations))


def _target_rows(
    target: SituationTarget, public: dict[int, SocialService], of_provider: dict[int, list[SocialService]]
) -> Iterable[Row]:
    """Return the lines for a target that is printed; one that is not public is left out."""
    if target.crisis_line:
        return [Row(target.crisis_line.name, LINES_ANCHOR)]
    if target.office:
        return [Row(target.office.name, f"urad{target.office.pk}")]
    if target.provider_id:
        return [row_of(service) for service in of_provider.get(target.provider_id, [])]
    return [row_of(public[target.service_id])] if target.service_id in public else []


def _target_groups(services: Sequence[SocialService]) -> Iterator[Group]:
    broad: dict[int, TargetGroup] = {}
    members = defaultdict(list)
    for service in services:
        groups = {group.broader or group for group in service.target_groups.all()}
        for group in groups:
            broad[group.pk] = group
            members[group.pk].append(row_of(service))
    for group in sorted(broad.values(), key=lambda item: item.position):
        yield Group(group.plain_name[:1].upper() + group.plain_name[1:], tuple(members[group.pk]))


def _matrix(services: Sequence[SocialService], towns: Sequence[Municipality]) -> Matrix:
    rows = ((row_of(service), tuple(marks(service, town) for town in towns)) for service in services)
    return Matrix(tuple(town.name for town in towns), tuple(row for row in rows if any(row[1])))


def _municipality_lists(services: Sequence[SocialService], towns: Sequence[Municipality]) -> Iterator[Group]:
    everywhere = tuple(row_of(service) for service in services if service.serves_everywhere)
    if everywhere:
        yield Group(_("Ve všech obcích"), everywhere)
    local = [service for service in services if not service.serves_everywhere]
    for town in towns:
        rows = ((service, marks(service, town)) for service in local)
        lines = tuple(Row(f"{service.name} ({mark})", f"s{service.pk}") for service, mark in rows if mark)
        if lines:
            yield Group(town.name, lines)


def marks(service: SocialService, town: Municipality) -> str:
    """Return D where the service comes home, S where one comes to it, both, or nothing.

    A secret place says nothing about where it is, not even the municipality.
    """
    forms = {offer.form for offer in service.form_offers.all()}
    serves = service.serves_everywhere or town.pk in {item.pk for item in service.served_municipalities.all()}
    is_there = any(place.municipality_id == town.pk and not place.is_secret for place in service.locations.all())
    comes = serves and (ServiceForm.FIELD in forms or not forms)
    has_place = bool(forms - {ServiceForm.FIELD})
    return " ".join(["D"] * comes + ["S"] * (is_there or (has_place and serves and not comes)))


def _crisis_line(line: CrisisLineModel) -> CrisisLine:
    cost = {True: _("zdarma"), False: _("běžná cena hovoru"), None: ""}[line.is_free]
    reach = line.phone_words or line.web.split("://", 1)[-1].rstrip("/") or line.email
    when = ", ".join(part for part in (line.availability, cost) if part)
    return CrisisLine(reach, line.name, line.for_whom, when, is_phone=bool(line.phone))


def _offices() -> Iterator[Office]:
    for office in OfficeModel.objects.prefetch_related("contacts", "municipalities"):
        contacts = [OfficeContact(item.role, item.phone_words, item.email) for item in office.contacts.all()]
        yield Office(
            number=office.pk,
            name=office.name,
            helps_with=words.sentence(office.helps_with),
            place=", ".join(part for part in (office.address, office.accessibility_note) if part),
            hours=words.hours_in_words(office.opening_hours),
            municipalities=tuple(sorted((town.name for town in office.municipalities.all()), key=sort_key)),
            contacts=tuple(contacts),
        )


def _letters(services: Sequence[SocialService]) -> Iterator[Group]:
    letters: dict[str, list[Row]] = {}
    for words_of, rows in sorted(_index_items(services), key=lambda item: sort_key(item[0])):
        letters.setdefault(words.initial(words_of), []).extend(rows)
    for letter, found in letters.items():
        yield Group(letter, tuple(found))


def _index_items(services: Sequence[SocialService]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield services and providers; a provider of several services heads their lines."""
    of_provider = defaultdict(list)
    for service in services:
        of_provider[service.provider].append(service)
        yield service.name, (row_of(service),)
    for provider, own in of_provider.items():
        if len(own) == 1 and own[0].name == provider.name:
            continue
        if len(own) == 1:
            yield provider.name, (Row(provider.name, f"s{own[0].pk}"),)
        else:
            inner = (Row(service.name, f"s{service.pk}", is_inner=True) for service in own)
            yield provider.name, (Row(provider.name), *inner)
