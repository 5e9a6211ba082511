"""Mails to a follower speak the language of the page on which the search was followed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0031_since_when_withdrawn'),
    ]

    operations = [
        migrations.AddField(
            model_name='follow',
            name='language',
            field=models.CharField(default='en', help_text='Of the page on which it was asked for', max_length=8),
        ),
    ]
