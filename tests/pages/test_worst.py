"""The worst that a reader may ask of each page stays small and quick; generous bounds, for slow machines."""

import time

import pytest

from archive.models import Role
from archive.text import slug
from tests.builders import make_quote, make_speaker

PAGES = [
    "/quotes/",
    "/articles/",
    "/timeline/",
    "/compare/",
    "/feed/",
    "/api/v1/quotes/",
    "/speakers/",
    "/export/quotes.csv",
]
NAMES = ["q", "speaker", "role", "country", "organisation", "mentions", "outlet", "via", "type", "kind", "language",
         "occasion", "id", "keep", "page", "said_from", "view", "tab", "named", "cursor", "after", "limit"]  # fmt: skip
WORST = {
    "many": [f"{name}={n}" for name in ("role", "keep", "speaker") for n in range(900)],
    "long": [f"{name}={'9a' * 70}" for name in NAMES],
    "quotes": ["q=" + '"peace near ' * 200],
    "brackets": ["q=" + "(" * 300 + "peace" + ")" * 300],
    "stars": ["q=" + "+".join(f"{letter}*" for letter in "abcdefghij" * 20)],
    "numbers": [f"{name}={'9' * 150}" for name in NAMES],
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("worst", WORST)
def test_the_worst_of_each_parameter_is_answered_shortly(client, index, page, worst):
    started = time.monotonic()
    response = client.get(f"{page}?{'&'.join(WORST[worst])}")
    assert response.status_code in {200, 301, 302, 400, 404}
    assert len(b"".join(response)) < 200_000
    assert time.monotonic() - started < 5


def test_a_page_with_as_many_values_as_are_allowed_stays_small(client, db):
    roles = [
        Role.objects.create(speaker=make_speaker(), title=f"Minister of state for tests no. {n}")
        for n in range(20)
    ]
    for role in roles:
        make_quote(attribution={"role": role})
    query = "&".join(f"role={slug(role.title)}" for role in roles)
    assert len(client.get(f"/quotes/?{query}").content) < 500_000


@pytest.mark.parametrize(("name", "most"), [("role", 20), ("language", 20), ("id", 100), ("keep", 100)])
def test_more_values_than_that_are_refused_with_what_to_do(client, index, name, most):
    page = client.get("/quotes/?" + "&".join(f"{name}={n}" for n in range(1, most + 2)))
    assert page.status_code == 400
    assert "take some away" in page.content.decode()
