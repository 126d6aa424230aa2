"""Documents are kept with their files; a newer version stands before the older ones, it does not replace them."""

import datetime as dt
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from kpss.core import audit
from planning.portal.actions.entries import save_entry
from planning.portal.models import Document, DocumentFile, FileVersion


@transaction.atomic
def save_document(*, entry: Document, edit: int, by: Any, upload: File[bytes] | None = None) -> Document:
    """Keep a document, a new one with its first file; raises `ValidationError`."""
    if entry.milestone:
        entry.cycle = entry.milestone.cycle
    document = save_entry(entry=entry, edit=edit, by=by)
    if upload:
        add_file(document=document, file=upload, by=by)
    return document


@transaction.atomic
def add_file(*, document: Document, file: File[bytes], title: str = "", by: Any) -> FileVersion:
    """Put another file to a document; raises `ValidationError`."""
    Document.objects.select_for_update().get(pk=document.pk)
    last = document.files.aggregate(last=Max("position"))["last"] or 0
    found = DocumentFile(document=document, position=last + 1, title=title)
    found.full_clean()
    found.save()
    return _keep(found, file, 1, "", by)


@transaction.atomic
def add_version(*, document_file: DocumentFile, file: File[bytes], note: str = "", by: Any) -> FileVersion:
    """Put a newer version of a file before the older ones; its address stays. Raises `ValidationError`."""
    Document.objects.select_for_update().get(pk=document_file.document_id)
    last = document_file.versions.aggregate(last=Max("number"))["last"] or 0
    return _keep(document_file, file, last + 1, note, by)


def _keep(document_file: DocumentFile, file: File[bytes], number: int, note: str, by: Any) -> FileVersion:
    version = FileVersion(file_of=document_file, number=number, file=file, size=file.size, note=note)
    version.full_clean()
    version.save()
    audit.record("portal.document.file_added", document_file.document, by=by, file=str(document_file))
    return version


@transaction.atomic
def delete_version(*, version: FileVersion, by: Any) -> None:
    """Take a version off the web; for 30 days it can be brought back."""
    if version.mark_deleted():
        _record(version, "portal.document.file_deleted", by)


@transaction.atomic
def restore_version(*, version: FileVersion, by: Any) -> None:
    """Bring back a version that was taken off."""
    if version.mark_kept():
        _record(version, "portal.document.file_restored", by)


def _record(version: FileVersion, event: str, by: Any) -> None:
    audit.record(event, version.file_of.document, by=by, file=str(version.file_of))


def forget_deleted_versions(at: dt.datetime) -> str:
    """Delete for good the versions that were taken off 30 days ago; files go with them."""
    gone = FileVersion.objects.to_forget(at).delete()[0]
    return f"verze souborů smazané natrvalo: {gone}" if gone else ""
