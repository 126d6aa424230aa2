import django.db.models.fields.json
from django.db import migrations

import kpss.core.fields


def seal(apps, _editor):
    for draft in apps.get_model("surveys", "Draft").objects.all():
        draft.sealed = draft.answers
        draft.save(update_fields=["sealed"])


def unseal(apps, _editor):
    for draft in apps.get_model("surveys", "Draft").objects.all():
        draft.answers = draft.sealed
        draft.save(update_fields=["answers"])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_published_tables")]

    operations = [
        migrations.AddField(
            "draft", "sealed", kpss.core.fields.SealedField(default=dict, purpose="survey.draft", verbose_name="odpovědi")
        ),
        migrations.RunPython(seal, unseal, elidable=True),
        migrations.RemoveField("draft", "answers"),
        migrations.RenameField("draft", "sealed", "answers"),
    ]
