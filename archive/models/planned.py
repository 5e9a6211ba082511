"""A cursor whose query is planned once a connection (prepared statements): planning a page's costs as much as answering it."""

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

ASKED = 5  # times that a connection asks before its plan is kept


def planned() -> CursorWrapper:
    """A log of queries would not have its text, so what is logged is planned each time."""
    if connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.connection.prepare_threshold = ASKED
    return connection._prepare_cursor(ServerBindingCursor(connection.connection))  # type: ignore[attr-defined,call-arg,no-any-return]
