"""Which rows the open API gives: an allow-list of filters, all of them cumulative, never the caller's field names."""

import datetime as dt
import uuid
from collections.abc import Mapping
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from kpss.core.search import score, understand
from kpss.core.stamps import Stamped
from providers.api.hsds import id_at, stable_id, term_id
from providers.enums import ServiceForm
from providers.models import Location, ServiceKind, SocialService, TargetGroup
from providers.querysets import ServiceQuerySet
from providers.search import snapshot as snapshots
from providers.search.index import CORPUS

MOST_PER_PAGE = 100


def whole_number(params: Mapping[str, str], name: str, default: int, most: int) -> int:
    """Return a number between 1 and *most*; ValidationError when it is none."""
    text = params.get(name, str(default))
    if not text.isdecimal() or not int(text[:9]) >= 1 or len(text) > 9:
        raise ValidationError(f"{name}: a whole number from 1 is expected")
    return min(int(text), most)


def uuid_of(params: Mapping[str, str], name: str) -> uuid.UUID | None:
    """Return the id given as *name*, None when it is not given; ValidationError when it is no UUID."""
    text = params.get(name)
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise ValidationError(f"{name}: a UUID is expected") from error


def services(params: Mapping[str, str]) -> ServiceQuerySet:
    """Return the public services that pass every filter given."""
    rows: ServiceQuerySet = SocialService.objects.public().order_by("pk")
    if organization := uuid_of(params, "organization_id"):
        rows = rows.filter(provider__uuid=organization)
    if term := uuid_of(params, "taxonomy_term_id"):
        rows = rows.filter(_with_term(str(term)))
    if taxonomy := uuid_of(params, "taxonomy_id"):
        rows = rows.filter(_with_taxonomy(str(taxonomy)))
    if params.get("modified_after"):
        rows = rows.filter(updated_at__gte=_moment(params["modified_after"]))
    if params.get("search"):
        rows = rows.filter(pk__in=_found(params["search"][:200]))
    return rows.distinct()


def places(params: Mapping[str, str]) -> QuerySet[Location]:
    """Return the places that may be told of the services passing every filter given."""
    rows = Location.objects.filter(is_secret=False, municipality__isnull=False, service__in=services(params))
    return rows.select_related("service").prefetch_related(_SIBLINGS).order_by("service_id", "position", "pk")


#: All places of a service: the number of one among them makes its id.
_SIBLINGS = Prefetch("service__locations", Location.objects.select_related("municipality__orp_area__region"))


def services_by_place() -> dict[str, int]:
    """Return the key of the service of every published id of a place, read once until the catalogue changes."""
    return _by_place.get()


def _read_places() -> dict[str, int]:
    rows = Location.objects.order_by("service_id", "position", "pk").values_list("service_id", "service__uuid")
    return {id_at(own, number): service for (service, own), same in groupby(rows) for number, _place in enumerate(same)}


_by_place = Stamped(CORPUS.stamp, _read_places)


def forget() -> None:
    """Drop what is kept (for tests)."""
    _by_place.forget()


def _found(text: str) -> list[int]:
    vocabulary = snapshots.current().vocabulary
    return list(score(CORPUS, understand(text, vocabulary), vocabulary))


def _with_term(term: str) -> Q:
    kinds = [kind.pk for kind in ServiceKind.objects.all() if term_id("service_kind", kind.slug) == term]
    groups = [group.pk for group in TargetGroup.objects.all() if term_id("target_group", group.slug) == term]
    forms = [form for form in ServiceForm.values if term_id("service_form", form) == term]
    return Q(kind__in=kinds) | Q(target_groups__in=groups) | Q(form_offers__form__in=forms)


def _with_taxonomy(taxonomy: str) -> Q:
    conditions = {
        stable_id("taxonomy", "service_kind"): Q(kind__isnull=False),
        stable_id("taxonomy", "target_group"): Q(target_groups__isnull=False),
        stable_id("taxonomy", "service_form"): Q(form_offers__isnull=False),
    }
    return conditions.get(taxonomy, Q(pk__in=[]))


def _moment(text: str) -> dt.datetime:
    """Return the moment in UTC; one that lies there before the year 1 or after 9999 is refused too."""
    try:
        return _parsed(text).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValidationError("modified_after: a date or a moment of ISO 8601 is expected") from error


def _parsed(text: str) -> dt.datetime:
    day = parse_date(text)
    found = parse_datetime(text.replace(" ", "+")) or (dt.datetime.combine(day, dt.time.min) if day else None)
    if found is None:
        raise ValueError(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
