"""What a request says of its visitor: the address (for counting floods only, never stored), what was posted."""

from typing import Any

from django.conf import settings

from kpss.core.models import Town

#: The cookie that says only that easy reading is wanted.
EASY_READ_COOKIE = "snadne_cteni"


def address_of(request: Any) -> str:
    """Return the visitor's network address; behind our proxies the one the outermost of them saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES and forwarded[0]:
        return str(forwarded[-settings.TRUSTED_PROXIES].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def town_of(request: Any) -> Town:
    """Return the town's settings, read once a request."""
    if not hasattr(request, "kpss_town"):
        request.kpss_town = Town.current()
    town: Town = request.kpss_town
    return town


def posted(request: Any) -> Any:
    """Return what was posted, even when nothing was filled in; None when the form is only shown."""
    return request.POST if request.method == "POST" else None
