"""One step for all turns of a transcript, of what somebody looked at; in a few statements of SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from archive.editing.confirming import as_listed
from archive.editing.workflow import (
    STEPS,
    Outcomes,
    Step,
    becoming_public,
    may_publish,
    problems_with,
)
from archive.models import Article, Quote

Status = Quote.Status


def step_for(user: Any) -> Step:
    return STEPS["publish" if may_publish(user) else "submit"]


def waiting(article: Article, step: Step) -> QuerySet[Quote]:
    return article.quotes.filter(status__in=step.starts).by_place_in_article().with_sources()


def checked(article: Article, quotes: Sequence[Quote], step: Step, user: Any) -> Outcomes:
    for quote in quotes:
        quote.article = article  # with its text, which lists leave out
    return [(quote, problems_with(step, quote, user)) for quote in quotes]


def take_whole(article: Article, step: Step, user: Any, seen: Mapping[int, str]) -> Outcomes:
    """What became of each that was looked at; one that changed since stays."""
    with transaction.atomic(), pghistory.context(user=user.pk, action=step.name, reason=""):
        locked = list(
            article.quotes.select_for_update().filter(pk__in=seen, status__in=step.starts).order_by("pk")
        )
        same = as_listed(seen, locked)
        outcomes = checked(article, list(waiting(article, step).filter(pk__in=same)), step, user)
        ready = [quote for quote, problems in outcomes if not problems]
        rows, now = Quote.objects.filter(pk__in=[quote.pk for quote in ready]), timezone.now()
        if step.name == "publish":
            with becoming_public(ready):
                rows.update(
                    status=Status.PUBLISHED,
                    withdrawn_reason="",
                    published_at=Coalesce("published_at", now),
                    changed_at=now,
                )
        else:
            rows.update(status=Status.REVIEW, submitted_at=now, changed_at=now)
        return outcomes
