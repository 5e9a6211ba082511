"""Proposals as one JSON object an article; spans become [start, end]."""

import datetime as dt
from typing import Any

from archive.intake.results import Proposals, Quote, Said, Speaker, Via
from archive.intake.spans import Span


def as_json(file: str, text: str, proposals: Proposals) -> dict[str, Any]:
    metadata = proposals.metadata
    return {
        "file": file,
        "title": _span(metadata.title),
        "outlet": metadata.outlet,
        "agency": metadata.agency,
        "published": _date(metadata.published),
        "boilerplate": [_span(line.span) for line in proposals.boilerplate],
        "quotes": [_quote(text, quote) for quote in proposals.quotes],
    }


def _quote(text: str, quote: Quote) -> dict[str, Any]:
    return {
        "spans": [_span(span) for span in quote.spans],
        "kind": quote.kind,
        "cue": _span(quote.cue),
        "speaker": _speaker(quote.speaker) if quote.speaker else None,
        "joint": [_speaker(speaker) for speaker in quote.joint],
        "role": quote.affiliation.role.of(text) if quote.affiliation.role else None,
        "organisation": quote.affiliation.organisation,
        "countries": list(quote.affiliation.countries),
        "said": _said(quote.said) if quote.said else None,
        "via": [_via(via) for via in quote.via],
        "rule": quote.rule,
        "confidence": quote.confidence,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {"name": speaker.name, "mention": _span(speaker.mention), "type": speaker.type}


def _said(said: Said) -> dict[str, Any]:
    return {
        "earliest": _date(said.earliest),
        "latest": _date(said.latest),
        "precision": said.precision,
        "basis": said.basis,
        "phrase": _span(said.phrase),
    }


def _via(via: Via) -> dict[str, Any]:
    return {"name": via.name, "channel": via.channel, "mention": _span(via.mention)}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _date(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()
