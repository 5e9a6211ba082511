"""Merges of speakers, with what their undoing needs, and namesakes held apart."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def allow_publishers(apps, editor):
    create_permissions(installed.get_app_config("archive"), verbosity=0, using=editor.connection.alias)
    codenames = ["view_merge", *(f"{action}_namesakes" for action in ("add", "change", "delete", "view"))]
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="archive")
    publishers, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Publisher")
    publishers.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0012_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('same', 'the same speaker, entered twice'), ('identified', 'an unnamed source, identified later')], default='same', max_length=10)),
                ('reason', models.TextField(help_text='How we know')),
                ('moved', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_into', to='archive.speaker')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='archive.speaker')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Namesakes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.speaker')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.speaker')),
            ],
            options={
                'verbose_name_plural': 'namesakes',
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='namesakes_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='namesakes_in_order')],
            },
        ),
        migrations.RunPython(allow_publishers, migrations.RunPython.noop),
    ]
