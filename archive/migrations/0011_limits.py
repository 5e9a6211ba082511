"""What clients asked for lately, in a table that costs no log; the hashes of imported texts."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0010_both_sides_of_a_merge'),
    ]

    operations = [
        migrations.AddField(
            model_name='importjob',
            name='article_hashes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, editable=False, help_text='SHA-256 of its texts: what is left of the file once it is in', size=None),
        ),
        migrations.CreateModel(
            name='Usage',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('ends', models.DateTimeField(help_text='When counting begins anew')),
                ('used', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(models.F('ends'), name='usage_ends')],
            },
        ),
        migrations.RunSQL('ALTER TABLE archive_usage SET UNLOGGED', 'ALTER TABLE archive_usage SET LOGGED'),
    ]
