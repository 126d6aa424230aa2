"""Pages that explain planning."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpss.core.access import allows, get_visible
from planning.portal.forms.versions import VersionsForm
from planning.portal.models import Page
from planning.portal.presenters.desk import changes_of
from planning.portal.views.desk import OFFICE


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show the first page; a town that has written none has ours."""
    first = Page.objects.public().first()
    if first is None:
        return render(request, "portal/about.html")
    return render(request, "portal/page.html", context_of(request, first))


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page."""
    return render(request, "portal/page.html", context_of(request, get_visible(Page.objects.readable(), slug=slug)))


def context_of(request: HttpRequest, page: Page, *_code: str) -> dict[str, Any]:
    """Return what a page shows, with the others beside it."""
    others = Page.objects.public().exclude(pk=page.pk)
    return {
        "page": page,
        "others": [{"url": row.get_absolute_url(), "title": row.title} for row in others],
        "description": page.summary,
        "edit_url": reverse("portal:edit_page", args=[page.pk]) if allows(request.user, "portal.edit_web") else "",
        "crumbs": [{"url": reverse("portal:about"), "title": _("O plánování")}, {"title": page.title}],
    }


@OFFICE
@require_safe
def page_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed between two versions of a page, the last two when nobody chose."""
    page = get_visible(Page.objects.kept(), pk=pk)
    versions = list(page.versions.all())
    form = VersionsForm(request.GET or None, versions=versions)
    context = {"page": page, "form": form, "rows": changes_of(*form.chosen())}
    return render(request, "portal/page_changes.html", context)
