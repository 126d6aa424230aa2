"""From rows to words: what the pages of the catalogue show of a service."""

import base64
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kpss.core.collation import sort_key
from kpss.core.dates import day_in_words, holiday_name, local, months_since, short_day, today, weekday_name
from kpss.core.opening_hours import OpeningHours, intervals_in_words, minutes_in_words
from kpss.core.text import join_words
from providers.enums import ContactKind, Freshness, Price
from providers.models import Contact, Location, SocialService
from providers.search.finder import Found, Question
from providers.search.snapshot import Kind, Snapshot

Item = dict[str, Any]
SHOWN_TOWNS = 3
#: Lines kept in memory; a line has about 2 kB.
MOST_LINES = 10_000


def first_contact(contacts: Iterable[Contact], kind: str) -> Contact | None:
    """Return the first contact of a kind among prefetched *contacts*."""
    return next((contact for contact in contacts if contact.kind == kind), None)


def served_in_words(service: SocialService) -> str:
    """Return where the service is: „celé území“, or the first towns and how many more."""
    if service.serves_everywhere:
        return _("celé území")
    towns = [town.name for town in service.served_municipalities.all()] or _seats(service)
    if len(towns) <= SHOWN_TOWNS + 1:
        return join_words(towns)
    rest = len(towns) - SHOWN_TOWNS
    more = ngettext("%(count)s další obec", "%(count)s další obce", rest) % {"count": rest}
    return join_words([*towns[:SHOWN_TOWNS], more])


def _seats(service: SocialService) -> list[str]:
    open_ones = (place for place in service.locations.all() if not place.is_secret)
    names = (place.municipality.known_name for place in open_ones if place.municipality)
    return list(dict.fromkeys(filter(None, names)))


def ages_in_words(service: SocialService) -> str:
    """Return „od 3 let“, „od 18 do 64 let“ or nothing."""
    if service.age_from and service.age_to:
        return _("od %(first)s do %(last)s let") % {"first": service.age_from, "last": service.age_to}
    if service.age_from:
        return _("od %(first)s let") % {"first": service.age_from}
    return _("do %(last)s let") % {"last": service.age_to} if service.age_to else ""


def groups_in_words(service: SocialService) -> str:
    """Return for whom the service is, in a few words."""
    return ", ".join(group.plain_name for group in service.target_groups.all())


def services_in_words(count: int) -> str:
    """Return „1 služba“, „3 služby“, „14 služeb“."""
    return ngettext("%(n)s služba", "%(n)s služby", count) % {"n": count}


def price_in_words(service: SocialService) -> str:
    """Return the price in a few words; „neuvedeno“ when nobody said."""
    if service.price == Price.FREE:
        return f"{Price.FREE.label}, {service.price_note}" if service.price_note else str(Price.FREE.label)
    return service.price_note or str(Price(service.price).label)


def verified_in_words(service: SocialService) -> tuple[str, bool]:
    """Return the words about the last check and whether it is too old."""
    if service.verified_on is None:
        return _("zatím ne"), True
    if service.freshness == Freshness.FRESH:
        return short_day(service.verified_on), False
    months = months_since(service.verified_on, today())
    return ngettext("před %(n)s měsícem", "před %(n)s měsíci", months) % {"n": months}, True


def open_in_words(hours: OpeningHours, at: dt.datetime) -> tuple[str, bool]:
    """Return what holds at a local moment: „Teď otevřeno do 15:30“, „Teď zavřeno, otevírá v pondělí v 7:00“."""
    if hours.is_open(at):
        if hours.nonstop:
            return _("Nepřetržitě, ve dne i v noci"), True
        minute = at.hour * 60 + at.minute
        closing = next((c for o, c in hours.intervals_on(at.date()) if o <= minute < c), None)
        return (
            _("Teď otevřeno do %(hour)s") % {"hour": minutes_in_words(closing)} if closing else _("Teď otevřeno")
        ), True
    return _next_opening(hours, at), False


def _next_opening(hours: OpeningHours, at: dt.datetime) -> str:
    minute = at.hour * 60 + at.minute
    for ahead in range(8):
        day = at.date() + dt.timedelta(days=ahead)
        for opens, _closes in hours.intervals_on(day):
            if ahead or opens > minute:
                when = _("dnes") if not ahead else _("zítra") if ahead == 1 else weekday_name(day.weekday())
                return _("Teď zavřeno, otevírá %(day)s v %(hour)s") % {"day": when, "hour": minutes_in_words(opens)}
    return _("Teď zavřeno")


def week_of(hours: OpeningHours, day: dt.date) -> Item:
    """Return the parameters of the component of opening hours for the week that starts today."""
    days = [
        {
            "day": weekday_name(number),
            "hours": intervals_in_words(hours.weekly[number]) or _("zavřeno"),
            "today": number == day.weekday(),
        }
        for number in range(7)
    ]
    exceptions = [item.in_words() for item in hours.exceptions if item.last >= day]
    return {"days": days, "exceptions": exceptions + _holidays_ahead(hours, day)}


def _holidays_ahead(hours: OpeningHours, day: dt.date) -> list[str]:
    if hours.open_on_holidays or hours.nonstop:
        return []
    ahead = (day + dt.timedelta(days=number) for number in range(14))
    return [
        _("%(day)s (%(name)s) je zavřeno") % {"day": short_day(d), "name": holiday_name(d)}
        for d in ahead
        if holiday_name(d)
    ]


def item_of(service: SocialService, shortlist: frozenset[int], distance: float | None = None) -> Item:
    """Return one line of a list: the parameters of ``components/service_item.html``."""
    phone = first_contact(service.contacts.all(), ContactKind.PHONE)
    verified, stale = verified_in_words(service)
    whom = ", ".join(part for part in (groups_in_words(service), ages_in_words(service)) if part)
    facts = [
        {"label": _("Pro koho"), "value": whom},
        {"label": _("Kde"), "value": served_in_words(service)},
        {"label": _("Cena"), "value": price_in_words(service)},
    ]
    return {
        "url": service.get_absolute_url(),
        "anchor": f"sluzba-{service.pk}",
        "name": service.name,
        "text": service.summary,
        "facts": [fact for fact in facts if fact["value"]],
        "phone": str(phone) if phone else "",
        "list": {"in_list": service.pk in shortlist, "url": reverse("providers:shortlist_add", args=[service.pk])},
        "verified": verified,
        "stale": stale,
        "distance": _("asi %(km)s km") % {"km": round(distance)} if distance is not None and distance < 500 else "",
        "note": closed_in_words(service),
    }


def closed_in_words(service: SocialService) -> str:
    """Return why and until when the service is closed now, or nothing."""
    if not service.is_closed_now:
        return ""
    until = _(" do %(day)s") % {"day": day_in_words(service.closed_to)} if service.closed_to else ""
    note = f": {service.closed_note}" if service.closed_note else ""
    return _("Dočasně zavřeno") + until + note


@dataclass(frozen=True)
class Group:
    """Results of one kind on a page."""

    kind: Kind | None
    count: int
    lines: list[str]

    @property
    def law(self) -> str:
        """Return the statutory name, the paragraph and the count, small under the plain name."""
        if self.kind is None:
            return ""
        paragraph = (
            _(", § %(number)s zákona o sociálních službách") % {"number": self.kind.paragraph}
            if self.kind.paragraph
            else ""
        )
        count = ngettext("%(n)s služba", "%(n)s služby", self.count) % {"n": self.count}
        return f"{self.kind.name}{paragraph} · {count}"


def groups_of(found: Found, ids: list[int], shortlist: frozenset[int]) -> list[Group]:
    """Return the services of one page as groups by kind, or as one group without a heading."""
    distances = {pk: _distance(found, pk) for pk in ids}
    lines = lines_of(found.everything, ids, shortlist, distances)
    groups: list[Group] = []
    for pk, line in zip(ids, lines, strict=True):
        heading = found.kind_of(pk) if found.is_grouped else None
        if not groups or groups[-1].kind != heading:
            groups.append(Group(heading, found.count_of(heading) if heading else 0, []))
        groups[-1].lines.append(line)
    return groups


def lines_of(
    snapshot: Snapshot,
    ids: list[int],
    shortlist: frozenset[int],
    distances: Mapping[int, float | None] = MappingProxyType({}),
) -> list[str]:
    """Return the services as lines of HTML; only those not written since the catalogue changed are read and rendered."""
    written = snapshot.lines
    language = get_language() or ""
    keys = {pk: (language, pk, pk in shortlist, round(distances.get(pk) or -1)) for pk in ids}
    lines = {pk: written[keys[pk]] for pk in ids if keys[pk] in written}
    missing = [pk for pk in ids if pk not in lines]
    if len(written) > MOST_LINES:
        written.clear()
    for service in SocialService.objects.public().with_line().filter(pk__in=missing) if missing else []:
        item = item_of(service, shortlist, distances.get(service.pk))
        lines[service.pk] = written[keys[service.pk]] = render_to_string("components/service_item.html", item)
    return [lines.get(pk, "") for pk in ids]


def _distance(found: Found, pk: int) -> float | None:
    place, snapshot = found.place, found.everything
    if place is None:
        return None
    position = snapshot.position[pk]
    is_near = (snapshot.serves.get(place.code, 0) | snapshot.located.get(place.code, 0)) >> position & 1
    return None if is_near else snapshot.distance(position, place)


def places_of(snapshot: Snapshot, chosen: str) -> list[Item]:
    """Return the choices of „Kde?“."""
    every = [{"value": "", "title": _("v celém okolí"), "selected": not chosen}]
    return every + [{"value": p.code, "title": p.name, "selected": p.code == chosen} for p in snapshot.places.values()]


def audiences_of(snapshot: Snapshot, chosen: str) -> list[Item]:
    """Return the choices of „Pro koho?“."""
    every = [{"value": "", "title": _("pro kohokoli"), "selected": not chosen}]
    return every + [{"value": a.slug, "title": a.name, "selected": a.slug == chosen} for a in snapshot.audiences]


def heading_of(question: Question, found: Found) -> str:
    """Return the heading of results: „Pomoc pro babičku doma: 14 služeb“."""
    count = ngettext("%(n)s služba", "%(n)s služby", found.count) % {"n": found.count}
    subject = question.text[:1].upper() + question.text[1:] if question.text else _("Katalog služeb")
    return f"{subject}: {count}"


def sentence_of(question: Question, found: Found, area: str) -> str:
    """Return the sentence that says what was searched: for whom, how, where."""
    names = {audience.slug: audience.name for audience in found.everything.audiences}
    where = found.place.where if found.place else area
    if question.audience in names:
        return _("Hledali jsme služby pro skupinu „%(group)s“ %(where)s.") % {
            "group": names[question.audience],
            "where": where,
        }
    return _("Hledali jsme služby %(where)s.") % {"where": where}


def public_locations(service: SocialService) -> Iterator[Location]:
    """Yield the places whose address may be shown."""
    return (place for place in service.locations.all() if not place.is_secret)


def missing_of(service: SocialService) -> list[str]:
    """Return in words what a resident will miss on the page of a service."""
    reached = service.contacts_by(ContactKind.PHONE) or service.contacts_by(ContactKind.EMAIL)
    told = {
        _("telefon nebo e-mail"): reached,
        _("pro koho"): service.for_whom or service.target_groups.all(),
        _("kde"): service.serves_everywhere or service.served_municipalities.all() or service.locations.all(),
        _("jak začít"): service.how_to_begin,
    }
    return [name for name, value in told.items() if not value]


def short_address(service: SocialService) -> str:
    """Return the address that can be dictated, without https://."""
    return settings.BASE_URL.split("://", 1)[-1] + service.get_short_url().rstrip("/")


@lru_cache(maxsize=512)
def qr_svg(address: str) -> str:
    """Return a QR code of an address as a data: address of an SVG picture."""
    code = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=1)
    return "data:image/svg+xml;base64," + base64.b64encode(code.to_string()).decode()


def now_local() -> dt.datetime:
    """Return the moment now in the town."""
    return local(dt.datetime.now(dt.UTC))


MAP_WIDTH, MAP_HEIGHT, MAP_MARGIN = 800, 560, 60


def map_of(services: Iterable[SocialService], snapshot: Snapshot, town: str = "") -> Item:
    """Return a drawing in SVG units and the places to list in Czech order.

    One point is a municipality with the number of its places; with the code of a *town* it is an address there.
    """
    towns = {} if town else {code: place for code, place in snapshot.places.items() if place.point}
    spots = _spots(_placed(services, town), {code: place.point for code, place in towns.items()}, bool(town))
    points = [*(place.point for place in towns.values()), *(spot["at"] for spot in spots)]
    if not points:
        return {"towns": [], "points": [], "width": MAP_WIDTH, "height": MAP_HEIGHT}
    project = _projection(points)
    drawn = [{**spot, "url": f"#misto-{number}", **project(spot["at"])} for number, spot in enumerate(spots, 1)]
    named = {spot["code"] for spot in spots}
    empty = [{"name": place.name, **project(place.point)} for code, place in towns.items() if code not in named]
    return {"width": MAP_WIDTH, "height": MAP_HEIGHT, "towns": empty, "points": drawn, "is_close": bool(town)}


Placed = tuple[SocialService, Location]


def _placed(services: Iterable[SocialService], town: str) -> list[Placed]:
    """Return places with coordinates, those of one municipality when its code is given."""
    pairs = [(service, place) for service in services for place in public_locations(service)]
    known = [(service, place) for service, place in pairs if place.latitude and place.longitude]
    return [pair for pair in known if town in ("", _code_of(pair[1]))]


def _spots(placed: list[Placed], towns: dict[str, Any], is_close: bool) -> list[Item]:
    """Return places gathered by municipality, or by address, in Czech order; near ones would lie on one another."""
    gathered: dict[tuple[str, str], list[Placed]] = {}
    for service, place in placed:
        name = _address_of(place) if is_close else _town_of(place)
        gathered.setdefault((name, _code_of(place)), []).append((service, place))
    return [
        {"name": name, "places": here, "at": towns.get(code) or _middle(here), "code": code}
        for (name, code), here in sorted(gathered.items(), key=lambda item: (sort_key(item[0][0]), item[0][1]))
    ]


def _town_of(place: Location) -> str:
    return place.municipality.name if place.municipality else place.address


def _address_of(place: Location) -> str:
    return " ".join(part for part in (place.street or place.part, place.house_number) if part) or _town_of(place)


def _code_of(place: Location) -> str:
    return place.municipality.code if place.municipality else ""


def _middle(places: list[Placed]) -> tuple[float, float]:
    count = len(places)
    return (
        sum(float(place.latitude or 0) for _service, place in places) / count,
        sum(float(place.longitude or 0) for _service, place in places) / count,
    )


def _projection(points: list[tuple[float, float]]) -> Any:
    """Return a function from (latitude, longitude) to {x, y}: equirectangular, the whole set fits the drawing."""
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    wide, high = max(east - west, 0.01), max(north - south, 0.01)

    def project(point: tuple[float, float]) -> Item:
        x = MAP_MARGIN + (point[1] - west) / wide * (MAP_WIDTH - 2 * MAP_MARGIN)
        y = MAP_MARGIN + (north - point[0]) / high * (MAP_HEIGHT - 2 * MAP_MARGIN)
        return {"x": round(x), "y": round(y), "name_left": x > MAP_WIDTH * 0.7}

    return project
