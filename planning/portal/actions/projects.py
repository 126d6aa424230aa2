"""Projects that pay for the portal are kept, and the town carries what they say."""

from typing import Any

from django.db import transaction

from kpss.core import audit
from kpss.core.models import FundedProject, Town


@transaction.atomic
def save_project(*, project: FundedProject, by: Any) -> None:
    """Keep a project; its words stand on pages and in documents from now on. Raises `ValidationError`."""
    event = "changed" if project.pk else "written"
    Town.objects.select_for_update().first()
    project.full_clean()
    project.save()
    Town.current().carry_projects()
    audit.record(f"portal.project.{event}", project, by=by)
