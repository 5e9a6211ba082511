"""A published quote has a time when it was first published here; and each has one when anything of it last changed."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# What was published by bare SQL has no time of its own. The checks of the update are not left for later, since
# no table with waiting checks can be altered.
DATE_WHAT_IS_PUBLISHED = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE archive_quote SET published_at = changed_at WHERE status = 'published' AND published_at IS NULL;
INSERT INTO archive_lastchange (quote_id, at)
SELECT id, changed_at FROM archive_quote WHERE published_at IS NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastChange',
            fields=[
                ('quote', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='last_change', serialize=False, to='archive.quote')),
                ('at', models.DateTimeField(help_text='When the transaction of the change began')),
            ],
        ),
        migrations.RunSQL(DATE_WHAT_IS_PUBLISHED, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='outbox',
            trigger=pgtrigger.compiler.Trigger(name='date_quotes', sql=pgtrigger.compiler.UpsertTriggerSql(func="CASE NEW.kind WHEN 'quote' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'article' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT id FROM archive_quote WHERE article_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'occasion' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT id FROM archive_quote WHERE occasion_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'outlet' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT q.id FROM archive_quote q JOIN archive_article a ON a.id = q.article_id\n        WHERE a.outlet_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'role' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE role_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'speaker' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE speaker_id IN (\n        SELECT id FROM archive_speaker WHERE id = NEW.object_id::bigint OR canonical_id = NEW.object_id::bigint)) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'country' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE country_id = NEW.object_id\n        UNION SELECT quote_id FROM archive_mention WHERE country_id = NEW.object_id) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\nWHEN 'organisation' THEN\n    INSERT INTO archive_lastchange (quote_id, at)\n    SELECT id, now() FROM archive_quote WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE organisation_id = NEW.object_id::bigint\n        UNION SELECT a.quote_id FROM archive_attribution a JOIN archive_role r ON r.id = a.role_id\n            WHERE r.organisation_id = NEW.object_id::bigint\n        UNION SELECT quote_id FROM archive_via WHERE organisation_id = NEW.object_id::bigint\n        UNION SELECT quote_id FROM archive_mention WHERE organisation_id = NEW.object_id::bigint\n        UNION SELECT q.id FROM archive_quote q JOIN archive_article a ON a.id = q.article_id\n            WHERE a.agency_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = excluded.at WHERE archive_lastchange.at < excluded.at;\n ELSE NULL; END CASE; RETURN NULL;", hash='364ef9113c34e936d8987cb2656bc9412d9fec9c', operation='INSERT', pgid='pgtrigger_date_quotes_44530', table='archive_outbox', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), ('status', 'published'), _negated=True), name='published_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='lastchange',
            index=models.Index(fields=['at', 'quote'], name='last_change_at'),
        ),
    ]
