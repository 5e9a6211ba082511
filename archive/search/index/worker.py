"""The worker: outbox rows to the index, as soon as they are committed."""

import logging
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from time import monotonic
from types import FrameType

from django.db import connection

from archive.models import Article, SearchedArticle, SearchedQuote
from archive.models.outbox import CHANNEL
from archive.reading import coverage
from archive.search.contract import (
    ARTICLES,
    QUOTES,
    Index,
    IndexAwayError,
    IndexUnavailableError,
    Marker,
    NewerIndexError,
    no_room,
)
from archive.search.engines import index_engine
from archive.search.index import pending, projection
from archive.search.index.building import READERS, StrayIndexError, examine, usable
from archive.search.index.locks import become_the_worker, writing_alone
from archive.search.index.mending import Mender
from archive.search.index.name_keeper import NameKeeper
from archive.search.index.pending import Changes
from archive.search.index.warmth import Warmth

logger = logging.getLogger(__name__)

BATCH = 1000
POLL_SECONDS = 1.0
# What is slow is begun when nothing was announced for so long, or at the latest after so long.
QUIET_SECONDS = 0.5
BUSY_SECONDS = 10.0
EXAMINE_SECONDS = 30.0


class Worker:
    """Runs until told to stop. It builds a lost index anew; what keeps it from that makes it wait, with the rows kept."""

    def __init__(self) -> None:
        self.stopping = False
        self.trouble = ""
        self._mender = Mender()
        self._warmth = Warmth()
        self._names = NameKeeper()
        self._filling: Iterator[int] | None = None
        self._examine_at = self._count_at = 0.0
        self._rest_by = monotonic() + BUSY_SECONDS

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self._wait_for_turn()
        self._warmth = Warmth()
        pause = QUIET_SECONDS
        while not self.stopping:
            pause = self.turn(pause)

    def turn(self, pause: float) -> float:
        """Indexes what waits; what is slow only if then nothing is announced for that long. How long to pause the next time."""
        if self.step() or (monotonic() < self._rest_by and self.wait(pause)):
            return QUIET_SECONDS
        done = self.rest()
        self._rest_by = monotonic() + BUSY_SECONDS
        return 0.0 if done else POLL_SECONDS

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        self.stopping = True

    def _wait_for_turn(self) -> None:
        if become_the_worker():
            return
        logger.warning("Another worker is running: waiting until it ends.")
        while not self.stopping and not become_the_worker():
            self.wait(POLL_SECONDS)

    def step(self) -> int:
        """How many outbox rows were indexed."""
        return self._reported(self._index)

    def _index(self) -> int:
        count = drain(self.took)
        if not count and self.trouble:
            self._examine()  # what was damaged may be so still
        return count

    def took(self, quotes: Iterable[int]) -> None:
        """What may have changed of them is in the index."""

    def rest(self) -> int:
        """A piece of what is slow and can wait for the index; 0 when there is nothing of it."""
        if not self.trouble:
            self._reported(self._examine)
        return self._count() or self._warmth.go_on() or self._names.go_on() or self.fill()

    def _reported(self, work: Callable[[], int]) -> int:
        try:
            count = work()
        except (IndexUnavailableError, OSError) as error:
            self._report(self._mend(error))
            return 0
        self._report("")
        return count

    def _mend(self, error: Exception) -> str:
        """What is still wrong."""
        if no_room(error):
            return f"Not indexing, changes are kept: {error}. Make room on the disk, or make it writable: indexing goes on by itself."
        if isinstance(error, IndexAwayError):
            return (
                f"Not indexing, changes are kept and PostgreSQL answers: {error}. Indexing goes on by itself."
            )
        if isinstance(error, NewerIndexError):
            return f"Not indexing: {error}. Restart this process, which runs an older release."
        why = self._mender.mend(error, self._go_on)
        return why and f"Not indexing, PostgreSQL answers: {error}; {why}. By hand: manage.py index build"

    def _go_on(self, count: int) -> None:
        if self.stopping:
            raise RuntimeError("the worker was told to stop")
        self._warmth.go_on()  # until it is built, readers are answered from there

    def fill(self) -> int:
        """A chunk of the rows that stand in for the index, until they are whole; how many there were."""
        if self._filling is None and not projection.is_whole():
            self._filling = projection.fill()
        count = next(self._filling, 0) if self._filling else 0
        if not count:
            self._filling = None
        return count

    def _count(self) -> int:
        """What the archive covers, at most for a tenth of the time: until then readers count for themselves."""
        if (started := monotonic()) < self._count_at or not coverage.keep():
            return 0
        self._count_at = monotonic() + 10 * (monotonic() - started)
        return 1

    def _examine(self) -> int:
        """Looks for damage, at most for a hundredth of the time."""
        if (started := monotonic()) < self._examine_at:
            return 0
        examine()
        self._examine_at = monotonic() + max(EXAMINE_SECONDS, 100 * (monotonic() - started))
        return 1

    def _report(self, trouble: str) -> None:
        if trouble and not self.trouble:
            logger.error(trouble)
        elif self.trouble and not trouble:
            logger.info("Indexing again.")
        self.trouble = trouble

    def wait(self, seconds: float) -> bool:
        """Until a change is announced, which may have been since the last time; False if the time is up."""
        until = monotonic() + seconds
        while not self.stopping:
            left = max(until - monotonic(), 0.0)
            if list(connection.connection.notifies(timeout=min(left, POLL_SECONDS), stop_after=1)):
                return True
            if not left:
                return False
        return False


def drain(took: Callable[[Iterable[int]], None] = lambda quotes: None) -> int:
    """Indexes one batch of outbox rows and removes exactly those; how many there were."""
    index, changes = index_engine(), pending.read_changes(BATCH)
    # By themselves, so that the database has both for good before the index does.
    seen = pending.leave_gap() if changes.rows else 0
    pending.will_know(changes)
    with writing_alone():
        marker = _usable(index)
        if changes.rows:
            index.mark(replace(marker, seen=seen))
            _index(index, changes, seen)
            pending.remove(changes.rows, seen)
            took(changes.quotes)
        return len(changes.rows)


def _usable(index: Index) -> Marker:
    """Takes an index out of use that knows of other changes than the database: later ones would make the two look alike."""
    try:
        return usable(index)
    except StrayIndexError:
        index.withdraw()
        raise


def _index(index: Index, changes: Changes, seen: int) -> None:
    """The rows last: readers who write them too while servers hang shall not wait for their locks."""
    articles = changes.articles
    if changes.quotes:
        index.replace(QUOTES, changes.quotes, seen, READERS[QUOTES])
        articles |= index.holding(changes.own)
    if articles:
        index.replace(ARTICLES, articles, seen, READERS[ARTICLES])
    if Article.objects.redacted().filter(pk__in=articles).exists():
        index.purge()
    projection.replace(SearchedQuote, changes.quotes)
    projection.replace(SearchedArticle, articles)
