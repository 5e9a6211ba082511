"""BibTeX, readable by BibTeX and biblatex alike."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote as percent_encoded

from archive.outputs.citations.facts import Facts, facts
from archive.outputs.citations.names import PersonName
from archive.outputs.wording import ARCHIVE
from archive.reading.quoted import Quoted

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
    return entry(it.key, _fields(quote, it), it.published) + "\n\n"


def entry(key: str, fields: Iterable[tuple[str, object]], day: date | None) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields]
    if day:  # its month is a name that styles know: in braces they would print a bare number
        lines.append(f"  year = {{{day.year}}},\n  month = {MONTHS[day.month - 1]},\n")
    return f"@misc{{{key},\n{''.join(lines)}}}"


def _fields(quote: Quoted, it: Facts) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(map(_author, it.authors))
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


def _author(name: PersonName) -> str:
    if name.family:
        return ", ".join(map(_protected, filter(None, (name.family, name.suffix, name.given))))
    return f"{{{escaped(name.full)}}}"


def _protected(part: str) -> str:
    """In braces when BibTeX would take a name apart at "and" or at a comma."""
    split = " and " in f" {part.lower()} " or "," in part
    return f"{{{escaped(part)}}}" if split else escaped(part)


def escaped(text: str) -> str:
    return _LIGATURE.sub(r"{}\g<0>", text.translate(_ESCAPES))
