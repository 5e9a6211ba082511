"""Days that can be true, and addresses that are on the web: rules of the tables."""

import archive.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0008_sort_keys'),
    ]

    operations = [
        # Whatever else stands there was never a link that a reader should have had; its history keeps it.
        migrations.RunSQL(
            [
                f"UPDATE archive_{table} SET {column} = '' WHERE {column} <> '' AND {column} !~* '^https?://[^[:space:]]+$'"
                for table, column in (
                    ("article", "url"),
                    ("article", "archive_url"),
                    ("occasion", "transcript_url"),
                    ("outlet", "homepage"),
                )
            ],
            migrations.RunSQL.noop,
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attribution',
            name='attribution_leaves_quote_complete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='published_complete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quotespan',
            name='span_leaves_quote_complete',
        ),
        migrations.AlterField(
            model_name='article',
            name='archive_url',
            field=archive.models.fields.WebField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='article',
            name='url',
            field=archive.models.fields.WebField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='articleevent',
            name='archive_url',
            field=archive.models.fields.WebField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='articleevent',
            name='url',
            field=archive.models.fields.WebField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='occasion',
            name='transcript_url',
            field=archive.models.fields.WebField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='occasionevent',
            name='transcript_url',
            field=archive.models.fields.WebField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='outlet',
            name='homepage',
            field=archive.models.fields.WebField(blank=True),
        ),
        migrations.AlterField(
            model_name='outletevent',
            name='homepage',
            field=archive.models.fields.WebField(blank=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='published_day_can_be', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.published_on < '1000-01-01' OR NEW.published_on > CURRENT_DATE + 1 THEN\n            RAISE EXCEPTION 'an article cannot be published on this day' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='a172a145455d66e603bbf65e55c1ca44cbd9bdfc', operation='INSERT OR UPDATE', pgid='pgtrigger_published_day_can_be_e752a', table='archive_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='attribution_in_office', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE q.id = NEW.quote_id AND q.status = \'published\' AND q.said_precision <> \'unknown\' AND (\n        c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='4accc2bc04f18ed46ce2bcf43f1125d6c9e5e503', operation='INSERT OR UPDATE', pgid='pgtrigger_attribution_in_office_90832', table='archive_attribution', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='attribution_leaves_quote_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = OLD.quote_id AND q.status = 'published' AND NOT (\n        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words, an attribution, a cue unless direct, and date words for a printed date' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='c77991ab1cb3e32d2de157584c88955ec64d9dbb', operation='UPDATE OR DELETE', pgid='pgtrigger_attribution_leaves_quote_complete_996d3', table='archive_attribution', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='said_days_can_be', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.said_earliest < '1000-01-01'\n        OR (NEW.said_precision <> 'unknown' AND NEW.said_latest > CURRENT_DATE + 1)\n        OR NEW.said_latest - NEW.said_earliest >=\n            (CASE NEW.said_precision WHEN 'day' THEN 7 WHEN 'week' THEN 31 WHEN 'month' THEN 366 END) THEN\n            RAISE EXCEPTION 'the days on which it was said cannot be, or not with this precision' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='63886a4645c5331d6f2abadc9c37b3654958b054', operation='INSERT OR UPDATE', pgid='pgtrigger_said_days_can_be_32108', table='archive_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='quote_in_office', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE q.id = NEW.id AND q.status = \'published\' AND q.said_precision <> \'unknown\' AND (\n        c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='3c5199bd6e63e8e5306ca71c8d9653cfa3191b99', operation='INSERT OR UPDATE', pgid='pgtrigger_quote_in_office_632cc', table='archive_quote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='published_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = NEW.id AND q.status = 'published' AND NOT (\n        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words, an attribution, a cue unless direct, and date words for a printed date' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='6e7073e822f3960929598e97badf026c86ff4124', operation='INSERT OR UPDATE', pgid='pgtrigger_published_complete_f9208', table='archive_quote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='span_leaves_quote_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = OLD.quote_id AND q.status = 'published' AND NOT (\n        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words, an attribution, a cue unless direct, and date words for a printed date' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='9eedae150b75f14f6aa267445ae4a4341c63078a', operation='UPDATE OR DELETE', pgid='pgtrigger_span_leaves_quote_complete_4b39e', table='archive_quotespan', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='role_leaves_quotes_in_office', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE r.id = NEW.id AND q.status = \'published\' AND q.said_precision <> \'unknown\' AND (\n        c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='bcec44a237536318a0042852e38b6a03ddb67c8a', operation='INSERT OR UPDATE', pgid='pgtrigger_role_leaves_quotes_in_office_79838', table='archive_role', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__iregex', '^https?://\\S+$'), _connector='OR'), name='article_url_on_the_web'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('archive_url', ''), ('archive_url__iregex', '^https?://\\S+$'), _connector='OR'), name='article_archive_url_on_the_web'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.CheckConstraint(condition=models.Q(('transcript_url', ''), ('transcript_url__iregex', '^https?://\\S+$'), _connector='OR'), name='occasion_transcript_url_on_the_web'),
        ),
        migrations.AddConstraint(
            model_name='outlet',
            constraint=models.CheckConstraint(condition=models.Q(('homepage', ''), ('homepage__iregex', '^https?://\\S+$'), _connector='OR'), name='outlet_homepage_on_the_web'),
        ),
    ]
