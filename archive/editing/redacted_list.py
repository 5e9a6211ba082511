"""The list of removed texts, by hash, kept beside the database: a restored backup does not know of later removals."""

import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings
from msgspec import Struct


class Removed(Struct, frozen=True):
    sha256: str
    reason: str
    at: str


def file() -> Path:
    return Path(settings.DATA_DIR) / "redactions.jsonl"


def entries() -> list[Removed]:
    """Raises OSError or ValueError where there is a list that cannot be read: nothing may be skipped silently."""
    if not file().exists():
        return []
    return [msgspec.json.decode(line, type=Removed) for line in file().read_bytes().splitlines() if line]


def note(sha256: str, reason: str) -> None:
    """On disk when this returns; noted once."""
    if sha256 in {entry.sha256 for entry in entries()}:
        return
    line = msgspec.json.encode(Removed(sha256, reason, datetime.now(UTC).isoformat(timespec="seconds")))
    file().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as handle:
        handle.write(line + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
