"""A raw article from a file: its text as it came, and what text and page suggest about it."""

import re
from dataclasses import dataclass, field
from datetime import date

from trafilatura import bare_extraction
from trafilatura.settings import Document

from archive.editing.body import union
from archive.intake.page.lines import boilerplate_of, lines_of
from archive.intake.page.metadata import metadata_of
from archive.intake.transcripts.akoma import START as DEBATE
from archive.intake.transcripts.akoma import read_debate
from archive.models import Article
from archive.text import check_article, read_article, removed, sha256
from archive.text.days import day as in_words

LARGEST = 2 * 1024 * 1024
# What no article needs, and what reading it costs more than in proportion: marks "<", and values within one tag.
MOST_TAGS, MOST_VALUES = 40_000, 500
PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
WEB_ARCHIVE = re.compile(rb"^Content-Type: multipart/related", re.IGNORECASE | re.MULTILINE)
BOMS = b"\xef\xbb\xbf\xff\xfe"
UNREADABLE = "\ufffd"
COPY_BY_HAND = "Open the page in a browser, copy the article, and paste it under “Add article”."


@dataclass(frozen=True)
class PageFacts:
    """What a web page says of itself. It may be wrong: an editor decides."""

    title: str = ""
    published: str = ""
    outlet: str = ""
    byline: str = ""
    url: str = ""


@dataclass(frozen=True)
class Upload:
    text: str
    facts: PageFacts = field(default_factory=PageFacts)


@dataclass(frozen=True)
class Suggested:
    """For the editor to check: nothing of it but title and body is stored."""

    article: Article
    published: str
    outlet: str
    agency: str
    byline: str
    url: str


def read_upload(data: bytes) -> Upload:
    """The text of a file; of a web page what is read of it. Raises ValueError with what to do."""
    if len(data) > LARGEST:
        raise ValueError("The file is larger than 2 MB: save the article alone, without pictures.")
    start = data[:4000].lstrip(BOMS + b"\0 \t\r\n").replace(b"\0", b"")
    if start.startswith(b"<") and DEBATE.search(start):
        return Upload(check_article(read_debate(data)))
    if start.startswith(b"<") and PAGE.search(start):
        return read_page(data)
    if WEB_ARCHIVE.search(start):
        raise ValueError("This is a web archive (MHTML): save the page again, as “HTML only”.")
    return Upload(read_article(data))


def read_page(data: bytes) -> Upload:
    """Nothing that the page points to is fetched, and nothing in it is run."""
    tags = data.split(b"<")
    if len(tags) > MOST_TAGS or any(tag.partition(b">")[0].count(b"=") > MOST_VALUES for tag in tags):
        raise ValueError(f"This page is built of too many parts to be read here. {COPY_BY_HAND}")
    page = bare_extraction(
        data,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = (page.text or "") if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text.strip():
        raise ValueError(f"No article was found in this page; perhaps scripts put it there. {COPY_BY_HAND}")
    if UNREADABLE in text:
        raise ValueError(
            f"Some characters of this page cannot be read in the encoding it names. {COPY_BY_HAND}"
        )
    return Upload(check_article(text), facts_of(page))


def facts_of(page: Document) -> PageFacts:
    day = in_words(date.fromisoformat(page.date)) if page.date else ""
    return PageFacts(page.title or "", day, page.sitename or "", page.author or "", page.url or "")


def suggested(upload: Upload) -> Suggested:
    """An unsaved article with a title, and a body without what looks like boilerplate."""
    text, facts = upload.text, upload.facts
    lines = lines_of(text)
    known = metadata_of(text, lines)
    title = known.title.of(text) if known.title else facts.title or text.strip().split("\n", 1)[0]
    struck = union([(each.span.start, each.span.end) for each in boilerplate_of(lines)])
    body = [list(span) for span in removed(len(text), struck)] or [[0, len(text)]]
    return Suggested(
        Article(raw_text=text, raw_sha256=sha256(text), title=title[:500], body_spans=body),
        published=in_words(known.published.date) if known.published else facts.published,
        outlet=known.outlet.value if known.outlet else facts.outlet,
        agency=known.agency.value if known.agency else "",
        byline=facts.byline,
        url=facts.url,
    )
