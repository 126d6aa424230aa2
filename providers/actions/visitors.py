"""What visitors leave: reports of errors and applications of organisations."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.accounts.actions import invite_person
from kpss.core import audit, transitions
from providers import notifications
from providers.actions.entries import save_provider
from providers.models import Application, ErrorReport, Provider, ProviderEditor, SocialService
from providers.reports import likely_same_providers, providers_by_name
from providers.transitions import APPLICATION


@transaction.atomic
def report_error(*, service: SocialService, topic: str, text: str, email: str) -> ErrorReport:
    """Keep a report for the coordinator's queue and tell the town by mail."""
    report = ErrorReport.objects.create(service=service, topic=topic, text=text, email=email)
    audit.record("providers.error.reported", service)
    notifications.send_error_report(report)
    return report


@transaction.atomic
def close_report(*, report: ErrorReport, answer: str, by: Any, at: dt.datetime | None = None) -> None:
    """Settle a report and answer who left an address."""
    report.closed_at, report.answer = at or timezone.now(), answer
    report.save(update_fields=["closed_at", "answer"])
    audit.record("providers.error.closed", report.service, by=by)
    if report.email and answer:
        notifications.send_report_answer(report)


@transaction.atomic
def apply_for_listing(*, organisation: str, ico: str, name: str, email: str, text: str) -> Application:
    """Keep an application; a provider with the same IČO is linked, so that nobody lists it twice."""
    provider = Provider.objects.alive().filter(ico=ico).first() if ico else None
    application = Application.objects.create(
        organisation=organisation, ico=ico, provider=provider, name=name, email=email, text=text
    )
    audit.record("providers.application.submitted", application)
    return application


@transaction.atomic
def decide_application(
    *,
    application: Application,
    move: str,
    reason: str = "",
    by: Any,
    provider: Provider | None = None,
    is_new: bool = False,
) -> Application:
    """Approve (the applicant becomes an editor of a new or linked provider) or return with a reason.

    Without a *provider* chosen or linked, a new one whose name the catalogue has is created only when *is_new* says so.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    transitions.apply(APPLICATION, locked, move, by=by, reason=reason)
    locked.decided_at, locked.reason = timezone.now(), reason
    if move == "approve":
        _require_contact(locked)
        locked.provider = provider or locked.provider or _new_provider(locked, by, is_new=is_new)
        user = invite_person(email=locked.email, name=locked.name, by=by)
        ProviderEditor.objects.get_or_create(provider=locked.provider, user=user)
    locked.save()
    audit.record(f"providers.application.{'approved' if move == 'approve' else 'returned'}", locked, by=by)
    notifications.send_application_decision(locked)
    return locked


def _require_contact(application: Application) -> None:
    if not application.email:
        raise ValidationError(_("Kontakt na žadatele jsme po roce smazali. Žádost už jde jen vrátit."), code="old")


def _new_provider(application: Application, by: Any, *, is_new: bool) -> Provider:
    if not is_new and likely_same_providers(application.organisation, application.ico, providers_by_name()):
        words = _("Poskytovatele s takovým jménem už katalog má. Vyberte ho, nebo potvrďte, že je to jiný.")
        raise ValidationError(words, code="duplicate")
    card = {"name": application.organisation, "ico": application.ico, "legal_form": "other"}
    return save_provider(card=card, by=by, source=_("žádost organizace"))


@transaction.atomic
def invite_editor(*, provider: Provider, email: str, by: Any) -> ProviderEditor:
    """Invite a person to keep a provider's entries."""
    user = invite_person(email=email, by=by)
    editor, created = ProviderEditor.objects.get_or_create(provider=provider, user=user)
    if created:
        audit.record("providers.editor.added", provider, by=by)
    return editor


@transaction.atomic
def remove_editor(*, editor: ProviderEditor, by: Any) -> None:
    """Take the right to edit away."""
    audit.record("providers.editor.removed", editor.provider, by=by)
    editor.delete()
