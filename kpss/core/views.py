"""Pages all parts share: the town's accent, jobs, the gallery of components, easy reading."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as django_csrf_failure
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kpss.core.access import KEPT_FORM, MOST_KEPT, get_visible, open_or_404, sent_fields, signed_in
from kpss.core.colour import contrast, shade
from kpss.core.files import MEDIA_TYPES
from kpss.core.gallery import SWATCHES, specimens
from kpss.core.models import Job, Town
from kpss.core.visitors import EASY_READ_COOKIE

DARK_PAGE = "#15191a"
YEAR = 365 * 24 * 3600


@require_safe
@cache_control(max_age=300, public=True)
def accent(request: HttpRequest) -> HttpResponse:
    """Give the town's colour as a small stylesheet of its own (the content security policy allows no inline one)."""
    colour = Town.current().accent
    light = next(
        shade(colour, share / 20) for share in range(20) if contrast(shade(colour, share / 20), DARK_PAGE) >= 7
    )
    css = (
        f"@media screen and (prefers-color-scheme:light){{:root{{--accent:{colour};"
        f"--accent-strong:{shade(colour, -0.3)};--on-accent:#fcfaf5}}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--accent:{light};"
        f"--accent-strong:{shade(light, 0.4)};--on-accent:{DARK_PAGE}}}}}"
    )
    return HttpResponse(css, content_type="text/css")


@require_safe
@cache_control(max_age=3600, public=True)
def arms(request: HttpRequest) -> FileResponse:
    """Give the town's coat of arms, re-encoded on upload."""
    town = Town.current()
    if not town.arms:
        raise Http404
    suffix = PurePosixPath(str(town.arms.name)).suffix.lower()
    return FileResponse(open_or_404(town.arms), content_type=MEDIA_TYPES[suffix])


@require_safe
def easy_read(request: HttpRequest) -> HttpResponse:
    """Switch easy reading on or off and go back; the choice is kept in a cookie that only says so."""
    target = request.GET.get("zpet", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(target if safe else "/")
    if request.COOKIES.get(EASY_READ_COOKIE) == "1":
        response.delete_cookie(EASY_READ_COOKIE)
    else:
        response.set_cookie(
            EASY_READ_COOKIE, "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


@signed_in
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Show once what was sent after the sign-in had expired, to be read and sent again by whoever filled it in."""
    kept = request.session.pop(KEPT_FORM, None)
    if kept is None:
        return redirect("/")
    response = render(request, "core/resume.html", {"kept": kept, "written": _written(kept["fields"])})
    response["Cache-Control"] = "no-store"
    return response


def _written(fields: list[tuple[str, str]]) -> list[str]:
    """Return what a person wrote in words: codes of choices, numbers and hidden values say nothing to anybody."""
    values = (value.strip() for name, value in fields if name not in ("base", "version"))
    return [value for value in values if " " in value or any(char.isupper() for char in value)]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is old: what a visitor wrote of one's own is offered to be sent again."""
    match = request.resolver_match
    fields = sent_fields(request)
    if match is None or not hasattr(match.func, "offers_again") or sum(len(value) for _n, value in fields) > MOST_KEPT:
        return django_csrf_failure(request, reason)
    context = {"path": request.get_full_path(), "fields": fields, "written": _written(fields)}
    response = render(request, "core/again.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_safe
def job(request: HttpRequest, pk: str) -> HttpResponse:
    """Show how far one's job is; the page can be left and come back to."""
    found = get_visible(Job.objects.filter(owner_id=request.user.pk), pk=pk)
    return render(request, "core/job.html", {"job": found})


@signed_in
@require_safe
def job_file(request: HttpRequest, pk: str) -> FileResponse:
    """Give the result of one's job to its owner alone."""
    found = get_visible(Job.objects.filter(owner_id=request.user.pk).exclude(result_file=""), pk=pk)
    response = FileResponse(open_or_404(found.result_file), as_attachment=True, filename=found.result_name)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its parameters."""
    return render(request, "core/gallery.html", {"specimens": list(specimens(request)), "swatches": SWATCHES})
