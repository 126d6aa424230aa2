"""Pages that members without an account open by a link from a mail: an invitation, minutes, a question to decide."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kpss.core.access import get_visible
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.groups import notifications
from planning.groups.actions import ballots
from planning.groups.actions import meetings as acts
from planning.groups.actions import minutes as minutes_acts
from planning.groups.enums import MembershipStatus, MinutesStatus
from planning.groups.exports.record import record_of
from planning.groups.forms.meetings import ObjectionForm, ReplyForm, VoteForm
from planning.groups.models import Ballot, Meeting, Membership, Minutes
from planning.groups.presenters import ballots as shown_ballots
from planning.groups.presenters import meetings as shown

#: How long a link opens: long enough for a meeting planned for the next season.
OPENS = dt.timedelta(days=180)


def _opened(code: str, salt: str) -> tuple[int, Membership]:
    """Return what a link leads to and whose it is, or 404; who left the group opens nothing any more."""
    try:
        pk, member, mark = signing.loads(code, salt=salt, max_age=OPENS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    found = get_visible(Membership.objects.coming().select_related("group", "user"), pk=member)
    if mark != notifications.address_mark(found):
        raise Http404
    return pk, found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Let a member without an account say whether they come; who has got an account since goes there."""
    pk, member = _opened(code, notifications.ANSWER_SALT)
    meeting = get_visible(Meeting.objects.told().filter(group=member.group).select_related("group"), pk=pk)
    if member.has_account():
        return redirect(meeting)
    reply = meeting.replies.filter(membership=member).first()
    form = ReplyForm(posted(request), initial={"answer": reply.answer, "note": reply.note} if reply else None)
    if applied(form, lambda: acts.reply(meeting=meeting, membership=member, **form.cleaned_data)):
        messages.success(request, _("Díky, víme o tom."))
        return redirect("groups:answer", code)
    context = {"item": shown.meeting_item(meeting), "is_awaited": shown.is_awaited(meeting), "reply": reply}
    context |= {"meeting": meeting, "group": member.group, "form": form}
    return render(request, "groups/answer.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, code: str) -> HttpResponse:
    """Let a member without an account read minutes and object to them."""
    pk, member = _opened(code, notifications.READ_SALT)
    told = Minutes.objects.filter(meeting__group=member.group).exclude(status=MinutesStatus.WRITTEN)
    inside = told if member.status == MembershipStatus.MEMBER else told.none()
    minutes = get_visible(inside.select_related("meeting__group"), pk=pk)
    if member.has_account():
        return redirect("groups:minutes", member.group.slug, minutes.meeting.number)
    form = ObjectionForm(posted(request))
    if applied(form, lambda: _object(minutes, member, form)):
        messages.success(request, _("Námitku má ten, kdo skupinu vede. Odpověď vám pošleme."))
        return redirect("groups:read", code)
    context = {
        "record": record_of(minutes, is_public=False),
        "group": member.group,
        "form": form if shown.may_object(minutes) else None,
        "own": minutes.objections.filter(membership=member),
    }
    return render(request, "groups/read.html", context, status=422 if form.is_bound else 200)


def _object(minutes: Minutes, member: Membership, form: Any) -> None:
    minutes_acts.object_to(minutes=minutes, membership=member, text=form.cleaned_data["text"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Let a member without an account answer a question between meetings and learn how it ended."""
    pk, member = _opened(code, notifications.DECIDE_SALT)
    asked = Ballot.objects.filter(group=member.group) if member.has_seat() else Ballot.objects.none()
    ballot: Ballot = get_visible(asked.select_related("group", "resolution"), pk=pk)
    if member.has_account():
        return redirect(ballot)
    mine = ballot.votes.filter(membership=member).first()
    form = VoteForm(posted(request), initial={"choice": mine.choice, "reason": mine.reason} if mine else None)
    if applied(form, lambda: ballots.vote(ballot=ballot, membership=member, **form.cleaned_data)):
        messages.success(request, _("Díky, odpověď máme. Do konce ji můžete změnit."))
        return redirect("groups:decide", code)
    context = shown_ballots.ballot_page(ballot) | {"mine": mine, "is_personal": True}
    context["form"] = form if ballot.is_open() or form.is_bound else None
    return render(request, "groups/ballot.html", context, status=422 if form.is_bound else 200)
