"""How we plan: the present cycle, where we are in it, and those before."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpss.core.access import allows, get_visible
from kpss.core.panels import panels_for
from planning.plans.enums import CycleState
from planning.plans.models import PlanningCycle
from planning.plans.presenters import cycles as shown


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Show all cycles: what goes on with its phases, what is planned, and what was with its milestones."""
    cycles = list(shown.with_parts(PlanningCycle.objects.public()))
    outcomes = shown.outcomes_of(cycles, request.user)
    pages: dict[str, list[dict[str, Any]]] = {state: [] for state in CycleState.values}
    for cycle in cycles:
        pages[cycle.state()].append(shown.page_of(cycle, outcomes))
    may_edit = allows(request.user, "plans.manage_cycles")
    return render(request, "plans/timeline.html", {"pages": pages, "is_empty": not cycles, "may_edit": may_edit})


@require_safe
def cycle(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a cycle with everything that came of it."""
    found = get_visible(shown.with_parts(PlanningCycle.objects.visible_to(request.user)), slug=slug)
    others = PlanningCycle.objects.public().exclude(pk=found.pk)
    context = {
        "page": shown.page_of(found, shown.outcomes_of([found], request.user)),
        "panels": panels_for("plans.cycle", found, request.user),
        "others": [shown.link_of(row) for row in others],
        "may_edit": allows(request.user, "plans.manage_cycles"),
        "canonical": settings.BASE_URL + found.get_absolute_url(),
        "crumbs": [{"url": reverse("plans:timeline"), "title": _("Jak plánujeme")}, {"title": found.name}],
    }
    return render(request, "plans/cycle.html", context)
