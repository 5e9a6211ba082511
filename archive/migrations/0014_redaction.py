"""When and why the text of an article was removed."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0013_merges'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='article',
            name='redacted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='article',
            name='redacted_reason',
            field=models.TextField(blank=True, editable=False, help_text='Public: why the text was removed'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='redacted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='redacted_reason',
            field=models.TextField(blank=True, editable=False, help_text='Public: why the text was removed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "redacted_at", "redacted_reason", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "url", "version") VALUES (NEW."added_at", NEW."agency_id", NEW."archive_url", NEW."body_spans", NEW."byline", NEW."captured_at", NEW."form", NEW."id", NEW."language", NEW."original_language", NEW."outlet_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_basis", NEW."published_on", NEW."published_time", NEW."published_tz", NEW."raw_sha256", NEW."redacted_at", NEW."redacted_reason", NEW."ref", NEW."replaces_id", NEW."rights", NEW."source_note", NEW."subtitle", NEW."title", NEW."translation", NEW."url", NEW."version"); RETURN NULL;', hash='aee2b75ed67b905343bc80f7a8c648a03d3d07d5', operation='INSERT', pgid='pgtrigger_insert_insert_d1949', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."archive_url" IS DISTINCT FROM (NEW."archive_url") OR OLD."body_spans" IS DISTINCT FROM (NEW."body_spans") OR OLD."byline" IS DISTINCT FROM (NEW."byline") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."original_language" IS DISTINCT FROM (NEW."original_language") OR OLD."outlet_id" IS DISTINCT FROM (NEW."outlet_id") OR OLD."published_basis" IS DISTINCT FROM (NEW."published_basis") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_time" IS DISTINCT FROM (NEW."published_time") OR OLD."published_tz" IS DISTINCT FROM (NEW."published_tz") OR OLD."raw_sha256" IS DISTINCT FROM (NEW."raw_sha256") OR OLD."redacted_at" IS DISTINCT FROM (NEW."redacted_at") OR OLD."redacted_reason" IS DISTINCT FROM (NEW."redacted_reason") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."rights" IS DISTINCT FROM (NEW."rights") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."subtitle" IS DISTINCT FROM (NEW."subtitle") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."translation" IS DISTINCT FROM (NEW."translation") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "redacted_at", "redacted_reason", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "url", "version") VALUES (NEW."added_at", NEW."agency_id", NEW."archive_url", NEW."body_spans", NEW."byline", NEW."captured_at", NEW."form", NEW."id", NEW."language", NEW."original_language", NEW."outlet_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_basis", NEW."published_on", NEW."published_time", NEW."published_tz", NEW."raw_sha256", NEW."redacted_at", NEW."redacted_reason", NEW."ref", NEW."replaces_id", NEW."rights", NEW."source_note", NEW."subtitle", NEW."title", NEW."translation", NEW."url", NEW."version"); RETURN NULL;', hash='39b3513f0111fd3f0884b4756b9c6c47ec173d45', operation='UPDATE', pgid='pgtrigger_update_update_4266a', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "redacted_at", "redacted_reason", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "url", "version") VALUES (OLD."added_at", OLD."agency_id", OLD."archive_url", OLD."body_spans", OLD."byline", OLD."captured_at", OLD."form", OLD."id", OLD."language", OLD."original_language", OLD."outlet_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_basis", OLD."published_on", OLD."published_time", OLD."published_tz", OLD."raw_sha256", OLD."redacted_at", OLD."redacted_reason", OLD."ref", OLD."replaces_id", OLD."rights", OLD."source_note", OLD."subtitle", OLD."title", OLD."translation", OLD."url", OLD."version"); RETURN NULL;', hash='b3cf901de089c50d6a513f641d26e371098fea49', operation='DELETE', pgid='pgtrigger_delete_delete_fdf42', table='archive_article', when='AFTER')),
        ),
    ]
