import io
import logging
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from archive.operations import backup


def environment(tmp_path):
    """For a process that uses the database of the tests, whichever server that is on."""
    found = connection.get_connection_params()
    where = "&".join(
        f"{name}={quote(str(found[name]), safe='')}" for name in ("host", "port") if found.get(name)
    )
    url = f"postgresql://{found.get('user') or ''}@/{connection.settings_dict['NAME']}?{where}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "DATABASE_URL": url,
        "ARCHIVE_PG_BIN": str(backup.program_path("pg_dump").parent),
        "SEARCH_INDEX_DIR": str(tmp_path / "index"),
        # Drills ask more than a reader; those of the limits set their own.
        "PAGE_RATE": "off",
        "EXPORT_RATE": "off",
        "EXPORTS_AT_ONCE": "100",
    }


def with_static_files(variables):
    """The same, with the static files collected that pages of other profiles than that of the tests name."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput"],
        env=variables, cwd=settings.BASE_DIR, check=True, capture_output=True,
    )  # fmt: skip
    return variables


@pytest.fixture
def manage(tmp_path):
    """Starts a command of manage.py on the database of the tests, in a process of its own."""

    def start(*words):
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


@pytest.fixture
def databases(transactional_db):
    """Names of the databases beside this process's own; those that a test leaves behind are dropped."""
    own = backup.database_name()

    def names():
        with backup._connected("postgres") as database:
            found = database.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [own])
            return {name for (name,) in found}

    before = names()
    yield names
    for name in names() - before:
        backup.drop_database(name)


@pytest.fixture
def lines(settings):
    """What the site's own handler writes, with all that is slow."""
    settings.SLOW_SECONDS = 0
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream.getvalue
    handler.setStream(before)
