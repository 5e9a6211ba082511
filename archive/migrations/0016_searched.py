"""Rows that PostgreSQL searches while the index is lost; what it searched with before goes."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


# Migrations 0012 and 0014 say how they are made.
GONE = """
    DROP FUNCTION archive_folded(text);
    DROP TEXT SEARCH CONFIGURATION archive_words;
    DROP TEXT SEARCH DICTIONARY archive_stem;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0015_coming_back'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchedArticle',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('exact', django.contrib.postgres.search.SearchVectorField()),
                ('stems', django.contrib.postgres.search.SearchVectorField()),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('earliest', models.DateField(null=True)),
                ('latest', models.DateField(null=True)),
                ('published', models.DateField(null=True)),
                ('undated', models.BooleanField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchedQuote',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('exact', django.contrib.postgres.search.SearchVectorField()),
                ('stems', django.contrib.postgres.search.SearchVectorField()),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('earliest', models.DateField(null=True)),
                ('latest', models.DateField(null=True)),
                ('published', models.DateField(null=True)),
                ('undated', models.BooleanField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveIndex(
            model_name='quote',
            name='quote_text_english',
        ),
        migrations.RemoveIndex(
            model_name='quote',
            name='quote_text_simple',
        ),
        migrations.AddField(
            model_name='epoch',
            name='searched',
            field=models.CharField(blank=True, default='', help_text='The version of the rows that stand in for a lost index', max_length=40),
        ),
        migrations.AddIndex(
            model_name='searchedarticle',
            index=django.contrib.postgres.indexes.GinIndex(models.F('exact'), name='searchedarticle_exact'),
        ),
        migrations.AddIndex(
            model_name='searchedarticle',
            index=django.contrib.postgres.indexes.GinIndex(models.F('stems'), name='searchedarticle_stems'),
        ),
        migrations.AddIndex(
            model_name='searchedarticle',
            index=django.contrib.postgres.indexes.GinIndex(models.F('values'), name='searchedarticle_values'),
        ),
        migrations.AddIndex(
            model_name='searchedarticle',
            index=models.Index(models.OrderBy(models.F('latest'), descending=True, nulls_last=True), models.F('id'), name='searchedarticle_newest'),
        ),
        migrations.AddIndex(
            model_name='searchedquote',
            index=django.contrib.postgres.indexes.GinIndex(models.F('exact'), name='searchedquote_exact'),
        ),
        migrations.AddIndex(
            model_name='searchedquote',
            index=django.contrib.postgres.indexes.GinIndex(models.F('stems'), name='searchedquote_stems'),
        ),
        migrations.AddIndex(
            model_name='searchedquote',
            index=django.contrib.postgres.indexes.GinIndex(models.F('values'), name='searchedquote_values'),
        ),
        migrations.AddIndex(
            model_name='searchedquote',
            index=models.Index(models.OrderBy(models.F('latest'), descending=True, nulls_last=True), models.F('id'), name='searchedquote_newest'),
        ),
        migrations.RunSQL(GONE, elidable=False),
    ]
