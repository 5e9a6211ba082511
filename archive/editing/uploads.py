"""A raw article from a file: its text as it came, and what the text itself suggests about it."""

from archive.editing.body import union
from archive.intake.lines import boilerplate_of, lines_of
from archive.intake.metadata import metadata_of
from archive.models import Article
from archive.text import check_article, read_article, removed, sha256

MARKUP = (b"<!doctype html", b"<html")


def read_upload(data: bytes) -> str:
    """The text of a file; of HTML what is read of it. Raises ValueError with what to do."""
    if data.lstrip()[:200].lower().startswith(MARKUP):
        return check_article(text_of_html(data))
    return read_article(data)


def text_of_html(data: bytes) -> str:
    """The readable text of a page that was saved; nothing is fetched."""
    try:
        from trafilatura import extract
    except ImportError:
        raise ValueError(
            "HTML needs the package trafilatura, which is not installed: save the text alone."
        ) from None
    text = extract(data, include_comments=False, favor_recall=True)
    if not text:
        raise ValueError("No text was found in this page: save the text alone and try again.")
    return str(text)


def suggested(text: str) -> Article:
    """An unsaved article with a title, and a body without what looks like boilerplate: for the editor to check."""
    lines = lines_of(text)
    title = metadata_of(text, lines).title
    first = title.of(text) if title else text.strip().split("\n", 1)[0]
    struck = union([(each.span.start, each.span.end) for each in boilerplate_of(lines)])
    body = [list(span) for span in removed(len(text), struck)] or [[0, len(text)]]
    return Article(raw_text=text, raw_sha256=sha256(text), title=first[:500], body_spans=body)
