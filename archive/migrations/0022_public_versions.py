"""Readers are told a number of their own for each version, from 1 on; what was cited before keeps its number."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# Of one transaction the last version alone was seen. Nobody changed these rows, so no trigger notes anything.
KEEP_NUMBERS = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE archive_quoteevent e SET public_version = (
    SELECT max(o.version) FROM archive_quoteevent o
    WHERE o.pgh_obj_id = e.pgh_obj_id AND o.pgh_created_at = e.pgh_created_at
) WHERE e.status = 'published';
ALTER TABLE archive_quote DISABLE TRIGGER USER;
UPDATE archive_quote q SET public_version = CASE q.status WHEN 'published' THEN q.version ELSE (
    SELECT max(e.public_version) FROM archive_quoteevent e WHERE e.pgh_obj_id = q.id) END
WHERE q.published_at IS NOT NULL;
ALTER TABLE archive_quote ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0021_what_an_import_saw'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='quote',
            name='public_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quote',
            name='public_version',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='public_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='public_version',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunSQL(KEEP_NUMBERS, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='count_public_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.public_version = 0; NEW.public_since = NULL;\n        ELSE\n            NEW.public_version = OLD.public_version; NEW.public_since = OLD.public_since;\n        END IF;\n        IF NEW.status = 'published' AND NEW.public_since IS DISTINCT FROM now() THEN\n            IF TG_OP = 'INSERT' OR OLD.status <> 'published'\n                OR to_jsonb(NEW) - ARRAY['version', 'public_version', 'public_since', 'changed_at', 'internal_note', 'submitted_at',\n    'carried_from_id', 'status', 'withdrawn_reason', 'ref'] <> to_jsonb(OLD) - ARRAY['version', 'public_version', 'public_since', 'changed_at', 'internal_note', 'submitted_at',\n    'carried_from_id', 'status', 'withdrawn_reason', 'ref'] OR EXISTS (SELECT FROM archive_quotespanevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now()) OR EXISTS (SELECT FROM archive_attributionevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now()) OR EXISTS (SELECT FROM archive_viaevent e WHERE e.quote_id = NEW.id AND e.pgh_created_at = now())\n            THEN\n                NEW.public_version = NEW.public_version + 1; NEW.public_since = now();\n            END IF;\n        END IF;\n        RETURN NEW;\n    ", hash='a326ed2021225011c49dfc64a8688c94ed88626a', operation='INSERT OR UPDATE', pgid='pgtrigger_count_public_versions_3a818', table='archive_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "carried_from_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "public_since", "public_version", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (NEW."added_at", NEW."article_id", NEW."carried_from_id", NEW."changed_at", NEW."id", NEW."internal_note", NEW."kind", NEW."language", NEW."occasion_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_note", NEW."public_since", NEW."public_version", NEW."published_at", NEW."ref", NEW."said_basis", NEW."said_earliest", NEW."said_latest", NEW."said_note", NEW."said_precision", NEW."statement_id", NEW."status", NEW."submitted_at", NEW."text", NEW."translated", NEW."version", NEW."withdrawn_reason"); RETURN NULL;', hash='a8e4fab0124e4fb3fe3332c21a0ecfa7925432ca', operation='INSERT', pgid='pgtrigger_insert_insert_f6745', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "carried_from_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "public_since", "public_version", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (NEW."added_at", NEW."article_id", NEW."carried_from_id", NEW."changed_at", NEW."id", NEW."internal_note", NEW."kind", NEW."language", NEW."occasion_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_note", NEW."public_since", NEW."public_version", NEW."published_at", NEW."ref", NEW."said_basis", NEW."said_earliest", NEW."said_latest", NEW."said_note", NEW."said_precision", NEW."statement_id", NEW."status", NEW."submitted_at", NEW."text", NEW."translated", NEW."version", NEW."withdrawn_reason"); RETURN NULL;', hash='e7bb581b135780ecaa5a45baad14462bd0748e8e', operation='UPDATE', pgid='pgtrigger_update_update_2fe80', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "carried_from_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "public_since", "public_version", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (OLD."added_at", OLD."article_id", OLD."carried_from_id", OLD."changed_at", OLD."id", OLD."internal_note", OLD."kind", OLD."language", OLD."occasion_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_note", OLD."public_since", OLD."public_version", OLD."published_at", OLD."ref", OLD."said_basis", OLD."said_earliest", OLD."said_latest", OLD."said_note", OLD."said_precision", OLD."statement_id", OLD."status", OLD."submitted_at", OLD."text", OLD."translated", OLD."version", OLD."withdrawn_reason"); RETURN NULL;', hash='73cd79a9913153544ba2bcbad25525a424f1c9e7', operation='DELETE', pgid='pgtrigger_delete_delete_250c9', table='archive_quote', when='AFTER')),
        ),
    ]
