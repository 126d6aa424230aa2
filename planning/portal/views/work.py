"""The coordinator's desk, and where a person who has signed in is led."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kpss.core.access import signed_in, staff_page
from kpss.core.visitors import town_of
from planning.portal.presenters import work as shown
from planning.portal.reports import desk as reports


@signed_in
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Lead a person who has signed in to what one works with here."""
    own = shown.works_of(request.user)
    if own and own[0].name == "portal:desk" and not town_of(request).is_set_up:
        return redirect("portal:start")
    return redirect(own[0].name if own else "portal:home")


@staff_page("portal.open_desk")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the coordinator what waits, what runs, what was done and what is coming."""
    now = timezone.now()
    whole = reports.whole_desk(now)
    if not town_of(request).is_set_up:
        whole += reports.desk_of_new_town()
    return render(request, "portal/desk.html", shown.desk_page(whole, request.user, now))
