import logging
from collections.abc import Iterable
from time import monotonic, sleep
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import InterfaceError, InternalError, OperationalError, connection

from archive.editing.proposals.store import run_waiting
from archive.editing.record.proposing import seek_some
from archive.outputs.share import pictures
from archive.outputs.share.mail.compose import compose, forget
from archive.outputs.share.mail.send import send
from archive.search.contract import RestingError
from archive.search.index.worker import Worker as IndexWorker
from archive.transfer.jobs import run_next

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2
COMPOSE_SECONDS = 20
# A database that takes no changes is an internal error. Waiting for announcements goes past Django, which wraps
# psycopg's errors everywhere else.
LOST = (OperationalError, InterfaceError, InternalError, psycopg.OperationalError)


class Worker(IndexWorker):
    """Imports, long texts and mails too; after each article of an import, and between mails, the index catches up.

    What is new is held against the record when nothing else is left to do; before that, what answers while the index is lost is filled.
    """

    def step(self) -> int:
        count = int(run_next(super().step)) or super().step()
        self._to_seek = self._to_seek or bool(count)
        return count

    def took(self, quotes: Iterable[int]) -> None:
        pictures.forget(quotes)

    def rest(self) -> int:
        return self._read() or self._mail() or super().rest() or self._seek()

    def _read(self) -> int:
        count = run_waiting()
        self._to_seek = self._to_seek or bool(count)
        return count

    def _seek(self) -> int:
        if self.trouble or not self._to_seek:
            return 0
        try:
            found = seek_some()
        except RestingError:
            return 0  # tried again when the index is there
        self._to_seek = bool(found)
        return found

    def _mail(self) -> int:
        """New mails are looked for at times, those that are due are sent at once."""
        if monotonic() > self._compose_at:
            self._compose_at = monotonic() + COMPOSE_SECONDS
            forget()
            while compose() and not self.stopping:
                super().step()
        return send()

    _compose_at = 0.0
    _to_seek = True


class Command(BaseCommand):
    help = (
        "Runs imports, keeps the search index up to date, sends mails, and proposes which passages of transcripts quotes "
        "are, until it is stopped (Ctrl-C or SIGTERM). Run one of it beside the web "
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
