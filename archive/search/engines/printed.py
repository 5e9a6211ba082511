"""What PostgreSQL's full text cannot tell: which quotes hold words or a phrase as a card prints them.

Its columns only narrow the quotes down; what one really holds, its document says, read as the index reads it.
"""

import re
from collections.abc import Iterable, Iterator

from django.db.models import Expression, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Lower

from archive.models import Quote
from archive.search.analysis import STOP_WORDS
from archive.search.highlights import Marker
from archive.search.index.documents import documents
from archive.search.language import Phrase, Word

# Of quotes that may hold it, the newest are read; few enough need no narrowing by another word of the phrase.
MOST_READ, FEW, MOST_SOUGHT = 2000, 500, 3
# What may stand in a word, or between figures, and does not count.
_JOINTS = r"[\s\u00a0\u2009\u202f‐‑–'`.,٬٫，．-]"
# Too many to tell quotes apart.
_COMMON = STOP_WORDS | {"unnamed"}
_LETTERS = re.compile(r"\w+(?:\W\w+)*", re.DOTALL)


def squeezed(text: Expression | F | str) -> Expression:
    """A column as far as it can tell what may hold a word: without accents, joints and blanks."""
    folded = Func(text, function="archive_folded", output_field=TextField())
    bare = Func(
        folded, Value(_JOINTS), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )
    return Lower(bare)


def sought(text: str) -> list[str]:
    """The pieces of a phrase that a quote must hold, each perhaps in another column."""
    pieces = [match.group() for piece in text.split() if (match := _LETTERS.search(piece))]
    telling = [piece for piece in pieces if piece.lower() not in _COMMON] or pieces
    return sorted(dict.fromkeys(telling), key=len, reverse=True)[:MOST_SOUGHT]


def holding(node: Word | Phrase, candidates: QuerySet[Quote]) -> list[int]:
    """Those of the candidates that hold it in one run."""
    newest = candidates.order_by(F("said_latest").desc(nulls_last=True), "pk").values_list("pk", flat=True)
    marker = Marker([node])
    return [held.id for held in documents(newest[:MOST_READ]) if _any(marker, (held.words, *held.about))]


def _any(marker: Marker, runs: Iterable[str]) -> bool:
    found: Iterator[bool] = (bool(marker.spans(run)) for run in runs)
    return any(found)
