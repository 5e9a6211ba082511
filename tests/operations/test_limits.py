"""What one client may ask for, with more threads and processes than one."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from io import BytesIO
from threading import Timer
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, connections
from django.test import RequestFactory

from archive.models import Usage
from archive.operations import clients, limits, slots
from archive.operations.limits import address, rate_of, still_to_wait, wait_for
from archive.operations.web_worker import client as client_of
from archive.search import finding
from archive.search.index import building
from tests.addresses import public_addresses
from tests.operations.conftest import environment
from tests.operations.web import ask, running


def status(port):
    with ask(port, "/api/v1/speakers/") as response:
        return response.status


@pytest.mark.django_db(transaction=True)
def test_a_client_has_one_limit_for_all_processes_of_a_host(tmp_path):
    variables = {**environment(tmp_path), "ARCHIVE_DATA_DIR": str(tmp_path), "API_RATE": "5/minute"}
    with running(variables) as (_, one), running(variables) as (_, other):
        answers = [status(port) for port in (one, one, one, other, other, other, one)]
    assert answers == [200] * 5 + [429] * 2


@pytest.mark.django_db(transaction=True)
def test_of_parallel_requests_exactly_the_limit_gets_through():
    def one(_):
        try:
            return wait_for("page", "192.0.2.1", (120, 60))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(one, range(400)))
    assert waits.count(0) == 120
    assert all(1 <= wait <= 61 for wait in waits if wait)


@pytest.mark.django_db
def test_counting_begins_anew_when_the_time_is_over():
    rate = (1, 60)
    assert [bool(wait_for("page", "ada", rate)) for _ in range(3)] == [False, True, True]
    assert still_to_wait("page", "ada", rate)
    Usage.objects.update(ends="2001-01-01T00:00Z")
    assert not still_to_wait("page", "ada", rate)
    assert wait_for("page", "ada", rate) == 0


@pytest.mark.django_db
def test_what_was_counted_while_the_clock_was_ahead_keeps_nobody_out_once_it_is_set_back():
    rate = (1, 60)
    assert [bool(wait_for("page", "ada", rate)) for _ in range(2)] == [False, True]
    Usage.objects.update(ends="2126-01-01T00:00Z")
    assert not still_to_wait("page", "ada", rate)
    assert [wait_for("page", "ada", rate) in range(*most) for most in ((0, 1), (1, 62))] == [True, True]


@pytest.mark.django_db
def test_clients_and_kinds_are_counted_apart_and_nobody_is_named():
    for name, who in [("page", "192.0.2.1"), ("page", "192.0.2.2"), ("export", "192.0.2.1")]:
        assert wait_for(name, who, (1, 60)) == 0
    assert "192" not in "".join(Usage.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_what_ended_long_ago_is_cleared_away(monkeypatch):
    monkeypatch.setattr(limits, "SWEEP", 1)
    Usage.objects.create(key="old", ends="2001-01-01T00:00Z", used=1)
    wait_for("page", "ada", (1, 60))
    assert not Usage.objects.filter(key="old").exists()


@pytest.mark.django_db
def test_a_count_that_cannot_be_kept_refuses_nobody(caplog):
    def broken(execute, sql, *rest):
        raise DatabaseError("disk full")

    with connection.execute_wrapper(broken):
        assert wait_for("page", "ada", (1, 60)) == 0
    assert "not counted" in caplog.text


@pytest.mark.parametrize("text", ["120", "-1/minute", "many/minute", "5/fortnight"])
def test_what_is_no_rate_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="120/minute"):
        rate_of(text)


@pytest.mark.parametrize(
    ("headers", "trusted", "whose"),
    [
        ({"REMOTE_ADDR": "192.0.2.7"}, False, "192.0.2.7"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8, 192.0.2.7"}, True, "192.0.2.7"),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}, False, "192.0.2.7"),
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, False, "2001:db8:1:2::"),
        ({"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}, False, "2001:db8:1:2::"),
        ({"REMOTE_ADDR": "::ffff:192.0.2.7"}, False, "192.0.2.7"),
        ({"REMOTE_ADDR": ""}, False, ""),
    ],
)
def test_a_client_is_the_address_that_the_proxy_saw_or_its_ipv6_network(settings, headers, trusted, whose):
    settings.TRUST_PROXY = trusted
    assert address(RequestFactory().get("/", **headers)) == whose


@pytest.fixture
def limited(settings):
    settings.RATES = {**settings.RATES, "page": "2/minute", "export": "1/minute", "login": "2/minute"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/quotes/?q=a", "/feed/", "/speakers/", "/articles/", "/sitemap.xml", "/nowhere/", "/admin/login/"],
)
def test_pages_say_when_to_come_again(limited, client, path):
    assert [client.get(path).status_code for _ in range(2)].count(429) == 0
    refused = client.get(path)
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    assert 1 <= int(refused["Retry-After"]) <= 61
    assert refused["Retry-After"] in refused.content.decode()


@pytest.mark.django_db
def test_health_and_the_desk_are_not_counted(limited, client):
    for path in ["/livez", "/readyz", "/admin/", "/robots.txt"]:
        assert 429 not in {client.get(path).status_code for _ in range(5)}, path


@pytest.mark.parametrize(("length", "signed_in", "answer"), [
    (2_000_000, False, 413), (7_000_000, True, 413), (10**20, True, 413), (2_000_000, True, 403), (500, False, 403),
])  # fmt: skip
@pytest.mark.django_db
def test_a_body_is_refused_by_its_length_before_it_is_read(client, settings, length, signed_in, answer):
    client.handler.enforce_csrf_checks = True
    if signed_in:
        client.force_login(get_user_model().objects.create_superuser("ada"))
    sent = client.generic("POST", "/admin/login/", b"a" * min(length, 2_000_000), CONTENT_LENGTH=str(length))
    assert sent.status_code == answer


@pytest.mark.django_db
def test_a_session_that_is_made_up_opens_no_longer_body(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    sent = client.generic("POST", "/admin/archive/quote/add/", b"a" * 2_000_000)
    assert sent.status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/archive/quote/add/", "/admin/nowhere/", "/livez", "/robots.txt", "/static/x"]
)
def test_what_strangers_send_is_counted_wherever_they_send_it(limited, client, path):
    client.cookies["sessionid"] = "x" * 32
    assert [client.post(path, {"a": "b"}).status_code == 429 for _ in range(3)] == [False, False, True]
    client.force_login(get_user_model().objects.create_superuser("ada"))
    assert client.post(path, {"a": "b"}).status_code != 429


@pytest.fixture
def places(settings, tmp_path):
    settings.DATA_DIR, settings.EXPORTS_AT_ONCE = tmp_path, 2


def read(response):
    """As a server does: to the end, then closed."""
    return b"".join(response)


@pytest.mark.django_db
def test_of_exports_only_a_few_are_made_at_once(places, index, client):
    first, second = client.get("/export/quotes.csv"), client.get("/export/quotes.bib")
    refused = client.get("/export/quotes.csv")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    read(first)
    assert client.get("/export/quotes.csv").status_code == 200
    read(second)


@pytest.mark.django_db
def test_an_export_that_is_refused_takes_no_place(places, index, client):
    for path in ["/export/quotes.csv?sort=x", "/export/quotes.csv?after=99", "/export/quotes.nix"]:
        assert [client.get(path).status_code for _ in range(4)].count(503) == 0, path


@pytest.mark.django_db
def test_an_export_of_which_only_the_head_is_asked_gives_its_place_back(places, index, client):
    for _ in range(4):
        response = client.head("/export/quotes.csv")
        assert response.status_code == 200
        read(response)


@pytest.mark.django_db
def test_while_a_few_see_the_login_page_others_are_told_to_wait_and_readers_read(places, client):
    held = [slots.take("login-page", limits.LOGIN_PAGES) for _ in range(2)]
    assert client.get("/about/").status_code == 200
    asked = time.monotonic()
    refused = client.get("/admin/login/")
    assert time.monotonic() - asked < 1
    assert (refused.status_code, refused["Retry-After"]) == (503, "3")
    assert "in a moment" in refused.content.decode()
    held[0].free()
    assert client.get("/admin/login/").status_code == 200


@pytest.mark.django_db
def test_a_form_that_is_refused_before_its_password_needs_a_place_too(places, client):
    client.handler.enforce_csrf_checks = True
    held = [slots.take("login-page", limits.LOGIN_PAGES) for _ in range(2)]
    assert client.post("/admin/login/", {"username": "ada"}).status_code == 503
    held[0].free()
    assert [client.post("/admin/login/").status_code for _ in range(3)] == [403] * 3


@pytest.mark.django_db
def test_a_form_takes_its_place_when_it_has_arrived(places, client):
    class Arriving(BytesIO):
        def read(self, *size):
            free.append(slots.take("login-page", 1) is not None)
            return super().read(*size)

    free: list[bool] = []
    sent = client.generic("POST", "/admin/login/", b"a=b", **{"wsgi.input": Arriving(b"a=b")})
    assert (sent.status_code, set(free)) == (200, {True})


@pytest.mark.django_db
def test_a_form_that_does_not_arrive_is_answered_and_fills_no_log(client, caplog):
    class Stalled(BytesIO):
        def read(self, *size):
            raise TimeoutError

    sent = client.generic("POST", "/admin/login/", b"a=b", **{"wsgi.input": Stalled()})
    assert (sent.status_code, b"send it again" in sent.content) == (408, True)
    assert "Traceback" not in caplog.text


def test_a_place_is_freed_when_its_process_dies(places):
    held = slots.take("login", 1)
    assert slots.take("login", 1) is None
    held.free()
    held.free()
    assert slots.take("login", 1)


def test_places_that_cannot_be_counted_refuse_nobody(places, settings, tmp_path):
    (tmp_path / "slots").touch()
    assert slots.take("login", 1) is not None


def test_whoever_had_to_wait_rests_before_the_work(places):
    held = slots.take("client", 1)
    Timer(0.1, held.free).start()
    started = time.monotonic()
    assert slots.take_in_turn("client", 1, waiting=1, seconds=5, rest=0.3)
    assert time.monotonic() - started >= 0.4


@pytest.mark.parametrize("waiting", [0, 2])
def test_a_file_is_sent_whole_whether_others_wait_or_not(places, waiting):
    with ExitStack() as stack:
        for _ in range(waiting):
            stack.callback(slots.take("client-waiting", 2).free)
        assert list(slots.giving_way(iter([b"a", b"", b"b"]), "client", 2)) == [b"a", b"", b"b"]


@pytest.mark.parametrize(
    ("forwarded", "whose"), [("", "10.0.0.1"), ("192.0.2.9, 2001:db8:1:2:3::4", "2001:db8:1:2::")]
)
def test_the_server_knows_a_client_by_the_address_that_limits_count(settings, forwarded, whose):
    settings.TRUST_PROXY = True
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(f"GET / HTTP/1.1\r\nX-Forwarded-For: {forwarded}\r\n\r\n".encode())
        assert client_of(SimpleNamespace(sock=ours, client=("10.0.0.1", 1), parser=None)) == whose


def test_who_was_refused_is_known_for_two_seconds(monkeypatch):
    clients.was_refused("192.0.2.77")
    assert clients.lately_refused("192.0.2.77")
    assert not clients.lately_refused("192.0.2.78")
    monkeypatch.setattr(clients, "monotonic", lambda: time.monotonic() + 3)
    assert not clients.lately_refused("192.0.2.77")


def test_only_a_few_wait_for_a_turn(places):
    with slots.turn("login", 1, waiting=1, seconds=0.1) as first, ThreadPoolExecutor(3) as pool:

        def late(_):
            with slots.turn("login", 1, waiting=1, seconds=0.1) as ours:
                return ours

        assert first
        assert list(pool.map(late, range(3))) == [False] * 3
    with slots.turn("login", 1, waiting=1, seconds=0.1) as next_:
        assert next_


@pytest.mark.django_db
def test_every_address_that_searches_counts_as_a_search(rf, client, monkeypatch):
    """Without parameters, and a second time, so that what is remembered between pages is no search."""
    addresses, asked, uncounted, answer = public_addresses(), [], [], finding.answer
    building.build()

    def noted(*request):
        asked.append(request)
        return answer(*request)

    monkeypatch.setattr(finding, "answer", noted)
    for name, path in addresses.items():
        client.get(path, follow=True)
        asked.clear()
        last = client.get(path, follow=True).request["PATH_INFO"]
        counted = {"search", "export"} & set(limits.kinds(rf.get(last))) or limits.counts_itself(last)
        if asked and not counted:
            uncounted.append(name)
    assert uncounted == []
    assert {limits.kinds(rf.get(path, {"q": "a"})) for path in addresses.values()} == {
        (), ("api",), ("export",), ("page", "search"),
    }  # fmt: skip


@pytest.mark.django_db
def test_every_public_address_has_a_limit(settings, client):
    """Health and robots.txt have none, and no name in the site map."""
    settings.RATES = dict.fromkeys(settings.RATES, "1/day")
    free = []
    for number, (name, path) in enumerate(public_addresses().items()):
        one = f"192.0.2.{number}"
        answers = [client.get(path, REMOTE_ADDR=one).status_code for _ in range(2)]
        free += [] if answers[1] == 429 else [(name, answers)]
    assert free == []


@pytest.mark.django_db
def test_one_client_has_few_requests_worked_on_at_a_time_files_until_they_are_sent(client, index, settings):
    settings.REQUESTS_AT_ONCE = 1
    first = client.get("/export/quotes.csv")
    refused = client.get("/quotes/?q=peace")
    assert (refused.status_code, refused["Retry-After"]) == (429, "2")
    assert client.get("/quotes/?q=peace", REMOTE_ADDR="192.0.2.7").status_code == 200
    b"".join(first)
    assert client.get("/quotes/?q=peace").status_code == 200


@pytest.mark.django_db
def test_what_a_client_was_sent_before_costs_no_turn(client, index, settings):
    page = client.get("/quotes/")
    settings.REQUESTS_AT_ONCE = 1
    held = client.get("/export/quotes.csv")
    assert client.get("/quotes/", headers={"if_none_match": page["ETag"]}).status_code == 304
    b"".join(held)
