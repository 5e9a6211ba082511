"""The server of `make run` has no proxy in front: clients that dawdle may not keep others waiting."""

import os
import socket
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest
from django.conf import settings

from archive.management.commands.serve import gunicorn_options
from archive.operations.web_worker import HEAD_SECONDS
from tests.operations.web import ask, free_port, running

GET = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LOGIN = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HALVES = {
    "nothing": b"",
    "a letter": b"G",
    "half a head": GET,
    "half a header": GET + b"X-Slow: ",
    "half an end": GET + b"\r",
    "half a login": LOGIN + b"Content-Length: 9\r\n\r\na",
    "half a long login": LOGIN + b"Content-Length: 99999\r\n\r\na",
    "a login in chunks": LOGIN + b"Transfer-Encoding: chunked\r\n\r\n9\r\na",
    "half a body": b"POST /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with served(tmp_path_factory.mktemp("var")) as port:
        yield port


@contextmanager
def served(directory, *options):
    """The port of a server with the options of `make run`, and with these, on a database that is not there."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "ARCHIVE_ENV": "dev",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "ARCHIVE_DATA_DIR": str(directory),
    }
    with running(environment, *gunicorn_options(port)[2:], *options, port=port):
        yield port


@pytest.fixture
def connect(port):
    with ExitStack() as stack:

        def connect(data):
            sock = stack.enter_context(
                socket.create_connection(("127.0.0.1", port), timeout=3 * HEAD_SECONDS)
            )
            sock.sendall(data)
            return sock

        yield connect


@pytest.mark.parametrize(("length", "status"), [(45_000, 200), (70_000, 414)])
def test_a_pasted_statement_of_any_script_may_stand_in_an_address(port, length, status):
    with ask(port, "/livez?q=" + "%EB%A7%90" * (length // 9)) as response:
        assert response.status == status


@pytest.mark.parametrize("option", ["config", "worker-class"])
def test_the_server_behind_a_proxy_takes_addresses_as_long_and_slow_clients_alike(option):
    unit = (settings.BASE_DIR / "deploy/systemd/archive-web.service").read_text()
    assert f"--{option}={unit.split(f'--{option} ')[1].split()[0]}" in gunicorn_options(1)


def test_others_are_answered_while_forty_sign_in(port, connect):
    """The database is away, and so each of them waits for it in the one thread that they share."""
    for _ in range(40):
        connect(LOGIN + b"Content-Length: 1\r\n\r\na")
    assert livez(port) == b"ok\n"


def livez(port):
    with ask(port, "/livez") as response:
        return response.read()


@pytest.mark.parametrize("half", HALVES)
def test_others_are_answered_while_forty_send_half_a_request(port, connect, half):
    for _ in range(40):
        connect(HALVES[half])
    assert livez(port) == b"ok\n"


def test_who_closes_in_the_middle_of_a_head_is_gone(port, connect):
    for _ in range(8):
        connect(GET).shutdown(socket.SHUT_WR)
    assert livez(port) == b"ok\n"


def test_a_head_that_does_not_come_to_its_end_is_hung_up_on(tmp_path):
    assert HEAD_SECONDS <= 10
    with served(tmp_path, "--config=python:tests.operations.hasty") as port:
        assert dawdled(port) in {b"", b"reset"}


def dawdled(port):
    with socket.create_connection(("127.0.0.1", port), timeout=HEAD_SECONDS) as sock:
        sock.sendall(GET)
        try:
            return sock.recv(100)
        except ConnectionResetError:
            return b"reset"


def test_a_head_in_many_pieces_is_answered(connect):
    sock = connect(b"")
    for byte in GET + b"Connection: close\r\n\r\n":
        sock.send(bytes([byte]))
    assert b"200 OK" in sock.recv(100)


def test_requests_that_come_together_are_answered_one_after_the_other(connect):
    sock, answers = connect((GET + b"\r\n") * 3), b""
    while answers.count(b"\r\n\r\nok\n") < 3:
        answers += sock.recv(1000)
    assert answers.count(b"200 OK") == 3


def test_a_connection_is_kept_for_the_next_request(port):
    connection = HTTPConnection("127.0.0.1", port)
    for _ in range(3):
        connection.request("GET", "/livez")
        assert connection.getresponse().read() == b"ok\n"
    connection.close()
