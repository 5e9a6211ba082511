"""What is shown in very many quotes is changed with a few statements, and every quote gets its note."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editing.corrections import correcting
from archive.editing.merge import merge
from archive.models import Correction, Role
from tests.builders import make_article, make_outlet, make_quote, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def quotes():
    role = Role.objects.create(speaker=make_speaker(), title="Minister")
    outlet = make_outlet()
    return [
        make_quote(f"Peace {n}", article=make_article(f"{n}\n\n“Peace {n},” Ada said.\n", outlet=outlet),
                   attribution={"role": role if n % 2 else None, "role_printed": "minister" if n % 3 else ""})
        for n in range(12)
    ]  # fmt: skip


def queries(act):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def rename(row, name):
    with correcting(row, reason="Misspelt."):
        row.name = name
        row.save()


def test_a_rename_asks_no_more_for_twelve_quotes_than_for_one(quotes):
    for_all = queries(lambda: rename(make_outlet(), "Another"))
    assert Correction.objects.values_list("quote", "changed", "old", "new").count() == 12
    for quote in quotes[1:]:
        quote.delete()
    assert queries(lambda: rename(quotes[0].article.outlet, "A third")) <= for_all <= 30


def test_each_quote_is_told_of_its_own_words_for_the_speaker(quotes):
    assert merge(make_speaker(), make_speaker("Countess"), "One person.") == []
    told = dict(Correction.objects.values_list("quote", "new"))
    assert len(told) == 12
    assert {told[quotes[n].pk] for n in (0, 6)} == {"Countess"}
    assert told[quotes[1].pk].startswith("Countess, Minister")
    assert told[quotes[2].pk] == "Countess, minister (established by an editor)"
