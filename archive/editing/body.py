"""Striking boilerplate out of an article, and taking it back. The raw text stays as it is."""

from archive.models import Article
from archive.text import Offsets, removed


def strike(article: Article, *spans: Offsets) -> None:
    """Takes spans out of the body."""
    set_body(article, removed(len(article.raw_text), union([*article.removed, *spans])))


def restore(article: Article, *spans: Offsets) -> None:
    """Takes spans back into the body."""
    set_body(article, union([*article.body, *spans]))


def set_body(article: Article, spans: list[Offsets]) -> None:
    article.body_spans = [list(span) for span in spans]
    article.save(update_fields=["body_spans"])


def union(spans: list[Offsets]) -> list[Offsets]:
    """The same characters as spans that are in order and apart."""
    merged: list[Offsets] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
