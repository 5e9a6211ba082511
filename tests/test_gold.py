"""The loaded archive against the hand-made truth about the five articles."""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.models import Article, Attribution, Country, Occasion, Quote, QuoteSpan, Speaker, Statement
from archive.text import removed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]

SEEDS = Path(__file__).parent / "data" / "seeds"
# The same body under two names in two articles; the archive keeps the first and knows the other.
SAME = {"United States (government)": "Government of the United States"}
VIA = {"South Korean Foreign Ministry": ("Ministry of Foreign Affairs (South Korea)", "")}
CHANNELS = {"email": "e-mail", "question": "answer to a question"}


@cache
def gold() -> dict[str, Any]:
    return json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))


def statements() -> list[dict[str, Any]]:
    return [statement for article in gold()["articles"] for statement in article["statements"]]


STATEMENTS = {statement["id"]: statement for statement in statements()}
CORE = {id_ for id_, statement in STATEMENTS.items() if statement["salience"] == "core"}


def quote(ref: str) -> Quote:
    return Quote.objects.with_sources().get(ref=ref)


def differing(told: Callable[[Quote], Any], true: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """By statement: what the archive tells of it, and the other that the truth tells."""
    found = {quote.ref: told(quote) for quote in Quote.objects.with_sources()}
    pairs = {ref: (found[ref], true(truth)) for ref, truth in STATEMENTS.items()}
    return {ref: pair for ref, pair in pairs.items() if pair[0] != pair[1]}


def spans(rows: list[QuoteSpan]) -> list[tuple[int, int, str]]:
    return [(row.start, row.end, row.text) for row in rows]


def wanted(*given: dict[str, Any] | None) -> list[tuple[int, int, str]]:
    return [(span["start"], span["end"], span["text"]) for span in given if span]


def test_all_statements_are_there_and_the_core_is_published() -> None:
    assert set(Quote.objects.values_list("ref", flat=True)) == set(STATEMENTS)
    assert set(Quote.objects.published().values_list("ref", flat=True)) == CORE
    assert len(CORE) == 45


PARTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "words": lambda truth: truth["spans"],
    "speaker": lambda truth: [truth["speaker"].get("mention")],
    "cue": lambda truth: [truth["cue"]],
    "role": lambda truth: [truth["role_printed"]],
    "date": lambda truth: [truth["date"].get("phrase_span")],
}


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_stand_where_the_truth_has_them(part: str) -> None:
    assert differing(lambda quote: spans(quote.parts(part)), lambda truth: wanted(*PARTS[part](truth))) == {}


def test_kind_and_translation_are_those_of_the_truth() -> None:
    def true(truth: dict[str, Any]) -> tuple[str, bool]:
        return "headline" if truth["in_headline"] else truth["type"], truth["translated"]

    assert differing(lambda quote: (quote.kind, quote.translated), true) == {}


def speaker_wanted(speaker: dict[str, Any]) -> tuple[Any, ...]:
    name = speaker["canonical"].removeprefix("unnamed: ")
    organisation = speaker["organisation"]
    return SAME.get(name, name), speaker["kind"], SAME.get(organisation, organisation), speaker["country"]


def speaker_found(row: Attribution) -> tuple[Any, ...]:
    return row.speaker.name, row.speaker.type, row.organisation and row.organisation.name, row.country_id


def test_speakers_are_those_of_the_truth() -> None:
    def told(quote: Quote) -> list[Any]:
        return [speaker_found(row) for row in quote.attributions.all()]

    assert differing(told, lambda truth: [speaker_wanted(each) for each in truth["speakers"]]) == {}


def described(speaker: Speaker) -> str:
    """An organisation has no role but a description ("newspaper"); an unnamed source is described in the article's words."""
    return speaker.description if speaker.type == "organisation" else ""


def test_roles_are_those_of_the_truth() -> None:
    def told(quote: Quote) -> set[str]:
        rows = quote.attributions.all()
        return {(row.role.title if row.role else described(row.speaker)).casefold() for row in rows}

    def true(truth: dict[str, Any]) -> set[str]:
        return {re.sub(r"[()]", "", truth["role"] or "").casefold().split(" organ of")[0]}

    assert differing(told, true) == {}


def said_wanted(truth: dict[str, Any]) -> tuple[str | None, str | None, str, str]:
    date = truth["date"]
    if "established" in date:
        return date["established"]["value"], date["established"]["value"], "day", "editor"
    if not date.get("value"):
        return None, None, "unknown", "none"
    ends = {
        "day": lambda: (date["value"], date["value"]),
        "week": lambda: date["interval"],
        "month": lambda: (f"{date['value']}-01", f"{date['value']}-30"),
    }
    earliest, latest = ends[date["precision"]]()
    return earliest, latest, date["precision"], date["method"]


def test_said_dates_are_those_of_the_truth() -> None:
    """Who said it without a day said it on the day of the article at the latest."""

    def told(quote: Quote) -> tuple[Any, ...]:
        latest = (
            None
            if quote.said_latest == quote.article.published_on and not quote.said_earliest
            else quote.said_latest
        )
        days = (day and str(day) for day in (quote.said_earliest, latest))
        return *days, quote.said_precision, quote.said_basis

    assert differing(told, said_wanted) == {}


def via_wanted(name: str) -> tuple[str, str]:
    bare, _, channel = name.removesuffix(")").partition(" (")
    return VIA.get(name) or (bare, CHANNELS.get(channel, ""))


def test_the_chain_is_that_of_the_truth() -> None:
    def told(quote: Quote) -> tuple[Any, ...]:
        rows = quote.via.all()
        return [(row.organisation.name, row.channel) for row in rows], {row.basis for row in rows}

    def true(truth: dict[str, Any]) -> tuple[Any, ...]:
        names = truth["reported_via"]
        return [via_wanted(name) for name in names], {truth["via_basis"]} if names else set()

    assert differing(told, true) == {}


def test_occasions_hold_the_statements_of_the_truth() -> None:
    for occasion in gold()["occasions"]:
        row = Occasion.objects.get(name=occasion["name"])
        assert set(row.quotes.values_list("ref", flat=True)) == set(occasion["statements"])
        assert (row.kind, row.place or None, row.date and str(row.date)) == (
            occasion["kind"],
            occasion["place"],
            occasion["date"],
        )


def test_only_the_pair_across_outlets_is_a_statement() -> None:
    statement = Statement.objects.get()
    assert statement.basis == "wording"
    assert set(statement.quotes.values_list("ref", flat=True)) == {"003-s1", "004-s2"}


@pytest.mark.parametrize("truth", gold()["articles"], ids=lambda article: article["id"])
def test_articles_are_stored_byte_for_byte(truth: dict[str, Any]) -> None:
    article = Article.objects.get(ref=truth["id"])
    assert article.raw_text.encode() == (SEEDS / truth["file"]).read_bytes()
    assert article.raw_sha256 == truth["sha256"]
    assert (article.title, article.rights) == (truth["title"]["text"], "full")


@pytest.mark.parametrize("truth", gold()["articles"], ids=lambda article: article["id"])
def test_articles_know_their_outlet_and_date(truth: dict[str, Any]) -> None:
    article = Article.objects.get(ref=truth["id"])
    assert (article.outlet and article.outlet.name) == truth["outlet"]["value"]
    assert (str(article.published_on), article.published_basis) == (
        truth["published"]["date"],
        truth["published"]["status"],
    )


@pytest.mark.parametrize("truth", gold()["articles"], ids=lambda article: article["id"])
def test_the_body_leaves_out_the_boilerplate_and_nothing_else(truth: dict[str, Any]) -> None:
    article = Article.objects.get(ref=truth["id"])
    taken = "".join(article.raw_text[s:e] for s, e in removed(len(article.raw_text), article.body))
    junk = "".join(span["text"] for span in sorted(truth["boilerplate"], key=lambda span: span["start"]))
    assert re.sub(r"\s|^-$", "", taken).replace("-", "") == re.sub(r"\s", "", junk).replace("-", "")


def test_agencies_are_not_taken_for_outlets() -> None:
    assert Article.objects.get(ref="000").outlet is None
    assert Article.objects.get(ref="000").agency.name == "Newsis"
    assert Article.objects.get(ref="004").outlet is None


def test_countries_spoken_for_are_counted_as_in_the_truth() -> None:
    counts = Counter(
        code for ref in CORE for code in {s["country"] for s in STATEMENTS[ref]["speakers"]} if code
    )
    for code, number in counts.items():
        found = Quote.objects.published().filter(attributions__country=code).distinct()
        assert found.count() == number, code
    assert (counts["KR"], counts["KP"]) == (4, 3)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("KP", r"North Korean?s?|DPRK"),
        ("US", r"United States|USA|U\.S\.|\bUS\b|Americans?"),
        ("SE", "Sweden|Swedish"),
    ],
)
def test_mentions_are_what_the_words_name(code: str, names: str) -> None:
    words = {ref: " ".join(span["text"] for span in STATEMENTS[ref]["spans"]) for ref in STATEMENTS}
    naming = {ref for ref, text in words.items() if re.search(names, text)}
    assert set(Quote.objects.filter(mentions__country=code).values_list("ref", flat=True)) == naming
    assert naming


def test_a_denial_reads_as_a_denial() -> None:
    denial = quote("002-s11")
    assert (denial.cue, denial.text) == ("denied", "the arms deals")
    assert [str(row.speaker) for row in denial.attributions.all()] == [
        "Government of North Korea",
        "Government of Russia",
    ]


def test_kosovo_and_dissolved_states_are_countries() -> None:
    assert Country.objects.get(code="XK").name == "Kosovo"
    assert Country.objects.get(code="SU").valid_to.year == 1991
