"""Django's PostgreSQL backend, which asks a kept connection less often whether it is still one."""

import select
from time import monotonic

import psycopg
from django.db.backends.postgresql import base

TRUSTED_SECONDS = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A server that ends a connection says so, or closes it: where nothing has arrived, there is nothing to ask.

    Asking costs each request a journey to the server and back, as much as all that an unchanged page needs. What only
    vanishes is found out as before, a few seconds later.
    """

    trusted_until = 0.0

    def is_usable(self) -> bool:
        if monotonic() < self.trusted_until and is_silent(self.connection):
            return True
        usable: bool = super().is_usable()
        self.trusted_until = monotonic() + TRUSTED_SECONDS if usable else 0.0
        return usable


def is_silent(connection: psycopg.Connection | None) -> bool:
    """Whether it is open and nothing has arrived that was not asked for."""
    if connection is None or connection.closed:
        return False
    door = select.poll()
    door.register(connection.fileno(), select.POLLIN)
    return not door.poll(0)
