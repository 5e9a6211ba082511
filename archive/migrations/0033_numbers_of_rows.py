"""Rows of a table keep the numbers that the spreadsheet shows; a note on how it was read may be long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0032_language_of_follows")]

    operations = [
        migrations.AddField(
            "spreadsheet",
            "numbers",
            models.JSONField(default=list, help_text="Of its rows, as the spreadsheet counts them"),
        ),
        migrations.AlterField("spreadsheet", "note", models.TextField(blank=True)),
    ]
