"""RIS, which reference managers read. The author is the speaker; the note says where the words were quoted."""

from collections.abc import Iterator

from archive.outputs.citations.facts import facts
from archive.outputs.citations.names import PersonName
from archive.outputs.wording import ARCHIVE
from archive.reading.quoted import Quoted

NO_COMMA = "\u201a"  # the lower single quotation mark; the note has the name as it is


def ris(quote: Quoted) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(quote)) + "\r\n"


def _fields(quote: Quoted) -> Iterator[tuple[str, str]]:
    it = facts(quote)
    yield "TY", "ELEC"  # an entry of an archive: not the article, which others wrote
    yield "ID", it.key
    yield from (("AU", _author(name)) for name in it.authors)
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
    yield from (("N1", f"Speaker: {name.full}") for name in it.authors if _author(name) != name.in_lists)
    yield "ER", ""


def _author(name: PersonName) -> str:
    """A comma would part an organisation's name into surname and given name: here a sign that only looks like one."""
    return name.in_lists if name.family else name.full.replace(",", NO_COMMA)
