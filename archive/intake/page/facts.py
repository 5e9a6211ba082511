"""What a web page says of itself beside its text: in its head, and in the facts that it gives to machines."""

import datetime as dt
import re
from dataclasses import dataclass
from html import unescape

from archive.intake.page.linked import Parties, linked_in

_TAG = re.compile(r"<(?P<tag>html|meta|link|time)\b(?P<rest>[^>]{0,4000})>", re.IGNORECASE)
_VALUE = re.compile(r'(?P<name>[a-z]+)="(?P<value>[^"]*)"', re.IGNORECASE)
_UPDATED = {
    "article:modified_time",
    "og:updated_time",
    "last-modified",
    "datemodified",
    "dcterms.modified",
    "lastmod",
}
_LANGUAGES = {"og:locale", "content-language", "dc.language", "inlanguage", "language"}
_IN_FACTS = {
    "dateModified": re.compile(r'"dateModified"\s*:\s*"([^"]{8,40})"'),
    "inLanguage": re.compile(r'"inLanguage"\s*:\s*"([^"]{2,20})"'),
}
# A portal names whom it has the article from; a page its site, itself and its author, each in several ways.
_FROM, _PORTAL = "article:media_name", "og:article:author"
_SITES, _AUTHORS, _ADDRESSES = (
    ("og:site_name", "publisher", "application-name"),
    ("author",),
    ("mainentityofpage",),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}", re.IGNORECASE)


@dataclass(frozen=True)
class PageFacts:
    """It may be wrong: an editor decides."""

    title: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None
    outlet: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return self != PageFacts()


def updated_in(markup: str) -> dt.date | None:
    """The day that the page names for its last change."""
    named = [value for name, value in _named(markup) if name in _UPDATED]
    found = (_day(value) for value in [*named, *_IN_FACTS["dateModified"].findall(markup)])
    return next(filter(None, found), None)


def language_in(markup: str) -> str:
    """The code that the page gives itself: that of <html> first."""
    own = [value for name, value in _named(markup) if name == "html lang"]
    named = [value for name, value in _named(markup) if name in _LANGUAGES]
    return next(filter(None, map(_code, [*own, *named, *_IN_FACTS["inLanguage"].findall(markup)])), "")


def parties_in(markup: str) -> Parties:
    named = _named(markup)
    linked = linked_in(markup)

    def first(*names: str) -> str:
        return next((value.strip() for name in names for each, value in named if each == name), "")

    portal = first(_PORTAL).partition("|")
    outlet = first(_FROM) or (portal[0].strip() if portal[2] else "") or linked.outlet or first(*_SITES)
    author = linked.author or "; ".join(value for name, value in named if name in _AUTHORS)
    return Parties(" ".join(outlet.split()), author, linked.url or first(*_ADDRESSES))


def _named(markup: str) -> list[tuple[str, str]]:
    found = []
    for match in _TAG.finditer(markup):
        values = {each["name"].lower(): unescape(each["value"]) for each in _VALUE.finditer(match["rest"])}
        if match["tag"].lower() == "html":
            found.append(("html lang", values.get("lang", "")))
        names = [values.get(name, "").lower() for name in ("property", "name", "itemprop")]
        value = values.get("content") or values.get("datetime") or values.get("href") or ""
        found += [(name, value) for name in names if name and value]
    return found


def _day(value: str) -> dt.date | None:
    match = _DAY.match(value.strip())
    try:
        return dt.date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def _code(value: str) -> str:
    code = value.strip().replace("_", "-").partition(".")[0]
    return code if _CODE.fullmatch(code) and len(code) <= 10 else ""
