import logging
from time import sleep
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import InterfaceError, InternalError, OperationalError, connection

from archive.editing.record.proposing import seek_some
from archive.search.index.worker import Worker as IndexWorker
from archive.transfer.jobs import run_next

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2
# A database that takes no changes is an internal error. Waiting for announcements goes past Django, which wraps
# psycopg's errors everywhere else.
LOST = (OperationalError, InterfaceError, InternalError, psycopg.OperationalError)


class Worker(IndexWorker):
    """Imports too; after each of their articles the index catches up. What is new is then held against the record."""

    def __init__(self) -> None:
        super().__init__()
        self._to_seek = True

    def step(self) -> int:
        count = int(run_next(super().step)) or super().step()
        self._to_seek = self._to_seek or bool(count)
        if count or self.trouble or not self._to_seek:
            return count
        found = seek_some()
        self._to_seek = bool(found)
        return found


class Command(BaseCommand):
    help = (
        "Runs imports, keeps the search index up to date, and proposes which passages of transcripts quotes are, until it is stopped (Ctrl-C or SIGTERM). Run one of it beside the web "
        "process; a second one waits until the first has ended. Changes made while none runs are kept and caught up."
    )

    def handle(self, **options: Any) -> None:
        worker = Worker()
        while not worker.stopping:
            try:
                worker.run()
            except LOST as error:
                logger.warning("The database is away or takes no changes, trying again: %s", error)
                connection.close()
                sleep(RETRY_SECONDS)
