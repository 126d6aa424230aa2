"""The catalogue as sets of bits, kept in memory until it changes.

Bit n of a mask stands for the n-th public service in Czech order of names. Facet counts of thousands of services are
then a few operations on whole numbers; a list page asks the database only for the rows it shows.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from django.utils import timezone

from kpss.core.collation import czech
from kpss.core.dates import today
from kpss.core.models import Municipality
from kpss.core.opening_hours import OpeningHours
from kpss.core.search import Vocabulary, load_vocabulary
from kpss.core.stamps import Stamped
from kpss.core.text import normalize, where_in
from providers.enums import AGES, OLDEST, Price, ServiceForm
from providers.models import FormOffer, Location, ServiceKind, SocialService, TargetGroup
from providers.models.services import FREE_PLACES_HOLD
from providers.search.index import CORPUS

Masks = dict[str, int]
EARTH_KM = 6371.0
FAR_AWAY = 1000.0
#: Loaded services kept in memory; one has about 20 kB.
MOST_CARDS = 1000


@dataclass(frozen=True)
class Place:
    """A municipality one can search in."""

    code: str
    name: str
    locative: str
    point: tuple[float, float] | None

    @property
    def where(self) -> str:
        """Return „v Lipovanech“ in the language of the page."""
        return where_in(self.name, self.locative)


@dataclass(frozen=True)
class Audience:
    """A broad target group offered under „Pro koho?“."""

    slug: str
    name: str


@dataclass(frozen=True)
class Kind:
    """A kind of service as results show it."""

    slug: str
    plain_name: str
    name: str
    paragraph: str
    description: str


@dataclass
class Snapshot:
    """Everything about the public catalogue that a search needs, as bit masks and small lists."""

    day: dt.date
    ids: list[int] = field(default_factory=list)
    position: dict[int, int] = field(default_factory=dict)
    kind_of: list[int] = field(default_factory=list)
    #: Services of each provider, in Czech order of names.
    offered_by: dict[int, list[int]] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    audiences: list[Audience] = field(default_factory=list)
    masks: dict[str, Masks] = field(default_factory=dict)
    serves: Masks = field(default_factory=dict)
    located: Masks = field(default_factory=dict)
    reachable: int = 0
    points: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    hours: list[OpeningHours] = field(default_factory=list)
    closed: int = 0
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    #: Lines of lists already written, until the catalogue changes: (language, service, in my list, distance) → HTML.
    lines: dict[tuple[str, int, bool, int], str] = field(default_factory=dict)
    #: Services already loaded with everything their page shows, until the catalogue changes: slug → service.
    cards: dict[str, SocialService] = field(default_factory=dict)
    _open: tuple[dt.datetime, int] | None = None
    _distances: dict[str, list[float]] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        return (1 << len(self.ids)) - 1

    def positions(self, mask: int) -> Iterator[int]:
        """Yield the positions of the set bits, in Czech order of names."""
        return (position for position, bit in enumerate(bin(mask)[:1:-1]) if bit == "1")

    def of_kind(self, slug: str) -> list[int]:
        """Return the services of a kind, in Czech order of names."""
        return [self.ids[position] for position in self.positions(self.masks["druh"].get(slug, 0))]

    def open_now(self, at: dt.datetime) -> int:
        """Return the services where somebody is now; computed once a minute."""
        minute = at.replace(second=0, microsecond=0)
        if self._open is None or self._open[0] != minute:
            mask = _bits(index for index, hours in enumerate(self.hours) if hours.is_open(minute))
            self._open = (minute, mask & ~self.closed)
        return self._open[1]

    def distance(self, position: int, place: Place) -> float:
        """Return kilometres from the nearest place of the service to the municipality; far away when unknown."""
        if place.code not in self._distances:
            self._distances[place.code] = [self._kilometres(n, place) for n in range(len(self.ids))]
        return self._distances[place.code][position]

    def _kilometres(self, position: int, place: Place) -> float:
        points = self.points.get(position)
        if not points or not place.point:
            return FAR_AWAY
        return min(kilometres(point, place.point) for point in points)

    def card(self, slug: str) -> SocialService | None:
        """Return a public service with all its parts, read once until the catalogue changes; never write to it."""
        if slug not in self.cards:
            if len(self.cards) > MOST_CARDS:
                self.cards.clear()
            found = SocialService.objects.public().with_page_parts().filter(slug=slug).first()
            if found is None:
                return None
            self.cards[slug] = found
        return self.cards[slug]

    def place_named_in(self, stems: list[str]) -> Place | None:
        """Return the municipality whose whole name stands among the stems of a question."""
        for place in self.places.values():
            name = normalize(place.name)
            if name and all(part in stems for part in name):
                return place
        return None


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (latitude, longitude) in kilometres (haversine formula)."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*first, *second))
    root = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(root))


def _bits(positions: Iterable[int]) -> int:
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


def _group(pairs: Iterable[tuple[str, int]]) -> Masks:
    """Return value → mask from pairs of a value and a position."""
    collected: dict[str, list[int]] = defaultdict(list)
    for value, position in pairs:
        collected[value].append(position)
    return {value: _bits(positions) for value, positions in collected.items()}


_ROW_FIELDS = (
    "pk",
    "provider_id",
    "kind_id",
    "age_from",
    "age_to",
    "price",
    "languages",
    "opening_hours",
    "free_places",
    "free_places_on",
    "serves_everywhere",
    "closed_from",
    "closed_to",
)


def build() -> Snapshot:
    """Read the public catalogue into a snapshot."""
    rows = list(SocialService.objects.public().order_by(czech("name"), "pk").only(*_ROW_FIELDS))
    snapshot = Snapshot(day=today(), ids=[row.pk for row in rows])
    snapshot.position = {pk: index for index, pk in enumerate(snapshot.ids)}
    for row in rows:
        snapshot.offered_by.setdefault(row.provider_id, []).append(row.pk)
    snapshot.vocabulary = load_vocabulary(CORPUS)
    snapshot.hours = [row.opening_hours for row in rows]
    snapshot.closed = _bits(index for index, row in enumerate(rows) if row.is_closed_now)
    _add_kinds(snapshot, rows)
    _add_places(snapshot, rows)
    _add_facets(snapshot, rows)
    return snapshot


def _add_kinds(snapshot: Snapshot, rows: list[SocialService]) -> None:
    kinds = list(ServiceKind.objects.order_by("position"))
    number = {kind.pk: index for index, kind in enumerate(kinds)}
    snapshot.kinds = [Kind(k.slug, k.plain_name, k.name, k.paragraph, k.description) for k in kinds]
    snapshot.kind_of = [number.get(row.kind_id, len(kinds)) if row.kind_id else len(kinds) for row in rows]
    slugs = [kind.slug for kind in kinds] + ["navazna"]
    snapshot.masks["druh"] = _group((slugs[kind], index) for index, kind in enumerate(snapshot.kind_of))


def _add_places(snapshot: Snapshot, rows: list[SocialService]) -> None:
    members = Municipality.objects.filter(is_member=True).order_by(czech("name"))
    snapshot.places = {
        town.code: Place(town.code, town.name, town.locative, _point(town.latitude, town.longitude)) for town in members
    }
    everywhere = _bits(index for index, row in enumerate(rows) if row.serves_everywhere)
    served = SocialService.served_municipalities.through.objects.values_list("municipality__code", "socialservice_id")
    named = _group((code, snapshot.position[pk]) for code, pk in served if pk in snapshot.position)
    snapshot.serves = {code: named.get(code, 0) | everywhere for code in snapshot.places}
    places = Location.objects.filter(is_secret=False).values_list(
        "service_id", "municipality__code", "latitude", "longitude", "is_step_free"
    )
    known = [row for row in places if row[0] in snapshot.position]
    snapshot.located = _group((code, snapshot.position[pk]) for pk, code, *_rest in known if code)
    snapshot.masks["pristup"] = _group(("bez-schodu", snapshot.position[row[0]]) for row in known if row[4])
    for pk, _code, latitude, longitude, _step_free in known:
        point = _point(latitude, longitude)
        if point:
            snapshot.points.setdefault(snapshot.position[pk], []).append(point)


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _add_facets(snapshot: Snapshot, rows: list[SocialService]) -> None:
    forms = FormOffer.objects.values_list("form", "service_id")
    snapshot.masks["jak"] = _group((form, snapshot.position[pk]) for form, pk in forms if pk in snapshot.position)
    snapshot.reachable = snapshot.masks["jak"].get(ServiceForm.OUTPATIENT, 0) | snapshot.masks["jak"].get(
        ServiceForm.RESIDENTIAL, 0
    )
    snapshot.masks["vek"] = _group(
        (group, index) for index, row in enumerate(rows) for group in _age_groups(row.age_from, row.age_to)
    )
    snapshot.masks["kdy"] = _group(
        (part, index) for index, row in enumerate(rows) for part in row.opening_hours.parts_of_week()
    )
    snapshot.masks["cena"] = _group((value, index) for index, row in enumerate(rows) for value in _prices(row.price))
    snapshot.masks["jazyk"] = _group((code, index) for index, row in enumerate(rows) for code in row.languages)
    snapshot.masks["volno"] = {"ano": _bits(index for index, row in enumerate(rows) if _has_room(row, snapshot.day))}
    _add_audiences(snapshot)


def _age_groups(youngest: int | None, oldest: int | None) -> list[str]:
    """Return the groups a service takes; one that states no age takes everyone."""
    first, last = youngest or 0, oldest if oldest is not None else OLDEST
    return [group for group, (low, high) in AGES.items() if first <= high and low <= last]


def _prices(price: str) -> tuple[str, ...]:
    return {Price.PARTLY: (Price.FREE, Price.PAID), Price.UNKNOWN: ()}.get(Price(price), (price,))


def _has_room(row: SocialService, day: dt.date) -> bool:
    return bool(row.free_places and row.free_places_on and day - row.free_places_on <= FREE_PLACES_HOLD)


def _add_audiences(snapshot: Snapshot) -> None:
    groups = list(TargetGroup.objects.select_related("broader").order_by("position"))
    broad = {group.pk: (group.broader or group).slug for group in groups}
    own = {group.pk: group.slug for group in groups}
    pairs = [
        (group_id, snapshot.position[pk])
        for group_id, pk in SocialService.target_groups.through.objects.values_list(
            "targetgroup_id", "socialservice_id"
        )
        if pk in snapshot.position
    ]
    wide = _group((broad[group_id], position) for group_id, position in pairs)
    snapshot.masks["pro"] = _group((own[group_id], position) for group_id, position in pairs) | wide
    snapshot.audiences = [Audience(group.slug, group.plain_name) for group in groups if group.broader_id is None]


_cache = Stamped(CORPUS.stamp, build)


def current() -> Snapshot:
    """Return the snapshot of the catalogue as it is now: one query unless something changed or a day passed."""
    snapshot = _cache.get()
    if snapshot.day != today():
        _cache.forget()
        snapshot = _cache.get()
    return snapshot


def forget() -> None:
    """Drop the snapshot (for tests)."""
    _cache.forget()


def local_now() -> dt.datetime:
    """Return the moment now in the town."""
    return timezone.localtime()
