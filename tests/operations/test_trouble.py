"""When the disk is full or nothing can be written, readers read on, and writers are told what to do."""

import errno

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse, UnreadablePostError
from django.urls import include, path

from archive.operations.cache import Database, Files
from archive.operations.declared import takes_a_form
from archive.operations.middleware import server_error
from archive.search.index import projection
from tests.builders import make_quote


def disk_full(request):
    raise OSError(errno.ENOSPC, "No space left on device")


def quota(request):
    raise OSError(errno.EDQUOT, "Disk quota exceeded")


def read_only(request):
    raise OSError(errno.EROFS, "Read-only file system")


def database_full(request):
    with connection.wrap_database_errors:
        raise psycopg.errors.DiskFull("could not extend file")


def cannot_start(request):
    with connection.wrap_database_errors:
        raise psycopg.OperationalError("pg_ctl failed:\nFATAL: could not write: No space left on device")


def database_away(request):
    with connection.wrap_database_errors:
        raise psycopg.OperationalError("server closed the connection unexpectedly")


def while_answering(request):
    response = HttpResponse("saved")
    response.context = None
    request.session["kept"] = 1
    return response


def half_a_body(request):
    raise UnreadablePostError(errno.EAGAIN, "Resource temporarily unavailable")


def a_mistake(request):
    raise ValueError("of ours")


ASKED = {
    disk_full: (507, "disk is full"),
    quota: (507, "disk is full"),
    database_full: (507, "disk is full"),
    cannot_start: (507, "disk is full"),
    read_only: (503, "only be read"),
    database_away: (503, "does not answer"),
    half_a_body: (408, "send it again"),
    a_mistake: (500, ""),
}
urlpatterns = [
    *(path(f"trouble/{view.__name__}/", takes_a_form(view)) for view in [*ASKED, while_answering]),
    path("", include("archive.urls")),
]
handler500 = server_error


@pytest.fixture
def browser(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("view", ASKED, ids=lambda view: view.__name__)
def test_each_trouble_has_a_page_that_says_what_to_do(browser, view):
    answer = browser.post(f"/trouble/{view.__name__}/")
    assert (answer.status_code, ASKED[view][1] in answer.text) == (ASKED[view][0], True)
    if ASKED[view][1] in {"disk is full", "only be read"}:
        assert "go back" in answer.text


@pytest.fixture
def read_only_database(db):
    quote = make_quote("Peace is near")
    for _ in projection.fill():
        pass
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    yield quote
    connection.set_rollback(True)


def test_readers_of_a_database_that_takes_no_changes_read_on(browser, read_only_database):
    for address in (
        "/",
        "/quotes/",
        "/speakers/",
        "/articles/",
        f"/quotes/{read_only_database.pk}/",
        "/livez",
    ):
        assert browser.get(address, follow=True).status_code == 200, address


def test_writers_to_a_database_that_takes_no_changes_are_told(browser, read_only_database):
    answer = browser.get("/trouble/while_answering/")
    assert answer.status_code == 503
    assert "only be read" in answer.text


@pytest.mark.django_db
def test_a_cache_in_the_database_is_one_for_all_hosts():
    one, other = Database("archive_cache", {}), Database("archive_cache", {})
    one.set("picture", b"seen")
    assert other.get("picture") == b"seen"
    other.clear()
    assert one.get("picture") is None


@pytest.mark.parametrize("damage", ["a file in the way", "damaged files", "closed directories"])
def test_nobody_is_refused_because_the_cache_is_damaged(tmp_path, damage):
    place = tmp_path / "cache"
    cache = Files(str(place), {})
    cache.set("count", 1)
    match damage:
        case "a file in the way":
            for file in place.iterdir():
                file.unlink()
            place.rmdir()
            place.write_text("in the way")
        case "damaged files":
            for file in place.iterdir():
                file.write_bytes(bytes(200))
        case "closed directories":
            for file in place.iterdir():
                file.unlink()
                file.mkdir()
    assert cache.get("count", 7) == 7
    cache.set("count", 2)
    cache.add("other", 1)
    cache.delete("count")
    assert cache.get("none") is None
