"""Meetings for those who look after a group: planned, changed, called, cancelled, with their files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form
from kpss.core.forms import applied, errors_in
from kpss.core.visitors import posted
from planning.groups.actions import files as file_acts
from planning.groups.actions import meetings as acts
from planning.groups.exports.minutes import attendance_pdf
from planning.groups.forms import meetings as forms
from planning.groups.models import AgendaItem, Meeting, Minutes, PlanningGroup
from planning.groups.presenters import meetings as shown
from planning.groups.presenters.ballots import ballot_items
from planning.groups.views.manage import lead_page
from planning.groups.views.meetings import file_response


def meeting_of(group: PlanningGroup, number: int) -> Meeting:
    """Return a meeting of a group, or 404."""
    return get_visible(group.meetings.select_related("group"), number=number)


def _to_meeting(meeting: Meeting) -> HttpResponse:
    return redirect("groups:prepare", meeting.group.slug, meeting.number)


# --- Before a meeting ------------------------------------------------------------------------------------


@lead_page
@require_safe
def meetings(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """List all meetings of a group, its tasks and files."""
    return render(request, "groups/meetings.html", _meetings_context(group, forms.GroupFileForm()))


def _meetings_context(group: PlanningGroup, file_form: Any) -> dict[str, Any]:
    return {
        "group": group,
        "rows": shown.meeting_rows(group),
        "tasks": shown.task_rows(group.tasks.open().select_related("membership", "group"), is_public=False),
        "ballots": ballot_items(group.ballots.select_related("group", "resolution")),
        "files": [shown.file_item(file) for file in group.files.select_related("group")],
        "file_form": file_form,
    }


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Plan a meeting with its agenda."""
    form = forms.MeetingForm(posted(request), group=group, initial=_usual(group))
    agenda = forms.AgendaFormSet(posted(request), queryset=AgendaItem.objects.none(), initial=_usual_points(group))
    if form.is_valid() and agenda.is_valid():
        with errors_in(form):
            meeting = form.save(commit=False)
            acts.plan_meeting(group=group, meeting=meeting, agenda=forms.points_of(agenda), by=request.user)
            messages.success(request, _("Jednání je připravené. Až ho zkontrolujete, pošlete pozvánky."))
            return _to_meeting(meeting)
    return _plan_page(request, group, form, agenda)


def _usual(group: PlanningGroup) -> dict[str, Any]:
    """Return where the group met last: mostly it is there again."""
    last = group.meetings.order_by("-starts_at").first()
    return {"place": last.place, "access": last.access} if last else {}


def _usual_points(group: PlanningGroup) -> list[dict[str, Any]]:
    """Begin with the tasks that wait since last time."""
    return [{"title": _("Úkoly z minula")}] if group.tasks.open().exists() else []


def _plan_page(
    request: HttpRequest, group: PlanningGroup, form: Any, agenda: Any, meeting: Meeting | None = None
) -> HttpResponse:
    context = {"group": group, "form": form, "agenda": agenda, "meeting": meeting}
    return render(request, "groups/plan.html", context, status=422 if form.is_bound else 200)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Change the time, the place or the agenda of a meeting."""
    meeting = meeting_of(group, number)
    form = forms.MeetingForm(posted(request), instance=meeting, group=group)
    agenda = forms.AgendaFormSet(posted(request), queryset=meeting.agenda.all())
    if form.is_valid() and agenda.is_valid():
        with errors_in(form):
            points, gone = forms.points_of(agenda), forms.gone_of(agenda)
            told = acts.change_meeting(meeting=form.save(commit=False), agenda=points, gone=gone, by=request.user)
            words = _("Uloženo a pozvaným jsme o změně napsali.") if told else _("Uloženo.")
            messages.success(request, words)
            return _to_meeting(meeting)
    return _plan_page(request, group, form, agenda, meeting)


@lead_page
@require_safe
def prepare(request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Show a meeting to who prepares it: what comes next, to whom it goes, who answered."""
    return render(request, "groups/prepare.html", _prepare_context(meeting_of(group, number), forms.CancelForm()))


def _prepare_context(meeting: Meeting, form: Any, file_form: Any = None) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "group": meeting.group,
        "item": shown.meeting_item(meeting),
        "notice": shown.notice_in_words(meeting),
        "to_whom": shown.to_whom(meeting),
        "replies": shown.replies_in_words(meeting) if meeting.status != "planned" else [],
        "files": shown.files_of(meeting, is_inside=True),
        "minutes": (minutes := Minutes.objects.filter(meeting=meeting).first()),
        "may_cancel": minutes is None or not meeting.has_begun(),
        "form": form,
        "file_form": file_form or forms.GroupFileForm(),
    }


@lead_page
@require_POST
def call(request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Send the invitations."""
    meeting, form = meeting_of(group, number), forms.CancelForm({})
    form.full_clean()
    with errors_in(form):
        count = acts.call_meeting(meeting=meeting, by=request.user)
        words = ngettext("Pozvánka odešla %(n)s člověku.", "Pozvánka odešla %(n)s lidem.", count) % {"n": count}
        messages.success(request, words)
        return _to_meeting(meeting)
    return render(request, "groups/prepare.html", _prepare_context(meeting, form), status=422)


@lead_page
@require_POST
def cancel(request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Cancel a meeting, hold a cancelled one after all, or delete one to which nobody was invited."""
    meeting, form = meeting_of(group, number), forms.CancelForm(request.POST)
    if applied(form, lambda: _cancel(meeting, form, request.user)):
        messages.success(request, _("Hotovo."))
        return redirect("groups:meetings", group.slug)
    return render(request, "groups/prepare.html", _prepare_context(meeting, form), status=422)


def _cancel(meeting: Meeting, form: Any, by: Any) -> None:
    if meeting.status == "planned":
        acts.delete_planned(meeting=meeting, by=by)
    elif meeting.is_cancelled:
        acts.renew_meeting(meeting=meeting, by=by)
    else:
        acts.cancel_meeting(meeting=meeting, reason=form.cleaned_data["reason"], by=by)


@lead_page
@require_safe
def attendance_list(_request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Give the list that people sign, as PDF."""
    meeting = meeting_of(group, number)
    return file_response(attendance_pdf(meeting), f"prezence-{group.slug}-{number}.pdf", "application/pdf")


# --- Files -----------------------------------------------------------------------------------------------


@lead_page
@require_POST
def add_file(request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Add a file to a meeting."""
    meeting, form = meeting_of(group, number), forms.GroupFileForm(request.POST, request.FILES)
    if applied(form, lambda: _add_file(form, group, meeting, request.user)):
        messages.success(request, _("Soubor je přiložený."))
        return _to_meeting(meeting)
    return render(request, "groups/prepare.html", _prepare_context(meeting, forms.CancelForm(), form), status=422)


def _add_file(form: Any, group: PlanningGroup, meeting: Meeting | None, by: Any) -> None:
    file_acts.add_file(file=form.save(commit=False), group=group, meeting=meeting, by=by)


@lead_page
@require_POST
def add_group_file(request: HttpRequest, group: PlanningGroup) -> HttpResponse:
    """Add a file that belongs to no single meeting."""
    form = forms.GroupFileForm(request.POST, request.FILES)
    if applied(form, lambda: _add_file(form, group, None, request.user)):
        messages.success(request, _("Soubor je přiložený."))
        return redirect("groups:meetings", group.slug)
    return render(request, "groups/meetings.html", _meetings_context(group, form), status=422)


@lead_page
@require_POST
def remove_file(request: HttpRequest, group: PlanningGroup, pk: int) -> HttpResponse:
    """Take a file of a group away."""
    file = get_visible(group.files.select_related("meeting", "group"), pk=pk)
    file_acts.remove_file(file=file, by=request.user)
    messages.success(request, _("Soubor je smazaný."))
    return redirect("groups:meetings", group.slug)
