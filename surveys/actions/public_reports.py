"""Printed reports that the public downloads: made by a task, given out as long as the answers are the same."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kpss.core import stamps
from surveys.models import Survey
from surveys.reports import state_of

FOLDER = "vysledky"
FORMS = ("pdf", "docx")


def report_stamp(survey: Survey) -> str:
    """Return the name of the stamp that moves when a report is kept."""
    return f"surveys.report.{survey.pk}"


def keep_report(*, survey: Survey, content: bytes, form: str, state: str) -> None:
    """Keep the report of one state of the results instead of older ones."""
    for old in (_place(survey, form), _place(survey, form) + ".mark"):
        if default_storage.exists(old):
            default_storage.delete(old)
    default_storage.save(_place(survey, form), ContentFile(content))
    default_storage.save(_place(survey, form) + ".mark", ContentFile(state.encode()))
    stamps.bump(report_stamp(survey))


def report_file(survey: Survey, form: str) -> bytes | None:
    """Return the kept report, unless answers or the previous wave have changed since."""
    if not default_storage.exists(_place(survey, form) + ".mark"):
        return None
    with default_storage.open(_place(survey, form) + ".mark", "rb") as file:
        if file.read().decode() != state_of(survey):
            return None
    with default_storage.open(_place(survey, form), "rb") as file:
        content: bytes = file.read()
    return content


def _place(survey: Survey, form: str) -> str:
    return f"{FOLDER}/{survey.pk}.{form}"
