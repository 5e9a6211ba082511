"""What a page says of its article to machines: as linked data in its head (JSON-LD), whose parts may name each other."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_SCRIPT = re.compile(r'<script type="application/ld\+json">(?P<json>.*?)</script>', re.DOTALL)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_MOST = 2_000  # nodes

Node = dict[str, Any]


@dataclass(frozen=True)
class Parties:
    """Who published and who wrote it, and where it stands, by the page's own words."""

    outlet: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    portal: str = ""


def linked_in(markup: str) -> Parties:
    """Of the first article that is described."""
    nodes = list(islice(_nodes(markup), _MOST))
    known = {str(each["@id"]): each for each in nodes if "@id" in each and each.get("name")}
    article = next((each for each in nodes if any(map(_ARTICLE.search, _texts(each.get("@type"))))), None)
    if article is None:
        return Parties()
    return Parties(
        next(iter(_names(article.get("publisher"), known)), ""),
        "; ".join(_names(article.get("author"), known)),
        next(iter([*_addresses(article.get("mainEntityOfPage")), *_texts(article.get("url"))]), ""),
        next(iter(_texts(article.get("datePublished"))), ""),
    )


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
