"""A decision about a proposal taken back: what was rejected is open again, and so is what became a draft, with all it brought."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.editing.history import event_model
from archive.editing.locking import lock
from archive.editing.merge_places import naming
from archive.models import Attribution, Entry, Organisation, Proposal, Quote, QuoteSpan, Role, Speaker, Via

State = Proposal.State
WORKED_ON = "Somebody worked on the draft since: delete it on its own page, and the proposal is put aside."
PARTS: tuple[tuple[Any, str], ...] = (
    (Quote, "pgh_obj"),
    (QuoteSpan, "quote"),
    (Attribution, "quote"),
    (Via, "quote"),
)


@transaction.atomic
def take_back(proposal: Proposal, user: Any) -> str:
    """What stands against it; nothing where the proposal is open again."""
    proposal = lock(proposal)
    if proposal.state == State.OPEN:
        return "It is open already."
    if proposal.quote_id:
        draft = Quote.objects.select_for_update(of=("self",)).get(pk=proposal.quote_id)
        if problem := objection(draft):
            return problem
        remove(draft)
    Proposal.objects.filter(pk=proposal.pk).update(
        state=State.OPEN, quote=None, by=user.pk, at=timezone.now()
    )
    return ""


def objection(draft: Quote) -> str:
    if draft.status != Quote.Status.DRAFT or draft.published_at:
        return "The draft went on to review: return it first, or delete it on its own page."
    return WORKED_ON if contexts_of(draft) != {made_in(draft)} else ""


def contexts_of(draft: Quote) -> set[Any]:
    """The acts in which something of it was written."""
    found = (event_model(model).objects.filter(**{key: draft.pk}) for model, key in PARTS)
    return {context for events in found for context in events.values_list("pgh_context", flat=True)}


def made_in(row: Any) -> Any:
    made = event_model(type(row)).objects.filter(pgh_obj=row.pk, pgh_label="insert")
    return made.values_list("pgh_context", flat=True).first()


def remove(draft: Quote) -> None:
    """With the offices, speakers and organisations that nothing else names and that came with it, or with drafts that
    are all gone."""
    own, around = made_in(draft), acts_around(draft)
    draft.delete()
    acts = {act for act in (own, *around) if act and (act == own or all_gone(act))}
    Role.objects.filter(pk__in=added(Role, acts), attributions=None).delete()
    alone = Speaker.objects.filter(
        attributions=None, roles=None, merged=None, other_names=None, canonical=None
    )
    in_tables = Entry.speakers.through.objects.values("speaker")
    alone.filter(pk__in=added(Speaker, acts)).exclude(pk__in=in_tables).delete()
    for organisation in Organisation.objects.filter(pk__in=added(Organisation, acts)):
        if not any(rows.exists() for _, _, rows in naming(organisation)):
            organisation.delete()


def acts_around(draft: Quote) -> set[Any]:
    """Those that made whom it names."""
    named = [(row.speaker, row.role, row.organisation) for row in draft.attributions.all()]
    return {made_in(each) for rows in named for each in rows if each is not None}


def all_gone(act: Any) -> bool:
    """Whether drafts were made by it, of which none is left: one who enters a speaker by hand makes none."""
    made = added(Quote, {act})
    return bool(made) and not Quote.objects.filter(pk__in=made).exists()


def added(model: Any, acts: set[Any]) -> list[int]:
    made = event_model(model).objects.filter(pgh_context__in=acts, pgh_label="insert")
    return list(made.values_list("pgh_obj", flat=True))
