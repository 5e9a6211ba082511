"""A file before it is imported: what in it is good, what is wrong with the rest, and what is there already."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import msgspec

from archive.text import NO_TEXT, sha256
from archive.transfer import reasons, records
from archive.transfer.known import Known
from archive.transfer.merged import after_merges
from archive.transfer.problems import (
    article_problems,
    country_problems,
    match_problems,
    quote_problems,
    step_problem,
    value_problems,
    world_problems,
)

FORMAT = records.Bundle().format
AT_ONCE = 200  # articles that are looked up with one query

T = TypeVar("T", bound=records.FileRecord)


# One thing wrong, or worth knowing, about one row: which, in the words of the file, which column, and why.
RowProblem = tuple[str, str, str]


@dataclass
class Staged:
    """`bundle` holds only what can be imported; `notes` say what is there already."""

    bundle: records.Bundle = field(default_factory=records.Bundle)
    rows: int = 0
    good: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)

    def wrong(self, row: str, column: str, reason: str) -> None:
        self.problems.append((row, column, reason))


@dataclass(frozen=True)
class Rules:
    """What this import may do: `mode` with rows that are there, new countries, what readers see."""

    mode: records.Mode = "skip"
    countries: bool = True
    publishes: bool = True


def stage_json(data: bytes, rules: Rules | None = None) -> Staged:
    """Raises ValueError where the file as a whole cannot be read."""
    return Stage(rules or Rules()).run(read_json(data))


def read_json(data: bytes) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        if not (problem := no_bundle(raw)):
            return after_merges(raw)
    except RecursionError:
        raise ValueError("This JSON is nested too deeply for an archive: export it anew.") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"This is no JSON in UTF-8, from byte {error.start} on: save it as UTF-8.") from None
    except msgspec.MsgspecError as error:
        raise ValueError(f"This is no JSON that can be read to its end: {error}. Export it anew.") from None
    raise ValueError(problem)


def no_bundle(raw: Any) -> str:
    """Why it is none of ours, if it is none."""
    if not isinstance(raw, dict):
        return f'The file must be a JSON object with "format": "{FORMAT}" and lists of records.'
    if raw.get("format", FORMAT) != FORMAT:
        return f'The file says "format": {json.dumps(raw["format"])[:60]}; only "{FORMAT}" can be read here.'
    known = [name for name in records.Bundle.__struct_fields__ if name != "format"]
    if strange := [name for name in raw if name not in {"format", *known}]:
        named = ", ".join(f"“{name[:40]}”" for name in strange[:5])
        own = "each quote stands in its article; " if "quotes" in strange else ""
        return (
            f"The file has {named}, which is known here by no such name: {own}lists are {', '.join(known)}."
        )
    return ""


class Stage:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.known = Known(self.rules.mode)
        self.staged = Staged()
        self.seen: set[tuple[str, str]] = set()
        self.notes = True
        # Of the file's articles that can be imported what matches need: form and length of each text, refs of quotes.
        self.texts: dict[str, tuple[str, int]] = {}
        self.quotes: set[str] = set()

    def run(self, raw: dict[str, Any]) -> Staged:
        world = self.world_of(raw)
        articles = list(self.articles(self.list_of(raw, "articles")))
        for article in articles:
            self.note_texts(article)
        self.staged.bundle = msgspec.structs.replace(world, articles=articles, **self.beside(raw))
        return self.staged

    def note_texts(self, article: records.Article) -> None:
        self.texts[article.ref] = article.form, len(article.text or "")
        self.quotes.update(quote.ref for quote in article.quotes)

    def check(self, raw: dict[str, Any], articles: Iterable[Any]) -> list[RowProblem]:
        """What is wrong with a bundle and articles that come one by one and are not kept."""
        self.notes = False
        self.world_of(raw)
        for article in self.articles(articles):
            if raw.get("matches"):
                self.note_texts(article)
        self.beside(raw)
        return self.staged.problems

    def world_of(self, raw: dict[str, Any]) -> records.Bundle:
        return records.Bundle(
            countries=list(filter(self.country_fits, self.all(records.Country, raw, "countries"))),
            organisations=list(self.world(records.Organisation, raw, "organisations", self.known.names)),
            outlets=list(self.world(records.Outlet, raw, "outlets", self.known.outlets)),
            speakers=list(self.people(self.all(records.Speaker, raw, "speakers"))),
            occasions=list(self.world(records.Occasion, raw, "occasions", {})),
            statements=list(self.world(records.Statement, raw, "statements", {})),
        )

    def beside(self, raw: dict[str, Any]) -> dict[str, Any]:
        """What was decided about speakers and quotes; those of the articles are known by now."""
        return {
            "merges": list(self.decisions(records.Merge, raw, "merges")),
            "namesakes": list(self.decisions(records.Namesakes, raw, "namesakes")),
            "matches": list(self.matches(raw)),
        }

    def matches(self, raw: dict[str, Any]) -> Iterator[records.Match]:
        """Of quotes of the archive, and of those of the file that can be imported."""
        for number, record in enumerate(self.all(records.Match, raw, "matches")):
            problems = [
                (side, f"Nothing has the ref “{ref}”: put it into the file before this, or correct it.")
                for side in ("quote", "turn")
                if (ref := getattr(record, side)) not in self.quotes and ref not in self.known.statuses
            ]
            if not problems:
                article = self.known.quotes[record.turn]
                problems += match_problems(record, *(self.texts.get(article) or self.known.text(article)))
            self.refuse(f"matches[{number}]", problems)
            if not problems:
                yield record

    def country_fits(self, country: records.Country) -> bool:
        problems = list(value_problems(country))
        if self.known.country_names.get(country.name, country.code) != country.code:
            problems.append(("name", "Another country has this name: correct the name or the code."))
        if country.code not in self.known.countries and not self.rules.countries:
            problems.append(("code", "Only an administrator adds countries: use one that is there, or ask."))
        existed = self.known.country_becoming(country)
        problems += country_problems(country.code, existed, self.known)
        problems += self.twice("country", country.code)
        self.refuse(f"countries ({country.code})", problems)
        if not problems:
            self.known.countries[country.code] = existed
            self.known.country_names[country.name] = country.code
        return not problems

    def world(self, type_: type[T], raw: dict[str, Any], name: str, names: dict[str, str]) -> Iterator[T]:
        kind = name.removesuffix("s")
        for record in self.all(type_, raw, name):
            if self.fits(record, kind, names):
                self.known.refs[kind].add(record.ref)  # type: ignore[attr-defined]
                if isinstance(record, records.Organisation):
                    self.known.parents[record.ref] = record.parent
                yield record

    def people(self, found: list[records.Speaker]) -> Iterator[records.Speaker]:
        """Each can point to any other of them."""
        self.note_people(found)
        for speaker in found:
            if speaker.type == "unnamed":
                self.known.unnamed.setdefault(speaker.ref, None)
            if self.fits(speaker, "speaker", {}):
                yield speaker

    def note_people(self, found: list[records.Speaker]) -> None:
        for speaker in found:
            self.known.refs["speaker"].add(speaker.ref)
            self.known.points(speaker)
            self.known.add_roles(speaker)

    def decisions(self, type_: type[T], raw: dict[str, Any], name: str) -> Iterator[T]:
        """About speakers; those of the file's articles are known by now."""
        for number, record in enumerate(self.all(type_, raw, name)):
            pair = [getattr(record, field, None) for field in ("speaker", "into", "one", "other")]
            refs = [*filter(None, pair), *getattr(record, "moved", [])]
            problems = [problem for ref in refs for problem in self.known.missing("speaker", ref)]
            if len(set(filter(None, pair))) < 2:
                problems.append(("speaker", "It names one speaker twice: name two."))
            problems += value_problems(record)
            self.refuse(f"{name}[{number}]", problems)
            if not problems:
                yield record

    def refuse(self, row: str, problems: list[tuple[str, str]]) -> None:
        for column, reason in problems:
            self.staged.wrong(row, column, reason)
        self.staged.good -= bool(problems)

    def list_of(self, raw: dict[str, Any], name: str, row: str = "") -> list[Any]:
        found = raw.get(name)
        if isinstance(found, list | None):
            return found or []
        self.staged.rows += 1
        self.staged.wrong(row or name, name, "This must be a list.")
        return []

    def all(self, type_: type[T], raw: dict[str, Any], name: str) -> list[T]:
        found = self.list_of(raw, name)
        return [record for n, each in enumerate(found) if (record := self.one(type_, each, f"{name}[{n}]"))]

    def one(self, type_: type[T], raw: Any, row: str) -> T | None:
        self.staged.rows += 1
        if problem := unstorable(raw):
            self.staged.wrong(named(row, raw), *problem)
            return None
        try:
            record = msgspec.convert(raw, type_, strict=False)
        except msgspec.ValidationError as error:
            self.staged.wrong(named(row, raw), *reasons.of_field(error, raw, type_))
            return None
        self.staged.good += 1
        return record

    def twice(self, kind: str, ref: str) -> Iterator[tuple[str, str]]:
        if (kind, ref) in self.seen:
            yield "ref", f"The ref “{ref}” stands in the file before: give each {kind} its own."
        self.seen.add((kind, ref))

    def note(self, row: str, column: str, reason: str) -> None:
        if self.notes:
            self.staged.notes.append((row, column, reason))

    def fits(self, record: Any, kind: str, names: dict[str, str]) -> bool:
        problems = [*world_problems(record, self.known), *self.twice(kind, record.ref)]
        name = getattr(record, "name", "")
        if names.get(name, record.ref) != record.ref:
            problems.append(("name", f"Another {kind} is called “{name}”: use its ref, “{names[name]}”."))
        self.refuse(record.ref, problems)
        if problems:
            self.known.refs[kind].discard(record.ref)
        elif kind in {"organisation", "outlet"}:
            names[name] = record.ref
        return not problems

    def articles(self, raw: Iterable[Any]) -> Iterator[records.Article]:
        for number, each in enumerate(self.looked_up(raw)):
            row = f"articles[{number}]"
            quotes = self.list_of(each, "quotes", named(row, each)) if isinstance(each, dict) else []
            head = {**each, "quotes": []} if isinstance(each, dict) else each
            article = self.one(records.Article, head, row)
            if article and self.article_fits(article, named(row, each)):
                good = [
                    q
                    for n, raw_quote in enumerate(quotes)
                    if (q := self.quote(raw_quote, f"{row}.quotes[{n}]", article))
                ]
                yield msgspec.structs.replace(article, quotes=good)
            else:
                self.staged.rows += len(quotes)
                self.left_out(quotes, row)

    def looked_up(self, raw: Iterable[Any]) -> Iterator[Any]:
        remaining = iter(raw)
        while some := list(islice(remaining, AT_ONCE)):
            self.known.look_up(some)
            yield from some

    def left_out(self, quotes: list[Any], row: str) -> None:
        for number, quote in enumerate(quotes):
            self.staged.wrong(
                named(f"{row}.quotes[{number}]", quote), "-", "Its article cannot be imported: see there."
            )

    def article_fits(self, article: records.Article, row: str) -> bool:
        for speaker in article.speakers:
            if speaker.type == "unnamed":
                self.known.unnamed.setdefault(speaker.ref, article.ref)
        self.note_people(article.speakers)
        problems = [*article_problems(article, self.known), *self.twice("article", article.ref)]
        self.refuse(row, problems)
        if article.ref in self.known.hashes:
            self.note(row, "ref", "This article is in the archive already.")
        if not problems:
            self.known.refs["article"].add(article.ref)
            self.known.texts.setdefault(sha256(article.text or ""), article.ref)
        return not problems

    def quote(self, raw: Any, row: str, article: records.Article) -> records.Quote | None:
        quote = self.one(records.Quote, raw, row)
        if quote is None:
            return None
        problems = [*quote_problems(quote, article, self.known), *self.twice("quote", quote.ref)]
        if not problems and (then := self.known.merged(quote, article.ref)):
            problems += quote_problems(then, article, self.known)
        if self.rules.mode == "replace" and (
            problem := step_problem(self.known.statuses.get(quote.ref, ""), quote.status)
        ):
            problems.append(("status", problem))
        self.refuse(named(row, raw), problems)
        if quote.ref in self.known.quotes:
            self.note(named(row, raw), "ref", "This quote is in the archive already.")
        elif same := self.known.same_words(quote, article.ref):
            self.note(named(row, raw), "words", same)
        self.known.quotes.setdefault(quote.ref, article.ref)
        return None if problems else quote


def named(row: str, raw: Any) -> str:
    ref = raw.get("ref") if isinstance(raw, dict) else None
    return NO_TEXT.sub("\ufffd", f"{row} ({str(ref)[:100]})" if ref else row)


def unstorable(raw: Any) -> tuple[str, str] | None:
    """The place of the first text in a record that holds what no database text can, and what to do."""
    waiting = [("", raw)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str) and (found := NO_TEXT.search(value)):
            what = "A NUL character" if found[0] == "\0" else "Half a character"
            return place or "-", f"{what} stands in this text: remove it and try again."
        if isinstance(value, dict):
            waiting += [(f"{place}.{key}".strip("."), each) for key, each in reversed(value.items())]
            waiting += [("a field's name", key) for key in value]
        elif isinstance(value, list):
            waiting += [(f"{place}[{n}]", each) for n, each in reversed(list(enumerate(value)))]
    return None
