"""Writing rows of code books."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.models import Synonym, UnansweredQuery
from providers.models import ServiceKind, TargetGroup
from providers.search import index


@transaction.atomic
def save_row(*, form: Any, by: Any) -> models.Model:
    """Save a row of a code book and refresh the search where its words are searched."""
    row: models.Model = form.save()
    audit.record("providers.codebook.changed", row, by=by)
    _refresh(row)
    return row


@transaction.atomic
def delete_row(*, row: models.Model, by: Any) -> None:
    """Delete a row; ValidationError when something uses it."""
    in_use = ValidationError(_("Tuto položku používají služby. Nejdřív ji u nich změňte."), code="used")
    if isinstance(row, ServiceKind | TargetGroup) and row.services.exists():
        raise in_use
    audit.record("providers.codebook.deleted", row, by=by)
    try:
        row.delete()
    except models.ProtectedError as error:
        raise in_use from error
    index.touch()


def forget_question(*, question: UnansweredQuery) -> None:
    """Take a question off the list of those the search had no answer for."""
    question.delete()


def _refresh(row: models.Model) -> None:
    if isinstance(row, ServiceKind | TargetGroup):
        index.refresh(list(row.services.values_list("pk", flat=True)))
    elif isinstance(row, Synonym):
        index.touch()
