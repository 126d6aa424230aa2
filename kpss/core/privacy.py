"""Every model field says whether it is personal, why it is kept and for how long.

The privacy notice, „moje data“ and erasure walk these declarations; a field nobody declared fails a test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

OnErase = Literal["clear", "delete", "keep"]


@dataclass(frozen=True)
class Personal:
    """A personal field: purpose and retention in Czech words, what erasure does with it, how its value is told."""

    purpose: str | Promise
    keep_for: str | Promise
    on_erase: OnErase = "clear"
    told: Callable[[Any], str] = str


@dataclass(frozen=True)
class Privacy:
    """The declaration of one model.

    ``subject`` is the lookup from the model to the user whose data a row holds, or several separated by spaces;
    ``other`` names the fields that are not personal; ``told`` those of them that tell a person what a row is about.
    """

    other: str
    personal: dict[str, Personal] = field(default_factory=dict)
    subject: str = ""
    what: str | Promise = ""
    told: str = ""

    def declared(self) -> set[str]:
        return set(self.other.split()) | set(self.personal)

    def about(self, user: models.Model) -> models.Q:
        """Return the condition of rows that hold data of *user*."""
        found = models.Q()
        for subject in self.subject.split():
            found |= models.Q(**{subject: user.pk})
        return found

    def in_words(self, name: str, value: Any) -> str:
        """Return a field's value as its person reads it."""
        told = self.personal[name].told if name in self.personal and value is not None else str
        return told(value)


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
            yield model, declaration, model._default_manager.filter(declaration.about(user))


def data_about(user: models.Model) -> dict[str, list[dict[str, Any]]]:
    """Return everything kept about *user*, for „moje data“: what it is in words → rows, each field under its name."""
    kept = {declaration.what: _told(model, declaration, rows) for model, declaration, rows in rows_about(user)}
    return {str(what): rows for what, rows in kept.items() if rows}


def _told(model: type[models.Model], declaration: Privacy, rows: models.QuerySet[Any]) -> list[dict[str, str]]:
    """Return personal fields and those that say what a row is about; the person's own key says nothing.

    Where a row has several people, all of them are told: who is the other one is what it is about.
    """
    names = [name for name in (*declaration.told.split(), *declaration.personal) if name != declaration.subject]
    labels = {name: _label(model, name) for name in names}
    told = declaration.in_words
    found = rows.values(*names) if names else ()
    return [{labels[name]: told(name, value) for name, value in row.items()} for row in found]


def _label(model: type[models.Model], name: str) -> str:
    """Return what a field is called; a field of another row by the name of that row."""
    own: Any = model._meta.get_field(name.partition("__")[0])
    return str(own.related_model._meta.verbose_name if "__" in name else own.verbose_name)


def erase_about(user: models.Model) -> None:
    """Clear or delete everything personal about *user*, the account itself excepted.

    All rows are found before the first is cleared: some are theirs only by way of another that loses its person.
    """
    found = [
        (model, declaration, list(rows.values_list("pk", flat=True))) for model, declaration, rows in rows_about(user)
    ]
    for model, declaration, keys in found:
        rows = model._default_manager.filter(pk__in=keys)
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
