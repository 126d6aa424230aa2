"""News as everybody reads them, and the preview of what is not public yet."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kpss.core.access import allows, get_visible, open_or_404
from kpss.core.files import MEDIA_TYPES
from planning.portal.actions.entries import find_preview
from planning.portal.models import Document, Event, NewsItem, Page, Topic
from planning.portal.presenters import news as shown
from planning.portal.views.documents import context_of as document_context
from planning.portal.views.events import context_of as event_context
from planning.portal.views.pages import context_of as page_context

ON_PAGE = 20


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    """List the news, the newest first; of one topic, or those put away."""
    asked = request.GET.get("tema", "").replace("\0", "")  # PostgreSQL takes no NUL
    topic = Topic.objects.filter(slug=asked[:80]).first()
    is_archive = "archiv" in request.GET
    rows = NewsItem.objects.archived() if is_archive else NewsItem.objects.public()
    page = Paginator(rows.filter(topics=topic) if topic else rows, ON_PAGE).get_page(request.GET.get("strana"))
    context = {
        "page": page,
        "items": shown.items_of(page.object_list),
        "topics": shown.topic_links(Topic.objects.filter(news__in=NewsItem.objects.public()).distinct(), topic),
        "topic": topic,
        "is_archive": is_archive,
        "has_archive": not is_archive and NewsItem.objects.archived().exists(),
    }
    return render(request, "portal/news_list.html", context)


@require_safe
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """Show news."""
    found = get_visible(NewsItem.objects.readable(), slug=slug)
    return render(request, "portal/news.html", context_of(request, found, image_url(found)))


def image_url(news: NewsItem) -> str:
    """Return the address of the picture of public news."""
    return reverse("portal:news_image", args=[news.pk])


def context_of(request: HttpRequest, news: NewsItem, image_url: str) -> dict[str, Any]:
    """Return what the page of news shows."""
    return {
        "item": shown.page_of(news, image_url),
        "description": news.summary,
        "edit_url": reverse("portal:edit_news", args=[news.pk]) if allows(request.user, "portal.edit_web") else "",
        "crumbs": [{"url": reverse("portal:news_list"), "title": _("Aktuality")}, {"title": news.title}],
    }


@require_safe
def news_image(request: HttpRequest, pk: int) -> FileResponse:
    """Give the picture of news to whoever may read it."""
    return picture(get_visible(NewsItem.objects.visible_to(request.user).exclude(image=""), pk=pk))


def picture(news: NewsItem) -> FileResponse:
    """Give the picture of news; it was written anew when it came."""
    suffix = f".{str(news.image.name).rpartition('.')[2]}"
    return FileResponse(open_or_404(news.image), content_type=MEDIA_TYPES[suffix])


# --- Preview ---------------------------------------------------------------------------------------------


def _previewed(code: str) -> Any:
    found = find_preview(code)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Show to whoever has the link how an entry will look."""
    found = _previewed(code)
    template, context = PREVIEWS[type(found)]
    response = render(request, template, {**context(request, found, code), "is_preview": True})
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def preview_image(request: HttpRequest, code: str) -> FileResponse:
    """Give the picture of what is previewed."""
    found = _previewed(code)
    if not getattr(found, "image", None):
        raise Http404
    return picture(found)


def _news_preview(request: HttpRequest, news: NewsItem, code: str) -> dict[str, Any]:
    return context_of(request, news, reverse("portal:preview_image", args=[code]))


PREVIEWS: dict[type, tuple[str, Any]] = {
    NewsItem: ("portal/news.html", _news_preview),
    Event: ("portal/event.html", event_context),
    Page: ("portal/page.html", page_context),
    Document: ("portal/document.html", document_context),
}
