"""Rows that the index's worker keeps: its documents, which are searched while it is lost, and names by what is asked of them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F


class Searched(models.Model):
    """Of the quote or article with this id: its terms with their places, their stems, and its values by facet.

    A place's weight says how many parts its term spans: D one, C two, B three. A value reads "speaker:12".
    """

    id = models.BigIntegerField(primary_key=True)
    exact = SearchVectorField()
    stems = SearchVectorField()
    values = ArrayField(models.TextField())
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    published = models.DateField(null=True)
    undated = models.BooleanField()

    class Meta:
        abstract = True
        indexes = [
            GinIndex("exact", name="%(class)s_exact"),
            GinIndex("stems", name="%(class)s_stems"),
            GinIndex("values", name="%(class)s_values"),
            models.Index(F("latest").desc(nulls_last=True), "id", name="%(class)s_newest"),
        ]


class SearchedQuote(Searched):
    def __str__(self) -> str:
        return f"Quote {self.pk}"


class SearchedArticle(Searched):
    def __str__(self) -> str:
        return f"Article {self.pk}"


class Spelling(models.Model):
    """A key under which a name is looked up, as search/name_rows.py makes it, and what is called so: "speaker 12"."""

    key = models.TextField(db_collation="C")
    named = models.TextField(db_collation="C")
    says = models.TextField(default="", db_default="", help_text="Its names, or how it is spelt")

    class Meta:
        indexes = [
            models.Index(fields=["key"], name="spelling_key"),
            models.Index(fields=["named"], name="spelling_named"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.named}"
