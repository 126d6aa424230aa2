"""Small entries for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from planning.portal.models import NewsItem


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
