"""The real settings with a fast password hasher, and with a database and an index that are thrown away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ARCHIVE_ENV", "dev")
os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)

from archive.settings import *
from archive.settings import CACHES, DATA_DIR, LOCAL_PG, RATES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# A test asks more than a reader; those of the limits set their own.
RATES |= {"api": "off", "page": "off", "export": "off", "login": "off"}
EXPORTS_AT_ONCE = 100
SEARCH_INDEX_DIR = Path(tempfile.gettempdir()) / f"statement-archive-test-index-{os.getpid()}"
# One process clears it while another looks what it holds; and what `make run` keeps is not ours to clear.
CACHES["default"]["LOCATION"] = str(DATA_DIR / f"test-cache-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")
OPENSEARCH_URLS, OPENSEARCH_SECONDS = (), 30

# A server of their own, per set of binaries: tests never touch the data of `make run`.
LOCAL_PG["OPTIONS"]["data_dir"] = DATA_DIR / (
    "test-pg-other" if LOCAL_PG["OPTIONS"]["bin_dir"] else "test-pg"
)
LOCAL_PG["OPTIONS"]["durable"] = False
