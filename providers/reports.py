"""Questions about the whole catalogue: what waits, what is stale, what looks twice."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from kpss.core.collation import czech
from kpss.core.dates import add_months, local, today
from kpss.core.desk import Desk, Waiting, names_in_words, tally
from kpss.core.models import AuditEvent, UnansweredQuery
from kpss.core.text import fold
from providers.enums import ChangeStatus
from providers.models import (
    Application,
    ChangeRequest,
    Contact,
    ErrorReport,
    PrintedEdition,
    Provider,
    SocialService,
)
from providers.models.services import AGING_MONTHS, STALE_MONTHS

SIMILAR = 90
#: Within how many days the portal promises to look at what somebody reported.
REPORT_DAYS = 7


def edition_withdrawn_at() -> dt.datetime | None:
    """Return when printed editions were taken back, when none was published since."""
    events = AuditEvent.objects.filter(event="providers.edition.withdrawn").order_by("-at")
    at = events.values_list("at", flat=True).first()
    return at if at and not PrintedEdition.objects.filter(published_at__gte=at).exists() else None


def stale_services() -> Any:
    """Return public services nobody confirmed for a year (or never), the oldest first."""
    limit = add_months(today(), -STALE_MONTHS)
    rows = SocialService.objects.public().filter(Q(verified_on=None) | Q(verified_on__lte=limit))
    return rows.select_related("provider").order_by("verified_on", czech("name"))


@dataclass(frozen=True)
class CatalogueWaiting:
    """How many things of each sort wait for the coordinator."""

    changes: int
    reports: int
    applications: int
    stale: int
    aging: int
    bounced: int

    @property
    def total(self) -> int:
        return self.changes + self.reports + self.applications + self.stale + self.bounced


def waiting() -> CatalogueWaiting:
    """Count what waits for the coordinator."""
    return CatalogueWaiting(
        changes=ChangeRequest.objects.waiting().count(),
        reports=ErrorReport.objects.filter(closed_at=None).count(),
        applications=Application.objects.filter(status=ChangeStatus.SUBMITTED).count(),
        bounced=Contact.objects.exclude(bounced_at=None).count(),
        **_unconfirmed(),
    )


def desk(at: dt.datetime) -> Desk:
    """Return what waits in the catalogue, for the coordinator's desk."""
    manage = reverse("providers:manage")
    counted = tally(
        reports=(ErrorReport.objects.filter(closed_at=None), "reported_at"),
        applications=(Application.objects.filter(status=ChangeStatus.SUBMITTED), "applied_at"),
        stale=(stale_services(), "verified_on"),
        bounced=(Contact.objects.exclude(bounced_at=None), "bounced_at"),
        unanswered=(UnansweredQuery.objects.all(), "last_on"),
    )
    reports, applications = counted["reports"], counted["applications"]
    rows = (
        Waiting(
            _("Prověřit nahlášené chyby v katalogu"),
            reports.count,
            reverse("providers:reports"),
            _("Slíbili jsme odpověď do týdne."),
            due=reports.first and reports.first + dt.timedelta(days=REPORT_DAYS),
        ),
        Waiting(
            _("Rozhodnout o žádostech organizací"),
            applications.count,
            reverse("providers:applications"),
            _("Chtějí být v katalogu nebo v něm upravovat své údaje."),
            since=applications.first,
        ),
        Waiting(
            _("Zavolat službám, které rok nic nepotvrdily"),
            counted["stale"].count,
            reverse("providers:manage_services") + "?stav=stale",
            _("E-maily jsme jim poslali, teď pomůže telefon."),
        ),
        Waiting(_("Opravit e-maily, ze kterých se pošta vrací"), counted["bounced"].count, manage + "#posta"),
        Waiting(
            _("Projít, na co hledání neodpovědělo"),
            counted["unanswered"].count,
            manage + "#dotazy",
            _("Stačí přidat slovo, kterým to lidé říkají."),
        ),
    )
    return Desk(waiting=(*_changes_waiting(manage), *(row for row in rows if row.count)))


def _changes_waiting(manage: str) -> list[Waiting]:
    """Return the changes to approve as a row: one leads right to its page, more of them to the list."""
    changes = list(ChangeRequest.objects.waiting().select_related("service", "provider"))
    if not changes:
        return []
    url = changes[0].get_absolute_url() if len(changes) == 1 else manage + "#navrhy"
    names = names_in_words([str(change) for change in changes])
    first = local(changes[0].submitted_at).date()
    return [Waiting(_("Schválit změny v katalogu"), len(changes), url, names, since=first)]


def _unconfirmed() -> dict[str, int]:
    """Count public services by the age of their last confirmation."""
    age = {"stale": Q(verified_on=None) | Q(verified_on__lte=add_months(today(), -STALE_MONTHS))}
    age["aging"] = ~age["stale"] & Q(verified_on__lte=add_months(today(), -AGING_MONTHS))
    return SocialService.objects.public().aggregate(**{name: Count("pk", filter=rows) for name, rows in age.items()})


def likely_duplicates(card: dict[str, Any], provider: Provider | None) -> list[SocialService]:
    """Return services that may be the same: the register's number, or a similar name of the same provider or place."""
    if card.get("register_number"):
        same = SocialService.objects.filter(register_number=card["register_number"])
        if same.exists():
            return list(same)
    towns = {place.get("municipality") for place in card.get("locations", [])} - {"", None}
    near = SocialService.objects.alive().filter(Q(provider=provider) | Q(locations__municipality__code__in=towns))
    name = fold(card["name"])
    rows = near.select_related("provider", "kind").distinct()
    return [row for row in rows if fuzz.ratio(name, fold(row.name)) >= SIMILAR]


def providers_by_name() -> list[Provider]:
    """Return the providers among which a new one is looked for."""
    return list(Provider.objects.alive().order_by(czech("name"), "pk"))


def likely_same_providers(name: str, ico: str, among: list[Provider]) -> list[Provider]:
    """Return the providers that may be the same by their name; two with an IČO each are told apart by it."""
    near = [row for row in among if not (ico and row.ico)]
    return [row for row in near if fuzz.ratio(fold(name), fold(row.name)) >= SIMILAR]


def ways_back(events: list[AuditEvent]) -> dict[int, str]:
    """Return how deleted services are brought back, where they still are deleted."""
    rows = SocialService.objects.recently_deleted().filter(pk__in=[event.subject_id for event in events])
    gone = {str(pk) for pk in rows.values_list("pk", flat=True)}
    return {
        event.pk: reverse("providers:move", args=[event.subject_id, "restore"])
        for event in events
        if event.subject_id in gone
    }


def rights_of(person: Any, viewer: Any) -> list[dict[str, str]]:
    """Return the providers whose entries somebody keeps, for the page of that person."""
    rows = person.edited_providers.select_related("provider").order_by(czech("provider__name"))
    return [
        {
            "url": reverse("providers:editors", args=[row.provider.slug]),
            "title": row.provider.name,
            "note": _("redaktor: upravuje údaje organizace"),
        }
        for row in rows
    ]
