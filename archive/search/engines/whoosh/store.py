"""Where the index lies: directories beside each other, a link to the one in use, and a marker in each that is whole."""

import json
import os
import pickle
import shutil
import struct
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from time import strftime
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, IndexVersionError

from archive.search.contract import IndexUnavailableError
from archive.search.engines.whoosh.arrays import CorruptFileError
from archive.search.engines.whoosh.schema import VERSION, schema

_LINK = "current"
_MARKER = "marker.json"
_JOURNAL = "changed"

# What reading a cut, changed or missing file of an index may raise; the table of contents is a pickle.
UNREADABLE = (
    CorruptFileError, EmptyIndexError, IndexVersionError, OSError, pickle.UnpicklingError, struct.error, EOFError,
    AssertionError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError,
)  # fmt: skip


def damaged(error: Exception) -> IndexUnavailableError:
    return IndexUnavailableError(f"the index is damaged: {error}")


@dataclass(frozen=True, slots=True)
class Marker:
    """Written last: an index without it was never finished, one with another epoch is of another database.

    `seen` are the number of the newest change that the index may know of, and when that was.
    """

    version: str
    epoch: str
    seen: tuple[int, str]


class Store:
    def __init__(self, home: Path) -> None:
        self.home = home
        self._link = os.fspath(home / _LINK)

    def directory(self) -> Path:
        """The index in use."""
        return self.home / self.name()

    def name(self) -> str:
        """Of its directory."""
        try:
            return os.readlink(self._link)  # noqa: PTH115 (a Path costs more than the look)
        except OSError as error:
            raise IndexUnavailableError("there is no index yet") from error

    def new_directory(self) -> Path:
        directory = self.home / f"index-{strftime('%Y%m%d-%H%M%S')}-{token_hex(4)}"
        directory.mkdir(parents=True)
        return directory

    def publish(self, directory: Path, epoch: str, seen: tuple[int, str] = (0, "-infinity")) -> None:
        """Marks a new index as whole, and puts it in the place of the old one at once."""
        write_marker(directory, Marker(VERSION, epoch, seen))
        sync(directory)
        link = self.home / f".{_LINK}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(directory.name)
        link.replace(self.home / _LINK)
        sync(self.home)

    def withdraw(self) -> None:
        """The index in use is no longer in use, for good."""
        Path(self._link).unlink()
        sync(self.home)

    def remove_others(self, kept: Path) -> None:
        for directory in self.home.glob("index-*"):
            if directory != kept:
                shutil.rmtree(directory, ignore_errors=True)

    # While an index is being built beside the one in use, the worker tells it what changed meanwhile.

    def note_changes(self, name: str, ids: Iterable[int]) -> None:
        lines = "".join(f"{changed}\n" for changed in ids)
        for directory in self.home.glob("index-*"):
            if not (directory / _MARKER).exists():
                append_synced(directory / f"{_JOURNAL}-{name}", lines)


def changed_meanwhile(directory: Path, name: str) -> set[int]:
    journal = directory / f"{_JOURNAL}-{name}"
    return set(map(int, journal.read_text().split())) if journal.exists() else set()


def read_marker(directory: Path) -> Marker:
    """Raises IndexUnavailableError for an index that was not finished or is of another version."""
    path = directory / _MARKER
    if directory.is_dir() and not path.exists():
        raise IndexUnavailableError("the index was not finished")
    marker = Marker(**json.loads(path.read_text()))
    if marker.version != VERSION:
        raise IndexUnavailableError(f"the index has version {marker.version}, the program {VERSION}")
    return marker


class ClosingStorage(FileStorage):
    """Closes what it opened: Whoosh leaves a damaged table of contents open."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._opened: list[Any] = []

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        self._opened.append(super().open_file(name, *args, **kwargs))
        return self._opened[-1]

    def close(self) -> None:
        for file in self._opened:
            if not file.is_closed:
                file.close()


def write_marker(directory: Path, marker: Marker) -> None:
    """The old one or the new one, whenever the power fails; which of them, the next sync of the directory decides."""
    path = directory / f".{_MARKER}"
    write_synced(path, json.dumps(asdict(marker)))
    path.replace(directory / _MARKER)


def contents(directory: Path, name: str) -> TOC:
    storage = ClosingStorage(str(directory))
    with closing(storage):
        return TOC.read(storage, name, schema=schema())


def generations(directory: Path, name: str, generation: int) -> tuple[str, str]:
    """The tables of contents of the next generation and of this one."""
    following, this = (TOC._filename(name, number) for number in (generation + 1, generation))
    return f"{directory}/{following}", f"{directory}/{this}"


def is_latest(following: str, this: str) -> bool:
    """Looks for the next generation first: a commit writes the one before it removes the other.

    Listing the directory, as Whoosh does, would cost a tenth of a search."""
    return not os.access(following, os.F_OK) and os.access(this, os.F_OK)


def write_synced(path: Path, text: str) -> None:
    path.write_text(text)
    sync(path)


def append_synced(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)
    sync(path)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
