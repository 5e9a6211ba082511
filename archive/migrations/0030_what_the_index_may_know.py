"""Which quotes and articles are too new for the index, so that nobody has to leave them out; a cache for many hosts."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0029_names_of_their_time'),
    ]

    operations = [
        # What can be lost is not logged, nor sent to a standby.
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE archive_cache (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX archive_cache_expires ON archive_cache (expires);
            """,
            "DROP TABLE archive_cache",
        ),
        migrations.AddField(
            model_name='epoch',
            name='known_articles',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='known_quotes',
            field=models.BigIntegerField(help_text='The index holds no quote with a higher number; nobody knows while one is built', null=True),
        ),
    ]
