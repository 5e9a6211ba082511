"""Whatever stands in a path or a parameter, of readers' pages and of the desk: an answer in words, never a 500."""

import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote_from_bytes

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

from tests.admin.test_pages import make_everything
from tests.builders import make_proposal, make_quote
from tests.pages.test_any_value import PARAMETERS

DIGITS = [
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in {"Nd", "No", "Nl"}
]
DESK = ["at", "into", "span", "quote", "of_article", "of_speaker", "by_editor", "o", "p", "all", "_popup", "_to_field", "term",
        "app_label", "model_name", "field_name", "status__exact", "id__exact", "said_latest__gte", "state", "possible", "take",
        "who-0", "version", "other", "one", "seen", "confirmed", "action", "_selected_action", "reason", "name-0", "day", "basis",
        "attributions-TOTAL_FORMS", "attributions-0-speaker", "seen_version", "body_spans", "published_on", "words-at-0", "file"]  # fmt: skip
WRONG_BYTES = ["\ud800", "\udcff\udc80", "\0", "a\0b"]
ROUNDS = 300


def odd(rng: random.Random) -> str:
    kinds = (
        lambda: "".join(rng.choices(DIGITS, k=rng.choice([1, 2, 9, 40]))),
        lambda: f"{rng.randint(1, 30)}{rng.choice(DIGITS)}",
        lambda: str(rng.choice([0, -1, 2**31, 2**63, 2**64, 10**40])) + rng.choice(["", "-a", ".5", "e9"]),
        lambda: "9" * rng.choice([300, 5000]),
        lambda: f"{rng.choice(DIGITS) * 4}-{rng.choice(DIGITS) * 2}",
        lambda: rng.choice(["0000", "0000-00-00", "9999-12-31", "10000", "2024-02-30", "2024-13", "-1-1-1", "2024-W09"]),
        lambda: rng.choice(WRONG_BYTES),
        lambda: chr(rng.choice([0x202E, 0x200B, 0x2028, 0xFEFF, 0xFFFF, 0x10FFFF])) * rng.choice([1, 50]),
        lambda: rng.choice(["%", "'", '"', "\\", "<b>", "[[", "{}", "null", "..", "/", "\r\n", "(" * 900, "*", "-" * 99]),
        lambda: "".join(chr(rng.randrange(1, 0xD7FF)) for _ in range(12)),
        lambda: "1",
    )  # fmt: skip
    return rng.choice(kinds)()


def raw(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def routes(patterns: list, before: str = "/") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        yield from routes(each.url_patterns, route) if hasattr(each, "url_patterns") else [route]


def some(rng: random.Random) -> Callable[[re.Match[str]], str]:
    """Half of the places with an id that there is, so that what lies behind is asked, too."""
    return lambda _: "1" if rng.random() < 0.5 else raw(odd(rng)) or "1"


def filled(route: str, value: Callable[[re.Match[str]], str]) -> str:
    path = re.sub(r"\(\?P<\w+>(?:\[[^\]]*\]|[^()])*\)", value, route)
    return re.sub(r"<[^>]*>", value, path)


@pytest.fixture
def asked(db: None, index: None) -> Client:
    make_everything(1)
    make_proposal(make_quote().article)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("root"))
    return client


def go(client: Client, method: str, path: str, query: str) -> int:
    if method == "GET":
        return client.get(f"{path}?{query}", follow=False).status_code
    return client.post(path, query, content_type="application/x-www-form-urlencoded").status_code


def every(desk: bool) -> list[str]:
    found = sorted(each for each in routes(get_resolver().url_patterns) if each.startswith("/admin/") == desk)
    return [each for each in found if not re.search("logout|password|export", each)]


def failures(client: Client, seeds: range, desk: bool) -> list[str]:
    asked, found = every(desk), []
    for seed in seeds:
        rng = random.Random(seed)
        path, method = (
            filled(asked[seed % len(asked)], some(rng)),
            "POST" if desk and rng.random() < 0.5 else "GET",
        )
        names = rng.sample(DESK if desk else PARAMETERS, rng.choice([0, 1, 1, 3]))
        query = "&".join(f"{name}={raw(odd(rng))}" for name in names)
        if (status := go(client, method, path, query)) >= 500:
            found.append(f"{seed}: {status} {method} {path[:200]}?{query[:200]}")
    return found


def test_no_address_of_any_kind_minds_an_odd_id(asked: Client) -> None:
    """Digits of another script are no number to most routes, and what is sent is read after the id."""
    wrong = [
        (way, id_[0], route)
        for route in set(routes(get_resolver().url_patterns))
        for way, id_ in (("GET", "9" * 5000), ("POST", "9" * 5000), ("GET", "٣" * 5000))
        if (path := filled(route, lambda _: id_)) != route and go(asked, way, path, "") >= 500  # noqa: B023
    ]
    assert wrong == []


@pytest.mark.parametrize("desk", [False, True], ids=["readers", "desk"])
def test_no_path_and_no_parameter_is_an_error_of_ours(asked: Client, desk: bool) -> None:
    assert failures(asked, range(len(every(desk))), desk) == []


@pytest.mark.drill
@pytest.mark.parametrize("first", range(0, 10 * ROUNDS, ROUNDS))
@pytest.mark.parametrize("desk", [False, True], ids=["readers", "desk"])
def test_nor_are_thousands(asked: Client, first: int, desk: bool) -> None:
    assert failures(asked, range(first, first + ROUNDS), desk) == []
