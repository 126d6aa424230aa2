"""Panels: a page of a left app shows what only a right app knows.

The right app registers a function in its ``apps.py``; the page's view asks for the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Rows = list[dict[str, Any]]
PanelFunction = Callable[[Any, Any], Rows]


@dataclass(frozen=True)
class Panel:
    """A named panel with its template and the function that fills it from (object, viewer)."""

    name: str
    template: str
    fill: PanelFunction


_PANELS: dict[str, list[Panel]] = {}


def register(place: str, template: str, fill: PanelFunction) -> None:
    """Add a panel to *place*, for example ``providers.service``."""
    _PANELS.setdefault(place, []).append(Panel(place, template, fill))


def panels_for(place: str, obj: Any, viewer: Any) -> list[dict[str, Any]]:
    """Return the panels of *place* that have something to say: template and rows."""
    filled = ((panel, panel.fill(obj, viewer)) for panel in _PANELS.get(place, []))
    return [{"template": panel.template, "rows": rows} for panel, rows in filled if rows]
