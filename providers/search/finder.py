"""Finding services: what is asked, where, for whom, and how to narrow it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpss.core import search
from kpss.core.search import Understood
from kpss.core.text import stem, words
from providers.enums import FORM_WORDS, AgeGroup, Language, Price
from providers.search import snapshot as snapshots
from providers.search.index import CORPUS, paragraphs_as_words
from providers.search.snapshot import Kind, Place, Snapshot

#: Matches weaker than this per cent of the best one are noise of an OR search.
WEAKEST = 35
RELEVANCE_STEPS = 4
GROUPED_FROM = 8
#: Values of one facet that a person can look through; the most frequent are kept.
MOST_VALUES = 12
OTHER_KIND = Kind("navazna", "Další služby", "návazné služby mimo zákon o sociálních službách", "", "")

FACET_LABELS: dict[str, str | Promise] = {
    "druh": _("Jaká pomoc"),
    "vek": _("Pro jaký věk"),
    "kdy": _("Kdy"),
    "jak": _("Jak"),
    "cena": _("Cena"),
    "volno": _("Volné místo"),
    "jazyk": _("Domluvíte se"),
    "pristup": _("Přístup"),
}
VALUE_LABELS: dict[str, dict[str, str | Promise]] = {
    "vek": {str(group): group.label for group in AgeGroup},
    "kdy": {
        "now": _("právě teď otevřeno"),
        "workday": _("všední den"),
        "evening": _("večer"),
        "weekend": _("sobota a neděle"),
        "night": _("v noci"),
    },
    "jak": {str(form): label for form, label in FORM_WORDS.items()},
    "cena": {Price.FREE: Price.FREE.label, Price.PAID: Price.PAID.label},
    "volno": {"ano": _("mají volno (údaj do 30 dnů)")},
    "jazyk": {code: Language(code).label for code in Language.values if code != Language.CS},
    "pristup": {"bez-schodu": _("bez schodů")},
}


@dataclass(frozen=True)
class Question:
    """What a visitor asks; facet values are grouped by facet name."""

    text: str = ""
    where: str = ""
    audience: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exactly: bool = False
    by_name: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.where or self.audience or any(self.facets.values()))


@dataclass(frozen=True)
class FacetValue:
    """One choice of a facet with the number of services it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of choices."""

    name: str
    label: str
    values: list[FacetValue]


@dataclass(frozen=True)
class Found:
    """What was found: ids in order, their kinds, facets, how the question was understood, whether its words match."""

    ids: list[int]
    mask: int
    facets: list[Facet]
    understood: Understood
    place: Place | None
    place_was_guessed: bool
    is_grouped: bool
    has_no_match: bool
    everything: Snapshot

    @property
    def count(self) -> int:
        return len(self.ids)

    def kind_of(self, pk: int) -> Kind:
        """Return the kind of a found service."""
        return _kind_at(self.everything, self.everything.position[pk])

    def count_of(self, kind: Kind) -> int:
        """Return how many services of a kind were found."""
        return (self.mask & self.everything.masks["druh"].get(kind.slug, 0)).bit_count()


def find_services(question: Question, at: dt.datetime | None = None, grouped: bool = True) -> Found:
    """Find public services: by words, then by place, audience and facets; order by relevance, area, distance, name."""
    snapshot = snapshots.current()
    moment = at or snapshots.local_now()
    place, text, guessed = _place_of(question, snapshot)
    understood = search.understand(text, snapshot.vocabulary, question.exactly)
    scores = _scores(text, understood, snapshot)
    base = _base_mask(question, understood, scores, place, snapshot)
    chosen = _chosen_masks(question, snapshot, moment)
    mask = base
    for group in chosen.values():
        mask &= group
    order = _ordered(mask, scores, place, question, snapshot)
    is_grouped = grouped and len(order) > GROUPED_FROM and not question.by_name
    order = _grouped(order, scores, snapshot) if is_grouped else order
    return Found(
        ids=[snapshot.ids[position] for position in order],
        mask=mask,
        facets=_facets(question, base, chosen, snapshot, moment),
        understood=understood,
        place=place,
        place_was_guessed=guessed,
        is_grouped=is_grouped,
        has_no_match=bool(understood.asked) and not scores,
        everything=snapshot,
    )


def _place_of(question: Question, snapshot: Snapshot) -> tuple[Place | None, str, bool]:
    """Return where to search and the words left; a municipality named in the words counts as the place."""
    text = paragraphs_as_words(question.text)
    if question.where:
        return snapshot.places.get(question.where), text, False
    asked = words(text)
    place = snapshot.place_named_in([stem(word) for word in asked]) if asked else None
    if place is None:
        return None, text, False
    of_place = {stem(word) for word in words(place.name)}
    return place, " ".join(word for word in asked if stem(word) not in of_place), True


def _scores(text: str, understood: Understood, snapshot: Snapshot) -> dict[int, int]:
    """Return position → score of the services that match well enough."""
    if not understood.asked:
        return {}
    raw = search.score(CORPUS, understood, snapshot.vocabulary, at_least=WEAKEST)
    return {snapshot.position[pk]: points for pk, points in raw.items() if pk in snapshot.position}


def _base_mask(
    question: Question, understood: Understood, scores: dict[int, int], place: Place | None, snapshot: Snapshot
) -> int:
    mask = snapshot.everything
    # Words that only name a place („v Dolní Javorné“) leave nothing to search by.
    if understood.asked or (words(question.text) and not place):
        mask = 0
        for position in scores:
            mask |= 1 << position
    if place:
        mask &= snapshot.serves.get(place.code, 0) | snapshot.located.get(place.code, 0) | snapshot.reachable
    if question.audience:
        mask &= snapshot.masks["pro"].get(question.audience, 0)
    return mask


def _chosen_masks(question: Question, snapshot: Snapshot, moment: dt.datetime) -> dict[str, int]:
    """Return facet → mask of the services that any chosen value of it lets through."""
    chosen: dict[str, int] = {}
    for name, values in question.facets.items():
        if values:
            mask = 0
            for value in values:
                mask |= _value_mask(snapshot, name, value, moment)
            chosen[name] = mask
    return chosen


def _value_mask(snapshot: Snapshot, name: str, value: str, moment: dt.datetime) -> int:
    if (name, value) == ("kdy", "now"):
        return snapshot.open_now(moment)
    return snapshot.masks.get(name, {}).get(value, 0)


def _ordered(
    mask: int, scores: dict[int, int], place: Place | None, question: Question, snapshot: Snapshot
) -> list[int]:
    """Return positions in the order of the list."""
    positions = list(snapshot.positions(mask))
    if question.by_name or not (scores or place):
        return positions
    if not place:
        return sorted(positions, key=lambda position: (-scores[position], snapshot.ids[position]))
    best = max(scores.values(), default=1)
    near = set(snapshot.positions(mask & (snapshot.serves.get(place.code, 0) | snapshot.located.get(place.code, 0))))

    def key(position: int) -> tuple[float, ...]:
        points = scores.get(position, 0)
        step = -round(RELEVANCE_STEPS * points / best)
        return (step, 0 if position in near else 1 + snapshot.distance(position, place), -points, position)

    return sorted(positions, key=key)


def _grouped(order: list[int], scores: dict[int, int], snapshot: Snapshot) -> list[int]:
    """Return the order with services of one kind together; kinds stand by their best service, or by the Act."""
    groups: dict[int, list[int]] = defaultdict(list)
    for position in order:
        groups[snapshot.kind_of[position]].append(position)
    kinds = groups if scores else sorted(groups)
    return [position for kind in kinds for position in groups[kind]]


def _kind_at(snapshot: Snapshot, position: int) -> Kind:
    number = snapshot.kind_of[position]
    return snapshot.kinds[number] if number < len(snapshot.kinds) else OTHER_KIND


def _facets(
    question: Question, base: int, chosen: dict[str, int], snapshot: Snapshot, moment: dt.datetime
) -> list[Facet]:
    """Return the facets with counts; a facet's own choices do not narrow its own counts."""
    facets = []
    for name, label in FACET_LABELS.items():
        others = base
        for other, mask in chosen.items():
            if other != name:
                others &= mask
        values = [
            FacetValue(
                value,
                str(words_),
                (others & _value_mask(snapshot, name, value, moment)).bit_count(),
                value in question.facets.get(name, ()),
            )
            for value, words_ in _labels_of(name, snapshot).items()
        ]
        shown = [item for item in values if item.count or item.is_chosen or name in ("kdy", "jak")]
        if len(shown) > MOST_VALUES:
            frequent = sorted(shown, key=lambda item: (not item.is_chosen, -item.count))[:MOST_VALUES]
            shown = [item for item in shown if item in frequent]
        narrows = any(item.is_chosen or item.count < others.bit_count() for item in shown)
        if narrows:
            facets.append(Facet(name, str(label), shown))
    return facets


def _labels_of(name: str, snapshot: Snapshot) -> Mapping[str, str | Promise]:
    if name != "druh":
        return VALUE_LABELS[name]
    return {kind.slug: kind.plain_name for kind in [*snapshot.kinds, OTHER_KIND]}
