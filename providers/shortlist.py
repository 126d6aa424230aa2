"""My list: services a visitor keeps, in the session alone, without an account."""

from typing import Any

KEY = "shortlist"
MOST = 30


def shortlisted(request: Any) -> frozenset[int]:
    """Return the ids in the visitor's list; a visitor without a session has none and no session is made."""
    if not request.session.session_key and not request.COOKIES.get("sessionid"):
        return frozenset()
    return frozenset(request.session.get(KEY, []))


def add(request: Any, pk: int) -> bool:
    """Add a service; return False when the list is full."""
    ids = request.session.get(KEY, [])
    if pk not in ids and len(ids) >= MOST:
        return False
    request.session[KEY] = [*[item for item in ids if item != pk], pk]
    return True


def remove(request: Any, pk: int) -> None:
    """Take a service out of the list."""
    request.session[KEY] = [item for item in request.session.get(KEY, []) if item != pk]
