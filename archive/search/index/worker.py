"""The worker: outbox rows to the index, as soon as they are committed."""

import logging
import signal
from dataclasses import replace
from pathlib import Path
from time import monotonic
from types import FrameType

from django.conf import settings
from django.db import connection

from archive.models.outbox import CHANNEL
from archive.search.contract import IndexUnavailableError
from archive.search.engines.whoosh.schema import ARTICLES, QUOTES
from archive.search.engines.whoosh.store import Marker, Store, write_marker
from archive.search.engines.whoosh.writer import writing
from archive.search.index import pending
from archive.search.index.articles import article_documents
from archive.search.index.building import OlderDatabaseError, usable
from archive.search.index.documents import documents
from archive.search.index.locks import become_the_worker, writing_alone
from archive.search.index.pending import Changes

logger = logging.getLogger(__name__)

BATCH = 1000
POLL_SECONDS = 1.0
RETRY_SECONDS = 5.0


class Worker:
    """Runs until told to stop; a lost index makes it wait, with the rows kept, until it has been built again."""

    def __init__(self) -> None:
        self.stopping = False
        self.trouble = ""

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self._wait_for_turn()
        while not self.stopping:
            if not self.step():
                self.wait(RETRY_SECONDS if self.trouble else POLL_SECONDS)

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
        try:
            count = drain()
        except IndexUnavailableError as error:
            self._report(f"Not indexing: {error}. Run `manage.py index build`.")
            return 0
        self._report("")
        return count

    def _report(self, trouble: str) -> None:
        if trouble and trouble != self.trouble:
            logger.error(trouble)
        elif self.trouble and not trouble:
            logger.info("Indexing again.")
        self.trouble = trouble

    def wait(self, seconds: float) -> None:
        """Until a change is announced, or the time is up."""
        until = monotonic() + seconds
        while not self.stopping and (left := until - monotonic()) > 0:
            for _ in connection.connection.notifies(timeout=min(left, POLL_SECONDS), stop_after=1):
                return


def drain() -> int:
    """Indexes one batch of outbox rows and removes exactly those; how many there were."""
    store = Store(settings.SEARCH_INDEX_DIR)
    with writing_alone():
        directory, marker = _usable(store)
        changes = pending.read_changes(BATCH)
        if changes.rows:
            write_marker(directory, replace(marker, seen=pending.mark()))
            _index(store, directory, changes)
            pending.remove(changes.rows)
        return len(changes.rows)


def _usable(store: Store) -> tuple[Path, Marker]:
    """Takes an index that is newer than the database out of use: later changes would make the two look alike."""
    try:
        return usable(store)
    except OlderDatabaseError:
        store.withdraw()
        raise


def _index(store: Store, directory: Path, changes: Changes) -> None:
    if changes.quotes:
        with writing(directory) as writer:
            writer.replace(changes.quotes, documents)
        store.note_changes(QUOTES, changes.quotes)
    if changes.quotes or changes.articles:
        with writing(directory, ARTICLES) as writer:
            articles = changes.articles | writer.holding("quote", changes.quotes)
            writer.replace(articles, article_documents)
        store.note_changes(ARTICLES, articles)
