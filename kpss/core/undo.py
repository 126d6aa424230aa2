"""The way back from what somebody did: apps say which events of the audit log one button takes back.

An app registers, for its events, a function that gets some of them and returns those that can still be taken back, each
with the address of its button.
"""

from collections.abc import Callable, Iterable

from kpss.core.models import AuditEvent

WayBack = Callable[[list[AuditEvent]], dict[int, str]]
_WAYS: dict[str, WayBack] = {}


def register(events: Iterable[str], way: WayBack) -> None:
    """Say how *events* are taken back; an app does it once in ``ready``."""
    _WAYS.update(dict.fromkeys(events, way))


def known() -> list[str]:
    """Return the events that can be taken back."""
    return list(_WAYS)


def ways_back(events: Iterable[AuditEvent], most: int) -> dict[int, str]:
    """Return event → address of the button for those that still can be taken back; asks *most* functions at most."""
    asked: dict[WayBack, list[AuditEvent]] = {}
    for event in events:
        asked.setdefault(_WAYS[event.event], []).append(event)
    found: dict[int, str] = {}
    for way, group in list(asked.items())[:most]:
        found |= way(group)
    return found
