"""Sort keys are folded anew: ł, đ and ı are letters with marks, and all apostrophes are one."""

from django.db import migrations

from archive.text import sort_key

SOURCES = {"speaker": "sort_name", "country": "name", "organisation": "name", "outlet": "name"}


def renew(apps, schema_editor):
    """Without triggers: nobody changed these rows, so they get no history and no new version."""
    for model, source in SOURCES.items():
        rows, table = apps.get_model("archive", model).objects, f"archive_{model}"
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for pk, name, key in rows.values_list("pk", source, "sort_key").iterator():
            if key != sort_key(name)[:300]:
                rows.filter(pk=pk).update(sort_key=sort_key(name)[:300])
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_made_up")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
