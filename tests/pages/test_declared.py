"""What views declare, held against what every address of the site map gives."""

import re

import pytest

from archive.operations.declared import speaks_english
from archive.operations.validators import is_unkept
from archive.search.index import building
from archive.search.index.worker import drain
from tests.addresses import public_addresses


@pytest.fixture
def addresses(db):
    building.build()
    found = public_addresses()
    while drain():
        pass
    return [*found.values(), "/livez", "/robots.txt"]


def without_time(answer):
    """Files say when they were made."""
    return re.sub(rb"\d\d:\d\d:\d\d", b"", b"".join(answer))


def speaks(answer):
    """What `lang` made of it: another page, another address, or nothing."""
    moved = answer.status_code in {301, 302} and "lang=ko" in answer["Location"]
    return answer.get("Content-Language") or ("ko" if moved else "en")


def test_every_address_speaks_korean_or_declares_that_programs_read_it(client, addresses):
    wrong = []
    for path in addresses:
        english, korean = (client.get(path, query) for query in ({}, {"lang": "ko"}))
        same = without_time(english) == without_time(korean)
        expected = "en" if speaks_english(path) else "ko"
        pages = korean["Content-Type"].startswith("text/html")
        if speaks(korean) != expected or (not pages and same != (expected == "en")):
            wrong.append((path, speaks(korean), same))
    assert wrong == [("/quotes/suggest/", "ko", True)]  # nothing is suggested for nothing


def test_every_address_is_known_again_or_declares_that_it_is_always_made_anew(client, addresses):
    wrong = []
    for path in addresses:
        first = client.get(path)
        if first.status_code != 200:
            continue
        again = client.get(path, headers={"if_none_match": first.get("ETag", '"none"')})
        told = (again.status_code, "no-store" in first["Cache-Control"])
        wrong += [] if told == ((200, True) if is_unkept(path) else (304, False)) else [(path, told)]
    assert wrong == []
