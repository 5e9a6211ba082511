"""What OpenSearch is given of a document: ready terms, so that it analyses nothing and all engines find the same.

Terms are joined by line breaks, which none of them holds. In `places` each line is one position with all terms that begin
there; a term that spans several is marked with how many, and where it ends: Lucene keeps no spans.
"""

from collections import defaultdict
from itertools import chain
from typing import Any

from archive.search.analysis import (
    ANALYSIS_VERSION,
    GAP,
    SPAN_BITS,
    SPANNED,
    Placed,
    placed,
    remembered_placed,
    stems,
)
from archive.search.contract import FACETS_OF, QUOTES, Document, Kind
from archive.search.index.documents import DOCUMENT_VERSION

# Raised whenever the mapping or what fills it changes: an index of another version is rebuilt.
FORMAT_VERSION = 1
VERSION = f"{FORMAT_VERSION}.{DOCUMENT_VERSION}.{ANALYSIS_VERSION}"

LINE, BESIDE, NOTHING, SPANS, ENDS = "\n", "\x1f", "\x1e", "\x1d", "\x1c"
# Lucene takes no term of more than 32,766 bytes; nobody looks for one of so many letters.
LONGEST = 500
DAYS = ("earliest", "latest", "published")

_ANALYSIS = {
    "tokenizer": {
        "lines": {"type": "char_group", "tokenize_on_chars": [LINE], "max_token_length": 1_000_000}
    },
    "filter": {
        "each": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{BESIDE}]+)"]},
        "nothing": {"type": "stop", "stopwords": [NOTHING]},
    },
    "analyzer": {
        "terms": {"type": "custom", "tokenizer": "lines"},
        "places": {"type": "custom", "tokenizer": "lines", "filter": ["nothing", "each"]},
    },
}


def index_body(kind: Kind, shards: int, replicas: int) -> dict[str, Any]:
    settings = {
        "number_of_shards": shards,
        "auto_expand_replicas": f"0-{replicas}" if replicas else "false",
        "refresh_interval": "-1",  # the worker refreshes what it wrote
        "gc_deletes": "24h",  # a build that is slower than that could bring back what was withdrawn
        "max_terms_count": 1_000_000,
        "analysis": _ANALYSIS,
    }
    return {
        "settings": {"index": settings},
        "mappings": {"dynamic": "strict", "_source": {"enabled": False}, "properties": _fields(kind)},
    }


def _fields(kind: Kind) -> dict[str, Any]:
    terms = {"type": "text", "analyzer": "terms", "index_options": "freqs"}
    fields: dict[str, Any] = dict.fromkeys(("text", "about", "exact"), terms)
    fields["places"] = {
        "type": "text",
        "analyzer": "places",
        "index_options": "positions",
        "norms": False,
        "position_increment_gap": GAP,
    }
    if kind == QUOTES:  # for completions
        fields["written"] = {"type": "keyword", "index": False, "doc_values": False, "store": True}
    fields |= {name: {"type": "keyword"} for name in FACETS_OF[kind]}
    fields |= {name: {"type": "integer"} for name in DAYS}
    fields |= {"id": {"type": "long"}, "added": {"type": "long"}, "print": {"type": "long", "index": False}}
    return fields | {"undated": {"type": "boolean"}}


def source(kind: Kind, document: Document) -> dict[str, Any]:
    words = placed(document.words)
    runs = [words, *map(remembered_placed, document.about)]
    found: dict[str, Any] = {
        "id": document.id,
        "print": document.print,
        "added": document.added,
        "undated": document.undated,
        "text": _lines(stems(words[0])),
        "about": _lines(stems(chain.from_iterable(terms for terms, _ in runs[1:]))),
        "exact": _lines(chain.from_iterable(terms for terms, _ in runs)),
        "places": [_positions(run) for run in runs],
    }
    if kind == QUOTES:
        found["written"] = _lines(_written(runs))
    for name in FACETS_OF[kind]:
        if values := document.facets.get(name):
            found[name] = list(map(str, values))
    for name in DAYS:
        if day := getattr(document, name):
            found[name] = day.toordinal()
    return found


def _lines(terms: Any) -> str:
    return LINE.join(term for term in terms if len(term) < LONGEST)


def _positions(run: Placed) -> str:
    at: defaultdict[int, list[str]] = defaultdict(list)
    for term, place in zip(*run, strict=True):
        position, span = place >> SPAN_BITS, place & SPANNED
        if len(term) < LONGEST:
            at[position].append(spanning(term, span))
            if span > 1:
                at[position + span - 1].append(spanning(term, span) + ENDS)
    width = max(at, default=-1) + 1
    return LINE.join(BESIDE.join(at[position]) if position in at else NOTHING for position in range(width))


def spanning(term: str, span: int) -> str:
    return f"{term}{SPANS}{span}" if span > 1 else term


def _written(runs: list[Placed]) -> list[str]:
    """The terms that somebody wrote so: nothing that other words make together."""
    kept = {
        term
        for terms, places in runs
        for term, place in zip(terms, places, strict=True)
        if not place & SPANNED
    }
    return sorted(kept)
