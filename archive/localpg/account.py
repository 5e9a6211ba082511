"""The account that the server and its tools run as: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from psycopg import OperationalError

DEFAULT_NAMES = ("postgres", "nobody")


class LocalPgError(OperationalError):
    """The embedded PostgreSQL cannot do what was asked. The text says why, and what mends it."""


def last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-8:])


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    def run(
        self, *command: str | Path, cwd: Path = Path("/"), keep_open: Sequence[int] = (), typed: str = ""
    ) -> str:
        """The tool's output. It runs in a session of its own, so that Ctrl-C in a terminal passes it by, and
        writes to a file, because a pipe would stay open as long as the server that the tool starts."""
        with TemporaryFile() as output:
            try:
                done = subprocess.run(  # noqa: S603
                    [str(word) for word in command],
                    input=typed.encode(),
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=clean_environment(),
                    cwd=cwd,
                    pass_fds=keep_open,
                    start_new_session=True,
                    umask=0o077,
                    check=False,
                    **self._switch(),
                )
            except (OSError, subprocess.SubprocessError) as error:
                raise LocalPgError(f"Cannot run {command[0]} as {self.name}: {error}") from error
            output.seek(0)
            text = output.read().decode(errors="replace")
        if done.returncode:
            raise LocalPgError(f"{Path(command[0]).name} failed as {self.name}:\n{last_lines(text)}")
        return text

    def _switch(self) -> dict[str, Any]:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, directory: Path) -> bool:
        try:
            self.run("/bin/sh", "-c", 'test -x "$0"', directory)
        except LocalPgError:
            return False
        return True

    def own(self, directory: Path) -> None:
        if os.geteuid() == 0:
            os.chown(directory, self.uid, self.gid, follow_symlinks=False)


def clean_environment() -> dict[str, str]:
    """Without PG*, LANG, LC_* (they change what initdb makes) and without our secrets: the account may be shared."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def choose(run_as: str, owner: int | None) -> Account:
    """`owner` is the uid that has the data directory already, if any: nobody else can use it."""
    if os.geteuid() == 0 and not owner:
        return _first_known([run_as] if run_as else DEFAULT_NAMES)
    account = _by_uid(os.geteuid() if owner is None else owner)
    if os.geteuid() not in (0, account.uid):
        raise LocalPgError(
            f"The database belongs to {account.name}: run this as {account.name} or as root, "
            "or keep another database elsewhere (ARCHIVE_DATA_DIR)."
        )
    if run_as and run_as != account.name:
        raise LocalPgError(
            f"The embedded PostgreSQL cannot run as {run_as}, because {account.name} has its data directory or "
            f"this process: unset ARCHIVE_PG_USER, or give the directory to {run_as} (chown -R)."
        )
    return account


def caller() -> Account:
    return _by_uid(os.geteuid())


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise LocalPgError(
            f"PostgreSQL needs an account with a name, and uid {uid} has none: add one to /etc/passwd."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _first_known(names: Sequence[str]) -> Account:
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise LocalPgError(
        f"PostgreSQL does not run as root, and there is no other account called {' or '.join(names)}: "
        "name one in ARCHIVE_PG_USER."
    )
