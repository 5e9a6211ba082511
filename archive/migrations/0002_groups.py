"""The groups Editor and Publisher, with what each may do."""

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WRITTEN = (
    "article", "attribution", "mention", "occasion", "organisation", "outlet", "quote", "quotespan", "role",
    "speaker", "speakername", "statement", "via",
)
READ = ("country", "correction", "importjob", "proposedchange")
# Rows inside a quote or a speaker; a whole quote only while it is a draft, which the desk sees to.
REMOVED = ("attribution", "mention", "quote", "speakername", "via")

EDITOR = [
    *(f"{action}_{model}" for action in ("add", "change", "view") for model in WRITTEN),
    *(f"view_{model}" for model in READ),
    *(f"delete_{model}" for model in REMOVED),
    "add_importjob",
]
PUBLISHER = [
    *EDITOR,
    "publish_quote",
    "change_country",
    "view_merge",
    *(f"{action}_namesakes" for action in ("add", "change", "delete", "view")),
    *(f"delete_{model}" for model in ("article", "occasion", "organisation", "outlet", "role", "speaker", "statement")),
]


def make_groups(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are otherwise made after the last migration, too late for this one.
    create_permissions(installed.get_app_config("archive"), verbosity=0, using=editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="archive")
    for name, codenames in (("Editor", EDITOR), ("Publisher", PUBLISHER)):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
