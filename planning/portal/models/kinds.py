"""What is published, by the names that addresses, links and the audit log use."""

from planning.portal.models.documents import Document
from planning.portal.models.events import Event
from planning.portal.models.news import NewsItem
from planning.portal.models.pages import Page
from planning.portal.models.published import Published

KINDS: dict[str, type[Published]] = {"news": NewsItem, "event": Event, "page": Page, "document": Document}


def kind_of(entry: Published) -> str:
    """Return the name of an entry's kind."""
    return next(name for name, model in KINDS.items() if isinstance(entry, model))
