import re
from html import unescape

import pytest
from django.http import QueryDict

from archive.models import Quote, Speaker, Statement
from archive.query.filters import read_quotes
from archive.search.finding import ask
from tests.html import links_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


def total(response):
    match = re.search(r'role="status">.*?<strong>(\d+)</strong>', response.content.decode(), re.DOTALL)
    return int(match[1]) if match else 0


def test_deepening_cooperation_shows_both_wordings_each_with_its_own_source(client):
    page = text_of(client.get("/quotes/?q=deepening+cooperation&group=none"))
    assert "Said on or before 18 June 2024" in page
    assert "Voice of America →, then The Times Hub, published 18 June 2024" in page
    assert "Unnamed US State Department spokesperson" in page
    assert "e-mail to Yonhap News Agency →, then this article, outlet unknown" in page


def test_wordings_of_one_statement_stand_in_one_row(client):
    page = client.get("/quotes/?q=deepening+cooperation")
    statement = Statement.objects.get()
    assert text_of(page).count("+1 wording") == 1
    assert statement.get_absolute_url() in links_of(page)
    assert (
        text_of(page).count("anyone interested in maintaining peace")
        + text_of(page).count("everyone interested in maintaining peace")
        == 1
    )


def test_matthew_miller_has_ten_quotes(client):
    miller = Speaker.objects.get(name="Matthew Miller")
    assert total(client.get(f"/quotes/?speaker={miller.pk}")) == 10
    assert "10 quotes" in text_of(client.get(miller.get_absolute_url()))


def test_speaking_for_and_mentioning_are_two_filters(client):
    assert total(client.get("/quotes/?country=KR")) == 4
    assert total(client.get("/quotes/?country=KP")) == 3
    mentions = Quote.objects.published().filter(mentions__country="KP").count()
    assert total(client.get("/quotes/?mentions=KP")) == mentions > 3
    tabs = text_of(client.get("/countries/KP/"))
    assert f"Speaking for it 3 Mentioning it {mentions}" in tabs


def test_a_denial_reads_as_a_denial(client):
    assert "North Korea and Russia denied the arms deals" in re.sub(
        r" +", " ", text_of(client.get("/quotes/?q=arms+deals"))
    )


def test_every_facet_count_is_the_number_of_results_behind_it(client):
    page = client.get("/quotes/?q=Korea").content.decode()
    choices = re.findall(r'<li><a href="(\?[^"#]+)#facet-\w+" rel="nofollow"><span>.*?class="n">(\d+)<', page)
    assert len(choices) > 20
    for link, count in choices:
        asked = read_quotes(QueryDict(unescape(link)[1:]))
        assert ask(asked, 0, 0).total == int(count), link


def test_a_role_is_named_as_it_is_written(client):
    assert "Secretary of State 5 quotes" in text_of(client.get("/quotes/?country=US"))


def test_a_facet_ignores_its_own_selection(client):
    page = text_of(client.get("/quotes/?country=KP"))
    assert "South Korea 4 quotes" in page
    assert "Remove: North Korea 3 quotes" in page


def test_every_active_filter_is_named_with_a_link_that_takes_only_it_away(client):
    page = client.get("/quotes/?q=Russia&country=US&said_from=2024-06&page=1")
    assert "Remove the filter Speaking for United States" in text_of(page)
    assert "Remove the filter Said from 1 June 2024" in text_of(page)
    assert "?q=Russia&said_from=2024-06" in links_of(page)
    assert "?q=Russia&country=US" in links_of(page)


def test_the_title_says_words_number_and_page(client):
    assert "<title>Korea – 33 quotes" in (
        page := client.get("/quotes/?q=Korea").content.decode()
    ) or re.search(r"<title>Korea – \d+ quotes – Statement Archive", page)
    assert "quotes, page 2 of 3 –" in client.get("/quotes/?page=2").content.decode()


def test_an_empty_result_offers_what_leads_to_results(client):
    page = client.get("/quotes/?q=ammunition&country=KP")
    assert page.status_code == 200
    assert "Without speaking for North Korea: 3 quotes" in text_of(page)
    assert "45 quotes in 5 articles" in text_of(page)


def test_by_speaker_lists_all_with_their_first_and_last_day(client):
    page = text_of(client.get("/quotes/?view=speakers"))
    assert re.search("Matthew Miller .{,200}? 10 16 September 2024", page)
    assert re.search("Avril Haines .{,200}? 2 no date printed", page)


def test_bars_and_undated_quotes_make_up_the_total(client):
    page = client.get("/quotes/").content.decode()
    table = page[page.index("Quotes over time as a table") :]
    numbers = [int(n) for n in re.findall(r"</th><td>(\d+)</td>", table[: table.index("</table>")])]
    assert sum(numbers) == 45


def test_the_timeline_keeps_month_precise_and_undated_quotes_apart(client):
    page = text_of(client.get("/timeline/?page=3")) + text_of(client.get("/timeline/"))
    assert "June 2024 Day not known" in page
    assert "No day of saying known" in page


def test_the_bars_and_their_table_hold_the_same_numbers(client):
    page = client.get("/quotes/").content.decode()
    bars = re.findall(r'aria-label="(\w+ \d{4}): (\d+) quotes?"', page)
    rows = re.findall(r'<th scope="row"><a href="[^"]+">(\w+ \d{4})</a></th><td>(\d+)</td>', page)
    assert bars == rows
    assert ("September 2024", "7") in bars


def test_people_are_found_by_name_beside_their_quotes(client):
    assert "Speakers by that name: Antony Blinken" in text_of(client.get("/quotes/?q=blinken"))


def test_a_withdrawn_quote_leaves_totals_and_facets_before_any_index_knows(client):
    quote = Quote.objects.published().filter(attributions__country="KP").first()
    assert total(client.get("/quotes/?country=KP")) == 3
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="It was somebody else.")
    assert total(client.get("/quotes/?country=KP")) == 2
    assert f"North Korea {2} quotes" in text_of(client.get("/quotes/")).replace("Remove: ", "")


def test_a_hand_picked_list_is_an_address(client):
    first, second = Quote.objects.published().order_by("pk")[:2]
    page = client.get(f"/quotes/?id={first.pk}&id={second.pk}")
    assert total(page) == 2
    assert "A hand-picked list" in text_of(page)


def test_a_list_that_was_gathered_has_an_address_and_an_empty_one_leads_back(client):
    assert client.get("/quotes/list/?q=Russia&keep=3&keep=1").url == "/quotes/?id=3&id=1"
    assert client.get("/compare/list/?keep=3&keep=1").url == "/compare/?id=3&id=1"
    assert client.get("/quotes/list/?q=Russia").url == "/quotes/?q=Russia"


def test_files_and_feeds_of_a_search_do_not_carry_the_list(client):
    page = client.get("/quotes/?q=Russia&keep=3")
    assert "/export/quotes.csv?q=Russia" in links_of(page)


def test_a_misspelt_word_is_answered_with_one_that_occurs(client):
    page = client.get("/quotes/?q=amunition")
    assert "There are no quotes with “amunition”. Did you mean ammunition ?" in text_of(page).replace(
        "n?", "n ?"
    )
    assert "?q=ammunition" in links_of(page)


def test_an_empty_result_offers_to_leave_out_the_word_that_nothing_has(client):
    page = client.get("/quotes/?q=ammunition+zebra&country=US")
    assert "“ammunition”, without “zebra”: 3 quotes" in text_of(page)
    assert "?q=ammunition&country=US" in links_of(page)
    assert "without “" not in text_of(client.get("/quotes/?q=%22ammunition+zebra%22"))
