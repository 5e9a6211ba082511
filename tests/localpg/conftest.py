"""Real servers, each in a directory of its own; a client is a process of its own, under the account of the test."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from archive.localpg.account import Account
from archive.localpg.binaries import installed
from archive.localpg.options import Options

ROOT = Path(__file__).resolve().parents[2]
AM_ROOT = os.geteuid() == 0
ORDINARY = pwd.getpwnam("nobody") if AM_ROOT else pwd.getpwuid(os.geteuid())
MEMORY = Path("/dev/shm")  # making a database there takes half the time


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
    return found


@dataclass(frozen=True)
class Clients:
    """Starts clients of one data directory."""

    data_dir: Path
    account: pwd.struct_passwd = field(default_factory=lambda: pwd.getpwuid(os.geteuid()))
    options: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def having(self, **options) -> "Clients":
        return replace(self, options={**self.options, **options})

    def start(self) -> subprocess.Popen[str]:
        options = json.dumps({"data_dir": self.data_dir, "durable": False, **self.options}, default=str)
        command = [
            *(sys.executable, "-W", "error", "-m", "tests.localpg.client"),
            *(options, self.account.pw_name),
        ]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def hold(self) -> subprocess.Popen[str]:
        """A client that has its server, and keeps it until it is told or killed."""
        process = self.start()
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    def ask(self, *statements: str) -> list[str]:
        process = self.start()
        answers, errors = process.communicate("".join(f"{each}\n" for each in statements))
        assert process.returncode == 0, errors
        return answers.splitlines()[1:]

    def fail(self) -> str:
        process = self.start()
        _, errors = process.communicate("")
        assert process.returncode, "the server started"
        return errors

    def clear_away(self) -> None:
        for process in self.processes:
            with process:
                process.kill()


def ask(process: subprocess.Popen[str], statement: str) -> str:
    process.stdin.write(f"{statement}\n")
    process.stdin.flush()
    return process.stdout.readline().rstrip("\n")


def postmaster(data_dir):
    """The server's process, by its pid file and its working directory."""
    try:
        pid = int((data_dir / "data" / "postmaster.pid").read_text().split("\n")[0])
        working = Path(f"/proc/{pid}/cwd").readlink()
    except (OSError, ValueError):
        return None
    return pid if working == (data_dir / "data").resolve() else None


def working_in(directory: Path) -> dict[int, str]:
    """The processes of PostgreSQL there, with their names."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(directory):
                found[int(process.name)] = (process / "comm").read_text().strip()
        except OSError:
            continue
    return {pid: name for pid, name in found.items() if name in {"postgres", "initdb"}}


def roomy(directory: Path) -> bool:
    return directory.is_dir() and shutil.disk_usage(directory).free > 1_000_000_000


def new_place() -> Path:
    """A directory that every account can enter: pytest's own are closed to the account that root drops to."""
    directory = Path(tempfile.mkdtemp(prefix="localpg-", dir=MEMORY if roomy(MEMORY) else None)).resolve()
    directory.chmod(0o755)
    os.chown(directory, ORDINARY.pw_uid, ORDINARY.pw_gid)
    return directory


def clear_away(directory: Path) -> None:
    for how in (signal.SIGQUIT, signal.SIGKILL):  # the first lets the server give back its shared memory
        for pid in working_in(directory):
            with suppress(ProcessLookupError):
                os.kill(pid, how)
        deadline = time.monotonic() + 5
        while working_in(directory) and time.monotonic() < deadline:
            time.sleep(0.02)
    shutil.rmtree(directory)


@pytest.fixture
def place():
    directory = new_place()
    yield directory
    clear_away(directory)


@pytest.fixture(scope="session")
def made():
    """A stopped database to copy, because making one takes most of a test's time."""
    directory = new_place()
    Clients(directory / "pg").ask()
    yield directory / "pg"
    clear_away(directory)


@pytest.fixture
def clients(place, made):
    """As whoever runs the tests, with a database that has been used before."""
    clients = Clients(place / "pg")
    subprocess.run(["cp", "-a", made, clients.data_dir], check=True)
    yield clients
    clients.clear_away()


@pytest.fixture(params=["root", "ordinary"])
def account(request) -> pwd.struct_passwd:
    if request.param == "root":
        if not AM_ROOT:
            pytest.skip("only root can try what root sees")
        return pwd.getpwuid(0)
    programs = installed(Options(data_dir=Path()))
    ordinary = Account(ORDINARY.pw_name, ORDINARY.pw_uid, ORDINARY.pw_gid)
    if not ordinary.reaches(programs / "postgres"):
        pytest.skip(f"{ordinary.name} cannot reach {programs}")
    return ORDINARY


@pytest.fixture
def first(place):
    """As whoever runs the tests, before there is a database."""
    clients = Clients(place / "var" / "pg")
    yield clients
    clients.clear_away()


@pytest.fixture
def newcomers(place, account):
    """As root and as an ordinary user, before there is a database."""
    clients = Clients(place / "var" / "pg", account)
    yield clients
    clients.clear_away()
