"""Suggestions as everybody meets them: to write, to look after by the code, to read the answered ones."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kpss.core import rates
from kpss.core.access import get_visible, offers_again
from kpss.core.forms import errors_in
from kpss.core.panels import panels_for
from kpss.core.visitors import address_of, posted
from planning.suggestions.actions import suggestions
from planning.suggestions.exports.form import form_pdf
from planning.suggestions.forms.suggestions import FindForm, WriteForm
from planning.suggestions.models import ANSWER_DAYS, Suggestion
from planning.suggestions.presenters import pages

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
PER_PAGE = 20
#: Suggestions and wrong codes from one address in an hour, and mails to one address in a day.
MOST_SENT, MOST_WRONG, MOST_MAILS = 10, 20, 3


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """List suggestions answered in public, and lead to writing one."""
    public = Suggestion.objects.public().select_related("municipality")
    page = Paginator(public, PER_PAGE).get_page(request.GET.get("strana"))
    items = [pages.public_item(one) for one in page]
    return render(request, "suggestions/suggestion_list.html", {"page": page, "items": items, "days": ANSWER_DAYS})


@require_safe
def suggestion(request: HttpRequest, number: int) -> HttpResponse:
    """Show a suggestion answered in public, and what it became."""
    found = get_visible(Suggestion.objects.public().select_related("municipality"), number=number)
    context = {
        "item": pages.public_item(found),
        "panels": panels_for("suggestions.suggestion", found, request.user),
        "crumbs": pages.crumbs(found.public_title),
    }
    return render(request, "suggestions/suggestion.html", context)


@offers_again
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Take a suggestion and lead to its status page, where the code stands."""
    form = WriteForm(posted(request))
    if form.is_valid():
        if not _within_rates(request, form.cleaned_data["email"]):
            return render(request, "core/too_many.html", status=429)
        with errors_in(form):
            made = suggestions.submit(suggestion=form.suggestion())
            messages.success(request, _("Děkujeme. Podnět č. %(number)s je u nás.") % {"number": made.number})
            return redirect("suggestions:status", made.code)
    context = {"form": form, "days": ANSWER_DAYS, "crumbs": pages.crumbs(_("Napsat podnět"))}
    return render(request, "suggestions/write.html", context, status=422 if form.is_bound else 200)


def _within_rates(request: HttpRequest, email: str) -> bool:
    from_here = rates.hit("suggestions.submit", address_of(request), limit=MOST_SENT, window=HOUR)
    return from_here and (not email or rates.hit("suggestions.mail", email.lower(), limit=MOST_MAILS, window=DAY))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code and lead to the status page."""
    form = FindForm(posted(request))
    if form.is_valid():
        found = suggestions.find_by_code(form.cleaned_data["code"])
        if found:
            return redirect("suggestions:status", found.code)
        if _guesses(request):
            return render(request, "core/too_many.html", status=429)
        form.add_error("code", _("Podnět s takovým kódem nemáme. Zkontrolujte opis, nebo nám zavolejte."))
    context = {"form": form, "crumbs": pages.crumbs(_("Co je s mým podnětem"))}
    return render(request, "suggestions/find.html", context, status=422 if form.is_bound else 200)


def _guesses(request: HttpRequest) -> bool:
    """Count a wrong code and return whether there were too many from one address."""
    return not rates.hit("suggestions.code", address_of(request), limit=MOST_WRONG, window=HOUR)


@never_cache
@require_safe
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Show whoever has the code how far the suggestion is."""
    found = suggestions.find_by_code(code)
    if found is None:
        if _guesses(request):
            return render(request, "core/too_many.html", status=429)
        raise Http404
    panels = panels_for("suggestions.suggestion", found, request.user)
    return render(request, "suggestions/status.html", pages.status_page(found) | {"panels": panels})


@require_safe
def paper_form(_request: HttpRequest) -> HttpResponse:
    """Give the form to print, with places where to hand it in."""
    answer = HttpResponse(form_pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="podnet.pdf"'
    return answer
