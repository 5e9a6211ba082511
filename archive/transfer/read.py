"""From files to records. Every problem names its file and place and says what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from archive.text import read_article, sha256
from archive.transfer.lines import MANIFEST, read_lines
from archive.transfer.records import Article, Bundle, Country, Quote
from archive.transfer.staging import named

T = TypeVar("T")

BUNDLE_FILE = "archive.json"


class UnreadableError(ValueError):
    """The file cannot be imported; the message says where and why."""


class Articles:
    """Those of a bundle, with their texts in `text`: read anew each time that they are asked for, one in memory at a time."""

    def __init__(self, count: int, read: Callable[[], Iterator[Article]]) -> None:
        self._count, self._read = count, read

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Article]:
        return self._read()

    def each(self, change: Callable[[Article], Article]) -> "Articles":
        return Articles(self._count, lambda: map(change, self))


class _Unread(Bundle, frozen=True, kw_only=True):
    articles: list[msgspec.Raw] = []  # type: ignore[assignment]


def read_bundle(path: Path) -> Bundle:
    """The records of a bundle (a directory, or its JSON file); its `articles` are `Articles`, and may raise what this does."""
    if (path / MANIFEST).is_file():
        return _exported(path)
    file = path / BUNDLE_FILE if path.is_dir() else path
    bundle = _decode(file, _Unread)
    countries = file.parent / "countries.json"
    if countries.is_file():
        bundle = msgspec.structs.replace(
            bundle, countries=[*_decode(countries, list[Country]), *bundle.countries]
        )
    unread = bundle.articles
    articles = Articles(len(unread), lambda: (_article(raw, file) for raw in unread))
    return msgspec.structs.replace(bundle, articles=articles)


def _article(raw: msgspec.Raw, file: Path) -> Article:
    try:
        return _with_text(msgspec.json.decode(raw, type=Article), file.parent)
    except msgspec.ValidationError as error:
        raise _incorrect(file, error) from None


def _exported(directory: Path) -> Bundle:
    try:
        bundle, count, read = read_lines(directory)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise UnreadableError(f"{directory}: {error}") from None

    def articles() -> Iterator[Article]:
        try:
            for article in read():
                yield _with_text(article, directory)
        except UnreadableError:
            raise
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise UnreadableError(f"{directory}: {error}") from None

    return msgspec.structs.replace(bundle, articles=Articles(count, articles))


def _decode(file: Path, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(file.read_bytes(), type=type_)
    except OSError as error:
        raise UnreadableError(f"{file}: {error.strerror}.") from None
    except msgspec.ValidationError as error:
        raise _incorrect(file, error) from None
    except msgspec.MsgspecError as error:
        raise UnreadableError(f"{file}: {error}") from None


def _incorrect(file: Path, error: msgspec.ValidationError) -> UnreadableError:
    wrong = list(_wrong_records(msgspec.json.decode(file.read_bytes()))) or [f"{error}"]
    return UnreadableError("\n".join([f"{file}: correct this first.", *wrong]))


def _wrong_records(bundle: Any) -> Iterator[str]:
    """What is wrong with each record, of which msgspec tells only the first."""
    lists = {f.name: get_args(f.type) for f in msgspec.structs.fields(Bundle)}
    for name, type_ in lists.items():
        found = bundle.get(name) if type_ and isinstance(bundle, dict) else None
        for number, record in enumerate(found if isinstance(found, list) else ()):
            yield from _wrong(record, type_[0], f"{name}[{number}]")


def _wrong(record: Any, type_: type[Any], row: str) -> Iterator[str]:
    quotes = record.get("quotes") if type_ is Article and isinstance(record, dict) else None
    if isinstance(quotes, list):
        for number, quote in enumerate(quotes):
            yield from _wrong(quote, Quote, f"{row}.quotes[{number}]")
        record = {**record, "quotes": []}
    try:
        msgspec.convert(record, type_)
    except msgspec.ValidationError as error:
        yield f"{named(row, record)}: {error}."


def _with_text(article: Article, directory: Path) -> Article:
    text = article.text if article.file is None else _text_beside(article, directory)
    if not text:
        raise UnreadableError(f"Article {article.ref} has neither `file` nor `text`.")
    if article.sha256 and article.sha256 != sha256(text):
        raise UnreadableError(
            f"Article {article.ref}: the text does not have the SHA-256 that the file gives for it."
        )
    return msgspec.structs.replace(article, text=text)


def _text_beside(article: Article, directory: Path) -> str:
    file = (directory / str(article.file)).resolve()
    if directory.resolve() not in file.parents:
        raise UnreadableError(f"Article {article.ref}: {article.file} is not inside {directory}.")
    try:
        return read_article(file.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{file}: {error}") from None
