"""Locks that the kernel drops with the process that holds them, however it dies."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def opened(path: Path) -> int:
    """Read-only is enough for flock, so root and the server's account can share a file whoever made it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    found = os.fstat(descriptor)
    if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != 0o644:
        os.fchmod(descriptor, 0o644)  # whatever the umask; nothing is changed on a disk that can only be read
    return descriptor


@contextmanager
def exclusive(path: Path) -> Iterator[int]:
    """Yields the descriptor: a child that inherits it keeps the lock alive until it ends, too."""
    descriptor = opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
        fcntl.flock(descriptor, fcntl.LOCK_UN)  # a child that another thread forked has the descriptor, too
    finally:
        os.close(descriptor)


class Lease:
    """Held, shared, by every process that uses the server: whoever gets it alone is the last one."""

    def __init__(self, path: Path) -> None:
        self.descriptor = opened(path)
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def become_alone(self) -> bool:
        """Whether nobody else holds it. If somebody does, our own hold is gone as well."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self.descriptor)
