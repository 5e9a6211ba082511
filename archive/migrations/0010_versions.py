"""Versions counted by triggers, when a quote was submitted, and changes proposed to published quotes."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_epoch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.JSONField(help_text='The form as it was sent: {name: [values]}')),
                ('differences', models.JSONField(help_text='What it changes: [[name, old, new], …]')),
                ('reason', models.TextField(help_text='Why; it becomes the public reason unless the publisher writes another')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='open', max_length=8)),
                ('answer', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['at'],
            },
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='speaker',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='article',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='quote',
            name='submitted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='submitted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='role',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='speaker',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version = OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='06a5adfd8e1ca2c68d23c035739511c77dc15c31', operation='UPDATE', pgid='pgtrigger_count_versions_db196', table='archive_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "url", "version") VALUES (NEW."added_at", NEW."agency_id", NEW."archive_url", NEW."body_spans", NEW."byline", NEW."captured_at", NEW."form", NEW."id", NEW."language", NEW."original_language", NEW."outlet_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_basis", NEW."published_on", NEW."published_time", NEW."published_tz", NEW."raw_sha256", NEW."ref", NEW."replaces_id", NEW."rights", NEW."source_note", NEW."subtitle", NEW."title", NEW."translation", NEW."url", NEW."version"); RETURN NULL;', hash='af9d439faeadf3354d173cf120edabdf21e44696', operation='INSERT', pgid='pgtrigger_insert_insert_d1949', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."archive_url" IS DISTINCT FROM (NEW."archive_url") OR OLD."body_spans" IS DISTINCT FROM (NEW."body_spans") OR OLD."byline" IS DISTINCT FROM (NEW."byline") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."original_language" IS DISTINCT FROM (NEW."original_language") OR OLD."outlet_id" IS DISTINCT FROM (NEW."outlet_id") OR OLD."published_basis" IS DISTINCT FROM (NEW."published_basis") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_time" IS DISTINCT FROM (NEW."published_time") OR OLD."published_tz" IS DISTINCT FROM (NEW."published_tz") OR OLD."raw_sha256" IS DISTINCT FROM (NEW."raw_sha256") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."rights" IS DISTINCT FROM (NEW."rights") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."subtitle" IS DISTINCT FROM (NEW."subtitle") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."translation" IS DISTINCT FROM (NEW."translation") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "url", "version") VALUES (NEW."added_at", NEW."agency_id", NEW."archive_url", NEW."body_spans", NEW."byline", NEW."captured_at", NEW."form", NEW."id", NEW."language", NEW."original_language", NEW."outlet_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_basis", NEW."published_on", NEW."published_time", NEW."published_tz", NEW."raw_sha256", NEW."ref", NEW."replaces_id", NEW."rights", NEW."source_note", NEW."subtitle", NEW."title", NEW."translation", NEW."url", NEW."version"); RETURN NULL;', hash='56ac4b2e9d0fc5e3c9f84568ffb3043f62c9fc34', operation='UPDATE', pgid='pgtrigger_update_update_4266a', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "url", "version") VALUES (OLD."added_at", OLD."agency_id", OLD."archive_url", OLD."body_spans", OLD."byline", OLD."captured_at", OLD."form", OLD."id", OLD."language", OLD."original_language", OLD."outlet_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_basis", OLD."published_on", OLD."published_time", OLD."published_tz", OLD."raw_sha256", OLD."ref", OLD."replaces_id", OLD."rights", OLD."source_note", OLD."subtitle", OLD."title", OLD."translation", OLD."url", OLD."version"); RETURN NULL;', hash='e2a4f3e557171e0f3f7b3fbaa3b44c6818300d07', operation='DELETE', pgid='pgtrigger_delete_delete_fdf42', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version = OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='ec6b61e0925daccba3d9272bb03987421f4d3273', operation='UPDATE', pgid='pgtrigger_count_versions_a61db', table='archive_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (NEW."added_at", NEW."article_id", NEW."changed_at", NEW."id", NEW."internal_note", NEW."kind", NEW."language", NEW."occasion_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_note", NEW."published_at", NEW."ref", NEW."said_basis", NEW."said_earliest", NEW."said_latest", NEW."said_note", NEW."said_precision", NEW."statement_id", NEW."status", NEW."submitted_at", NEW."text", NEW."translated", NEW."version", NEW."withdrawn_reason"); RETURN NULL;', hash='d68b441504ca418fa7cd2cad5d80e657e3b4fcba', operation='INSERT', pgid='pgtrigger_insert_insert_f6745', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (NEW."added_at", NEW."article_id", NEW."changed_at", NEW."id", NEW."internal_note", NEW."kind", NEW."language", NEW."occasion_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_note", NEW."published_at", NEW."ref", NEW."said_basis", NEW."said_earliest", NEW."said_latest", NEW."said_note", NEW."said_precision", NEW."statement_id", NEW."status", NEW."submitted_at", NEW."text", NEW."translated", NEW."version", NEW."withdrawn_reason"); RETURN NULL;', hash='9585b9ef07913132ce8f05b39ef66ee58f11682a', operation='UPDATE', pgid='pgtrigger_update_update_2fe80', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quoteevent" ("added_at", "article_id", "changed_at", "id", "internal_note", "kind", "language", "occasion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_at", "ref", "said_basis", "said_earliest", "said_latest", "said_note", "said_precision", "statement_id", "status", "submitted_at", "text", "translated", "version", "withdrawn_reason") VALUES (OLD."added_at", OLD."article_id", OLD."changed_at", OLD."id", OLD."internal_note", OLD."kind", OLD."language", OLD."occasion_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_note", OLD."published_at", OLD."ref", OLD."said_basis", OLD."said_earliest", OLD."said_latest", OLD."said_note", OLD."said_precision", OLD."statement_id", OLD."status", OLD."submitted_at", OLD."text", OLD."translated", OLD."version", OLD."withdrawn_reason"); RETURN NULL;', hash='058071e610cd657fb615a3f92cd5ea7350adc5a6', operation='DELETE', pgid='pgtrigger_delete_delete_250c9', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version = OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='b6d6118a62b1598ac3d1ddceda41436c84700832', operation='UPDATE', pgid='pgtrigger_count_versions_ef273', table='archive_role', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_roleevent" ("country_id", "end", "end_precision", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "speaker_id", "start", "start_precision", "title", "version") VALUES (NEW."country_id", NEW."end", NEW."end_precision", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."speaker_id", NEW."start", NEW."start_precision", NEW."title", NEW."version"); RETURN NULL;', hash='efe82da4c34705c0c812e62750f978f8540770b6', operation='INSERT', pgid='pgtrigger_insert_insert_7b696', table='archive_role', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_roleevent" ("country_id", "end", "end_precision", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "speaker_id", "start", "start_precision", "title", "version") VALUES (NEW."country_id", NEW."end", NEW."end_precision", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."speaker_id", NEW."start", NEW."start_precision", NEW."title", NEW."version"); RETURN NULL;', hash='b61d41e8c4521c349af92e57c4a2b3ab9e004df2', operation='UPDATE', pgid='pgtrigger_update_update_b5629', table='archive_role', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_roleevent" ("country_id", "end", "end_precision", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "speaker_id", "start", "start_precision", "title", "version") VALUES (OLD."country_id", OLD."end", OLD."end_precision", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."speaker_id", OLD."start", OLD."start_precision", OLD."title", OLD."version"); RETURN NULL;', hash='f008f9f3c8eb57dd52bce88fa91b519a01f4e551', operation='DELETE', pgid='pgtrigger_delete_delete_b84b4', table='archive_role', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version = OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='825acc9e496305eef08a81b6f9980234b8593a75', operation='UPDATE', pgid='pgtrigger_count_versions_f004d', table='archive_speaker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_speakerevent" ("canonical_id", "description", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "scope_article_id", "sort_key", "sort_name", "type", "version") VALUES (NEW."canonical_id", NEW."description", NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."scope_article_id", NEW."sort_key", NEW."sort_name", NEW."type", NEW."version"); RETURN NULL;', hash='7306b6ceb607f6120d49580237dc77c2afb5c487', operation='INSERT', pgid='pgtrigger_insert_insert_44b4d', table='archive_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_speakerevent" ("canonical_id", "description", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "scope_article_id", "sort_key", "sort_name", "type", "version") VALUES (NEW."canonical_id", NEW."description", NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."scope_article_id", NEW."sort_key", NEW."sort_name", NEW."type", NEW."version"); RETURN NULL;', hash='da4d97fec6538bc06e5f93aba233878a41d4711b', operation='UPDATE', pgid='pgtrigger_update_update_bb159', table='archive_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_speakerevent" ("canonical_id", "description", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "scope_article_id", "sort_key", "sort_name", "type", "version") VALUES (OLD."canonical_id", OLD."description", OLD."id", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."scope_article_id", OLD."sort_key", OLD."sort_name", OLD."type", OLD."version"); RETURN NULL;', hash='dffcf0d3b7fd02fe0a3509972d0ea245c70e9a02', operation='DELETE', pgid='pgtrigger_delete_delete_8127f', table='archive_speaker', when='AFTER')),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposed_changes', to='archive.quote'),
        ),
    ]
