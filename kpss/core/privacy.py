"""Every model field says whether it is personal, why it is kept and for how long.

The privacy notice, „moje data“ and erasure walk these declarations; a field nobody declared fails a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

OnErase = Literal["clear", "delete", "keep"]


@dataclass(frozen=True)
class Personal:
    """A personal field: purpose and retention in Czech words, and what erasure does with it."""

    purpose: str | Promise
    keep_for: str | Promise
    on_erase: OnErase = "clear"


@dataclass(frozen=True)
class Privacy:
    """The declaration of one model.

    ``subject`` is the lookup from the model to the user whose data a row holds; ``other`` names the fields that
    are not personal, separated by spaces.
    """

    other: str
    personal: dict[str, Personal] = field(default_factory=dict)
    subject: str = ""
    what: str | Promise = ""

    def declared(self) -> set[str]:
        return set(self.other.split()) | set(self.personal)


def our_models() -> Iterator[type[models.Model]]:
    """Yield the concrete models of our own apps."""
    for config in apps.get_app_configs():
        if config.name.startswith(("kpss.", "providers", "surveys", "planning.")):
            yield from config.get_models()


def declaration_of(model: type[models.Model]) -> Privacy:
    """Return the model's declaration; raise LookupError when it has none."""
    declaration = getattr(model, "privacy", None)
    if declaration is None:
        raise LookupError(f"{model._meta.label} declares no privacy")
    return declaration


def rows_about(user: models.Model) -> Iterator[tuple[type[models.Model], Privacy, models.QuerySet[Any]]]:
    """Yield (model, declaration, rows) for every model that holds data of *user*."""
    for model in our_models():
        declaration = declaration_of(model)
        if declaration.subject:
            yield model, declaration, model._default_manager.filter(**{declaration.subject: user.pk})


def data_about(user: models.Model) -> dict[str, list[dict[str, Any]]]:
    """Return everything kept about *user*: model label → rows of personal fields (for „moje data“)."""
    return {
        model._meta.label: [
            {name: str(value) for name, value in row.items()} for row in rows.values(*declaration.personal)
        ]
        for model, declaration, rows in rows_about(user)
        if declaration.personal and rows.exists()
    }


def erase_about(user: models.Model) -> None:
    """Clear or delete everything personal about *user*, the account itself excepted."""
    for model, declaration, rows in rows_about(user):
        if any(item.on_erase == "delete" for item in declaration.personal.values()):
            rows.delete()
        else:
            _clear(model, declaration, rows)


def _clear(model: type[models.Model], declaration: Privacy, rows: models.QuerySet[Any]) -> None:
    names = [name for name, item in declaration.personal.items() if item.on_erase == "clear"]
    if names:
        rows.update(**{name: _empty(model._meta.get_field(name)) for name in names})


def _empty(model_field: Any) -> Any:
    return None if model_field.null else model_field.get_default() or ""
