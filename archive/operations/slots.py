"""How many may do something costly at once on this host: one locked file for each, freed by the system if we die."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)

FREE = -1  # a place that could not be locked because there is no disk to lock it on
PAUSE = 0.05


class Slot:
    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def free(self) -> None:
        """May be called twice."""
        descriptor, self.descriptor = self.descriptor, FREE
        if descriptor != FREE:
            os.close(descriptor)


def take(name: str, places: int) -> Slot | None:
    """One of the places, until it is freed; None when all are taken."""
    directory = Path(settings.DATA_DIR) / "slots"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for number in range(places):
            if slot := _lock(directory / f"{name}-{number}"):
                return slot
    except OSError:
        log.exception("Places for %s are not counted.", name)
        return Slot(FREE)
    return None


def _lock(file: Path) -> Slot | None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return Slot(descriptor)


@contextmanager
def turn(name: str, places: int, *, waiting: int, seconds: float) -> Iterator[bool]:
    """Whether a place became free in time. Only a few may wait: each of them holds a thread."""
    slot = take_in_turn(name, places, waiting=waiting, seconds=seconds)
    try:
        yield slot is not None
    finally:
        if slot:
            slot.free()


def take_in_turn(name: str, places: int, *, waiting: int, seconds: float, rest: float = 0.0) -> Slot | None:
    """With a rest before the work of whoever had to wait."""
    if slot := take(name, places):
        return slot
    if slot := _wait(name, places, waiting, seconds):
        time.sleep(rest)
    return slot


def _wait(name: str, places: int, waiting: int, seconds: float) -> Slot | None:
    if not (bench := take(f"{name}-waiting", waiting)):
        return None
    try:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(PAUSE)
            if slot := take(name, places):
                return slot
        return None
    finally:
        bench.free()


def giving_way(parts: Iterator[bytes], name: str, places: int) -> Iterator[bytes]:
    """Rests as long as each part took while others wait for one of the places."""
    while True:
        started = time.thread_time()
        part = next(parts, None)
        if part is None:
            return
        if bench := take(f"{name}-waiting", places):
            bench.free()
        else:
            time.sleep(time.thread_time() - started)
        yield part


class Held:
    """Parts of a streamed answer; its slot is freed when the answer ends, whoever ends it and however early."""

    def __init__(self, parts: Iterator[bytes], slot: Slot) -> None:
        self.parts, self.slot = parts, slot

    def __iter__(self) -> Iterator[bytes]:
        return self.parts

    def close(self) -> None:
        """Called by Django also when nothing was sent."""
        self.slot.free()
