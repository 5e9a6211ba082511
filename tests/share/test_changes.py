"""What is new: published, corrected and withdrawn, of any search."""

from xml.etree import ElementTree

import feedparser
import pgtrigger
import pytest
from django.db.models import F

from archive.models import (
    Article,
    Correction,
    LastChange,
    Match,
    Organisation,
    Outbox,
    Outlet,
    Quote,
    Speaker,
    Statement,
)
from archive.outputs.share import changes
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)

ATOM = "{http://www.w3.org/2005/Atom}"


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


def test_all_that_is_new_is_counted_however_few_are_listed(client, get, busy, indexed, monkeypatch):
    monkeypatch.setattr(changes, "LATEST", 1)
    make_quote("Another of theirs", attribution={"country": make_country()})
    indexed()
    everything = client.get("/changes/since/?since=2020-01-01").json()
    assert everything == {"published": 2, "corrected": 1, "withdrawn": 1}
    of_one = client.get("/changes/since/?since=2020-01-01&country=US").json()
    assert of_one == {"published": 2, "corrected": 1, "withdrawn": 0}
    assert "These are the latest 1." in get("/changes/")[1]


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


@pytest.fixture
def report(indexed):
    """A report through an agency, one wording of a statement, held against a transcript, and corrected once."""
    article = make_article(
        "T\n\nBob denied the deals.\n", outlet=make_outlet(), agency=make_organisation("Agency")
    )
    quote = make_quote(
        "the deals", make_speaker("Bob"), cue="denied", kind="indirect", article=article,
        attribution={"country": make_country()}, via=[make_organisation("Wire")],
        statement=Statement.objects.create(basis="wording"),
    )  # fmt: skip
    transcript = make_article("Briefing\n\nBOB: I deny the deals.\n", form="transcript")
    turn = make_quote("I deny the deals", make_speaker("Bob"), article=transcript, cue="BOB")
    place = transcript.raw_text.index("I deny")
    known = {"kept": 2, "words": 2, "score": 1, "state": "confirmed"}
    Match.objects.create(quote=quote, turn=turn, start=place, end=place + 16, **known)
    Correction.objects.create(quote=quote, changed="said", old="on 1 May", new="on 2 May", reason="Misread")
    return quote


def set_back(moment="2020-01-01T00:00:00Z"):
    with pgtrigger.ignore():
        Quote.objects.update(changed_at=moment, published_at=moment, public_since=moment)
        Correction.objects.update(at=moment)
    LastChange.objects.update(at=moment)
    Outbox.objects.all().delete()  # a transaction, as a test is one, notes a row once


def later(model, **values):
    return lambda quote: model.objects.update(**values)


def turned(**values):
    return lambda quote: Quote.objects.filter(article__form="transcript").update(**values)


SHOWN = {
    "speaker renamed": later(Speaker, name="Robert"),
    "speaker merged": lambda quote: Speaker.objects.filter(name="Bob").update(canonical=make_speaker("Robert")),
    "another country": lambda quote: quote.attributions.update(country=make_country("FR", "France")),
    "outlet renamed": later(Outlet, name="The Nightly Post"),
    "article retitled": lambda quote: Article.objects.filter(pk=quote.article_id).update(title="Another"),
    "agency renamed": lambda quote: Organisation.objects.filter(name="Agency").update(name="Other"),
    "link of the chain renamed": lambda quote: Organisation.objects.filter(name="Wire").update(name="Other"),
    "chain grown": lambda quote: quote.via.create(position=1, organisation=make_organisation("Post")),
    "another day": lambda quote: Quote.objects.filter(pk=quote.pk).update(said_basis="inferred"),
    "translated back": lambda quote: Quote.objects.filter(pk=quote.pk).update(translated="back"),
    "no wording any more": lambda quote: Quote.objects.filter(pk=quote.pk).update(statement=None),
    "statements merged": lambda quote: Quote.objects.update(statement=Statement.objects.create(basis="wording")),
    "joined for another reason": later(Statement, basis="occasion"),
    "match rejected": later(Match, state="rejected"),
    "another passage": later(Match, start=F("start") + 2, kept=1),
    "turn withdrawn": turned(status="withdrawn", withdrawn_reason="A slip."),
    "transcript retitled": lambda quote: Article.objects.filter(form="transcript").update(title="A hearing"),
}  # fmt: skip


@pytest.mark.parametrize("change", SHOWN)
def test_whatever_an_entry_shows_dates_it_when_it_changes(get, report, indexed, change):
    def entries():
        """When each was updated, and what else stands in it."""
        found = {}
        for path in ("", "changes/", "corrections/"):
            for entry in ElementTree.fromstring(get(f"/feed/{path}")[1]).iter(f"{ATOM}entry"):
                updated = entry.find(f"{ATOM}updated")
                entry.remove(updated)
                found[path, entry.findtext(f"{ATOM}id")] = updated.text, ElementTree.tostring(entry)
        return found

    set_back()
    before = entries()
    SHOWN[change](report)
    indexed()
    after = entries()
    changed = [key for key in before.keys() & after.keys() if before[key][1] != after[key][1]]
    assert changed
    assert all(before[key][0] < after[key][0] for key in changed)


def test_a_withdrawal_keeps_its_day_whatever_is_noted_later(get, client, indexed):
    quote = make_quote()
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Misheard")
    set_back()
    Quote.objects.filter(pk=quote.pk).update(internal_note="Asked again")
    Quote.objects.get(pk=quote.pk).save()
    indexed()
    for path in ("/feed/changes/", "/feed/corrections/"):
        [entry] = feedparser.parse(get(path)[1]).entries
        assert entry.updated_parsed.tm_year == entry.published_parsed.tm_year == 2020
    assert client.get("/changes/since/?since=2020-01-02").json()["withdrawn"] == 0
    for path in ("/corrections/", f"/quotes/{quote.pk}/", f"/quotes/{quote.pk}/embed/"):
        assert "1 January 2020" in get(path)[1]
