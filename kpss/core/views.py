"""Pages all parts share: the town's accent, jobs, the gallery of components, easy reading."""

import datetime as dt
from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as django_csrf_failure
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kpss.core import rates, unsent
from kpss.core.access import KEPT_FORM, MOST_KEPT, get_visible, open_or_404, sent_fields, signed_in
from kpss.core.colour import contrast, shade
from kpss.core.dates import local, moment_in_words
from kpss.core.files import MEDIA_TYPES
from kpss.core.gallery import SWATCHES, specimens
from kpss.core.models import FundedProject, Job, Town
from kpss.core.visitors import EASY_READ_COOKIE

DARK_PAGE = "#15191a"
YEAR = 365 * 24 * 3600
HOUR = dt.timedelta(hours=1)
#: So often in an hour one person's writing is kept.
MOST_SAVES, LONGEST_PATH = 1200, 300


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
@cache_control(max_age=3600, public=True)
def logo(request: HttpRequest, pk: int) -> FileResponse:
    """Give the logo of who pays for a project, re-encoded on upload."""
    project = get_visible(FundedProject.objects.exclude(logo=""), pk=pk)
    suffix = PurePosixPath(str(project.logo.name)).suffix.lower()
    return FileResponse(open_or_404(project.logo), content_type=MEDIA_TYPES[suffix])


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


@never_cache
@require_http_methods(["GET", "POST"])
def unsent_form(request: HttpRequest) -> JsonResponse:
    """Keep what somebody writes on a page, forget it, or say what was left unsent there; for that person alone."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=403)
    if request.method == "GET":
        kept = unsent.kept_for(request.user, request.GET.get("path", "").replace("\0", ""))
        return JsonResponse({"fields": kept[0], "when": moment_in_words(kept[1])} if kept else {})
    path = request.POST.get("path", "").replace("\0", "")
    if "forget" in request.POST:
        unsent.forget(request.user, path)
        return JsonResponse({})
    return _keep_unsent(request, path)


def _keep_unsent(request: HttpRequest, path: str) -> JsonResponse:
    fields = [(name, value.replace("\0", "")) for name, value in sent_fields(request) if name != "path"]
    size = sum(len(name) + len(value) for name, value in fields)
    is_usual = rates.hit("unsent_form", str(request.user.pk), limit=MOST_SAVES, window=HOUR)
    if not path.startswith("/") or len(path) > LONGEST_PATH or size > MOST_KEPT or not is_usual:
        return JsonResponse({}, status=400)
    kept = unsent.keep(request.user, path, fields)
    return JsonResponse({"when": f"{local(kept.saved_at):%-H:%M}"})


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
