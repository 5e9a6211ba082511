"""The fields of the index. Facets and days are arrays beside them: see columns.py."""

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import TEXT, Schema

from archive.search import contract
from archive.search.analysis import ANALYSIS_VERSION
from archive.search.contract import Kind
from archive.search.index.documents import DOCUMENT_VERSION

# Raised whenever the files change shape: an index of another version is rebuilt.
FORMAT_VERSION = 3
VERSION = f"{FORMAT_VERSION}.{DOCUMENT_VERSION}.{ANALYSIS_VERSION}"

# Stems of the words, stems of everything else that a quote is found by, and the exact terms of both with positions.
TEXT_FIELD, ABOUT_FIELD, EXACT_FIELD = "text", "about", "exact"
TEXT_FIELDS = (TEXT_FIELD, ABOUT_FIELD, EXACT_FIELD)

# Two indexes in one directory, each with its own segments and generations; and the facets of each.
QUOTES, ARTICLES = "MAIN", "ARTICLES"
NAMES: dict[Kind, str] = {contract.QUOTES: QUOTES, contract.ARTICLES: ARTICLES}
FACETS_OF = {name: contract.FACETS_OF[kind] for kind, name in NAMES.items()}


def schema() -> Schema:
    return Schema(
        text=TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
        about=TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
        exact=TEXT(analyzer=SpaceSeparatedTokenizer()),
    )
