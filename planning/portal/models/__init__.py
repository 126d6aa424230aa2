"""What the portal itself keeps."""

from planning.portal.models.documents import Document, DocumentFile, FileVersion
from planning.portal.models.events import Event, Registration
from planning.portal.models.news import NewsItem
from planning.portal.models.pages import Page, PageVersion
from planning.portal.models.published import Published, Topic
from planning.portal.models.search import Findable, FindableTerm
from planning.portal.models.subscriptions import Announcement, Digest, Subscription
from planning.portal.models.team import TeamContact
from planning.portal.models.upkeep import (
    AccessibilityReport,
    AccessibilityStatement,
    Conformance,
    InaccessibleContent,
    VisitCount,
)

__all__ = [
    "AccessibilityReport",
    "AccessibilityStatement",
    "Announcement",
    "Conformance",
    "Digest",
    "Document",
    "DocumentFile",
    "Event",
    "FileVersion",
    "Findable",
    "FindableTerm",
    "InaccessibleContent",
    "NewsItem",
    "Page",
    "PageVersion",
    "Published",
    "Registration",
    "Subscription",
    "TeamContact",
    "Topic",
    "VisitCount",
]
