"""What readers may rely on: points 11, 12, 15 and 22 of 25, on rows made for them."""

import re
from datetime import date

import pytest
from django.conf import settings
from lxml import etree

from archive.editing.workflow import STEPS, take
from archive.models import Quote, Speaker
from archive.search.index import building
from archive.search.index.worker import drain
from tests.admin.conftest import make_user
from tests.builders import make_quote, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = etree.RelaxNG(etree.parse(settings.BASE_DIR / "tests" / "data" / "atom.rng"))


@pytest.fixture
def base(live_server, transactional_db):
    return live_server.url


def quotes_in(page):
    return [re.sub(r"\s+", " ", text) for text in page.locator(".quotes > li").all_inner_texts()]


def test_11_a_quote_dated_march_2003_is_found_by_its_days_and_its_year_not_by_april(page, base):
    march = make_quote("Spring is near")
    span = {"said_earliest": date(2003, 3, 1), "said_latest": date(2003, 3, 31), "said_precision": "month"}
    Quote.objects.filter(pk=march.pk).update(**span)
    building.build()
    for first, last in (("2003-03-01", "2003-03-15"), ("2003", "2003"), ("2003-03", "2003-03")):
        page.goto(f"{base}/quotes/?said_from={first}&said_to={last}")
        assert ["Said in March 2003" in text for text in quotes_in(page)] == [True]
    page.goto(f"{base}/quotes/?said_from=2003-04&said_to=2003-04")
    assert quotes_in(page) == []


def test_12_capek_finds_čapek_who_stands_beside_c_in_one_order_everywhere(page, base):
    for name in ("Karel Čapek", "Ada Cain", "Bo Dahl", "Eva Cuno"):
        first, last = name.split()
        make_quote(f"Peace, said {first}", make_speaker(name, sort_name=f"{last}, {first}"))
    building.build()
    page.goto(f"{base}/quotes/?q=Capek")
    assert ["Karel Čapek" in text for text in quotes_in(page)] == [True]
    page.goto(f"{base}/speakers/")
    assert page.locator(".a-to-z h2").all_inner_texts() == ["C", "D"]
    names = ["Cain, Ada", "Čapek, Karel", "Cuno, Eva", "Dahl, Bo"]
    assert page.locator(".a-to-z li > span > a").all_inner_texts() == names
    # No collation of the server decides: the key is made in Python and compared by code point.
    assert Speaker._meta.get_field("sort_key").db_collation == "C"


def test_15_a_quote_is_reached_by_its_id_by_one_redirect_and_by_its_old_slug(page, base):
    quote = make_quote("Peace is near")
    old = quote.get_absolute_url()
    Quote.objects.filter(pk=quote.pk).update(text="War is far")
    quote.spans.filter(part="words").update(text="War is far")
    new = Quote.objects.get(pk=quote.pk).get_absolute_url()
    for address in (f"/quotes/{quote.pk}/", old):
        answer = page.goto(base + address)
        first = answer.request.redirected_from
        assert (answer.status, answer.url, first.url) == (200, base + new, base + address)
        assert (first.response().status, first.redirected_from) == (301, None)


def test_15_a_withdrawn_quote_says_why_and_its_id_is_never_used_again(page, base):
    quote = make_quote("Peace is near")
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="It was Bob who said it.")
    answer = page.goto(f"{base}/quotes/{quote.pk}/")
    assert answer.status == 410
    assert "It was Bob who said it." in page.inner_text("main")
    assert "Peace is near" not in page.content()
    Quote.objects.filter(pk=quote.pk).delete()
    assert make_quote("War is far").pk > quote.pk


def test_22_the_feed_of_a_search_is_valid_atom_and_begins_with_what_was_published_last(page, base):
    pia, ada = make_user("pia", "Publisher"), make_speaker()
    make_quote("Peace was near", ada)
    make_quote("Peace is further away", make_speaker("Bob"))
    new = make_quote("Peace is near again", ada, status="review", said=date(1999, 1, 1))
    building.build()
    address = f"{base}/feed/?q=peace&speaker={ada.pk}"
    assert len(entries(page, address)) == 1
    assert take(STEPS["publish"], new, pia) == []
    drain()
    first, _ = entries(page, address)
    assert first.findtext(f"{ATOM}title") == "Ada Lovelace: “Peace is near again”"


def entries(page, address):
    """The entries of a feed, which is held against the grammar of RFC 4287."""
    feed = etree.fromstring(page.request.get(address).body())
    GRAMMAR.assertValid(feed)
    return feed.findall(f"{ATOM}entry")
