"""Mails about events, and to those who asked for news."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from kpss.core import mail
from kpss.core.dates import moment_in_words
from planning.portal.models import Event, Registration, Subscription

REGISTRATION_SALT = "portal.registration"
SUBSCRIPTION_SALT = "portal.subscription"


def registration_code(registration: Registration) -> str:
    """Return the signed code of the link by which a registration is confirmed and cancelled."""
    return signing.dumps(registration.pk, salt=REGISTRATION_SALT)


def _about(template: str, registrations: Iterable[Registration]) -> int:
    """Write about their event to all who have an e-mail, everybody on their own; return to how many."""
    return sum(_write(template, one) for one in registrations if one.email)


def _write(template: str, registration: Registration) -> int:
    event = registration.event
    context: dict[str, Any] = {
        "event": event,
        "registration": registration,
        "when": moment_in_words(event.starts_at),
        "url": settings.BASE_URL + reverse("portal:registration", args=[registration_code(registration)]),
        "event_url": settings.BASE_URL + event.get_absolute_url(),
    }
    return mail.send(f"portal/mails/{template}", [registration.email], context)


def ask_to_confirm(registration: Registration) -> int:
    """Ask an address whether the registration is theirs."""
    return _about("event_confirm", [registration])


def tell_state(registration: Registration) -> int:
    """Tell somebody that they have a place, or that they wait for one."""
    return _about("event_state", [registration])


def tell_of_change(event: Event) -> int:
    """Tell everybody who comes or waits that the event is at another time or place."""
    return _about("event_change", _live(event))


def tell_cancelled(event: Event) -> int:
    """Tell everybody who comes or waits that there will be no event."""
    return _about("event_cancelled", _live(event))


def remind(event: Event) -> int:
    """Remind those who have a place."""
    return _about("event_reminder", event.registrations.coming().select_related("event"))


def _live(event: Event) -> Iterable[Registration]:
    found: Iterable[Registration] = event.registrations.live().select_related("event")
    return found


# --- Subscriptions ---------------------------------------------------------------------------------------


def subscription_code(subscription: Subscription) -> str:
    """Return the signed code of the links by which a subscription is confirmed, changed and left."""
    return signing.dumps(subscription.pk, salt=SUBSCRIPTION_SALT)


def ask_to_subscribe(subscription: Subscription) -> int:
    """Ask an address whether it wants to be written to."""
    return _to_subscriber("subscription_confirm", subscription)


def show_subscription(subscription: Subscription) -> int:
    """Give an address that is confirmed already the way to its choice."""
    return _to_subscriber("subscription_known", subscription)


def send_news(subscription: Subscription, sections: Sequence[tuple[str, Sequence[Any]]]) -> int:
    """Send a digest; programs offer to leave by one click (RFC 2369, RFC 8058) and know that a machine wrote it (RFC 3834)."""
    leave = _url("portal:unsubscribe", subscription)
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    rows = [row for _subject, found in sections for row in found]
    context = {"sections": sections, "first": rows[0], "others": len(rows) - 1, "leave_url": leave}
    return _to_subscriber("digest", subscription, context, headers)


def _url(name: str, subscription: Subscription) -> str:
    return settings.BASE_URL + reverse(name, args=[subscription_code(subscription)])


def _to_subscriber(
    template: str,
    subscription: Subscription,
    more: Mapping[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> int:
    with translation.override(subscription.language):
        context = {"url": _url("portal:subscription", subscription), **(more or {})}
        return mail.send(f"portal/mails/{template}", [subscription.email], context, headers)
