"""Where the index lies: directories beside each other, a link to the one in use, and a marker in each that is whole."""

import logging
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex
from time import strftime

from archive.search.contract import IndexUnavailableError, Marker, NewerIndexError, is_newer
from archive.search.engines.whoosh.arrays import CorruptFileError
from archive.search.engines.whoosh.schema import VERSION
from archive.search.engines.whoosh.sealed import read_sealed, write_sealed

logger = logging.getLogger(__name__)

_LINK = "current"
_MARKER = "marker.json"
_JOURNAL = "changed"


def damaged(error: Exception) -> IndexUnavailableError:
    """Whatever reading the files raised: no list of errors would name all that chance can write into a file."""
    if isinstance(error, IndexUnavailableError):
        return error
    if not isinstance(error, CorruptFileError | OSError):
        logger.warning("Reading the index failed", exc_info=error)
    return IndexUnavailableError(f"the index is damaged: {error or type(error).__name__}")


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
        except FileNotFoundError as error:
            raise IndexUnavailableError("there is no index yet") from error
        except OSError as error:
            raise damaged(error) from error

    def new_directory(self) -> Path:
        directory = self.home / f"index-{strftime('%Y%m%d-%H%M%S')}-{token_hex(4)}"
        directory.mkdir(parents=True)
        return directory

    def publish(self, directory: Path, epoch: str, seen: int = 0) -> None:
        """Marks a new index as whole, and puts it in the place of the old one at once."""
        write_marker(directory, Marker(VERSION, epoch, seen))
        sync(directory)
        link = self.home / f".{_LINK}-new"
        link.unlink(missing_ok=True)
        link.symlink_to(directory.name)
        if (current := self.home / _LINK).is_dir() and not current.is_symlink():
            shutil.rmtree(
                current
            )  # a copy of an index by other means: nothing can be renamed over a directory
        link.replace(current)
        sync(self.home)

    def withdraw(self) -> None:
        """The index in use is no longer in use, for good."""
        Path(self._link).unlink()
        sync(self.home)

    def remove_others(self, kept: Path) -> None:
        for directory in self.home.glob("index-*"):
            if directory != kept:
                shutil.rmtree(directory, ignore_errors=True)

    def discard(self, directory: Path) -> None:
        """A build that failed: unless it took its place after all, it may be what fills the disk."""
        if not (self.home / _LINK).is_symlink() or self.name() != directory.name:
            shutil.rmtree(directory, ignore_errors=True)

    def remove_unfinished(self) -> None:
        """What builds left behind that were killed."""
        for directory in self.home.glob("index-*"):
            if not (directory / _MARKER).exists():
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
    """Raises IndexUnavailableError for an index that was not finished, is damaged or of another version."""
    path = directory / _MARKER
    try:
        if directory.is_dir() and not path.exists():
            raise IndexUnavailableError("the index was not finished")
        marker = Marker(**read_sealed(path))
    except Exception as error:
        raise damaged(error) from error
    if marker.version != VERSION:
        kind = NewerIndexError if is_newer(marker.version, VERSION) else IndexUnavailableError
        raise kind(f"the index has version {marker.version}, the program {VERSION}")
    return marker


def write_marker(directory: Path, marker: Marker) -> None:
    write_sealed(directory / _MARKER, asdict(marker))


def is_latest(following: str, this: str) -> bool:
    """Looks for the next generation first: a commit writes the one before it removes the other.

    Listing the directory, as Whoosh does, would cost a tenth of a search."""
    return not os.access(following, os.F_OK) and os.access(this, os.F_OK)


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
