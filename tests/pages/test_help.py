import re
from html import unescape

import pytest

from archive.query.dimensions import DIMENSIONS
from tests.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


def test_coverage_says_what_is_searched_and_since_when(client):
    page = text_of(client.get("/help/coverage/"))
    assert "Quotes 45 Articles 5, published from 14 June 2024 to 18 September 2024" in page
    assert "The Times Hub 1 18 June 2024" in page
    assert "Outlet unknown 3 14 June 2024 to 18 September 2024" in page


def test_every_example_of_the_help_page_and_of_the_home_page_finds_something(client):
    for page in ("/help/", "/"):
        examples = re.findall(r'href="(/quotes/\?[^"]+)"', client.get(page).content.decode())
        assert len(examples) >= 4
        for example in examples:
            assert "There are no quotes" not in text_of(client.get(unescape(example))), example


def test_every_filter_is_named_as_it_is_typed(client):
    page = text_of(client.get("/help/"))
    assert all(f"{each.name}: ({each.heading})" in page for each in DIMENSIONS)


def test_the_rules_of_the_editors_are_public(client):
    assert "Vague is fine, wrong never." in text_of(client.get("/about/"))
