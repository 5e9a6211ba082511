"""From records to rows: people and places first, then each article in a transaction of its own."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from archive import models as rows
from archive.editing.articles import save_article
from archive.editing.corrections import correcting, note, seen_through
from archive.editing.mentions import Gazetteer
from archive.editing.spans import settle
from archive.text import sha256
from archive.transfer import records
from archive.transfer.batch import Batch
from archive.transfer.filled import filled
from archive.transfer.problems import match_problems, step_problem
from archive.transfer.reasons import of_failure
from archive.transfer.records import Mode
from archive.transfer.values import (
    article_values,
    attribution_values,
    find,
    in_order,
    plain_values,
    quote_values,
    role_values,
    span_values,
    speaker_values,
    via_values,
)
from archive.transfer.world import T, in_chunks, stored, write_new

Progress = Callable[[], object]
QUOTES = 500  # that are written at once
LONG = 10_000  # characters of a text that are as much as one


@dataclass
class Outcome:
    """How many rows of each kind were created, changed or left as they were, and what failed why."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = {"created": self.created, "changed": self.changed, "unchanged": self.unchanged}
        done = [f"{name} {_counts(counter)}" for name, counter in parts.items() if counter]
        return "; ".join([*done, *(f"{name} failed: {why}" for name, why in self.failed.items())])


def _counts(counter: Counter[str]) -> str:
    kinds = apps.get_app_config("archive").get_models()
    one = {str(each._meta.verbose_name_plural): each._meta.verbose_name for each in kinds}
    return ", ".join(f"{n:,} {one.get(kind, kind) if n == 1 else kind}" for kind, n in counter.items())


def commit(bundle: records.Bundle, mode: Mode = "skip", progress: Progress = lambda: None) -> Outcome:
    """Writes the bundle. A row is known by its `ref`; `mode` says what happens to those already there:

    "skip" leaves them, "replace" makes them as the file has them, "merge" fills only what is empty.
    An article that fails leaves no trace and does not stop the others.
    """
    return Commit(mode).run(bundle, progress)


BROUGHT_ANEW = "The file that it came from has it so now."


class Commit:
    def __init__(self, mode: Mode, reason: str = BROUGHT_ANEW) -> None:
        self.mode, self.reason = mode, reason
        self.outcome = Outcome()
        self.gazetteer = Gazetteer([])
        self.fresh: dict[str, bool] = {}

    def run(self, bundle: records.Bundle, progress: Progress) -> Outcome:
        self.world(bundle)
        self.gazetteer = Gazetteer.from_database()
        for some in in_batches(bundle.articles):
            self.articles(some, progress)
        for merge in bundle.merges:
            self.attempt(f"merge of {merge.speaker}", partial(self.merge, merge))
        for pair in bundle.namesakes:
            self.attempt(f"namesakes {pair.one}", partial(self.namesakes, pair))
        for match in bundle.matches:
            self.attempt(f"match of {match.quote}", partial(self.match, match))
        return self.outcome

    def articles(self, found: list[records.Article], progress: Progress) -> None:
        """New ones at once, as long as nothing is wrong with any of them; all others one by one."""
        new = Batch(found, self)
        together = new.articles if self.attempted(new.write) is None else []
        known = {article.ref for article in together}
        for article in found:
            if article.ref not in known:
                self.attempt(f"article {article.ref}", partial(self.article, article))
            progress()

    def attempt(self, name: str, write: Callable[[], object]) -> None:
        if error := self.attempted(write):
            self.outcome.failed[name] = of_failure(error)

    def attempted(self, write: Callable[[], object]) -> Exception | None:
        """Writes all of it or nothing; what is checked when a transaction ends is checked here. A lost database is nobody's fault."""
        counted = deepcopy((self.outcome.created, self.outcome.changed, self.outcome.unchanged))
        try:
            with transaction.atomic():
                write()
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except (DatabaseError, ValidationError, ValueError) as error:
            if isinstance(error, DatabaseError) and not connection.is_usable():
                raise
            self.outcome.created, self.outcome.changed, self.outcome.unchanged = counted
            return error
        return None

    def world(self, bundle: records.Bundle) -> None:
        """Each row by itself: one that fails takes with it only what rests on it."""
        for country in bundle.countries:
            self.attempt(f"country {country.code}", partial(self.country, country))
        for organisation in bundle.organisations:
            self.attempt(f"organisation {organisation.ref}", partial(self.organisation, organisation))
        for outlet in bundle.outlets:
            self.attempt(f"outlet {outlet.ref}", partial(self.outlet, outlet))
        self.people(bundle)

    def people(self, bundle: records.Bundle) -> None:
        """And what they said it on, of which there are as many."""
        for occasion in self.others(bundle.occasions):
            self.attempt(f"occasion {occasion.ref}", partial(self.keep, rows.Occasion, occasion))
        for statement in self.others(bundle.statements):
            self.attempt(f"statement {statement.ref}", partial(self.keep, rows.Statement, statement))
        # One that is there already, and stands for itself, would be left so by the next run.
        with transaction.atomic():
            for speaker in self.others(bundle.speakers):
                self.attempt(f"speaker {speaker.ref}", partial(self.speaker, speaker))
            for speaker in bundle.speakers:
                if speaker.canonical:
                    self.attempt(f"speaker {speaker.ref}", partial(self.point, speaker))

    def others(self, found: list[T]) -> Iterator[T]:
        """New ones are written at once; those that are there, and all of a batch of which something is wrong, are left."""
        for some in in_chunks(found, QUOTES):
            there = stored(some)
            new = [record for record in some if record.ref not in there]
            if self.attempted(partial(self.write_new, new)) is None:
                self.fresh |= {record.ref: True for record in new}
                yield from (record for record in some if record.ref in there)
            else:
                yield from some

    def write_new(self, found: list[T]) -> None:
        self.outcome.created.update(write_new(found))

    def country(self, record: records.Country) -> None:
        self.upsert(rows.Country, {"code": record.code}, plain_values(record, {"code"}))

    def organisation(self, record: records.Organisation) -> None:
        parent = find(rows.Organisation, record.parent)
        self.keep(rows.Organisation, record, {"country", "parent"}, country_id=record.country, parent=parent)

    def outlet(self, record: records.Outlet) -> None:
        organisation = find(rows.Organisation, record.organisation)
        self.keep(rows.Outlet, record, {"organisation"}, organisation=organisation)

    def speaker(self, record: records.Speaker, article: rows.Article | None = None) -> None:
        before = self.outcome.created["speakers"]
        values = {**speaker_values(record), "scope_article": article}
        speaker = self.upsert(rows.Speaker, {"ref": record.ref}, values)
        self.fresh[record.ref] = self.outcome.created["speakers"] > before
        for name in record.other_names if self.may_touch(record) else ():
            self.beside(speaker, rows.SpeakerName(speaker=speaker, name=name))
            self.upsert(rows.SpeakerName, {"speaker": speaker, "name": name}, {})
        for role in record.roles:
            self.role(role, speaker)

    def role(self, record: records.Role, speaker: rows.Speaker) -> None:
        if not rows.Role.objects.filter(ref=record.ref).exists():
            self.beside(speaker, rows.Role(speaker=speaker, title=record.title))
        self.upsert(rows.Role, {"ref": record.ref}, role_values(record, speaker))

    def beside(self, speaker: rows.Speaker, row: Any) -> None:
        """Refuses a new row beside the speaker by raising ValueError; here nothing is."""

    def noting(self, row: models.Model) -> AbstractContextManager[None]:
        """Around a change of a name or a date beside the articles, whose own changes are noted together."""
        known = isinstance(row, rows.Article | rows.Quote)
        return nullcontext() if known else correcting(row, reason=self.reason)

    def about_to_change(self, row: models.Model) -> None:
        """May refuse, by raising ValueError, a stored row that is not as somebody saw it; here nobody looked."""

    def may_touch(self, record: records.Speaker) -> bool:
        return self.mode != "skip" or self.fresh[record.ref]

    def point(self, record: records.Speaker) -> None:
        """A pointer has one level: whoever is pointed at stands for itself."""
        if not record.canonical or not self.may_touch(record):
            return
        speaker, into = find(rows.Speaker, record.ref), find(rows.Speaker, record.canonical)
        if speaker.canonical_id == into.pk or (self.mode == "merge" and speaker.canonical_id):
            return
        if into.canonical_id or into.type == into.Type.UNNAMED or speaker.merged.exists():
            raise ValueError(f"{record.ref} cannot point to {record.canonical}: name the last of the chain.")
        if not self.fresh[record.ref]:
            self.about_to_change(speaker)
        with self.noting(speaker):
            rows.Speaker.objects.filter(pk=speaker.pk).update(canonical=into)

    def merge(self, record: records.Merge) -> None:
        moved = [find(rows.Speaker, ref).pk for ref in record.moved]
        speakers = (find(rows.Speaker, ref) for ref in (record.speaker, record.into))
        key = {**dict(zip(("speaker", "into"), speakers, strict=True)), "at": record.at}
        values = {"kind": record.kind, "reason": record.reason, "undone_at": record.undone_at}
        self.upsert(rows.Merge, key, {**values, "moved": moved})

    def namesakes(self, record: records.Namesakes) -> None:
        pair = sorted(find(rows.Speaker, ref).pk for ref in (record.one, record.other))
        self.upsert(rows.Namesakes, {"one_id": pair[0], "other_id": pair[1]}, {})

    def match(self, record: records.Match) -> None:
        """What the machine only proposed gives way."""
        pair = {"quote": find(rows.Quote, record.quote), "turn": find(rows.Quote, record.turn)}
        if pair["quote"].article.redacted_at:
            raise ValueError(f"The text of “{record.quote}” was removed for good: leave the match out.")
        article = pair["turn"].article
        for _column, problem in match_problems(record, article.form, len(article.raw_text)):
            raise ValueError(problem)
        confirmed = rows.Match.objects.filter(quote=pair["quote"], state=rows.Match.State.CONFIRMED)
        if record.state == "confirmed" and confirmed.exclude(**pair).exists():
            raise ValueError(f"“{record.quote}” has another confirmed passage: leave one of them out.")
        rows.Match.objects.proposed().filter(**pair).delete()
        self.upsert(rows.Match, pair, plain_values(record, set(pair)))

    def article(self, record: records.Article) -> None:
        """Notes every change to a published quote as a public correction."""
        stored = rows.Article.objects.filter(ref=record.ref) if self.mode != "skip" else ()
        before = [each for article in stored for each in seen_through(article)]
        self.write_article(record)
        note(before, self.reason)

    def write_article(self, record: records.Article) -> None:
        removed = rows.Article.objects.redacted().filter(ref=record.ref).first()
        if removed:
            raise ValueError(f"Its text was removed for good: {removed.redacted_reason}")
        stored = rows.Article.objects.filter(ref=record.ref).values_list("raw_sha256", flat=True).first()
        if stored not in (None, sha256(record.text or "")):
            raise ValueError(
                "The archive holds another text under this ref, and texts never change: give a new ref."
            )
        article = self.upsert(rows.Article, {"ref": record.ref}, article_values(record))
        for speaker in record.speakers:
            self.speaker(speaker, article)
            self.point(speaker)
        for quote in record.quotes:
            self.quote(quote, article)

    def quote(self, record: records.Quote, article: rows.Article) -> None:
        count, changed = self.outcome.created["quotes"], self.outcome.changed["quotes"]
        quote = self.upsert(rows.Quote, {"ref": record.ref}, quote_values(record, article))
        fresh = self.outcome.created["quotes"] > count
        if not fresh and self.mode == "skip":
            return
        if self.mode == "replace" and (problem := step_problem(quote.status, record.status)):
            raise ValueError(f"Quote {record.ref}: {problem}")
        status = record.status if fresh or self.mode == "replace" else quote.status
        if self.parts(quote, record, status) and not fresh:
            self.about_to_change(quote)
            if self.outcome.changed["quotes"] == changed:
                self.outcome.unchanged["quotes"] -= 1
                self.outcome.changed["quotes"] += 1

    def parts(self, quote: rows.Quote, record: records.Quote, status: str) -> bool:
        """What hangs on the quote, and what follows from it; True when anything was changed."""
        text = quote.article.raw_text
        changed = [
            self.children(quote.spans, [span_values(each, text) for each in record.spans]),
            self.children(
                quote.attributions, [attribution_values(a, n) for n, a in enumerate(record.attributions)]
            ),
            self.children(quote.via, [via_values(via, n) for n, via in enumerate(record.via)]),
            quote.status != status,
        ]
        if any(changed):
            quote.status = status
            settle(quote, self.gazetteer)
        for correction in record.corrections:
            self.upsert(rows.Correction, {"quote": quote, **msgspec.structs.asdict(correction)}, {})
        return any(changed)

    def children(self, manager: Any, wanted: Sequence[dict[str, Any]]) -> bool:
        """Makes the rows behind `manager` those that are wanted; True when anything was changed."""
        if self.mode == "merge" and manager.exists():
            return False
        names = list(wanted[0]) if wanted else ["id"]
        there = [{name: getattr(row, name) for name in names} for row in manager.all()]
        if in_order(there) == in_order(wanted):
            return False
        manager.all().delete()
        for values in wanted:
            manager.create(**values)
        return True

    def keep(
        self, model: type[models.Model], record: Any, leave: set[str] | None = None, **given: Any
    ) -> Any:
        """Upserts by `ref` the record's plain fields, except those to `leave`, and the given ones."""
        return self.upsert(
            model, {"ref": record.ref}, {**plain_values(record, {"ref", *(leave or set())}), **given}
        )

    def upsert(self, model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> Any:
        row, created = model._default_manager.get_or_create(**key, defaults=values)
        changes = {} if created or self.mode == "skip" else self.changes(row, values)
        if changes:
            self.about_to_change(row)
            published_before = getattr(row, "published_on", None)
            with self.noting(row):
                for name, value in changes.items():
                    setattr(row, name, value)
                save_article(row, published_before) if isinstance(row, rows.Article) else row.save()
        counter = (
            self.outcome.created if created else self.outcome.changed if changes else self.outcome.unchanged
        )
        counter[str(model._meta.verbose_name_plural)] += 1
        return row

    def changes(self, row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
        before = {name: getattr(row, name) for name in values}
        if self.mode == "merge":
            return filled(before, values)
        return {name: value for name, value in values.items() if before[name] != value}


def in_batches(articles: Iterable[records.Article]) -> Iterator[list[records.Article]]:
    batch: list[records.Article] = []
    quotes = 0
    for article in articles:
        batch.append(article)
        quotes += 1 + len(article.quotes) + len(article.text or "") // LONG
        if quotes >= QUOTES:
            yield batch
            batch, quotes = [], 0
    if batch:
        yield batch
