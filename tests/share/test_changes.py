"""What is new: published, corrected and withdrawn, of any search."""

import feedparser
import pytest

from archive.models import Correction, Quote
from tests.builders import make_article, make_country, make_quote, make_speaker


@pytest.fixture
def busy(indexed):
    article = make_article("T\n\nBob denied the deals.\n")
    about = {"country": make_country()}
    told = make_quote(
        "the deals", make_speaker("Bob"), cue="denied", kind="indirect", article=article, attribution=about
    )
    gone, draft = make_quote("Forget these words"), make_quote("Not for readers", status="draft")
    Correction.objects.create(quote=told, changed="said", old="on 1 May", new="on 2 May", reason="Misread")
    Correction.objects.create(quote=draft, changed="words", old="secret", new="more secret", reason="None")
    Quote.objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_reason="Made up")
    indexed()
    return told


def test_changes_tell_what_was_published_corrected_and_withdrawn(get, busy):
    page = get("/changes/")[1]
    for part in ("[Bob] denied the deals", "on 1 May → on 2 May (Misread)", "Withdrawn.</strong>", "Made up"):
        assert part in page
    for hidden in ("Forget these words", "Not for readers", "secret"):
        assert hidden not in page


@pytest.mark.parametrize(("query", "shown"), [("?country=US", True), ("?q=peace", False)])
def test_changes_are_filtered_as_any_search(get, busy, query, shown):
    assert ("denied the deals" in get(f"/changes/{query}")[1]) is shown
    assert ("denied the deals" in get(f"/feed/changes/{query}")[1]) is shown


def test_the_feed_of_changes_can_be_read(get, busy):
    parsed = feedparser.parse(get("/feed/changes/")[1])
    assert not parsed.bozo
    assert sorted(entry.title.split(":")[0] for entry in parsed.entries) == [
        "Corrected",
        "Published",
        "Withdrawn",
    ]
    assert len({entry.id for entry in parsed.entries}) == 3


def test_what_is_new_since_a_moment_is_counted(client, busy):
    everything = client.get("/changes/since/?since=2020-01-01").json()
    assert everything == {"published": 1, "corrected": 1, "withdrawn": 1}
    assert set(client.get("/changes/since/?since=2100-01-01").json().values()) == {0}
    assert set(client.get("/changes/since/?since=yesterday").json().values()) == {0}


def test_a_feed_explains_itself_to_people(get, busy):
    page = get("/feed/?country=US&format=html")[1]
    assert "This is a feed" in page
    assert "denied the deals" in page


def test_an_entry_is_updated_when_a_name_changes(get, busy):
    before = feedparser.parse(get("/feed/?country=US")[1]).entries[0].updated_parsed
    Quote.objects.get(pk=busy.pk).last_change.__class__.objects.filter(quote=busy.pk).update(
        at="2100-01-01T00:00:00Z"
    )
    assert feedparser.parse(get("/feed/?country=US")[1]).entries[0].updated_parsed > before
