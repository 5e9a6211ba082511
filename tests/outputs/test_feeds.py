import re
from xml.etree import ElementTree

import feedparser
import pytest

from archive.editing.redaction import redact
from archive.models import Correction, Quote
from tests.builders import make_article, make_country, make_quote, make_speaker
from tests.outputs.atom import breaches

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(get, query=""):
    parsed = feedparser.parse(get(f"/feed/{query}")[1])
    assert not parsed.bozo
    return parsed


def titles(parsed):
    return [entry.title for entry in parsed.entries]


def test_a_newly_published_quote_comes_first(get, indexed):
    make_quote("An old one", said=None)
    make_quote("Said long ago, published now", said=None)
    indexed()
    assert titles(feed(get))[0] == "Ada Lovelace: “Said long ago, published now”"


def test_a_feed_follows_its_search(get, indexed):
    make_quote("Peace is near")
    make_quote("War is far", make_speaker("Bob"), attribution={"country": make_country()})
    indexed()
    parsed = feed(get, "?country=US")
    assert titles(parsed) == ["Bob: “War is far”"]
    assert "speaking for United States" in parsed.feed.title
    assert parsed.entries[0].author == "Bob"


def test_an_entry_keeps_its_id_when_the_words_change(get, indexed):
    quote = make_quote()
    indexed()
    [entry] = feed(get).entries
    assert entry.id.endswith(f"/quotes/{quote.pk}/")
    assert entry.link.endswith(quote.get_absolute_url())


def test_reported_speech_keeps_its_verb(get, indexed):
    article = make_article("No. 1\n\nNorth Korea denied the arms deals.\n")
    make_quote("the arms deals", cue="denied", kind="indirect", article=article)
    indexed()
    [entry] = feed(get).entries
    assert entry.title == "[Ada Lovelace] denied the arms deals"
    assert "In the reporter&#x27;s words" in entry.summary


def test_hostile_text_stays_text(get, hostile, indexed):
    indexed()
    [entry] = feed(get).entries
    assert "</script><b>&amp;" in entry.title_detail.value
    assert "<b>" not in entry.summary.replace("&lt;b&gt;", "")


def corrected_and_withdrawn(quote):
    Correction.objects.create(
        quote=quote, changed="date <b>", old="\x0b17", new="]]> 18", reason="A slip &amp;."
    )
    gone = make_quote("Gone again")
    Quote.objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_reason="Wrong <speaker>.")


@pytest.mark.parametrize("address", ["/feed/", "/feed/?country=US", "/feed/?q=zzz", "/feed/corrections/"])
def test_feeds_are_valid_after_rfc_4287_hostile_text_included(get, hostile, indexed, address):
    make_quote(attribution={"country": make_country()})
    corrected_and_withdrawn(hostile)
    indexed()
    text = get(address)[1]
    assert breaches(text) == []
    assert ElementTree.fromstring(text).findtext(f"{ATOM}author/{ATOM}name") == "Statement Archive"


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("<updated>", "updated stands 0 times"),
        ("<id>", "id stands 0 times"),
        ('<link href="http://127.0.0.1:8000/q', "without an alternate link"),
    ],
)
def test_the_check_of_feeds_finds_what_is_missing(get, indexed, taken, told):
    make_quote()
    indexed()
    text = get("/feed/")[1]
    at = text.index(taken, text.index("<entry>"))
    rest = text[text.index("<", at + 1) if "link" in taken else text.index("<", text.index("</", at) + 2) :]
    assert any(told in breach for breach in breaches(text[:at] + rest.removeprefix("</link>")))


@pytest.mark.parametrize("page", ["/speakers/1/", "/countries/US/", "/corrections/"])
def test_pages_of_speakers_countries_and_corrections_lead_to_their_feeds(get, indexed, page):
    quote = make_quote(attribution={"country": make_country()})
    make_quote("War is far", make_speaker("Bob"))
    Correction.objects.create(quote=quote, changed="date", reason="A slip.")
    indexed()
    ada = quote.attributions.get().speaker
    text = get(ada.get_absolute_url() if "speakers" in page else page)[1]
    *_, address = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', text)
    [entry] = feedparser.parse(get(address)[1]).entries
    assert entry.link.endswith(quote.get_absolute_url())


@pytest.mark.parametrize("address", ["/feed/", "/feed/corrections/"])
def test_a_feed_that_did_not_change_is_not_sent_again(get, indexed, address):
    make_quote()
    indexed()
    first, _ = get(address)
    assert get(address, if_none_match=first["ETag"])[0].status_code == 304
    assert get(address, if_modified_since=first["Last-Modified"])[0].status_code == 304


def test_a_changed_feed_is_sent_again(get, indexed):
    make_quote()
    indexed()
    first, _ = get("/feed/")
    make_quote("Something new")
    indexed()
    assert get("/feed/", if_none_match=first["ETag"])[0].status_code == 200


def test_corrections_say_what_changed_and_why(get, db):
    quote = make_quote()
    Correction.objects.create(quote=quote, changed="date", old="17 June", new="18 June", reason="A slip.")
    [entry] = feedparser.parse(get("/feed/corrections/")[1]).entries
    assert entry.title == "Corrected (date): Ada Lovelace: “Peace is near”"
    assert "17 June → 18 June" in entry.summary


def test_a_withdrawal_tells_the_reason_but_not_the_words(get, db):
    quote = make_quote("Peace is near")
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")
    text = get("/feed/corrections/")[1]
    assert "Wrong speaker." in text
    assert "eace" not in text


def test_a_redaction_is_the_latest_withdrawal(get, db):
    redacted, withdrawn = make_quote("Peace is near"), make_quote("War is far")
    Quote.objects.filter(pk=withdrawn.pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")
    redact(redacted.article, "A court forbade it.")
    [first, _] = feedparser.parse(get("/feed/corrections/")[1]).entries
    assert (first.title, first.summary) == (f"Quote {redacted.pk} withdrawn", "<p>A court forbade it.</p>")


@pytest.mark.parametrize("query", ["", "?q=peace"])
def test_a_feed_holds_the_latest_of_a_large_search(get, indexed, monkeypatch, query):
    monkeypatch.setattr("archive.outputs.feeds.LATEST", 2)
    for n in range(3):
        make_quote(f"Peace {n}")
    indexed()
    assert [entry.title for entry in feed(get, query).entries] == [
        f"Ada Lovelace: “Peace {n}”" for n in (2, 1)
    ]


def test_a_feed_costs_as_many_queries_for_twenty_quotes_as_for_five(
    get, indexed, django_assert_max_num_queries
):
    for n in range(20):
        make_quote(f"Peace {n}")
    indexed()
    with django_assert_max_num_queries(12):
        get("/feed/")
