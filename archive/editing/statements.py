"""Wordings of one statement: suggested by their words alone, linked and unlinked by people."""

import re
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Upper

from archive.models import Match, Quote, Statement
from archive.text.folding import fold

# The share of words in common from which a pair is worth a look. Speaker and date are left out on purpose:
# two reports of one statement may name them differently.
ALIKE = 0.45


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def jaccard(one: str, other: str) -> float:
    first, second = words(one), words(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def likely_wordings(quote: Quote, limit: int = 10) -> list[tuple[Quote, float]]:
    """Quotes of other articles, not linked to this one yet, with enough words in common."""
    others = Quote.objects.exclude(article=quote.article_id)
    if quote.statement_id:
        others = others.exclude(statement=quote.statement_id)
    return wordings_like(quote.text, others, limit)


def of_one_passage(quote: Quote) -> QuerySet[Quote]:
    """Quotes of other articles, not linked to this one yet, that lead to the same passage of a transcript."""
    ids: set[int] = set()
    for match in quote.matches.exclude(state=Match.State.REJECTED):
        ids.update(Match.objects.leading_to_one_passage(match).values_list("quote", flat=True))
    others = Quote.objects.filter(pk__in=ids).with_sources().order_by("pk")
    return others.exclude(statement=quote.statement_id) if quote.statement_id else others


def wordings_like(text: str, others: QuerySet[Quote], limit: int) -> list[tuple[Quote, float]]:
    """Of these quotes, those with enough words in common, each with their share, the likeliest first."""
    loud = others.annotate(loud=Upper("text")).filter(loud__trigram_similar=text.upper())
    near: Any = loud.annotate(near=TrigramSimilarity(Upper("text"), text.upper())).order_by("-near")
    found = [(other, jaccard(text, other.text)) for other in near.with_sources()[: 5 * limit]]
    return sorted((each for each in found if each[1] >= ALIKE), key=lambda each: -each[1])[:limit]


@transaction.atomic
def link(quote: Quote, other: Quote, basis: str, note: str = "") -> list[str]:
    """Makes both wordings of one statement; returns what stands against it."""
    rows = Quote.objects.select_for_update(of=("self",)).in_bulk([quote.pk, other.pk])
    if len(rows) < 2:
        return ["Choose another quote than itself."]
    if basis not in Statement.LinkBasis.values:
        return ["Say on what basis: the same occasion, or the same wording."]
    known = {row.statement_id for row in rows.values()} - {None}
    if len(known) > 1:
        return ["Both belong to a statement already: unlink one of them first."]
    if known and (problem := said_otherwise(Statement.objects.get(pk__in=known), basis, note.strip())):
        return [problem]
    pk = known.pop() if known else Statement.objects.create(basis=basis, note=note.strip()).pk
    for row in rows.values():
        if row.statement_id != pk:
            row.statement_id = pk
            row.save()
    return []


def said_otherwise(statement: Statement, basis: str, note: str) -> str:
    """What a statement that is there says of all its wordings, where one that joins it is said to have another basis or note."""
    own = "change that on its own page first"
    if basis != statement.basis:
        return f"{statement}, which it would join, is held together as “{statement.get_basis_display()}”: choose that, or {own}."
    if note and note != statement.note.strip():
        return f"{statement}, which it would join, has its own public note (“{statement.note or 'empty'}”): leave the note out here, or {own}."
    return ""


@transaction.atomic
def unlink(quote: Quote) -> None:
    """Takes a wording out; a statement of one wording is none, and goes."""
    statement = quote.statement
    if statement is None:
        return
    quote.statement = None
    quote.save()
    left = list(statement.quotes.all())
    if len(left) < 2:
        for other in left:
            other.statement = None
            other.save()
        statement.delete()
