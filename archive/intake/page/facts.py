"""What a web page says of itself beside its text: in its head, and in the facts that it gives to machines."""

import datetime as dt
import re
from html import unescape

from archive.intake.page.linked import PageFacts, day_in, linked_in
from archive.intake.spans import word_set

_TAG = re.compile(r"<(?P<tag>html|meta|link|time)\b(?P<rest>[^>]{0,4000})>", re.IGNORECASE)
_VALUE = re.compile(r'(?P<name>[a-z]+)="(?P<value>[^"]*)"', re.IGNORECASE)
_UPDATED = word_set(
    "article:modified_time og:updated_time last-modified datemodified dcterms.modified lastmod"
)
_ISSUED = ("article:published_time", "datepublished")
_WRITTEN_IN_ORDER = re.compile(r"en-(?:gb|au|nz|ie|in|za)\b|(?!en)[a-z]", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|changed)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}", re.IGNORECASE)


def updated_in(markup: str) -> dt.date | None:
    """The day that the page names for its last change."""
    named = [value for name, value in _named(markup) if name in _UPDATED]
    found = (day_in(value) for value in [*named, *_IN_FACTS["dateModified"].findall(markup)])
    return next(filter(None, found), None)


def published_in(markup: str, read: dt.date | None) -> dt.date | None:
    """`read` is the library's guess. It is none where the page gives that day for a change alone, or in figures that stand for two days."""
    given = (day_in(value) for name, value in _named(markup) if name in _ISSUED)
    named = linked_in(markup).published or next(filter(None, given), None)
    if read is None or (named and read == updated_in(markup)) or _is_two_days(markup, read):
        return named
    return None if read == updated_in(markup) and _of_change_alone(markup, read) else read


def _of_change_alone(markup: str, day: dt.date) -> bool:
    """Whether it stands nowhere but beside the names of a change."""
    changed = [value for name, value in _named(markup) if name in _UPDATED]
    changed += _IN_FACTS["dateModified"].findall(markup)
    told = sum(day_in(value) == day for value in changed)
    return len(_in_figures(day).findall(markup)) <= told and not any(
        not _CHANGED.search(markup[max(0, each.start() - 20) : each.start()])
        for each in _in_words(day).finditer(markup)
    )


def _is_two_days(markup: str, day: dt.date) -> bool:
    """“05/06/2024” of a page in English may be in May or in June."""
    if day.day > 12 or day.day == day.month or _WRITTEN_IN_ORDER.match(language_in(markup)):
        return False
    either = rf"(?<!\d)(?:0?{day.day}/0?{day.month}|0?{day.month}/0?{day.day})/{day.year}(?!\d)"
    plain = _in_figures(day).search(markup) or _in_words(day).search(markup)
    return not plain and bool(re.search(either, markup))


def _in_figures(day: dt.date) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){day.year}[-/.년年]?\s?0?{day.month}[-/.월月]?\s?0?{day.day}(?!\d)")


def _in_words(day: dt.date) -> re.Pattern[str]:
    month, number = _MONTHS[day.month - 1], rf"(?<!\d)0?{day.day}(?:st|nd|rd|th)?"
    written = rf"(?:{number},?\s+{month}[a-z]*\.?,?|{month}[a-z]*\.?\s+{number},?)\s+{day.year}"
    return re.compile(written, re.IGNORECASE)


def language_in(markup: str) -> str:
    """The code that the page gives itself: that of <html> first."""
    own = [value for name, value in _named(markup) if name == "html lang"]
    named = [value for name, value in _named(markup) if name in _LANGUAGES]
    return next(filter(None, map(_code, [*own, *named, *_IN_FACTS["inLanguage"].findall(markup)])), "")


def parties_in(markup: str) -> tuple[PageFacts, str]:
    """Who published and who wrote it, and where it stands, by the page's own words; and the portal that it stands in."""
    named = _named(markup)
    linked = linked_in(markup)

    def first(*names: str) -> str:
        return next((value.strip() for name in names for each, value in named if each == name), "")

    portal = first(_PORTAL).partition("|")
    outlet = first(_FROM) or (portal[0].strip() if portal[2] else "") or linked.outlet or first(*_SITES)
    byline = linked.byline or "; ".join(value for name, value in named if name in _AUTHORS)
    url = linked.url or first(*_ADDRESSES)
    return PageFacts(outlet=" ".join(outlet.split()), byline=byline, url=url), portal[2].strip()


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


def _code(value: str) -> str:
    code = value.strip().replace("_", "-").partition(".")[0]
    return code if _CODE.fullmatch(code) and len(code) <= 10 else ""
