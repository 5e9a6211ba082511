"""The worker as a process of its own on the test database: `python -m tests.search.drill_worker NAME INDEX`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(name: str, index_dir: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from archive.search.index.worker import Worker

    connection.settings_dict["NAME"] = name
    settings.SEARCH_INDEX_DIR = Path(index_dir)
    Worker().run()


if __name__ == "__main__":
    main(*sys.argv[1:])
