"""Taking an article's text out of the archive for good: rows, history, index. Hash, reason and addresses stay."""

from dataclasses import dataclass

import pghistory
import pgtrigger
from django.db import transaction
from django.utils import timezone

from archive.editing.history import event_model
from archive.models import Article, Attribution, Correction, Mention, ProposedChange, Quote, QuoteSpan

BLANK_ARTICLE = {"title": "Removed", "subtitle": "", "byline": "", "source_note": ""}
BLANK_QUOTE = {"text": "", "said_note": "", "public_note": "", "internal_note": ""}
BLANK_CORRECTION = {"old": "", "new": ""}


@dataclass(frozen=True)
class Redacted:
    quotes: int
    events: int


@transaction.atomic
def redact(article: Article, reason: str) -> Redacted:
    """Withdraws the article's quotes with the public `reason` and empties every copy of their text.

    Backups and exports made before still hold it: they are the operator's to deal with.
    """
    if not reason.strip():
        raise ValueError("Give the public reason.")
    with (
        pghistory.context(action="redact", reason=reason),
        pgtrigger.ignore("archive.Article:raw_text_frozen"),
    ):
        quotes = empty_quotes(article, reason)
        article.proposals.all().delete()
        Article.objects.filter(pk=article.pk).update(
            raw_text="", body_spans=[], redacted_at=timezone.now(), redacted_reason=reason, **BLANK_ARTICLE
        )
    return Redacted(len(quotes), empty_history(article, quotes))


def empty_quotes(article: Article, reason: str) -> list[int]:
    quotes = list(article.quotes.values_list("pk", flat=True))
    rows = Quote.objects.filter(pk__in=quotes)
    withdrawn = {"status": Quote.Status.WITHDRAWN, "withdrawn_reason": reason, "changed_at": timezone.now()}
    rows.update(**withdrawn, statement=None, **BLANK_QUOTE)
    for model in (QuoteSpan, Mention, ProposedChange):
        model.objects.filter(quote__in=quotes).delete()
    Attribution.objects.filter(quote__in=quotes).update(role_printed="")
    Correction.objects.filter(quote__in=quotes).update(**BLANK_CORRECTION)
    return quotes


def empty_history(article: Article, quotes: list[int]) -> int:
    """The events of everything that held words of the article, those of this removal included."""
    return sum(
        [
            event_model(Article).objects.filter(pgh_obj=article.pk).update(**BLANK_ARTICLE, body_spans=[]),
            event_model(Quote).objects.filter(pgh_obj__in=quotes).update(**BLANK_QUOTE),
            event_model(QuoteSpan).objects.filter(quote__in=quotes).update(text=""),
            event_model(Attribution).objects.filter(quote__in=quotes).update(role_printed=""),
            event_model(Correction).objects.filter(quote__in=quotes).update(**BLANK_CORRECTION),
        ]
    )
