"""One fact for many quotes: shown first as readers will see it, then written as it was shown."""

from copy import copy
from typing import Any

import pghistory
from django.db import transaction

from archive.editing.checks import not_on_the_day, said_of
from archive.editing.confirming import CHANGED
from archive.editing.corrections import correcting
from archive.editing.spans import settle
from archive.editing.workflow import may_publish
from archive.models import Attribution, Country, Quote, Role
from archive.reading.phrases import speaker_line
from archive.text import name_key

PUBLISHED = Quote.Status.PUBLISHED


def plan(quote: Quote, fact: Country | Role, user: Any) -> tuple[str, str, list[str]]:
    """How the speaker of a quote loaded `with_sources` reads, how it would, and what stands against it."""
    concerned = attributions(quote, fact)
    changed = [with_fact(each, fact) for each in concerned]
    now = list(quote.attributions.all())
    then = [changed[concerned.index(each)] if each in concerned else each for each in now]
    before, after = ("; ".join(map(speaker_line, each)) for each in (now, then))
    problems = objections(quote, fact, user) if concerned else [nobody(quote, fact)]
    if not problems and all(fact.pk == getattr(each, column(fact)) for each in concerned):
        problems.append("It says so already.")
    days = (problem for each in changed for problem in not_on_the_day(each, said_of(quote)))
    return before, after, [*problems, *days]


def attributions(quote: Quote, fact: Country | Role) -> list[Attribution]:
    """A role is one speaker's; a country is that of the only one."""
    found = list(quote.attributions.all())
    if isinstance(fact, Role):
        return [each for each in found if each.speaker.shown == fact.speaker.shown]
    return found if len(found) == 1 else []


def nobody(quote: Quote, fact: Country | Role) -> str:
    if isinstance(fact, Role):
        who, named = (
            fact.speaker.shown,
            {name_key(str(each.speaker.shown)) for each in quote.attributions.all()},
        )
        number = f" (no. {who.pk})" if name_key(str(who)) in named else ""
        return f"{who}{number} is not its speaker."
    if quote.attributions.all():
        return "Several speak in it: set the country on its own page."
    return "Nobody is named as its speaker: add an attribution first."


def objections(quote: Quote, fact: Country | Role, user: Any) -> list[str]:
    if quote.status == PUBLISHED and not may_publish(user):
        return ["It is published: propose the change on its own page."]
    if quote.status == Quote.Status.WITHDRAWN:
        return ["It was withdrawn: take it up again first."]
    return []


def with_fact(attribution: Attribution, fact: Country | Role) -> Attribution:
    changed = copy(attribution)
    setattr(changed, column(fact).removesuffix("_id"), fact)
    return changed


def column(fact: Country | Role) -> str:
    return f"{fact._meta.model_name}_id"


def set_for(quote: Quote, fact: Country | Role, user: Any, reason: str, version: int) -> list[str]:
    """What stands against it. `version` is the one that was looked at; published quotes get a public correction."""
    with transaction.atomic(), pghistory.context(user=user.pk, reason=reason):
        Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
        locked = Quote.objects.with_sources().get(pk=quote.pk)
        if locked.version != version:
            return [CHANGED]
        *_, against = plan(locked, fact, user)
        problems = [*against, *reason_missing(locked, reason)]
        if not problems:
            write(locked, fact, reason)
        return problems


def write(quote: Quote, fact: Country | Role, reason: str) -> None:
    rows = [quote] if quote.status == PUBLISHED else []
    with correcting(*rows, reason=reason):
        for each in attributions(quote, fact):
            setattr(each, column(fact), fact.pk)
            each.save()
        settle(Quote.objects.get(pk=quote.pk))


def reason_missing(quote: Quote, reason: str) -> list[str]:
    if reason.strip() or quote.status != PUBLISHED:
        return []
    return ["Say why: readers see of published quotes what changed, and the reason."]
