"""News as lists and pages show them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kpss.core.dates import day_in_words, local
from planning.portal.models import NewsItem, Topic

Item = dict[str, Any]


def items_of(news: Iterable[NewsItem]) -> list[Item]:
    """Return news as the component shows them."""
    return [_item(row) for row in news]


def _item(row: NewsItem) -> Item:
    day = local(row.published_at or timezone.now()).date()
    return {
        "url": row.get_absolute_url(),
        "date": day.isoformat(),
        "when": day_in_words(day, weekday=True),
        "title": row.title,
        "text": row.summary,
    }


def page_of(row: NewsItem, image_url: str) -> Item:
    """Return news as its page shows it."""
    return _item(row) | {
        "body": row.text,
        "image": {"url": image_url, "alt": row.image_alt} if row.image else None,
        "topics": [{"url": topic_url(topic), "title": topic.name} for topic in row.topics.all()],
        "is_archived": row.archived_at is not None,
    }


def topic_url(topic: Topic) -> str:
    """Return the address of the news about a topic."""
    return f"{reverse('portal:news_list')}?tema={topic.slug}"


def topic_links(topics: Iterable[Topic], chosen: Topic | None) -> list[Item]:
    """Return the topics as a choice of views; the first one is all of them."""
    everything = {"url": reverse("portal:news_list"), "title": "", "current": chosen is None}
    return [everything, *({"url": topic_url(row), "title": row.name, "current": row == chosen} for row in topics)]


def absolute(url: str) -> str:
    """Return an address with the portal's own name."""
    return settings.BASE_URL + url
