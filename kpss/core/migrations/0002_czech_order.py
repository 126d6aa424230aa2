"""Czech alphabetical order on PostgreSQL; SQLite gets it with each connection."""

from django.contrib.postgres.operations import CreateCollation
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [CreateCollation("cs_portal", provider="icu", locale="cs")]
