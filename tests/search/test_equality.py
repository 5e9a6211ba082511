"""The fast layer finds, counts and ranks as Whoosh itself does, however the index came about."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from archive.query import QuoteQuery
from archive.search.analysis import STOP_WORDS, exact_terms
from archive.search.contract import Request
from archive.search.engines.whoosh.contents import ArrayIndex
from archive.search.engines.whoosh.index import search as fast_search
from archive.search.engines.whoosh.reader import IndexReader, Store
from archive.search.engines.whoosh.writer import DocumentWriter, create, writing
from archive.search.language import parse, simplify
from tests.bench.corpus import documents
from tests.search import stock

QUOTES, QUERIES, TOLERANCE = 1_000, 250, 0.02


@pytest.fixture(scope="module")
def corpus():
    return [replace(document, about=()) for document in documents(QUOTES)]


def queries(corpus):
    """Of every shape that both understand, over words that occur."""
    rng = random.Random(1)
    texts = [exact_terms(document.words) for document in corpus]

    def word():
        return rng.choice([term for term in rng.choice(texts) if term not in STOP_WORDS and len(term) > 4])

    def phrase():
        text = rng.choice(texts)
        at = rng.randrange(len(text) - 2)
        return '"' + " ".join(text[at : at + rng.choice([2, 3])]) + '"'

    shapes = [
        word,
        phrase,
        lambda: f"{word()} {word()}",
        lambda: f"{word()} OR {word()}",
        lambda: f"{word()} -{word()}",
        lambda: f"{word()[:3]}*",
        lambda: f"{word()}~",
        lambda: f"({word()} OR {word()}) {word()[:4]}*",
        lambda: f"{word()} -({word()} OR {phrase()})",
        lambda: f"{phrase()} OR ({word()} {word()})",
    ]
    return [shape() for _ in range(QUERIES // len(shapes)) for shape in shapes]


def bulk(store, corpus):
    directory = store.new_directory()
    create(directory)
    with writing(directory) as writer:
        for document in corpus:
            writer.add(document)
    return directory, set()


def segments(store, corpus, parts=7):
    """Several segments, with every ninth document deleted again."""
    directory = store.new_directory()
    create(directory)
    for part in range(parts):
        with writing(directory) as writer:
            for document in corpus[part * QUOTES // parts : (part + 1) * QUOTES // parts]:
                writer.add(document)
    gone = {document.id for document in corpus[::9]}
    with writing(directory) as writer:
        writer.delete(gone)
    return directory, gone


def fold_all(writer, segments):
    for segment in segments:
        writer.absorb(segment)
    return []


def folded(store, corpus):
    directory, gone = segments(store, corpus)
    writer = DocumentWriter(ArrayIndex(directory, "MAIN"))
    writer.commit(mergetype=fold_all)
    return directory, gone


@pytest.fixture(scope="module", params=[bulk, segments, folded], ids=lambda shape: shape.__name__)
def both(request, corpus, tmp_path_factory):
    """The fast snapshot, stock Whoosh over what is in it, and the id of each of its documents."""
    store = Store(tmp_path_factory.mktemp(request.param.__name__))
    directory, gone = request.param(store, corpus)
    store.publish(directory, "test")
    alive = [document for document in corpus if document.id not in gone]
    # Deleted documents still weigh in Whoosh's statistics, so the stock index holds and deletes them too.
    held = alive if request.param is folded else corpus
    index = stock.stock_index(held, tmp_path_factory.mktemp("stock"))
    if request.param is segments:
        writer = index.writer()
        for number, document in enumerate(held):
            if document.id in gone:
                writer.delete_document(number)
        writer.commit(merge=False)
    with index.searcher() as searcher:
        yield IndexReader(store).snapshot(), searcher, [document.id for document in held]


@pytest.fixture(autouse=True)
def words_alone(monkeypatch):
    """Whoosh does not count how near words stand."""
    monkeypatch.setattr("archive.search.engines.whoosh.nearness.WEIGHT", 0)


def ranked(snapshot, tree):
    answer = fast_search(snapshot, Request(QuoteQuery(sort="relevance"), tree, stop=QUOTES))
    return answer.ids, answer.total


def test_hits_and_totals_are_stock_whoosh_s(both, corpus):
    snapshot, searcher, ids = both
    for text in queries(corpus):
        tree = simplify(parse(text))
        expected = {ids[number] for number in stock.search(searcher, tree)}
        found, total = ranked(snapshot, tree)
        assert set(found) == expected, text
        assert total == len(expected), text


def test_order_is_stock_whoosh_s_but_for_nearly_equal_scores(both, corpus):
    snapshot, searcher, ids = both
    for text in queries(corpus):
        tree = simplify(parse(text))
        scores = {ids[number]: score for number, score in stock.search(searcher, tree).items()}
        found, _ = ranked(snapshot, tree)
        for better, worse in pairwise(found):
            assert scores[better] >= scores[worse] - TOLERANCE, text


def test_whoosh_s_own_searcher_reads_our_segments_alike(both, corpus):
    snapshot, searcher, _ = both
    index = ArrayIndex(snapshot.directory, "MAIN")
    with index.searcher() as ours:
        for text in queries(corpus)[:40]:
            tree = simplify(parse(text))
            assert len(stock.search(ours, tree)) == len(stock.search(searcher, tree)), text
