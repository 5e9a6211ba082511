"""A feed (Atom or RSS) that somebody saved: its entries become a list of articles to be read. Nothing is fetched."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from archive.editing.uploads import web_address
from archive.models import ReadingItem
from archive.text.addresses import address_key

LARGEST, MOST = 5 * 1024 * 1024, 500
_TAGS = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)  # titles hold HTML, or hold it escaped
_START = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


def is_feed(data: bytes) -> bool:
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and bool(_START.search(start)) and b"<html" not in start.lower()


def read_feed(data: bytes) -> list[ReadingItem]:
    """What it names, unsaved. Raises ValueError with what to do. Neither entities nor addresses in it are followed."""
    if len(data) > LARGEST:
        raise ValueError("The feed is larger than 5 MB: save a part of it.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    entries = [] if root is None else root.xpath("//*[local-name()='item' or local-name()='entry']")[:MOST]
    base = (
        ""
        if root is None
        else str(root.xpath("string(//*[local-name()='channel']/*[local-name()='link'][text()])"))
    )
    found: dict[str, ReadingItem] = {}
    for entry in entries:
        if item := item_of(entry, base):
            found.setdefault(address_key(item.url), item)
    if not found:
        raise ValueError("This feed names no articles: save the address of the feed itself, as Atom or RSS.")
    return list(found.values())


def item_of(entry: Any, base: str) -> ReadingItem | None:
    links = [*entry.xpath("./*[local-name()='link' and (not(@rel) or @rel='alternate')]/@href")]
    links += [text_of(entry, "link"), text_of(entry, "guid")]
    url = next(filter(None, (web_address(joined(base, link)) for link in links if link.strip())), "")
    day = next(
        filter(None, (day_of(text_of(entry, name)) for name in ("published", "pubDate", "date", "updated"))),
        None,
    )
    title = " ".join(unescape(_TAGS.sub("", text_of(entry, "title"))).split())
    return ReadingItem(url=url, title=title[:500] or url[:500], published_on=day) if url else None


def joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def text_of(entry: Any, name: str) -> str:
    return "".join(str(each) for each in entry.xpath(f"./*[local-name()='{name}'][1]//text()"))[:2000]


def day_of(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text.strip()).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def put_on_the_list(items: list[ReadingItem], user: int) -> int:
    """How many are new: an address stands there once."""
    there = set(map(address_key, ReadingItem.objects.values_list("url", flat=True)))
    fresh = [item for item in items if address_key(item.url) not in there]
    for item in fresh:
        item.by_id = user
    return len(ReadingItem.objects.bulk_create(fresh, ignore_conflicts=True))
