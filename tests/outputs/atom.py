"""What RFC 4287 demands of a feed, read from the document alone: each breach in words, with its section."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPACE = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;.*)?")
ONCE = {"id", "title", "updated"}
FEED = {"generator", "icon", "logo", "rights", "subtitle"}
ENTRY = {"published", "rights", "source", "summary", "content"}
SEVERAL = {"author", "category", "contributor", "link"}


def breaches(document: str) -> list[str]:
    feed = ElementTree.fromstring(document)
    entries = feed.findall(f"{SPACE}entry")
    found = [*container(feed, FEED | {"entry"}), *(b for entry in entries for b in container(entry, ENTRY))]
    if feed.tag != f"{SPACE}feed":
        found.append("4.1.1 the root is no feed")
    if feed.find(f"{SPACE}author") is None and any(e.find(f"{SPACE}author") is None for e in entries):
        found.append("4.1.1 an entry without an author in a feed without one")
    ids = Counter(entry.findtext(f"{SPACE}id") for entry in entries)
    return found + [f"4.1.1 two entries are {one}" for one, count in ids.items() if count > 1]


def container(element: Element, single: set[str]) -> Iterator[str]:
    counts = Counter(child.tag.removeprefix(SPACE) for child in element)
    yield from (f"4.1 {name} stands {counts[name]} times" for name in ONCE if counts[name] != 1)
    yield from (f"4.1 {name} stands twice" for name in single - {"entry"} if counts[name] > 1)
    yield from (f"4.1 unknown: {name}" for name in counts.keys() - ONCE - single - SEVERAL)
    yield from links(element)
    for child in element:
        yield from CHECKS.get(child.tag.removeprefix(SPACE), nothing)(child)


def links(element: Element) -> Iterator[str]:
    found = element.findall(f"{SPACE}link")
    kinds = Counter(
        (one.get("rel", "alternate"), one.get("type"), one.get("hreflang"))
        for one in found
        if one.get("rel", "alternate") == "alternate"
    )
    yield from (f"4.1 two links alike: {kind}" for kind, count in kinds.items() if count > 1)
    if element.tag == f"{SPACE}entry" and not kinds and element.find(f"{SPACE}content") is None:
        yield "4.1.2 an entry without content and without an alternate link"
    if element.tag == f"{SPACE}feed" and not any(one.get("rel") == "self" for one in found):
        yield "4.1.1 a feed without a link to itself"


def nothing(element: Element) -> Iterator[str]:
    yield from ()


def text(element: Element) -> Iterator[str]:
    if element.get("type", "text") not in ("text", "html"):
        yield f"3.1.1 a text of the type {element.get('type')}"
    if len(element):
        yield f"3.1.1 elements in the {element.tag}"


def moment(element: Element) -> Iterator[str]:
    if not MOMENT.fullmatch(element.text or ""):
        yield f"3.3 no date: {element.text}"


def person(element: Element) -> Iterator[str]:
    counts = Counter(child.tag.removeprefix(SPACE) for child in element)
    if (
        counts["name"] != 1
        or counts["uri"] > 1
        or counts["email"] > 1
        or counts.keys() - {"name", "uri", "email"}
    ):
        yield f"3.2 a person of {dict(counts)}"


def iri(element: Element) -> Iterator[str]:
    if not urlsplit(element.text or "").scheme or re.search(r"\s", element.text or ""):
        yield f"4.2.6 no absolute IRI: {element.text}"


def link(element: Element) -> Iterator[str]:
    if not element.get("href"):
        yield "4.2.7 a link to nowhere"
    if not MEDIA_TYPE.fullmatch(element.get("type", "a/b")):
        yield f"4.2.7 no media type: {element.get('type')}"


def category(element: Element) -> Iterator[str]:
    if not element.get("term"):
        yield "4.2.2 a category without a term"


CHECKS = {
    **dict.fromkeys(("title", "subtitle", "summary", "rights"), text),
    **dict.fromkeys(("updated", "published"), moment),
    **dict.fromkeys(("author", "contributor"), person),
    "id": iri,
    "link": link,
    "category": category,
}
