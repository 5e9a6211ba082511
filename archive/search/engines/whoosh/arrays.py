"""Files that are whole or known not to be.

Of each segment one of named arrays: written once, memory-mapped by every reader. Layout: magic, the arrays (each at a
multiple of 64 bytes), a JSON directory of them, its offset, its length, magic.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MAGIC = b"ARCHIVE1"
_ALIGNMENT = 64
_TAIL = struct.Struct("<QQ8s")
# A file up to this size is read into memory: a mapped one that is cut short ends the process that looks at it.
_MAPPED_FROM = 4_000_000
_PIECE = 1 << 23


class CorruptFileError(Exception):
    pass


def write_arrays(file: BinaryIO, arrays: Iterable[tuple[str, Array]]) -> int:
    """The checksum of the directory, which holds those of the arrays: it tells this file from every other.

    Each is let go before the next one is made."""
    file.write(MAGIC)
    at = len(MAGIC)
    directory: dict[str, tuple[str, int, int, int]] = {}
    for name, array in arrays:
        file.write(b"\0" * (-at % _ALIGNMENT))
        at += -at % _ALIGNMENT
        data = np.ascontiguousarray(array).data.cast("B") if array.size else memoryview(b"")
        file.write(data)
        directory[name] = (array.dtype.str, at, array.size, zlib.crc32(data))
        at += data.nbytes
        del array, data
    listing = json.dumps(directory).encode()
    file.write(listing + _TAIL.pack(at, len(listing), MAGIC))
    return zlib.crc32(listing)


class ArrayFile:
    """Read-only views into the file; they stay valid when the file is deleted. `seal` is its directory's checksum."""

    seal: int

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            large = os.fstat(file.fileno()).st_size >= _MAPPED_FROM
            self._map: bytes | mmap.mmap = (
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if large else file.read()
            )
        self._directory = self._read_directory(path)
        self._views: dict[str, Array] = {}

    def __len__(self) -> int:
        """Bytes."""
        return len(self._map)

    def _read_directory(self, path: Path) -> dict[str, tuple[str, int, int, int]]:
        size = len(self._map)
        try:
            at, length, magic = _TAIL.unpack(self._map[size - _TAIL.size :])
            if magic != MAGIC or self._map[: len(MAGIC)] != MAGIC or at + length + _TAIL.size != size:
                raise CorruptFileError(f"{path.name} is damaged or cut short")
            listing = self._map[at : at + length]
            self.seal = zlib.crc32(listing)
            return dict(json.loads(listing))
        except (struct.error, ValueError) as error:
            raise CorruptFileError(f"{path.name} is damaged or cut short") from error

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> Array:
        view = self._views.get(name)
        if view is None:
            dtype, at, count, _ = self._directory[name]
            view = self._views[name] = np.frombuffer(self._map, np.dtype(dtype), count, at)
        return view

    def damaged(self) -> list[str]:
        """The arrays whose bytes are not those that were written."""
        return [name for name in self._directory if not self.sound(name)]

    def sound(self, name: str) -> bool:
        dtype, at, count, crc = self._directory[name]
        end, seen = at + np.dtype(dtype).itemsize * count, 0
        with memoryview(self._map) as view:
            for start in range(at, end, _PIECE):
                seen = zlib.crc32(view[start : min(start + _PIECE, end)], seen)
                self._let_go(start)
        return seen == crc

    def _let_go(self, start: int) -> None:
        """What was only looked through stays in the system's memory, and is not counted as this process's."""
        if isinstance(self._map, mmap.mmap):
            first = start - start % mmap.PAGESIZE
            self._map.madvise(mmap.MADV_DONTNEED, first, min(_PIECE, len(self._map) - first))


def pack_text(parts: list[str]) -> Array:
    """Strings without line breaks as one array; `unpack_text` gives them back."""
    return np.frombuffer("\n".join(parts).encode(), np.uint8)


def unpack_text(array: Array) -> list[str]:
    return array.tobytes().decode().split("\n") if array.size else []


def grouped(keys: Array, groups: int) -> tuple[Array, Array]:
    """A stable order of the items by key, and where each group starts in it (one entry more than groups).

    The order of equal keys is kept by sorting keys and places as one number, which numpy sorts fastest.
    """
    starts = np.zeros(groups + 1, np.uint32)
    np.cumsum(np.bincount(keys, minlength=groups), out=starts[1:])
    both = keys.astype(np.uint64)
    both <<= np.uint64(32)
    both |= np.arange(len(keys), dtype=np.uint32)
    both.sort()
    return both.astype(np.uint32), starts


def spread(starts: Array, ends: Array) -> Array:
    """The indexes start … end - 1 of every pair, one after another; of 32 bits, which may pass zero on the way."""
    counts = ends - starts
    found = np.repeat(ends - np.cumsum(counts, dtype=np.uint32), counts)
    found += np.arange(len(found), dtype=np.uint32)
    return found


def write_sealed(path: Path, value: Any) -> None:
    """A small file: a checksum on the first line, JSON on the second. It has the old content or the new one, whenever the
    power fails; which of them, the next sync of the directory decides."""
    body = json.dumps(value)
    partial = path.with_name(f".{path.name}")
    with partial.open("w") as file:
        file.write(f"{zlib.crc32(body.encode())}\n{body}\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_sealed(path: Path) -> Any:
    seal, _, body = path.read_bytes().partition(b"\n")
    if seal != str(zlib.crc32(body.removesuffix(b"\n"))).encode():
        raise CorruptFileError(f"{path.name} is damaged or cut short")
    return json.loads(body)
