"""A process that searches in four threads until it is killed."""

import os
import threading
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(name: str, index_dir: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    from archive.query import QuoteQuery
    from archive.search import find

    connections.settings["default"]["NAME"] = name
    settings.SEARCH_INDEX_DIR = Path(index_dir)

    def read() -> None:
        while True:
            find(QuoteQuery(q="fuel"), facets=["speaker", "month"])

    for _ in range(4):
        threading.Thread(target=read).start()
