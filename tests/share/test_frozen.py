"""A frozen search answers the same for ever, and names what changed since."""

import hashlib
import json
import re

import bibtexparser
import pgtrigger
import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils import timezone

from archive.editing.merge import merge
from archive.editing.merge_places import merge_places
from archive.editing.redaction import redact
from archive.editing.workflow import STEPS, take
from archive.models import Correction, FrozenSearch, Quote, Speaker
from archive.outputs.citations import FORMATS
from archive.outputs.share import frozen as freezing
from archive.outputs.share.frozen import since
from archive.outputs.share.frozen_cited import STYLES, citations
from archive.views import searches
from tests.builders import make_article, make_country, make_organisation, make_quote, make_speaker

US = "?country=US"


@pytest.fixture
def quotes(indexed):
    about = {"country": make_country()}
    article = make_article("T\n\nBob denied the deals.\n")
    told = make_quote(
        "the deals", make_speaker("Bob"), cue="denied", kind="indirect", article=article, attribution=about
    )
    made = [
        told,
        make_quote("Peace is near", attribution=about),
        make_quote("War", status="draft", attribution=about),
    ]
    indexed()
    return made


@pytest.fixture
def frozen(client, quotes):
    answer = client.post(f"/searches/{US}", {"title": "Mine <b>", f"note-{quotes[1].pk}": "See this"})
    return FrozenSearch.objects.get(code=answer.url.split("/")[2])


def record(client, frozen):
    """The same in the API and beside the page."""
    answers = [
        client.get(f"/api/v1/searches/{frozen.code}/"),
        client.get(f"/searches/{frozen.code}/record.json"),
    ]
    assert answers[0].content == answers[1].content
    return answers[0].json()


def page(client, frozen):
    return client.get(f"/searches/{frozen.code}/").content.decode()


def test_a_frozen_search_keeps_what_was_found_with_versions_and_a_hash(client, quotes, frozen):
    public = Quote.objects.published().order_by("pk")
    assert sorted(frozen.versions.items()) == [(quote.pk, quote.public_version) for quote in public]
    lines = "".join(f"{pk}@{version}\n" for pk, version in frozen.found)
    assert frozen.sha256 == hashlib.sha256(lines.encode()).hexdigest()
    text = page(client, frozen)
    for part in (
        "2 quotes",
        "speaking for United States",
        "nothing has changed",
        "Mine &lt;b&gt;",
        "Note: See this",
        "denied",
    ):
        assert part in text
    assert "War" not in text


def test_the_same_search_is_frozen_once_a_day(client, quotes):
    first, second = client.post(f"/searches/{US}"), client.post(f"/searches/{US}")
    assert first.url == second.url


def test_what_was_added_corrected_and_withdrawn_is_named(client, quotes, frozen, indexed):
    Correction.objects.create(
        quote=quotes[0], changed="said", old="1 May", new="2 May", reason="Misread", at=timezone.now()
    )
    Quote.objects.filter(pk=quotes[1].pk).update(status="withdrawn", withdrawn_reason="Made up")
    make_quote("Something more", attribution={"country": make_country()})
    indexed()
    text = page(client, frozen)
    assert "1 added, 1 corrected, 1 withdrawn" in text
    assert "because: Made up" in text
    assert "Peace is near" not in text
    assert "Misread" in text


def correct(quote, indexed):
    Correction.objects.create(quote=quote, changed="words", reason="Misread", at=timezone.now())


def withdraw(quote, indexed):
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Made up")


def take_back(quote, indexed):
    Quote.objects.filter(pk=quote.pk).update(status="draft")


def add(quote, indexed):
    make_quote("Something more", attribution={"country": make_country()})


def move(quote, indexed):
    quote.attributions.update(country=make_country("FR", "France"))


def say_again_by_another(quote, indexed):
    boss = get_user_model().objects.create_superuser("boss")
    take(STEPS["withdraw"], quote, boss, "Made up")
    take(STEPS["reopen"], quote, boss)
    quote.attributions.update(speaker=make_speaker("Bob Roe"))
    assert take(STEPS["publish"], quote, boss) == []


def withdraw_and_take_up(quote, indexed):
    boss = get_user_model().objects.create_superuser("boss")
    for step in ("withdraw", "reopen"):
        assert take(STEPS[step], quote, boss, "Made up") == []


def merge_speakers(quote, indexed):
    ada = quote.attributions.get().speaker
    assert merge(ada, make_speaker("Ada King"), "Same person") == []


CHANGES = {
    "corrected": (correct, "1 corrected"),
    "withdrawn": (withdraw, "1 withdrawn"),
    "redacted": (lambda quote, _: redact(quote.article, "A court order."), "1 withdrawn"),
    "withdrawn and taken up again": (withdraw_and_take_up, "1 withdrawn"),
    "a draft again": (take_back, "1 not public at the moment"),
    "withdrawn and published again": (say_again_by_another, "1 corrected"),
    "added": (add, "1 added"),
    "moved": (move, "1 no longer found"),
    "speakers merged": (merge_speakers, "1 corrected"),
    "indexed anew": (lambda _, indexed: indexed(), "nothing has changed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_happens_it_answers_the_same_and_names_the_change(
    client, quotes, frozen, indexed, change, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    before = {**record(client, frozen), "since": 0}
    act, told = CHANGES[change]
    act(quotes[1], indexed)
    indexed()
    after = record(client, frozen)
    if change == "redacted":  # the note on it goes
        before["quotes"] = [{**row, "note": ""} for row in before["quotes"]]
    assert {**after, "since": 0} == before
    assert str(since(FrozenSearch.objects.get())) == after["since"]["text"] == told
    assert ("See this" in page(client, frozen)) == (change != "redacted")


def test_a_search_for_an_organisation_that_was_merged_finds_what_it_found(client, indexed):
    ministry, other = make_organisation(), make_organisation("Ministry of Trials")
    make_quote(attribution={"organisation": ministry})
    indexed()
    made = client.post(f"/searches/?organisation={ministry.pk}").url
    user = get_user_model().objects.create(username="pia")
    assert merge_places(ministry, other, "Renamed", user) == []
    indexed()
    assert client.get(made).context["since"].runs
    assert client.get(made).context["since"].left == []
    assert str(since(FrozenSearch.objects.get())) == "1 corrected"


def test_a_search_whose_words_were_removed_still_says_what_it_found(client, quotes, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    made = client.post("/searches/?q=%22Peace+is+near%22", {"title": "Peace is near, they say"}).url
    redact(quotes[1].article, "A court order.")
    text = client.get(made).content.decode() + client.get(f"{made}record.json").content.decode()
    assert "Peace is near" not in text
    assert "A court order." in text
    assert f"Quote {quotes[1].pk} was withdrawn" in text


def test_a_merged_speaker_and_a_lost_search_change_nothing_that_was_frozen(client, quotes, indexed):
    bob = Speaker.objects.get(name="Bob")
    answer = client.post(f"/searches/?speaker={bob.pk}")
    made = FrozenSearch.objects.get(code=answer.url.split("/")[2])
    bob.canonical = make_speaker("Robert")
    bob.save()
    indexed()
    assert str(since(made)) == "nothing has changed"
    Quote.objects.filter(pk=quotes[0].pk).update(status="withdrawn", withdrawn_reason="Made up")
    indexed()
    assert "1 withdrawn" in page(client, made)


def test_what_turns_text_around_in_a_title_turns_nothing_beside_it(client, quotes):
    client.post("/searches/?q=peace", {"title": "a\u202eb"})
    assert FrozenSearch.objects.get().title == "\u2068a\u202eb\u2069"


def test_a_search_that_cannot_be_run_says_so_beside_what_else_changed(client, quotes, frozen, indexed):
    Quote.objects.filter(pk=quotes[0].pk).update(status="withdrawn", withdrawn_reason="Made up")
    with pgtrigger.ignore("archive.FrozenSearch:frozen_for_ever"):
        FrozenSearch.objects.update(search="speaker=99999999")
    assert str(since(FrozenSearch.objects.get())) == "1 withdrawn, the search can no longer be run"


def test_a_code_read_from_paper_may_be_in_capitals(client, frozen):
    assert client.get(f"/searches/{frozen.code.upper()}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_and_comes_back_as_another_is_noted(client):
    quote = make_quote()
    say_again_by_another(quote, None)
    noted = dict(quote.corrections.values_list("changed", "new"))
    assert noted["status"] == "published again"
    assert "Bob Roe" in noted["speaker"]


def test_a_frozen_search_cannot_be_changed(frozen):
    for change in (
        lambda: FrozenSearch.objects.update(title="Other"),
        lambda: FrozenSearch.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_it_is_cited_in_every_style(client, frozen):
    cited = {label: text for label, text, _ in client.get(f"/searches/{frozen.code}/").context["citations"]}
    assert all(f"/searches/{frozen.code}/" in text and frozen.sha256 in text for text in cited.values())
    [entry] = bibtexparser.parse_string(cited["BibTeX"]).entries
    assert entry["howpublished"] == f"Frozen search {frozen.code}"
    assert entry["date"] == frozen.at.date().isoformat()
    assert json.loads(cited["CSL-JSON"])[0]["title"] == "Mine <b>"
    assert record(client, frozen)["citations"] == cited
    assert set(STYLES) == set(FORMATS)


def test_each_citation_is_a_file(client, frozen):
    for _, text, link in citations(frozen):
        file = client.get(link)
        assert file.content.decode() == f"{text}\n"
        assert "attachment" in file["Content-Disposition"]
    assert client.get(f"/searches/{frozen.code}/citation.doc").status_code == 404


def test_marks_within_a_title_are_single_and_end_it_once(client, quotes):
    client.post("/searches/?q=peace", {"title": "Who said “peace”?"})
    cited = {label: text for label, text, _ in citations(FrozenSearch.objects.get())}
    assert "“Who said ‘peace’?” Frozen search" in cited["Chicago"]
    assert "“Who said ‘peace’?” frozen search" in cited["Chicago"]


def test_it_can_be_taken_along(client, quotes, frozen):
    found = record(client, frozen)
    offered = re.findall(r'href="/export/quotes\.([^"?]+)', client.get(f"/quotes/{US}").content.decode())
    assert found["count"] == 2
    assert set(found["files"]) == set(offered)
    for kind, address in found["files"].items():
        file = client.get(address)
        assert file["X-Archive-Query"] == found["url"]
        text = b"".join(file).decode()
        assert "Peace is near" in text, kind
        assert "denied" in text, kind


def test_a_file_that_broke_off_goes_on_and_has_a_dictionary(client, frozen):
    first, second = frozen.versions
    rest = client.get(f"/searches/{frozen.code}/export.jsonl?after={first}")
    assert [json.loads(line)["id"] for line in b"".join(rest).splitlines()] == [second]
    assert client.get(f"/searches/{frozen.code}/export.jsonl?after=999999").status_code == 400
    described = client.get(f"/searches/{frozen.code}/export.csv")["Link"]
    dictionary = client.get(*re.findall("<([^>]+)>", described)).json()
    assert dictionary["url"].endswith(f"/searches/{frozen.code}/export.csv")
    assert dictionary["notes"][0]["count"] == 2


def test_one_quote_is_one(client, quotes):
    made = client.post("/searches/?q=peace").url
    text = client.get(made).content.decode()
    assert "1 quote; SHA-256" in text
    assert "Archive record: 1 quote, SHA-256" in text
    assert "1 quotes" not in text


def test_more_than_can_be_kept_is_told_before(client, quotes, monkeypatch):
    monkeypatch.setattr(freezing, "MOST", 1)
    asked = client.get(f"/searches/{US}").content.decode()
    assert "At most 1 quotes can be frozen" in asked
    assert "Freeze it" not in asked
    assert client.post(f"/searches/{US}").status_code == 400


def test_a_large_one_counts_as_several(client, quotes, settings, monkeypatch):
    settings.RATES = {**settings.RATES, "freeze": "3/hour"}
    monkeypatch.setattr(searches, "BYTES", 16)
    assert [client.post(f"/searches/{US}").status_code for _ in range(2)] == [302, 429]


@pytest.mark.parametrize(
    ("rate", "clients"), [("freeze", ["127.0.0.1"] * 2), ("freezes", ["10.0.0.1", "10.1.0.1"])]
)
def test_freezing_is_limited_for_each_and_for_all(client, quotes, settings, rate, clients):
    settings.RATES = {**settings.RATES, rate: "1/hour"}
    sent = [client.post(f"/searches/{US}", REMOTE_ADDR=one) for one in clients]
    assert [answer.status_code for answer in sent] == [302, 429]


def test_the_card_of_a_frozen_search_says_which_it_is(client, frozen):
    assert '<meta property="og:title" content="Frozen search: 2 quotes' in page(client, frozen)
