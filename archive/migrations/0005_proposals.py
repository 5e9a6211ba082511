"""What intake proposes, and who may see it."""

import django.db.models.deletion
from django.apps import apps as installed
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def show_proposals(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are otherwise made after the last migration, too late for this one.
    create_permissions(installed.get_app_config("archive"), verbosity=0, using=editor.connection.alias)
    seen = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="archive", codename="view_proposal"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Publisher"]):
        group.permissions.add(seen)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0004_given_times'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Kind and places of its words: a second run knows it by them', max_length=500)),
                ('start', models.PositiveIntegerField(help_text='Where its first words stand')),
                ('confidence', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('possible', 'Possible')], max_length=8)),
                ('content', models.JSONField(help_text='The quote as intake proposed it')),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], default='open', max_length=8)),
                ('redated', models.JSONField(blank=True, help_text="When it was said by the article's new date: offered, never taken over unasked", null=True)),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='archive.article')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quote', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='archive.quote')),
            ],
            options={
                'ordering': ['article', 'start', 'id'],
                'constraints': [models.UniqueConstraint(fields=('article', 'key'), name='proposed_once')],
            },
        ),
        migrations.RunPython(show_proposals, migrations.RunPython.noop),
    ]
