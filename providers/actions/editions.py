"""Printed editions of the catalogue: publishing them, and taking them back when an address becomes secret."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, stamps
from kpss.core.jobs import keep_file
from kpss.core.models import Job, Stamp
from kpss.core.pdf.cache import ChunkCache
from providers.actions.trials import forget_all_trials
from providers.models import PrintedEdition

#: Counts how many times everything printed was taken back.
STAMP = "providers.withdrawn"


def mark() -> int:
    """Return what a long export takes before it reads the catalogue and shows when it is finished."""
    return stamps.current(STAMP)


@transaction.atomic
def keep_result(*, job: Job, content: bytes | File[bytes], name: str, mark: int) -> None:
    """Keep a finished export as the result of *job*.

    Raises ValidationError when an address became secret since the *mark* was taken.
    """
    _require(mark)
    keep_file(job, content, name)
    job.save(update_fields=["result_file", "result_name"])


@transaction.atomic
def publish_edition(*, job: Job, paper: str, page_count: int, by: Any, mark: int) -> PrintedEdition:
    """Copy the job's PDF to a file of its own (jobs are tidied away) and offer it in place of the older one.

    Raises ValidationError when an address became secret since the *mark* was taken.
    """
    _require(mark)
    with job.result_file.open("rb") as source:
        values = {"size": job.result_file.size, "page_count": page_count, "published_at": timezone.now()}
        copy = File(source, name="katalog.pdf")
        edition, _is_new = PrintedEdition.objects.update_or_create(paper=paper, defaults={"file": copy, **values})
    audit.record("providers.edition.published", edition, by=by)
    return edition


def _require(mark: int) -> None:
    """Whoever takes everything back meanwhile waits for the end of the transaction, and finds what it made."""
    now = Stamp.objects.select_for_update().filter(name=STAMP).first()
    if mark != (now.value if now else 0):
        _empty_cache()
        raise ValidationError(_("Mezitím se utajila adresa jedné ze služeb. Spusťte to prosím znovu."), code="secret")


@transaction.atomic
def withdraw_all(*, by: Any) -> None:
    """Take back everything printed and exported from the catalogue: it names an address that is secret now."""
    stamps.bump(STAMP)
    if PrintedEdition.objects.exists():
        PrintedEdition.objects.all().delete()
        audit.record("providers.edition.withdrawn", by=by)
    begun = [reverse("providers:print"), reverse("providers:spreadsheet")]
    for job in Job.objects.filter(begun_url__in=begun).exclude(result_file=""):
        job.result_file, job.result_name = "", ""
        job.message = _("Soubor jsme smazali, protože se mezitím utajila adresa jedné ze služeb. Vytvořte ho znovu.")
        job.save(update_fields=["result_file", "result_name", "message"])
    transaction.on_commit(_empty_cache)
    transaction.on_commit(forget_all_trials)


def _empty_cache() -> None:
    ChunkCache(Path(settings.PDF_CACHE_DIR)).clear()
