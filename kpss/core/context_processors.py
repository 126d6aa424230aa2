"""What every page knows: the town, and whether the easy-to-read version is on."""

from typing import Any

from django.utils.functional import SimpleLazyObject

from kpss.core.models import PaidPart
from kpss.core.visitors import EASY_READ_COOKIE, town_of

#: Which part of the portal an app is, for projects that pay for one; all others are planning.
PARTS = {"providers": PaidPart.CATALOGUE, "surveys": PaidPart.SURVEYS}


def town(request: Any) -> dict[str, Any]:
    """Give templates ``town`` (read once a request, when needed), the ``projects`` that pay, and ``easy_read``."""
    match = request.resolver_match
    part = PARTS.get(match.app_name if match else "", PaidPart.PLANNING)
    return {
        "town": SimpleLazyObject(lambda: town_of(request)),
        "projects": SimpleLazyObject(lambda: town_of(request).projects(part)),
        "easy_read": request.COOKIES.get(EASY_READ_COOKIE) == "1",
    }
