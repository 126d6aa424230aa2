"""Between meetings: questions to decide, own tasks, letters to the members."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import allows, get_visible, keeps_form, require, signed_in
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.groups.actions import ballots, letters
from planning.groups.actions import minutes as minutes_acts
from planning.groups.forms import meetings as forms
from planning.groups.models import Ballot, PlanningGroup, Task
from planning.groups.presenters import ballots as shown
from planning.groups.views.manage import lead_page
from planning.groups.views.visitor import crumbs_of, group_of, own_membership

#: The form that takes a question back stands beside the one that answers it.
WITHDRAWAL = "stazeni_%s"


def _ballot(request: HttpRequest, slug: str, pk: int) -> Ballot:
    """Return a question, or 404 for those who are not in the group."""
    group = group_of(request, slug)
    inside = allows(request.user, "groups.read_inside", group)
    found = Ballot.objects.filter(group=group) if inside else Ballot.objects.none()
    return get_visible(found.select_related("group", "resolution"), pk=pk)


@signed_in
@require_safe
def ballot(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a question between meetings to the members, with the own answer and, when it is over, the result."""
    found = _ballot(request, slug, pk)
    return render(request, "groups/ballot.html", _context(request, found, None))


def _context(request: HttpRequest, ballot: Ballot, form: Any, withdrawal: Any = None) -> dict[str, Any]:
    own = own_membership(request, ballot.group)
    mine = ballot.votes.filter(membership=own).first() if own else None
    may_vote = allows(request.user, "groups.vote_between", ballot.group) and ballot.is_open()
    initial = {"choice": mine.choice, "reason": mine.reason} if mine else None
    return shown.ballot_page(ballot) | {
        "mine": mine,
        "form": (form or forms.VoteForm(initial=initial)) if may_vote else None,
        "withdrawal": withdrawal or forms.CancelForm(auto_id=WITHDRAWAL),
        "manages": allows(request.user, "groups.manage_group", ballot.group),
        "crumbs": crumbs_of(ballot.group, _("Otázka mezi jednáními")),
    }


@signed_in
@require_POST
def vote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep what a member answers."""
    found = _ballot(request, slug, pk)
    require(request.user, "groups.vote_between", found.group)
    own, form = own_membership(request, found.group), forms.VoteForm(request.POST)
    assert own is not None
    if applied(form, lambda: ballots.vote(ballot=found, membership=own, **form.cleaned_data)):
        messages.success(request, _("Díky, odpověď máme. Do konce ji můžete změnit."))
        return redirect(found)
    return render(request, "groups/ballot.html", _context(request, found, form), status=422)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Put a question to the members."""
    form = forms.BallotForm(posted(request))
    if applied(form, lambda: ballots.ask(group=group, ballot=form.save(commit=False), by=request.user)):
        messages.success(request, _("Otázka odešla členům."))
        return redirect(form.instance)
    return render(request, "groups/ask.html", {"group": group, "form": form}, status=422 if form.is_bound else 200)


@lead_page
@require_POST
def withdraw(request: HttpRequest, group: PlanningGroup, pk: int) -> HttpResponse:
    """Take a question back."""
    found: Ballot = get_visible(group.ballots.select_related("group", "resolution"), pk=pk)
    form = forms.CancelForm(request.POST, auto_id=WITHDRAWAL)
    if applied(form, lambda: _withdraw(found, form, request.user)):
        messages.success(request, _("Otázka je stažená a členové o tom vědí."))
        return redirect(found)
    return render(request, "groups/ballot.html", _context(request, found, None, form), status=422)


def _withdraw(ballot: Ballot, form: Any, by: Any) -> None:
    ballots.withdraw(ballot=ballot, reason=form.cleaned_data["reason"], by=by)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Write to the members."""
    form = forms.LetterForm(posted(request))
    if form.is_valid():
        count = letters.write_to_members(group=group, by=request.user, **form.cleaned_data)
        words = ngettext("Dopis odešel %(n)s člověku.", "Dopis odešel %(n)s lidem.", count) % {"n": count}
        messages.success(request, words)
        return redirect("groups:meetings", group.slug)
    context = {"group": group, "form": form, "to_whom": shown.to_whom(group)}
    return render(request, "groups/letter.html", context, status=422 if form.is_bound else 200)


@keeps_form
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member say how far the own task is."""
    found: Task = get_visible(Task.objects.of_user(request.user).select_related("group", "membership"), pk=pk)
    require(request.user, "groups.change_own_task", found)
    form = forms.OwnTaskForm(posted(request), instance=found)
    if applied(form, lambda: minutes_acts.change_task(task=form.save(commit=False), by=request.user)):
        messages.success(request, _("Uloženo. Skupina to uvidí."))
        return redirect("groups:own")
    return render(request, "groups/own_task.html", {"task": found, "form": form}, status=422 if form.is_bound else 200)
