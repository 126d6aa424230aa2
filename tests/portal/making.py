"""Small entries for tests."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from planning.portal.enums import Subject
from planning.portal.models import Document, DocumentFile, Event, FileVersion, NewsItem, Registration, Subscription


def days(count: float) -> dt.datetime:
    """Return the moment so many days from now."""
    return timezone.now() + dt.timedelta(days=count)


def news_of(title: str = "Zkušební zpráva", published: float | None = -1, **fields: Any) -> NewsItem:
    """Return news published so many days from now, or written only."""
    given = {
        "slug": f"zkusebni-{NewsItem.objects.count()}",
        "summary": "Stalo se to.",
        "text": "<p>Takhle.</p>",
    } | fields
    return NewsItem.objects.create(title=title, published_at=None if published is None else days(published), **given)


def event_of(title: str = "Zkušební setkání", in_days: float = 10, **fields: Any) -> Event:
    """Return a public event with registrations, so many days from now."""
    begins = days(in_days)
    given = {
        "slug": f"zkusebni-{Event.objects.count()}",
        "summary": "Přijďte.",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
        "place": "Školní 12",
        "published_at": days(-1),
        "takes_registrations": True,
    } | fields
    return Event.objects.create(title=title, **given)


def registered(event: Event, name: str = "Jana", **fields: Any) -> Registration:
    """Return somebody who comes to an event."""
    given = {"status": "comes", "confirmed_at": timezone.now(), "email": f"{name.lower()}@zkusebni.example"} | fields
    return Registration.objects.create(event=event, name=name, **given)


def subscriber(email: str = "jana@zkusebni.example", **fields: Any) -> Subscription:
    """Return a confirmed subscription that knows what is older than a day and a half."""
    given = {"subjects": list(Subject.values), "confirmed_at": days(-3), "told_until": days(-1.5)} | fields
    return Subscription.objects.create(email=email, **given)


def document_of(title: str = "Zkušební dokument", published: float | None = -1, **fields: Any) -> Document:
    """Return a document with one PDF, published so many days from now, or written only."""
    given = {"slug": f"zkusebni-{Document.objects.count()}", "kind": "plan"} | fields
    when = None if published is None else days(published)
    document = Document.objects.create(title=title, published_at=when, **given)
    file = DocumentFile.objects.create(document=document, position=1)
    FileVersion.objects.create(file_of=file, number=1, file=ContentFile(b"%PDF-1.4 1", name="a.pdf"), size=10)
    return document
