"""Requests as OpenSearch understands them. Every term is ready: nothing is analysed there."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise, starmap
from typing import Any

from archive.query import QuoteQuery
from archive.search.analysis import stem
from archive.search.contract import FILTERS, How, Request, ordinal, sought
from archive.search.designations import Reading
from archive.search.engines.opensearch.documents import ENDS, spanning
from archive.search.language import (
    EVERYTHING,
    And,
    Filter,
    Leaf,
    Most,
    Node,
    Not,
    Or,
    single_term,
)

Query = dict[str, Any]

BOUNDS = {
    "said_from": ("latest", "gte"),
    "said_to": ("earliest", "lte"),
    "published_from": ("published", "gte"),
    "published_to": ("published", "lte"),
}
NEWEST = [{"latest": {"order": "desc", "missing": "_last"}}, {"id": "asc"}]
OLDEST = [{"latest": {"order": "asc", "missing": "_last"}}, {"id": "asc"}]
ORDERS = {
    "newest": NEWEST,
    "oldest": OLDEST,
    "relevance": [{"_score": "desc"}, *NEWEST],
    "added": [{"added": "desc"}, {"id": "desc"}],
}
# As many positions as a term may take in a phrase; and how far apart words are still near.
WIDEST, FAR = 6, 9
MOST_VALUES, MOST_TOLD = 10_000, 500
PRECISE = 40_000  # values that are counted nearly exactly, the most that can be

MATCH_ALL: Query = {"match_all": {}}
MATCH_NONE: Query = {"match_none": {}}


def question(request: Request) -> Query:
    """All of a search but which of the hits are wanted. Facets leave out their own selection."""
    own = {name: selection for name in request.facets if (selection := _selection(request.query, name))}
    filters = [
        *(
            selection
            for name in FILTERS
            if name not in own and (selection := _selection(request.query, name))
        ),
        *_bounds(request.query),
    ]
    must_not = [any_value(name, values) for name, values in request.hidden.values]
    if ids := request.hidden.ids | request.left_out:
        must_not.append({"terms": {"id": sorted(ids)}})
    if request.hidden_quotes:
        must_not.append({"terms": {"quote": [str(key) for key in request.hidden_quotes]}})
    found: Query = {
        "query": {"bool": {"must": [words(request.tree)], "filter": filters, "must_not": must_not}},
        "sort": ORDERS[request.query.sort],
        "track_total_hits": True,
        "_source": False,
        "stored_fields": "_none_",
        "aggs": {name: _counted(name, own, request) for name in request.facets},
    }
    return found | ({"post_filter": _all(list(own.values()))} if own else {})


def _selection(query: QuoteQuery, name: str) -> Query | None:
    values = getattr(query, name, ())
    return any_value(name, values) if values else None


def any_value(name: str, values: Iterable[int | str]) -> Query:
    return {"terms": {name: list(map(str, values))}}


def _counted(name: str, own: dict[str, Query], request: Request) -> Query:
    others = [selection for other, selection in own.items() if other != name]
    most, these = request.limit(name), sorted(map(str, request.kept(name)))
    asked: dict[str, Query] = {"values": {"terms": _commonest(name, most)}}
    if most is not None:
        asked["many"] = {"cardinality": {"field": name, "precision_threshold": PRECISE}}
        asked["these"] = {"terms": {"field": name, "size": max(len(these), 1), "include": these}}
    return {"filter": _all(others), "aggs": asked}


def _commonest(name: str, most: int | None) -> Query:
    """Each part of the index tells more than are asked for, so that few are common without being told of."""
    if most is None:
        return {"field": name, "size": MOST_VALUES}
    told = {"shard_size": max(MOST_TOLD, 2 * most), "show_term_doc_count_error": True}
    return {"field": name, "size": max(most, 1), **told}


def _all(queries: list[Query]) -> Query:
    return {"bool": {"filter": queries}}


def _bounds(query: QuoteQuery) -> list[Query]:
    found = [_bound(name, day) for name in BOUNDS if (day := getattr(query, name))]
    if query.id:
        found.append({"terms": {"id": list(query.id)}})
    if query.undated != "include":
        found.append(_undated(query.undated))
    return found


def _bound(name: str, day: date) -> Query:
    field, test = BOUNDS[name]
    return {"range": {field: {test: ordinal(day)}}}


def beyond(day: int, last: int, sort: str) -> Query:
    """What comes after a quote of that day, 0 for none, in an order by date."""
    undated = {"bool": {"must_not": [{"exists": {"field": "latest"}}]}}
    later_id = {"range": {"id": {"gt": last}}}
    if not day:
        return _all([undated, later_id])
    past = {"range": {"latest": {"gt" if sort == "oldest" else "lt": day}}}
    return _any([past, _all([{"term": {"latest": day}}, later_id]), undated])


def _undated(choice: str) -> Query:
    return MATCH_ALL if choice == "include" else {"term": {"undated": choice == "only"}}


def words(node: Node) -> Query:
    if node == EVERYTHING:
        return MATCH_ALL
    if isinstance(node, And):
        return _every(node)
    if isinstance(node, Or):
        return _any([words(child) for child in node.children])
    if isinstance(node, Not):
        return {"bool": {"must_not": [words(node.child)]}}
    if isinstance(node, Filter):
        return _all([_typed(node)])
    if isinstance(node, Most):
        return _any([words(word) for word in node.words], node.least)
    if isinstance(node, Leaf):
        return _any(list(starmap(_met, sought(node))))
    raise TypeError(f"{node} was not looked up")


def _every(node: And) -> Query:
    return {
        "bool": {
            "must": [words(child) for child in node.children if not isinstance(child, Not)],
            "must_not": [words(child.child) for child in node.children if isinstance(child, Not)],
            "should": [
                _near(one, other) for one, other in pairwise(map(single_term, node.children)) if one and other
            ],
            "minimum_should_match": 0,
        }
    }


def _any(queries: list[Query], least: int = 1) -> Query:
    return {"bool": {"should": queries, "minimum_should_match": least}} if queries else MATCH_NONE


def _typed(node: Filter) -> Query:
    if node.name in FILTERS:
        return any_value(node.name, node.values)
    if node.name == "id":
        return {"terms": {"id": [int(value) for value in node.values]}}
    if node.name == "undated":
        return _undated(str(node.values[0]))
    return _bound(node.name, date.fromisoformat(str(node.values[0])))


def _met(how: How, terms: Reading) -> Query:
    match how:
        case How.SEQUENCE:
            return {"bool": {"filter": [_phrase(terms)], "should": [term("exact", word) for word in terms]}}
        case How.EXACT:
            return term("exact", terms[0])
        case How.STEM:
            return _any([term("text", stem(terms[0])), term("about", stem(terms[0]))])
        case How.BEGINNING:
            return _prefix(terms[0])
        case How.NEAR:
            return _fuzzy(terms[0])


def term(field: str, word: str) -> Query:
    return {"term": {field: {"value": word}}}


def _prefix(start: str) -> Query:
    return {"prefix": {"exact": {"value": start, "rewrite": "constant_score"}}}


def _fuzzy(word: str) -> Query:
    """One letter changed, added or left out; two that changed places are two."""
    return {
        "fuzzy": {
            "exact": {
                "value": word,
                "fuzziness": 1,
                "prefix_length": 0,
                "max_expansions": 1000,
                "transpositions": False,
                "rewrite": "constant_score",
            }
        }
    }


def _phrase(terms: Reading) -> Query:
    return {
        "span_near": {"clauses": [_any_span(word) for word in terms], "slop": 0, "in_order": True},
    }


def _any_span(word: str) -> Query:
    """The term, whether it takes one position or several."""
    wide = (
        {
            "span_near": {
                "clauses": [_at(spanning(word, span)), _at(spanning(word, span) + ENDS)],
                "slop": span - 2,
                "in_order": True,
            }
        }
        for span in range(2, WIDEST + 1)
    )
    return {"span_or": {"clauses": [_at(word), *wide]}}


def _at(word: str) -> Query:
    return {"span_term": {"places": word}}


def _near(one: str, other: str) -> Query:
    """What adds to the score where two words that were typed side by side stand near each other."""
    return {"span_near": {"clauses": [_at(one), _at(other)], "slop": FAR, "in_order": False}}
