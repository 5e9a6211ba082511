"""Passwords are hashed in a thread that stands back: readers, in the others, go before."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import get_native_id

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# About a tenth of what another thread gets where both want the processor; all of it where none does.
NICE = 10


class Hasher(PBKDF2PasswordHasher):
    """The same hashes as Django's."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with ThreadPoolExecutor(1, initializer=stand_back) as thread:
            return thread.submit(super().encode, password, salt, iterations).result()


def stand_back() -> None:
    """On Linux a thread has a priority of its own; elsewhere it would be that of the whole process."""
    if sys.platform == "linux":
        with suppress(OSError):
            own = get_native_id()
            os.setpriority(os.PRIO_PROCESS, own, min(os.getpriority(os.PRIO_PROCESS, own) + NICE, 19))
