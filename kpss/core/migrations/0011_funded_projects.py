"""What was one project of the town becomes a row; the town carries all of them as values."""

import datetime as dt

import kpss.core.files
from django.db import migrations, models


def keep_project(apps, schema_editor):
    Town, FundedProject = apps.get_model("core", "Town"), apps.get_model("core", "FundedProject")
    for town in Town.objects.exclude(publicity_text=""):
        project = FundedProject.objects.create(
            text=town.publicity_text,
            name=town.publicity_project,
            number=town.publicity_number,
            is_eu=town.publicity_is_eu,
            starts_on=dt.date(2000, 1, 1),
        )
        value = {"pk": project.pk, "part": "all", "text": project.text, "name": project.name, "number": project.number}
        value |= {"is_eu": project.is_eu, "logo": "", "alt": "", "first": "2000-01-01", "last": ""}
        town.funding = [value]
        town.save(update_fields=["funding"])


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_set_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='town',
            name='funding',
            field=models.JSONField(blank=True, default=list, verbose_name='projekty, které portál platí'),
        ),
        migrations.CreateModel(
            name='FundedProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='Jak ji předepisuje ten, kdo peníze dal. Třeba: Spolufinancováno EU.', max_length=300, verbose_name='povinná věta')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='název projektu')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='registrační číslo')),
                ('is_eu', models.BooleanField(default=False, verbose_name='ukázat vlajku Evropské unie')),
                ('logo', models.FileField(blank=True, max_length=200, upload_to=kpss.core.files.random_name, verbose_name='logo nebo pás log')),
                ('logo_alt', models.CharField(blank=True, help_text='Přečte to ten, kdo logo nevidí. Třeba: Logo kraje.', max_length=200, verbose_name='co na logu je')),
                ('pays_for', models.CharField(choices=[('all', 'celý portál a všechny tisky'), ('catalogue', 'katalog služeb a jeho tisk'), ('surveys', 'dotazníky a jejich výsledky'), ('planning', 'plánování: skupiny, podněty, plán')], default='all', max_length=10, verbose_name='co projekt platí')),
                ('starts_on', models.DateField(verbose_name='ukazovat od')),
                ('ends_on', models.DateField(blank=True, help_text='Včetně udržitelnosti. Prázdné = pořád.', null=True, verbose_name='ukazovat do')),
            ],
            options={
                'verbose_name': 'projekt',
                'verbose_name_plural': 'projekty',
                'ordering': ['starts_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('logo', ''), models.Q(('logo_alt', ''), _negated=True), _connector='OR'), name='project_logo_has_words', violation_error_message='Napište, co na logu je, pro ty, kdo ho nevidí.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='project_ends_after_it_begins', violation_error_message='Projekt nemůže skončit dřív, než začne.')],
            },
        ),
        migrations.RunPython(keep_project, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='town',
            name='publicity_is_eu',
        ),
        migrations.RemoveField(
            model_name='town',
            name='publicity_number',
        ),
        migrations.RemoveField(
            model_name='town',
            name='publicity_project',
        ),
        migrations.RemoveField(
            model_name='town',
            name='publicity_text',
        ),
    ]
