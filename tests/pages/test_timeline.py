import re
from datetime import date
from html import unescape
from urllib.parse import urljoin

import pytest
from django.http import QueryDict

from archive.models import Organisation, Outlet, Speaker
from archive.query.filters import read_quotes
from archive.search.index import building
from archive.views import timeline
from tests.builders import make_quote
from tests.html import links_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]

JUNE = "/timeline/?said_from=2024-06&said_to=2024-06"


@pytest.mark.parametrize(
    ("said_from", "said_to", "within"),
    [
        ("2024", "2024", "2024"),
        ("2024-06", "2024-06", "2024-06"),
        ("2024-06-18", "2024-06-18", "2024-06-18"),
        ("2024-06", "2024-07", ""),
        ("2024-06", "", ""),
    ],
)
def test_a_timeline_knows_the_period_that_it_shows(said_from, said_to, within):
    asked = read_quotes(QueryDict(f"said_from={said_from}&said_to={said_to}"))
    assert timeline.period(asked.query) == within


def test_a_month_has_a_bar_for_each_day_which_leads_to_that_day(client):
    page = client.get(f"{JUNE}&undated=exclude")
    day = "?said_from=2024-06-18&said_to=2024-06-18&undated=exclude&view=timeline"
    assert day in links_of(page)
    assert "18 June 2024" in text_of(client.get("/timeline/" + day))


def test_quotes_of_a_month_without_a_day_stand_in_rows_of_their_own(client):
    page = text_of(client.get(JUNE))
    assert "Day not known" in page
    assert "counts in each line that its time touches" in page


def test_a_month_of_too_many_quotes_keeps_its_count_by_month():
    asked, months = read_quotes(QueryDict("said_from=2024-06&said_to=2024-06")), {"2024-06": 10_001}
    assert timeline.by_day(asked, months, 10_001) == months


def test_each_step_of_the_way_down_is_a_link_up(client):
    page = client.get("/timeline/?said_from=2024-06-18&said_to=2024-06-18")
    assert {"?said_from=2024&said_to=2024&undated=exclude&view=timeline", "?view=timeline"} <= set(
        links_of(page)
    )


BAR = re.compile(r'<a href="(?P<link>[^"]+)" aria-label="[^"]+: (?P<count>\d+) quotes?"')
UNDATED = re.compile(r'(?P<count>\d+) of these ha\w+ no printed date: <a href="(?P<link>[^"]+)"')


WITH_BARS = {
    "home": lambda: "/",
    "results": lambda: "/quotes/?q=Korea",
    "timeline": lambda: "/timeline/",
    "country": lambda: "/countries/US/",
    "mentioned": lambda: "/countries/KP/?tab=mentions",
    "speaker": lambda: Speaker.objects.get(name="Kurt Campbell").get_absolute_url(),
    "organisation": lambda: Organisation.objects.get(name="U.S. Department of State").get_absolute_url(),
    "outlet": lambda: Outlet.objects.get(name="The Times Hub").get_absolute_url(),
}


def bars_of(client, address):
    body = client.get(address).content.decode()
    return [(urljoin(address, unescape(bar["link"])), int(bar["count"])) for bar in BAR.finditer(body)]


SPANS = [
    ("2021-12-28", "2022-01-04", "week"), ("2022-02-01", "2022-02-28", "month"), ("2022-01-01", "2022-12-31", "year"),
    ("2022-02-27", "2022-03-02", "day"), ("2022-03-02", "2022-03-02", "day"), ("2015-01-01", "2015-12-31", "year"),
]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "/quotes/?q=quirl",
        "/timeline/?q=quirl&said_from=2022&said_to=2022",
        "/timeline/?q=quirl&said_from=2022-02&said_to=2022-02",
        "/quotes/?q=quirl&said_from=2022-01-03&said_to=2022-02-10",
        "/quotes/?q=quirl&said_from=2021&undated=exclude",
        "/timeline/?q=quirl&said_to=2021",
    ],
)
def test_a_bar_counts_what_its_link_finds_however_exactly_it_is_dated(client, address, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    for first, last, precision in SPANS:
        make_quote(
            "Quirl",
            said=None,
            said_earliest=first,
            said_latest=last,
            said_precision=precision,
            said_basis="editor",
        )
    make_quote("Quirl", said=None)
    building.build()
    bars = bars_of(client, address)
    assert bars
    assert bars == [(link, client.get(link).context["results"].answer.total) for link, _ in bars]


@pytest.mark.parametrize(("first", "told"), [(date(1862, 9, 30), True), (date(1975, 9, 30), False)])
def test_bars_of_years_that_are_far_apart_say_that_some_are_left_out(client, settings, tmp_path, first, told):
    settings.SEARCH_INDEX_DIR = tmp_path
    for day in (first, date(2024, 6, 1)):
        make_quote("Quirl", said=day)
    building.build()
    page = client.get("/quotes/?q=quirl").content.decode()
    assert ("Years without quotes are left out." in page) is told


@pytest.mark.parametrize("page", WITH_BARS)
def test_wherever_bars_stand_they_lead_to_as_many_quotes(client, page):
    address = WITH_BARS[page]()
    body = client.get(address).content.decode()
    counted = [*BAR.finditer(body), *UNDATED.finditer(body)]
    assert counted
    for each in counted:
        found = client.get(urljoin(address, unescape(each["link"])))
        assert found.context["results"].answer.total == int(each["count"]), each["link"]
