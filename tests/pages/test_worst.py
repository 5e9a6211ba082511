"""The worst that a reader may ask of each page stays small and quick; generous bounds, for slow machines."""

import time
from itertools import cycle

import pytest

from archive.models import Role
from archive.search.index import building
from archive.text import slug
from tests.addresses import parameters, public_addresses
from tests.builders import make_quote, make_speaker
from tests.hostile import forget_peak, peak

WORST = {
    "many": "&".join(f"{name}={n}" for name in ("role", "keep", "speaker") for n in range(900)),
    "quotes": "q=" + '"peace near ' * 200,
    "brackets": "q=" + "(" * 300 + "peace" + ")" * 300,
    "stars": "q=" + "+".join(f"{letter}*" for letter in "abcdefghij" * 20),
}
VALUES = {"long": "9a" * 70, "numbers": "9" * 150}
FITTING = 22  # so many fit into the longest address that a server takes


@pytest.mark.parametrize("worst", [*WORST, *VALUES])
def test_the_worst_of_each_parameter_is_answered_shortly_at_every_address(client, db, worst):
    """Each address gets other parameters than the one before: all of them come up several times."""
    paths, names = public_addresses().values(), cycle(parameters())
    building.build()
    before = forget_peak()
    for path in paths:
        query = WORST.get(worst) or "&".join(f"{next(names)}={VALUES[worst]}" for _ in range(FITTING))
        started = time.process_time()
        response = client.get(f"{path}?{query}")
        assert response.status_code in {200, 301, 302, 400, 404, 501}, path
        assert len(b"".join(response)) < 200_000, path
        assert time.process_time() - started < 5, path
    assert peak() - before < 300_000


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
