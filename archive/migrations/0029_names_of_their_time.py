"""Names know when they were used, Wikidata tells namesakes apart, and a merge of two places can be undone."""

import archive.models.fields
import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0028_days_offices_and_words'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outlet',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outlet',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outlet',
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
            model_name='organisation',
            name='dated_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200, validators=[archive.models.fields.dated]), blank=True, default=list, help_text='Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023).', size=None),
        ),
        migrations.AddField(
            model_name='organisation',
            name='wikidata',
            field=archive.models.fields.WikidataField(blank=True, max_length=13, verbose_name='Wikidata'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='dated_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200, validators=[archive.models.fields.dated]), blank=True, default=list, help_text='Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023).', size=None),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='wikidata',
            field=archive.models.fields.WikidataField(blank=True, max_length=13, verbose_name='Wikidata'),
        ),
        migrations.AddField(
            model_name='outlet',
            name='dated_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200, validators=[archive.models.fields.dated]), blank=True, default=list, help_text='Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023).', size=None),
        ),
        migrations.AddField(
            model_name='outletevent',
            name='dated_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200, validators=[archive.models.fields.dated]), blank=True, default=list, help_text='Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023).', size=None),
        ),
        migrations.AddField(
            model_name='placemerge',
            name='moved',
            field=models.JSONField(default=dict, help_text='What named it: {table.column: [ids]}'),
        ),
        migrations.AddField(
            model_name='placemerge',
            name='row',
            field=models.JSONField(default=dict, help_text='The one that went, as it was; empty of an old merge: no undoing it'),
        ),
        migrations.AddField(
            model_name='placemerge',
            name='taken',
            field=models.JSONField(default=list, help_text='The names that the other one took over'),
        ),
        migrations.AddField(
            model_name='placemerge',
            name='undone_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='speaker',
            name='dated_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200, validators=[archive.models.fields.dated]), blank=True, default=list, help_text='Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023).', size=None),
        ),
        migrations.AddField(
            model_name='speaker',
            name='wikidata',
            field=archive.models.fields.WikidataField(blank=True, max_length=13, verbose_name='Wikidata'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='dated_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200, validators=[archive.models.fields.dated]), blank=True, default=list, help_text='Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023).', size=None),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='wikidata',
            field=archive.models.fields.WikidataField(blank=True, max_length=13, verbose_name='Wikidata'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_organisationevent" ("country_id", "dated_names", "id", "name", "other_names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key", "wikidata") VALUES (NEW."country_id", NEW."dated_names", NEW."id", NEW."name", NEW."other_names", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."sort_key", NEW."wikidata"); RETURN NULL;', hash='dfa77e6c303f01fa8045842c7ee589e02cf04089', operation='INSERT', pgid='pgtrigger_insert_insert_c4297', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_organisationevent" ("country_id", "dated_names", "id", "name", "other_names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key", "wikidata") VALUES (NEW."country_id", NEW."dated_names", NEW."id", NEW."name", NEW."other_names", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."sort_key", NEW."wikidata"); RETURN NULL;', hash='7d9b7f0a88eb63086ad135d5e05f0eda0d11679d', operation='UPDATE', pgid='pgtrigger_update_update_38073', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_organisationevent" ("country_id", "dated_names", "id", "name", "other_names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key", "wikidata") VALUES (OLD."country_id", OLD."dated_names", OLD."id", OLD."name", OLD."other_names", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."sort_key", OLD."wikidata"); RETURN NULL;', hash='f88926e01e6cdfe2c915e2ecc451698e65610ed5', operation='DELETE', pgid='pgtrigger_delete_delete_3d48d', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_outletevent" ("dated_names", "homepage", "id", "name", "organisation_id", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (NEW."dated_names", NEW."homepage", NEW."id", NEW."name", NEW."organisation_id", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."sort_key"); RETURN NULL;', hash='9a7b5218aa85ef68843d7a7ed134abc8ff03b90d', operation='INSERT', pgid='pgtrigger_insert_insert_8c180', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_outletevent" ("dated_names", "homepage", "id", "name", "organisation_id", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (NEW."dated_names", NEW."homepage", NEW."id", NEW."name", NEW."organisation_id", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."sort_key"); RETURN NULL;', hash='d40fc54801d1bc7b0708f515a4e99ba668b34309', operation='UPDATE', pgid='pgtrigger_update_update_6eb11', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_outletevent" ("dated_names", "homepage", "id", "name", "organisation_id", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (OLD."dated_names", OLD."homepage", OLD."id", OLD."name", OLD."organisation_id", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."sort_key"); RETURN NULL;', hash='70f114719db346e2493915e390ea48384e8a298f', operation='DELETE', pgid='pgtrigger_delete_delete_16caf', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_speakerevent" ("canonical_id", "dated_names", "description", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "scope_article_id", "sort_key", "sort_name", "type", "version", "wikidata") VALUES (NEW."canonical_id", NEW."dated_names", NEW."description", NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."scope_article_id", NEW."sort_key", NEW."sort_name", NEW."type", NEW."version", NEW."wikidata"); RETURN NULL;', hash='185c664e89e33a8e9ca94c09601ad1c65edb11be', operation='INSERT', pgid='pgtrigger_insert_insert_44b4d', table='archive_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_speakerevent" ("canonical_id", "dated_names", "description", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "scope_article_id", "sort_key", "sort_name", "type", "version", "wikidata") VALUES (NEW."canonical_id", NEW."dated_names", NEW."description", NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."scope_article_id", NEW."sort_key", NEW."sort_name", NEW."type", NEW."version", NEW."wikidata"); RETURN NULL;', hash='665cccfcbbfeb95298a3d15e3c55d535be840ad2', operation='UPDATE', pgid='pgtrigger_update_update_bb159', table='archive_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_speakerevent" ("canonical_id", "dated_names", "description", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "scope_article_id", "sort_key", "sort_name", "type", "version", "wikidata") VALUES (OLD."canonical_id", OLD."dated_names", OLD."description", OLD."id", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."scope_article_id", OLD."sort_key", OLD."sort_name", OLD."type", OLD."version", OLD."wikidata"); RETURN NULL;', hash='3e4a69e6c283e0714646eeb61459626a217c1c44', operation='DELETE', pgid='pgtrigger_delete_delete_8127f', table='archive_speaker', when='AFTER')),
        ),
    ]
