"""What is published is written, shown at its time, put away, deleted and brought back."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.text import unique_slug
from planning.portal.models import Published, Topic
from planning.portal.models import kinds as known

PREVIEW_SALT = "portal.preview"
PREVIEW_LIVES = dt.timedelta(days=30)
E_ = TypeVar("E_", bound=Published)


@transaction.atomic
def save_entry(*, entry: E_, edit: int, by: Any, topics: Iterable[Topic] | None = None) -> E_:
    """Keep a new or changed entry; raises `ValidationError` when somebody else wrote meanwhile (*edit* is older)."""
    rows: Any = type(entry)._default_manager
    if entry.pk and rows.select_for_update().get(pk=entry.pk).edit_count != edit:
        raise ValidationError(
            _("Text mezitím uložil někdo jiný. Ten váš tu zůstal: porovnejte je a uložte znovu."), code="changed"
        )
    if not entry.pk and _has_twin(entry):
        raise ValidationError(_("Přesně tenhle text už máte uložený. Najdete ho v seznamu."), code="twin")
    event = f"portal.{known.kind_of(entry)}.{'changed' if entry.pk else 'written'}"
    if hasattr(entry, "slug") and not entry.slug:
        entry.slug = unique_slug(rows, str(entry))
    entry.edit_count = edit + 1
    entry.full_clean()
    entry.save()
    if topics is not None:
        entry.topics.set(topics)  # type: ignore[attr-defined]
    audit.record(event, entry, by=by)
    return entry


def _has_twin(entry: Published) -> bool:
    """Whether the same is written already: a form was sent once more from the page before."""
    own = {field.name for field in type(entry)._meta.concrete_fields} - {field.name for field in Published._meta.fields}
    same = {name: getattr(entry, name) for name in own - {"id", "slug", "image", "position"}}
    rows: Any = type(entry)._default_manager
    return bool(rows.kept().filter(**same).exists())


def publish_entry(*, entry: Published, at: dt.datetime | None = None, by: Any) -> None:
    """Show an entry to everybody: now, or at its time."""
    _move(entry, "published", by, published_at=at or timezone.now(), archived_at=None)


def withdraw_entry(*, entry: Published, by: Any) -> None:
    """Take an entry from the public and write it on."""
    _move(entry, "withdrawn", by, published_at=None, archived_at=None)


def archive_entry(*, entry: Published, by: Any) -> None:
    """Put an entry away: it can be read and found in the archive, but stands in no list."""
    _move(entry, "archived", by, archived_at=timezone.now())


def delete_entry(*, entry: Published, by: Any) -> None:
    """Delete an entry; for 30 days it can be brought back."""
    _move(entry, "deleted", by, deleted_at=timezone.now())


def restore_entry(*, entry: Published, by: Any) -> None:
    """Bring back what was deleted or put away, as it was before."""
    _move(entry, "restored", by, **({"deleted_at": None} if entry.deleted_at else {"archived_at": None}))


@transaction.atomic
def _move(entry: Published, event: str, by: Any, **changed: Any) -> None:
    rows: Any = type(entry)._default_manager.filter(pk=entry.pk)
    if "deleted_at" in changed:
        rows = rows.filter(deleted_at__isnull=changed["deleted_at"] is not None)
    if not rows.update(changed_at=timezone.now(), **changed):
        return
    for name, value in changed.items():
        setattr(entry, name, value)
    audit.record(f"portal.{known.kind_of(entry)}.{event}", entry, by=by)


def forget_deleted(at: dt.datetime) -> str:
    """Delete for good what was deleted 30 days ago."""
    rows: list[Any] = [model._default_manager for model in known.KINDS.values()]
    gone = sum(manager.to_forget(at).delete()[0] for manager in rows)
    return f"smazáno natrvalo: {gone}" if gone else ""


# --- Preview ---------------------------------------------------------------------------------------------


def preview_code(entry: Published) -> str:
    """Return the signed code of the link under which an entry is read before it is published."""
    return signing.dumps([known.kind_of(entry), entry.pk], salt=PREVIEW_SALT)


def find_preview(code: str) -> Published | None:
    """Return the entry to which a preview link leads; None for a link that is not ours or too old, or an entry that is gone."""
    try:
        kind, pk = signing.loads(code, salt=PREVIEW_SALT, max_age=PREVIEW_LIVES)
    except signing.BadSignature:
        return None
    rows: Any = known.KINDS[kind]._default_manager
    found: Published | None = rows.kept().filter(pk=pk).first()
    return found
