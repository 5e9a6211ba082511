"""Whatever is only read says so to every other method."""

import pytest

from archive.operations.declared import says
from tests.addresses import public_addresses

METHODS = ["OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"]
FORMS = {"freeze", "follow", "followed", "unfollow"}


@pytest.mark.django_db
def test_every_address_refuses_the_methods_that_it_does_not_take(client, settings):
    settings.RATES = {**settings.RATES, "login": "9999/minute", "api": "9999/minute"}
    given = {**public_addresses(), "livez": "/livez", "readyz": "/readyz", "robots": "/robots.txt"}
    wrong = []
    for name, path in given.items():
        for method in METHODS[: 3 if name in FORMS else None]:
            if method == "POST" and name in FORMS:
                continue
            answer = client.generic(method, path)
            allowed = answer.get("Allow", "").split(", ")
            told = len(answer.content.split()) > 4
            if answer.status_code != 405 or not told or {"GET", "HEAD"} - set(allowed):
                wrong.append((name, method, answer.status_code, answer.get("Allow"), answer.content[:60]))
    assert wrong == []


@pytest.mark.django_db
def test_the_sentence_is_in_the_language_of_the_address(client):
    assert "GET, HEAD" in client.delete("/quotes/").content.decode()
    assert client.delete("/quotes/?lang=ko").content.decode() != client.delete("/quotes/").content.decode()


def test_what_takes_a_form_declares_it():
    assert says("/searches/", "methods") == ("GET", "HEAD", "POST")


@pytest.mark.django_db
def test_an_address_that_is_none_is_not_found_by_any_method(client):
    assert client.delete("/no-such-page/").status_code == 404
