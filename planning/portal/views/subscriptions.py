"""People subscribe to news, change their choice and leave; the office sends a digest."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import jobs, rates
from kpss.core.access import get_visible, offers_again, staff_page
from kpss.core.forms import applied
from kpss.core.visitors import address_of, posted
from planning.portal import tasks
from planning.portal.actions import subscriptions as acts
from planning.portal.forms.subscriptions import ChoiceForm, FindForm, SubscribeForm, choice_of
from planning.portal.models import Subscription
from planning.portal.presenters import subscriptions as shown
from planning.portal.reports import digests

HOUR = dt.timedelta(hours=1)
#: Applications from one address of the net in an hour, and mails that one e-mail may be asked to confirm by in a day.
MOST_FROM_HERE, MOST_MAILS = 20, 3
ON_PAGE, SENT_SHOWN = 50, 8


@offers_again
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take the e-mail of somebody who wants to be written to; what is known of it is told by mail alone."""
    form = SubscribeForm(posted(request))
    if form.is_valid() and not _within_rates(request, form.cleaned_data["email"]):
        return render(request, "core/too_many.html", status=429)
    if applied(form, lambda: _subscribe(form)):
        return redirect("portal:subscribed")
    return render(request, "portal/subscribe.html", {"form": form}, status=422 if form.is_bound else 200)


def _subscribe(form: SubscribeForm) -> None:
    acts.subscribe(email=form.cleaned_data["email"], language=get_language() or "cs", **form.choice)


def _within_rates(request: HttpRequest, email: str) -> bool:
    from_here = rates.hit("portal.subscribe", address_of(request), limit=MOST_FROM_HERE, window=HOUR)
    return from_here and rates.hit("portal.subscription_mail", email.lower(), limit=MOST_MAILS, window=24 * HOUR)


@require_safe
def subscribed(request: HttpRequest) -> HttpResponse:
    """Say what happens after somebody asked to be written to."""
    return render(request, "portal/subscribed.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody confirm the own subscription by a button (programs open links in mails, too), and change it."""
    found = acts.find_subscription(code)
    if found is None:
        return render(request, "portal/unsubscribed.html", {"is_gone": True}, status=410)
    if "confirm" in request.POST:
        acts.confirm_subscription(subscription=found)
        return redirect("portal:subscription", code)
    form = ChoiceForm(posted(request), initial=choice_of(found))
    if applied(form, lambda: acts.change_subscription(subscription=found, **form.choice)):
        messages.success(request, _("Uložili jsme, o čem a jak často vám máme psát."))
        return redirect("portal:subscription", code)
    context = {"subscription": found, "form": form, "code": code, "words": shown.choice_in_words(found)}
    return render(request, "portal/subscription.html", context, status=422 if form.is_bound else 200)


@never_cache
@csrf_exempt  # mail programs send the button's POST by themselves (RFC 8058, 3.2); the code is the secret
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody leave by one click, from the page or by the button of the mail program; no redirect (RFC 8058)."""
    found = acts.find_subscription(code)
    if found is None:
        return render(request, "portal/unsubscribed.html", {"is_gone": True})
    if request.method == "POST":
        acts.unsubscribe(subscription=found)
        return render(request, "portal/unsubscribed.html")
    return render(request, "portal/unsubscribe.html", {"code": code})


# --- The office ------------------------------------------------------------------------------------------


@staff_page("portal.edit_web")
@require_safe
def manage_subscriptions(request: HttpRequest) -> HttpResponse:
    """Show how many addresses are written to and about what, what was sent, and find an address."""
    form = FindForm(request.GET or None)
    asked = form.cleaned_data["email"].replace("\0", "") if form.is_valid() else ""  # PostgreSQL takes no NUL
    found = Subscription.objects.confirmed().filter(email__icontains=asked) if asked else Subscription.objects.none()
    context = {
        "form": form,
        "asked": asked,
        "page": Paginator(found, ON_PAGE).get_page(request.GET.get("strana")),
        "count_columns": shown.count_columns(),
        "counts": shown.count_rows(digests.choices_made()),
        "digest_columns": shown.digest_columns(),
        "digests": shown.digest_rows(digests.last_digests(SENT_SHOWN)),
        "hours": shown.next_hours(timezone.now()),
    }
    return render(request, "portal/manage_subscriptions.html", context)


@staff_page("portal.edit_web")
@require_http_methods(["GET", "HEAD", "POST"])
def send_digest(request: HttpRequest) -> HttpResponse:
    """Show what a digest would tell now and to how many people; send it by a button."""
    if request.method == "POST":
        return _send_now(request)
    now = timezone.now()
    reach = digests.reach(now)
    context = {
        "sections": shown.sections_of(digests.to_be_told(now)),
        "reach": shown.reach_in_words(reach),
        "total": reach.total,
    }
    return render(request, "portal/send_digest.html", context)


def _send_now(request: HttpRequest) -> HttpResponse:
    digest = acts.send_digest(by=request.user)
    begun = reverse("portal:send_digest")
    title = _("Souhrn novinek")
    return redirect(jobs.start(tasks.send_digest_now, title=title, by=request.user, begun_url=begun, digest=digest.pk))


@staff_page("portal.edit_web")
@require_POST
def remove_subscription(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the address of somebody who called the office."""
    acts.remove_subscription(subscription=get_visible(Subscription.objects.confirmed(), pk=pk), by=request.user)
    messages.success(request, _("Adresu jsme smazali. Už na ni nic nepošleme."))
    return redirect("portal:manage_subscriptions")
