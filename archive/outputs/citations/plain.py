"""Citations to paste into a text, after APA and Chicago."""

from datetime import date

from archive.outputs.citations.facts import NO_DATE, Facts, bracketed, facts
from archive.outputs.citations.names import Name
from archive.outputs.wording import ARCHIVE
from archive.reading.quoted import Quoted


def apa(quote: Quoted) -> str:
    it = facts(quote)
    authors = _listed([name.initials + _role(name) for name in it.authors], "& ")
    when = bracketed(_apa_date(it.published), when=it.published_is_ours)
    described = f"({it.labels}; said {it.said})"
    return f"{authors} ({when}). {it.words} {described}. {_source(it)}"


def chicago(quote: Quoted) -> str:
    it = facts(quote)
    first, *others = it.authors
    authors = _listed([first.in_lists + _role(first), *(name.full + _role(name) for name in others)], "and ")
    when = bracketed(_chicago_date(it.published), when=it.published_is_ours)
    return f"{_ended(authors)} {it.words} ({it.labels}; said {it.said}). {_source(it, when)}"


def _source(it: Facts, when: str = "") -> str:
    """From "Quoted in" to the address, with the permalink where the article has one of its own."""
    source = it.source[0].upper() + it.source[1:]
    dated = f"{source}, {when}" if when else source
    links = it.url if it.url == it.permalink else f"{it.url} (archived: {it.permalink})"
    return f"{_ended(dated)} {ARCHIVE}, {it.version}. {links}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _role(name: Name) -> str:
    return f" ({name.role})" if name.role else ""


def _listed(names: list[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {last}{names[-1]}"


def _apa_date(day: date | None) -> str:
    return f"{day.year}, {day:%B} {day.day}" if day else NO_DATE


def _chicago_date(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else NO_DATE
