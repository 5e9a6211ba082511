"""A file before it is imported: what in it is good, what is wrong with the rest, and what is there already."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from archive import models as rows
from archive.editing.checks import Said, said_problems
from archive.text import Offsets, check_article, sha256
from archive.transfer import records

FORMAT = "statement-archive/1"

Words = tuple[Offsets, ...]
T = TypeVar("T", bound=records.Record)


@dataclass(frozen=True)
class Problem:
    """One thing wrong, or worth knowing, about one row: `row` says which in the words of the file."""

    row: str
    column: str
    reason: str


@dataclass
class Staged:
    """`bundle` holds only what can be imported; `notes` say what is there already."""

    bundle: records.Bundle = field(default_factory=records.Bundle)
    rows: int = 0
    good: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


class Known:
    """The refs that a row may name: those in the database and, as they come, those in the file."""

    MODELS = {
        "organisation": rows.Organisation,
        "outlet": rows.Outlet,
        "speaker": rows.Speaker,
        "role": rows.Role,
        "occasion": rows.Occasion,
        "statement": rows.Statement,
        "article": rows.Article,
    }

    def __init__(self) -> None:
        managers = {name: model._default_manager for name, model in self.MODELS.items()}
        self.refs = {name: set(manager.values_list("ref", flat=True)) for name, manager in managers.items()}
        self.countries = set(rows.Country.objects.values_list("code", flat=True))
        self.quotes = dict(rows.Quote.objects.values_list("ref", "article__ref"))
        self.redacted = dict(rows.Article.objects.redacted().values_list("ref", "redacted_reason"))
        self.pointing = set(rows.Speaker.objects.exclude(canonical=None).values_list("ref", flat=True))
        self.unnamed = set(rows.Speaker.objects.filter(type="unnamed").values_list("ref", flat=True))
        self.texts = dict(rows.Article.objects.values_list("raw_sha256", "ref"))
        self.words: dict[str, dict[Words, str]] = {}
        self.names = dict(rows.Organisation.objects.values_list("name", "ref"))
        self.outlets = dict(rows.Outlet.objects.values_list("name", "ref"))

    def missing(self, kind: str, ref: str | None) -> Iterator[tuple[str, str]]:
        if ref is not None and ref not in self.refs[kind]:
            yield kind, f"Nothing has the ref “{ref}”: put it into the file, or correct it."

    def stored(self, article: str) -> dict[Words, str]:
        """The refs of an article's stored quotes, by where their words stand."""
        if article not in self.words:
            spans = rows.QuoteSpan.objects.filter(quote__article__ref=article, part="words")
            places: dict[str, list[Offsets]] = defaultdict(list)
            for ref, *place in spans.order_by("start").values_list("quote__ref", "start", "end"):
                places[ref].append((place[0], place[1]))
            self.words[article] = {tuple(spans): ref for ref, spans in places.items()}
        return self.words[article]

    def same_words(self, quote: records.Quote, article: str) -> str:
        ref = self.stored(article).get(words_of(quote)) if article in self.refs["article"] else None
        return f"The archive has a quote of these words already: “{ref}”." if ref else ""

    def no_country(self, code: str | None) -> Iterator[tuple[str, str]]:
        if code is not None and code not in self.countries:
            yield "country", f"There is no country “{code}”: use its ISO code."


def words_of(quote: records.Quote) -> Words:
    return tuple(sorted((span.start, span.end) for span in quote.spans if span.part == "words"))


def stage_json(data: bytes) -> Staged:
    """Raises ValueError where the file as a whole cannot be read."""
    try:
        raw = msgspec.json.decode(data)
    except msgspec.MsgspecError as error:
        raise ValueError(f"This is no JSON: {error}") from None
    known = set(records.Bundle.__struct_fields__)
    if not isinstance(raw, dict) or raw.get("format", FORMAT) != FORMAT or not set(raw) <= known:
        raise ValueError(f'The file must be a JSON object with "format": "{FORMAT}" and lists of records.')
    return Stage().run(raw)


class Stage:
    def __init__(self) -> None:
        self.known = Known()
        self.staged = Staged()
        self.seen: set[tuple[str, str]] = set()

    def run(self, raw: dict[str, Any]) -> Staged:
        countries = self.all(records.Country, raw, "countries")
        self.known.countries |= {each.code for each in countries}
        organisations = self.add("organisation", self.all(records.Organisation, raw, "organisations"))
        outlets = self.add("outlet", self.all(records.Outlet, raw, "outlets"))
        speakers = self.people(self.all(records.Speaker, raw, "speakers"))
        occasions = self.add("occasion", self.all(records.Occasion, raw, "occasions"))
        statements = self.add("statement", self.all(records.Statement, raw, "statements"))
        self.staged.bundle = records.Bundle(
            countries=countries,
            organisations=[
                each for each in organisations if self.fits(each, "organisation", self.known.names)
            ],
            outlets=[each for each in outlets if self.fits(each, "outlet", self.known.outlets)],
            speakers=[each for each in speakers if self.fits(each, "speaker", {})],
            occasions=occasions,
            statements=statements,
            articles=list(self.articles(raw.get("articles") or [])),
            merges=list(self.decisions(records.Merge, raw, "merges")),
            namesakes=list(self.decisions(records.Namesakes, raw, "namesakes")),
        )
        return self.staged

    def decisions(self, type_: type[T], raw: dict[str, Any], name: str) -> Iterator[T]:
        """About speakers; those of the file's articles are known by now."""
        for number, record in enumerate(self.all(type_, raw, name)):
            refs = [getattr(record, field, None) for field in ("speaker", "into", "one", "other")]
            refs += getattr(record, "moved", [])
            problems = [problem for ref in refs for problem in self.known.missing("speaker", ref)]
            self.refuse(f"{name}[{number}]", problems)
            if not problems:
                yield record

    def refuse(self, row: str, problems: list[tuple[str, str]]) -> None:
        for column, reason in problems:
            self.wrong(row, column, reason)
        self.staged.good -= bool(problems)

    def all(self, type_: type[T], raw: dict[str, Any], name: str) -> list[T]:
        found = raw.get(name) or []
        if not isinstance(found, list):
            self.wrong(name, name, "This must be a list.")
            return []
        return [record for n, each in enumerate(found) if (record := self.one(type_, each, f"{name}[{n}]"))]

    def one(self, type_: type[T], raw: Any, row: str) -> T | None:
        self.staged.rows += 1
        try:
            record = msgspec.convert(raw, type_, strict=False)
        except msgspec.ValidationError as error:
            reason, _, path = str(error).partition(" - at `$")
            self.wrong(named(row, raw), path.strip(".`") or "-", f"{reason}.")
            return None
        self.staged.good += 1
        return record

    def twice(self, kind: str, ref: str) -> Iterator[tuple[str, str]]:
        if (kind, ref) in self.seen:
            yield "ref", f"The ref “{ref}” stands in the file before: give each {kind} its own."
        self.seen.add((kind, ref))

    def wrong(self, row: str, column: str, reason: str) -> None:
        self.staged.problems.append(Problem(row, column, reason))

    def note(self, row: str, column: str, reason: str) -> None:
        self.staged.notes.append(Problem(row, column, reason))

    def add(self, kind: str, found: list[T]) -> list[T]:
        self.known.refs[kind] |= {each.ref for each in found}  # type: ignore[attr-defined]
        return found

    def people(self, found: list[records.Speaker]) -> list[records.Speaker]:
        self.known.refs["role"] |= {role.ref for speaker in found for role in speaker.roles}
        self.known.pointing |= {speaker.ref for speaker in found if speaker.canonical}
        self.known.unnamed |= {speaker.ref for speaker in found if speaker.type == "unnamed"}
        return self.add("speaker", found)

    def fits(self, record: Any, kind: str, names: dict[str, str]) -> bool:
        problems = list(reference_problems(record, self.known))
        taken = names.get(record.name, record.ref)
        if taken != record.ref:
            problems.append(("name", f"Another {kind} is called “{record.name}”: use its ref, “{taken}”."))
        self.refuse(record.ref, problems)
        if problems:
            self.known.refs[kind].discard(record.ref)
        return not problems

    def articles(self, raw: list[Any]) -> Iterator[records.Article]:
        for number, each in enumerate(raw):
            row = f"articles[{number}]"
            quotes = each.get("quotes") or [] if isinstance(each, dict) else []
            head = {**each, "quotes": []} if isinstance(each, dict) else each
            article = self.one(records.Article, head, row)
            if article and self.article_fits(article, named(row, each)):
                self.people(article.speakers)
                self.known.refs["article"].add(article.ref)
                good = [
                    q
                    for n, raw_quote in enumerate(quotes)
                    if (q := self.quote(raw_quote, f"{row}.quotes[{n}]", article))
                ]
                yield msgspec.structs.replace(article, quotes=good)
            else:
                self.staged.rows += len(quotes)

    def article_fits(self, article: records.Article, row: str) -> bool:
        problems = list(article_problems(article, self.known))
        problems += self.twice("article", article.ref)
        self.refuse(row, problems)
        if article.ref in self.known.refs["article"]:
            self.note(row, "ref", "This article is in the archive already.")
        return not problems

    def quote(self, raw: Any, row: str, article: records.Article) -> records.Quote | None:
        quote = self.one(records.Quote, raw, row)
        if quote is None:
            return None
        problems = [*quote_problems(quote, article, self.known), *self.twice("quote", quote.ref)]
        self.refuse(named(row, raw), problems)
        if quote.ref in self.known.quotes:
            self.note(named(row, raw), "ref", "This quote is in the archive already.")
        elif same := self.known.same_words(quote, article.ref):
            self.note(named(row, raw), "words", same)
        self.known.quotes.setdefault(quote.ref, article.ref)
        return None if problems else quote


def named(row: str, raw: Any) -> str:
    ref = raw.get("ref") if isinstance(raw, dict) else None
    return f"{row} ({ref})" if ref else row


def reference_problems(record: Any, known: Known) -> Iterator[tuple[str, str]]:
    """Of an organisation, an outlet or a speaker, and of the speaker's roles."""
    for name, kind in (
        ("parent", "organisation"),
        ("organisation", "organisation"),
        ("canonical", "speaker"),
    ):
        yield from known.missing(kind, getattr(record, name, None))
    yield from known.no_country(getattr(record, "country", None))
    target = getattr(record, "canonical", None)
    if target in known.pointing or target in known.unnamed:
        yield "canonical", f"“{target}” is unnamed or points to another itself: name the last of the chain."
    for role in getattr(record, "roles", ()):
        yield from reference_problems(role, known)


def article_problems(article: records.Article, known: Known) -> Iterator[tuple[str, str]]:
    if article.text is None:
        yield "text", "The text itself must stand in the file when it is uploaded."
        return
    try:
        check_article(article.text)
    except ValueError as error:
        yield "text", str(error)
    if article.ref in known.redacted:
        yield "text", f"The text of this article was removed for good: {known.redacted[article.ref]}"
    hash_ = sha256(article.text)
    if article.sha256 not in (None, hash_):
        yield "sha256", "The text does not have this hash."
    if known.texts.get(hash_, article.ref) != article.ref:
        yield "text", f"The archive holds this text already, as “{known.texts[hash_]}”: use that ref."
    edges = [edge for span in article.body_spans for edge in span]
    if edges != sorted(edges) or (edges and edges[-1] > len(article.text)):
        yield "body_spans", "The spans must be in order, apart, and inside the text."
    yield from known.missing("outlet", article.outlet)
    yield from known.missing("organisation", article.agency)
    yield from known.missing("article", article.replaces)
    for speaker in article.speakers:
        yield from reference_problems(speaker, known)
    yield from too_long(article, rows.Article)


def quote_problems(quote: records.Quote, article: records.Article, known: Known) -> Iterator[tuple[str, str]]:
    if known.quotes.get(quote.ref, article.ref) != article.ref:
        yield "ref", f"This ref belongs to a quote of the article “{known.quotes[quote.ref]}”."
    yield from span_problems(quote, article.text or "")
    said = Said(quote.said_earliest, quote.said_latest, quote.said_precision, quote.said_basis)
    yield from said_problems(said, rows.Article(published_on=article.published_on))
    yield from publishing_problems(quote)
    yield from known.missing("occasion", quote.occasion)
    yield from known.missing("statement", quote.statement)
    if quote.carried_from and quote.carried_from not in known.quotes:
        yield "carried_from", f"No quote has the ref “{quote.carried_from}”: put it before this one."
    yield from too_long(quote, rows.Quote)
    for attribution in quote.attributions:
        yield from known.missing("speaker", attribution.speaker)
        yield from known.missing("role", attribution.role)
        yield from known.missing("organisation", attribution.organisation)
        yield from known.no_country(attribution.country)
        yield from too_long(attribution, rows.Attribution)
    for via in quote.via:
        yield from known.missing("organisation", via.organisation)


def span_problems(quote: records.Quote, text: str) -> Iterator[tuple[str, str]]:
    for span in quote.spans:
        stands = text[span.start : span.end]
        if not span.start < span.end <= len(text):
            yield "spans", f"{span.start}–{span.end} is no place in the text."
        elif span.text not in (None, stands):
            yield (
                "spans",
                f"At {span.start}–{span.end} stands “{stands[:80]}”, not “{(span.text or '')[:80]}”.",
            )
    words = words_of(quote)
    if not words:
        yield "words", "A quote needs words."
    if any(end > start for (_, end), (start, _) in pairwise(words)):
        yield "words", "Two of the spans overlap."


def publishing_problems(quote: records.Quote) -> Iterator[tuple[str, str]]:
    if quote.status == "withdrawn" and not quote.withdrawn_reason:
        yield "withdrawn_reason", "A withdrawn quote needs its public reason."
    if quote.status != "published":
        return
    if quote.kind == "headline":
        yield "status", "A headline is never published."
    if not quote.attributions:
        yield "attributions", "A published quote needs a speaker."
    if quote.kind != "direct" and not any(span.part == "cue" for span in quote.spans):
        yield "cue", "A published quote that is not direct needs its reporting verb."


def too_long(record: Any, model: type[Any]) -> Iterator[tuple[str, str]]:
    for model_field in model._meta.concrete_fields:
        value, longest = getattr(record, model_field.name, None), getattr(model_field, "max_length", None)
        if longest and isinstance(value, str) and len(value) > longest and not model_field.is_relation:
            yield model_field.name, f"{len(value)} characters are more than {longest}."
