"""A quote's way: draft → in review → published → withdrawn. Each step says all that stands against it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from archive.editing.checks import missing_for_publication
from archive.models import Quote

Status = Quote.Status


@dataclass(frozen=True)
class Outcome:
    """What became of one quote: nothing happened if there are problems."""

    quote: Quote
    problems: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return not self.problems


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


def submit(quote: Quote, reason: str) -> None:
    quote.status, quote.submitted_at = Status.REVIEW, timezone.now()


def publish(quote: Quote, reason: str) -> None:
    quote.status = Status.PUBLISHED


def give_back(quote: Quote, reason: str) -> None:
    quote.status, quote.submitted_at = Status.DRAFT, None
    quote.internal_note = f"Returned: {reason}\n{quote.internal_note}".strip()


def withdraw(quote: Quote, reason: str) -> None:
    quote.status, quote.withdrawn_reason = Status.WITHDRAWN, reason


def reopen(quote: Quote, reason: str) -> None:
    quote.status, quote.withdrawn_reason, quote.submitted_at = Status.DRAFT, "", None


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
    if step.name == "publish":
        problems += missing_for_publication(quote) + second_pair_of_eyes(quote, user)
    return problems


def take(step: Step, quote: Quote, user: Any, reason: str = "", version: int | None = None) -> Outcome:
    """Takes a step, if nothing stands against it; `version` is the one that the user looked at."""
    with transaction.atomic(), pghistory.context(user=user.pk, action=step.name, reason=reason.strip()):
        locked: Quote = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
        if version is not None and version != locked.version:
            return Outcome(locked, ["Somebody changed it since you looked: look again, then decide."])
        problems = problems_with(step, locked, user, reason)
        if not problems:
            step.apply(locked, reason.strip())
            locked.save()
        return Outcome(locked, problems)


def take_all(step: Step, quotes: Iterable[Quote], user: Any, reason: str = "") -> list[Outcome]:
    """One transaction for each quote: what is ready goes through."""
    return [take(step, quote, user, reason) for quote in quotes]


def second_pair_of_eyes(quote: Quote, user: Any) -> list[str]:
    if not settings.FOUR_EYES or user.pk not in authors(quote):
        return []
    return ["You worked on it yourself: somebody else has to publish it."]


def authors(quote: Quote) -> set[int]:
    """Who wrote the quote or its rows since it was last published; steps of the workflow are not authorship."""
    published = [Status.PUBLISHED, Status.WITHDRAWN]
    events = apps.get_model("archive", "QuoteEvent").objects.filter(pgh_obj=quote.pk)
    last = (
        events.filter(status__in=published)
        .order_by("-pgh_id")
        .values_list("pgh_created_at", flat=True)
        .first()
    )
    found: set[int] = set()
    for name, key in (
        ("Quote", "pgh_obj"),
        ("QuoteSpan", "quote"),
        ("Attribution", "quote"),
        ("Via", "quote"),
    ):
        rows = apps.get_model("archive", f"{name}Event").objects.filter(**{key: quote.pk})
        rows = rows.filter(pgh_created_at__gt=last) if last else rows
        contexts = rows.exclude(pgh_context__metadata__has_key="action").values_list(
            "pgh_context__metadata__user"
        )
        found |= {user for (user,) in contexts if user is not None}
    return found
