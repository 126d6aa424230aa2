"""What every page knows: the town, and whether the easy-to-read version is on."""

from typing import Any

from django.utils.functional import SimpleLazyObject

from kpss.core.visitors import EASY_READ_COOKIE, town_of


def town(request: Any) -> dict[str, Any]:
    """Give templates ``town`` (read once a request, when needed) and ``easy_read``."""
    return {
        "town": SimpleLazyObject(lambda: town_of(request)),
        "easy_read": request.COOKIES.get(EASY_READ_COOKIE) == "1",
    }
