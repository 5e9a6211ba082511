"""However the index is damaged, readers are answered, commands say so, and the worker builds it anew."""

import errno
import json
import os
import random
import shutil
import tempfile
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Outbox, Quote
from archive.query import QuoteQuery
from archive.search import find, find_articles, status
from archive.search.engines import forget, index_engine
from archive.search.engines.whoosh.reader import write_marker
from archive.search.index import building
from archive.search.index.mending import Mender
from archive.search.index.worker import Worker, drain
from tests.builders import make_quote
from tests.search.damages import ALIKE, KINDS, files, zero_filled

pytestmark = pytest.mark.django_db
WHOOSH = "archive.search.engines.whoosh"


@pytest.fixture
def built(index_dir):
    """Several segments with a deletion, of quotes and of articles."""
    made = [make_quote(f"fuel number{n}") for n in range(3)]
    building.build()
    for text in ("grain", "steel"):
        made.append(make_quote(f"fuel {text}"))
        drain()
    made[0].delete()
    drain()
    return [quote.pk for quote in made[1:]]


def answer(q="fuel"):
    """What a process answers that looks at the files for the first time."""
    forget()
    found, articles = find(QuoteQuery(q=q)), find_articles(QuoteQuery(q=q))
    return found.ids, sorted(articles.ids), found.notice or articles.notice


def said(*words):
    """What a command printed, though it may have failed."""
    out = StringIO()
    try:
        call_command(*words, stdout=out, stderr=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def survive(kind, rng, built, home, client):
    """Readers get the right answer at once, and without PostgreSQL's help when the worker has been there."""
    articles = sorted(Quote.objects.values_list("article_id", flat=True))
    kind(home, rng)
    assert answer()[:2] == (built, articles)
    assert client.get("/readyz").status_code == 200
    assert client.get("/quotes/?q=fuel").status_code == 200
    assert said("index", "status")
    assert said("index", "check")
    worker = Worker()
    assert worker.step() == 0
    worker.rest()
    assert answer() == (built, articles, None)
    assert building.check().clean


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ALIKE], ids=lambda kind: kind.__name__
)
def test_damage_is_survived_and_mended(kind, built, index_dir, client):
    survive(kind, random.Random(kind.__name__), built, index_dir, client)


@pytest.mark.drill
@pytest.mark.parametrize("first", range(0, 800, 50))
def test_eight_hundred_damages(built, index_dir, client, first):
    for seed in range(first, first + 50):
        rng = random.Random(seed)
        survive(KINDS[seed % len(KINDS)], rng, built, index_dir, client)


def zeroed_contents(home):
    for path in files(home, (".toc",)):
        path.write_bytes(bytes(path.stat().st_size))


def test_everything_that_says_how_the_index_is_names_the_damage(built, index_dir, client):
    zeroed_contents(index_dir)
    assert "damaged" in client.get("/readyz").json()["index"]
    assert "damaged" in said("index", "status")
    assert "index build" in said("index", "check")


def test_damage_is_found_though_nothing_changes(built, index_dir):
    worker = Worker()
    worker.rest()
    zero_filled(index_dir, random.Random(1))
    worker._examine_at = 0
    worker.rest()
    assert answer()[2] is None


def test_a_fold_never_makes_damaged_bytes_look_sound(built, index_dir, monkeypatch):
    monkeypatch.setattr("archive.search.engines.whoosh.writer.MANY_SEGMENTS", 1)
    segment = files(index_dir, (".arrays",))[-1]
    data = bytearray(segment.read_bytes())
    data[64] ^= 1
    segment.write_bytes(data)
    make_quote("salt")
    worker = Worker()
    while worker.step():
        pass
    assert building.check().clean


def full(*_args):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_the_worker_waits_with_the_rows_and_comes_back(built, monkeypatch):
    quote = make_quote("fuel late")
    worker = Worker()
    with monkeypatch.context() as patch:
        patch.setattr(f"{WHOOSH}.codec.write_arrays", full)
        assert worker.step() == worker.step() == 0
        assert "Make room" in worker.trouble
        assert answer() == (built, sorted(q.article_id for q in Quote.objects.exclude(pk=quote.pk)), None)
    assert worker.step()
    assert worker.trouble == ""
    assert answer()[0] == [*built, quote.pk]


@pytest.mark.parametrize(
    "writes", [f"{WHOOSH}.reader.write_sealed", f"{WHOOSH}.codec.write_arrays", "os.fsync"]
)
def test_the_worker_waits_whatever_the_disk_refuses_wherever_it_writes(built, monkeypatch, writes):
    worker, shown = Worker(), [*built]
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):

        def refused(*_args, number=number, **_options):
            raise OSError(number, os.strerror(number))

        shown.append(make_quote("fuel late").pk)
        with monkeypatch.context() as patch:
            patch.setattr(writes, refused)
            worker.step()
            assert "Make room on the disk, or make it writable" in worker.trouble
            assert set(answer()[0]) >= {*shown[:-1]}
        worker.step()
        assert (worker.trouble, answer()[0]) == ("", shown)


def test_a_build_that_finds_no_room_leaves_nothing_and_is_tried_again(built, index_dir, monkeypatch):
    zeroed_contents(index_dir)
    worker = Worker()
    with monkeypatch.context() as patch:
        patch.setattr(f"{WHOOSH}.codec.write_arrays", full)
        worker.rest()
        assert "No space left" in worker.trouble
        assert len(list(index_dir.glob("index-*"))) == 1
    worker.step()
    assert "next try" in worker._mend(OSError("still"))
    worker._mender = Mender()
    worker.step()
    assert answer() == (built, sorted(Quote.objects.values_list("article_id", flat=True)), None)


def test_pauses_between_builds_that_fail_grow(built, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("archive.search.index.mending.monotonic", lambda: now[0])
    monkeypatch.setattr(building, "build", full)
    mender, tries = Mender(), []
    for _ in range(3600):
        if "failed" in mender.mend("it is lost", print):
            tries.append(now[0])
        now[0] += 1
    pauses = [after - before for before, after in pairwise(tries)]
    assert pauses[:3] == [5, 10, 20]
    assert max(pauses) == 600


def test_an_index_of_a_newer_program_is_left_to_it(built, index_dir):
    path = index_dir / "current" / "marker.json"
    marker = index_engine().marker()
    write_marker(path.parent, type(marker)("99.1.1", marker.epoch, marker.seen))
    worker = Worker()
    assert worker.step() == 0
    assert "older release" in worker.trouble
    assert json.loads(path.read_text().splitlines()[1])["version"] == "99.1.1"


def test_a_second_builder_waits_for_the_first(built, index_dir, monkeypatch):
    def busy(progress):
        raise building.AlreadyBuildingError

    zeroed_contents(index_dir)
    monkeypatch.setattr(building, "build", busy)
    worker = Worker()
    worker.rest()
    assert "another process is building" in worker.trouble


def test_a_build_that_was_killed_leaves_nothing_for_long(built, index_dir):
    shutil.copytree((index_dir / "current").resolve(), index_dir / "index-killed")
    (index_dir / "index-killed" / "marker.json").unlink()
    building.build()
    assert [path.name for path in index_dir.glob("index-*")] == [(index_dir / "current").resolve().name]


def test_a_step_of_the_clock_never_takes_the_index_out_of_use(built):
    for years in (-1, 1):
        make_quote("fuel")
        Outbox.objects.update(at=f"{2026 + years}-01-01T00:00Z")
        assert drain()
        make_quote("fuel")
        Outbox.objects.update(at=f"{2026 - years}-01-01T00:00Z")
        assert drain()
    assert status().trouble == ""


@pytest.fixture
def open_place(settings):
    """Where every account can go, unlike pytest's own directories."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    settings.SEARCH_INDEX_DIR = place / "index"
    yield place / "index"
    shutil.rmtree(place)


@pytest.mark.parametrize("closed", [".", "current", "current/marker.json"])
def test_an_index_that_this_account_may_not_read_is_named(open_place, closed):
    quote = make_quote("fuel")
    building.build()
    (open_place / closed).chmod(0)
    account = os.geteuid()
    os.seteuid(account or 65534)
    try:
        assert "Permission denied" in status().trouble
        assert answer()[0] == [quote.pk]
        assert "Permission denied" in said("index", "check")
    finally:
        os.seteuid(account)
        (open_place / closed).chmod(0o755)
