"""Random documents and queries, against an evaluator that reads every document."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.query import QuoteQuery
from archive.search.analysis import exact_terms, stems, within_one_edit
from archive.search.contract import Document, Mask, Request, commonest
from archive.search.engines.whoosh.index import search
from archive.search.engines.whoosh.reader import IndexReader, Store
from archive.search.engines.whoosh.writer import create, writing
from archive.search.language import And, Fuzzy, Not, Or, Phrase, Prefix, Word

WORDS = [
    "fuel",
    "fuels",
    "fueled",
    "grain",
    "grains",
    "peace",
    "talk",
    "talks",
    "north",
    "korea",
    "the",
    "of",
]
START = date(2024, 1, 1)

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
days = st.one_of(st.none(), st.integers(0, 9).map(lambda day: START + timedelta(days=day)))


@st.composite
def documents(draw):
    made = []
    for key in range(1, draw(st.integers(1, 12)) + 1):
        day = draw(days)
        facets = {
            "speaker": tuple(draw(st.sets(st.integers(1, 3), max_size=3))),
            "kind": (draw(st.sampled_from("ab")),),
        }
        about = tuple(draw(st.lists(texts, max_size=2)))
        made.append(Document(key, draw(texts), about, facets, day, day, day, undated=draw(st.booleans())))
    return made


leaves = st.one_of(
    st.sampled_from(WORDS[:10]).map(Word),
    st.sampled_from(["fue", "gra", "tal", "kor"]).map(Prefix),
    st.sampled_from(["fuel", "grein", "talk"]).map(Fuzzy),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: Phrase(" ".join(words))),
)
trees = st.recursive(
    leaves,
    lambda node: st.one_of(
        node.map(Not),
        st.lists(node, min_size=1, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(node, min_size=1, max_size=3).map(lambda nodes: Or(tuple(nodes))),
    ),
    max_leaves=6,
)
queries = st.builds(
    QuoteQuery,
    speaker=st.lists(st.integers(1, 4), max_size=2).map(tuple),
    kind=st.lists(st.sampled_from("ab"), max_size=1).map(tuple),
    said_from=days,
    said_to=days,
    undated=st.sampled_from(["include", "exclude", "only"]),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
)


def matches(node, document):
    if isinstance(node, And):
        return all(matches(child, document) for child in node.children)
    if isinstance(node, Or):
        return any(matches(child, document) for child in node.children)
    if isinstance(node, Not):
        return not matches(node.child, document)
    terms = exact_terms(node.text)
    parts = [exact_terms(part) for part in (document.words, *document.about)]
    every = [term for part in parts for term in part]
    if isinstance(node, Prefix):
        return any(term.startswith(terms[0]) for term in every)
    if isinstance(node, Fuzzy):
        return any(within_one_edit(term, terms[0]) for term in every)
    if isinstance(node, Phrase):
        return any(part[at : at + len(terms)] == terms for part in parts for at in range(len(part)))
    return stems(terms)[0] in stems(every)


def selected(query, document, but=""):
    return (
        all(
            name == but or not getattr(query, name) or set(getattr(query, name)) & set(document.facets[name])
            for name in ("speaker", "kind")
        )
        and (not query.said_from or (document.latest is not None and document.latest >= query.said_from))
        and (not query.said_to or (document.earliest is not None and document.earliest <= query.said_to))
        and {"include": True, "exclude": not document.undated, "only": document.undated}[query.undated]
    )


def snapshot_of(home, made, parts, gone):
    store = Store(home)
    directory = store.new_directory()
    create(directory)
    for part in range(parts):
        with writing(directory) as writer:
            for document in made[part::parts]:
                writer.add(document)
    with writing(directory) as writer:
        writer.delete(gone)
    store.publish(directory, "")
    return IndexReader(store).snapshot()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    documents(),
    trees,
    queries,
    st.sampled_from([1, 2, 11]),
    st.sets(st.integers(1, 12), max_size=3),
    st.sets(st.integers(1, 12), max_size=2),
)
def test_ids_totals_and_facets_are_those_of_reading_everything(made, tree, query, parts, gone, hidden):
    home = Path(tempfile.mkdtemp())
    try:
        snapshot = snapshot_of(home, made, parts, gone)
        asked = Request(query, tree, hidden=Mask(frozenset(hidden)), stop=50, facets=("speaker", "kind"))
        answer, some = search(snapshot, asked), search(snapshot, replace(asked, most=2)).facets
    finally:
        shutil.rmtree(home)
    left = [d for d in made if d.id not in gone | hidden and matches(tree, d)]
    expected = [document for document in left if selected(query, document)]
    assert sorted(answer.ids) == [document.id for document in expected]
    assert answer.total == len(expected)
    for name in ("speaker", "kind"):
        held = [value for d in left if selected(query, d, but=name) for value in d.facets[name]]
        counts = {value: held.count(value) for value in set(held)}
        assert answer.facets[name] == counts
        assert some[name] == commonest(counts, 2, getattr(query, name), 0)
        assert some[name].many == len(counts)
    if query.sort != "relevance":
        assert answer.ids == [d.id for d in sorted(expected, key=lambda d: day_order(query.sort, d))]


def day_order(sort, document):
    day = document.latest.toordinal() if document.latest else 0
    return (not day, -day if sort == "newest" else day, document.id)
