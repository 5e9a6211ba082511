"""Nothing unpublished, and no text beyond its article's rights, at any address that the outputs add."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import resolve

from archive.editing.redaction import redact
from archive.models import Correction, Follow, Follower, Match, Occasion, Quote, Sought, Statement
from archive.outputs.share.mail import links
from archive.outputs.share.mail.compose import compose
from archive.outputs.share.mail.send import send
from archive.outputs.urls import urlpatterns
from archive.search.index import building
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)

SECRET = "Zanzibar"
EXPORTS = ["csv", "jsonl", "apa.txt", "chicago.txt", "ris", "bib", "csl.json"]
LISTS = ["speakers", "countries", "organisations", "outlets", "occasions", "articles", "quotes", "changes"]
PARTS = ["quotes", "speakers", "countries", "organisations", "outlets", "articles", "occasions", "statements"]
SURFACES = [
    *(f"/export/quotes.{extension}" for extension in EXPORTS),
    *(f"/export/quotes.{extension}?q={SECRET}" for extension in EXPORTS),
    "/export/quotes.csv-metadata.json",
    "/export/quotes.jsonl-schema.json",
    "/feed/",
    "/feed/corrections/",
    "/feed/changes/",
    f"/feed/changes/?q={SECRET}",
    "/changes/",
    f"/changes/?q={SECRET}",
    "/changes/since/",
    "/sitemap.xml",
    *(f"/sitemaps/{part}-1.xml" for part in PARTS),
    *(f"/api/v1/{name}/" for name in LISTS),
    f"/api/v1/quotes/?q={SECRET}",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/anything/else/",
]


def by_id(quote):
    """The addresses that lead to a quote, and to what only it leads to."""
    attribution = quote.attributions.get()
    return [
        f"/api/v1/quotes/{quote.pk}/",
        f"/api/v1/articles/{quote.article_id}/",
        f"/api/v1/speakers/{attribution.speaker_id}/",
        f"/api/v1/statements/{quote.statement_id}/",
        f"/api/v1/outlets/{quote.article.outlet_id}/",
        f"/api/v1/organisations/{attribution.organisation_id}/",
        f"/api/v1/occasions/{quote.occasion_id}/",
        f"/api/v1/countries/{attribution.country_id}/",
        f"/quotes/{quote.pk}/embed/",
        f"/quotes/{quote.pk}/picture.png",
        f"/quotes/{quote.pk}/story.txt",
        f"/pictures/speaker/{attribution.speaker_id}.png",
        f"/oembed?url=http://testserver{quote.get_absolute_url()}",
    ]


# They lead on, draw the site's name, or want a token: tests/share asks them.
ELSEWHERE = {"short", "picture-site", "follow", "followed", "unfollow", "api-search", "frozen-record"}


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
STATES = ["draft", "review", "withdrawn", "draft again"]


def hide(state):
    """A quote that nobody may see, with a speaker, country, outlet, organisation and statement of its own."""
    name = f"{SECRET} {state}"
    article = make_article(f"{name} title\n\n“{name} falls,” Ada said.\n", outlet=make_outlet(name))
    code = f"Z{state[0].upper()}" if state != STATES[-1] else "ZZ"
    quote = make_quote(
        f"{name} falls",
        make_speaker(f"{name} Ada"),
        article=article,
        attribution={"country": make_country(code, name), "organisation": make_organisation(name)},
        status=state if state in ("draft", "review") else "published",
    )
    occasion = Occasion.objects.create(name=name, kind="briefing")
    changed = {"statement": Statement.objects.create(basis="wording", note=name), "occasion": occasion}
    if state == "withdrawn":
        changed |= {"status": "withdrawn", "withdrawn_reason": "wrong"}
    if state == "draft again":
        changed |= {"status": "draft"}
    Quote.objects.filter(pk=quote.pk).update(**changed)
    return Quote.objects.get(pk=quote.pk)


@pytest.fixture
def hidden(db):
    """One of each state, beside one that all may see."""
    make_quote("Peace is near")
    quotes = [hide(state) for state in STATES]
    building.build()
    return quotes


def whole(client, address):
    """What an address leads to, and its headers."""
    response = client.get(address, follow=True)
    body = b"".join(response) if response.streaming else response.content
    return f"{body.decode('latin-1')} {response.headers} {response.redirect_chain}"


def leaks(text):
    """Where the secret stands in a text, but for what was asked."""
    asked = text.replace(f"q={SECRET}", "").replace(f"“{SECRET}”", "")
    return [asked[at.start() : at.start() + 60] for at in re.finditer(SECRET, asked, re.IGNORECASE)]


def test_every_address_of_the_outputs_is_looked_at(hidden):
    looked_at = {resolve(address.partition("?")[0]).url_name for address in [*SURFACES, *by_id(hidden[0])]}
    assert {pattern.name for pattern in urlpatterns} == looked_at | ELSEWHERE


def test_nothing_unpublished_is_on_any_surface(get, hidden):
    answers = {address: get(address) for address in SURFACES}
    assert {response.status_code for response, _ in answers.values()} == {200, 404}
    assert {address: found for address, (_, text) in answers.items() if (found := leaks(text))} == {}


def test_nothing_unpublished_is_counted(get, hidden):
    assert get("/export/quotes.csv")[0]["X-Archive-Count"] == "1"
    assert get("/api/v1/quotes/")[0].json()["total"] == 1


def test_nothing_unpublished_is_reachable_by_id(get, hidden):
    for quote in hidden:
        for address in by_id(quote):
            response, text = get(address)
            assert response.status_code in (404, 410)
            assert SECRET not in text


def unpublish(quote, state):
    if state == "redacted":
        redact(quote.article, "A court order.")
    else:
        reason = "wrong" if state == "withdrawn" else ""
        Quote.objects.filter(pk=quote.pk).update(status=state, withdrawn_reason=reason)


@pytest.mark.parametrize("state", ["draft", "review", "withdrawn", "redacted"])
def test_whatever_was_shared_says_nothing_more_of_what_is_hidden(get, client, db, settings, tmp_path, state):
    """Frozen, drawn, followed, embedded and cited in an older version while it was public."""
    settings.DATA_DIR = tmp_path
    make_quote("Peace is near")
    quote = hide("shared")
    Quote.objects.filter(pk=quote.pk).update(public_note=f"{SECRET} note")
    Correction.objects.create(quote=quote, changed="words", old=f"{SECRET} fell", new="falls", reason=SECRET)
    building.build()
    frozen = client.post("/searches/").url
    follow = Follow.objects.create(
        follower=Follower.objects.create(email="ada@example.org"), search="", confirmed_at=LONG_AGO, looked_at=LONG_AGO
    )  # fmt: skip
    compose()
    shared = [
        frozen,
        f"/api/v1{frozen}",
        *(f"{frozen}citation.{style}" for style in EXPORTS[2:]),
        *(f"{frozen}{name}" for name in ("record.json", *(f"export.{extension}" for extension in EXPORTS))),
        *(
            f"/quotes/{quote.pk}/{rest}"
            for rest in ("", "?version=1", "?version=2", "embed/", "story.txt", "picture.png")
        ),
        *(f"/q/{quote.pk}{version}" for version in ("", "@1", "@2")),
        *(
            f"/{page}/?id={quote.pk}"
            for page in ("quotes", "dossier", "compare", "feed", "changes", "follow", "searches")
        ),
        *(f"/oembed?url={settings.SITE_URL}/q/{quote.pk}&format={form}" for form in ("json", "xml")),
        *("/", "/feed/?format=html", "/feed/changes/?format=html", "/corrections/", links.manage(follow)),
    ]
    told = [address for address in shared if SECRET in (text := whole(client, address)) or "PNG" in text]
    assert len(told) > 20
    unpublish(quote, state)
    building.build()
    assert {address: found for address in shared if (found := leaks(whole(client, address)))} == {}
    assert client.get(f"/quotes/{quote.pk}/picture.png").status_code == 404
    send()
    assert [each.subject for each in mail.outbox if leaks(str(each.message()))] == []


@pytest.mark.parametrize("extension", EXPORTS)
def test_nothing_unpublished_can_be_picked_by_hand(get, hidden, extension):
    for quote in hidden:
        assert SECRET not in get(f"/export/quotes.{extension}?id={quote.pk}")[1]


def test_no_internal_note_and_no_text_beyond_an_articles_rights_is_on_any_surface(get, db):
    for rights in ("excerpt", "quotes"):
        text = f"Title\n\n{SECRET} fell. “Peace is near,” Ada said. {SECRET} fell.\n\n{SECRET} {rights}.\n"
        make_quote(article=make_article(text, rights=rights))
    make_quote(internal_note=SECRET)
    building.build()
    assert {address: found for address in SURFACES if (found := leaks(get(address)[1]))} == {}


@pytest.mark.parametrize(
    "change",
    [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn", "withdrawn_reason": "wrong"}],
)
def test_a_confirmed_passage_shows_nothing_of_a_turn_that_is_not_published(get, db, change):
    text = f"{SECRET} briefing\n\nMR. HALE: {SECRET} falls, he said.\n"
    start = text.index(f"{SECRET} falls")
    turn = make_quote(f"{SECRET} falls", article=make_article(text, form="transcript"))
    statement = Statement.objects.create(basis="occasion")
    quote = make_quote(
        "Peace is near", occasion=Occasion.objects.create(name="Briefing"), statement=statement
    )
    Match.objects.create(
        quote=quote, turn=turn, start=start, end=start + 14, kept=2, words=2, score=1, state="confirmed"
    )
    Quote.objects.filter(pk=turn.pk).update(occasion=quote.occasion, statement=statement, **change)
    Sought.objects.bulk_create([Sought(quote=each) for each in (quote, turn)])
    building.build()
    pages = [
        quote.get_absolute_url(),
        "/quotes/",
        "/quotes/?record=none",
        "/quotes/?source=transcript",
        "/quotes/?record=matched",
        *(f"/quotes/values/{name}/" for name in ("record", "source", "speaker")),
        f"/quotes/suggest/?q={SECRET[:4]}",
        *(f"/{page}/?record=matched" for page in ("dossier", "compare", "feed", "timeline")),
        *(f"/export/quotes.{extension}?record=none" for extension in EXPORTS),
        *(f"/{each._meta.verbose_name_plural}/{each.pk}/" for each in (statement, quote.occasion)),
        *(f"/{kind}/" for kind in ("speakers", "articles", "occasions", "help/coverage")),
        "/",
    ]
    in_words = [address for address in by_id(quote) if not address.endswith(".png")]
    for address in [*SURFACES, *in_words, *pages]:
        found = get(address)[1]
        assert leaks(found) == [], address
        assert "transcript has “" not in found, address
    for record, count in (("matched", "0"), ("none", "1")):
        assert get(f"/export/quotes.csv?record={record}")[0]["X-Archive-Count"] == count
    assert get(turn.article.get_absolute_url())[0].status_code == 404
    assert "record=matched" not in get("/quotes/")[1]
