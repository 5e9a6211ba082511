"""From rows to records: the whole archive as a bundle that imports back to the same bundle."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec
from django.db.models import Prefetch, QuerySet

from archive import models as rows
from archive.transfer import records

T = TypeVar("T")
R = TypeVar("R", bound=records.FileRecord)


def encode(bundle: records.Bundle) -> bytes:
    return msgspec.json.format(msgspec.json.encode(bundle), indent=1) + b"\n"


def bundle() -> records.Bundle:
    """Everything, drafts and notes included, in an order that depends on refs alone.

    A row that another one points to comes first.
    """
    return records.Bundle(
        **{name: list(part) for name, part in world().items()},  # type: ignore[arg-type]
        articles=[article(row) for row in after_its(articles(), "replaces")],
        **{name: list(part) for name, part in decisions().items()},  # type: ignore[arg-type]
    )


def world() -> dict[str, Any]:
    """What articles refer to, by the names of a bundle's lists."""
    outlets = rows.Outlet.objects.select_related("organisation").order_by("ref")
    return {
        "countries": map(country, rows.Country.objects.order_by("code")),
        "organisations": map(organisation, after_its(organisations(), "parent")),
        "outlets": map(outlet, outlets),
        "speakers": map(speaker, speakers().exclude(type="unnamed")),
        "occasions": (plain(records.Occasion, row) for row in rows.Occasion.objects.order_by("ref")),
        "statements": (plain(records.Statement, row) for row in rows.Statement.objects.order_by("ref")),
    }


def decisions() -> dict[str, Any]:
    """What editors decided about speakers, those of articles included, and transcripts. Who decided stays here."""
    left_out = {"speaker__scope_article__redacted_at__isnull": False}
    merges = rows.Merge.objects.exclude(**left_out).order_by("at", "speaker__ref")
    moved = {pk for each in rows.Merge.objects.values_list("moved", flat=True) for pk in each}
    refs = dict(rows.Speaker.objects.filter(pk__in=moved).values_list("pk", "ref"))
    pairs = rows.Namesakes.objects.values_list("one__ref", "other__ref")
    return {
        "merges": (merge(row, refs) for row in merges.select_related("speaker", "into")),
        "namesakes": [records.Namesakes(*pair) for pair in sorted(map(sorted, pairs))],
        "matches": map(match, matches()),
    }


def matches() -> QuerySet[rows.Match]:
    decided = rows.Match.objects.exclude(state=rows.Match.State.PROPOSED)
    there = decided.filter(quote__article__redacted_at=None, turn__article__redacted_at=None)
    return there.select_related("quote", "turn").order_by("quote__ref", "turn__ref")


def match(row: rows.Match) -> records.Match:
    return plain(records.Match, row, quote=row.quote.ref, turn=row.turn.ref)


def merge(row: rows.Merge, refs: dict[int, str]) -> records.Merge:
    moved = [refs[pk] for pk in row.moved if pk in refs]
    return plain(records.Merge, row, speaker=row.speaker.ref, into=row.into.ref, moved=moved)


def organisations() -> Iterable[rows.Organisation]:
    return rows.Organisation.objects.select_related("parent").order_by("ref")


def articles() -> QuerySet[rows.Article]:
    """Those whose text was removed stay out: there is nothing to import."""
    return (
        rows.Article.objects.filter(redacted_at=None)
        .select_related("outlet", "agency", "replaces")
        .prefetch_related(Prefetch("unnamed_speakers", speakers()), Prefetch("quotes", quotes()))
        .order_by("ref")
    )


def speakers() -> Any:
    roles = rows.Role.objects.select_related("organisation").order_by("ref")
    return (
        rows.Speaker.objects.select_related("organisation", "canonical")
        .prefetch_related("other_names", Prefetch("roles", roles))
        .order_by("ref")
    )


def quotes() -> Any:
    attributions = rows.Attribution.objects.select_related("speaker", "role", "organisation")
    return (
        rows.Quote.objects.select_related("occasion", "statement", "article__replaces", "carried_from")
        .defer("article__raw_text", "article__replaces__raw_text")
        .prefetch_related(
            Prefetch("attributions", attributions),
            Prefetch("via", rows.Via.objects.select_related("organisation")),
            Prefetch("corrections", rows.Correction.objects.order_by("at", "id")),
            "spans",
        )
        .order_by("ref")
    )


def after_its(found: Iterable[T], name: str) -> list[T]:
    """The rows in their order, but none before the row that its foreign key `name` points to."""
    waiting = {row.pk: row for row in found}  # type: ignore[attr-defined]
    placed: dict[Any, T] = {}

    def put(row: Any) -> None:
        before = waiting.get(getattr(row, f"{name}_id"))
        if before is not None and before.pk not in placed:  # type: ignore[attr-defined]
            put(before)
        placed[row.pk] = row

    for row in waiting.values():
        put(row)
    return list(placed.values())


def ref(row: Any) -> str | None:
    return row.ref if row else None


def kept(article: rows.Article | None) -> rows.Article | None:
    """The article, unless its text was removed: then it is not in the file."""
    return None if article is None or article.redacted_at else article


def plain(record: Callable[..., R], row: Any, **given: Any) -> R:
    """The record's fields from the row's of the same name, except those given."""
    names = [name for name in record.__struct_fields__ if name not in given]  # type: ignore[attr-defined]
    return record(**{name: getattr(row, name) for name in names}, **given)


def country(row: rows.Country) -> records.Country:
    return plain(records.Country, row)


def organisation(row: rows.Organisation) -> records.Organisation:
    return plain(records.Organisation, row, country=row.country_id, parent=ref(row.parent))


def outlet(row: rows.Outlet) -> records.Outlet:
    return plain(records.Outlet, row, organisation=ref(row.organisation))


def speaker(row: rows.Speaker) -> records.Speaker:
    return plain(
        records.Speaker,
        row,
        organisation=ref(row.organisation),
        other_names=[name.name for name in row.other_names.all()],
        roles=[
            plain(records.Role, role, organisation=ref(role.organisation), country=role.country_id)
            for role in row.roles.all()
        ],
        canonical=ref(row.canonical),
    )


def article(row: rows.Article) -> records.Article:
    return plain(
        records.Article,
        row,
        file=None,
        text=row.raw_text,
        sha256=row.raw_sha256,
        outlet=ref(row.outlet),
        agency=ref(row.agency),
        replaces=ref(kept(row.replaces)),
        body_spans=[(start, end) for start, end in row.body],
        speakers=[speaker(each) for each in row.unnamed_speakers.all()],
        quotes=[quote(each) for each in row.quotes.all()],
    )


def quote(row: rows.Quote) -> records.Quote:
    return plain(
        records.Quote,
        row,
        spans=[plain(records.Span, span) for span in row.spans.all()],
        attributions=[attribution(each) for each in row.attributions.all()],
        via=[plain(records.Via, each, organisation=each.organisation.ref) for each in row.via.all()],
        said_latest=row.said_latest if row.dated else None,
        occasion=ref(row.occasion),
        statement=ref(row.statement),
        carried_from=ref(row.carried_from) if kept(row.article.replaces) else None,
        corrections=[plain(records.Correction, each) for each in row.corrections.all()],
    )


def attribution(row: rows.Attribution) -> records.Attribution:
    return plain(
        records.Attribution,
        row,
        speaker=row.speaker.ref,
        role=ref(row.role),
        organisation=ref(row.organisation),
        country=row.country_id,
    )
