"""Matches of reported quotes with passages of transcripts; which quotes were held against the record already."""

import archive.models.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0016_searched'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('kept', models.PositiveSmallIntegerField(help_text='Words of the quote that stand in the passage, in order')),
                ('words', models.PositiveSmallIntegerField(help_text='Words of the quote that were looked for')),
                ('gap', models.PositiveSmallIntegerField(default=0, help_text='The most words that the passage has between two that the quote joins')),
                ('exact', models.BooleanField(default=False, help_text='Word for word')),
                ('score', models.FloatField(help_text="From 0 to 1: how much of the quote's weight stands there")),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], db_index=True, default='proposed', max_length=9)),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'matches',
                'ordering': ['-score', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('kept', models.PositiveSmallIntegerField(help_text='Words of the quote that stand in the passage, in order')),
                ('words', models.PositiveSmallIntegerField(help_text='Words of the quote that were looked for')),
                ('gap', models.PositiveSmallIntegerField(default=0, help_text='The most words that the passage has between two that the quote joins')),
                ('exact', models.BooleanField(default=False, help_text='Word for word')),
                ('score', models.FloatField(help_text="From 0 to 1: how much of the quote's weight stands there")),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='proposed', max_length=9)),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sought',
            fields=[
                ('quote', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sought', serialize=False, to='archive.quote')),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outbox',
            name='date_quotes',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outbox',
            trigger=pgtrigger.compiler.Trigger(name='date_quotes', sql=pgtrigger.compiler.UpsertTriggerSql(func="CASE NEW.kind WHEN 'quote' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT NEW.object_id::bigint UNION SELECT quote_id FROM archive_match WHERE turn_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'article' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT id FROM archive_quote WHERE article_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'occasion' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT id FROM archive_quote WHERE occasion_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'outlet' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT q.id FROM archive_quote q JOIN archive_article a ON a.id = q.article_id\n        WHERE a.outlet_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'role' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE role_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'speaker' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE speaker_id IN (\n        SELECT id FROM archive_speaker WHERE id = NEW.object_id::bigint OR canonical_id = NEW.object_id::bigint)) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'statement' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT id FROM archive_quote WHERE statement_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'country' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE country_id = NEW.object_id\n        UNION SELECT a.quote_id FROM archive_attribution a JOIN archive_role r ON r.id = a.role_id\n            WHERE r.country_id = NEW.object_id\n        UNION SELECT quote_id FROM archive_mention WHERE country_id = NEW.object_id) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\nWHEN 'organisation' THEN\n    INSERT INTO archive_lastchange (quote_id, at, hidden)\n    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote\n    WHERE published_at IS NOT NULL AND id IN (SELECT quote_id FROM archive_attribution WHERE organisation_id = NEW.object_id::bigint\n        UNION SELECT a.quote_id FROM archive_attribution a JOIN archive_role r ON r.id = a.role_id\n            WHERE r.organisation_id = NEW.object_id::bigint\n        UNION SELECT quote_id FROM archive_via WHERE organisation_id = NEW.object_id::bigint\n        UNION SELECT quote_id FROM archive_mention WHERE organisation_id = NEW.object_id::bigint\n        UNION SELECT q.id FROM archive_quote q JOIN archive_article a ON a.id = q.article_id\n            WHERE a.agency_id = NEW.object_id::bigint) ORDER BY id\n    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden\n    WHERE archive_lastchange.hidden <> excluded.hidden\n        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;\n ELSE NULL; END CASE; RETURN NULL;", hash='d081c078b683de38b4619e8f74eaeb0d482368ee', operation='INSERT', pgid='pgtrigger_date_quotes_44530', table='archive_outbox', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='sought_anew', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."text" IS DISTINCT FROM (NEW."text"))', func='DELETE FROM archive_sought WHERE quote_id = NEW.id; RETURN NULL;', hash='cc9710b13ee863fa34113e919a54802d2aacb0b3', operation='UPDATE OF "text"', pgid='pgtrigger_sought_anew_4927e', table='archive_quote', when='AFTER')),
        ),
        migrations.AddField(
            model_name='match',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='match',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='match',
            name='turn',
            field=models.ForeignKey(help_text='A quote in a transcript', on_delete=django.db.models.deletion.CASCADE, related_name='reported_as', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='matchevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='matchevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='matchevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.match'),
        ),
        migrations.AddField(
            model_name='matchevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='matchevent',
            name='turn',
            field=models.ForeignKey(db_constraint=False, help_text='A quote in a transcript', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(fields=('quote', 'turn'), name='matched_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='match_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('quote', models.F('turn')), _negated=True), name='match_of_two'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='match',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n                IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='008bf66edec1d41d69412c4c234074c8b7d17b7e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_ea639', table='archive_match', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='match',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_matchevent" ("added_at", "at", "by_id", "end", "exact", "gap", "id", "kept", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "ref", "score", "start", "state", "turn_id", "words") VALUES (NEW."added_at", NEW."at", NEW."by_id", NEW."end", NEW."exact", NEW."gap", NEW."id", NEW."kept", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id", NEW."ref", NEW."score", NEW."start", NEW."state", NEW."turn_id", NEW."words"); RETURN NULL;', hash='35bf87d241a0d57e7750cd25e94f5e33517aa4e3', operation='INSERT', pgid='pgtrigger_insert_insert_f0946', table='archive_match', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='match',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_matchevent" ("added_at", "at", "by_id", "end", "exact", "gap", "id", "kept", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "ref", "score", "start", "state", "turn_id", "words") VALUES (NEW."added_at", NEW."at", NEW."by_id", NEW."end", NEW."exact", NEW."gap", NEW."id", NEW."kept", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id", NEW."ref", NEW."score", NEW."start", NEW."state", NEW."turn_id", NEW."words"); RETURN NULL;', hash='defc31de6feaa3dc26e17a03d29f26c33ffa0984', operation='UPDATE', pgid='pgtrigger_update_update_0862d', table='archive_match', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='match',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_matchevent" ("added_at", "at", "by_id", "end", "exact", "gap", "id", "kept", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "ref", "score", "start", "state", "turn_id", "words") VALUES (OLD."added_at", OLD."at", OLD."by_id", OLD."end", OLD."exact", OLD."gap", OLD."id", OLD."kept", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id", OLD."ref", OLD."score", OLD."start", OLD."state", OLD."turn_id", OLD."words"); RETURN NULL;', hash='347d66faf1edf5ee0c6f38dd4d2cc669132c6ca8', operation='DELETE', pgid='pgtrigger_delete_delete_1ab47', table='archive_match', when='AFTER')),
        ),
    ]
