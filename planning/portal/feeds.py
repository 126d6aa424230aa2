"""News and documents for readers of feeds: RSS 2.0 and Atom 1.0."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from kpss.core.models import Town
from planning.portal.models import Document, NewsItem, Topic
from planning.portal.presenters.news import absolute

IN_FEED = 20


class NewsFeed(Feed[NewsItem, Any]):
    """The newest news, of one topic when asked for."""

    def get_object(self, request: Any) -> Topic | None:
        """Return the topic asked for."""
        return Topic.objects.filter(slug=request.GET.get("tema", "").replace("\0", "")[:80]).first()

    def title(self, topic: Topic | None) -> str:
        """Return the name of the feed."""
        name = Town.current().portal_name
        return f"{name}: {topic}" if topic else _("%(name)s: aktuality") % {"name": name}

    def link(self, _topic: Topic | None) -> str:
        """Return the page with the same news."""
        return absolute(reverse("portal:news_list"))

    def feed_url(self, _topic: Topic | None) -> str:
        """Return the address of the feed."""
        return absolute(reverse("portal:news_rss"))

    def items(self, topic: Topic | None) -> Any:
        """Return the news."""
        rows = NewsItem.objects.public()
        return (rows.filter(topics=topic) if topic else rows)[:IN_FEED]

    def item_title(self, item: NewsItem) -> str:
        """Return what happened."""
        return item.title

    def item_description(self, item: NewsItem) -> str:
        """Return the sentence."""
        return item.summary

    def item_link(self, item: NewsItem) -> str:
        """Return the page of the news."""
        return absolute(item.get_absolute_url())

    def item_pubdate(self, item: NewsItem) -> dt.datetime | None:
        """Return since when it is public."""
        return item.published_at

    def item_updateddate(self, item: NewsItem) -> dt.datetime:
        """Return when it was changed last."""
        return item.changed_at


class DocumentsFeed(Feed[Document, Any]):
    """The newest documents of the library."""

    def title(self) -> str:
        """Return the name of the feed."""
        return _("%(name)s: dokumenty") % {"name": Town.current().portal_name}

    def link(self) -> str:
        """Return the page with the same documents."""
        return absolute(reverse("portal:document_list"))

    def feed_url(self) -> str:
        """Return the address of the feed."""
        return absolute(reverse("portal:documents_rss"))

    def items(self) -> Any:
        """Return the documents."""
        return Document.objects.public()[:IN_FEED]

    def item_title(self, item: Document) -> str:
        """Return what it is called."""
        return item.title

    def item_description(self, item: Document) -> str:
        """Return the sentence, or at least what it is."""
        return item.summary or item.get_kind_display()

    def item_link(self, item: Document) -> str:
        """Return the page of the document."""
        return absolute(item.get_absolute_url())

    def item_pubdate(self, item: Document) -> dt.datetime | None:
        """Return since when it is public."""
        return item.published_at


class NewsAtom(NewsFeed):
    """The same in Atom."""

    feed_type = Atom1Feed

    def subtitle(self, topic: Topic | None) -> str:
        """Return the name of the feed."""
        return self.title(topic)

    def feed_url(self, _topic: Topic | None) -> str:
        """Return the address of the feed."""
        return absolute(reverse("portal:news_atom"))
