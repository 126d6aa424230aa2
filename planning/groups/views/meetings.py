"""Meetings and minutes as members and visitors meet them."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import rates
from kpss.core.access import allows, get_visible, offers_again, open_or_404, require, signed_in
from kpss.core.forms import applied
from kpss.core.text import slugify_czech
from kpss.core.visitors import address_of, posted
from planning.groups.actions import meetings as acts
from planning.groups.actions import minutes as minutes_acts
from planning.groups.exports.ical import calendar_of
from planning.groups.exports.minutes import agenda_pdf, minutes_docx, minutes_pdf
from planning.groups.exports.record import Record, record_of
from planning.groups.forms.meetings import GuestForm, ObjectionForm, ReplyForm
from planning.groups.models import GroupFile, Meeting, Minutes, PlanningGroup
from planning.groups.presenters import meetings as shown
from planning.groups.views.visitor import crumbs_of, group_of, own_membership

HOUR = dt.timedelta(hours=1)
MOST_GUESTS = 10
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def meeting_of(request: HttpRequest, slug: str, number: int) -> Meeting:
    """Return a meeting that the person may know of, or 404."""
    group = group_of(request, slug)
    return get_visible(Meeting.objects.visible_to(request.user, group).select_related("group"), number=number)


def minutes_of(request: HttpRequest, slug: str, number: int) -> Minutes:
    """Return minutes that the person may read, or 404."""
    group = group_of(request, slug)
    visible = Minutes.objects.visible_to(request.user, group).select_related("meeting__group")
    return get_visible(visible, meeting__number=number)


# --- A meeting -------------------------------------------------------------------------------------------


@require_safe
def meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show when and where a group meets, about what, and let members answer."""
    found = meeting_of(request, slug, number)
    return render(request, "groups/meeting.html", _meeting_context(request, found, None))


def _meeting_context(request: HttpRequest, meeting: Meeting, form: ReplyForm | None) -> dict[str, Any]:
    own = own_membership(request, meeting.group)
    reply = meeting.replies.filter(membership=own).first() if own else None
    initial = {"answer": reply.answer, "note": reply.note} if reply else None
    is_inside = allows(request.user, "groups.read_inside", meeting.group)
    return {
        "meeting": meeting,
        "group": meeting.group,
        "item": shown.meeting_item(meeting),
        "is_inside": is_inside or own is not None,
        "reply_form": (form or ReplyForm(initial=initial)) if own and shown.is_awaited(meeting) else None,
        "reply": reply,
        "may_come": own is None and shown.is_awaited(meeting),
        "files": shown.files_of(meeting, is_inside=is_inside),
        "has_minutes": Minutes.objects.visible_to(request.user, meeting.group).filter(meeting=meeting).exists(),
        "manages": allows(request.user, "groups.manage_group", meeting.group),
        "crumbs": crumbs_of(meeting.group, meeting),
    }


@signed_in
@require_POST
def reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep whether a member comes."""
    found = meeting_of(request, slug, number)
    require(request.user, "groups.answer_invitation", found)
    own, form = own_membership(request, found.group), ReplyForm(request.POST)
    assert own is not None
    if applied(form, lambda: acts.reply(meeting=found, membership=own, **form.cleaned_data)):
        messages.success(request, _("Díky, víme o tom."))
        return redirect(found)
    return render(request, "groups/meeting.html", _meeting_context(request, found, form), status=422)


@offers_again
@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let somebody say that they come to look."""
    found = meeting_of(request, slug, number)
    form = GuestForm(posted(request))
    if form.is_valid() and not rates.hit("groups.come", address_of(request), limit=MOST_GUESTS, window=HOUR):
        return render(request, "core/too_many.html", status=429)
    if applied(form, lambda: acts.announce_guest(meeting=found, **_named(form))):
        messages.success(request, _("Budeme se těšit. Kdybyste nakonec nemohli, nemusíte se omlouvat."))
        return redirect(found)
    context = {"meeting": found, "group": found.group, "form": form, "is_awaited": shown.is_awaited(found)}
    return render(request, "groups/come.html", context, status=422 if form.is_bound else 200)


def _named(form: GuestForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "email")}


@require_safe
def agenda(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the invitation with the agenda as PDF."""
    found = meeting_of(request, slug, number)
    return file_response(agenda_pdf(found), f"pozvanka-{_name(found)}.pdf", "application/pdf")


def _name(meeting: Meeting) -> str:
    return f"{slugify_czech(meeting.group.name)}-{meeting.number}"


def file_response(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file made just now."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


# --- Calendars -------------------------------------------------------------------------------------------


@require_safe
def meeting_calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give one meeting to be put into a calendar."""
    found = meeting_of(request, slug, number)
    inside = own_membership(request, found.group) is not None
    return _calendar(calendar_of([found], found.group.name, is_inside=inside), f"jednani-{_name(found)}.ics")


@require_safe
def group_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the meetings of a group as a calendar that stays up to date."""
    group = group_of(request, slug)
    told = group.meetings.told().select_related("group").prefetch_related("agenda")
    return _calendar(calendar_of(told, group.name, is_inside=False), f"{group.slug}.ics")


@never_cache
@require_safe
def own_calendar(_request: HttpRequest, code: str) -> HttpResponse:
    """Give the meetings of somebody's groups; whoever has the address reads them, so it cannot be guessed."""
    user = shown.user_of_calendar(code)
    if user is None:
        raise Http404
    groups = PlanningGroup.objects.of_member(user)
    told = Meeting.objects.filter(group__in=groups).told().select_related("group").prefetch_related("agenda")
    return _calendar(calendar_of(told, _("Moje skupiny"), is_inside=True), "moje-skupiny.ics")


def _calendar(content: bytes, name: str) -> HttpResponse:
    return file_response(content, name, "text/calendar; charset=utf-8")


# --- Minutes ---------------------------------------------------------------------------------------------


@require_safe
def minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show minutes: to everybody when they are published, to members since they were sent round."""
    found = minutes_of(request, slug, number)
    return render(request, "groups/minutes.html", _minutes_context(request, found, ObjectionForm()))


def _minutes_context(request: HttpRequest, minutes: Minutes, form: ObjectionForm) -> dict[str, Any]:
    group = minutes.meeting.group
    is_inside = allows(request.user, "groups.read_inside", group)
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "group": group,
        "record": _record(request, minutes),
        "is_inside": is_inside,
        "objections": minutes.objections.select_related("membership") if is_inside else (),
        "form": form if allows(request.user, "groups.object_to_minutes", group) and shown.may_object(minutes) else None,
        "manages": allows(request.user, "groups.manage_group", group),
        "crumbs": crumbs_of(group, minutes),
    }


@signed_in
@require_POST
def object_to(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep what a member has against the minutes."""
    found = minutes_of(request, slug, number)
    require(request.user, "groups.object_to_minutes", found)
    own, form = own_membership(request, found.meeting.group), ObjectionForm(request.POST)
    assert own is not None
    if applied(form, lambda: minutes_acts.object_to(minutes=found, membership=own, text=form.cleaned_data["text"])):
        messages.success(request, _("Námitku má ten, kdo skupinu vede. Odpověď vám pošleme."))
        return redirect("groups:minutes", slug, number)
    return render(request, "groups/minutes.html", _minutes_context(request, found, form), status=422)


@require_safe
def minutes_on_paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give minutes as PDF, as much of them as the person may read."""
    found = minutes_of(request, slug, number)
    return file_response(minutes_pdf(_record(request, found)), f"zapis-{_name(found.meeting)}.pdf", "application/pdf")


@require_safe
def minutes_in_word(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give minutes as DOCX, as much of them as the person may read."""
    found = minutes_of(request, slug, number)
    return file_response(minutes_docx(_record(request, found)), f"zapis-{_name(found.meeting)}.docx", WORD)


def _record(request: HttpRequest, minutes: Minutes) -> Record:
    return record_of(minutes, is_public=not allows(request.user, "groups.read_inside", minutes.meeting.group))


# --- Files -----------------------------------------------------------------------------------------------


@require_safe
def group_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse | FileResponse:
    """Give a file of a group: public ones to whoever may know of the group, others to members."""
    group = group_of(request, slug)
    files = GroupFile.objects.filter(group=group)
    if not allows(request.user, "groups.read_inside", group):
        files = files.filter(is_public=True)
    found = get_visible(files, pk=pk)
    return FileResponse(open_or_404(found.file), as_attachment=True, filename=shown.file_name(found))
