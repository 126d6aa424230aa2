"""The desk of planning cycles: to write them, to order phases, to note milestones, to take all of it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form, staff_page
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.plans.actions import cycles as acts
from planning.plans.forms.cycles import CycleForm, MilestoneForm, PhaseForm
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from planning.plans.presenters import desk as shown

OFFICE = staff_page("plans.manage_cycles")
STEPS = {"nahoru": -1, "dolu": 1}
UNDOING = {"smazat": acts.delete, "obnovit": acts.restore}


def _cycle(slug: str) -> PlanningCycle:
    return get_visible(PlanningCycle.objects.kept(), slug=slug)


@OFFICE
@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """List all cycles."""
    context = {
        "rows": shown.cycle_rows(PlanningCycle.objects.kept()),
        "deleted": shown.deleted_cycles(PlanningCycle.objects.deleted()),
    }
    return render(request, "plans/manage.html", context)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Write a new cycle."""
    form = CycleForm(posted(request))
    if applied(form, lambda: _write(form, request)):
        messages.success(request, _("Období je založené. Teď dejte fázím data a zapište, co se už stalo."))
        return redirect("plans:desk", form.instance.slug)
    return render(request, "plans/edit.html", {"form": form}, status=422 if form.is_bound else 200)


def _write(form: CycleForm, request: HttpRequest) -> None:
    data = form.cleaned_data
    acts.write_cycle(
        cycle=form.save(commit=False), municipalities=data["municipalities"], phases=data["phases"], by=request.user
    )


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a cycle."""
    cycle = _cycle(slug)
    form = CycleForm(posted(request), instance=cycle)
    if applied(form, lambda: _change(form, request)):
        messages.success(request, _("Období je uložené."))
        return redirect("plans:desk", slug)
    return render(request, "plans/edit.html", {"form": form, "cycle": cycle}, status=422 if form.is_bound else 200)


def _change(form: CycleForm, request: HttpRequest) -> None:
    places = form.cleaned_data["municipalities"]
    acts.change_cycle(cycle=form.save(commit=False), municipalities=places, by=request.user)


@OFFICE
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the phases and milestones of a cycle with their buttons."""
    cycle = _cycle(slug)
    phases = CyclePhase.objects.filter(cycle=cycle).select_related("cycle")
    milestones = Milestone.objects.filter(cycle=cycle).select_related("cycle", "phase")
    context = {
        "cycle": cycle,
        "phases": shown.phase_rows(phases.kept()),
        "milestones": shown.milestone_rows(milestones.kept()),
        "deleted": shown.deleted_parts(phases.deleted(), milestones.deleted()),
    }
    return render(request, "plans/desk.html", context)


@OFFICE
@require_POST
def move(request: HttpRequest, slug: str, move: str) -> HttpResponse:
    """Delete a cycle or bring it back."""
    cycle = get_visible(PlanningCycle.objects.all(), slug=slug)
    _undo(request, cycle, move)
    return redirect("plans:desk", slug) if move == "obnovit" else redirect("plans:manage")


# --- Phases ----------------------------------------------------------------------------------------------


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def add_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new phase."""
    return _phase(request, CyclePhase(cycle=_cycle(slug)))


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a phase."""
    return _phase(request, get_visible(CyclePhase.objects.kept(), cycle=_cycle(slug), pk=pk))


def _phase(request: HttpRequest, phase: CyclePhase) -> HttpResponse:
    form = PhaseForm(posted(request), instance=phase)
    if applied(form, lambda: acts.save_phase(phase=form.save(commit=False), by=request.user)):
        messages.success(request, _("Fáze je uložená."))
        return redirect("plans:desk", phase.cycle.slug)
    title = phase.name if phase.pk else _("Nová fáze")
    return _part_page(request, phase.cycle, form, str(title))


@OFFICE
@require_POST
def move_phase(request: HttpRequest, slug: str, pk: int, move: str) -> HttpResponse:
    """Move a phase up or down, delete it, or bring it back."""
    phase = get_visible(CyclePhase.objects.filter(cycle=_cycle(slug)), pk=pk)
    if move in STEPS and phase.deleted_at is None:
        acts.move_phase(phase=phase, step=STEPS[move], by=request.user)
    else:
        _undo(request, phase, move)
    return redirect("plans:desk", slug)


# --- Milestones ------------------------------------------------------------------------------------------


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def add_milestone(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new milestone."""
    return _milestone(request, Milestone(cycle=_cycle(slug)))


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit_milestone(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a milestone."""
    return _milestone(request, get_visible(Milestone.objects.kept(), cycle=_cycle(slug), pk=pk))


def _milestone(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    form = MilestoneForm(posted(request), instance=milestone)
    if applied(form, lambda: acts.save_milestone(milestone=form.save(commit=False), by=request.user)):
        messages.success(request, _("Milník je uložený."))
        return redirect("plans:desk", milestone.cycle.slug)
    title = milestone.title if milestone.pk else _("Nový milník")
    return _part_page(request, milestone.cycle, form, str(title))


def _part_page(request: HttpRequest, cycle: PlanningCycle, form: Any, title: str) -> HttpResponse:
    context = {"cycle": cycle, "form": form, "title": title}
    return render(request, "plans/edit_part.html", context, status=422 if form.is_bound else 200)


@OFFICE
@require_POST
def move_milestone(request: HttpRequest, slug: str, pk: int, move: str) -> HttpResponse:
    """Delete a milestone or bring it back."""
    _undo(request, get_visible(Milestone.objects.filter(cycle=_cycle(slug)), pk=pk), move)
    return redirect("plans:desk", slug)


def _undo(request: HttpRequest, row: Any, move: str) -> None:
    if move not in UNDOING:
        raise Http404
    UNDOING[move](row=row, by=request.user)
    done = _("Smazáno. Vrátit to můžete dole v seznamu, 30 dní.") if move == "smazat" else _("Vrátili jsme to.")
    messages.success(request, done)
