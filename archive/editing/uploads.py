"""A raw article from a file: its text as it came, and what text and page suggest about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from trafilatura import bare_extraction
from trafilatura.settings import Document

from archive.editing.body import union
from archive.editing.captured import captured
from archive.intake import transcripts
from archive.intake.languages.detect import language_of
from archive.intake.languages.table import languages
from archive.intake.page.chosen import all_lines, chosen
from archive.intake.page.encoding import decoded
from archive.intake.page.facts import language_in, parties_in, published_in, updated_in
from archive.intake.page.korean import changed_in, entered_in, reporters_in, without_office
from archive.intake.page.lines import boilerplate_of, lines_of
from archive.intake.page.linked import PageFacts
from archive.intake.page.markup import WebPage, read_markup
from archive.intake.page.metadata import metadata_of
from archive.intake.transcripts.akoma import START as DEBATE
from archive.intake.transcripts.akoma import read_debate
from archive.models import Article
from archive.models.articles import LANGUAGE_UNKNOWN
from archive.models.fields import is_web_address
from archive.text import check_article, read_article, removed, sha256
from archive.text.addresses import plain_address

LARGEST = 20 * 1024 * 1024
MOST_BLOCKS, MOST_MARKUP = 8_000, 2_000_000
SHORT = 3_000
PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
# A part of a page begins with an element, or has a paragraph or line break for its first.
PART = re.compile(
    rb"(?:<!--.{0,2000}?-->\s*)*<(?:p|div|article|main|section|h[1-6]|blockquote|ul|ol|dl|table|figure|header|aside|pre|center|br|hr|"
    rb"meta|link|style|script|title|span|b|i|em|strong|u|font|a|q|img)\b[^>]*>|[^<]{0,3000}<(?:p|br)\b ?/?>",
    re.IGNORECASE | re.DOTALL,
)
UTF8_BOM = b"\xef\xbb\xbf"
BOMS = b"\xef\xbb\xbf\xff\xfe"
UNSTORABLE = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
UNREADABLE = "\ufffd"
COPY_BY_HAND = "Open the page in a browser, copy the article, and paste it under “Add article”."
COPY_TEXT = "Open it, copy the text of the article, and paste it under “Add article”."
# However it is named: of the files that hold rows only the pages for these say what is wrong in one.
TABLE = re.compile(r"\.(?:xls|xlsx|xlsm|xlsb|ods|csv|tsv|jsonl|ndjson)\Z", re.IGNORECASE)
BRING_IN = (
    "A table of quotes belongs under “Imports › Bring in any table”, which says where one cannot be read; the files of "
    "this archive belong under “Imports”, or to “manage.py import”, which takes them all at once."
)
NOT_READ = [
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE | re.DOTALL), told)
    for pattern, told in (
        (rb"\A\s*\[?\s*\{\s*\"[^\"\n]{1,80}\"\s*:", f"This is data (JSON), not an article. {BRING_IN}"),
        (rb"\A\s*%PDF-|\A[^\0]{0,1000}^%PDF-\d\.\d", f"PDF files are not read. {COPY_TEXT}"),
        (
            rb"\APK\x03\x04",
            f"Word files (docx), OpenDocument and other packed files are not read. {COPY_TEXT}",
        ),
        (rb"\A\xd0\xcf\x11\xe0", f"Old Word files (doc) are not read. {COPY_TEXT}"),
        (rb"\A\s*\{\\rtf", f"RTF files are not read. {COPY_TEXT}"),
        (
            rb"\A(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|BM....\0\0|....ftyp(?:heic|heif|avif|mif1))",
            "This is a picture: its words have to be typed in.",
        ),
        (
            rb"\A(?:ID3|RIFF|OggS|fLaC|....ftyp|\x1aE\xdf\xa3)",
            "This is sound or film: what is said in it has to be written down as a text.",
        ),
        (
            rb"\A\s*WEBVTT\b|\A\s*\d+[ \t]*\r?\n\d\d?:\d\d:\d\d[,.]\d{3} +-->",
            "These are subtitles, which seldom say who speaks: write them down as a transcript, in which each turn begins with its "
            "speaker and a colon, and take out the times.",
        ),
        (rb"\A(?:7z\xbc\xaf|Rar!|%!PS|SQLite format 3)", f"This is no text and no page. {COPY_TEXT}"),
    )
]
STRUCK = "Struck-out words of the page were left out: look at the page where a correction matters."
PARTICLES = {"von", "van", "de", "der", "da", "di", "la", "le", "al", "bin", "du", "del"}
NO_NAME = re.compile(
    r"\d|@|/|\b(?:user ?name|admin|editor|staff|reporter|redaktion|desk|news|online|gmbh|inc|ltd|agency|agencies|welle|zeitung|times|"
    r"post|press|team|contributors?|correspondents?|columnists?|writers?|images?|photos?|getty|read more|unknown|anonymous|sponsored|content|january|february|march|april|june|july|august|september|october|november|december|monday|sunday)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Upload:
    text: str
    facts: PageFacts = field(default_factory=PageFacts)
    notes: tuple[str, ...] = ()
    """What an editor has to look at, because reading the page left it in doubt."""
    page: bytes = b""
    """The page as it came."""
    captured_at: datetime | None = None


def read_upload(data: bytes, name: str = "") -> Upload:
    """The text of a file; of a web page what is read of it. Raises ValueError with what to do."""
    if TABLE.search(name):
        raise ValueError(f"By its name this is a table, not an article. {BRING_IN}")
    if len(data) > LARGEST:
        raise ValueError("The file is larger than 20 MB: save the article alone, without pictures.")
    if found := captured(data):
        return of_capture(*found)
    return read_file(data)


def of_capture(page: bytes, url: str, at: datetime | None) -> Upload:
    """The page, with the address and the moment that the capture names."""
    read = read_page(page)
    facts = replace(read.facts, url=web_address(url) or read.facts.url)
    return replace(read, facts=facts, captured_at=at)


def read_file(data: bytes) -> Upload:
    start = data[:4000].lstrip(BOMS + b"\0 \t\r\n").replace(b"\0", b"")
    if start.startswith(b"<") and DEBATE.search(start):
        return Upload(check_article(read_debate(data)))
    for pattern, told in NOT_READ:
        if pattern.search(data[:4000].removeprefix(UTF8_BOM)):
            raise ValueError(told)
    if (start.startswith(b"<") and PAGE.search(start)) or PART.match(start):
        return read_page(data)
    return Upload(read_article(data.removeprefix(UTF8_BOM)))


def read_page(data: bytes) -> Upload:
    """Nothing that the page points to is fetched, and nothing in it is run."""
    try:
        markup, note = decoded(data)
        page = read_markup(markup)
    except ValueError as error:
        raise ValueError(f"{error} {COPY_BY_HAND}") from None
    document = extracted(page)
    text = article_text(page, document)
    if not text.strip():
        page = read_markup(markup, all_parts=True)
        document = extracted(page)
        text = article_text(page, document)
    if not text.strip():
        raise ValueError(f"No article was found in this page; perhaps scripts put it there. {COPY_BY_HAND}")
    if UNREADABLE in text:
        raise ValueError(
            f"Some characters of this page cannot be read in the encoding it names. {COPY_BY_HAND}"
        )
    notes = (note, STRUCK if page.struck else "")
    return Upload(check_article(text), facts_of(document, page, text), tuple(filter(None, notes)), data)


def extracted(page: WebPage) -> Document | None:
    """The library's time grows with the square of the elements: with more of them its own lines must do."""
    if page.blocks > MOST_BLOCKS or len(page.markup) > MOST_MARKUP:
        return None
    found = bare_extraction(
        page.markup,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    return found if isinstance(found, Document) else None


def article_text(page: WebPage, document: Document | None) -> str:
    found = (document.text or "") if document else ""
    title = (document.title if document else "") or page.title
    lines = [line for line in page.lines if line.main] or page.lines
    own = all_lines(lines, title)
    # Of a short page or a fragment the library finds nothing, or a part.
    short = len(own) < SHORT and len(found) < len(own) * 0.8 and len(page.lines) > 1
    nothing = not found.strip() and len(page.lines) > 1
    return own if not document or nothing or short else chosen(page.lines, found, title)


def facts_of(document: Document | None, page: WebPage, text: str) -> PageFacts:
    head = page.markup[:MOST_MARKUP]
    updated, language = updated_in(head) or changed_in(text), language_in(head)
    parties, portal = parties_in(head)
    found = document or Document()
    guess = date.fromisoformat(found.date) if found.date else None
    day = published_in(head, guess) or entered_in(text)
    named = one_line(found.title or page.title)
    outlet = one_line(parties.outlet or without_title(found.sitename or "", named))
    title = without_site(named, outlet)
    authors = (
        written_by(one_line(each), outlet, found.sitename or "", one_line(portal))
        for each in (found.author or "", parties.byline)
    )
    byline = next(filter(None, authors), "") or reporters_in(text)
    url = web_address(found.url) or web_address(parties.url)
    return PageFacts(title, day, updated, outlet[:200], byline[:300], url, language)


def one_line(text: str) -> str:
    """Linked data may hold what neither a line nor a database can."""
    return " ".join(UNSTORABLE.sub(" ", text).split())


def without_title(site: str, title: str) -> str:
    """Where no name of the site is given, the library takes the window's title for it."""
    return site.removeprefix(title).lstrip(" -–—|·:") if title and site != title else site


def without_site(title: str, outlet: str) -> str:
    """Window titles end with the name of the site, or begin with it."""
    if not outlet:
        return title
    name = re.escape(outlet)
    return re.sub(rf"(?<=\S)\s+[-–—|·:»]\s+{name}\Z|\A{name}\s+[-–—|·»]\s+(?=\S)", "", title) or title


def web_address(url: str | None) -> str:
    """Nothing but an address that the archive can keep."""
    address = plain_address((url or "").strip())
    return address if is_web_address(address) and not re.search('[<>"]', address) else ""


def written_by(author: str, *sites: str) -> str:
    """Names alone: pages give user names, dates, places and themselves for their authors."""
    names = (without_office(name.strip()) for name in re.split(r";|,| and |·", author))
    return "; ".join(dict.fromkeys(name for name in names if is_name(name, sites)))


def is_name(name: str, sites: Sequence[str]) -> bool:
    words, folded = name.split(), name.casefold()
    own = any(folded in site or site in folded for site in map(str.casefold, filter(None, sites)))
    capitals = all(word[:1].isupper() or word in PARTICLES or not word[:1].islower() for word in words)
    cjk = len(words) == 1 and len(name) <= 5 and name[:1] >= "\u1100"
    return bool((2 <= len(words) <= 4 or cjk) and capitals and not own and not NO_NAME.search(name))


def suggested(upload: Upload) -> Article:
    """Unsaved, with a title, a language, and a body without what looks like boilerplate; the rest is for an editor to check."""
    text, facts = upload.text, upload.facts
    lines = lines_of(text)
    known = metadata_of(text, lines)
    transcript = transcripts.read(text)
    titled = known.title.of(text) if known.title and not transcript else text.strip().split("\n", 1)[0]
    struck = union([(each.span.start, each.span.end) for each in boilerplate_of(lines)])
    body = [list(span) for span in removed(len(text), struck)] or [[0, len(text)]]
    return Article(
        language=language_for(text, facts.language) or LANGUAGE_UNKNOWN,
        raw_text=text,
        raw_sha256=sha256(text),
        title=(facts.title or transcript.head.title or titled)[:500],
        form=Article.Form.TRANSCRIPT if transcript else Article.Form.REPORT,
        body_spans=body,
    )


def language_for(text: str, page: str) -> str:
    """As the page says, unless the text is plainly in another: a template's language is not that of each article."""
    seen, primary = language_of(text), page.partition("-")[0].lower()
    return seen if seen and seen != primary and (not page or primary in languages()) else page
