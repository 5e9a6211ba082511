"""Where the server lives: its directory, its socket's directory, and the account that owns both."""

import hashlib
import logging
import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.localpg.account import Account, LocalPgError, choose
from archive.localpg.locks import opened
from archive.localpg.options import Options

LONGEST_SOCKET_DIR = 90  # bytes; the kernel takes 107 for the whole name, "/.s.PGSQL.5432" included

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Home:
    base: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def made_by(self) -> str:
        """The major version; empty before the first start, or where it is lost."""
        version = self.data / "PG_VERSION"
        return version.read_text(errors="replace").strip() if version.is_file() else ""

    @property
    def start_lock(self) -> Path:
        return self.base / "start.lock"

    @property
    def lease(self) -> Path:
        return self.base / "lease"

    @property
    def log(self) -> Path:
        return self.base / "log"

    @property
    def socket_dir(self) -> Path:
        """Inside the base, unless the name is too long for a socket or holds libpq's separator of hosts."""
        inside = self.base / "s"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIR and "," not in str(inside):
            return inside
        digest = hashlib.sha256(os.fsencode(self.base)).hexdigest()[:12]
        return Path("/tmp") / f"statement-archive-{self.account.uid}-{digest}"  # noqa: S108


def find(options: Options) -> Home:
    """Makes nothing."""
    base = options.data_dir.resolve()
    return Home(base, choose(options.run_as, _owner(base)))


def settle(options: Options) -> Home:
    """Finds the home or makes it."""
    try:
        home = find(options)
        if not home.base.exists():
            home = _build(home, options)
        prepare(home)
    except OSError as error:
        raise LocalPgError(f"Cannot keep a database under {options.data_dir}: {error}") from error
    return home


def prepare(home: Home) -> None:
    """Directories of mode 0700 that belong to the server's account."""
    _check_ours(home)
    _make(home.base, home.account)
    if stat.S_IMODE(home.base.stat().st_mode) != 0o700:
        home.base.chmod(0o700)
    os.close(opened(home.start_lock))
    _make(home.socket_dir, home.account)
    _check_private(home.socket_dir)


def _owner(base: Path) -> int | None:
    try:
        return base.stat().st_uid
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise LocalPgError(f"{base} is closed to this account: {error}") from error


def _build(home: Home, options: Options) -> Home:
    if os.geteuid() == 0 and not home.account.reaches(_nearest_existing(home.base)):
        return _relocate(home, options)
    _make_parents(home.base)
    return home


def _nearest_existing(path: Path) -> Path:
    return next(parent for parent in path.parents if parent.exists())


def _make_parents(path: Path) -> None:
    for parent in reversed([parent for parent in path.parents if not parent.exists()]):
        parent.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            parent.chmod(0o755)


def _relocate(home: Home, options: Options) -> Home:
    """A symbolic link takes the place of the directory: it shows where the data is, and goes with the clone."""
    spare = options.system_dir / secrets.token_hex(6)
    _make_parents(spare)
    spare.mkdir(mode=0o700)
    home.account.own(spare)
    try:
        _make_parents(home.base)
        home.base.symlink_to(spare, target_is_directory=True)
    except FileExistsError:  # another process was faster
        spare.rmdir()
        return find(options)
    logger.warning("%s cannot reach %s, so the database is kept in %s.", home.account.name, home.base, spare)
    return Home(spare, home.account)


def _check_ours(home: Home) -> None:
    if not home.base.exists():
        return
    entries = list(home.base.iterdir())  # listed first: the lock is the first file that we make
    if entries and not home.start_lock.exists():
        raise LocalPgError(f"{home.base} holds other files: give the embedded PostgreSQL an empty directory.")
    if home.data.exists() and home.data.stat().st_uid != home.account.uid:
        raise LocalPgError(
            f"{home.data} does not belong to {home.account.name}, who runs its database; a copy that root made without "
            f"owners is so. Give it back: chown -R {home.account.name} {home.base}"
        )


def _make(directory: Path, account: Account) -> None:
    with suppress(FileExistsError):
        directory.mkdir(mode=0o700)
    owner = directory.lstat().st_uid
    if owner == os.geteuid() == 0:
        account.own(directory)
    elif owner != account.uid:
        raise LocalPgError(f"{directory} does not belong to {account.name}: remove it.")


def _check_private(directory: Path) -> None:
    """One that others could write to may hold a socket of theirs: in /tmp anyone can be there first."""
    if stat.S_IFMT(mode := directory.lstat().st_mode) != stat.S_IFDIR or stat.S_IMODE(mode) != 0o700:
        raise LocalPgError(f"{directory} is open to other accounts: remove it.")
