"""Which published quotes show a row: the one question behind who may change it, and behind what a rename corrects."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

import pghistory
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now

from archive.models import Attribution, Organisation, Quote, Role, Speaker, SpeakerName
from archive.models.outbox import SHOWN_IN


def quotes_showing(row: Any) -> QuerySet[Quote]:
    """The published quotes that print the row, or that give a page to something that prints it."""
    quotes = Quote.objects.published()
    printed = [Q(pk__in=ids) for ids in (*printing(row), *leading_to(row))]
    return quotes.filter(reduce(or_, printed)) if printed else quotes.none()


def is_shown(row: Any) -> bool:
    """Whether readers see the row: from then on only publishers change it. True of a new row that would be seen."""
    return quotes_showing(row).exists()


def has_page(row: Any) -> bool:
    """Whether the public address of the row answers."""
    if isinstance(row, Quote):
        published = row.status == Quote.Status.PUBLISHED
        return published or Quote.objects.withdrawn().filter(pk=row.pk).exists()
    row = row.shown if isinstance(row, Speaker) else row
    rows = type(row).objects.filter(pk=row.pk)
    return rows.public().exists() if hasattr(rows, "public") else True


def waiting_with(row: Any) -> list[int]:
    """The quotes that nobody reads yet and that print the row, or will give a page to what prints it."""
    waiting = Quote.objects.filter(status__in=[Quote.Status.DRAFT, Quote.Status.REVIEW])
    found = (*printing(row), *leading_to(row)) if not isinstance(row, Quote) else ()
    return [pk for ids in found for pk in waiting.filter(pk__in=ids).values_list("pk", flat=True)]


def to_look_at_again(quotes: Iterable[int]) -> None:
    """They count as changed with what they print: who looked before, or changed it, does not publish it unseen.

    What was seen is told by `listed`, from how a quote reads, also after an import or a merge. That says nothing of who
    changed it, which FOUR_EYES asks: hence an event of the quote with its author.
    """
    with pghistory.context(around=True):
        Quote.objects.filter(pk__in=list(quotes)).update(changed_at=Now())


def is_around(event: Any) -> bool:
    """Whether it stands for a change of what the quote prints."""
    return bool(event.pgh_context and event.pgh_context.metadata.get("around"))


def printing(row: Any) -> Iterator[RawSQL]:
    """The ids of the quotes that print a stored row; none for a row that has no place in a quote."""
    sql = SHOWN_IN.get(row._meta.model_name) if row.pk else None
    if sql:
        yield RawSQL(sql.format(id="%s"), [row.pk] * sql.count("{id}"))  # noqa: S611 (constants)


def leading_to(row: Any) -> Iterator[Any]:
    """The ids of the quotes that give a page to what prints the row: a role stands on its speaker's, used or not."""
    if isinstance(row, Role | SpeakerName):
        yield quotes_of([row.speaker_id])
    elif isinstance(row, Speaker) and row.pk:
        yield quotes_of([row.pk, row.canonical_id])  # where it stands, or stood before it was told apart
    elif isinstance(row, Organisation) and row.pk:
        speakers = Speaker.objects.filter(Q(roles__organisation=row) | Q(organisation=row))
        yield quotes_of(speakers.values_list("pk", flat=True))
        for other in (*row.parts.all(), *row.outlets.all()):
            yield from printing(other)


def quotes_of(speakers: Iterable[int | None]) -> Any:
    """With those of everybody who shares a page with them through a merge."""
    shown = Speaker.objects.filter(pk__in=list(speakers)).values_list(Coalesce("canonical", "pk"), flat=True)
    pages = list(shown)
    family = Speaker.objects.filter(Q(pk__in=pages) | Q(canonical__in=pages)).values_list("pk", flat=True)
    return Attribution.objects.filter(speaker__in=list(family)).values("quote")
