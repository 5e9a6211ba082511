"""Which quote of an earlier capture a quote was carried over from."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0015_imports'),
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
            name='carried_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='carried_from',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "carried_from_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (NEW."added_at", NEW."article_id", NEW."carried_from_id", NEW."changed_at", NEW."id", NEW."internal_note", NEW."kind", NEW."language", NEW."occasion_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_note", NEW."published_at", NEW."ref", NEW."said_basis", NEW."said_earliest", NEW."said_latest", NEW."said_note", NEW."said_precision", NEW."statement_id", NEW."status", NEW."submitted_at", NEW."text", NEW."translated", NEW."version", NEW."withdrawn_reason"); RETURN NULL;', hash='ace265b3ef8c47784d4fcbb183c3dc866bac0af5', operation='INSERT', pgid='pgtrigger_insert_insert_f6745', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "carried_from_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (NEW."added_at", NEW."article_id", NEW."carried_from_id", NEW."changed_at", NEW."id", NEW."internal_note", NEW."kind", NEW."language", NEW."occasion_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_note", NEW."published_at", NEW."ref", NEW."said_basis", NEW."said_earliest", NEW."said_latest", NEW."said_note", NEW."said_precision", NEW."statement_id", NEW."status", NEW."submitted_at", NEW."text", NEW."translated", NEW."version", NEW."withdrawn_reason"); RETURN NULL;', hash='5b28389bbc7bb56cf9b07e2a5bd97d63ae686514', operation='UPDATE', pgid='pgtrigger_update_update_2fe80', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "carried_from_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (OLD."added_at", OLD."article_id", OLD."carried_from_id", OLD."changed_at", OLD."id", OLD."internal_note", OLD."kind", OLD."language", OLD."occasion_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_note", OLD."published_at", OLD."ref", OLD."said_basis", OLD."said_earliest", OLD."said_latest", OLD."said_note", OLD."said_precision", OLD."statement_id", OLD."status", OLD."submitted_at", OLD."text", OLD."translated", OLD."version", OLD."withdrawn_reason"); RETURN NULL;', hash='e193876041e1cf5e124cf74097f2a2ef400882ed', operation='DELETE', pgid='pgtrigger_delete_delete_250c9', table='archive_quote', when='AFTER')),
        ),
    ]
