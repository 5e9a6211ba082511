"""The head of a page about one thing, its quotes narrowed in place, and the pages of the calendar."""

import re

import pytest

from archive.models import Occasion, Outlet, Quote, Speaker
from tests.html import links_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


def miller():
    return Speaker.objects.get(name="Matthew Miller").get_absolute_url()


def test_a_page_has_months_whom_they_name_who_reports_them_and_how(client):
    page = text_of(client.get(miller()))
    for heading in (
        "When it was said, by month",
        "Names most",
        "Reported by",
        "How it is quoted",
        "Speaking for",
    ):
        assert heading in page


@pytest.mark.parametrize("address", ["", "/countries/KP/?tab=mentions", "/countries/US/"])
def test_every_number_of_a_profile_is_the_number_of_quotes_behind_it(client, address):
    address = address or miller()
    page = client.get(address).content.decode()
    lists = page[page.index('class="lists"') :]
    found = re.findall(r'<a href="(\?[^"]+)" rel="nofollow"><span>.*?class="n">(\d+)<', lists)
    assert len(found) > 5
    for link, count in found:
        answer = client.get(address.partition("?")[0] + link.replace("&amp;", "&"))
        assert answer.context["results"].answer.total == int(count), link


def test_its_quotes_are_searched_and_narrowed_in_place(client):
    answer = client.get(f"{miller()}?q=Russia&kind=direct")
    assert {quote.kind for quote in answer.context["results"].quotes} == {"direct"}
    assert "Remove the filter Kind Direct quote" in text_of(answer)
    assert "Remove the filter Speaker" not in text_of(answer)


def test_a_country_says_who_speaks_for_it_in_which_office_and_keeps_its_tab(client):
    office = "Spokesperson, U.S. Department of State · United States"
    assert f"Who speaks Matthew Miller ({office}" in text_of(client.get("/countries/US/"))
    links = [link for link in links_of(client.get("/countries/KP/?tab=mentions")) if "kind=" in link]
    assert links
    assert all("tab=mentions" in link for link in links)


@pytest.mark.parametrize("model", [Occasion, Outlet])
def test_other_things_have_the_same_head(client, model):
    row = model.objects.public().first()
    assert "How it is quoted" in text_of(client.get(row.get_absolute_url()))


def test_a_day_a_month_and_a_year_have_pages_that_lead_to_each_other(client):
    day = (
        Quote.objects.published()
        .exclude(said_earliest=None)
        .filter(said_precision="day")
        .first()
        .said_earliest
    )
    year, month, one = f"/{day:%Y}/", f"/{day:%Y/%m}/", f"/{day:%Y/%m/%d}/"
    assert month in links_of(client.get(year))
    assert one in links_of(client.get(month))
    assert {year, month} <= set(links_of(client.get(one)))
    assert all(
        quote.said.earliest <= day <= quote.said.latest for quote in client.get(one).context["results"].quotes
    )


@pytest.mark.parametrize("path", ["/1999/", "/2024/13/", "/2024/02/30/", "/0000/"])
def test_a_period_without_quotes_has_no_page(client, path):
    assert client.get(path).status_code == 404


def test_who_speaks_about_whom_is_a_table_of_links_of_any_search(client):
    page = client.get("/countries/matrix/")
    cells = re.findall(r'href="/quotes/(\?[^"]+)" rel="nofollow" title="[^"]*: (\d+)"', page.content.decode())
    assert len(cells) > 5
    for link, count in cells[:8]:
        assert client.get(f"/quotes/{link.replace('&amp;', '&')}").context["results"].answer.total == int(
            count
        )
    assert "Japan" not in text_of(page), "named by nobody who speaks for a country"
    narrowed = client.get("/countries/matrix/?q=ammunition").content.decode()
    assert "q=ammunition&amp;country=" in narrowed
