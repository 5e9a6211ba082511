"""The archive knows whether it is made up."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0006_what_quotes_show'),
    ]

    operations = [
        migrations.AddField(
            model_name='epoch',
            name='made_up',
            field=models.BooleanField(default=False, help_text='Filled by `manage.py demo`: every page says so'),
        ),
    ]
