"""The real settings on a database and a data directory of the benchmark's own."""

import os
from pathlib import Path

from archive.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]  # noqa: F405
SEARCH_INDEX_DIR = Path(os.environ["BENCH_INDEX"])
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
