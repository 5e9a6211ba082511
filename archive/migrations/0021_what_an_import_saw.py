"""An import remembers what it was shown to replace, so that it replaces nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0020_sort_keys_by_one_folding'),
    ]

    operations = [
        migrations.AddField(
            model_name='importjob',
            name='seen',
            field=models.JSONField(default=dict, editable=False, help_text='State of the rows that it may change when it was checked'),
        ),
    ]
