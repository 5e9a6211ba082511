"""Pages that were saved with all that belongs to them (MHTML, WARC, WACZ, SingleFile): the page itself, its address and
the moment of the capture. Read within limits, whatever the file claims; nothing is fetched or unpacked to the disk."""

import datetime as dt
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

LARGEST_PAGE = 20 * 1024 * 1024
CHUNK, LINES = 64 * 1024, 500_000
UNPACKED, RECORDS, MEMBERS = 64 * 1024 * 1024, 2_000, 2_000
DASHED = 10_000  # lines of an MHTML that begin as the border of a part does
UNPACKABLE = {"", "identity", "gzip", "x-gzip", "deflate"}  # others would be read as letters
SAVE_AGAIN = "Open the page in a browser and save it as “HTML only”, or paste its text."
Captured = tuple[bytes, str, dt.datetime | None]  # the page, its address, the moment
SINGLE_FILE = re.compile(
    rb"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*(?P<date>[^\r\n]{10,80}?)\s*(?:\(|\r|\n|-->)"
)


def captured(data: bytes) -> Captured | None:
    """None for what is no capture; raises ValueError, with what to do, for one that holds no page."""
    start = data[:4000]
    if start.startswith((b"WARC/", b"\x1f\x8b")):
        return of_warc(data)
    if start.startswith(b"PK\x03\x04"):
        return of_wacz(data)
    if re.search(rb"^Content-Type:\s*multipart/related", start, re.IGNORECASE | re.MULTILINE):
        return of_mhtml(data)
    if match := SINGLE_FILE.search(start):
        saved = moment(match["date"].decode("ascii", "replace"), as_browsers_write)
        return data, match["url"].decode("utf-8", "replace"), saved
    return None


def of_mhtml(data: bytes) -> Captured:
    if data.count(b"\n--") > DASHED or data.count(b"\n") + data.count(b"\r") > 2 * LINES:
        raise ValueError(f"This web archive (MHTML) has more parts or lines than a page needs. {SAVE_AGAIN}")
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
        page = part.get_payload(decode=True) if part else None
    except (RecursionError, ValueError, LookupError):
        page = part = None
    if not isinstance(page, bytes) or not page.strip() or part is None:
        raise ValueError(f"This web archive (MHTML) holds no page. {SAVE_AGAIN}")
    charset = part.get_content_charset()
    if charset and b"charset" not in page[:2000].lower():
        page = b'<meta charset="' + charset.encode("ascii", "replace")[:40] + b'">' + page
    url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    sent = moment(str(message.get("Date") or ""), parsedate_to_datetime)
    return page[:LARGEST_PAGE], url.strip(), sent


def of_wacz(data: bytes) -> Captured | None:
    """None for a packed file that is something else."""
    warcs: list[zipfile.ZipInfo] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()[:MEMBERS]
            warcs = [each for each in members if re.search(r"^archive/[^/]+\.warc(?:\.gz)?$", each.filename)]
            if not warcs:
                return None
            wanted = pages_of(packed, members)
            found = [page for each in warcs[:20] if (page := of_member(packed, each, wanted))]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        if not warcs:
            return None
        raise ValueError(f"This web archive (WACZ) is damaged. {SAVE_AGAIN}") from None
    if not found:
        raise ValueError(f"This web archive (WACZ) holds no page. {SAVE_AGAIN}")
    return next((each for each in found if each[1] in wanted), found[0])


def of_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, wanted: list[str]) -> Captured | None:
    with packed.open(member) as stream:
        try:
            return of_warc(stream.read(UNPACKED), wanted)
        except ValueError:
            return None


def pages_of(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> list[str]:
    """The addresses that the archive names as its pages, in its order."""
    file = next((each for each in members if each.filename == "pages/pages.jsonl"), None)
    if file is None:
        return []
    with packed.open(file) as stream:
        lines = stream.read(1024 * 1024).splitlines()
    found = []
    for line in lines[:RECORDS]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        found += [str(record["url"])] if isinstance(record, dict) and "url" in record else []
    return found


def of_warc(data: bytes, wanted: list[str] | None = None) -> Captured:
    """The page that is wanted, else the first that was answered with one."""
    first = None
    try:
        for record in records(unzipped(data) if data.startswith(b"\x1f\x8b") else data):
            page = page_in(record)
            if page and (not wanted or page[1] in wanted):
                return page
            first = first or page
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, AttributeError, gzip.BadGzipFile):
        if first is None:
            raise ValueError(f"This web archive (WARC) is damaged, or too large. {SAVE_AGAIN}") from None
    if first is None:
        raise ValueError(f"This web archive (WARC) holds no page. {SAVE_AGAIN}")
    return first


def unzipped(data: bytes) -> bytes:
    """All members one after the other, as far as there is room. One that is cut off ends it."""
    out, size, at = [], 0, 0
    unpack = zlib.decompressobj(31)
    while at < len(data):
        piece = unpack.decompress(data[at : at + CHUNK], UNPACKED - size + 1)
        size += len(piece)
        if size > UNPACKED:
            raise ValueError("too large")
        out.append(piece)
        at += min(CHUNK, len(data) - at) - len(unpack.unused_data)
        if unpack.eof:
            unpack = zlib.decompressobj(31)
    return b"".join(out)


def records(data: bytes) -> Iterator[Any]:
    """The library reads line by line: neither a line without an end nor millions of them make a record."""
    at = 0
    while at + LARGEST_PAGE < len(data):
        at = data.rfind(b"\n", at, at + LARGEST_PAGE) + 1
        if not at:
            raise ValueError("a line without an end")
    if data.count(b"\n") > LINES:
        raise ValueError("too many lines")
    for number, record in enumerate(ArchiveIterator(io.BytesIO(data))):
        if number >= RECORDS:
            raise ValueError("too many records")
        yield record


def page_in(record: Any) -> Captured | None:
    headers, http = record.rec_headers, record.http_headers
    if record.rec_type not in {"response", "resource"}:
        return None
    kind = (http.get_header("Content-Type") if http else headers.get_header("Content-Type")) or ""
    if "html" not in kind.lower() or (http and http.get_statuscode() != "200"):
        return None
    if http and (http.get_header("Content-Encoding") or "").lower().strip() not in UNPACKABLE:
        return None
    page = record.content_stream().read(LARGEST_PAGE + 1)
    if len(page) > LARGEST_PAGE or not page.strip():
        return None
    at = moment(headers.get_header("WARC-Date") or "", dt.datetime.fromisoformat)
    return page, headers.get_header("WARC-Target-URI") or "", at


def moment(text: str, read: Callable[[str], dt.datetime]) -> dt.datetime | None:
    """None for what is none; a capture is of the years of the web, and not of tomorrow."""
    try:
        at = read(text.strip())
        at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
        known = dt.datetime(1990, 1, 1, tzinfo=dt.UTC) < at < dt.datetime.now(dt.UTC) + dt.timedelta(1)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if known else None


def as_browsers_write(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%a %b %d %Y %H:%M:%S GMT%z")
