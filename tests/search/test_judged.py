"""Nearness makes no judged query worse: passages of 24 news articles, and which of those with all words a person wants.

Judged by reading them, without their order: what is about the words together, and not about each of them somewhere. Two
judgements were widened by a passage that says the very words, once its text was read to its end.
"""

import csv
from pathlib import Path

import pytest

from archive.query import QuoteQuery
from archive.search.contract import Document, Request
from archive.search.language import parse, simplify
from tests.bench.ours import Ours

NEWS = Path(__file__).parents[1] / "data" / "news"
PASSAGES = [
    (f"{path.stem} {number}", text)
    for path in sorted(NEWS.glob("*.txt"))
    for number, text in enumerate(path.read_text("utf-8").split("\n\n"))
    if len(text.split()) >= 8
]
JUDGED = [
    (row["query"], {f"{row['article']} {number}" for number in row["passages"].split(",")})
    for row in csv.DictReader((NEWS / "judged.tsv").read_text("utf-8").splitlines(), delimiter="\t")
]


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    index = Ours(tmp_path_factory.mktemp("judged"), [])
    index.load([Document(id=key, words=text) for key, (_, text) in enumerate(PASSAGES, 1)])
    index.open()
    return index


def precision(news, query, wanted):
    """The mean share of what is wanted among those down to each that is: 1 if all stand first."""
    asked = Request(QuoteQuery(q=query, sort="relevance"), simplify(parse(query)), "bench", stop=100)
    places = [at for at, key in enumerate(news.answer(asked).ids, 1) if PASSAGES[key - 1][0] in wanted]
    assert len(places) == len(wanted), query
    return sum(number / at for number, at in enumerate(places, 1)) / len(places)


def test_nearness_makes_no_judged_query_worse_and_most_that_were_not_perfect_better(news, monkeypatch):
    near = {query: precision(news, query, wanted) for query, wanted in JUDGED}
    monkeypatch.setattr("archive.search.engines.whoosh.nearness.WEIGHT", 0.0)
    without = {query: precision(news, query, wanted) for query, wanted in JUDGED}
    assert {query: (without[query], near[query]) for query in near if near[query] < without[query]} == {}
    imperfect = [query for query in near if without[query] < 1]
    assert sum(near[query] > without[query] for query in imperfect) > len(imperfect) / 2
