"""Spreadsheets of quotes, and their rows: entries of the desk that stand in no stored text, and that no reader sees."""

from typing import Self

from django.conf import settings
from django.db import models

from archive.models.articles import Article
from archive.models.fields import Precision, of_page, on_the_web
from archive.models.people import Speaker
from archive.models.places import Country, Outlet
from archive.models.quotes import Quote


class Spreadsheet(models.Model):
    """An uploaded table on its way: read, its columns named, its names settled, its rows entered."""

    name = models.CharField(max_length=200)
    names = models.JSONField(default=list, help_text="Of its columns")
    cells = models.JSONField(default=list, help_text="Its rows, until they are entered")
    numbers = models.JSONField(default=list, help_text="Of its rows, as the spreadsheet counts them")
    note = models.TextField(blank=True)
    mapping = models.JSONField(
        default=dict, help_text="Which column is what: the last one is offered for the same columns"
    )
    day_first = models.BooleanField(null=True)
    made = models.JSONField(default=dict, help_text="Ids of the speakers, outlets and articles that it added")
    entered_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def numbered(self) -> list[tuple[int, list[str]]]:
        """Those that came before rows had numbers began with row 2."""
        return list(zip(self.numbers or range(2, 2 + len(self.cells)), self.cells, strict=True))


class EntryQuerySet(models.QuerySet["Entry"]):
    def waiting(self) -> Self:
        """Those whose words stand in no stored text yet."""
        return self.filter(quote=None)

    def of(self, article: Article) -> Self:
        """Those that say they are from this article: by its address, or by its title and outlet."""
        by_title = models.Q(url="", title__iexact=article.title, title__gt="")
        if article.outlet_id:
            by_title &= models.Q(outlet=article.outlet_id) | models.Q(outlet=None)
        by_url = models.Q(pk__in=of_page(self.waiting(), article.url).values("pk"))
        return self.waiting().filter(by_url | by_title)


class Entry(models.Model):
    """A row with words, speaker, day and source. It becomes a draft when its article is there and holds the words."""

    sheet = models.ForeignKey(Spreadsheet, models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField("row")
    words = models.TextField()
    kind = models.CharField(max_length=8, choices=Quote.Kind, blank=True)
    speaker_names = models.JSONField(default=list)
    speakers = models.ManyToManyField(Speaker, blank=True, related_name="+")
    role = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    said_earliest = models.DateField(null=True, blank=True)
    said_latest = models.DateField(null=True, blank=True)
    said_precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)
    outlet = models.ForeignKey(Outlet, models.SET_NULL, null=True, blank=True, related_name="+")
    outlet_name = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000, blank=True, db_index=True)
    title = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, blank=True, related_name="entry")
    drafted = models.BooleanField(default=False, help_text="Whether its quote was made from it")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [on_the_web("url")]
        verbose_name_plural = "entries without a text"

    def __str__(self) -> str:
        return self.words[:80]


class ReadingItemQuerySet(models.QuerySet["ReadingItem"]):
    def with_articles(self) -> Self:
        """Adds `there`: the number of the article that has the address by now."""
        articles = Article.objects.filter(url=models.OuterRef("url")).order_by("-pk")
        return self.annotate(there=models.Subquery(articles.values("pk")[:1]))


class ReadingItem(models.Model):
    """An article that a feed named, to be looked at."""

    url = models.CharField(max_length=1000, unique=True)
    title = models.CharField(max_length=500)
    published_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ReadingItemQuerySet.as_manager()

    class Meta:
        ordering = [models.F("published_on").desc(nulls_last=True), "-id"]
        constraints = [on_the_web("url")]
        verbose_name, verbose_name_plural = "entry of the reading list", "entries of the reading list"

    def __str__(self) -> str:
        return self.title
