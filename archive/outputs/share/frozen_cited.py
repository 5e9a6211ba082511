"""A frozen search cited, in each style that quotes are cited in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from archive.models import FrozenSearch
from archive.outputs.citations import FORMATS, Citation, apa_date, chicago_date, ended, entry, escaped
from archive.outputs.facts import ARCHIVE, one_line
from archive.outputs.share.frozen import address
from archive.reading.phrases import nested
from archive.text.tongue import ENGLISH, ngettext, speaking


@dataclass(frozen=True, slots=True)
class Cited:
    code: str
    name: str
    url: str
    on: date
    evidence: str


def _apa(it: Cited) -> str:
    return f"{ARCHIVE}. ({apa_date(it.on)}). {it.name} (frozen search {it.code}). {it.url}\n{it.evidence}"


def _chicago(it: Cited) -> str:
    """The entry of the bibliography, then the footnote, as of a quote."""
    on, name = chicago_date(it.on), nested(it.name)
    listed = f"{ARCHIVE}. “{ended(name)}” Frozen search {it.code}, {on}. {it.url}."
    comma = "" if name.endswith(("?", "!")) else ","
    return f"{listed}\n{ARCHIVE}, “{name}{comma}” frozen search {it.code}, {on}, {it.url}.\n{it.evidence}"


def _ris(it: Cited) -> str:
    fields = {
        "TY": "DATA",
        "ID": f"search-{it.code}",
        "AU": ARCHIVE,
        "TI": it.name,
        "PY": it.on.year,
        "DA": f"{it.on:%Y/%m/%d}",
        "UR": it.url,
        "N1": it.evidence,
        "ER": "",
    }
    return "\n".join(f"{tag}  - {value}" for tag, value in fields.items())


def _bibtex(it: Cited) -> str:
    fields = {
        "author": f"{{{ARCHIVE}}}",
        "title": f"{{{escaped(it.name)}}}",
        "howpublished": f"Frozen search {it.code}",
        "organization": ARCHIVE,
        "date": it.on.isoformat(),
        "url": it.url,
        "note": it.evidence,
    }
    return entry(f"search-{it.code}", fields.items(), it.on)


def _csl(it: Cited) -> str:
    item = {
        "id": f"search-{it.code}",
        "type": "dataset",
        "author": [{"literal": ARCHIVE}],
        "title": it.name,
        "issued": {"date-parts": [[it.on.year, it.on.month, it.on.day]]},
        "URL": it.url,
        "note": it.evidence,
    }
    return json.dumps([item], ensure_ascii=False)


STYLES: dict[str, Callable[[Cited], str]] = {
    "apa.txt": _apa,
    "chicago.txt": _chicago,
    "ris": _ris,
    "bib": _bibtex,
    "csl.json": _csl,
}


def citations(frozen: FrozenSearch) -> list[Citation]:
    return [
        Citation(
            FORMATS[style].label,
            cited(frozen, style),
            reverse("frozen-citation", args=[frozen.code, style]),
        )
        for style in STYLES
    ]


@speaking(ENGLISH)
def cited(frozen: FrozenSearch, style: str) -> str:
    many = ngettext("{number} quote", "{number} quotes", len(frozen.found)).format(number=len(frozen.found))
    evidence = f"Archive record: {many}, SHA-256 {frozen.sha256} over their numbers and versions."
    name = one_line(frozen.title or frozen.described)
    return STYLES[style](Cited(frozen.code, name, address(frozen), frozen.at.date(), evidence))
