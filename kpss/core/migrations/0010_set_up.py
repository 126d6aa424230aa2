"""Towns that are here already need no guide; new ones do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0009_unsent_form")]

    operations = [
        migrations.AddField(
            "town", "is_set_up", models.BooleanField(default=True, verbose_name="průvodce začátkem je hotový")
        ),
        migrations.AlterField(
            "town", "is_set_up", models.BooleanField(default=False, verbose_name="průvodce začátkem je hotový")
        ),
    ]
