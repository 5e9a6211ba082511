"""Many files at once for the desk: each becomes an article that waits for its editor, none twice."""

import csv
import datetime as dt
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from archive.editing.pages import keep_page
from archive.editing.uploads import LARGEST, read_upload, suggested
from archive.models import Article, Outlet
from archive.models.days import impossible
from archive.models.fields import is_web_address
from archive.text import sha256, sort_key

READ = frozenset([".txt", ".html", ".htm", ".xml", ".akn"])
COLUMNS = frozenset(["file", "outlet", "url", "date"])


def files(source: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Of a directory all that can be read, of a manifest its rows in order, with what it tells `take` of each. Raises
    ValueError, with what to do."""
    if source.is_dir():
        found = sorted(path for path in source.rglob("*") if path.suffix.lower() in READ and path.is_file())
        yield from ((path, {}) for path in found)
    elif source.suffix.lower() == ".csv":
        yield from _manifest(source)
    elif source.is_file():
        yield source, {}
    else:
        raise ValueError(f"{source} is no file and no directory: check the path.")


def _manifest(source: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    try:
        text = source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{source} is not UTF-8: save it as “CSV UTF-8” and try again.") from None
    if "\0" in text:
        raise ValueError(f"{source} holds a NUL character: remove it and try again.")
    # Half of Europe's spreadsheets part columns by semicolons.
    first = text.partition("\n")[0]
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    names = {name.strip().lower(): name for name in rows.fieldnames or []}
    if "file" not in names:
        raise ValueError(f"{source} has no column “file”: its first row names file, outlet, url, date.")
    for row in rows:
        given = {name: (row.get(names[name]) or "").strip() for name in COLUMNS & names.keys()}
        if given["file"]:
            yield source.parent / given.pop("file"), given


def take(path: Path, outlet: str = "", url: str = "", date: str = "") -> Article | None:
    """The new article, or None where its text is in the archive already. What only an editor can say is empty.
    Raises ValueError with what to do."""
    try:
        with path.open("rb") as data:
            upload = read_upload(data.read(LARGEST + 1), path.name)
    except OSError as error:
        raise ValueError(f"It cannot be read: {error.strerror}.") from None
    if Article.objects.filter(raw_sha256=sha256(upload.text)).exists():
        return None
    article = suggested(upload)
    article.url = _address(url) or upload.facts.url
    article.published_on = _day(date)
    article.published_basis = Article.PublishedBasis.EDITOR if date else Article.PublishedBasis.UNKNOWN
    stored = _stored(article, outlet)
    if stored and upload.page:
        keep_page(stored, upload.page, upload.facts)
    return stored


def _address(text: str) -> str:
    if text and not is_web_address(text):
        raise ValueError(
            f"“{text[:60]}” is no address of a page: give it from https:// on, without a user name."
        )
    return text


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no date: write 2024-06-18.") from None
    if problem := impossible(day):
        raise ValueError(problem)
    return day


def _stored(article: Article, outlet: str) -> Article | None:
    try:
        with transaction.atomic():
            article.outlet = _outlet(outlet)
            article.save()
    except (DataError, IntegrityError):
        if Article.objects.filter(raw_sha256=article.raw_sha256).exists():
            return None  # somebody added it meanwhile
        raise ValueError("The database refuses it: check its address, its date and its outlet.") from None
    return article


def _outlet(name: str) -> Outlet | None:
    """The outlet of this name, in whatever capitals; a new one if there is none."""
    if not name:
        return None
    if not any(map(str.isalnum, name)):
        raise ValueError(f"“{name[:40]}” is no name of an outlet: write it, or leave it empty.")
    return Outlet.objects.filter(sort_key=sort_key(name)).first() or Outlet.objects.create(name=name[:200])
