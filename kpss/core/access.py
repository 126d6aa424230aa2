"""Who gets in: outside your circle 404, inside but not allowed 403, not signed in and staff only → sign-in.

The only place that knows the permission library; views ask here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

M = TypeVar("M", bound=models.Model)
View = Callable[..., HttpResponseBase]
#: Where a session keeps the form that somebody sent after the sign-in had expired, and how much of it (characters).
KEPT_FORM = "kept_form"
MOST_KEPT = 200_000
NOT_KEPT = {"csrfmiddlewaretoken"}


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


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send a visitor to sign-in and back; a form that was sent is kept, so that an expired session loses nothing."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    if sum(len(value) for _name, value in fields) <= MOST_KEPT:
        kept = {"path": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}
        request.session[KEPT_FORM] = kept
    return redirect_to_login(reverse("core:resume"))


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
