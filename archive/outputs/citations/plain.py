"""Citations to paste into a text, after APA and Chicago."""

import re
from datetime import date

from archive.outputs.citations.facts import NO_DATE, Facts, bracketed, facts
from archive.outputs.citations.names import PersonName
from archive.outputs.wording import ARCHIVE
from archive.reading.quoted import Quoted
from archive.text.tongue import ENGLISH, speaking

_INNER = re.compile(r"\s*\(([^()]*)\),?")


def apa(quote: Quoted) -> str:
    it = facts(quote)
    authors = _listed([name.initials + _role(name) for name in it.authors], "& ")
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
    authors = _listed([name.full + _role(name) for name in it.authors], "and ")
    when = bracketed(chicago_date(it.published), when=it.published_is_ours)
    return f"{authors}, {it.words} {_described(it)}, {it.source}, {when}, {ARCHIVE}, {it.url}."


def _entry(it: Facts) -> str:
    first, *others = it.authors
    authors = _listed([first.in_lists + _role(first), *(name.full + _role(name) for name in others)], "and ")
    when = bracketed(chicago_date(it.published), when=it.published_is_ours)
    source = it.source[0].upper() + it.source[1:]
    return f"{ended(authors)} {it.words} {_described(it)}. {source}, {ended(when)} {ARCHIVE}. {it.url}."


def _described(it: Facts) -> str:
    return f"({it.labels}; said {it.said})"


def _with_record(citation: str, it: Facts) -> str:
    """What lets a reader check the words stands by itself: no guide has a place for it."""
    return f"{citation}\nArchive record: {it.version}. {it.short}"


def ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _role(name: PersonName) -> str:
    """One pair of signs around it: brackets of ours are enough, and those within the role become commas."""
    if not name.role or name.role.startswith("["):
        return name.role and f" {name.role}"
    role = _INNER.sub(r", \1,", name.role).rstrip(",")
    return f" ({role})"


def _listed(names: list[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {last}{names[-1]}"


def apa_date(day: date | None) -> str:
    return f"{day.year}, {day:%B} {day.day}" if day else NO_DATE


def chicago_date(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else NO_DATE
