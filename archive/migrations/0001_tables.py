"""All tables, their constraints and indexes, and the triggers for history, versions, the outbox and the rules across tables."""

import archive.models.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),  # the words of one quote must not overlap
        TrigramExtension(),  # possible duplicates among names, likely pairs among quotes
        migrations.CreateModel(
            name='Attribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('role_printed', models.CharField(blank=True, max_length=300, verbose_name='role as printed')),
                ('basis', models.CharField(choices=[('explicit', 'printed in the article'), ('inherited', 'carried over from another sentence'), ('inferred', 'inferred'), ('editor', 'established by an editor'), ('none', 'not known')], default='explicit', help_text='How we know who spoke', max_length=9)),
            ],
            options={
                'ordering': ['quote', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed', models.CharField(max_length=100)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('code', models.CharField(help_text='ISO 3166-1 alpha-2, dissolved states included', max_length=2, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, unique=True)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='name')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Other names and scripts: DPRK, 북한', size=None)),
                ('adjectives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Words that name the country in passing: North Korean', size=None)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'countries',
                'ordering': ['sort_key'],
            },
        ),
        migrations.CreateModel(
            name='CountryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('code', models.CharField(help_text='ISO 3166-1 alpha-2, dissolved states included', max_length=2, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='name')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Other names and scripts: DPRK, 북한', size=None)),
                ('adjectives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Words that name the country in passing: North Korean', size=None)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=200)),
                ('content', models.BinaryField()),
                ('mode', models.CharField(choices=[('skip', 'leave what is there already'), ('merge', 'fill what is empty'), ('replace', 'make it as in the file')], default='skip', help_text='Rows that are there already', max_length=7)),
                ('reason', models.TextField(blank=True, help_text='Public: why published quotes change; needed unless what is there is left alone')),
                ('state', models.CharField(choices=[('new', 'waits to be checked'), ('checked', 'checked, not imported yet'), ('queued', 'waits for the worker'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='new', editable=False, max_length=7)),
                ('rows', models.PositiveIntegerField(default=0, editable=False)),
                ('good', models.PositiveIntegerField(default=0, editable=False)),
                ('problems', models.JSONField(default=list, editable=False, help_text='[[row, column, reason], …]')),
                ('notes', models.JSONField(default=list, editable=False, help_text='[[row, column, reason], …]')),
                ('articles', models.PositiveIntegerField(default=0, editable=False)),
                ('done', models.PositiveIntegerField(default=0, editable=False, verbose_name='articles done')),
                ('outcome', models.TextField(blank=True, editable=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['quote', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MentionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('same', 'the same speaker, entered twice'), ('identified', 'an unnamed source, identified later')], default='same', max_length=10)),
                ('reason', models.TextField(help_text='How we know')),
                ('moved', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Namesakes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name_plural': 'namesakes',
            },
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(help_text='briefing, press conference, interview, e-mail …', max_length=50)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('date', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('transcript_url', models.URLField(blank=True, max_length=1000)),
                ('note', models.TextField(blank=True, help_text='Public')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('date'), descending=True, nulls_last=True), 'id'],
            },
        ),
        migrations.CreateModel(
            name='OccasionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(help_text='briefing, press conference, interview, e-mail …', max_length=50)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('date', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('transcript_url', models.URLField(blank=True, max_length=1000)),
                ('note', models.TextField(blank=True, help_text='Public')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('name', models.CharField(max_length=200, unique=True)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='name')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Other names and scripts', size=None)),
            ],
            options={
                'ordering': ['sort_key'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='name')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Other names and scripts', size=None)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.CharField(max_length=20)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'outbox',
            },
        ),
        migrations.CreateModel(
            name='Outlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('name', models.CharField(max_length=200, unique=True)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='name')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Other names and scripts', size=None)),
                ('homepage', models.URLField(blank=True)),
            ],
            options={
                'ordering': ['sort_key'],
            },
        ),
        migrations.CreateModel(
            name='OutletEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='name')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Other names and scripts', size=None)),
                ('homepage', models.URLField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
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
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.TextField(editable=False, help_text='Derived from the spans of its words')),
                ('kind', models.CharField(choices=[('direct', 'Direct quote'), ('mixed', 'Partly quoted'), ('indirect', "In the reporter's words"), ('headline', 'Headline')], max_length=8)),
                ('language', models.CharField(default='en', max_length=10)),
                ('translated', models.CharField(choices=[('no', 'not translated'), ('yes', 'translated'), ('back', "translated back: not the speaker's exact words"), ('unknown', 'not known whether translated')], default='unknown', max_length=7)),
                ('said_earliest', models.DateField(blank=True, null=True)),
                ('said_latest', models.DateField(blank=True, null=True)),
                ('said_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('said_basis', models.CharField(choices=[('explicit', 'printed in the article'), ('inherited', 'carried over from another sentence'), ('inferred', 'inferred'), ('editor', 'established by an editor'), ('none', 'not known')], default='none', max_length=9)),
                ('said_note', models.CharField(blank=True, help_text='Public', max_length=500)),
                ('public_note', models.TextField(blank=True)),
                ('internal_note', models.TextField(blank=True, help_text='Only editors see this')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'in review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', max_length=9)),
                ('withdrawn_reason', models.TextField(blank=True, help_text='Public')),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first published here')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('publish_quote', 'Can publish, change and withdraw published quotes')],
            },
        ),
        migrations.CreateModel(
            name='QuoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.TextField(editable=False, help_text='Derived from the spans of its words')),
                ('kind', models.CharField(choices=[('direct', 'Direct quote'), ('mixed', 'Partly quoted'), ('indirect', "In the reporter's words"), ('headline', 'Headline')], max_length=8)),
                ('language', models.CharField(default='en', max_length=10)),
                ('translated', models.CharField(choices=[('no', 'not translated'), ('yes', 'translated'), ('back', "translated back: not the speaker's exact words"), ('unknown', 'not known whether translated')], default='unknown', max_length=7)),
                ('said_earliest', models.DateField(blank=True, null=True)),
                ('said_latest', models.DateField(blank=True, null=True)),
                ('said_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('said_basis', models.CharField(choices=[('explicit', 'printed in the article'), ('inherited', 'carried over from another sentence'), ('inferred', 'inferred'), ('editor', 'established by an editor'), ('none', 'not known')], default='none', max_length=9)),
                ('said_note', models.CharField(blank=True, help_text='Public', max_length=500)),
                ('public_note', models.TextField(blank=True)),
                ('internal_note', models.TextField(blank=True, help_text='Only editors see this')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'in review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('withdrawn_reason', models.TextField(blank=True, help_text='Public')),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first published here')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuoteSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('words', 'Words'), ('speaker', 'Speaker'), ('cue', 'Cue'), ('role', 'Role'), ('date', 'Date')], max_length=7)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('text', models.TextField(editable=False)),
            ],
            options={
                'ordering': ['quote', 'start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='QuoteSpanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('part', models.CharField(choices=[('words', 'Words'), ('speaker', 'Speaker'), ('cue', 'Cue'), ('role', 'Role'), ('date', 'Date')], max_length=7)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('text', models.TextField(editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('start', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('end', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
            ],
            options={
                'ordering': ['speaker', 'start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RoleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('start', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
                ('end', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(choices=[('day', 'Day'), ('week', 'Week'), ('month', 'Month'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=7)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('sort_name', models.CharField(blank=True, help_text='Miller, Matthew; Kim Jong-un', max_length=200)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='sort_name')),
                ('type', models.CharField(choices=[('person', 'Person'), ('organisation', 'Organisation'), ('unnamed', 'unnamed source')], default='person', max_length=12)),
                ('description', models.CharField(blank=True, help_text='Tells namesakes apart', max_length=300)),
            ],
            options={
                'ordering': ['sort_key', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SpeakerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('sort_name', models.CharField(blank=True, help_text='Miller, Matthew; Kim Jong-un', max_length=200)),
                ('sort_key', archive.models.fields.SortKeyField(db_collation='C', db_index=True, editable=False, max_length=300, source='sort_name')),
                ('type', models.CharField(choices=[('person', 'Person'), ('organisation', 'Organisation'), ('unnamed', 'unnamed source')], default='person', max_length=12)),
                ('description', models.CharField(blank=True, help_text='Tells namesakes apart', max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SpeakerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SpeakerNameEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('basis', models.CharField(choices=[('occasion', 'said on the same occasion'), ('wording', 'same wording, occasion unknown')], max_length=8)),
                ('note', models.TextField(blank=True, help_text='Public')),
            ],
        ),
        migrations.CreateModel(
            name='StatementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('basis', models.CharField(choices=[('occasion', 'said on the same occasion'), ('wording', 'same wording, occasion unknown')], max_length=8)),
                ('note', models.TextField(blank=True, help_text='Public')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Via',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('channel', models.CharField(blank=True, help_text='e-mail, statement, broadcast …', max_length=100)),
                ('basis', models.CharField(choices=[('explicit', 'printed in the article'), ('inherited', 'carried over from another sentence'), ('inferred', 'inferred'), ('editor', 'established by an editor'), ('none', 'not known')], default='explicit', max_length=9)),
            ],
            options={
                'verbose_name': 'link of the chain',
                'verbose_name_plural': 'reporting chain',
                'ordering': ['quote', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ViaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('channel', models.CharField(blank=True, help_text='e-mail, statement, broadcast …', max_length=100)),
                ('basis', models.CharField(choices=[('explicit', 'printed in the article'), ('inherited', 'carried over from another sentence'), ('inferred', 'inferred'), ('editor', 'established by an editor'), ('none', 'not known')], default='explicit', max_length=9)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('form', models.CharField(choices=[('report', 'news report'), ('agency', 'agency copy'), ('transcript', 'Transcript'), ('release', 'press release'), ('post', 'Post'), ('broadcast', 'Broadcast')], default='report', max_length=10)),
                ('title', models.CharField(max_length=500)),
                ('subtitle', models.CharField(blank=True, max_length=1000)),
                ('byline', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True, max_length=1000)),
                ('archive_url', models.URLField(blank=True, max_length=1000)),
                ('language', models.CharField(default='en', max_length=10)),
                ('original_language', models.CharField(blank=True, max_length=10)),
                ('translation', models.CharField(choices=[('machine', 'machine-translated'), ('human', 'translated'), ('none', 'not translated'), ('unknown', 'not known whether translated')], default='unknown', max_length=8)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_time', models.TimeField(blank=True, null=True)),
                ('published_tz', models.CharField(blank=True, max_length=50, verbose_name='published time zone')),
                ('published_basis', models.CharField(choices=[('stated', 'stated in the article'), ('inferred', 'inferred by an editor'), ('editor', 'established by an editor'), ('unknown', 'not known')], default='unknown', max_length=8)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('raw_text', models.TextField(help_text='The text as it came; it cannot be changed later')),
                ('raw_sha256', models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256')),
                ('body_spans', models.JSONField(blank=True, default=list, help_text='What is not boilerplate: [[start, end], …]')),
                ('source_note', models.TextField(blank=True, help_text='Public: what readers should know of this source')),
                ('redacted_at', models.DateTimeField(editable=False, null=True)),
                ('redacted_reason', models.TextField(blank=True, editable=False, help_text='Public: why the text was removed')),
                ('rights', models.CharField(choices=[('full', 'whole text'), ('excerpt', 'quotes with the sentence around them'), ('quotes', 'quotes only')], default='excerpt', max_length=7)),
                ('replaces', models.ForeignKey(blank=True, help_text='An earlier capture of the same page', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='archive.article')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), '-id'],
            },
        ),
        migrations.CreateModel(
            name='ArticleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ref', models.CharField(default=archive.models.fields.new_ref, editable=False, max_length=100)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('form', models.CharField(choices=[('report', 'news report'), ('agency', 'agency copy'), ('transcript', 'Transcript'), ('release', 'press release'), ('post', 'Post'), ('broadcast', 'Broadcast')], default='report', max_length=10)),
                ('title', models.CharField(max_length=500)),
                ('subtitle', models.CharField(blank=True, max_length=1000)),
                ('byline', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True, max_length=1000)),
                ('archive_url', models.URLField(blank=True, max_length=1000)),
                ('language', models.CharField(default='en', max_length=10)),
                ('original_language', models.CharField(blank=True, max_length=10)),
                ('translation', models.CharField(choices=[('machine', 'machine-translated'), ('human', 'translated'), ('none', 'not translated'), ('unknown', 'not known whether translated')], default='unknown', max_length=8)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_time', models.TimeField(blank=True, null=True)),
                ('published_tz', models.CharField(blank=True, max_length=50, verbose_name='published time zone')),
                ('published_basis', models.CharField(choices=[('stated', 'stated in the article'), ('inferred', 'inferred by an editor'), ('editor', 'established by an editor'), ('unknown', 'not known')], default='unknown', max_length=8)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('raw_sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('body_spans', models.JSONField(blank=True, default=list, help_text='What is not boilerplate: [[start, end], …]')),
                ('source_note', models.TextField(blank=True, help_text='Public: what readers should know of this source')),
                ('redacted_at', models.DateTimeField(editable=False, null=True)),
                ('redacted_reason', models.TextField(blank=True, editable=False, help_text='Public: why the text was removed')),
                ('rights', models.CharField(choices=[('full', 'whole text'), ('excerpt', 'quotes with the sentence around them'), ('quotes', 'quotes only')], default='excerpt', max_length=7)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.article')),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, help_text='An earlier capture of the same page', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.article')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CorrectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('changed', models.CharField(max_length=100)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.correction')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AttributionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('role_printed', models.CharField(blank=True, max_length=300, verbose_name='role as printed')),
                ('basis', models.CharField(choices=[('explicit', 'printed in the article'), ('inherited', 'carried over from another sentence'), ('inferred', 'inferred'), ('editor', 'established by an editor'), ('none', 'not known')], default='explicit', help_text='How we know who spoke', max_length=9)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.attribution')),
                ('country', models.ForeignKey(blank=True, db_constraint=False, help_text='Spoke for', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.country')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attribution',
            name='country',
            field=models.ForeignKey(blank=True, help_text='Spoke for', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='archive.country'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='outbox_country', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('country', NEW.code::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('country', OLD.code::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('country', OLD.code::text);\n                IF OLD.code IS DISTINCT FROM NEW.code THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('country', NEW.code::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='994a7d67bfd3b2a5050cdf9ee5eeef684d5cc45c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_country_876ab', table='archive_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_countryevent" ("adjectives", "code", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "valid_from", "valid_to") VALUES (NEW."adjectives", NEW."code", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."sort_key", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='7561b46b1012c5b835f5475da5ea4f4e8bbf5ba7', operation='INSERT', pgid='pgtrigger_insert_insert_5a298', table='archive_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_countryevent" ("adjectives", "code", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "valid_from", "valid_to") VALUES (NEW."adjectives", NEW."code", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."sort_key", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='21da45fe20a6faf89546bb785e8fe4349099ab08', operation='UPDATE', pgid='pgtrigger_update_update_c7c3e', table='archive_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_countryevent" ("adjectives", "code", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key", "valid_from", "valid_to") VALUES (OLD."adjectives", OLD."code", OLD."name", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."sort_key", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='f28096adf31e3e7e70a54bcf9c3bc9773bed9991', operation='DELETE', pgid='pgtrigger_delete_delete_d514c', table='archive_country', when='AFTER')),
        ),
        migrations.AddField(
            model_name='countryevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='countryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.country'),
        ),
        migrations.AddConstraint(
            model_name='epoch',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='one_epoch'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mention',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='archive.country'),
        ),
        migrations.AddField(
            model_name='mentionevent',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.country'),
        ),
        migrations.AddField(
            model_name='mentionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='mentionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.mention'),
        ),
        migrations.AddField(
            model_name='merge',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occasion',
            trigger=pgtrigger.compiler.Trigger(name='outbox_occasion', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('occasion', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('occasion', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('occasion', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('occasion', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='991478b08121fa220ef66ea92ad4ec97027c24df', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_occasion_c0a14', table='archive_occasion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occasion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_occasionevent" ("date", "id", "kind", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "precision", "ref", "transcript_url") VALUES (NEW."date", NEW."id", NEW."kind", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."precision", NEW."ref", NEW."transcript_url"); RETURN NULL;', hash='49fd3ac25d58748866b3d0b7b478954fbefced8b', operation='INSERT', pgid='pgtrigger_insert_insert_72e38', table='archive_occasion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occasion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_occasionevent" ("date", "id", "kind", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "precision", "ref", "transcript_url") VALUES (NEW."date", NEW."id", NEW."kind", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."precision", NEW."ref", NEW."transcript_url"); RETURN NULL;', hash='d90e378dc014cdd56601d5051134f77efc2654c8', operation='UPDATE', pgid='pgtrigger_update_update_1d00e', table='archive_occasion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occasion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_occasionevent" ("date", "id", "kind", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "precision", "ref", "transcript_url") VALUES (OLD."date", OLD."id", OLD."kind", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."precision", OLD."ref", OLD."transcript_url"); RETURN NULL;', hash='6bf14f2c3a7c02e5b4cafddcc17be37263a24ebe', operation='DELETE', pgid='pgtrigger_delete_delete_86c1c', table='archive_occasion', when='AFTER')),
        ),
        migrations.AddField(
            model_name='occasionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='occasionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.occasion'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='archive.country'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='mentionevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='mention',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='attributionevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Spoke for', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='organisation',
            field=models.ForeignKey(blank=True, help_text='Spoke for', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The news agency that the article credits', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='article',
            name='agency',
            field=models.ForeignKey(blank=True, help_text='The news agency that the article credits', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credited_articles', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.country'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='outlet',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outlets', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='outlet',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Leave empty when not known', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.outlet'),
        ),
        migrations.AddField(
            model_name='article',
            name='outlet',
            field=models.ForeignKey(blank=True, help_text='Leave empty when not known', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='archive.outlet'),
        ),
        migrations.AddField(
            model_name='outletevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='outletevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='outletevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.outlet'),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='quote',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='archive.article'),
        ),
        migrations.AddField(
            model_name='quote',
            name='carried_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='quote',
            name='occasion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='archive.occasion'),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposed_changes', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='mentionevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='mention',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='correction',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='attributionevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributions', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='article',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.article'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='carried_from',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='occasion',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.occasion'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='quotespan',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='quotespanevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='quotespanevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.quotespan'),
        ),
        migrations.AddField(
            model_name='quotespanevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='role',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='archive.country'),
        ),
        migrations.AddField(
            model_name='role',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='attributionevent',
            name='role',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The role held at the time', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.role'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='role',
            field=models.ForeignKey(blank=True, help_text='The role held at the time', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='archive.role'),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.country'),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.role'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='canonical',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='organisation',
            field=models.ForeignKey(blank=True, help_text='When the speaker is an organisation: which one', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='as_speaker', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='scope_article',
            field=models.ForeignKey(blank=True, help_text='An unnamed source belongs to one article', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unnamed_speakers', to='archive.article'),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='role',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='namesakes',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='namesakes',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='merge',
            name='into',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_into', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='merge',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='attributionevent',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='canonical',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='When the speaker is an organisation: which one', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='scope_article',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='An unnamed source belongs to one article', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.article'),
        ),
        migrations.AddField(
            model_name='speakername',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='speakernameevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='speakernameevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.speakername'),
        ),
        migrations.AddField(
            model_name='speakernameevent',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.speaker'),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='statement',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.statement'),
        ),
        migrations.AddField(
            model_name='quote',
            name='statement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotes', to='archive.statement'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='outbox_statement', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('statement', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('statement', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('statement', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('statement', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='ee54ca2792c7b874a58342f443a5b1265cc9135b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_statement_1e764', table='archive_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_statementevent" ("basis", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref") VALUES (NEW."basis", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref"); RETURN NULL;', hash='2d550462953de5acedb5661d9995a636447ed5bf', operation='INSERT', pgid='pgtrigger_insert_insert_ff81a', table='archive_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_statementevent" ("basis", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref") VALUES (NEW."basis", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref"); RETURN NULL;', hash='6c519e0efeda4f17c2c2977e4db6f3ba8b1fab50', operation='UPDATE', pgid='pgtrigger_update_update_ebbf2', table='archive_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_statementevent" ("basis", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref") VALUES (OLD."basis", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref"); RETURN NULL;', hash='5022e9b0c2205aa361d207ed73b8f3f27f286c88', operation='DELETE', pgid='pgtrigger_delete_delete_1b203', table='archive_statement', when='AFTER')),
        ),
        migrations.AddField(
            model_name='statementevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='statementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.statement'),
        ),
        migrations.AddField(
            model_name='via',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='via', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='via',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='via', to='archive.quote'),
        ),
        migrations.AddField(
            model_name='viaevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.organisation'),
        ),
        migrations.AddField(
            model_name='viaevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='viaevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='archive.via'),
        ),
        migrations.AddField(
            model_name='viaevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='archive.quote'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='outbox_organisation', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('organisation', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('organisation', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('organisation', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('organisation', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='5da9dd0c2ee2837604e2c4eb0bccf6ea0a7a5ff3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_organisation_2d7bc', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_organisationevent" ("country_id", "id", "name", "other_names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (NEW."country_id", NEW."id", NEW."name", NEW."other_names", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."sort_key"); RETURN NULL;', hash='e222684f35b14eca9e12e97216b85923dbd891a5', operation='INSERT', pgid='pgtrigger_insert_insert_c4297', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_organisationevent" ("country_id", "id", "name", "other_names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (NEW."country_id", NEW."id", NEW."name", NEW."other_names", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."sort_key"); RETURN NULL;', hash='078a60def72922bb1064ab42c520b983a903eee7', operation='UPDATE', pgid='pgtrigger_update_update_38073', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_organisationevent" ("country_id", "id", "name", "other_names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (OLD."country_id", OLD."id", OLD."name", OLD."other_names", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."sort_key"); RETURN NULL;', hash='70ec35192441f92cd116f6dc84dd23ba167df15a', operation='DELETE', pgid='pgtrigger_delete_delete_3d48d', table='archive_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='outbox_outlet', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('outlet', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('outlet', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('outlet', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('outlet', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='09a0f9b710b4357e1af2a63df24cab89395ab217', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_outlet_2dfd6', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_outletevent" ("homepage", "id", "name", "organisation_id", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (NEW."homepage", NEW."id", NEW."name", NEW."organisation_id", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."sort_key"); RETURN NULL;', hash='181c5bfd542d0481cf86f1c1f10a18b9100be91f', operation='INSERT', pgid='pgtrigger_insert_insert_8c180', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_outletevent" ("homepage", "id", "name", "organisation_id", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (NEW."homepage", NEW."id", NEW."name", NEW."organisation_id", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."sort_key"); RETURN NULL;', hash='0c1d68b74aa9474fd79173c320473b906f612c90', operation='UPDATE', pgid='pgtrigger_update_update_6eb11', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outlet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_outletevent" ("homepage", "id", "name", "organisation_id", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "sort_key") VALUES (OLD."homepage", OLD."id", OLD."name", OLD."organisation_id", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."sort_key"); RETURN NULL;', hash='4253907efadb06585d11a1f9edf0fe760906eb56', operation='DELETE', pgid='pgtrigger_delete_delete_16caf', table='archive_outlet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='outbox_article', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('article', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('article', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('article', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('article', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='b2164fce34797047346db31720b908b20d305957', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_article_9c1a0', table='archive_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version = OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='06a5adfd8e1ca2c68d23c035739511c77dc15c31', operation='UPDATE', pgid='pgtrigger_count_versions_db196', table='archive_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='raw_text_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."raw_text" IS DISTINCT FROM (NEW."raw_text") OR OLD."raw_sha256" IS DISTINCT FROM (NEW."raw_sha256"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ca9c391336e0636689a11dd975f6d954ad608e4c', operation='UPDATE', pgid='pgtrigger_raw_text_frozen_c1a92', table='archive_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='published_after_said', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT FROM archive_quote q WHERE q.article_id = NEW.id AND q.said_latest > NEW.published_on) THEN\n            RAISE EXCEPTION 'an article cannot be published before its quotes were said' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='b7f0d71bd012e32c868f4e3f9b14ba4eda6e2dd5', operation='INSERT OR UPDATE', pgid='pgtrigger_published_after_said_5fa35', table='archive_article', when='BEFORE')),
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
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country', None), ('organisation__isnull', False)), models.Q(('country__isnull', False), ('organisation', None)), _connector='OR'), name='mentions_one_place'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('quote', 'country'), name='country_mentioned_once'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('quote', 'organisation'), name='organisation_mentioned_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n                IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='861b878a0949a427e6dc3b7d4709676344770994', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_f3ec6', table='archive_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_mentionevent" ("country_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id") VALUES (NEW."country_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id"); RETURN NULL;', hash='287bf5dd670182b41becbf1b9c485beeaea58fc7', operation='INSERT', pgid='pgtrigger_insert_insert_eea74', table='archive_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_mentionevent" ("country_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id") VALUES (NEW."country_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id"); RETURN NULL;', hash='2c8e9a8e248bc2ea32e6b3b48e9021aeead1a55c', operation='UPDATE', pgid='pgtrigger_update_update_59d1d', table='archive_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_mentionevent" ("country_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id") VALUES (OLD."country_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id"); RETURN NULL;', hash='596b9b98b88ab67b9a269a2a87c6a41c45392f6e', operation='DELETE', pgid='pgtrigger_delete_delete_835bf', table='archive_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_correctionevent" ("at", "changed", "id", "new", "old", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "reason") VALUES (NEW."at", NEW."changed", NEW."id", NEW."new", NEW."old", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id", NEW."reason"); RETURN NULL;', hash='e7824165d5f72e4dbf34940dd70d8ebfa8da1a5f', operation='INSERT', pgid='pgtrigger_insert_insert_e5182', table='archive_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_correctionevent" ("at", "changed", "id", "new", "old", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "reason") VALUES (NEW."at", NEW."changed", NEW."id", NEW."new", NEW."old", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id", NEW."reason"); RETURN NULL;', hash='808181e8ade9326dd393fecc8e8d2365dd452b91', operation='UPDATE', pgid='pgtrigger_update_update_a5305', table='archive_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_correctionevent" ("at", "changed", "id", "new", "old", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "reason") VALUES (OLD."at", OLD."changed", OLD."id", OLD."new", OLD."old", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id", OLD."reason"); RETURN NULL;', hash='1174c40a6df94daec57ed22f00f6b732aa3755a8', operation='DELETE', pgid='pgtrigger_delete_delete_ee522', table='archive_correction', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='quotespan',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='span_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='quotespan',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('part', 'words')), expressions=[('quote', '='), (models.Func('start', 'end', models.Value('[)'), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&')], name='words_apart'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n                IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='2e5c5a51ecde7f672e26d9fa31ee2ce8ffd5085d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_f8d83', table='archive_quotespan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='span_inside_text', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        IF NEW."end" > (SELECT char_length(a.raw_text) FROM archive_quote q\n        JOIN archive_article a ON a.id = q.article_id WHERE q.id = NEW.quote_id) THEN\n            RAISE EXCEPTION \'a span ends after the end of the article\' USING ERRCODE = \'check_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='d975c8d77c5d6d62975864d4bba674d546512bf3', operation='INSERT OR UPDATE', pgid='pgtrigger_span_inside_text_f0fe9', table='archive_quotespan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='span_leaves_quote_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = OLD.quote_id AND q.status = 'published' AND NOT (\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words, an attribution and, unless direct, a cue' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='b3042b112c66aab54dbfc7abc645793236b27d3c', operation='UPDATE OR DELETE', pgid='pgtrigger_span_leaves_quote_complete_4b39e', table='archive_quotespan', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quotespanevent" ("end", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "start", "text") VALUES (NEW."end", NEW."id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id", NEW."start", NEW."text"); RETURN NULL;', hash='09a808e5876a4d80938ef3d7c8a8ea0568dd36ac', operation='INSERT', pgid='pgtrigger_insert_insert_c5d67', table='archive_quotespan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_quotespanevent" ("end", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "start", "text") VALUES (NEW."end", NEW."id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id", NEW."start", NEW."text"); RETURN NULL;', hash='29b881ad8c3885d563d53deef40d9ee2773f3a07', operation='UPDATE', pgid='pgtrigger_update_update_9e2c9', table='archive_quotespan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotespan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_quotespanevent" ("end", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "start", "text") VALUES (OLD."end", OLD."id", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id", OLD."start", OLD."text"); RETURN NULL;', hash='84c15323be3fb4f91852e7e36c4a0c8a3f48cacb', operation='DELETE', pgid='pgtrigger_delete_delete_371be', table='archive_quotespan', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='speaker_name_trigrams'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope_article__isnull', False), ('type', 'unnamed')), models.Q(('type', 'unnamed'), _negated=True), _connector='OR'), name='unnamed_has_article'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('canonical', models.F('id')), _negated=True), name='not_its_own_canonical'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='outbox_speaker', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='6792f960fe766e74c930c58be7ee8037e7718104', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_speaker_ec697', table='archive_speaker', when='AFTER')),
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
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(('start__lte', models.F('end')), ('start', None), ('end', None), _connector='OR'), name='role_starts_before_end'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='outbox_role', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('role', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('role', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('role', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('role', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='7843990842b4e52e069b97653c44ad2fcdd2142e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_role_da737', table='archive_role', when='AFTER')),
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
        migrations.AddConstraint(
            model_name='namesakes',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='namesakes_once'),
        ),
        migrations.AddConstraint(
            model_name='namesakes',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='namesakes_in_order'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(fields=('quote', 'speaker'), name='speaker_once_per_quote'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n                IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='019b5cd43154b7a4d1b62bd7aeec59fb31a01cb2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_2ac7b', table='archive_attribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='unnamed_stays_home', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT FROM archive_speaker s JOIN archive_quote q ON q.id = NEW.quote_id\n        WHERE s.id = NEW.speaker_id AND s.scope_article_id IS DISTINCT FROM q.article_id\n        AND s.type = 'unnamed') THEN\n            RAISE EXCEPTION 'an unnamed speaker belongs to one article only' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='8f601d31090affd1180ccd6af22ee35824057711', operation='INSERT OR UPDATE', pgid='pgtrigger_unnamed_stays_home_4d722', table='archive_attribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='attribution_leaves_quote_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = OLD.quote_id AND q.status = 'published' AND NOT (\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words, an attribution and, unless direct, a cue' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='a8fa1507ed00635b0c1812a570a6987e8c802fb0', operation='UPDATE OR DELETE', pgid='pgtrigger_attribution_leaves_quote_complete_996d3', table='archive_attribution', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_attributionevent" ("basis", "country_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote_id", "role_id", "role_printed", "speaker_id") VALUES (NEW."basis", NEW."country_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."quote_id", NEW."role_id", NEW."role_printed", NEW."speaker_id"); RETURN NULL;', hash='eedefbf8144442c482ed3898249f2fb750af84d4', operation='INSERT', pgid='pgtrigger_insert_insert_ee509', table='archive_attribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_attributionevent" ("basis", "country_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote_id", "role_id", "role_printed", "speaker_id") VALUES (NEW."basis", NEW."country_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."quote_id", NEW."role_id", NEW."role_printed", NEW."speaker_id"); RETURN NULL;', hash='8c3f7416a55f01626a2fb922db393b5c9f01ac7a', operation='UPDATE', pgid='pgtrigger_update_update_b1aa3', table='archive_attribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attribution',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_attributionevent" ("basis", "country_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote_id", "role_id", "role_printed", "speaker_id") VALUES (OLD."basis", OLD."country_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."quote_id", OLD."role_id", OLD."role_printed", OLD."speaker_id"); RETURN NULL;', hash='a398ca385058c592e630963c33d3f8bab03e1c2c', operation='DELETE', pgid='pgtrigger_delete_delete_57810', table='archive_attribution', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='speakername',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='speaker_other_name_trigrams'),
        ),
        migrations.AddConstraint(
            model_name='speakername',
            constraint=models.UniqueConstraint(fields=('speaker', 'name'), name='speaker_name_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakername',
            trigger=pgtrigger.compiler.Trigger(name='outbox_speaker', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', NEW.speaker_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', OLD.speaker_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', OLD.speaker_id::text);\n                IF OLD.speaker_id IS DISTINCT FROM NEW.speaker_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('speaker', NEW.speaker_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='6cc748f972fdb6b71622d4af02beedd1ac8418e8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_speaker_ff882', table='archive_speakername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakername',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_speakernameevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speaker_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."speaker_id"); RETURN NULL;', hash='8a194205cf0859d10b41da14014472995a2865e5', operation='INSERT', pgid='pgtrigger_insert_insert_ebf49', table='archive_speakername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakername',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_speakernameevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speaker_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."speaker_id"); RETURN NULL;', hash='86a5eb312a6f76fff7c2190e80f8e31276a18470', operation='UPDATE', pgid='pgtrigger_update_update_4fd6a', table='archive_speakername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakername',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_speakernameevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speaker_id") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."speaker_id"); RETURN NULL;', hash='4bda685a35db637c4879cc5c552c4360687f621f', operation='DELETE', pgid='pgtrigger_delete_delete_b08c4', table='archive_speakername', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('text'), name='gin_trgm_ops'), name='quote_text_trigrams'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='english'), name='quote_text_english'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='simple'), name='quote_text_simple'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'headline'), ('status', 'published'), _negated=True), name='headline_never_published'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('said_earliest__lte', models.F('said_latest')), ('said_earliest', None), _connector='OR'), name='said_earliest_first'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said_earliest', None), ('said_precision', 'unknown')), models.Q(models.Q(('said_precision', 'unknown'), _negated=True), ('said_earliest__isnull', False), ('said_latest__isnull', False)), _connector='OR'), name='said_date_or_unknown'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'withdrawn'), ('withdrawn_reason', ''), _negated=True), name='withdrawn_with_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.id::text);\n                IF OLD.id IS DISTINCT FROM NEW.id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='c89e48d870b45515eb4aa29bb25bc6b82ef8c50b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_ff637', table='archive_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version = OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version = OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='ec6b61e0925daccba3d9272bb03987421f4d3273', operation='UPDATE', pgid='pgtrigger_count_versions_a61db', table='archive_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='said_before_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.said_latest > (SELECT published_on FROM archive_article WHERE id = NEW.article_id) THEN\n            RAISE EXCEPTION 'a quote cannot be said after its article was published' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='32ba0e08a63527d8166e674d7b4fa9edc81d9e6a', operation='INSERT OR UPDATE', pgid='pgtrigger_said_before_published_eab99', table='archive_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='published_complete', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n    SELECT FROM archive_quote q WHERE q.id = NEW.id AND q.status = 'published' AND NOT (\n        EXISTS (SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'words')\n        AND EXISTS (SELECT FROM archive_attribution a WHERE a.quote_id = q.id)\n        AND (q.kind = 'direct' OR EXISTS (\n            SELECT FROM archive_quotespan s WHERE s.quote_id = q.id AND s.part = 'cue'))\n    )\n) THEN\n            RAISE EXCEPTION 'a published quote needs words, an attribution and, unless direct, a cue' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='34b1e1870a5e6f913c57cfca0d3d3b7b676746dc', operation='INSERT OR UPDATE', pgid='pgtrigger_published_complete_f9208', table='archive_quote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='via',
            trigger=pgtrigger.compiler.Trigger(name='outbox_quote', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text);\n            ELSIF TG_OP = 'DELETE' THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n            ELSIF OLD IS DISTINCT FROM NEW THEN\n                INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', OLD.quote_id::text);\n                IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN INSERT INTO archive_outbox (kind, object_id) VALUES ('quote', NEW.quote_id::text); END IF;\n            END IF;\n            PERFORM pg_notify('archive_outbox', '');\n            RETURN NULL;\n        ", hash='9b9f05be35f85bd8043280e458174b7e7461d48d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_outbox_quote_eae83', table='archive_via', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='via',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_viaevent" ("basis", "channel", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote_id") VALUES (NEW."basis", NEW."channel", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."quote_id"); RETURN NULL;', hash='dd93ef801d987cba346e06dccbf0b2b4baffdd7c', operation='INSERT', pgid='pgtrigger_insert_insert_6ed84', table='archive_via', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='via',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "archive_viaevent" ("basis", "channel", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote_id") VALUES (NEW."basis", NEW."channel", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."quote_id"); RETURN NULL;', hash='7c9c117accda6a9c963112592b89594e2142c9fa', operation='UPDATE', pgid='pgtrigger_update_update_2dadd', table='archive_via', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='via',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "archive_viaevent" ("basis", "channel", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote_id") VALUES (OLD."basis", OLD."channel", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."quote_id"); RETURN NULL;', hash='702fcf9fd865dbf0b66240288ef3300e8f27a458', operation='DELETE', pgid='pgtrigger_delete_delete_ed32e', table='archive_via', when='AFTER')),
        ),
    ]
