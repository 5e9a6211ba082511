from typing import Any

from django.core.management.base import BaseCommand

from archive.search.worker import Worker


class Command(BaseCommand):
    help = (
        "Keeps the search index up to date until it is stopped (Ctrl-C or SIGTERM). Run one of it beside the web "
        "process; a second one waits until the first has ended. Changes made while none runs are kept and caught up."
    )

    def handle(self, **options: Any) -> None:
        Worker().run()
