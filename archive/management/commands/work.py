from typing import Any

from django.core.management.base import BaseCommand

from archive.search.worker import Worker as IndexWorker
from archive.transfer.jobs import run_next


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
        Worker().run()
