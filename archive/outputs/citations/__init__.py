"""Citations of quotes, each naming the version of the quote and the hash of the text that it stands in.

`panel` is what the pages of a quote and of a statement show; `FORMATS` is what files are made of.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from archive.outputs.citations.bibtex import bibtex
from archive.outputs.citations.csl import csl
from archive.outputs.citations.plain import apa, chicago
from archive.outputs.citations.ris import ris
from archive.reading.quoted import Quoted
from archive.text.tongue import ENGLISH, speaking

__all__ = ["FORMATS", "Citation", "apa", "bibtex", "chicago", "csl", "panel", "ris"]


@dataclass(frozen=True, slots=True)
class Citation:
    """`link` leads to the same as a file."""

    label: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Format:
    label: str
    content_type: str
    write: Callable[[Iterable[Quoted]], Iterator[str]]


@speaking(ENGLISH)
def panel(*quotes: Quoted) -> list[Citation]:
    """All of them in each format: a statement is cited with all its wordings."""
    ids = urlencode([("id", quote.id) for quote in quotes])
    return [
        Citation(
            format_.label,
            "".join(format_.write(quotes)).strip(),
            f"{reverse('export', args=[extension])}?{ids}",
        )
        for extension, format_ in FORMATS.items()
    ]


def _each(one: Callable[[Quoted], str]) -> Callable[[Iterable[Quoted]], Iterator[str]]:
    return lambda quotes: map(one, quotes)


def _paragraphs(one: Callable[[Quoted], str]) -> Callable[[Iterable[Quoted]], Iterator[str]]:
    return lambda quotes: (f"{one(quote)}\n\n" for quote in quotes)


def _csl_list(quotes: Iterable[Quoted]) -> Iterator[str]:
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
