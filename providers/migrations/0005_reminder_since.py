from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("providers", "0004_register_decisions")]

    operations = [
        migrations.RemoveConstraint("reminder", "reminder_once"),
        migrations.RenameField("reminder", "verified_on", "since"),
        migrations.AlterField("reminder", "since", models.DateField(verbose_name="od kdy se počítá")),
        migrations.AddConstraint(
            "reminder", models.UniqueConstraint(fields=["service", "months", "since"], name="reminder_once")
        ),
    ]
