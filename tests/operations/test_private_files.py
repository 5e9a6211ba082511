"""What holds drafts, notes and raw texts can be read by the account that made it alone, also while it is made."""

import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from archive import env
from archive.models import Quote
from archive.operations import backup
from archive.operations.backup import BackupError
from tests.builders import make_quote


def readable_by_others(place):
    found = [place, *place.rglob("*")]
    return [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077 and path != place]


@pytest.fixture
def open_to_all():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("words", [["backup"], ["export_all"], ["export_all", "--public"]])
def test_backups_and_exports_are_for_nobody_else(databases, open_to_all, tmp_path, words):
    make_quote("Peace is near")
    left = tmp_path / "a.partial"
    left.touch(0o644) if words == ["backup"] else left.mkdir(mode=0o755)
    call_command(*words, str(tmp_path / "a"))
    assert (tmp_path / "a").exists()
    assert readable_by_others(tmp_path) == []


def test_an_export_that_is_killed_leaves_nothing_that_others_can_read(
    databases, open_to_all, manage, tmp_path
):
    for number in range(30):
        make_quote(f"Peace number{number} is near")
    child = manage("export_all", str(tmp_path / "a"))
    while not (tmp_path / "a.partial").exists() and child.poll() is None:
        time.sleep(0.005)
    child.kill()
    child.communicate()
    assert readable_by_others(tmp_path) == []


def test_a_second_restore_at_the_same_time_is_refused_in_words(databases, tmp_path):
    make_quote("Peace is near")
    backup.back_up(tmp_path / "a.dump")
    before = databases()
    with (
        backup._restoring_alone(backup.database_name()),
        pytest.raises(BackupError, match="Another restore is running: wait"),
    ):
        backup.restore(tmp_path / "a.dump")
    assert databases() == before
    backup.restore(tmp_path / "a.dump")


@pytest.mark.drill
def test_of_restores_that_begin_at_once_one_at_a_time_works(databases, manage, tmp_path):
    make_quote("Peace is near")
    backup.back_up(tmp_path / "a.dump")
    connection.close()
    started = [manage("restore", str(tmp_path / "a.dump")) for _ in range(2)]
    told = [each.communicate()[0] for each in started]
    refused = [text for each, text in zip(started, told, strict=True) if each.returncode]
    assert len(refused) < 2
    assert all("Another restore is running: wait" in text and "Traceback" not in text for text in refused)
    assert Quote.objects.get().text == "Peace is near"


def told_by(*words: str) -> str:
    """What a command complains of, in a thread with a connection of its own."""
    try:
        call_command(*words, stdout=StringIO())
    except CommandError as error:
        return str(error)
    finally:
        connection.close()
    return ""


@pytest.mark.parametrize("words", [("backup", "a.dump"), ("export_all", "all")], ids=" ".join)
def test_of_two_that_write_to_one_place_at_once_one_is_whole_and_the_other_says_why(
    databases, open_to_all, tmp_path, words
):
    """As two restores: neither a mixture of both, nor a wall of a library's words. The umask is the process's: of two
    threads one may give back what the other set, so it is put right afterwards."""
    make_quote("Peace is near")
    command, place = words
    with ThreadPoolExecutor() as pool:
        told = [*pool.map(told_by, [command] * 2, [str(tmp_path / place)] * 2)]
    assert [bool(text) for text in sorted(told)] == [False, True], told
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []
    if command == "backup":
        backup.read_manifest(tmp_path / place)


@pytest.mark.parametrize("made_by", ["this release", "an older one"])
def test_nobody_is_signed_in_by_a_restore(databases, tmp_path, monkeypatch, made_by):
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now())
    if made_by == "an older one":
        run = backup._run
        monkeypatch.setattr(backup, "_run", lambda *words: run(*(w for w in words if "session" not in w)))
    backup.back_up(tmp_path / "a.dump")
    backup.restore(tmp_path / "a.dump")
    assert not Session.objects.exists()


def test_mails_in_files_are_for_nobody_else(settings, open_to_all, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = env.mail("", tmp_path / "mail").values()
    send_mail("Confirm", "A secret link", "archive@example.org", ["ada@example.org"])
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0
    assert readable_by_others(tmp_path / "mail") == []
    assert "A secret link" in next((tmp_path / "mail").iterdir()).read_text()
