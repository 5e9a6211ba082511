"""A frozen search cited, in each style that quotes are cited in."""

import json
from collections.abc import Callable

from django.urls import reverse

from archive.models import FrozenSearch
from archive.outputs.citations import FORMATS, Citation, apa_date, chicago_date, ended, entry, escaped
from archive.outputs.facts import ARCHIVE, one_line
from archive.outputs.share.frozen import address
from archive.reading.phrases import nested
from archive.text.tongue import ENGLISH, ngettext, speaking


def _apa(frozen: FrozenSearch, name: str, evidence: str) -> str:
    on = apa_date(frozen.at.date())
    return f"{ARCHIVE}. ({on}). {name} (frozen search {frozen.code}). {address(frozen)}\n{evidence}"


def _chicago(frozen: FrozenSearch, name: str, evidence: str) -> str:
    """The entry of the bibliography, then the footnote, as of a quote."""
    on, name, url = chicago_date(frozen.at.date()), nested(name), address(frozen)
    listed = f"{ARCHIVE}. “{ended(name)}” Frozen search {frozen.code}, {on}. {url}."
    comma = "" if name.endswith(("?", "!")) else ","
    return f"{listed}\n{ARCHIVE}, “{name}{comma}” frozen search {frozen.code}, {on}, {url}.\n{evidence}"


def _ris(frozen: FrozenSearch, name: str, evidence: str) -> str:
    fields = {
        "TY": "DATA",
        "ID": f"search-{frozen.code}",
        "AU": ARCHIVE,
        "TI": name,
        "PY": frozen.at.year,
        "DA": f"{frozen.at:%Y/%m/%d}",
        "UR": address(frozen),
        "N1": evidence,
        "ER": "",
    }
    return "\n".join(f"{tag}  - {value}" for tag, value in fields.items())


def _bibtex(frozen: FrozenSearch, name: str, evidence: str) -> str:
    fields = {
        "author": f"{{{ARCHIVE}}}",
        "title": f"{{{escaped(name)}}}",
        "howpublished": f"Frozen search {frozen.code}",
        "organization": ARCHIVE,
        "date": frozen.at.date().isoformat(),
        "url": address(frozen),
        "note": evidence,
    }
    return entry(f"search-{frozen.code}", fields.items(), frozen.at.date())


def _csl(frozen: FrozenSearch, name: str, evidence: str) -> str:
    item = {
        "id": f"search-{frozen.code}",
        "type": "dataset",
        "author": [{"literal": ARCHIVE}],
        "title": name,
        "issued": {"date-parts": [[frozen.at.year, frozen.at.month, frozen.at.day]]},
        "URL": address(frozen),
        "note": evidence,
    }
    return json.dumps([item], ensure_ascii=False)


STYLES: dict[str, Callable[[FrozenSearch, str, str], str]] = {
    "apa.txt": _apa,
    "chicago.txt": _chicago,
    "ris": _ris,
    "bib": _bibtex,
    "csl.json": _csl,
}


def citations(frozen: FrozenSearch) -> list[Citation]:
    return [
        (
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
    return STYLES[style](frozen, name, evidence)
