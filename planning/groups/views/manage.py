"""The office's and the leads' part of groups: their data, their people, what they abide by."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form, require, signed_in, staff_page
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.groups.actions import charters, groups, memberships
from planning.groups.forms.groups import CharterForm, GroupForm, MemberForm, ReasonForm
from planning.groups.models import Membership, PlanningGroup
from planning.groups.presenters import desk
from planning.groups.views.visitor import group_of

OFFICE = staff_page("groups.manage_groups")
GroupView = Callable[..., HttpResponseBase]


def lead_page(view: GroupView) -> GroupView:
    """Decorate a page of a group for those who look after it: it gets the group instead of its address."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        group = group_of(request, slug)
        require(request.user, "groups.manage_group", group)
        return view(request, group, *args, **kwargs)

    return guarded


# --- Groups ----------------------------------------------------------------------------------------------


@OFFICE
@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """List all groups with their people and what waits there."""
    rows = desk.group_rows(PlanningGroup.objects.with_sides().in_order())
    return render(request, "groups/manage.html", {"rows": rows})


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Found a group."""
    form = GroupForm(posted(request))
    if applied(form, lambda: groups.found_group(group=form.save(commit=False), by=request.user)):
        messages.success(request, _("Skupina je založená. Teď do ní přidejte lidi."))
        return redirect("groups:people", form.instance.slug)
    return render(request, "groups/create.html", {"form": form}, status=422 if form.is_bound else 200)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Change what a group is and how it decides."""
    require(request.user, "groups.manage_groups")
    form = GroupForm(posted(request), instance=group)
    if applied(form, lambda: groups.change_group(group=form.save(commit=False), by=request.user)):
        messages.success(request, _("Údaje skupiny jsou uložené."))
        return redirect("groups:people", group.slug)
    return render(request, "groups/edit.html", {"group": group, "form": form}, status=422 if form.is_bound else 200)


@lead_page
@require_POST
def end(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """End a group, or let an ended one meet again."""
    require(request.user, "groups.manage_groups")
    if group.ended_on:
        groups.restore_group(group=group, by=request.user)
        messages.success(request, _("Skupina se zase schází."))
    else:
        groups.end_group(group=group, by=request.user)
        messages.success(request, _("Skupina skončila. Co po ní zůstalo, lidé dál najdou. Obnovit ji můžete tady."))
    return redirect("groups:people", group.slug)


# --- People ----------------------------------------------------------------------------------------------


@lead_page
@require_safe
def people(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Show who applies, who is in and who left."""
    return render(request, "groups/people.html", desk.people_page(group, ReasonForm()))


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Add somebody to a group."""
    form = MemberForm(posted(request), group=group)
    if applied(form, lambda: memberships.add_member(group=group, member=form.save(commit=False), by=request.user)):
        messages.success(request, _("%(name)s je ve skupině.") % {"name": form.instance.name})
        return redirect("groups:people", group.slug)
    context = {"group": group, "form": form}
    return render(request, "groups/member.html", context, status=422 if form.is_bound else 200)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit_member(request: HttpRequest, group: PlanningGroup, pk: int) -> HttpResponse:
    """Change what is known of a member: side, role, mandate, contact."""
    member = _member(group, pk)
    form = MemberForm(posted(request), instance=member, group=group)
    if applied(form, lambda: memberships.change_member(member=form.save(commit=False), by=request.user)):
        messages.success(request, _("Údaje jsou uložené."))
        return redirect("groups:people", group.slug)
    context = {"group": group, "form": form, "member": member}
    return render(request, "groups/member.html", context, status=422 if form.is_bound else 200)


def _member(group: PlanningGroup, pk: int) -> Membership:
    return get_visible(group.memberships.all(), pk=pk)


@lead_page
@require_POST
def move_member(request: HttpRequest, group: PlanningGroup, pk: int, move: str) -> HttpResponse:
    """Invite, admit, refuse, end, or take that back; what cannot be is said on the page of people."""
    member, form = _member(group, pk), ReasonForm(request.POST, auto_id=f"%s-{pk}")
    words = desk.done_in_words(move, member)
    if not words:
        raise Http404
    if applied(form, lambda: _move(member, move, form, request.user)):
        messages.success(request, words)
        return redirect("groups:people", group.slug)
    return render(request, "groups/people.html", desk.people_page(group, form, refused=member), status=422)


def _move(member: Membership, move: str, form: ReasonForm, by: Any) -> None:
    memberships.move_membership(membership=member, move=move, reason=form.cleaned_data["reason"], by=by)


# --- What a group abides by ------------------------------------------------------------------------------


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def publish_charter(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Publish a version of the charter or of the rules of procedure."""
    form = CharterForm(posted(request), request.FILES or None)
    if applied(form, lambda: charters.publish_charter(charter=form.save(commit=False), group=group, by=request.user)):
        messages.success(request, _("Dokument je zveřejněný. Členům jsme napsali, ať si ho přečtou."))
        return redirect("groups:people", group.slug)
    context = {"group": group, "form": form, "rows": desk.charter_rows(group)}
    return render(request, "groups/publish_charter.html", context, status=422 if form.is_bound else 200)
