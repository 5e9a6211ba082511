"""Processes that are kept alive: one that ends is started again, and none outlives the process that started it."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from django.conf import settings

from archive.operations import bound

LONGEST_PAUSE = 60.0  # seconds; a process that lived as long has recovered
PATIENCE = 15  # seconds for its end

logger = logging.getLogger(__name__)


class EndedTooOftenError(Exception):
    pass


@dataclass
class Child:
    """`limit` is how often in a row it may end soon after its start; 0 is for ever."""

    name: str
    arguments: list[str]
    limit: int = 0
    ends: int = 0
    process: subprocess.Popen[bytes] = field(init=False)
    _started: float = 0.0
    _due: float | None = None

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches only us, and we end it."""
        words = [sys.executable, bound.__file__, str(os.getpid()), *self.arguments]
        self.process = subprocess.Popen(words, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
        self._started, self._due = monotonic(), None

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def tend(self) -> None:
        """To be called again and again. Raises EndedTooOftenError."""
        if not self.has_ended():
            return
        if self._due is None:
            self._note_end()
        elif monotonic() >= self._due:
            self.start()

    def _note_end(self) -> None:
        self.ends = 1 if monotonic() - self._started > LONGEST_PAUSE else self.ends + 1
        if self.limit and self.ends > self.limit:
            raise EndedTooOftenError(f"The {self.name} ended {self.ends} times; its messages stand above.")
        pause = min(2.0 ** (self.ends - 1), LONGEST_PAUSE)
        logger.error("The %s ended (%s). It starts again in %.0f s.", self.name, self._how(), pause)
        self._due = monotonic() + pause

    def _how(self) -> str:
        code = self.process.returncode
        return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"

    def wait(self) -> None:
        """For the end that it was told to come to."""
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def kept_alive(*children: Child) -> Iterator[None]:
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave one of them behind
        for child in children:
            child.process.terminate()
        for child in children:
            child.wait()
