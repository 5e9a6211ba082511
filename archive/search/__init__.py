"""Search: `find` answers every list of quotes, with or without words in it.

Behind it stand engines of one contract: that of the index, and PostgreSQL while the index is lost.
"""

from archive.search.contract import Answer, Facet
from archive.search.finding import find, find_among, find_articles, walk
from archive.search.index.building import Status, status
from archive.search.index.pending import newest, shown_at_once
from archive.search.language import QueryError
from archive.search.shown import describe, highlight
from archive.search.suggestions import Suggestion, completions, did_you_mean, named, suggest

__all__ = [
    "Answer",
    "Facet",
    "QueryError",
    "Status",
    "Suggestion",
    "completions",
    "describe",
    "did_you_mean",
    "find",
    "find_among",
    "find_articles",
    "highlight",
    "named",
    "newest",
    "shown_at_once",
    "status",
    "suggest",
    "walk",
]
