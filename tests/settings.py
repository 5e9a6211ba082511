"""The real settings with a fast password hasher and throw-away directories."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ARCHIVE_ENV", "dev")
os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)

from archive.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
SEARCH_INDEX_DIR = Path(tempfile.gettempdir()) / f"statement-archive-test-index-{os.getpid()}"
