"""Starts the server when it is needed, and stops it with the last process that uses it."""

import atexit
import logging
import os
import threading
import time

from archive.localpg import binaries, cluster
from archive.localpg.account import LocalPgError
from archive.localpg.home import Home, settle
from archive.localpg.locks import Lease, exclusive
from archive.localpg.options import Options

FRESH = 1.0  # seconds for which a server that answered is taken to be alive

logger = logging.getLogger(__name__)


class Server:
    """One for each set of options in a process, shared by its threads. A forked child makes its own."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.lease: Lease | None = None
        self._guard = threading.RLock()
        self._home: Home | None = None
        self._answered = 0.0

    def ensure(self, recheck: bool = False) -> Home:
        """Raises LocalPgError, which Django turns into its OperationalError."""
        with self._guard:
            if recheck or self._home is None or time.monotonic() - self._answered > FRESH:
                self._home = self._ensure()
                self._answered = time.monotonic()
            return self._home

    def _ensure(self) -> Home:
        home = settle(self.options)
        if self.lease is None:
            self.lease = Lease(home.lease)
        if not cluster.answers(home):
            with exclusive(home.start_lock) as lock:
                self._start(home, lock)
        return home

    def _start(self, home: Home, lock: int) -> None:
        if not home.account.reaches(home.base):
            raise LocalPgError(
                f"{home.account.name} cannot reach {home.base}: open its parents, or remove it."
            )
        programs = binaries.reachable(self.options, home.account)
        if not home.data.exists():
            cluster.initialise(home, programs, self.options, lock)
        cluster.start(home, programs, self.options)

    def release(self) -> None:
        """Stops the server if no other process uses it."""
        with self._guard:
            lease, self.lease = self.lease, None
            if lease is None:
                return
            if self._home and not self.options.keep and lease.become_alone():
                _stop(self._home, self.options)
            lease.close()


def _stop(home: Home, options: Options) -> None:
    try:
        cluster.stop(home, binaries.reachable(options, home.account))
    except LocalPgError as error:
        logger.warning("The embedded PostgreSQL did not stop: %s", error)


_servers: dict[Options, Server] = {}


def server_for(options: Options) -> Server:
    return _servers.setdefault(options, Server(options))


def _release_all() -> None:
    for server in _servers.values():
        server.release()


def _forget_all() -> None:
    """In a forked child: the leases are the parent's, and a guard may be held by a thread that is not here."""
    for server in _servers.values():
        if server.lease:
            server.lease.close()
    _servers.clear()


atexit.register(_release_all)
os.register_at_fork(after_in_child=_forget_all)
