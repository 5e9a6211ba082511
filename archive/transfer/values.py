"""A record's fields as the fields of its row."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from archive import models as rows
from archive.text import sha256
from archive.text.names import sort_name
from archive.transfer import records

Find = Callable[[type[models.Model], str | None], Any]
ONLY_GIVEN = ("submitted_at", "published_at", "carried_from")


def given_only(record: records.Quote) -> dict[str, Any]:
    """What a file that is silent about it does not take away."""
    given = {name: value for name in ONLY_GIVEN if (value := getattr(record, name)) is not None}
    if record.status == "withdrawn":  # a draft that was withdrawn before keeps what readers were told
        given["withdrawn_reason"] = record.withdrawn_reason
    if record.carried_from:
        given["carried_from"] = find(rows.Quote, record.carried_from)
    return given


def find(model: type[models.Model], ref: str | None) -> Any:
    """The row with this ref; None for None. Raises ValueError for a ref that nothing has."""
    if ref is None:
        return None
    try:
        return model._default_manager.get(ref=ref)
    except ObjectDoesNotExist:
        raise ValueError(
            f"No {model._meta.verbose_name} has the ref {ref!r}: put it into the file, or correct the ref."
        ) from None


class Finder:
    """Finds rows by their refs as `find` does, those that are `named` with one query for each kind."""

    def __init__(self, named: dict[type[models.Model], set[str | None]]) -> None:
        self.named = named
        self.known: dict[type[models.Model], dict[str, Any]] = {}

    def __call__(self, model: type[models.Model], ref: str | None) -> Any:
        if ref is None:
            return None
        if model not in self.known:
            refs = [each for each in self.named.get(model, ()) if each]
            rows_: list[Any] = list(model._default_manager.filter(ref__in=refs))
            self.known[model] = {row.ref: row for row in rows_}
        return self.known[model].get(ref) or find(model, ref)


def article_values(record: records.Article, find: Find = find) -> dict[str, Any]:
    text = record.text or ""
    return {
        **plain_values(record, _NO_ARTICLE_FIELDS),
        "raw_text": record.text,
        "raw_sha256": sha256(text),
        "body_spans": [list(span) for span in record.body_spans] or [[0, len(text)]],
        "outlet": find(rows.Outlet, record.outlet),
        "agency": find(rows.Organisation, record.agency),
        "replaces": find(rows.Article, record.replaces),
    }


_NO_ARTICLE_FIELDS = {
    *("ref", "file", "text", "sha256", "outlet", "agency", "replaces", "speakers", "quotes", "body_spans")
}


def quote_values(record: records.Quote, article: rows.Article, find: Find = find) -> dict[str, Any]:
    """All but its status, which waits for what hangs on the quote."""
    return {
        **plain_values(record, _NO_QUOTE_FIELDS),
        **given_only(record),
        "article": article,
        "said_latest": article.published_on if record.said_precision == "unknown" else record.said_latest,
        "occasion": find(rows.Occasion, record.occasion),
        "statement": find(rows.Statement, record.statement),
    }


_NO_QUOTE_FIELDS = {
    *(
        "ref",
        "spans",
        "attributions",
        "via",
        "occasion",
        "statement",
        "status",
        "corrections",
        "withdrawn_reason",
    ),
    *ONLY_GIVEN,
}


def speaker_values(record: records.Speaker, find: Find = find) -> dict[str, Any]:
    """Without the pointer to another, who may not be there yet."""
    listed = sort_name(record.name) if record.type == "person" else record.name
    return {
        **plain_values(record, {"ref", "organisation", "other_names", "roles", "canonical"}),
        "sort_name": record.sort_name or listed,
        "organisation": find(rows.Organisation, record.organisation),
    }


def role_values(record: records.Role, speaker: rows.Speaker, find: Find = find) -> dict[str, Any]:
    return {
        **plain_values(record, {"ref", "organisation", "country"}),
        "speaker": speaker,
        "country_id": record.country,
        "organisation": find(rows.Organisation, record.organisation),
    }


def span_values(span: records.Span, raw_text: str) -> dict[str, Any]:
    text = raw_text[span.start : span.end]
    if span.text not in (None, text):
        raise ValueError(
            f"At {span.start}–{span.end} stands {text!r}, not {span.text!r}: correct the offsets."
        )
    return {"part": span.part, "start": span.start, "end": span.end, "text": text}


def in_order(rows_: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Spans by their places, whatever the order in the file; everything else has its position."""
    return sorted(rows_, key=lambda row: (row.get("start", 0), row.get("end", 0), row.get("part", "")))


def attribution_values(record: records.Attribution, position: int, find: Find = find) -> dict[str, Any]:
    return {
        "position": position,
        "speaker": find(rows.Speaker, record.speaker),
        "role_printed": record.role_printed,
        "role": find(rows.Role, record.role),
        "organisation": find(rows.Organisation, record.organisation),
        "country_id": record.country,
        "basis": record.basis,
    }


def via_values(record: records.Via, position: int, find: Find = find) -> dict[str, Any]:
    organisation = find(rows.Organisation, record.organisation)
    return {
        "position": position,
        "organisation": organisation,
        "channel": record.channel,
        "basis": record.basis,
    }


def plain_values(record: Any, leave: set[str]) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(record).items() if name not in leave}
