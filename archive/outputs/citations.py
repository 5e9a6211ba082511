"""Citations of quotes, each naming the version of the quote and the hash of the text that it stands in.

`panel` is what the pages of a quote and of a statement show; `FORMATS` is what files are made of.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote as percent_encoded
from urllib.parse import urlencode

from django.urls import reverse

from archive.models import Precision
from archive.outputs.facts import ARCHIVE, NO_DATE, Facts, PersonName, bracketed, facts
from archive.reading.phrases import OURS
from archive.reading.quoted import Quoted
from archive.text.tongue import ENGLISH, speaking

# To paste into a text, after APA and Chicago


def apa(quote: Quoted) -> str:
    it = facts(quote)
    authors = _listed([name.initials + name.after for name in it.authors], "& ")
    when = bracketed(apa_date(it.published), when=it.published_is_ours)
    source = it.source[0].upper() + it.source[1:]
    return _with_record(
        f"{ended(authors)} ({when}). {it.words} {_described(it)}. {ended(source)} {ARCHIVE}. {it.url}", it
    )


@speaking(ENGLISH)
def chicago(quote: Quoted) -> str:
    """Notes and bibliography: the entry of the bibliography, then the footnote."""
    it = facts(quote)
    return _with_record(f"{_entry(it)}\n{_footnote(it)}", it)


def _footnote(it: Facts) -> str:
    authors = _listed([name.full + name.after for name in it.authors], "and ")
    when = bracketed(chicago_date(it.published), when=it.published_is_ours)
    return f"{authors}, {it.words} {_described(it)}, {it.source}, {when}, {ARCHIVE}, {it.url}."


def _entry(it: Facts) -> str:
    first, *others = it.authors
    authors = _listed([first.in_lists + first.after, *(name.full + name.after for name in others)], "and ")
    when = bracketed(chicago_date(it.published), when=it.published_is_ours)
    source = it.source[0].upper() + it.source[1:]
    return f"{ended(authors)} {it.words} {_described(it)}. {source}, {ended(when)} {ARCHIVE}. {it.url}."


def _described(it: Facts) -> str:
    return f"({it.labels}; said {it.said})"


def _with_record(citation: str, it: Facts) -> str:
    """What lets a reader check the words stands by itself: no guide has a place for it."""
    return f"{citation}\nArchive record: {it.version}. {it.short}"


def ended(text: str) -> str:
    return text if text.rstrip('"”’»)').endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."


def _listed(names: list[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {last}{names[-1]}"


def apa_date(day: date | None) -> str:
    return f"{day.year}, {day:%B} {day.day}" if day else NO_DATE


def chicago_date(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else NO_DATE


# RIS, which reference managers read. The author is the speaker; the note says where the words were quoted.

NO_COMMA = "\u201a"  # the lower single quotation mark; the note has the name as it is


def ris(quote: Quoted) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _tagged(quote)) + "\r\n"


def _tagged(quote: Quoted) -> Iterator[tuple[str, str]]:
    it = facts(quote)
    yield "TY", "ELEC"  # an entry of an archive: not the article, which others wrote
    yield "ID", it.key
    yield from (("AU", _name_in_ris(name)) for name in it.authors)
    yield "TI", it.words
    yield "T2", it.title
    yield "PB", it.publisher
    if it.published:
        yield "PY", str(it.published.year)
        yield "DA", f"{it.published:%Y/%m/%d}"
    yield "ET", f"version {quote.version}"
    yield "LA", quote.language
    yield "DP", ARCHIVE
    yield "UR", it.url
    yield "L2", it.permalink
    yield "N1", it.note
    yield from (
        ("N1", f"Speaker: {name.full}")
        for name in it.authors
        if not name.role and _name_in_ris(name) != name.in_lists
    )
    yield "ER", ""


def _name_in_ris(name: PersonName) -> str:
    """A comma would part an organisation's name into surname and given name: here a sign that only looks like one."""
    return name.in_lists if name.family else name.full.replace(",", NO_COMMA)


# BibTeX, readable by BibTeX and biblatex alike

# BibTeX counts braces even behind a backslash, so these are written as commands.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
# What TeX sets as one sign: a dash, a curly mark, an inverted one.
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=[`?!])`")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_SAFE = "/:?#[]@!$&'()*+,;=-._~%"


def bibtex(quote: Quoted) -> str:
    it = facts(quote)
    return entry(it.key, _bibtex_fields(quote, it), it.published) + "\n\n"


def entry(key: str, fields: Iterable[tuple[str, object]], day: date | None) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields]
    if day:  # its month is a name that styles know: in braces they would print a bare number
        lines.append(f"  year = {{{day.year}}},\n  month = {MONTHS[day.month - 1]},\n")
    return f"@misc{{{key},\n{''.join(lines)}}}"


def _bibtex_fields(quote: Quoted, it: Facts) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(map(_name_in_bibtex, it.authors))
    # In braces of their own: styles write the rest of a title small, and the words are not theirs to change.
    yield "title", f"{{{escaped(it.words)}}}"
    yield "howpublished", f"{{{escaped(it.source[0].upper() + it.source[1:])}}}"
    yield "publisher", escaped(it.publisher)
    if it.published:
        yield "date", f"{it.published.isoformat()}{'?' if it.published_is_ours else ''}"
    if quote.said.earliest and quote.said.latest:
        dates = sorted({quote.said.earliest.isoformat(), quote.said.latest.isoformat()})
        yield "eventdate", "/".join(dates)
    yield "version", str(quote.version)
    yield "langid", escaped(quote.language)
    yield "url", percent_encoded(it.url, safe=_URL_SAFE)
    yield "organization", ARCHIVE
    yield "note", escaped(f"{it.note} {it.permalink}")


def _name_in_bibtex(name: PersonName) -> str:
    if name.family:
        return ", ".join(map(_protected, filter(None, (name.family, name.suffix, name.given))))
    return f"{{{escaped(name.full)}}}"


def _protected(part: str) -> str:
    """In braces when BibTeX would take a name apart at "and" or at a comma."""
    split = " and " in f" {part.lower()} " or "," in part
    return f"{{{escaped(part)}}}" if split else escaped(part)


def escaped(text: str) -> str:
    return _LIGATURE.sub(r"{}\g<0>", text.translate(_ESCAPES))


# CSL-JSON. `issued` is the day of publication, `event-date` the day when it was said; ours is "circa".

PARTS = {Precision.YEAR: 1, Precision.MONTH: 2}


def csl(quote: Quoted) -> dict[str, Any]:
    it = facts(quote)
    item = {
        "id": it.key,
        "type": "entry",
        "author": [_name_in_csl(name) for name in it.authors],
        "title": it.words,
        "container-title": it.title,
        "publisher": it.publisher,
        "issued": _issued(it),
        "event-date": _said(quote),
        "event-title": quote.occasion.name if quote.occasion else None,
        "event-place": quote.occasion.place if quote.occasion else None,
        "language": quote.language,
        "archive": ARCHIVE,
        "archive_location": it.permalink,
        "version": str(quote.version),
        "number": str(quote.id),
        "URL": it.url,
        "note": it.note,
    }
    return {name: value for name, value in item.items() if value}


def _name_in_csl(name: PersonName) -> dict[str, str]:
    if not name.family:
        return {"literal": name.full}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given, **suffix}


def _issued(it: Facts) -> dict[str, Any] | None:
    if not it.published:
        return None
    day = it.published
    return {"date-parts": [[day.year, day.month, day.day]], **_circa(it.published_is_ours)}


def _said(quote: Quoted) -> dict[str, Any] | None:
    """A quote without a date was said "circa" the day of publication: its last possible day."""
    first, last = quote.said.earliest or quote.said.latest, quote.said.latest
    if not first or not last:
        return None
    n = PARTS.get(Precision(quote.said.precision), 3)
    dates = [[day.year, day.month, day.day][:n] for day in (first, last)]
    different = dates if dates[0] != dates[1] else dates[:1]
    return {"date-parts": different, **_circa(not quote.said.dated or quote.said.basis in OURS)}


def _circa(ours: bool) -> dict[str, bool]:
    return {"circa": True} if ours else {}


# All formats, on pages and as files


Citation = tuple[str, str, str]  # what its style is called, its text, and where the same is as a file


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
        (
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
