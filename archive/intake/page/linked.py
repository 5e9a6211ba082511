"""What a page says of its article to machines: as linked data in its head (JSON-LD), whose parts may name each other."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

_SCRIPT = re.compile(r'<script type="application/ld\+json">(?P<json>.*?)</script>', re.DOTALL)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST = 2_000  # nodes

Node = dict[str, Any]


@dataclass(frozen=True)
class PageFacts:
    """It may be wrong: an editor decides."""

    title: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None
    outlet: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return self != PageFacts()


def linked_in(markup: str) -> PageFacts:
    """Of the first article that is described."""
    nodes = list(islice(_nodes(markup), _MOST))
    known = {str(each["@id"]): each for each in nodes if "@id" in each and each.get("name")}
    article = next((each for each in nodes if any(map(_ARTICLE.search, _texts(each.get("@type"))))), None)
    if article is None:
        return PageFacts()
    return PageFacts(
        published=day_in(next(iter(_texts(article.get("datePublished"))), "")),
        outlet=next(iter(_names(article.get("publisher"), known)), ""),
        byline="; ".join(_names(article.get("author"), known)),
        url=next(iter([*_addresses(article.get("mainEntityOfPage")), *_texts(article.get("url"))]), ""),
    )


def day_in(value: str) -> dt.date | None:
    """As it is printed there, whatever the zone: “2024-05-06T21:30:00-05:00”, “Mon, 06 May 2024 21:30:00 -0500”."""
    match = _DAY.match(value.strip())
    try:
        return dt.date.fromisoformat(match.group()) if match else parsedate_to_datetime(value).date()
    except (ValueError, IndexError):
        return None


def _nodes(markup: str) -> Iterator[Node]:
    for match in _SCRIPT.finditer(markup):
        try:
            waiting = [json.loads(match["json"])]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting = value + waiting
            elif isinstance(value, dict):
                yield value
                graph = value.get("@graph")
                waiting += graph if isinstance(graph, list) else []


def _names(value: Any, known: dict[str, Node]) -> Iterator[str]:
    """A name, or a node with one, or one that names another node; or several of them."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            named = each if each.get("name") else known.get(str(each.get("@id")), {})
            yield from _texts(named.get("name"))


def _addresses(value: Any) -> list[str]:
    return _texts(value.get("@id")) or _texts(value.get("url")) if isinstance(value, dict) else _texts(value)


def _texts(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
