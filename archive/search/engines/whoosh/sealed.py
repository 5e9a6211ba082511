"""Small files that are whole or known not to be: a checksum on the first line, JSON on the second."""

import json
import os
import zlib
from pathlib import Path
from typing import Any

from archive.search.engines.whoosh.arrays import CorruptFileError


def write_sealed(path: Path, value: Any) -> None:
    """The old content or the new one, whenever the power fails; which of them, the next sync of the directory decides."""
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
