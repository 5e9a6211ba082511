"""What is new: published, corrected and withdrawn, of any search."""

import feedparser
import pgtrigger
import pytest

from archive.models import Correction, LastChange, Quote, Speaker
from tests.builders import make_article, make_country, make_outlet, make_quote, make_speaker


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


@pytest.mark.parametrize("address", ["/feed/?country=US", "/feed/changes/?country=US", "/feed/corrections/"])
def test_entries_keep_their_id_and_are_updated_when_a_name_changes(get, busy, indexed, address):
    def entries():
        found = feedparser.parse(get(address)[1]).entries
        return {entry.id: entry.updated_parsed for entry in found if "withdrawn" not in entry.id}

    before = entries()
    Speaker.objects.filter(name="Bob").update(name="Robert")  # and with it the slug
    indexed()
    LastChange.objects.filter(quote=busy.pk).update(at="2100-01-01T00:00:00Z")
    after = entries()
    assert before.keys() == after.keys() != set()
    assert all(after[key] > moment for key, moment in before.items())


@pytest.mark.parametrize("table", ["speaker", "outlet", "article", "country"])
def test_whatever_an_entry_shows_dates_it_when_it_changes(get, indexed, table):
    article = make_article("T\n\n“Peace is near,” Ada said.\n", outlet=make_outlet())
    quote = make_quote("Peace is near", article=article, attribution={"country": make_country()})
    indexed()
    LastChange.objects.update(at="2020-01-01T00:00:00Z")
    with pgtrigger.ignore():
        Quote.objects.filter(pk=quote.pk).update(changed_at="2020-01-01T00:00:00Z")
    [entry] = feedparser.parse(get("/feed/")[1]).entries
    assert entry.updated_parsed.tm_year == 2020
    row = {"speaker": quote.attributions.get().speaker, "article": article, "outlet": article.outlet}
    changed = row.get(table) or make_country()
    setattr(changed, "title" if table == "article" else "name", "Another")
    changed.save()
    [entry] = feedparser.parse(get("/feed/")[1]).entries
    assert entry.updated_parsed.tm_year > 2020
