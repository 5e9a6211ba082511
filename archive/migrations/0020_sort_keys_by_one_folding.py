"""Sort keys are folded as searches are: figures of every script are one, and marks over letters make no other name."""

from importlib import import_module

from django.db import migrations

renew = import_module("archive.migrations.0008_sort_keys").renew


class Migration(migrations.Migration):
    dependencies = [("archive", "0019_only_confirmed_matches_are_noted")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
