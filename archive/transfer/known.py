"""What a file may name: the rows of the database and, as they come, those of the file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
from django.db.models import Model
from django.db.models.functions import Length

from archive import models as rows
from archive.editing.articles import too_early
from archive.models.days import Stretch, existence, office
from archive.text import NO_TEXT, Offsets, sha256
from archive.transfer import records, write
from archive.transfer.filled import filled
from archive.transfer.stored import Stored

Words = tuple[Offsets, ...]
# Columns of a record, each with what is wrong there.
Problems = Iterator[tuple[str, str]]
Days = dict[str, dt.date | None]
Read = Callable[[Collection[str] | None], dict[str, str]]
FEW = 20_000  # quotes, or articles, that are read at once


def strings(found: Iterable[dict[str, Any]], *names: str) -> list[str]:
    return [value for each in found for name in names if isinstance(value := each.get(name), str)]


def refs_and(model: type[Model], value: str, key: str = "ref") -> Read:
    return lambda keys: dict(having(model, key, keys).values_list(key, value))


def days_of(refs: Collection[str] | None) -> dict[str, Days]:
    dated = having(rows.Article, "ref", refs).values_list("ref", "published_on", "updated_on")
    return {ref: {"published_on": first, "updated_on": last} for ref, first, last in dated}


def having(model: type[Model], column: str, keys: Collection[str] | None) -> Any:
    found = model._default_manager.all()
    return found if keys is None else found.filter(**{f"{column}__in": storable(keys)})


def storable(keys: Collection[str]) -> list[str]:
    """What no database text can hold is in none."""
    return [key for key in keys if not NO_TEXT.search(key)]


class Known:
    MODELS = {
        "organisation": rows.Organisation,
        "outlet": rows.Outlet,
        "speaker": rows.Speaker,
        "role": rows.Role,
        "occasion": rows.Occasion,
        "statement": rows.Statement,
    }

    def __init__(self, mode: str = "skip") -> None:
        self.mode = mode
        managers = {name: model._default_manager for name, model in self.MODELS.items()}
        self.refs = {name: set(manager.values_list("ref", flat=True)) for name, manager in managers.items()}
        self.refs["article"] = set()  # those of the file; the archive's are looked up
        self.states = {each.code: each for each in rows.Country.objects.all()}
        self.countries = {code: existence(each) for code, each in self.states.items()}
        self.country_names = dict(rows.Country.objects.values_list("name", "code"))
        few = not (rows.Quote.objects.all()[FEW:].exists() or rows.Article.objects.all()[FEW:].exists())
        self.statuses = Stored[str](refs_and(rows.Quote, "status"), few=few)
        self.quotes = Stored[str](refs_and(rows.Quote, "article__ref"), few=few)
        self.redacted = dict(rows.Article.objects.redacted().values_list("ref", "redacted_reason"))
        self.canonical: dict[str, str | None] = dict(
            rows.Speaker.objects.values_list("ref", "canonical__ref")
        )
        self.pointed_at = set(self.canonical.values()) - {None}
        unnamed = rows.Speaker.objects.filter(type="unnamed")
        self.unnamed: dict[str, str | None] = dict(unnamed.values_list("ref", "scope_article__ref"))
        self.texts = Stored[str](refs_and(rows.Article, "ref", key="raw_sha256"), few=few)
        self.hashes = Stored[str](refs_and(rows.Article, "raw_sha256"), few=few)
        self.days = Stored[Days](days_of, few=few)
        self.words: dict[str, dict[Words, str]] = {}
        self._held: tuple[str, dict[str, records.Quote]] = "", {}
        self.names = dict(rows.Organisation.objects.values_list("name", "ref"))
        self.parents: dict[str, str | None] = dict(
            rows.Organisation.objects.values_list("ref", "parent__ref")
        )
        self.outlets = dict(rows.Outlet.objects.values_list("name", "ref"))
        self.roles = {role.ref: role for role in rows.Role.objects.select_related("speaker")}
        self.offices: dict[str, tuple[str, str, Stretch, str | None]] = {
            ref: (role.speaker.ref, role.title, office(role), role.country_id)
            for ref, role in self.roles.items()
        }

    def look_up(self, articles: Iterable[Any]) -> None:
        """What the archive has of articles of a file, whatever these are."""
        found = [each for each in articles if isinstance(each, dict)]
        quotes = [
            quote
            for each in found
            if isinstance(each.get("quotes"), list)
            for quote in each["quotes"]
            if isinstance(quote, dict)
        ]
        refs, texts = strings(found, "ref", "replaces"), strings(found, "text")
        self.hashes.look_up(refs)
        self.days.look_up(refs)
        self.texts.look_up(map(sha256, storable(texts)))
        self.quotes.look_up(strings(quotes, "ref", "carried_from"))
        self.statuses.look_up(strings(quotes, "ref"))

    def missing(self, kind: str, ref: str | None, column: str = "") -> Problems:
        if kind == "article" and ref is not None and ref in self.hashes:
            return
        if ref is not None and ref not in self.refs[kind]:
            yield (
                column or kind,
                f"Nothing has the ref “{ref}”: put it into the file before this, or correct it.",
            )

    def add_roles(self, speaker: records.Speaker) -> None:
        for role in speaker.roles:
            self.refs["role"].add(role.ref)
            if self.mode != "skip" or role.ref not in self.roles:
                held = office(self.becoming(role, self.roles.get(role.ref)))
                self.offices[role.ref] = (speaker.ref, role.title, held, role.country)

    def country_becoming(self, record: records.Country) -> Stretch:
        return existence(self.becoming(record, self.states.get(record.code)))

    def too_early(self, article: records.Article) -> str:
        """Why a stored article cannot get the dates of the file."""
        if self.mode == "skip" or article.ref not in self.hashes:
            return ""
        row = rows.Article.objects.defer("raw_text", "body_spans").get(ref=article.ref)
        then = self.published(article)
        return too_early(row, then.published_on, then.updated_on)

    def published(self, article: records.Article) -> rows.Article:
        """Its days as they will stand in the archive."""
        then = article
        if self.mode != "replace" and article.ref in self.days:
            then = self.becoming(article, SimpleNamespace(**self.days[article.ref]))
        return rows.Article(published_on=then.published_on, updated_on=then.updated_on)

    def merged(self, quote: records.Quote, article: str) -> records.Quote | None:
        """A stored quote with what the file adds; None if that is nothing."""
        held = self.held(article).get(quote.ref) if self.mode == "merge" else None
        if held is None:
            return None
        before, given = (
            {name: getattr(each, name) for name in each.__struct_fields__} for each in (held, quote)
        )
        new = filled(before, given)
        return msgspec.structs.replace(held, **new) if new else None

    def held(self, article: str) -> dict[str, records.Quote]:
        """The stored quotes of the article that was asked for last."""
        if self._held[0] != article:
            found = write.quotes().filter(article__ref=article) if article in self.hashes else ()
            self._held = article, {row.ref: write.quote(row) for row in found}
        return self._held[1]

    def points(self, speaker: records.Speaker) -> None:
        """Whom it will stand for."""
        stored = self.canonical.get(speaker.ref)
        if self.mode == "merge" or speaker.ref not in self.canonical:
            self.canonical[speaker.ref] = stored or speaker.canonical
        elif self.mode == "replace":
            self.canonical[speaker.ref] = speaker.canonical or stored

    def becoming(self, record: records.FileRecord, row: Any) -> Any:
        """What the row will say when the record has come in; `country` and the like aside."""
        if row is None or self.mode == "replace":
            return record
        given = {name: getattr(record, name) for name in record.__struct_fields__}
        before = {name: getattr(row, name, None) for name in given}
        return SimpleNamespace(**before | (filled(before, given) if self.mode == "merge" else {}))

    def one(self, speaker: str) -> str:
        """The speaker that it stands for, if it was merged."""
        return self.canonical.get(speaker) or speaker

    def stored(self, article: str) -> dict[Words, str]:
        """The refs of an article's stored quotes, by where their words stand."""
        if article not in self.words:
            spans = rows.QuoteSpan.objects.filter(quote__article__ref=article, part="words")
            places: dict[str, list[Offsets]] = defaultdict(list)
            for ref, *place in spans.order_by("start").values_list("quote__ref", "start", "end"):
                places[ref].append((place[0], place[1]))
            self.words[article] = {tuple(spans): ref for ref, spans in places.items()}
        return self.words[article]

    def text(self, article: str) -> tuple[str, int]:
        """Form and length of a stored one."""
        found: tuple[str, int] = (
            rows.Article.objects.filter(ref=article).values_list("form", Length("raw_text")).get()
        )
        return found

    def same_words(self, quote: records.Quote, article: str) -> str:
        ref = self.stored(article).get(words_of(quote)) if article in self.hashes else None
        return f"The archive has a quote of these words already: “{ref}”." if ref else ""

    def no_country(self, code: str | None) -> Problems:
        if code is not None and code not in self.countries:
            none = "" if self.countries else ", nor any other: `manage.py countries` adds those of ISO 3166"
            yield "country", f"There is no country “{code}” here{none or ': use its ISO code'}."

    def goes_round(self, organisation: str, parent: str | None) -> bool:
        """Whether the parent is a part of the organisation already."""
        seen: set[Any] = {organisation}
        while parent is not None and parent not in seen:
            seen.add(parent)
            parent = self.parents.get(parent)
        return parent is not None


def words_of(quote: records.Quote) -> Words:
    return parts_of(quote, "words")


def parts_of(quote: records.Quote, part: str) -> Words:
    return tuple(sorted((span.start, span.end) for span in quote.spans if span.part == part))
