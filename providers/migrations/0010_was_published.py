from django.db import migrations, models

PUBLIC_ONCE = ["providers.service.published", "providers.service.withdrawn"]


def remember(apps, schema_editor):
    """Mark what the public knows or knew; of older ended services nothing says that they were never published."""
    services = apps.get_model("providers", "SocialService").objects
    services.exclude(status="draft").update(was_published=True)
    events = apps.get_model("core", "AuditEvent").objects
    about = events.filter(event__in=PUBLIC_ONCE, subject_type="providers.SocialService")
    keys = set(about.values_list("subject_id", flat=True))
    for key in keys:
        services.filter(pk=int(key)).update(was_published=True)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_job_begun'),
        ('providers', '0009_deleted_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='socialservice',
            name='was_published',
            field=models.BooleanField(default=False, editable=False, verbose_name='už byla zveřejněná'),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
