"""What the archive of the five articles must answer, asked through its pages."""

import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from archive.models import Quote
from archive.query import QuoteQuery
from archive.search import find
from tests.html import text_of
from tests.test_gold import CORE, STATEMENTS, said_wanted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles", "index")]


def read(client: Client, address: str, **parameters: Any) -> str:
    response = client.get(address, parameters)
    assert response.status_code == 200, address
    return text_of(response)


def refs(**query: Any) -> set[str]:
    found = find(QuoteQuery(**query), stop=100)
    assert found.total == len(found.ids)
    return set(Quote.objects.filter(pk__in=found.ids).values_list("ref", flat=True))


def speaker_id(name: str) -> int:
    return Quote.objects.filter(attributions__speaker__name=name).values_list(
        "attributions__speaker", flat=True
    )[0]


def test_both_wordings_are_found_each_with_what_its_file_supports(client: Client) -> None:
    assert refs(q="deepening cooperation") >= {"003-s1", "004-s2"}
    page = read(client, "/quotes/", q="deepening cooperation")
    for words in ("Matthew Miller", "Voice of America", "Said on or before 18 June 2024", "The Times Hub"):
        assert words in page
    for words in (
        "State Department spokesperson",
        "e-mail to Yonhap News Agency",
        "19 June 2024",
        "outlet unknown",
    ):
        assert words in page


def test_matthew_miller_has_ten_published_quotes(client: Client) -> None:
    assert len(refs(speaker=(speaker_id("Matthew Miller"),))) == 10
    assert "10 quotes" in read(client, "/quotes/", speaker=speaker_id("Matthew Miller"))


def test_a_denial_reads_as_a_denial(client: Client) -> None:
    page = read(client, Quote.objects.get(ref="002-s11").get_absolute_url())
    assert re.search(r"North Korea and Russia denied the arms deals", page)


@pytest.mark.parametrize(("code", "number"), [("KR", 4), ("KP", 3)])
def test_countries_spoken_for(code: str, number: int) -> None:
    assert len(refs(country=(code,))) == number


def test_mentions_are_what_the_words_name() -> None:
    words = {ref: " ".join(span["text"] for span in STATEMENTS[ref]["spans"]) for ref in CORE}
    assert refs(mentions=("KP",)) == {
        ref for ref, text in words.items() if re.search(r"North Korea|DPRK", text)
    }


def test_kinds_are_counted_as_in_the_truth() -> None:
    wanted = Counter(STATEMENTS[ref]["type"] for ref in CORE)
    assert find(QuoteQuery(), facets=["kind"]).facets["kind"] == dict(wanted)


def test_months_are_counted_as_in_the_truth() -> None:
    wanted = Counter((said_wanted(STATEMENTS[ref])[0] or "undated")[:7] for ref in CORE)
    counted = find(QuoteQuery(), facets=["period"]).facets["period"]
    assert {period: count for period, count in counted.items() if len(str(period)) > 4} == dict(wanted)


def test_occasions_and_chains_are_counted_as_in_the_truth() -> None:
    found = find(QuoteQuery(), facets=["occasion", "via"]).facets
    published = Quote.objects.published()
    occasions = published.exclude(occasion=None).values_list("occasion", flat=True)
    assert found["occasion"] == dict(Counter(occasions))
    assert sum(found["via"].values()) == sum(len(STATEMENTS[ref]["reported_via"]) for ref in CORE)


def test_outlets_that_are_not_known_are_never_made_up(client: Client) -> None:
    for ref, agency in (("004-s2", "Yonhap"), ("000-s3", "Newsis")):
        quote = Quote.objects.get(ref=ref)
        assert "outlet unknown" in read(client, quote.get_absolute_url())
        assert quote.article.outlet is None
        assert agency not in read(client, "/outlets/")


def test_withdrawing_takes_a_quote_out_at_once_while_no_worker_runs(client: Client) -> None:
    quote = Quote.objects.get(ref="003-s1")
    before = find(QuoteQuery(), facets=["speaker", "country"])
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Attributed wrongly.")
    after = find(QuoteQuery(), facets=["speaker", "country"])
    miller = speaker_id("Matthew Miller")
    assert after.total == before.total - 1
    assert quote.pk not in find(QuoteQuery(q="deepening cooperation"), stop=100).ids
    assert (before.facets["speaker"][miller], after.facets["speaker"][miller]) == (10, 9)
    assert "Attributed wrongly." in client.get(quote.get_absolute_url()).content.decode()
    assert client.get(quote.get_absolute_url()).status_code == 410
