"""Citations of quotes, each naming the version of the quote and the hash of the text that it stands in.

`panel` is what a page shows of one quote; `FORMATS` is what files of many are made of. The quotes must be
published ones, loaded with their sources (`Quote.objects.published().with_sources()`).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.models import Quote
from archive.outputs.citations.bibtex import bibtex
from archive.outputs.citations.csl import csl
from archive.outputs.citations.plain import apa, chicago
from archive.outputs.citations.ris import ris

__all__ = ["FORMATS", "Citation", "apa", "bibtex", "chicago", "csl", "panel", "ris"]


@dataclass(frozen=True, slots=True)
class Citation:
    """`extension` names the file of the same citation at /export/quotes.<extension>?id=<id>."""

    label: str
    text: str
    extension: str


@dataclass(frozen=True, slots=True)
class Format:
    label: str
    content_type: str
    write: Callable[[Iterable[Quote]], Iterator[str]]


def panel(quote: Quote) -> list[Citation]:
    return [
        Citation(format_.label, "".join(format_.write([quote])).strip(), extension)
        for extension, format_ in FORMATS.items()
    ]


def _each(one: Callable[[Quote], str]) -> Callable[[Iterable[Quote]], Iterator[str]]:
    return lambda quotes: map(one, quotes)


def _paragraphs(one: Callable[[Quote], str]) -> Callable[[Iterable[Quote]], Iterator[str]]:
    return lambda quotes: (f"{one(quote)}\n\n" for quote in quotes)


def _csl_list(quotes: Iterable[Quote]) -> Iterator[str]:
    before = "[\n"
    for quote in quotes:
        yield before + json.dumps(csl(quote), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


FORMATS = {
    "apa.txt": Format("APA", "text/plain; charset=utf-8", _paragraphs(apa)),
    "chicago.txt": Format("Chicago", "text/plain; charset=utf-8", _paragraphs(chicago)),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", _each(ris)),
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", _each(bibtex)),
    "csl.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", _csl_list),
}
