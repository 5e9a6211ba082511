"""An entry of the reading list is called so, one or many."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0035_sources_are_versions'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='readingitem',
            options={'ordering': [models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), '-id'], 'verbose_name': 'entry of the reading list', 'verbose_name_plural': 'entries of the reading list'},
        ),
    ]
