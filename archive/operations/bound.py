"""`bound.py PARENT ARGUMENT…`: becomes `python ARGUMENT…`, which the kernel ends when the process PARENT dies."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: str, *arguments: str) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == int(parent):  # else it died before the kernel was told
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main(*sys.argv[1:])
