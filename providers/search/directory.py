"""All services by name for the desk, kept in memory until the catalogue changes: sorting thousands for a page is slow."""

from dataclasses import dataclass

from kpss.core.collation import czech
from kpss.core.stamps import Stamped
from kpss.core.text import fold
from providers.models import SocialService
from providers.search.index import CORPUS


@dataclass(frozen=True)
class Line:
    """A service as the desk looks for it; `words` are the folded names of the service and of its provider."""

    pk: int
    words: str
    status: str
    is_alive: bool


def _build() -> list[Line]:
    fields = ("pk", "name", "provider__name", "status", "deleted_at", "provider__deleted_at")
    rows = SocialService.objects.order_by(czech("name"), "pk").values_list(*fields)
    return [
        Line(pk, fold(f"{name} {provider}"), status, is_alive=not (deleted or provider_deleted))
        for pk, name, provider, status, deleted, provider_deleted in rows
    ]


_lines = Stamped(CORPUS.stamp, _build)


def named(name: str) -> list[Line]:
    """Return the services whose or whose provider's name holds *name*, accents and case aside, in Czech order."""
    wanted = fold(name)
    return [line for line in _lines.get() if wanted in line.words]


def forget() -> None:
    """Drop the lines (for tests)."""
    _lines.forget()
