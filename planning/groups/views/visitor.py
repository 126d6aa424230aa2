"""What everybody sees of groups, and how people come into them."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import rates
from kpss.core.access import allows, get_visible, offers_again, open_or_404, require, signed_in
from kpss.core.forms import errors_in
from kpss.core.visitors import address_of, posted
from planning.groups.actions import charters, memberships
from planning.groups.enums import Admission, MinutesStatus
from planning.groups.forms.groups import ApplicationForm
from planning.groups.models import Charter, Meeting, Membership, Minutes, PlanningGroup, Resolution, Task
from planning.groups.presenters import meetings as shown
from planning.groups.presenters import pages, triad
from planning.groups.presenters.ballots import ballot_items

HOUR = dt.timedelta(hours=1)
PER_PAGE = 20
#: Applications from one address in an hour, and a day's applications with one e-mail or phone.
MOST_APPLICATIONS, MOST_MAILS = 10, 3


@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """List the groups a person may know of, by kind, each with its triad."""
    groups = PlanningGroup.objects.visible_to(request.user).with_sides().in_order()
    context = {"kinds": pages.by_kind(groups.active()), "ended": [pages.card(group) for group in groups.ended()]}
    return render(request, "groups/group_list.html", context)


def group_of(request: HttpRequest, slug: str) -> PlanningGroup:
    """Return a group that the person may know of, or 404."""
    return get_visible(PlanningGroup.objects.visible_to(request.user).with_sides(), slug=slug)


def crumbs_of(group: PlanningGroup, *here: Any) -> list[dict[str, str]]:
    """Return the way to the page of a group, or to a page under it whose name is given."""
    return [
        {"url": reverse("groups:group_list"), "title": _("Kdo plánuje")},
        {"url": group.get_absolute_url(), "title": group.name},
        *({"title": str(title)} for title in here),
    ]


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is in a group, by what it abides and how to come in."""
    found = group_of(request, slug)
    counts = triad.counts_of(found)
    own = own_membership(request, found)
    is_inside = allows(request.user, "groups.read_inside", found)
    next_meeting = Meeting.objects.visible_to(request.user, found).told().upcoming().select_related("group").first()
    all_minutes = _minutes(request, found)
    context = {
        "group": found,
        "next": shown.meeting_item(next_meeting) if next_meeting else None,
        "meeting": next_meeting,
        "is_inside": own is not None,
        "minutes": shown.minutes_items(all_minutes[: shown.SHOWN_MINUTES], is_inside=is_inside),
        "minutes_count": all_minutes.count(),
        "tasks": shown.tasks_of(found, is_inside=is_inside),
        "bar": triad.bar(counts) if counts else None,
        "balance": triad.balance(found, counts),
        "sides": triad.people_by_side(found.memberships.members()),
        "facts": pages.rules_in_words(found),
        "ballots": ballot_items(found.ballots.select_related("group", "resolution")[:5]) if is_inside else [],
        "files": [shown.file_item(file) for file in shown.files_for(found, is_inside=is_inside)],
        "charters": pages.charter_items(found, own),
        "may_apply": own is None and found.admission == Admission.OPEN and found.ended_on is None,
        "wanted": " ".join(triad.free_seats(found, counts)),
        "manages": request.user.has_perm("groups.manage_group", found),
        "crumbs": crumbs_of(found),
    }
    return render(request, "groups/group.html", context)


def _minutes(request: HttpRequest, group: PlanningGroup) -> Any:
    """Return the minutes that a person may read, the newest first, with what the list shows of them."""
    visible = Minutes.objects.visible_to(request.user, group).exclude(status=MinutesStatus.WRITTEN)
    return visible.select_related("meeting__group").prefetch_related("meeting__attendances")


@require_safe
def minutes_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List all minutes of a group that a person may read."""
    found = group_of(request, slug)
    is_inside = allows(request.user, "groups.read_inside", found)
    rows = shown.minutes_items(_minutes(request, found), is_inside=is_inside)
    context = {"group": found, "minutes": rows, "crumbs": crumbs_of(found, _("Zápisy z jednání"))}
    return render(request, "groups/minutes_list.html", context)


@require_safe
def resolutions(request: HttpRequest, slug: str) -> HttpResponse:
    """List what a group has decided, as far as a person may read it, the newest first."""
    found = group_of(request, slug)
    is_inside = allows(request.user, "groups.read_inside", found)
    rows = (
        Resolution.objects.visible_to(request.user, found).select_related("item__meeting__group").order_by("-position")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("strana"))
    context = {
        "group": found,
        "page": page,
        "rows": shown.resolution_items(page, is_public=not is_inside),
        "crumbs": crumbs_of(found, _("Usnesení")),
    }
    return render(request, "groups/resolutions.html", context)


def own_membership(request: HttpRequest, group: PlanningGroup) -> Membership | None:
    """Return the person's place in a group, as a member or a guest."""
    if not request.user.is_authenticated:
        return None
    found: Membership | None = group.memberships.coming().filter(user=request.user.pk).first()
    return found


# --- Coming in -------------------------------------------------------------------------------------------


@offers_again
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an application; whether the person is in the group already is told by mail alone."""
    found = group_of(request, slug)
    form = ApplicationForm(posted(request))
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not _within_rates(request, email or form.cleaned_data["phone"]):
            return render(request, "core/too_many.html", status=429)
        with errors_in(form):
            memberships.apply_for_membership(group=found, application=form.save(commit=False))
            return redirect("groups:applied" if email else "groups:applied_by_phone", slug)
    context = {"group": found, "form": form, "is_open": found.admission == Admission.OPEN and found.ended_on is None}
    return render(request, "groups/apply.html", context, status=422 if form.is_bound else 200)


def _within_rates(request: HttpRequest, contact: str) -> bool:
    from_here = rates.hit("groups.apply", address_of(request), limit=MOST_APPLICATIONS, window=HOUR)
    return from_here and rates.hit("groups.mail", contact.lower(), limit=MOST_MAILS, window=24 * HOUR)


@require_safe
def applied(request: HttpRequest, slug: str, *, by_phone: bool = False) -> HttpResponse:
    """Say what happens after an application was sent: a link comes by mail, or somebody calls."""
    return render(request, "groups/applied.html", {"group": group_of(request, slug), "by_phone": by_phone})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, and only by a button confirm, that an application is theirs: programs open links in mails, too."""
    application = memberships.find_application(code)
    if application is None:
        return render(request, "groups/confirm_over.html", status=410)
    if request.method == "POST":
        memberships.confirm_application(application=application)
        return redirect("groups:confirm", code)
    return render(request, "groups/confirm.html", {"application": application, "group": application.group})


# --- What a group abides by ------------------------------------------------------------------------------


def _charter(request: HttpRequest, pk: int) -> Charter:
    groups = PlanningGroup.objects.visible_to(request.user)
    return get_visible(Charter.objects.select_related("group").filter(group__in=groups), pk=pk)


@require_safe
def charter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version of the charter or of the rules of procedure, and the versions beside it."""
    found = _charter(request, pk)
    own = own_membership(request, found.group)
    context: dict[str, Any] = {
        "charter": found,
        "group": found.group,
        "versions": pages.versions_of(found),
        "must_confirm": pages.waits_for(found, own),
        "crumbs": crumbs_of(found.group, capfirst(found.get_kind_display())),
    }
    return render(request, "groups/charter.html", context)


@require_safe
def charter_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Give the file of a version."""
    found = get_visible(Charter.objects.filter(pk=_charter(request, pk).pk).exclude(file=""))
    return FileResponse(open_or_404(found.file), as_attachment=True, filename=pages.file_name(found))


@signed_in
@require_POST
def confirm_charter(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member has read a version."""
    found = _charter(request, pk)
    require(request.user, "groups.confirm_charter", found)
    own = found.group.memberships.members().get(user=request.user.pk)
    charters.confirm_charter(charter=found, membership=own)
    messages.success(request, _("Děkujeme, zapsali jsme, že dokument znáte."))
    return redirect("groups:charter", pk)


@signed_in
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show a member the own groups and what waits there."""
    groups = PlanningGroup.objects.of_member(request.user).in_order()
    tasks = Task.objects.of_user(request.user).open().select_related("membership", "group")
    context = {
        "rows": pages.own_rows(groups, request.user),
        "tasks": shown.task_rows(tasks, is_public=False),
        "calendar_url": reverse("groups:own_calendar", args=[shown.calendar_code(request.user)]),
    }
    return render(request, "groups/own.html", context)
