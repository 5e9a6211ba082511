"""Nothing unpublished, and no text beyond its article's rights, at any address that the outputs add."""

import pytest
from django.urls import resolve

from archive.models import Match, Occasion, Quote, Sought, Statement
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
ELSEWHERE = {"short", "picture-site", "follow", "followed", "unfollow"}


@pytest.fixture(params=["draft", "review", "withdrawn", "draft again"])
def hidden(request, db):
    """A quote that nobody may see, with a speaker, country, outlet, organisation and statement of its own."""
    make_quote("Peace is near")
    article = make_article(f"{SECRET} title\n\n“{SECRET} falls,” Ada said.\n", outlet=make_outlet(SECRET))
    status = "published" if request.param in ("withdrawn", "draft again") else request.param
    spoke_for = {"country": make_country("ZZ", SECRET), "organisation": make_organisation(SECRET)}
    quote = make_quote(
        f"{SECRET} falls",
        make_speaker(f"{SECRET} Ada"),
        article=article,
        attribution=spoke_for,
        status=status,
    )
    occasion = Occasion.objects.create(name=SECRET, kind="briefing")
    changed = {"statement": Statement.objects.create(basis="wording", note=SECRET), "occasion": occasion}
    if request.param == "withdrawn":
        changed |= {"status": "withdrawn", "withdrawn_reason": "wrong"}
    if request.param == "draft again":
        changed |= {"status": "draft"}
    Quote.objects.filter(pk=quote.pk).update(**changed)
    building.build()
    return Quote.objects.get(pk=quote.pk)


def test_every_address_of_the_outputs_is_looked_at(hidden):
    looked_at = {resolve(address.partition("?")[0]).url_name for address in [*SURFACES, *by_id(hidden)]}
    assert {pattern.name for pattern in urlpatterns} == looked_at | ELSEWHERE


@pytest.mark.parametrize("address", SURFACES)
def test_nothing_unpublished_is_on_any_surface(get, hidden, address):
    response, text = get(address)
    assert response.status_code in (200, 404)
    assert SECRET not in text.replace(f"q={SECRET}", "").replace(f"“{SECRET}”", "")
    assert SECRET.lower() not in text.replace(f"q={SECRET}", "").replace(f"“{SECRET}”", "")


def test_nothing_unpublished_is_counted(get, hidden):
    assert get("/export/quotes.csv")[0]["X-Archive-Count"] == "1"
    assert get("/api/v1/quotes/")[0].json()["total"] == 1


def test_nothing_unpublished_is_reachable_by_id(get, hidden):
    for address in by_id(hidden):
        response, text = get(address)
        assert response.status_code in (404, 410)
        assert SECRET not in text


@pytest.mark.parametrize("extension", EXPORTS)
def test_nothing_unpublished_can_be_picked_by_hand(get, hidden, extension):
    assert SECRET not in get(f"/export/quotes.{extension}?id={hidden.pk}")[1]


@pytest.mark.parametrize("rights", ["excerpt", "quotes"])
@pytest.mark.parametrize("address", SURFACES)
def test_no_text_beyond_an_articles_rights_is_on_any_surface(get, db, address, rights):
    text = f"Title\n\n{SECRET} fell. “Peace is near,” Ada said. {SECRET} fell.\n\n{SECRET} fell.\n"
    make_quote(article=make_article(text, rights=rights))
    building.build()
    found = get(address)[1]
    assert SECRET not in found.replace(f"q={SECRET}", "").replace(f"“{SECRET}”", "")


@pytest.mark.parametrize("address", SURFACES)
def test_no_internal_note_is_on_any_surface(get, db, address):
    make_quote(internal_note=SECRET)
    building.build()
    assert SECRET not in get(address)[1].replace(f"q={SECRET}", "").replace(f"“{SECRET}”", "")


@pytest.mark.parametrize(
    "change",
    [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn", "withdrawn_reason": "wrong"}],
)
def test_a_confirmed_passage_shows_nothing_of_a_turn_that_is_not_published(get, db, change):
    turn = make_quote(
        f"{SECRET} falls", article=make_article(f"MR. HALE: {SECRET} falls, he said.\n", form="transcript")
    )
    quote = make_quote("Peace is near", occasion=Occasion.objects.create(name="Briefing"))
    Match.objects.create(
        quote=quote, turn=turn, start=10, end=24, kept=2, words=2, score=1, state="confirmed"
    )
    Quote.objects.filter(pk=turn.pk).update(occasion=quote.occasion, **change)
    Sought.objects.bulk_create([Sought(quote=each) for each in (quote, turn)])
    building.build()
    pages = [
        quote.get_absolute_url(),
        "/quotes/",
        "/quotes/?record=none",
        "/quotes/?source=transcript",
        "/quotes/?record=matched",
    ]
    in_words = [address for address in by_id(quote) if not address.endswith(".png")]
    for address in [*SURFACES, *in_words, *pages]:
        found = get(address)[1].replace(f"q={SECRET}", "").replace(f"“{SECRET}”", "")
        assert SECRET not in found, address
        assert "transcript has “" not in found, address
    assert get("/export/quotes.csv?record=matched")[0]["X-Archive-Count"] == "0"
