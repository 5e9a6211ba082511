import random
import time

import pytest
from django.core.management import call_command

from archive.editing import redacted_list
from archive.models import Epoch, Match, Quote
from archive.operations import backup
from archive.operations.backup import BackupError
from archive.query import QuoteQuery
from archive.search import find
from archive.search.contract import IndexUnavailableError
from archive.search.index import building
from archive.search.index.worker import Worker, drain
from tests.builders import make_quote
from tests.operations.many import WORDS, make_many


@pytest.fixture
def archive(databases, tmp_path):
    quote = make_quote("Peace is near")
    turn = make_quote("Peace is near, I think", status="draft")
    sides = {"start": 1, "end": 9, "kept": 3, "words": 3, "score": 1, "state": "rejected"}
    Match.objects.create(quote=quote, turn=turn, **sides)
    return backup.back_up(tmp_path / "a.dump")


def counted():
    """Counts and checksums of the archive as it is now."""
    with backup._connected(backup.database_name()) as database:
        return backup.tables(database)


def words():
    return set(Quote.objects.published().values_list("text", flat=True))


def found():
    """The words of what a search finds, and whether PostgreSQL had to find it."""
    answer = find(QuoteQuery())
    return set(Quote.objects.filter(pk__in=answer.ids).values_list("text", flat=True)), bool(answer.notice)


def test_a_restore_brings_back_what_was_backed_up(archive, tmp_path):
    make_quote("Added afterwards")
    manifest, _, _ = backup.restore(tmp_path / "a.dump")
    assert words() == {"Peace is near"}
    match = Match.objects.select_related("quote", "turn").get()
    assert (match.quote.text, match.turn.text, match.state) == (
        "Peace is near",
        "Peace is near, I think",
        "rejected",
    )
    assert counted() == manifest.tables == archive.tables


def test_the_archive_of_before_is_kept(archive, databases, tmp_path):
    assert backup.restore(tmp_path / "a.dump")[1] in databases()


def test_a_restore_renews_the_epoch_so_that_no_old_index_answers(archive, tmp_path):
    before = Epoch.objects.get().value
    backup.restore(tmp_path / "a.dump")
    assert Epoch.objects.get().value != before


def test_the_command_builds_the_index_again(archive, tmp_path, capsys):
    call_command("restore", str(tmp_path / "a.dump"))
    assert find(QuoteQuery()).total == 1
    assert find(QuoteQuery()).notice is None


@pytest.mark.parametrize("changed_first", [False, True])
def test_an_older_database_put_back_by_hand_makes_the_newer_index_unusable(archive, tmp_path, changed_first):
    building.build()
    make_quote("Added afterwards")
    drain()
    backup._run(
        "pg_restore", "--clean", "--if-exists", f"--dbname={backup.database_name()}", str(tmp_path / "a.dump")
    )
    if changed_first:  # as often as before, so that only the gap between the numbers tells
        make_quote("Added later still")
    with pytest.raises(IndexUnavailableError, match="older"):
        drain()
    assert found() == (words(), True)
    assert Worker().step() == 0
    assert found() == (words(), False)
    assert building.check().clean


def plain_dump(tmp_path):
    file = tmp_path / "plain.sql"
    backup._run("pg_dump", "--format=plain", f"--file={file}", backup.database_name())
    return file.read_text()


@pytest.fixture
def removed_since(databases, tmp_path, settings):
    """A backup, and the removal of what is in it."""
    settings.DATA_DIR = tmp_path
    quote = make_quote("Zanzibar pears are ripe")
    backup.back_up(tmp_path / "a.dump")
    assert "Zanzibar" in plain_dump(tmp_path)
    call_command("redact", quote.article_id, reason="A court order.", yes=True)


def test_an_older_backup_does_not_bring_back_what_was_removed_since(removed_since, tmp_path, capsys):
    assert "Zanzibar" not in plain_dump(tmp_path)
    call_command("restore", str(tmp_path / "a.dump"), "--no-index")
    assert "1 texts that were removed since" in capsys.readouterr().out
    assert "Zanzibar" not in plain_dump(tmp_path)
    assert Quote.objects.get().status == "withdrawn"


def test_a_lost_list_of_removals_is_made_again_from_the_archive_of_before(removed_since, tmp_path):
    redacted_list.file().unlink()
    assert backup.restore(tmp_path / "a.dump")[2] == 1


def test_a_restore_without_any_list_says_so(archive, tmp_path, settings, capsys):
    settings.DATA_DIR = tmp_path / "another machine"
    call_command("restore", str(tmp_path / "a.dump"), "--no-index")
    assert "no list of removed texts" in capsys.readouterr().out


def test_a_damaged_list_stops_the_restore(removed_since, tmp_path):
    redacted_list.file().write_text("{")
    with pytest.raises(BackupError, match="list of removed texts"):
        backup.restore(tmp_path / "a.dump")


def test_a_damaged_file_is_refused_before_anything_happens(archive, databases, tmp_path):
    file = tmp_path / "a.dump"
    file.write_bytes(file.read_bytes()[:-1])
    before = databases()
    with pytest.raises(BackupError, match="damaged"):
        backup.restore(file)
    assert databases() == before


def test_a_restore_that_differs_does_not_take_over(archive, databases, tmp_path):
    manifest = backup.manifest_of(tmp_path / "a.dump")
    manifest.write_text(manifest.read_text().replace('"rows": 1,', '"rows": 2,', 1))
    make_quote("Added afterwards")
    before = databases()
    with pytest.raises(BackupError, match="differs"):
        backup.restore(tmp_path / "a.dump")
    assert "Added afterwards" in words()
    assert databases() == before


def test_a_backup_never_overwrites(archive, tmp_path):
    with pytest.raises(BackupError, match="exists already"):
        backup.back_up(tmp_path / "a.dump")


def test_a_backup_that_fails_leaves_no_file(databases, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "program_path", lambda program: tmp_path / "missing")
    with pytest.raises(OSError, match="missing"):
        backup.back_up(tmp_path / "a.dump")
    assert not list(tmp_path.glob("a.dump*"))


def test_a_changed_row_changes_the_checksum(archive):
    Quote.objects.update(public_note="new")
    assert counted()["archive_quote"] != archive.tables["archive_quote"]


@pytest.mark.drill
def test_kill_9_during_a_restore_leaves_the_old_archive_untouched(databases, manage, tmp_path):
    make_many(20_000)
    backup.back_up(tmp_path / "a.dump")
    make_quote("Added afterwards")
    killed = 0
    for _ in range(10):
        child = manage("restore", str(tmp_path / "a.dump"), "--no-index")
        time.sleep(random.uniform(0.5, 4))
        finished = child.poll() is not None
        child.kill()
        child.communicate()
        if finished:
            break
        killed += 1
        assert Quote.objects.filter(text="Added afterwards").exists()
    assert killed
    backup.restore(tmp_path / "a.dump")
    assert not Quote.objects.filter(text="Added afterwards").exists()


@pytest.mark.drill
def test_a_hundred_thousand_quotes_come_back_equal_within_ten_minutes(databases, tmp_path):
    make_many(100_000)
    building.build()
    searches = [QuoteQuery(q=f"{a} {b}") for a, b in zip(WORDS * 4, WORDS[3:] * 5, strict=False)][:50]
    before = [(find(query).total, find(query).ids) for query in searches]
    started = time.monotonic()
    backup.back_up(tmp_path / "a.dump")
    manifest, _, _ = backup.restore(tmp_path / "a.dump")
    building.build()
    seconds = time.monotonic() - started
    assert counted() == manifest.tables
    assert [(find(query).total, find(query).ids) for query in searches] == before
    assert seconds < 600
