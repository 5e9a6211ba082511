"""A quote's way: draft → in review → published → withdrawn. Each step says all that stands against it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from archive.editing.checks import missing_for_publication, missing_words
from archive.editing.confirming import CHANGED, as_listed, version_in
from archive.editing.corrections import Seen, correct
from archive.editing.history import SILENT, columns, event_model, metadata, with_previous
from archive.editing.shown import is_around
from archive.editing.versions import last_public
from archive.models import Article, Attribution, Correction, Entry, Match, Quote, QuoteSpan, Via
from archive.text.tongue import noop

Status = Quote.Status


# Each quote with what stood against the step: it was taken where nothing did.
Outcomes = list[tuple[Quote, list[str]]]


@dataclass(frozen=True)
class Step:
    """`needs` names the reason that the step asks for, if any."""

    name: str
    label: str
    done: str
    starts: tuple[str, ...]
    publishers_only: bool
    apply: Callable[[Quote, str], None]
    needs: str = ""


# How the public reason begins with which a quote made room for that of a newer capture.
REPLACED = "A newer capture of the page took its place: "
# The public reason of what is other in a quote that was withdrawn before.
AGAIN = "Published again after it was withdrawn."
# How the internal note of a quote that came back begins.
RETURNED = "Returned: "


def submit(quote: Quote, reason: str) -> None:
    quote.status, quote.submitted_at = Status.REVIEW, timezone.now()


def publish(quote: Quote, reason: str) -> None:
    quote.status, quote.withdrawn_reason = Status.PUBLISHED, ""


def give_back(quote: Quote, reason: str) -> None:
    quote.status, quote.submitted_at = Status.DRAFT, None
    quote.internal_note = f"{RETURNED}{reason}\n{quote.internal_note}".strip()


def withdraw(quote: Quote, reason: str) -> None:
    quote.status, quote.withdrawn_reason = Status.WITHDRAWN, reason


def reopen(quote: Quote, reason: str) -> None:
    """Its public reason stays until it is published again: so long its address tells that it is gone."""
    quote.status, quote.submitted_at = Status.DRAFT, None


STEPS = {
    step.name: step
    for step in (
        Step("submit", "Send to review", "sent to review", (Status.DRAFT,), False, submit),
        Step("publish", "Publish", "published", (Status.DRAFT, Status.REVIEW), True, publish),
        Step(
            "return",
            "Return with a note",
            "returned",
            (Status.REVIEW,),
            True,
            give_back,
            "a note for its editor",
        ),
        Step("withdraw", "Withdraw", "withdrawn", (Status.PUBLISHED,), True, withdraw, "the public reason"),
        Step("reopen", "Take up again as a draft", "taken up again", (Status.WITHDRAWN,), True, reopen),
    )
}


def may_publish(user: Any) -> bool:
    return bool(user.has_perm("archive.publish_quote"))


def steps_for(quote: Quote, user: Any) -> list[Step]:
    """The steps that this user may try, whether or not the quote is ready for them."""
    if not user.has_perm("archive.change_quote"):
        return []
    allowed = (step for step in STEPS.values() if may_publish(user) or not step.publishers_only)
    return [step for step in allowed if quote.status in step.starts]


def problems_with(step: Step, quote: Quote, user: Any, reason: str = "") -> list[str]:
    if step not in steps_for(quote, user):
        return [f"It is {quote.get_status_display()}, and you cannot {step.label.lower()} it."]
    problems = []
    if step.needs and not reason.strip():
        problems.append(f"Give {step.needs}.")
    if step.name == "submit":
        problems += missing_words(quote) if quote.kind != Quote.Kind.HEADLINE else []
    if step.name == "publish":
        problems += missing_for_publication(quote) + second_pair_of_eyes(quote, user)
    return problems


def take(step: Step, quote: Quote, user: Any, reason: str = "", version: int | None = None) -> list[str]:
    """Takes a step, unless something stands against it: returns that. `version` is the one that the user looked at."""
    with transaction.atomic(), pghistory.context(user=user.pk, action=step.name, reason=reason.strip()):
        locked: Quote = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
        if version is not None and version != locked.version:
            return [CHANGED]
        problems = problems_with(step, locked, user, reason)
        if not problems:
            with becoming_public([locked] if step.name == "publish" else []):
                step.apply(locked, reason.strip())
                locked.save()
        return problems


@contextmanager
def becoming_public(quotes: Sequence[Quote]) -> Iterator[None]:
    """What else belongs to the step that publishes these, one or many."""
    again = [(quote, last_public(quote)) for quote in quotes if quote.public_version > 0]
    yield
    copies = [quote.pk for quote in quotes if quote.carried_from_id]
    for quote in Quote.objects.replacing().filter(pk__in=copies):
        take_the_place_of(quote)
    for quote, before in again:
        tell_again(quote, before)


def take_the_place_of(quote: Quote) -> None:
    """The quote of an earlier capture leaves lists, counts and search; its address leads to this one."""
    old = quote.carried_from
    if old and Quote.objects.replacing().filter(pk=quote.pk).exists():
        withdraw(old, f"{REPLACED}no. {quote.pk} has the words as the page has them now.")
        old.save()


def tell_again(quote: Quote, before: Seen | None) -> None:
    """Who saw it, and was told that it is gone, is told that it is back, and what is other than it was."""
    Correction.objects.create(
        quote=quote, changed=noop("status"), old="withdrawn", new="published again", reason=AGAIN
    )
    if before:
        correct(quote, before, AGAIN)


def take_all(
    step: Step, quotes: Iterable[Quote], user: Any, reason: str, seen: Mapping[int, str]
) -> Outcomes:
    """One transaction for each quote: what is ready, and as it was `listed`, goes through."""
    quotes = list(quotes)
    same = as_listed(seen, quotes)
    return [
        (quote, take(step, quote, user, reason, version_in(seen, quote)) if quote.pk in same else [CHANGED])
        for quote in quotes
    ]


def second_pair_of_eyes(quote: Quote, user: Any) -> list[str]:
    if not settings.FOUR_EYES or user.pk not in authors(quote):
        return []
    return ["You worked on it yourself: somebody else has to publish it."]


# Columns that the steps of the workflow set; whoever changes one of these alone has written nothing.
WORKFLOW = SILENT | {"status", "withdrawn_reason", "internal_note"}


def authors(quote: Quote) -> set[int]:
    """Who changed what readers see of it since it was last published, whatever the request called itself.

    Told by the order of its events: a clock may be set back.
    """
    own = list(with_previous(event_model(Quote), {"pgh_obj": quote.pk}))
    public = [place for place, pair in enumerate(own) if is_publication(*pair)]
    first = max(public, default=-1) + 1
    seen = {event.pgh_context_id for _, event in own[:first]}
    written = [event for previous, event in own[first:] if is_written(previous, event) or is_around(event)]
    for model in (QuoteSpan, Attribution, Via, Match):
        pairs = with_previous(event_model(model), {"quote": quote.pk})
        written += [pair[1] for pair in pairs if pair[1].pgh_context_id not in seen and is_written(*pair)]
    users = users_of(written)
    return users if public else users | brought_by(quote) | dated_by(quote)


def users_of(events: Iterable[Any]) -> set[int]:
    return {user for event in events if (user := metadata(event).get("user")) is not None}


def brought_by(quote: Quote) -> set[int]:
    """Whose table held it, whoever brought the text in which it was found."""
    return set(Entry.objects.filter(quote=quote, drafted=True).values_list("sheet__by", flat=True))


def dated_by(quote: Quote) -> set[int]:
    """Who gave the article another date: what was proposed of it and still open was dated anew by that."""
    if not quote.proposals.exists():
        return set()
    pairs = with_previous(event_model(Article), {"pgh_obj": quote.article_id})
    return users_of(now for was, now in pairs if was and was.published_on != now.published_on)


def is_publication(previous: Any, event: Any) -> bool:
    public = Status.PUBLISHED
    return bool(event.status == public and (previous is None or previous.status != public))


def is_written(previous: Any, event: Any) -> bool:
    if event.pgh_tracked_model is Match:  # readers see what is confirmed alone
        return Match.State.CONFIRMED in {each.state for each in (previous, event) if each is not None}
    if event.pgh_label != "update" or previous is None:
        return True
    names = (field.attname for field in columns(event) if field.name not in WORKFLOW)
    return any(getattr(previous, name) != getattr(event, name) for name in names)
