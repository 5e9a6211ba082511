"""Django's side: connections start the server, and nothing else does."""

import os
import signal
import subprocess
import sys
from unittest.mock import Mock

import psycopg
import pytest
from django.db import OperationalError, connections
from django.db.backends.postgresql import base
from django.db.utils import ConnectionHandler

from archive.localpg.options import Options
from archive.localpg.server import server_for
from tests.localpg.conftest import ROOT, postmaster, wait_for, working_in


@pytest.fixture
def connect(clients, django_db_blocker, monkeypatch):
    """Makes Django's connection to the test's own database; OPTIONS and other settings may be added."""

    def make(options=None, **settings):
        options = {"data_dir": str(clients.data_dir), "durable": False, **(options or {})}
        settings = {"ENGINE": "archive.localpg", "NAME": "archive", "OPTIONS": options, **settings}
        complete = ConnectionHandler({"default": {}, "embedded": settings}).settings["embedded"]
        monkeypatch.setitem(connections.settings, "embedded", complete)  # Django's signals look it up
        return connections["embedded"]

    with django_db_blocker.unblock():
        yield make
    connection = connections["embedded"]
    connection.close_pool()
    connection.close()
    del connections["embedded"]
    server_for(Options.read(connection.settings_dict["OPTIONS"])).release()


def first_value(connection, statement="SELECT current_user"):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_connection_object_starts_nothing(clients, connect):
    assert connect().vendor == "postgresql"
    assert postmaster(clients.data_dir) is None


def test_a_query_starts_the_server(clients, connect):
    assert first_value(connect()) == "archive"
    assert postmaster(clients.data_dir)


def test_a_pool_starts_the_server(connect):
    assert first_value(connect({"pool": {"min_size": 1, "max_size": 2}})) == "archive"


def test_a_connection_is_made_anew_when_the_server_has_died(clients, connect):
    connection = connect(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    assert first_value(connection) == "archive"
    os.kill(postmaster(clients.data_dir), signal.SIGKILL)
    wait_for(lambda: not working_in(clients.data_dir))
    connection.close_if_unusable_or_obsolete()
    assert first_value(connection) == "archive"


def test_a_kept_connection_is_asked_now_and_then_and_one_that_was_ended_is_found_out(connect, monkeypatch):
    asking = Mock(side_effect=base.DatabaseWrapper.is_usable)
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda self: asking(self))
    connection = connect(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    first_value(connection)
    assert [connection.is_usable() for _ in range(3)] == [True] * 3
    assert asking.call_count == 1
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    assert not connection.is_usable()
    assert asking.call_count == 2


def test_a_test_database_is_made_and_dropped(connect):
    connection = connect()
    creation = connection.creation
    creation._create_test_db(verbosity=0, autoclobber=True)
    databases = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE NOT datistemplate"
    assert first_value(connection, databases) == "archive postgres test_archive"
    connection.close()
    creation._destroy_test_db("test_archive", verbosity=0)
    assert first_value(connection, databases) == "archive postgres"


def test_extensions_and_tables_need_no_superuser(connect):
    connection = connect()
    with connection.cursor() as cursor:
        for name in ("pg_trgm", "unaccent", "btree_gin"):
            cursor.execute(f"CREATE EXTENSION {name}")
        cursor.execute("CREATE TABLE mine (n integer)")
    assert first_value(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_a_server_that_cannot_start_is_djangos_operational_error(clients, connect):
    with (clients.data_dir / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_setting = 1\n")
    with pytest.raises(OperationalError, match="no_such_setting"):
        first_value(connect())


def manage(clients, *words, typed=""):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "ARCHIVE_DATA_DIR": str(clients.data_dir.parent),
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "SECRET_KEY": "for-tests",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
    )


def test_checking_the_project_makes_no_database(first):
    assert manage(first, "check").returncode == 0
    assert not first.data_dir.exists()


def test_dbshell_is_the_servers_own_psql(clients):
    done = manage(clients, "dbshell", "--", "-At", typed="SELECT current_user || current_database();\n")
    assert done.stdout == "archivearchive\n"
    assert postmaster(clients.data_dir) is None
