"""Texts of the greatest length, made up to cost as much as they can: every page of them takes less than a second."""

import time
from urllib.parse import quote as quoted

import pytest

from archive.search.index import building
from tests.builders import make_article
from tests.pages.test_rights import mark

PIECES = [
    "He said so. ", "a. ", ".", "“‘a’ “b” ", "Mr. ", "U.S.", "... ", ".”", "。", "\r", "x", "!?", "a.B", "\u0301", "ก ", "Dr.Dr",
    "\u200b", ".“", "😀.", "1.", "A.", ";", "\u2028", "('", "।", "字", "字。", "한국 ", "ｶﾞ", "שלום ", "سلام۔ ", "ﷺ ", "İ", "ß ",
    "peace ", "peace-", "peace’s ", "co-op-", "x_y ", "1,000 ", "12.5.", "17.06.2024 ", "a@b.c ", "http://a/", "&amp;", "<b>",
    "</script>", "{{ x }}", "[…] ", "\t", "a\nb\n", "\r\n", "\n", "=1+1\n", "\u202e", "👩‍👩‍👧", "é" * 3 + " ", "peace\u00ad", "Ⅷ ", "ﬁ ",
]  # fmt: skip
FEW = ["He said so. ", "a\nb\n", "字", "=1+1\n"]  # the others are a drill
LENGTH = 200_000


def pages(article, quotes, piece):
    words = quoted(" ".join(piece.split())[:40] or "peace")
    yield from (each.get_absolute_url() for each in (article, quotes[0], quotes[-1]))
    yield f"{article.get_absolute_url()}?text=raw"
    for q in (words, "peace", "pea*", "paece~", "“peace war”"):
        yield f"/quotes/?q={q}"
        yield f"/articles/?q={q}"
    yield f"/api/v1/quotes/{quotes[-1].pk}/"
    yield f"/api/v1/quotes/?q={words}"
    for name in ("csv", "jsonl", "ris", "bib"):
        yield f"/export/quotes.{name}"
    yield "/feed/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "piece", [*FEW, *(pytest.param(each, marks=pytest.mark.drill) for each in PIECES if each not in FEW)]
)
def test_no_page_of_a_long_text_takes_a_second(client, piece):
    text = ("Title\n\npeace war " + piece * LENGTH)[:LENGTH]
    article = make_article(text, title="Title", rights="full")
    places = [(7, 12), *((at, at + 5) for at in range(20, 190_000, 9_000)), (7, 100_000)]
    quotes = [mark(article, *place) for place in places]
    building.build()
    for address in pages(article, quotes, piece):
        assert taken(client, address) < 1, address


def taken(client, address):
    """Seconds of CPU."""
    begun = time.process_time()
    response = client.get(address)
    assert len(b"".join(response)) < 5_000_000, address
    assert response.status_code in {200, 400}, address
    return time.process_time() - begun
