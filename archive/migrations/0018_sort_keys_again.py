"""Sort keys are folded anew: Arabic and Persian write some letters with two signs, and stretch words."""

from importlib import import_module

from django.db import migrations

renew = import_module("archive.migrations.0008_sort_keys").renew


class Migration(migrations.Migration):
    dependencies = [("archive", "0017_held_against_the_record")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
