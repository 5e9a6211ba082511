"""What intake proposes for an article, kept until an editor decides. A run never undoes a decision."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.editing.locking import lock
from archive.editing.proposals.certainty import undated
from archive.editing.proposals.said_dates import offer
from archive.intake import results
from archive.intake.grammar.sentences import grammar_installed
from archive.intake.languages.detect import language_of as spoken
from archive.intake.languages.table import table
from archive.intake.proposals import MISSING_GRAMMAR, MISSING_LANGUAGE, propose
from archive.models import Article, LongText, Proposal, Quote, QuoteSpan
from archive.text import Offsets
from archive.text.places import Places, length, share

logger = logging.getLogger(__name__)

State = Proposal.State
# How many proposals are new, how many were brought up to date, and what could not be searched.
IntakeRun = tuple[int, int, str]
AT_ONCE = 20_000  # characters that a request looks for quotes in
# From this share of the shorter one's characters on, two findings are about the same words.
SAME = 0.5


def found(proposal: Proposal) -> results.Quote:
    return msgspec.convert(proposal.content, results.Quote)


def key_of(quote: results.Quote) -> str:
    return f"{quote.kind}:{','.join(f'{start}-{end}' for start, end in quote.spans)}"[:500]


def language_of(article: Article) -> str:
    return article.language.split("-")[0].lower()


def missing(article: Article) -> str:
    """What a run cannot find in this article here, and how to get it; nothing is loaded to answer."""
    language = spoken(article.raw_text) or language_of(article)
    if language != "en":
        return "" if table(language) else MISSING_LANGUAGE
    return "" if grammar_installed() else MISSING_GRAMMAR


def run_intake(article: Article, *, add: bool = True) -> IntakeRun:
    """Proposes what is new (unless `add` is off), and brings what is still open up to date."""
    proposals = propose(article.raw_text, article.published_on, language=language_of(article))
    quotes: Iterable[results.Quote] = proposals.quotes
    if (
        not article.published_on
    ):  # resolved against a date that no editor has confirmed, a day would be said to be known
        quotes = [replace(each, said=undated(each.said)) for each in quotes]
    with transaction.atomic():
        return *store(lock(article), quotes, add), proposals.missing or ""


def run_or_wait(article: Article, *, add: bool = True) -> IntakeRun | None:
    """None for a long text: the worker runs it, and its page shows what is found then."""
    if len(article.raw_text) <= AT_ONCE:
        return run_intake(article, add=add)
    waiting, fresh = LongText.objects.get_or_create(article=article, defaults={"add": add})
    if not fresh:
        waiting.add, waiting.failed = waiting.add or add, False
        waiting.save()
    return None


def run_waiting() -> int:
    """For the worker: one text that waits; how many it was. One that fails is not tried for ever."""
    waiting = LongText.objects.filter(failed=False).select_related("article").order_by("at").first()
    if waiting is None:
        return 0
    try:
        run_intake(waiting.article, add=waiting.add)
        waiting.delete()
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError):
        logger.exception("No quotes could be looked for in article %s", waiting.article_id)
        LongText.objects.filter(pk=waiting.pk).update(failed=True)
    return 1


def store(article: Article, quotes: Iterable[results.Quote], add: bool) -> tuple[int, int]:
    body, taken = Places(article.body), Places(words_of(article.quotes.all()))
    standing = [quote for quote in quotes if in_body(quote.spans, body)]
    known = list(article.proposals.select_related("quote"))
    before = Before(known, {key_of(quote) for quote in standing})
    new, refreshed = [], 0
    for quote in standing:
        if same := before.same_as(quote):
            refreshed += refresh(same, quote)
        elif add and not taken.common(quote.spans):
            new.append(filled(Proposal(article=article), quote))
    Proposal.objects.bulk_create(new, batch_size=1000)
    gone = [each.pk for each in known if each.state == State.OPEN and not in_body(found(each).spans, body)]
    Proposal.objects.filter(pk__in=gone).delete()
    return len(new), refreshed


def in_body(spans: Sequence[Offsets], body: Places) -> bool:
    """Whether an editor has not struck most of the words out."""
    return body.common(spans) > SAME * length(spans)


def words_of(quotes: Any) -> list[Offsets]:
    spans = QuoteSpan.objects.filter(quote__in=quotes, part=QuoteSpan.Part.WORDS)
    return list(spans.values_list("start", "end"))


class Before:
    """What was proposed, by its key and by where its words stand."""

    def __init__(self, known: list[Proposal], keys: set[str]) -> None:
        self.by_key = {each.key: each for each in known}
        self.others = [each for each in known if each.state != State.OPEN or each.key not in keys]
        self.spans = [found(each).spans for each in self.others]
        placed = [(span, number) for number, spans in enumerate(self.spans) for span in spans]
        self.places, self.numbers = Places(span for span, _ in placed), [number for _, number in placed]

    def same_as(self, quote: results.Quote) -> Proposal | None:
        """The stored one about the same words: by its key, or else one that this run does not find any more."""
        if same := self.by_key.get(key_of(quote)):
            return same
        near = sorted({self.numbers[place] for place in self.places.meeting(quote.spans)})
        return next((self.others[each] for each in near if share(quote.spans, self.spans[each]) > SAME), None)


def refresh(proposal: Proposal, quote: results.Quote) -> bool:
    """What an editor decided stays; where a draft still has the machine's date, a new one is offered."""
    if proposal.state == State.OPEN and found(proposal) != quote:
        filled(proposal, quote).save()
        return True
    if proposal.state == State.ACCEPTED and proposal.key == key_of(quote):
        offer(proposal, found(proposal).said, quote.said)
    return False


def filled(proposal: Proposal, quote: results.Quote) -> Proposal:
    proposal.content = msgspec.to_builtins(quote)
    proposal.key, proposal.start, proposal.confidence = key_of(quote), quote.spans[0].start, quote.confidence
    return proposal


def decide(proposal: Proposal, state: str, user: Any, quote: Quote | None = None) -> bool:
    """False where somebody else was faster."""
    changed = Proposal.objects.filter(pk=proposal.pk, state=State.OPEN).update(
        state=state, quote=quote, by_id=user.pk, at=timezone.now()
    )
    return bool(changed)


def overlapping(proposal: Proposal) -> list[Quote]:
    """Quotes of the article that some of its words belong to already."""
    meets = (Q(start__lt=end, end__gt=start) for start, end in found(proposal).spans)
    spans = QuoteSpan.objects.filter(reduce(or_, meets), part=QuoteSpan.Part.WORDS)
    return list(proposal.article.quotes.filter(pk__in=spans.values("quote")))
