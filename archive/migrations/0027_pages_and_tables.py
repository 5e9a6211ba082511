"""Pages are kept, with the day of the last change; tables and feeds on their way in; places that were merged."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0026_one_passage_confirmed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('words', models.TextField()),
                ('kind', models.CharField(blank=True, choices=[('direct', 'Direct quote'), ('mixed', 'Partly quoted'), ('indirect', "In the reporter's words"), ('headline', 'Headline')], max_length=8)),
                ('speaker_names', models.JSONField(default=list)),
                ('role', models.CharField(blank=True, max_length=300)),
                ('organisation', models.CharField(blank=True, max_length=300)),
                ('said_earliest', models.DateField(blank=True, null=True)),
                ('said_latest', models.DateField(blank=True, null=True)),
                ('said_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('outlet_name', models.CharField(blank=True, max_length=300)),
                ('url', models.CharField(blank=True, db_index=True, max_length=1000)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('note', models.TextField(blank=True)),
                ('drafted', models.BooleanField(default=False, help_text='Whether its quote was made from it')),
            ],
            options={
                'verbose_name_plural': 'entries without a text',
                'ordering': ['sheet', 'number'],
            },
        ),
        migrations.CreateModel(
            name='PlaceMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('old', models.BigIntegerField()),
                ('new', models.BigIntegerField()),
                ('name', models.CharField(help_text='Of the one that went', max_length=200)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ReadingItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=1000, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('published_on', models.DateField(null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'reading list',
                'ordering': [models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), '-id'],
            },
        ),
        migrations.CreateModel(
            name='SavedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField()),
                ('data', models.BinaryField(help_text='Compressed')),
                ('facts', models.JSONField(default=dict)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Spreadsheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('names', models.JSONField(default=list, help_text='Of its columns')),
                ('cells', models.JSONField(default=list, help_text='Its rows, until they are entered')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('mapping', models.JSONField(default=dict, help_text='Which column is what: the last one is offered for the same columns')),
                ('day_first', models.BooleanField(null=True)),
                ('made', models.JSONField(default=dict, help_text='Ids of the speakers, outlets and articles that it added')),
                ('entered_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='published_after_said',
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
            name='said_before_published',
        ),
        migrations.AddField(
            model_name='article',
            name='updated_on',
            field=models.DateField(blank=True, help_text='The last change that the article names: a quote in it may be said up to this day', null=True, verbose_name='updated on'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='updated_on',
            field=models.DateField(blank=True, help_text='The last change that the article names: a quote in it may be said up to this day', null=True, verbose_name='updated on'),
        ),
        migrations.AlterField(
            model_name='article',
            name='language',
            field=models.CharField(default='en', max_length=10, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Give the code of the language, such as en, pt-BR or ko.')]),
        ),
        migrations.AlterField(
            model_name='article',
            name='original_language',
            field=models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Give the code of the language, such as en, pt-BR or ko.')]),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_basis',
            field=models.CharField(choices=[('stated', 'stated in the article'), ('page', 'stated by the page'), ('inferred', 'inferred by an editor'), ('editor', 'established by an editor'), ('unknown', 'not known')], default='unknown', max_length=8),
        ),
        migrations.AlterField(
            model_name='articleevent',
            name='language',
            field=models.CharField(default='en', max_length=10, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Give the code of the language, such as en, pt-BR or ko.')]),
        ),
        migrations.AlterField(
            model_name='articleevent',
            name='original_language',
            field=models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Give the code of the language, such as en, pt-BR or ko.')]),
        ),
        migrations.AlterField(
            model_name='articleevent',
            name='published_basis',
            field=models.CharField(choices=[('stated', 'stated in the article'), ('page', 'stated by the page'), ('inferred', 'inferred by an editor'), ('editor', 'established by an editor'), ('unknown', 'not known')], default='unknown', max_length=8),
        ),
        migrations.AlterField(
            model_name='quote',
            name='language',
            field=models.CharField(default='en', max_length=10, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Give the code of the language, such as en, pt-BR or ko.')]),
        ),
        migrations.AlterField(
            model_name='quoteevent',
            name='language',
            field=models.CharField(default='en', max_length=10, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Give the code of the language, such as en, pt-BR or ko.')]),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='published_after_said', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT FROM archive_quote q WHERE q.article_id = NEW.id AND q.said_latest > GREATEST(NEW.published_on, NEW.updated_on)) THEN\n            RAISE EXCEPTION 'an article cannot be published before its quotes were said' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='efc23964e49a5e2a976f9122c1834d82590c0b6b', operation='INSERT OR UPDATE', pgid='pgtrigger_published_after_said_5fa35', table='archive_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "redacted_at", "redacted_reason", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "updated_on", "url", "version") VALUES (NEW."added_at", NEW."agency_id", NEW."archive_url", NEW."body_spans", NEW."byline", NEW."captured_at", NEW."form", NEW."id", NEW."language", NEW."original_language", NEW."outlet_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_basis", NEW."published_on", NEW."published_time", NEW."published_tz", NEW."raw_sha256", NEW."redacted_at", NEW."redacted_reason", NEW."ref", NEW."replaces_id", NEW."rights", NEW."source_note", NEW."subtitle", NEW."title", NEW."translation", NEW."updated_on", NEW."url", NEW."version"); RETURN NULL;', hash='44a0a505baaaba450a21ff4a0250b57a34d0908e', operation='INSERT', pgid='pgtrigger_insert_insert_d1949', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."archive_url" IS DISTINCT FROM (NEW."archive_url") OR OLD."body_spans" IS DISTINCT FROM (NEW."body_spans") OR OLD."byline" IS DISTINCT FROM (NEW."byline") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."original_language" IS DISTINCT FROM (NEW."original_language") OR OLD."outlet_id" IS DISTINCT FROM (NEW."outlet_id") OR OLD."published_basis" IS DISTINCT FROM (NEW."published_basis") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_time" IS DISTINCT FROM (NEW."published_time") OR OLD."published_tz" IS DISTINCT FROM (NEW."published_tz") OR OLD."raw_sha256" IS DISTINCT FROM (NEW."raw_sha256") OR OLD."redacted_at" IS DISTINCT FROM (NEW."redacted_at") OR OLD."redacted_reason" IS DISTINCT FROM (NEW."redacted_reason") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."rights" IS DISTINCT FROM (NEW."rights") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."subtitle" IS DISTINCT FROM (NEW."subtitle") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."translation" IS DISTINCT FROM (NEW."translation") OR OLD."updated_on" IS DISTINCT FROM (NEW."updated_on") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "redacted_at", "redacted_reason", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "updated_on", "url", "version") VALUES (NEW."added_at", NEW."agency_id", NEW."archive_url", NEW."body_spans", NEW."byline", NEW."captured_at", NEW."form", NEW."id", NEW."language", NEW."original_language", NEW."outlet_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_basis", NEW."published_on", NEW."published_time", NEW."published_tz", NEW."raw_sha256", NEW."redacted_at", NEW."redacted_reason", NEW."ref", NEW."replaces_id", NEW."rights", NEW."source_note", NEW."subtitle", NEW."title", NEW."translation", NEW."updated_on", NEW."url", NEW."version"); RETURN NULL;', hash='cf5598d59eb464115e3de012eb03e80a6214fd9c', operation='UPDATE', pgid='pgtrigger_update_update_4266a', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_articleevent" ("added_at", "agency_id", "archive_url", "body_spans", "byline", "captured_at", "form", "id", "language", "original_language", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_basis", "published_on", "published_time", "published_tz", "raw_sha256", "redacted_at", "redacted_reason", "ref", "replaces_id", "rights", "source_note", "subtitle", "title", "translation", "updated_on", "url", "version") VALUES (OLD."added_at", OLD."agency_id", OLD."archive_url", OLD."body_spans", OLD."byline", OLD."captured_at", OLD."form", OLD."id", OLD."language", OLD."original_language", OLD."outlet_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_basis", OLD."published_on", OLD."published_time", OLD."published_tz", OLD."raw_sha256", OLD."redacted_at", OLD."redacted_reason", OLD."ref", OLD."replaces_id", OLD."rights", OLD."source_note", OLD."subtitle", OLD."title", OLD."translation", OLD."updated_on", OLD."url", OLD."version"); RETURN NULL;', hash='761fdf66dabde2f8cbf0dc88ed63d899f00a4dda', operation='DELETE', pgid='pgtrigger_delete_delete_fdf42', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='said_before_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.said_latest > (SELECT GREATEST(published_on, updated_on) FROM archive_article WHERE id = NEW.article_id) THEN\n            RAISE EXCEPTION 'a quote cannot be said after its article was published' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='b401f0c76ed89574d6a41323e3d3c7a3a4f00f7b', operation='INSERT OR UPDATE', pgid='pgtrigger_said_before_published_eab99', table='archive_quote', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('updated_on__gte', models.F('published_on')), ('updated_on', None), ('published_on', None), _connector='OR'), name='updated_after_published'),
        ),
        migrations.AddField(
            model_name='entry',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.country'),
        ),
        migrations.AddField(
            model_name='entry',
            name='outlet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='archive.outlet'),
        ),
        migrations.AddField(
            model_name='entry',
            name='quote',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entry', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='entry',
            name='speakers',
            field=models.ManyToManyField(blank=True, related_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='placemerge',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readingitem',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savedpage',
            name='article',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='page', to='archive.article'),
        ),
        migrations.AddField(
            model_name='spreadsheet',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='entry',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='archive.spreadsheet'),
        ),
    ]
