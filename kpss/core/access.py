"""Who gets in: outside your circle 404, inside but not allowed 403, not signed in and staff only → sign-in.

The only place that knows the permission library; views ask here.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kpss.core import rates
from kpss.core.unsent import MARK
from kpss.core.visitors import address_of

M = TypeVar("M", bound=models.Model)
View = Callable[..., HttpResponseBase]
#: Where a session keeps the form that somebody sent after the sign-in had expired, and how much of it (characters).
KEPT_FORM = "kept_form"
MOST_KEPT = 200_000
NOT_KEPT = {"csrfmiddlewaretoken", MARK}
HOUR = dt.timedelta(hours=1)


def get_visible(queryset: models.QuerySet[M], **lookup: Any) -> M:
    """Return the one row of an already narrowed *queryset*, or 404: what you may not see does not exist."""
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, ValueError) as error:
        raise Http404 from error


def require(user: Any, permission: str, obj: Any = None) -> None:
    """Raise PermissionDenied (403) unless *user* holds *permission*, on *obj* when given."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied


def allows(user: Any, permission: str, obj: Any = None) -> bool:
    """Return whether *user* holds *permission*."""
    return bool(user.has_perm(permission, obj))


def keeps_form(view: View) -> View:
    """Decorate, outermost, a view with a long form: what is sent after the sign-in expired is kept and shown again."""
    view.keeps_form = True  # type: ignore[attr-defined]
    return view


def offers_again(view: View) -> View:
    """Decorate, outermost, a page of the visitor's own writing: sent with an old token it is shown to be sent again."""
    view.offers_again = True  # type: ignore[attr-defined]
    return view


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was posted as pairs, without what only guards the form."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send a visitor to sign-in and back: to the page, to what was filled in, or to where a button was pressed."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    request.session.pop(KEPT_FORM, None)
    match = request.resolver_match
    if match and hasattr(match.func, "keeps_form") and _keep(request):
        return redirect_to_login(reverse("core:resume"))
    return redirect_to_login(_page_of_button(request))


def _keep(request: HttpRequest) -> bool:
    """Keep a sent form in the session; False when it is too large or too many come from one address."""
    fields = sent_fields(request)
    size = sum(len(name) + len(value) for name, value in fields)
    if size > MOST_KEPT or not rates.hit("kept_form", address_of(request), limit=20, window=HOUR):
        return False
    request.session[KEPT_FORM] = {
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }
    return True


def _page_of_button(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(referer).path if is_ours else "/"


def staff_page(permission: str) -> Callable[[View], View]:
    """Decorate a view for those who hold *permission*; a visitor is sent to sign-in, others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            require(request.user, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Decorate a view for anybody signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def open_or_404(file: FieldFile) -> File[bytes]:
    """Open a stored file to be given out; Http404 when the storage lost it."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
