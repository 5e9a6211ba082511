"""A raw article from a file: its text as it came, and what the text itself suggests about it."""

from dataclasses import dataclass

from archive.editing.body import union
from archive.intake.lines import boilerplate_of, lines_of
from archive.intake.metadata import metadata_of
from archive.models import Article
from archive.text import check_article, read_article, removed, sha256

MARKUP = (b"<!doctype html", b"<html")


@dataclass(frozen=True)
class Suggested:
    """For the editor to check: nothing of it but title and body is stored."""

    article: Article
    published: str
    outlet: str
    agency: str


def read_upload(data: bytes) -> str:
    """The text of a file; of HTML what is read of it. Raises ValueError with what to do."""
    if data.lstrip()[:200].lower().startswith(MARKUP):
        return check_article(text_of_html(data))
    return read_article(data)


def text_of_html(data: bytes) -> str:
    """The readable text of a page that was saved; nothing is fetched."""
    try:
        from trafilatura import extract  # type: ignore[import-not-found]
    except ImportError:
        raise ValueError(
            "HTML needs the package trafilatura, which is not installed: save the text alone."
        ) from None
    text = extract(data, include_comments=False, favor_recall=True)
    if not text:
        raise ValueError("No text was found in this page: save the text alone and try again.")
    return str(text)


def suggested(text: str) -> Suggested:
    """An unsaved article with a title, and a body without what looks like boilerplate."""
    lines = lines_of(text)
    known = metadata_of(text, lines)
    title = known.title.of(text) if known.title else text.strip().split("\n", 1)[0]
    struck = union([(each.span.start, each.span.end) for each in boilerplate_of(lines)])
    body = [list(span) for span in removed(len(text), struck)] or [[0, len(text)]]
    return Suggested(
        Article(raw_text=text, raw_sha256=sha256(text), title=title[:500], body_spans=body),
        published=f"{known.published.date:%d %B %Y}" if known.published else "",
        outlet=known.outlet.value if known.outlet else "",
        agency=known.agency.value if known.agency else "",
    )
