"""Two tables may hold the same quote."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0033_numbers_of_rows")]

    operations = [
        migrations.AlterField(
            "entry",
            "quote",
            models.ForeignKey(
                "archive.quote",
                on_delete=django.db.models.deletion.SET_NULL,
                null=True,
                blank=True,
                related_name="entry",
            ),
        ),
    ]
