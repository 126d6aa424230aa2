"""Calls as everybody meets them: to read, to send an entry, to vote."""

import datetime as dt
from pathlib import PurePosixPath

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import rates
from kpss.core.access import allows, get_visible, open_or_404, require, signed_in
from kpss.core.files import MEDIA_TYPES
from kpss.core.forms import applied, errors_in
from kpss.core.visitors import address_of, posted
from planning.suggestions.actions import calls
from planning.suggestions.forms.calls import EntryForm, MemberVoteForm, VoteForm
from planning.suggestions.models import Call, Entry
from planning.suggestions.presenters import calls as shown

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
#: Entries and votes from one address in an hour (a school or an office may share it), and mails to one in a day.
MOST_ENTRIES, MOST_VOTES, MOST_MAILS = 5, 30, 3


def call_of(request: HttpRequest, slug: str) -> Call:
    """Return a call that the person may know of, or 404."""
    return get_visible(Call.objects.visible_to(request.user).select_related("group"), slug=slug)


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """List the calls, the one that closes last first."""
    rows = shown.call_rows(Call.objects.visible_to(request.user).exclude(status="draft").newest_first())
    return render(request, "suggestions/call_list.html", {"rows": rows})


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the town asks for, what came, and the result."""
    return _page(request, call_of(request, slug))


def _page(request: HttpRequest, call: Call, form: VoteForm | MemberVoteForm | None = None) -> HttpResponse:
    context = shown.call_page(call, may_choose=allows(request.user, "suggestions.choose_entry", call))
    votes = {"vote": VoteForm, "member_vote": MemberVoteForm}
    name = context["votes_by"]
    if name:
        context |= {
            "form": form or votes[name](call=call),
            "vote_url": reverse(f"suggestions:{name}", args=[call.slug]),
        }
    return render(request, "suggestions/call.html", context, status=422 if form else 200)


@require_safe
def entry_image(request: HttpRequest, pk: int) -> FileResponse:
    """Give the picture of an entry."""
    found = get_visible(Entry.objects.visible_to(request.user).exclude(image=""), pk=pk)
    suffix = PurePosixPath(str(found.image.name)).suffix.lower()
    return FileResponse(open_or_404(found.image), content_type=MEDIA_TYPES[suffix])


def _within_rates(request: HttpRequest, action: str, email: str, limit: int) -> bool:
    from_here = rates.hit(f"suggestions.{action}", address_of(request), limit=limit, window=HOUR)
    return from_here and rates.hit("suggestions.mail", email.lower(), limit=MOST_MAILS, window=DAY)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an entry; it waits until its author confirms the e-mail and the office accepts it."""
    found = call_of(request, slug)
    form = EntryForm(posted(request), request.FILES or None)
    if form.is_valid():
        if not _within_rates(request, "entry", form.cleaned_data["email"], MOST_ENTRIES):
            return render(request, "core/too_many.html", status=429)
        with errors_in(form):
            calls.send_entry(call=found, entry=form.entry())
            return redirect("suggestions:entry_sent", slug)
    context = {
        "call": found,
        "form": form,
        "takes_entries": calls.takes_entries(found),
        "crumbs": shown.crumbs(found.title, _("Poslat návrh")),
    }
    return render(request, "suggestions/send_entry.html", context, status=422 if form.is_bound else 200)


@require_safe
def entry_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens after an entry or a vote was sent."""
    return render(request, "suggestions/entry_sent.html", {"call": call_of(request, slug)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_entry(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, and only by a button confirm, that an entry is theirs: programs open links in mails, too."""
    entry = calls.find_entry(code)
    if entry is None:
        return render(request, "suggestions/confirm_over.html", status=410)
    if request.method == "POST":
        calls.confirm_entry(entry=entry)
        return redirect("suggestions:confirm_entry", code)
    return render(request, "suggestions/confirm_entry.html", {"entry": entry, "call": entry.call})


# --- Votes -----------------------------------------------------------------------------------------------


@require_POST
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a visitor the link by which the vote counts."""
    found = call_of(request, slug)
    form = VoteForm(request.POST, call=found)
    if form.is_valid() and not _within_rates(request, "vote", form.cleaned_data["email"], MOST_VOTES):
        return render(request, "core/too_many.html", status=429)

    def ask() -> None:
        calls.ask_to_confirm_vote(entry=form.cleaned_data["entry"], email=form.cleaned_data["email"])

    return redirect("suggestions:entry_sent", slug) if applied(form, ask) else _page(request, found, form)


@signed_in
@require_POST
def member_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Count the vote of a member of the group that chooses."""
    found = call_of(request, slug)
    require(request.user, "suggestions.choose_entry", found)
    assert found.group is not None
    own, form = found.group.memberships.seats().get(user=request.user.pk), MemberVoteForm(request.POST, call=found)
    counted: list[bool] = []
    if applied(form, lambda: counted.append(calls.vote_as_member(entry=form.cleaned_data["entry"], membership=own))):
        _thank(request, is_new=counted[0])
        return redirect(found)
    return _page(request, found, form)


def _thank(request: HttpRequest, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, _("Děkujeme, váš hlas se počítá."))
    else:
        messages.info(request, _("Váš hlas už máme. Každý hlasuje jednou."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_vote(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, and only by a button count, a visitor's vote."""
    found = calls.find_vote(code)
    if found is None or not calls.is_voting(found[0].call):
        return render(request, "suggestions/confirm_over.html", status=410)
    entry, voter = found
    if request.method == "POST":
        try:
            _thank(request, is_new=calls.vote(entry=entry, voter=voter))
        except ValidationError:  # the entry was refused, or the hour has come meanwhile
            return render(request, "suggestions/confirm_over.html", status=410)
        return redirect(entry.call)
    return render(request, "suggestions/confirm_vote.html", {"entry": entry, "call": entry.call})
