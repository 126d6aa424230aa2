"""Topics are added, renamed, joined and deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.text import fold, unique_slug
from planning.portal.models import Topic


@transaction.atomic
def save_topic(*, topic: Topic, by: Any) -> None:
    """Keep a topic; a renamed one keeps its address, so that links and feeds hold. Raises `ValidationError`."""
    event = "renamed" if topic.pk else "added"
    others = Topic.objects.exclude(pk=topic.pk).values_list("name", flat=True)
    same = next((name for name in others if fold(name) == fold(topic.name)), None)
    if same:
        raise ValidationError({"name": _("Takové téma už je: %(name)s. Vyberte to.") % {"name": same}})
    topic.slug = topic.slug or unique_slug(Topic.objects, topic.name)
    topic.full_clean()
    topic.save()
    audit.record(f"portal.topic.{event}", topic, by=by)


@transaction.atomic
def join_topic(*, topic: Topic, into: Topic, by: Any) -> None:
    """Give all that is about one topic to another, whatever it is, and delete the empty one."""
    if topic == into:
        raise ValidationError(_("Téma nejde spojit samo se sebou."), code="same")
    for relation in _relations():
        for row in getattr(topic, relation.get_accessor_name()).all():
            getattr(row, relation.field.name).add(into)
    audit.record("portal.topic.joined", topic, by=by, into=into.name)
    topic.delete()


@transaction.atomic
def delete_topic(*, topic: Topic, by: Any) -> None:
    """Delete a topic that nothing is about; raises `ValidationError`."""
    if any(getattr(topic, relation.get_accessor_name()).exists() for relation in _relations()):
        raise ValidationError(_("Téma se používá. Nejdřív ho spojte s jiným."), code="used")
    audit.record("portal.topic.deleted", topic, by=by)
    topic.delete()


def _relations() -> list[Any]:
    """Return what may be about a topic: news, events and whatever else points here."""
    return [relation for relation in Topic._meta.related_objects if relation.many_to_many]
