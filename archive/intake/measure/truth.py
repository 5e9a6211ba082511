"""Hand-made truth to measure against: the five annotated articles and the news set."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.intake.measure.facts import Annotated
from archive.intake.measure.scoring import Annotation, unit_span
from archive.intake.results import Quote
from archive.intake.spans import Span
from archive.text import name_key


@dataclass(frozen=True, slots=True)
class Gold:
    """What is true of one statement, with every reading that counts as right."""

    kinds: frozenset[str]
    speakers: tuple[str, ...]
    types: frozenset[str]
    countries: frozenset[str]
    dates: frozenset[str | None]


def seeds(folder: Path) -> Iterator[Annotated[Gold]]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    aliases = {person["canonical"]: person["aliases_in_seeds"] for person in gold["speakers"]}
    for article in gold["articles"]:
        text = (folder / article["file"]).read_bytes().decode("utf-8")
        yield Annotated(
            article["id"],
            text,
            dt.date.fromisoformat(article["published"]["date"]),
            tuple(unit for statement in article["statements"] for unit in _seed_units(text, statement)),
            {statement["id"]: _fact(statement, aliases) for statement in article["statements"]},
            negatives=tuple(_span(negative) for negative in article["negatives"]),
        )


def news(folder: Path) -> Iterator[Annotated[Gold]]:
    for article in json.loads((folder / "attributions.json").read_text(encoding="utf-8")):
        text = (folder / article["file"]).read_bytes().decode("utf-8")
        units = (unit for attribution in article["attributions"] for unit in _news_units(text, attribution))
        date = dt.date.fromisoformat(article["published"])
        yield Annotated(article["file"].removesuffix(".txt"), text, date, tuple(units), {})


def _seed_units(text: str, statement: dict[str, Any]) -> Iterator[Annotation]:
    mention = statement["speaker"].get("mention")
    for item in statement["spans"]:
        short = unit_span(text, _span(item))
        if short:
            optional = statement["salience"] != "core"
            yield Annotation(short, "", _span(mention) if mention else None, optional, key=statement["id"])


def _news_units(text: str, attribution: dict[str, Any]) -> Iterator[Annotation]:
    mention = attribution["speaker_mention"]
    for start, end in attribution["spans"]:
        short = unit_span(text, Span(start, end))
        if short:
            yield Annotation(short, "", Span(*mention) if mention else None)


def _span(item: dict[str, Any]) -> Span:
    return Span(item["start"], item["end"])


def _fact(statement: dict[str, Any], aliases: dict[str, list[str]]) -> Gold:
    date = statement["date"]
    dates = {date["value"], *(date.get("acceptable_alternatives") or ())}
    if date.get("established"):
        dates.add(date["established"]["value"])
    speakers = statement["speakers"]
    kinds = {"headline"} if statement.get("in_headline") else {statement["type"]}
    if "accept indirect or direct" in statement.get("note", ""):
        kinds |= {"indirect", "direct"}
    mention = (statement["speaker"].get("mention") or {}).get("text", "")
    names = [name for one in speakers for name in (one["canonical"], *aliases.get(one["canonical"], ()))]
    return Gold(
        kinds=frozenset(kinds),
        speakers=(*names, mention),
        types=frozenset(one["kind"] for one in speakers),
        countries=frozenset(one["country"] for one in speakers if one["country"]),
        dates=frozenset(dates),
    )


def is_speaker(fact: Gold, quote: Quote) -> bool:
    """The same name by its key; an unnamed source by its body and by not being given a name."""
    if quote.speaker is None or quote.speaker.type not in fact.types:
        return False
    key = name_key(quote.speaker.name)
    if quote.speaker.type != "unnamed":
        return any(key == name_key(name) or _same_body(key, name_key(name)) for name in fact.speakers)
    organisation = set(name_key(quote.affiliation.organisation or quote.speaker.name).split())
    return any(len(organisation & set(name_key(name).split())) >= 1 for name in fact.speakers)


def _same_body(key: str, other: str) -> bool:
    """“South Korean Foreign Ministry” is the Ministry of Foreign Affairs (South Korea)."""
    small = {"of", "the", "government", "affairs"}
    tokens = {word[:5] for word in key.split() if word not in small}
    others = {word[:5] for word in other.split() if word not in small}
    return bool(tokens) and (tokens <= others or (others <= tokens and len(others) > 1))


def is_country(fact: Gold, quote: Quote) -> bool:
    return frozenset(quote.affiliation.countries) == fact.countries


def is_date(fact: Gold, quote: Quote) -> bool:
    return _said(quote) in fact.dates


def _said(quote: Quote) -> str | None:
    """A day, an ISO week or a month, as the truth writes it."""
    said = quote.said
    if said is None or said.earliest is None:
        return None
    year, week, _ = said.earliest.isocalendar()
    forms = {"month": f"{said.earliest:%Y-%m}", "week": f"{year}-W{week:02}", "year": f"{said.earliest:%Y}"}
    return forms.get(said.precision, said.earliest.isoformat())
