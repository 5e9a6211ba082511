"""The Whoosh codec: a segment is one file of arrays. Whoosh keeps the list of segments, their deletions and locks.

The reading half serves Whoosh's own searcher, which is how tests compare the two; find() reads the arrays itself.
"""

import os
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from archive.search.analysis import SPAN_BITS
from archive.search.engines.whoosh.arrays import ArrayFile, CorruptFileError, unpack_text, write_arrays
from archive.search.engines.whoosh.schema import TEXT_FIELDS
from archive.search.engines.whoosh.segment_builder import Pool

EXTENSION = ".arrays"


class ArrayCodec(base.Codec):
    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> "NothingPerDocument":
        return NothingPerDocument()

    def field_writer(self, storage: Any, segment: Any) -> "ArrayWriter":
        return ArrayWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: "ArraySegment") -> "ArrayTermsReader":
        return ArrayTermsReader(open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: "ArraySegment") -> "ArrayDocumentReader":
        return ArrayDocumentReader(open_segment(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> "ArraySegment":
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):
    """What the table of contents lists: an id, a count, deleted documents, the lengths of the fields, the file's seal."""

    def __init__(self, codec: ArrayCodec | None, indexname: str) -> None:
        super().__init__(codec, indexname)
        self._fieldlengths: dict[str, int] = {}
        self.seal = 0

    def codec(self, **_: Any) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False


def open_segment(storage: Any, segment: ArraySegment) -> ArrayFile:
    file = ArrayFile(Path(storage.folder) / segment.make_filename(EXTENSION))
    if file.seal != segment.seal:
        raise CorruptFileError(f"{segment.segment_id()} is not the file that was written")
    return file


class NothingPerDocument:
    """The pool holds what belongs to documents; Whoosh's writer only asks whether this is closed."""

    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class ArrayWriter:
    """Writes the pool as the segment's file."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._path = Path(storage.folder) / segment.make_filename(EXTENSION)
        self._segment = segment
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: None, pool: Pool) -> None:
        self._segment._fieldlengths = pool.total_lengths()
        with self._path.open("wb") as file:
            self._segment.seal = write_arrays(file, pool.arrays())
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        self.is_closed = True


class MissingTermError(TermNotFound, KeyError):
    """Whoosh catches now the one, now the other."""


class ArrayTermsReader(base.TermsReader):
    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._words = {field: unpack_text(file[f"{field}.terms"]) for field in TEXT_FIELDS}

    def _at(self, field: str, text: bytes) -> int:
        words, word = self._words[field], text.decode()
        at = bisect_left(words, word)
        if at == len(words) or words[at] != word:
            raise MissingTermError(f"No term {field}:{word}")
        return at

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        try:
            self._at(*term)
        except MissingTermError:
            return False
        return True

    def indexed_field_names(self) -> list[str]:
        return list(TEXT_FIELDS)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((field, word.encode()) for field in sorted(TEXT_FIELDS) for word in self._words[field])

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        words = self._words[field]
        return ((field, word.encode()) for word in words[bisect_left(words, prefix.decode()) :])

    def term_info(self, field: str, text: bytes) -> TermInfo:
        docs, frequencies = self._postings(field, self._at(field, text))
        return TermInfo(
            float(frequencies.sum()), len(docs), 1, 255, float(frequencies.max()), int(docs[0]), int(docs[-1])
        )

    def matcher(self, field: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        at = self._at(field, text)
        docs, frequencies = self._postings(field, at)
        values = (
            list(map(format_.encode, self._positions(field, at))) if f"{field}.places" in self._file else None
        )
        info = self.term_info(field, text)
        weights = frequencies.astype(float).tolist()
        return ListMatcher(
            docs.tolist(), weights, values, format_, scorer=scorer, term=(field, text), terminfo=info
        )

    def _postings(self, field: str, at: int) -> tuple[Any, Any]:
        starts = self._file[f"{field}.starts"]
        part = slice(starts[at], starts[at + 1])
        return self._file[f"{field}.docs"][part], self._file[f"{field}.codes"][part] >> 8

    def _positions(self, field: str, at: int) -> list[Any]:
        starts, places = self._file[f"{field}.starts"], self._file[f"{field}.places"]
        positions = self._file[f"{field}.positions"] >> SPAN_BITS
        pairs = zip(
            places[starts[at] : starts[at + 1]], places[starts[at] + 1 : starts[at + 1] + 1], strict=True
        )
        return [positions[start:end].tolist() for start, end in pairs]

    def cursor(self, field: str, fieldobj: Any) -> "ArrayCursor":
        return ArrayCursor(self._words[field])

    def close(self) -> None:
        pass


class ArrayCursor(base.FieldCursor):
    def __init__(self, words: list[str]) -> None:
        self._words, self._at = words, 0

    def find(self, word: str | bytes) -> str | None:
        self._at = bisect_left(self._words, word.decode() if isinstance(word, bytes) else word)
        return self.text()

    def text(self) -> str | None:
        return self._words[self._at] if self._at < len(self._words) else None


class ArrayDocumentReader(base.PerDocumentReader):
    def __init__(self, file: ArrayFile, segment: ArraySegment) -> None:
        self._segment = segment
        self._lengths = {field: file[f"{field}.lengths"] for field in TEXT_FIELDS}

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, doc: int) -> bool:
        return bool(self._segment.is_deleted(doc))

    def deleted_docs(self) -> Any:
        return self._segment.deleted_docs()

    def doc_field_length(self, doc: int, field: str, default: int = 0) -> int:
        return int(byte_to_length(int(self._lengths[field][doc]))) or default

    def field_length(self, field: str) -> int:
        return self._segment._fieldlengths.get(field, 0)

    def min_field_length(self, field: str) -> int:
        return int(byte_to_length(int(np.min(self._lengths[field]))))

    def max_field_length(self, field: str) -> int:
        return int(byte_to_length(int(np.max(self._lengths[field]))))

    def stored_fields(self, doc: int) -> dict[str, Any]:
        return {}
