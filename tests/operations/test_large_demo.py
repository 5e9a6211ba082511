"""Pages of a made-up archive of DRILL_QUOTES=100000: none takes twice the time of a page of results, or more queries than in a small one."""

import os
from statistics import median
from time import perf_counter

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Country, Occasion, Organisation, Outlet, Quote, Speaker, Statement
from tests import tables

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

FEW, MANY = 1_000, int(os.environ.get("DRILL_QUOTES", "100000"))
RESULTS = ["/quotes/", "/quotes/?q=talks", "/quotes/?q=the+talks&kind=direct", "/quotes/?said_from=2020"]
ASKED = 5


def most(rows, path):
    return rows.annotate(met=Count(path)).order_by("-met", "pk").first()


def addresses() -> dict[str, str]:
    """One of each kind of page, of whatever is quoted most, by names that stay the same at any size."""
    quote = Quote.objects.published().filter(said_precision="day").order_by("pk").first()
    day = f"{quote.said_latest:/%Y/%m/%d/}"
    country, other = Country.objects.public().annotate(met=Count("attributions")).order_by("-met")[:2]
    things = {
        "quote": quote,
        "article": most(Article.objects.public(), "quotes"),
        "statement": most(Statement.objects, "quotes"),
        "speaker": most(Speaker.objects.public().canonical().named(), "attributions"),
        "country": country,
        "organisation": most(Organisation.objects.public(), "attributions"),
        "outlet": most(Outlet.objects.public(), "articles__quotes"),
        "occasion": most(Occasion.objects.filter(quotes__status="published"), "quotes"),
    }
    lists = "speakers organisations countries countries/matrix outlets occasions articles timeline compare changes corrections help/coverage"
    return {
        **{name: f"/{name}/" for name in lists.split()},
        **{name: thing.get_absolute_url() for name, thing in things.items()},
        "home": "/",
        "year": day[:6],
        "month": day[:9],
        "day": day,
        "mentions": f"{country.get_absolute_url()}?tab=mentions",
        "by speaker": "/quotes/?q=talks&view=speakers",
        "line": f"/quotes/?view=line&mentions={country.pk}",
        "in time": f"/quotes/?view=timeline&country={country.pk}",
        "found": "/speakers/?q=al&order=quotes",
        "values": "/quotes/values/speaker/?q=talks",
        "compared": f"/compare/?a.country={country.pk}&b.country={other.pk}",
        "empty": f"/quotes/?q=zebra&country={country.pk}",
    }


def measured(address) -> tuple[float, int]:
    """Milliseconds, and queries, of a page that has been asked for before."""
    client, times = Client(), []
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    for _ in range(ASKED):
        started = perf_counter()
        client.get(address)
        times.append((perf_counter() - started) * 1000)
    return median(times), len(queries)


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker, tmp_path_factory):
    """What each page costs in a small archive and in a large one."""
    found = []
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        for size in (FEW, MANY):
            patch.setattr(django_settings, "SEARCH_INDEX_DIR", tmp_path_factory.mktemp("demo") / "index")
            call_command("demo", quotes=size, verbosity=0)
            pages = {**{each: each for each in RESULTS}, **addresses()}
            found.append({name: measured(address) for name, address in pages.items()})
            tables.empty()
    return found


def test_no_page_takes_more_than_twice_the_time_of_a_page_of_results(both):
    times = {name: round(time, 1) for name, (time, _) in both[1].items()}
    print(times)  # noqa: T201 (the figures are wanted)
    allowed = 2 * max(times[each] for each in RESULTS)
    assert {name: time for name, time in times.items() if time > allowed} == {}


def test_no_page_asks_more_of_the_database_where_there_is_more(both):
    few, many = both
    more = {name: (few[name][1], asked) for name, (_, asked) in many.items() if asked > few[name][1]}
    assert more == {}
