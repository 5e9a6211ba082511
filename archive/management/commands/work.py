import logging
from time import sleep
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import InterfaceError, InternalError, OperationalError, connection

from archive.search.index.worker import Worker as IndexWorker
from archive.transfer.jobs import run_next

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2
# A database that takes no changes is an internal error. Waiting for announcements goes past Django, which wraps
# psycopg's errors everywhere else.
LOST = (OperationalError, InterfaceError, InternalError, psycopg.OperationalError)


class Worker(IndexWorker):
    """Imports too; after each of their articles the index catches up."""

    def step(self) -> int:
        return int(run_next(super().step)) or super().step()


class Command(BaseCommand):
    help = (
        "Runs imports, and keeps the search index up to date, until it is stopped (Ctrl-C or SIGTERM). Run one of it beside the web "
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
