"""Mails of the catalogue."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse

from kpss.core import mail
from kpss.core.models import Town
from providers.enums import ContactKind
from providers.models import Application, ChangeRequest, ErrorReport, SocialService

VERIFY_SALT = "providers.verify"


def _url(path: str) -> str:
    return settings.BASE_URL + path


def addresses_of(service: SocialService) -> list[str]:
    """Return where to write about an entry: its editors, or the service's own e-mail that has not bounced."""
    editors = [e.user.email for e in service.provider.editors.select_related("user") if e.user.is_active]
    own = [c.value for c in service.contacts_by(ContactKind.EMAIL) if c.bounced_at is None]
    return editors or own[:1]


def send_shortlist(email: str, services: Iterable[SocialService]) -> None:
    """Send a visitor the own list."""
    rows = [
        {"service": item, "phones": item.contacts_by(ContactKind.PHONE), "url": _url(item.get_short_url())}
        for item in services
    ]
    mail.send("providers/mails/shortlist", [email], {"rows": rows})


def send_error_report(report: ErrorReport) -> None:
    """Tell the town that a visitor found an error."""
    town = Town.current()
    if town.email:
        mail.send(
            "providers/mails/error_report", [town.email], {"report": report, "url": _url(reverse("providers:reports"))}
        )


def send_report_answer(report: ErrorReport) -> None:
    """Answer the visitor who reported an error."""
    context = {"report": report, "url": _url(report.service.get_absolute_url())}
    mail.send("providers/mails/report_answer", [report.email], context)


def send_application_decision(application: Application) -> None:
    """Tell the applicant how the application ended, unless the address was cleared long ago."""
    if not application.email:
        return
    mail.send(
        "providers/mails/application",
        [application.email],
        {"application": application, "url": _url(reverse("providers:own"))},
    )


def send_change_decision(change: ChangeRequest) -> None:
    """Tell the author of a change how it ended."""
    if change.author:
        mail.send(
            "providers/mails/change", [change.author.email], {"change": change, "url": _url(change.get_absolute_url())}
        )


def verify_code(service: SocialService) -> str:
    """Return the code of the one-click link: signed, bound to the last verification, so it works once."""
    return signing.dumps([service.pk, str(service.verified_on)], salt=VERIFY_SALT)


def send_reminder(service: SocialService, months: int) -> int:
    """Ask the service to confirm its entry; return how many mails went out."""
    context = {
        "service": service,
        "months": months,
        "verify_url": _url(reverse("providers:verify_link", args=[verify_code(service)])),
        "edit_url": _url(reverse("providers:edit", args=[service.pk])),
        "page_url": _url(service.get_absolute_url()),
    }
    return mail.send("providers/mails/reminder", addresses_of(service), context)
