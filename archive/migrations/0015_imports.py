"""Uploaded files on their way in, and who may upload."""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def allow_uploads(apps, editor):
    create_permissions(installed.get_app_config("archive"), verbosity=0, using=editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="archive", codename__in=["add_importjob", "view_importjob"]
    )
    for name in ("Editor", "Publisher"):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0014_redaction'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=200)),
                ('content', models.BinaryField()),
                ('mode', models.CharField(choices=[('skip', 'leave what is there already'), ('merge', 'fill what is empty'), ('replace', 'make it as in the file')], default='skip', help_text='Rows that are there already', max_length=7)),
                ('reason', models.TextField(blank=True, help_text='Public: why published quotes change; needed unless what is there is left alone')),
                ('state', models.CharField(choices=[('new', 'waits to be checked'), ('checked', 'checked, not imported yet'), ('queued', 'waits for the worker'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='new', editable=False, max_length=7)),
                ('rows', models.PositiveIntegerField(default=0, editable=False)),
                ('good', models.PositiveIntegerField(default=0, editable=False)),
                ('problems', models.JSONField(default=list, editable=False, help_text='[[row, column, reason], …]')),
                ('notes', models.JSONField(default=list, editable=False, help_text='[[row, column, reason], …]')),
                ('articles', models.PositiveIntegerField(default=0, editable=False)),
                ('done', models.PositiveIntegerField(default=0, editable=False, verbose_name='articles done')),
                ('outcome', models.TextField(blank=True, editable=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-id'],
            },
        ),
        migrations.RunPython(allow_uploads, migrations.RunPython.noop),
    ]
