"""Rows for tests: plain functions with literal defaults. The cast: Ada and Bob speak, The Daily Post publishes."""

from datetime import date
from itertools import count
from typing import Any

from archive.editing.confirming import listed
from archive.models import (
    Article,
    Attribution,
    Country,
    Organisation,
    Outlet,
    Proposal,
    Quote,
    QuoteSpan,
    Speaker,
    Via,
)

_numbers = count(1)


def make_country(code: str = "US", name: str = "United States", **values: Any) -> Country:
    return Country.objects.get_or_create(code=code, defaults={"name": name, **values})[0]


def make_organisation(name: str = "Ministry of Tests", **values: Any) -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults=values)[0]


def make_outlet(name: str = "The Daily Post", **values: Any) -> Outlet:
    return Outlet.objects.get_or_create(name=name, defaults=values)[0]


def make_speaker(name: str = "Ada Lovelace", **values: Any) -> Speaker:
    return Speaker.objects.get_or_create(name=name, defaults=values)[0]


def make_article(raw_text: str = "", **values: Any) -> Article:
    raw_text = raw_text or f"Headline {next(_numbers)}\n\n“Peace is near,” Ada Lovelace said on Monday.\n"
    defaults: dict[str, Any] = {
        "title": raw_text.split("\n", 1)[0][:200],
        "published_on": date(2024, 6, 20),
        "published_basis": "stated",
        "rights": "full",
        "body_spans": [[0, len(raw_text)]],
    }
    return Article.objects.create(raw_text=raw_text, **{**defaults, **values})


def make_quote(words: str = "Peace is near", speaker: Speaker | None = None, **values: Any) -> Quote:
    """A published quote of `words` by one speaker, in a new article unless `article` is given.

    `attribution` and `via` (a list of organisations) go to the rows beside it; an undated quote gets the
    article's date as its latest, as everywhere.
    """
    said: date | None = values.pop("said", date(2024, 6, 17))
    attribution = values.pop("attribution", {})
    via = values.pop("via", [])
    cue = values.pop("cue", "said")
    article = values.pop("article", None) or make_article(f"No. {next(_numbers)}\n\n“{words},” Ada {cue}.\n")
    dates = {"said_earliest": said, "said_latest": said, "said_precision": "day", "said_basis": "editor"}
    known = dates if said else {"said_basis": "editor"} if "said_earliest" in values else {}
    defaults = {"kind": "direct", "status": "published", **known}
    quote = Quote(article=article, text=words, **{**defaults, **values})
    status, quote.status = quote.status, Quote.Status.DRAFT
    quote.save()
    add_span(quote, words)
    add_span(quote, cue, "cue")
    Attribution.objects.create(quote=quote, speaker=speaker or make_speaker(), **attribution)
    for position, organisation in enumerate(via):
        Via.objects.create(quote=quote, position=position, organisation=organisation)
    quote.status = status
    quote.derive()
    return quote


def make_proposal(article: Article, words: str = "Peace is near", **values: Any) -> Proposal:
    """An open one of these words by Ada Lovelace, as intake would store it."""
    start = article.raw_text.index(words)
    span = [start, start + len(words)]
    content: dict[str, Any] = {
        "spans": [span],
        "kind": "direct",
        "cue": None,
        "speaker": {"name": "Ada Lovelace", "mention": None, "type": "person"},
        "joint": [],
        "affiliation": {"role": None, "organisation": None, "countries": []},
        "said": None,
        "via": [],
        "rule": "D-after",
        "confidence": "high",
        "sure": {"words": "high", "who": "high"},
    }
    defaults = {
        "key": f"direct:{span[0]}-{span[1]}",
        "start": start,
        "confidence": "high",
        "content": content,
    }
    return Proposal.objects.create(article=article, **{**defaults, **values})


def add_span(quote: Quote, text: str, part: str = "words") -> QuoteSpan:
    start = quote.article.raw_text.index(text)
    return QuoteSpan.objects.create(quote=quote, part=part, start=start, end=start + len(text), text=text)


def seen(quote: Quote) -> str:
    """What a page that shows the quote now would send along."""
    return listed(Quote.objects.with_sources().filter(pk=quote.pk))
