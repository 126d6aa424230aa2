"""What the first start of a new town writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kpss.core import audit, stamps
from kpss.core.models import Municipality, Town
from kpss.core.richtext import clean_html
from planning.portal.actions.entries import publish_entry
from planning.portal.actions.pages import save_page
from planning.portal.models import Page

#: How the code of a municipality begins while nobody knows the right one.
PROVISIONAL = "bez-"


@dataclass(frozen=True)
class Place:
    """A municipality as somebody wrote it: its name, and its code or nothing."""

    name: str
    code: str


@transaction.atomic
def save_places(*, places: Iterable[Place], by: Any) -> None:
    """Let the portal serve just these municipalities; one known by its code or name is not made again."""
    kept: list[int] = []
    for place in sorted(places, key=lambda place: not place.code):
        kept.append(_kept(place, kept).pk)
    Municipality.objects.exclude(pk__in=kept).update(is_member=False)
    stamps.bump("search.services")
    audit.record("portal.territory.changed", by=by)


def _kept(place: Place, taken: list[int]) -> Municipality:
    """Return the municipality of a line; those *taken* belong to other lines."""
    found = _known(place, Municipality.objects.exclude(pk__in=taken)) or Municipality(
        code=place.code or _provisional_code()
    )
    if place.code:
        found.code = place.code
    found.name, found.is_member, found.is_stub = place.name, True, False
    found.full_clean()
    found.save()
    return found


def _known(place: Place, free: QuerySet[Municipality]) -> Municipality | None:
    by_code = free.filter(code=place.code).first() if place.code else None
    same_name = free.filter(name=place.name)
    if place.code:
        return by_code or same_name.filter(code__startswith=PROVISIONAL).first()
    return same_name.first() if same_name.count() == 1 else None


def _provisional_code() -> str:
    taken = Municipality.objects.filter(code__startswith=PROVISIONAL).values_list("code", flat=True)
    return f"{PROVISIONAL}{max((int(code.removeprefix(PROVISIONAL)) for code in taken), default=0) + 1}"


@transaction.atomic
def put_in_pages(*, pages: Iterable[tuple[int, tuple[str, ...]]], is_published: bool, by: Any) -> None:
    """Put in prepared pages, each with its place in the order; one that is here already stays as it is."""
    known = set(Page.objects.kept().values_list("title", flat=True))
    for position, (title, summary, text, easy_text) in pages:
        if title in known:
            continue
        words = {"title": title, "summary": summary, "text": clean_html(text), "easy_text": easy_text}
        page = save_page(entry=Page(**words, position=position), edit=0, by=by)
        if is_published:
            publish_entry(entry=page, at=timezone.now(), by=by)


@transaction.atomic
def finish_start(*, by: Any) -> None:
    """Note that the first start is over, so that the desk speaks of it no more."""
    Town.current().save()
    Town.objects.update(is_set_up=True)
    audit.record("portal.start.finished", by=by)
