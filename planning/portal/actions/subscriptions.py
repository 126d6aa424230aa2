"""People ask to be written to, confirm it, change it and leave; digests go out."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from kpss.core import audit
from kpss.core.dates import local
from kpss.core.jobs import ProgressFunction, no_progress
from planning.portal import notifications
from planning.portal.enums import Frequency
from planning.portal.models import Announcement, Digest, Subscription, Topic
from planning.portal.reports.digests import Telling, by_subject, public_at

CONFIRM_WITHIN = dt.timedelta(days=3)
#: The hour (of the town) at which digests go out, and the day of the weekly one (Monday is 0).
HOUR, WEEKDAY = 7, 0
#: How many days lie between two digests.
EVERY: dict[str, int] = {Frequency.WEEKLY: 7, Frequency.DAILY: 1}
#: A digest handed to the worker so long ago and not finished is handed over again.
GIVE_UP_AFTER = dt.timedelta(hours=1)
#: After so many addresses it is read again what is public: something may have been withdrawn meanwhile.
READ_AGAIN = 50


@transaction.atomic
def subscribe(*, email: str, frequency: str, subjects: list[str], topics: Iterable[Topic], language: str) -> None:
    """Ask an address whether it wants to be written to; one that is confirmed already gets the way to its choice.

    The visitor is told the same in both cases, and nobody changes what somebody else has confirmed.
    """
    Subscription.objects.get_or_create(email=email.lower())
    asked = Subscription.objects.select_for_update().get(email=email.lower())
    if asked.confirmed_at:
        notifications.show_subscription(asked)
        return
    asked.frequency, asked.subjects, asked.language = frequency, subjects, language
    asked.asked_at = timezone.now()
    asked.save()
    asked.topics.set(topics)
    notifications.ask_to_subscribe(asked)


def find_subscription(code: str) -> Subscription | None:
    """Return the subscription to which a link from a mail leads; None when there is none any more."""
    try:
        pk = signing.loads(code, salt=notifications.SUBSCRIPTION_SALT)
    except signing.BadSignature:
        return None
    return Subscription.objects.prefetch_related("topics").filter(pk=pk).first()


def confirm_subscription(*, subscription: Subscription) -> None:
    """Keep that the address wants to be written to about what comes from now on; a second time changes nothing."""
    now = timezone.now()
    announce(now)
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    waiting.update(confirmed_at=now, told_until=now)


@transaction.atomic
def change_subscription(
    *, subscription: Subscription, frequency: str, subjects: list[str], topics: Iterable[Topic]
) -> None:
    """Change what and how often an address is written to."""
    subscription.frequency, subscription.subjects = frequency, subjects
    subscription.save(update_fields=["frequency", "subjects"])
    subscription.topics.set(topics)


def unsubscribe(*, subscription: Subscription) -> None:
    """Forget an address; nothing of it is kept."""
    subscription.delete()


@transaction.atomic
def remove_subscription(*, subscription: Subscription, by: Any) -> None:
    """Forget the address of somebody who asked the office to."""
    audit.record("portal.subscription.removed", by=by)
    subscription.delete()


def forget_refused(email: str) -> None:
    """Forget an address that does not exist any more: its server refused it for good."""
    Subscription.objects.filter(email=email.lower()).delete()


def forget_unconfirmed(at: dt.datetime) -> str:
    """Forget addresses that nobody confirmed within three days."""
    count, _rows = Subscription.objects.never_confirmed(at - CONFIRM_WITHIN).delete()
    return f"nepotvrzených odběrů smazáno: {count}" if count else ""


# --- Digests ---------------------------------------------------------------------------------------------


def announce(at: dt.datetime) -> str:
    """Keep since when the portal sees things public that it has not seen before, so that each is told once."""
    keys = [row.key for row in public_at(at)]
    known = set(Announcement.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [Announcement(key=key, at=at) for key in keys if key not in known]
    Announcement.objects.bulk_create(new, ignore_conflicts=True)
    return f"nového: {len(new)}" if new else ""


@transaction.atomic
def send_digest(*, by: Any) -> Digest:
    """Prepare a digest of everything until now for all addresses; the worker sends it."""
    now = timezone.now()
    announce(now)
    digest = Digest.objects.create(until=now, handed_at=now, by=by)
    audit.record("portal.digest.sent", digest, by=by)
    return digest


def digests_due(at: dt.datetime) -> list[Digest]:
    """Return the digests whose hour has come and that nobody sends: new ones, and those whose worker died."""
    new = [digest for frequency in Frequency.values if (digest := _new(frequency, last_hour(frequency, at), at))]
    stuck = Digest.objects.filter(finished_at=None, handed_at__lt=at - GIVE_UP_AFTER)
    return [*new, *(digest for digest in stuck if _taken(digest, at))]


def last_hour(frequency: str, at: dt.datetime) -> dt.datetime:
    """Return the last hour at which digests of a frequency were to go out: every morning, or on Monday morning."""
    hour = local(at).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if frequency == Frequency.WEEKLY:
        hour = _moved(hour, -((hour.weekday() - WEEKDAY) % 7))
    return hour if hour <= at else _moved(hour, -EVERY[frequency])


def next_hour(frequency: str, at: dt.datetime) -> dt.datetime:
    """Return the hour at which digests of a frequency go out next."""
    return _moved(last_hour(frequency, at), EVERY[frequency])


def _moved(hour: dt.datetime, days: int) -> dt.datetime:
    """Return the same hour of the town so many days away, also over a change of time."""
    return timezone.make_aware(local(hour).replace(tzinfo=None) + dt.timedelta(days=days))


def _new(frequency: str, hour: dt.datetime, at: dt.datetime) -> Digest | None:
    """Return the digest of an hour that nobody has begun and somebody waits for; one of two at once wins."""
    digests = Digest.objects.filter(frequency=frequency, until=hour)
    if digests.exists() or not Subscription.objects.to_tell(frequency, hour).exists():
        return None
    announce(hour)
    try:
        with transaction.atomic():
            return Digest.objects.create(frequency=frequency, until=hour, handed_at=at)
    except IntegrityError:
        return None


def _taken(digest: Digest, at: dt.datetime) -> bool:
    """Take over a digest whose worker died; one of two at once wins."""
    same = Digest.objects.filter(pk=digest.pk, finished_at=None, handed_at=digest.handed_at)
    return bool(same.update(handed_at=at))


def deliver_digest(*, digest: Digest, progress: ProgressFunction = no_progress) -> int:
    """Write to every address that has something new; return to how many.

    Each address is told in a transaction of its own, together with the moment until which it knows: whatever breaks,
    whoever runs beside, nobody is told the same twice and nobody is left out.
    """
    keys = list(Subscription.objects.to_tell(digest.frequency, digest.until).values_list("pk", flat=True))
    announce(digest.until)
    sent = 0
    for done, key in enumerate(keys, 1):
        if done % READ_AGAIN == 1:
            telling = Telling(digest.until)
        sent += _tell(key, digest, telling)
        progress(done, len(keys))
    Digest.objects.filter(pk=digest.pk).update(finished_at=timezone.now(), mail_count=digest.mail_count + sent)
    return sent


@transaction.atomic
def _tell(key: int, digest: Digest, telling: Telling) -> int:
    waiting = Subscription.objects.select_for_update().to_tell(digest.frequency, digest.until)
    subscription = waiting.filter(pk=key).first()
    if subscription is None:
        return 0
    rows = telling.wanted_by(subscription)
    Subscription.objects.filter(pk=key).update(told_until=digest.until)
    with translation.override(subscription.language):
        return notifications.send_news(subscription, by_subject(rows)) if rows else 0
