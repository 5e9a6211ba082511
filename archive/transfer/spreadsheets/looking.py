"""Rows whose article is here become drafts, so many in one request; their table keeps which are left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models.functions import Lower

from archive.editing.mentions import Gazetteer
from archive.editing.uploads import Upload, suggested
from archive.models import Article, Entry, Spreadsheet
from archive.text.addresses import address_key
from archive.transfer.spreadsheets import drafting
from archive.transfer.spreadsheets.drafting import Arrival, draft_all

TEXT = "="
"""Begins a text that a row gives; what is not a text is the id of an article."""


def sources(entries: Iterable[Entry], texts: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """By the number of each row that is from texts or articles that are here, those in order."""
    entries = list(entries)
    for entry, text, articles in zip(entries, texts, articles_of(entries), strict=True):
        if found := [*([TEXT + text] if text else []), *map(str, articles)]:
            yield entry.number, found


def articles_of(entries: list[Entry]) -> Iterator[list[int]]:
    """For each the latest of its address; or those of its title, the latest first, where it gives no address."""
    keys = {address_key(entry.url) for entry in entries if entry.url}
    there = Article.objects.exclude(url="").order_by("pk").values_list("url", "pk") if keys else []
    latest = {key: [pk] for url, pk in there if (key := address_key(url)) in keys}
    titles = {entry.title.lower() for entry in entries if entry.title and not entry.url}
    rows = Article.objects.annotate(lower=Lower("title")).filter(lower__in=titles).order_by("-pk")
    titled: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for title, pk, outlet in rows.values_list("lower", "pk", "outlet"):
        titled[title].append((pk, outlet))
    for entry in entries:
        if entry.url:
            yield latest.get(address_key(entry.url), [])
        else:
            said = titled.get(entry.title.lower(), [])
            yield [pk for pk, outlet in said if None in (outlet, own := entry.outlet_id) or outlet == own][
                : drafting.MOST
            ]


def look_on(sheet: Spreadsheet) -> None:
    """In the first source that is left, for all of its rows, and so on; `sheet` is locked."""
    gazetteer, found, left = Gazetteer.from_database(), Arrival(), dict(sheet.numbered)
    for _ in range(drafting.MOST):
        if not left or found.full:
            break
        source = next(iter(left.values()))[0]
        numbers = [number for number, (first, *_) in left.items() if first == source]
        look_in(source, sheet, numbers, found, gazetteer)
        kept = {entry.number for entry, _ in found.left if entry.sheet_id == sheet.pk}
        for number in set(numbers) - kept:
            del left[number][0]
        left = {number: rest for number, rest in left.items() if rest}
    waiting = set(sheet.entries.waiting().values_list("number", flat=True))
    keep(sheet, {number: rest for number, rest in left.items() if number in waiting})
    keep_left(found)


def look_in(
    source: str, sheet: Spreadsheet, numbers: list[int], found: Arrival, gazetteer: Gazetteer
) -> None:
    entries = sheet.entries.waiting().filter(number__in=numbers)
    if not (entry := entries.first()):
        return
    if not source.startswith(TEXT):
        for article in Article.objects.filter(pk=int(source)):
            draft_all(article, entries, found, gazetteer)
        return
    article, fresh = article_with(source.removeprefix(TEXT), entry)
    draft_all(article, entries, found, gazetteer)
    if fresh:
        sheet.made["article"].append(article.pk)
        draft_all(article, Entry.objects.of(article), found, gazetteer)


def article_with(text: str, entry: Entry) -> tuple[Article, bool]:
    """The one that has this text, or a new one; and whether it is new."""
    article = suggested(Upload(text))
    if there := Article.objects.filter(raw_sha256=article.raw_sha256).first():
        return there, False
    article.url, article.title, article.outlet = entry.url, entry.title or article.title, entry.outlet
    if entry.published_on:
        article.published_on, article.published_basis = entry.published_on, Article.PublishedBasis.EDITOR
    article.save()
    return article, True


def keep(sheet: Spreadsheet, left: dict[int, list[str]]) -> None:
    """Which rows have still to be looked for: once a table is entered, its cells are the sources of those."""
    sheet.numbers, sheet.cells = list(left), [list(source) for source in left.values()]
    sheet.save(update_fields=["numbers", "cells", "made"])


def keep_left(found: Arrival) -> None:
    """With the article that they were too many in."""
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    for entry, article in found.left:
        rows[entry.sheet_id][entry.number] = article
    for sheet in Spreadsheet.objects.select_for_update(of=("self",)).filter(pk__in=rows).order_by("pk"):
        left = dict(sheet.numbered)
        for number, article in rows[sheet.pk].items():
            left[number] = list(dict.fromkeys([*left.get(number, []), str(article)]))
        keep(sheet, left)


@transaction.atomic
def arrived(article: Article) -> Arrival:
    """To be called when a text, its address or its title is new."""
    found = Arrival()
    draft_all(article, Entry.objects.of(article), found, Gazetteer.from_database())
    keep_left(found)
    return found
