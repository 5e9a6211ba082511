"""A date has a basis, an office is its speaker's, words say something: rules of the tables."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# How it was known was not written down: the least that can be said, which citations put in brackets.
BASIS = """
    UPDATE archive_quote SET said_basis = 'inferred' WHERE said_basis = 'none' AND said_precision <> 'unknown';
    SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"""
# As archive.text.whole_words.prints.
APART = r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
PRINTS = rf"""
    CREATE FUNCTION archive_prints(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
      CASE WHEN strpos($1, $2) = 0 THEN false ELSE
      $1 ~ ('(?<![{APART}])' || regexp_replace($2, '([]^$*+?(){{}}|.[\\])', '\\\1', 'g') || '(?![{APART}])') END;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0027_pages_and_tables'),
    ]

    operations = [
        migrations.RunSQL(BASIS, migrations.RunSQL.noop),
        migrations.RunSQL(PRINTS, "DROP FUNCTION archive_prints"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attribution',
            name='attribution_in_office',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attribution',
            name='attribution_leaves_quote_complete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='quote_in_office',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='published_complete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quotespan',
            name='span_leaves_quote_complete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='role_leaves_quotes_in_office',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='attribution_in_office', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        JOIN archive_speaker s ON s.id = a.speaker_id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_speaker h ON h.id = r.speaker_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE q.id = NEW.quote_id AND q.status = \'published\' AND (\n        COALESCE(h.canonical_id, h.id) <> COALESCE(s.canonical_id, s.id)\n        OR c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role is somebody else\'\'s, or a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='ced3a42bbbc107086f80129626e5732b6cd0bba6', operation='INSERT OR UPDATE', pgid='pgtrigger_attribution_in_office_90832', table='archive_attribution', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='attribution_leaves_quote_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = OLD.quote_id AND q.status = 'published' AND NOT (\n        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words'\n            AND s.text ~ '[^\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'\n                AND s.text ~ '[^\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words that say something, an attribution, a cue unless direct, and date words for a printed date' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='13824bc40c8c79df5b5c50d01054972501390738', operation='UPDATE OR DELETE', pgid='pgtrigger_attribution_leaves_quote_complete_996d3', table='archive_attribution', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='country_was_there', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        JOIN archive_speaker s ON s.id = a.speaker_id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_speaker h ON h.id = r.speaker_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE c.code = NEW.code AND q.status = \'published\' AND (\n        COALESCE(h.canonical_id, h.id) <> COALESCE(s.canonical_id, s.id)\n        OR c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role is somebody else\'\'s, or a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='5e862f8466a26e9ba039327bae322db18fcfb6a2', operation='UPDATE OF "valid_from", "valid_to"', pgid='pgtrigger_country_was_there_2511b', table='archive_country', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='quote_in_office', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        JOIN archive_speaker s ON s.id = a.speaker_id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_speaker h ON h.id = r.speaker_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE q.id = NEW.id AND q.status = \'published\' AND (\n        COALESCE(h.canonical_id, h.id) <> COALESCE(s.canonical_id, s.id)\n        OR c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role is somebody else\'\'s, or a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='df8c6ab2d37a3a0cd26968b2dfff53ae7e78c739', operation='INSERT OR UPDATE', pgid='pgtrigger_quote_in_office_632cc', table='archive_quote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='published_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = NEW.id AND q.status = 'published' AND NOT (\n        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words'\n            AND s.text ~ '[^\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'\n                AND s.text ~ '[^\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words that say something, an attribution, a cue unless direct, and date words for a printed date' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='fecfedbd2f795b1eaaaee3907e3f7afc23720034', operation='INSERT OR UPDATE', pgid='pgtrigger_published_complete_f9208', table='archive_quote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='span_leaves_quote_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = OLD.quote_id AND q.status = 'published' AND NOT (\n        (q.said_basis <> 'explicit' OR q.said_precision = 'unknown' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'date')) AND\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words'\n            AND s.text ~ '[^\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'\n                AND s.text ~ '[^\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words that say something, an attribution, a cue unless direct, and date words for a printed date' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='c9b4e72d908becfcf781ecce76fd81e50b921aab', operation='UPDATE OR DELETE', pgid='pgtrigger_span_leaves_quote_complete_4b39e', table='archive_quotespan', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='role_leaves_quotes_in_office', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        JOIN archive_speaker s ON s.id = a.speaker_id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_speaker h ON h.id = r.speaker_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE r.id = NEW.id AND q.status = \'published\' AND (\n        COALESCE(h.canonical_id, h.id) <> COALESCE(s.canonical_id, s.id)\n        OR c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role is somebody else\'\'s, or a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='3746916584ed5a46b9d06b747b1ee4731ab54dda', operation='INSERT OR UPDATE', pgid='pgtrigger_role_leaves_quotes_in_office_79838', table='archive_role', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='speaker_leaves_offices_theirs', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n        IF EXISTS (\n    SELECT FROM archive_quote q JOIN archive_attribution a ON a.quote_id = q.id\n        JOIN archive_speaker s ON s.id = a.speaker_id\n        LEFT JOIN archive_role r ON r.id = a.role_id\n        LEFT JOIN archive_speaker h ON h.id = r.speaker_id\n        LEFT JOIN archive_country c ON c.code IN (a.country_id, r.country_id)\n    WHERE q.id IN (\n    SELECT quote_id FROM archive_attribution WHERE speaker_id = NEW.id\n    UNION SELECT quote_id FROM archive_attribution JOIN archive_role o ON o.id = role_id WHERE o.speaker_id = NEW.id) AND q.status = \'published\' AND (\n        COALESCE(h.canonical_id, h.id) <> COALESCE(s.canonical_id, s.id)\n        OR c.valid_to < q.said_earliest OR c.valid_from > q.said_latest\n        OR q.said_earliest > CASE r.end_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r."end") + interval \'1 year - 1 day\'\n            WHEN \'month\' THEN date_trunc(\'month\', r."end") + interval \'1 month - 1 day\'\n            WHEN \'week\' THEN r."end" + 6 ELSE r."end" END\n        OR q.said_latest < CASE r.start_precision\n            WHEN \'year\' THEN date_trunc(\'year\', r.start) WHEN \'month\' THEN date_trunc(\'month\', r.start)\n            WHEN \'week\' THEN r.start - 6 ELSE r.start END\n    )\n) THEN\n            RAISE EXCEPTION \'a role is somebody else\'\'s, or a role or a country was not there when the quote was said\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='c863ecafc0ae7e2e00493ea6ced47383f0fa12c2', operation='UPDATE OF "canonical_id"', pgid='pgtrigger_speaker_leaves_offices_theirs_55d67', table='archive_speaker', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said_basis', 'none'), _negated=True), ('said_precision', 'unknown'), _connector='OR'), name='said_date_has_basis'),
        ),
    ]
