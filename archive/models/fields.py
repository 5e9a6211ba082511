"""Fields and vocabularies that several models share."""

import re
import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Self
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Upper

from archive.models.told import address, page_key
from archive.text import sort_key
from archive.text.addresses import address_key, host_and_path
from archive.text.names import HOW_DATED, name_of, unseen
from archive.text.tongue import noop

language_code = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Give the code of the language, such as en, pt-BR or ko."
)


class Precision(models.TextChoices):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Basis(models.TextChoices):
    """How we know: rule 2 of the editors."""

    EXPLICIT = "explicit", noop("printed in the article")
    INHERITED = "inherited", noop("carried over from another sentence")
    INFERRED = "inferred", noop("inferred")
    EDITOR = "editor", noop("established by an editor")
    NONE = "none", noop("not known")


def dated_names_field() -> ArrayField:  # type: ignore[type-arg]
    """Those of the other names of which is known when they were used."""
    return ArrayField(
        models.CharField(max_length=200, validators=[dated]),
        default=list,
        blank=True,
        help_text=HOW_DATED,
    )


def dated(line: str) -> None:
    if not name_of(line):
        raise ValidationError(f"“{line}” tells no time. {HOW_DATED}")


class SortKeyField(models.CharField):  # type: ignore[type-arg]
    """The sort key of another field, computed in Python and compared by code point."""

    def __init__(self, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        super().__init__(
            **{"max_length": 300, "editable": False, "db_collation": "C", "db_index": True, **kwargs}
        )

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = sort_key(getattr(model_instance, self.source))[:300]
        setattr(model_instance, self.attname, value)
        return value


WIKIDATA = re.compile(r"\AQ[1-9][0-9]{0,11}\Z")


class WikidataField(models.CharField):  # type: ignore[type-arg]
    """The number by which Wikidata knows somebody: namesakes have different ones."""

    default_validators = [RegexValidator(WIKIDATA, "Give the number that begins with Q, such as Q1065.")]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 13, "blank": True, "verbose_name": "Wikidata", **kwargs})


class WebValidator(URLValidator):
    """Also refuses what makes an address look like another: somebody's name before the host, and unseen characters."""

    schemes = ["http", "https"]
    message = "Give a whole address that begins with https://."

    def __call__(self, value: Any) -> None:
        super().__call__(value)
        if "@" in urlsplit(value).netloc:
            raise ValidationError("Leave out the user name and the password, up to the @.")
        if odd := unseen(value):
            raise ValidationError(f"It holds characters that nobody sees ({', '.join(odd)}): type it anew.")


class WebField(models.URLField):  # type: ignore[type-arg]
    """The address of a page: nothing else becomes a link (see `on_the_web`)."""

    default_validators = [WebValidator()]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def is_web_address(text: str) -> bool:
    """Whether a field of the archive takes it."""
    try:
        WebField(max_length=1000).run_validators(text)
    except ValidationError:
        return False
    return bool(text)


def on_the_web(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"%(class)s_{name}_on_the_web",
        condition=Q(**{name: ""}) | Q(**{f"{name}__iregex": r"^https?://\S+$"}),
    )


def new_ref() -> str:
    return uuid.uuid4().hex


def trigrams(column: str, name: str) -> GinIndex:
    """Finds parts of a text, as `icontains` asks for them, and similar texts."""
    return GinIndex(OpClass(Upper(column), name="gin_trgm_ops"), name=name)


class Referable(models.Model):
    """A row that files can name: `ref` is what import and export use instead of the id."""

    ref = models.CharField(max_length=100, unique=True, default=new_ref, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row whose `version` a trigger counts up with each change; its model lists `rules.COUNT_VERSIONS`."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def of_page(rows: Any, url: str) -> Any:
    """Those whose address is of the same page, however either is written."""
    host, path = host_and_path(url)
    near = rows.filter(url__icontains=host).filter(url__icontains=path) if host else rows.none()
    key = address_key(url)
    return rows.filter(
        pk__in=[pk for pk, other in near.values_list("pk", "url") if address_key(other) == key]
    )


class PublicQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """Those that a published quote leads to; nothing else has a page, a count or a suggestion."""
        return self.filter(reduce(or_, (Exists(published_quotes(path)) for path in self.model.quote_paths)))

    def with_id(self, pk: Any) -> Any:
        """The row itself, or None."""
        return self.filter(pk=pk).first()

    def with_keys(self, keys: Iterable[Any]) -> Self:
        return self.filter(pk__in=list(keys))

    def in_order(self, ids: Iterable[int]) -> "list[Any]":
        """The rows with these ids, in this order; an id without a row is left out."""
        rows: dict[int, Any] = self.in_bulk(list(ids))
        return [rows[id_] for id_ in ids if id_ in rows]

    def with_quote_counts(self, *paths: str) -> Self:
        """Adds `quote_count`, the published quotes along `paths` (the first of the model's unless given)."""
        return self.with_count("quote_count", *(paths or self.model.quote_paths[:1]))

    def with_all_counts(self) -> Self:
        """What a list of such rows shows beside each."""
        return self.with_quote_counts()

    def with_count(self, name: str, *paths: str) -> Self:
        quotes = apps.get_model("archive", "Quote").objects.filter(status="published")
        led = quotes.filter(reduce(or_, (Q(**{path: OuterRef("pk")}) for path in paths)))
        # Grouped by what all of them share, so that one row comes out.
        counted = led.order_by().values("status").annotate(n=Count("pk", distinct=True)).values("n")
        return self.annotate(**{name: Coalesce(Subquery(counted), 0)})


def published_quotes(path: str) -> models.QuerySet[Any]:
    """Published quotes that lead along `path` to the row of the query around this one."""
    return apps.get_model("archive", "Quote").objects.filter(status="published", **{path: OuterRef("pk")})


class PublicPage(models.Model):
    """A row with an address `/<noun>/<id>-<slug>/`; the id alone redirects to it."""

    url_name = ""
    quote_paths: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return address(self.url_name, self.key)

    @property
    def permalink(self) -> str:
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def key(self) -> str:
        """The id with its slug, as addresses and parameters name it."""
        return page_key(self.pk, self.slug_source)

    @property
    def slug_source(self) -> str:
        return str(self)
