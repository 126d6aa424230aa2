"""Minutes for those who write them: attendance, records, resolutions, tasks, and the way to the public."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core.access import get_visible, keeps_form
from kpss.core.forms import applied, errors_in
from kpss.core.visitors import posted
from planning.groups.actions import minutes as minutes_acts
from planning.groups.forms import meetings as forms
from planning.groups.models import AgendaItem, Attendance, Meeting, Minutes, Objection, PlanningGroup, Resolution, Task
from planning.groups.presenters import meetings as shown
from planning.groups.views.manage import lead_page
from planning.groups.views.meeting_desk import meeting_of

#: Moves of minutes by a single button.
MINUTES_MOVES = ("take_back", "approve", "publish", "withdraw")


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, group: PlanningGroup, number: int) -> HttpResponse:
    """Write minutes: who was there, what was said, what was decided."""
    meeting = meeting_of(group, number)
    if meeting.status != "invited":
        raise Http404
    minutes = Minutes.objects.filter(meeting=meeting).select_related("meeting__group").first()
    if minutes is None or "zacit" in request.POST:
        return _begin(request, meeting)
    sheet, round_form = _Sheet(request, minutes), _round_form(request)
    if sheet.is_valid() and _may_go_on(round_form) and sheet.save(request.user):
        messages.success(request, _("Zápis je uložený."))
        if round_form.is_bound:
            _send_round(request, minutes, round_form)
        return redirect(_next_of(request, meeting))
    context = {
        "group": group,
        "meeting": meeting,
        "minutes": minutes,
        "turnout": shown.turnout_now(group, list(meeting.attendances.all())),
        "may_go_round": meeting.has_begun(),
        "words": shown.minutes_words(minutes, group),
        "objections": minutes.objections.select_related("membership"),
        "tasks": shown.task_rows(group.tasks.open().select_related("membership", "group"), is_public=False),
        "round_form": round_form,
        **sheet.context,
    }
    return render(request, "groups/write.html", context, status=422 if sheet.is_bound else 200)


def _begin(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Open minutes by a button: a look at the page leaves everything as it was."""
    if request.method == "POST":
        minutes_acts.open_minutes(meeting=meeting, by=request.user)
        return _to_minutes(meeting)
    return render(request, "groups/begin.html", {"group": meeting.group, "meeting": meeting})


def _round_form(request: HttpRequest) -> forms.RoundForm:
    """Return the form that sends minutes round; filled in only by its own button, which saves the minutes first."""
    data = request.POST if "rozeslat" in request.POST else None
    return forms.RoundForm(data, initial={"until": shown.usual_objections()})


def _may_go_on(round_form: forms.RoundForm) -> bool:
    return not round_form.is_bound or round_form.is_valid()


def _send_round(request: HttpRequest, minutes: Minutes, form: forms.RoundForm) -> None:
    with errors_in(form):
        count = minutes_acts.send_round(minutes=minutes, until=form.cleaned_data["until"], by=request.user)
        words = ngettext("Zápis odešel %(n)s členovi.", "Zápis odešel %(n)s členům.", count) % {"n": count}
        messages.success(request, words)
    _say_errors(request, form)


def _say_errors(request: HttpRequest, form: Any) -> None:
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))


class _Sheet:
    """All forms of minutes as one."""

    def __init__(self, request: HttpRequest, minutes: Minutes) -> None:
        data, meeting = posted(request), minutes.meeting
        members = meeting.attendances.exclude(presence="guest").select_related("membership")
        guests = meeting.attendances.filter(presence="guest")
        self.minutes, self.is_bound = minutes, data is not None
        self.head = forms.MinutesForm(data, instance=copy(minutes))
        self.records = forms.RecordFormSet(
            data, queryset=meeting.agenda.prefetch_related("resolutions", "tasks"), prefix="body"
        )
        self.members = forms.AttendanceFormSet(data, queryset=members.order_by("side", "name"), prefix="clenove")
        self.guests = forms.GuestFormSet(data, queryset=guests, prefix="hoste")

    @property
    def context(self) -> dict[str, Any]:
        """Return the forms for the page, each point with its resolutions."""
        return {"head": self.head, "records": self.records, "members": self.members, "guests": self.guests}

    def is_valid(self) -> bool:
        """Return whether everything was filled in well."""
        checked = [form.is_valid() for form in (self.head, self.records, self.members, self.guests)]
        return self.is_bound and all(checked)

    def save(self, by: Any) -> bool:
        """Keep everything; False with an error in the head when somebody was faster."""
        with errors_in(self.head):
            minutes_acts.save_minutes(
                minutes=self.minutes,
                edit=self.head.cleaned_data["edit"],
                head={name: self.head.cleaned_data[name] for name in self.head.Meta.fields},
                records={form.instance.pk: form.cleaned_data["record"] for form in self.records},
                attendances=[*self._members(), *self._guests()],
                by=by,
            )
            return True
        return False

    def _members(self) -> list[Attendance]:
        return [form.save(commit=False) for form in self.members]

    def _guests(self) -> list[Attendance]:
        filled = (form for form in self.guests if form.cleaned_data.get("name"))
        return [form.save(commit=False) for form in filled if not form.cleaned_data.get("DELETE")]


def _next_of(request: HttpRequest, meeting: Meeting) -> str:
    """Return where the pressed button leads: to a new resolution or task of a point, or back to the minutes."""
    args = [meeting.group.slug, meeting.number]
    for button, name in (("usneseni", "groups:add_resolution"), ("ukol", "groups:add_task")):
        if request.POST.get(button, "").isdecimal():
            return reverse(name, args=[*args, int(request.POST[button])])
    return reverse("groups:write", args=args)


def _point(meeting: Meeting, position: int) -> AgendaItem:
    return get_visible(meeting.agenda.select_related("meeting__group"), position=position)


def _to_minutes(meeting: Meeting) -> HttpResponse:
    return redirect("groups:write", meeting.group.slug, meeting.number)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def add_resolution(request: HttpRequest, group: PlanningGroup, number: int, position: int) -> HttpResponse:
    """Write down what was decided at a point."""
    meeting = meeting_of(group, number)
    get_visible(Minutes.objects.filter(meeting=meeting))
    item, form = _point(meeting, position), forms.ResolutionForm(posted(request), group=group)
    if applied(form, lambda: _add_resolution(item, form, request.user)):
        messages.success(request, _("%(resolution)s je zapsané.") % {"resolution": form.instance})
        return _to_minutes(meeting)
    return _resolution_page(request, meeting, form, item)


def _add_resolution(item: AgendaItem, form: Any, by: Any) -> None:
    minutes_acts.add_resolution(item=item, resolution=form.save(commit=False), by=by)


def _resolution_page(request: HttpRequest, meeting: Meeting, form: Any, item: AgendaItem) -> HttpResponse:
    context = {
        "group": meeting.group,
        "meeting": meeting,
        "form": form,
        "item": item,
        "turnout": shown.turnout_now(meeting.group, list(meeting.attendances.all())),
    }
    return render(request, "groups/resolution.html", context, status=422 if form.is_bound else 200)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit_resolution(request: HttpRequest, group: PlanningGroup, number: int, pk: int) -> HttpResponse:
    """Change a resolution while the minutes are written, or take it out of them."""
    meeting = meeting_of(group, number)
    found: Resolution = get_visible(Resolution.objects.filter(item__meeting=meeting).select_related("item"), pk=pk)
    assert found.item is not None
    form = forms.ResolutionForm(posted(request), instance=found, group=group)
    if applied(form, lambda: _change_resolution(request, form)):
        messages.success(request, _("Hotovo."))
        return _to_minutes(meeting)
    return _resolution_page(request, meeting, form, found.item)


def _change_resolution(request: HttpRequest, form: Any) -> None:
    if "smazat" in request.POST:
        minutes_acts.remove_resolution(resolution=form.instance, by=request.user)
    else:
        minutes_acts.change_resolution(resolution=form.save(commit=False), by=request.user)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: HttpRequest, group: PlanningGroup, number: int = 0, position: int = 0) -> HttpResponse:
    """Write down what somebody promised, at a point of a meeting or by itself."""
    item = _point(meeting_of(group, number), position) if number else None
    form = forms.TaskForm(posted(request), group=group)
    if applied(form, lambda: _add_task(group, item, form, request.user)):
        messages.success(request, _("Úkol je zapsaný."))
        return _to_minutes(item.meeting) if item else redirect("groups:meetings", group.slug)
    context = {"group": group, "form": form, "item": item}
    return render(request, "groups/task.html", context, status=422 if form.is_bound else 200)


def _add_task(group: PlanningGroup, item: AgendaItem | None, form: Any, by: Any) -> None:
    minutes_acts.add_task(group=group, task=form.save(commit=False), item=item, by=by)


@keeps_form
@lead_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request: HttpRequest, group: PlanningGroup, pk: int) -> HttpResponse:
    """Say how far a task is."""
    found: Task = get_visible(group.tasks.select_related("group", "item__meeting"), pk=pk)
    form = forms.TaskForm(posted(request), instance=found, group=group)
    if applied(form, lambda: minutes_acts.change_task(task=form.save(commit=False), by=request.user)):
        messages.success(request, _("Uloženo."))
        return redirect("groups:meetings", group.slug)
    context = {"group": group, "form": form, "task": found}
    return render(request, "groups/task.html", context, status=422 if form.is_bound else 200)


@lead_page
@require_POST
def move_minutes(request: HttpRequest, group: PlanningGroup, number: int, move: str) -> HttpResponse:
    """Take minutes back, approve, publish or withdraw them."""
    meeting = meeting_of(group, number)
    minutes = get_visible(Minutes.objects.filter(meeting=meeting))
    if move not in MINUTES_MOVES:
        raise Http404
    form = forms.CancelForm({})
    if applied(form, lambda: minutes_acts.move_minutes(minutes=minutes, move=move, by=request.user)):
        messages.success(request, shown.minutes_moved(group, move))
    _say_errors(request, form)
    return _to_minutes(meeting)


@lead_page
@require_POST
def answer_objection(request: HttpRequest, group: PlanningGroup, number: int, pk: int) -> HttpResponse:
    """Say what became of an objection."""
    meeting = meeting_of(group, number)
    found: Objection = get_visible(
        Objection.objects.filter(minutes__meeting=meeting).select_related("minutes__meeting__group", "membership"),
        pk=pk,
    )
    form = forms.AnswerForm(request.POST)
    if applied(form, lambda: _answer(found, form, request.user)):
        messages.success(request, _("Odpověď je uložená a člen o ní ví."))
    else:
        messages.error(request, _("Napište, co jste s námitkou udělali."))
    return _to_minutes(meeting)


def _answer(objection: Objection, form: Any, by: Any) -> None:
    minutes_acts.answer_objection(objection=objection, answer=form.cleaned_data["answer"], by=by)
