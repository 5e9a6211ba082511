"""Corrections and merges keep the time that an import gives."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0003_published_at'),
    ]

    operations = [
        migrations.AlterField(
            model_name=name,
            name='at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        )
        for name in ('correction', 'correctionevent', 'merge')
    ]
