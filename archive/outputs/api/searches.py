"""A frozen search as data: what it found on its day, and what became of that since."""

import datetime as dt
from typing import Annotated

from django.urls import reverse
from msgspec import Meta, Struct

from archive import models
from archive.models.frozen import REMOVED
from archive.outputs.exports import KINDS
from archive.outputs.share.frozen import MOST, address, since
from archive.outputs.share.frozen_cited import citations
from archive.query import absolute
from archive.text.tongue import ENGLISH, speaking

Ids = list[int]


class FrozenQuote(Struct, frozen=True):
    id: int
    version: Annotated[int, Meta(description="What readers saw then; /q/35@2 leads to it")]
    note: Annotated[str, Meta(description="By whoever froze the search")]


class FrozenSince(Struct, frozen=True):
    """Each list has ids of quotes; `added` and `left` are empty for a search that can be run no more."""

    text: Annotated[str, Meta(description="In words: 1 corrected, 1 withdrawn")]
    runs: Annotated[bool, Meta(description="Whether the search can be run still")]
    added: Annotated[Ids, Meta(description=f"Found now and not then: the first {MOST:,}")]
    corrected: Ids
    withdrawn: Annotated[Ids, Meta(description="/api/v1/quotes/{id}/ gives the reason of each")]
    not_public: Annotated[Ids, Meta(description="Not to be read at the moment, without being withdrawn")]
    left: Annotated[Ids, Meta(description="Public still, and no longer found by this search")]


class FrozenSearch(Struct, frozen=True, rename={"permalink": "url"}):
    """Never changes but for `since`, and words that had to be taken away: title, notes, the search itself."""

    permalink: Annotated[str, Meta(description="Its page in this archive")]
    query: Annotated[str, Meta(description="The search as it is now; empty if its words were removed")]
    described: str
    title: Annotated[str, Meta(description="By whoever froze the search")]
    frozen: dt.datetime
    count: int
    sha256: Annotated[str, Meta(description="Over a line like 35@2 for each quote, in this order")]
    quotes: list[FrozenQuote]
    since: FrozenSince
    files: Annotated[dict[str, str], Meta(description="Of its quotes that are public still, by their kind")]
    citations: Annotated[dict[str, str], Meta(description="Of the search, by their style")]


@speaking(ENGLISH)
def record(row: models.FrozenSearch) -> FrozenSearch:
    return FrozenSearch(
        permalink=address(row),
        query="" if row.search == REMOVED else absolute(f"{reverse('quotes')}?{row.search}"),
        described=row.described,
        title=row.title,
        frozen=row.at.astimezone(dt.UTC),
        count=len(row.found),
        sha256=row.sha256,
        quotes=[FrozenQuote(pk, version, row.notes.get(str(pk), "")) for pk, version in row.found],
        since=_since(row),
        files={kind: absolute(reverse("frozen-export", args=[row.code, kind])) for kind in KINDS},
        citations={label: text for label, text, _ in citations(row)},
    )


def _since(row: models.FrozenSearch) -> FrozenSince:
    now = since(row)
    return FrozenSince(
        text=str(now),
        runs=now.runs,
        added=now.added[:MOST],
        corrected=now.corrected,
        withdrawn=list(now.withdrawn),
        not_public=now.not_public,
        left=now.left,
    )
