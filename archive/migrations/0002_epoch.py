"""The one row that tells this database from every other, so that an index built elsewhere is recognised."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_epoch(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("archive", "Epoch").objects.create(id=1)


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_tables")]
    operations = [migrations.RunPython(make_epoch, migrations.RunPython.noop)]
