import json
import logging

import pytest

from archive.models import Follow, Follower
from archive.operations.logs import JSONFormatter, current_request
from archive.operations.middleware import HEADER
from archive.outputs.share.mail import links
from tests.operations.proxies import PROXIES, in_front, missing
from tests.operations.web import ask, free_port


def formatted(**values):
    return json.loads(JSONFormatter().format(logging.makeLogRecord({"levelname": "INFO", **values})))


def test_a_line_is_one_json_object_with_its_extra_fields():
    line = formatted(msg="Two\nlines of %s", args=("text",), name="archive.x", status=200)
    assert line["message"] == "Two\nlines of text"
    assert (line["logger"], line["status"], line["level"]) == ("archive.x", 200, "INFO")


def test_a_line_names_its_request():
    token = current_request.set("abc")
    assert formatted(msg="x")["request"] == "abc"
    current_request.reset(token)
    assert "request" not in formatted(msg="x")


def test_an_error_brings_its_traceback():
    try:
        raise ValueError("no such thing")
    except ValueError as error:
        line = formatted(msg="failed", exc_info=(type(error), error, error.__traceback__))
    assert "no such thing" in line["exception"]


def test_every_answer_has_a_request_id_of_its_own(client):
    first, second = (client.get("/livez")[HEADER] for _ in range(2))
    assert first
    assert first != second


def test_the_id_of_the_proxy_is_kept_unless_it_is_hostile(client):
    assert client.get("/livez", headers={HEADER: "proxy-1"})[HEADER] == "proxy-1"
    assert (
        client.get("/livez", headers={HEADER: 'x", "level": "CRITICAL'})[HEADER] != 'x", "level": "CRITICAL'
    )


@pytest.mark.django_db
def test_a_slow_search_is_logged_with_its_words_and_a_quick_one_is_not(client, caplog, settings):
    settings.SLOW_SECONDS = 60
    client.get("/quotes/?q=peace")
    assert "peace" not in caplog.text
    settings.SLOW_SECONDS = 0
    client.get("/quotes/?q=peace")
    assert "Slow: /quotes/?q=peace" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["", "stop/", "nothing/", "?act=stop"])
def test_the_secret_links_of_mails_stand_in_no_line(client, lines, end):
    follow = Follow.objects.create(follower=Follower.objects.create(email="ada@example.org"), search="q=x")
    path = f"/follow/{links.token(follow)}/{end}"
    client.get(path)
    client.post(path, {"act": "nothing"}, HTTP_REFERER=f"http://testserver{path}")
    assert "/follow/…/" in lines()
    assert follow.nonce not in lines()
    assert "ada@" not in lines()


def test_what_editors_search_for_stands_in_no_line(admin_client, lines):
    admin_client.get("/admin/archive/quote/?q=zanzibar+pears")
    assert "Slow: /admin/archive/quote/ took" in lines()
    assert "zanzibar" not in lines()


@pytest.mark.parametrize("proxy", PROXIES)
def test_no_proxy_notes_what_readers_search_for_or_a_secret_link(tmp_path, proxy):
    if missing(proxy):
        pytest.skip(f"{proxy} is not installed")
    with in_front(proxy, tmp_path / proxy, upstream=free_port()) as port:
        for path in ("/quotes/?q=pears", "/follow/pears/stop/", "/follow/pears/?pears", "/feed/?q=pears%0A"):
            with ask(port, path) as answer:
                assert answer.status == 502
    noted = "".join(file.read_text() for file in (tmp_path / proxy).glob("*.log"))
    assert noted.count("/follow/") == 2
    assert "/quotes/" in noted
    assert "pears" not in noted, noted


@pytest.mark.django_db
def test_health_checks_are_never_slow(client, caplog, settings):
    settings.SLOW_SECONDS = 0
    client.get("/livez")
    client.get("/readyz")
    assert "Slow" not in caplog.text
