"""From a proposal to a draft. Nothing is published by it, and nothing is stored that the archive would have to guess."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from archive.editing.locking import lock
from archive.editing.proposals.affiliation import (
    organisation_called,
    printed_with,
    role_as_printed,
    spoke_for,
)
from archive.editing.proposals.certainty import taken_over
from archive.editing.proposals.said_dates import said_from, set_said
from archive.editing.proposals.speaker_choices import NEW, NOBODY, Who, speakers_of, who
from archive.editing.proposals.store import State, decide, found
from archive.editing.spans import anchor_roles, set_spans, settle
from archive.intake import results
from archive.intake.spans import Span
from archive.models import (
    Article,
    Attribution,
    Basis,
    Country,
    Organisation,
    Precision,
    Proposal,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    Via,
)
from archive.text import Offsets
from archive.text.names import sort_name, without_unseen

Part = QuoteSpan.Part


def new_quote(article: Article) -> Quote:
    """With the language and translation of the article's last quote, which rarely differ."""
    last = article.quotes.order_by("-id").first()
    known = (
        {"language": last.language, "translated": last.translated} if last else {"language": article.language}
    )
    return Quote(article=article, **known)


@dataclass(frozen=True)
class Corrected:
    """What an editor says otherwise on the card: by the place of a proposed speaker another one; a role, a country, a
    day; and whether the role is an office of the speaker's from now on, held since a day of a precision."""

    speakers: Mapping[int, Speaker] = field(default_factory=dict)
    role: str = ""
    country: Country | None = None
    day: date | None = None
    office: bool = False
    since: tuple[date, str] | None = None


@transaction.atomic
def accept(
    proposal: Proposal,
    user: Any,
    choices: Sequence[str],
    add: Iterable[str] = (),
    translated: str = "",
    take: Collection[str] = (),
    leave: Collection[str] = (),
    corrected: Corrected = Corrected(),
) -> Quote | None:
    """A draft with the speakers chosen (values of options); None where somebody else decided first.

    `add` names the organisations that an editor wants in the archive from now on, `take` the doubtful facts to take over,
    `leave` those to leave out.
    """
    proposal = lock(proposal)
    if proposal.state != State.OPEN:
        return None
    add_organisations(add)
    quote = found(proposal)
    chosen = [
        corrected.speakers.get(place) or speaker_for(each, value, proposal.article)
        for place, (each, value) in enumerate(zip(who(proposal.article, quote), choices, strict=True))
    ]
    quote = taken_over(proposal.article.raw_text, quote, take, leave)
    draft = write_draft(proposal.article, quote, translated)
    attribute(draft, quote, chosen)
    correct(draft, corrected)
    decide(proposal, State.ACCEPTED, user, draft)
    return finished(draft)


def correct(draft: Quote, corrected: Corrected) -> None:
    rows = draft.attributions.order_by("position")
    if corrected.country:
        rows.update(country=corrected.country)
    if corrected.role:
        rows.filter(position=0).update(role_printed=corrected.role)
        anchor_roles(Quote.objects.get(pk=draft.pk))
    if corrected.day:
        Quote.objects.filter(pk=draft.pk).update(
            said_earliest=corrected.day,
            said_latest=corrected.day,
            said_precision="day",
            said_basis=Basis.EDITOR,
        )
    first = rows.select_related("speaker__canonical").first()
    if corrected.office and first and first.role_printed and first.role is None:
        first.role = office_of(first, corrected.since)
        first.save()


def office_of(row: Attribution, since: tuple[date, str] | None) -> Role:
    """That of this title for the same body and country, or a new one, of whose dates the first may be known."""
    what = {"title": row.role_printed[:200], "organisation": row.organisation, "country": row.country}
    known: Role | None = Role.objects.filter(speaker=row.speaker.shown, **what).first()
    start, precision = since or (None, Precision.UNKNOWN)
    return known or Role.objects.create(
        speaker=row.speaker.shown, start=start, start_precision=precision, **what
    )


def add_organisations(names: Iterable[str]) -> None:
    for name in names:
        if not organisation_called(name):
            Organisation.objects.create(name=without_unseen(name)[:200])


def speaker_for(who: Who, value: str, article: Article) -> Speaker | None:
    option = who.option(value)
    if option is None or value == NOBODY:
        return None
    if option.speaker or who.about is None:
        return option.speaker
    return new_speaker(who.about.name, who.about.type, article) if value == NEW else None


def new_speaker(name: str, type_: str, article: Article) -> Speaker:
    unnamed, seen = type_ == Speaker.Type.UNNAMED, without_unseen(name)
    body = organisation_called(name) if type_ == Speaker.Type.ORGANISATION else None
    return Speaker.objects.create(
        name=seen[:200],
        sort_name=sort_name(seen)[:200] if type_ == Speaker.Type.PERSON else "",
        type=type_,
        organisation=body,
        scope_article=article if unnamed else None,
    )


def write_draft(article: Article, quote: results.Quote, translated: str) -> Quote:
    draft = new_quote(article)
    draft.kind, draft.translated = quote.kind, translated or draft.translated
    set_said(draft, said_from(quote.said))
    draft.save()
    set_spans(draft, parts(article.raw_text, quote))
    write_via(draft, quote.via)
    return draft


def parts(text: str, quote: results.Quote) -> dict[str, list[Offsets]]:
    """Every part with its places; a role that another paragraph prints is not printed with this quote."""
    mentions = dict.fromkeys(each.mention for each in speakers_of(quote) if each.mention)
    role = quote.affiliation.role if printed_with(text, quote) else None
    phrase = quote.said.phrase if quote.said else None
    return {
        Part.WORDS: [(start, end) for start, end in quote.spans],
        Part.SPEAKER: [(start, end) for start, end in mentions],
        Part.CUE: spans(quote.cue),
        Part.ROLE: spans(role),
        Part.DATE: spans(phrase),
    }


def spans(span: Span | None) -> list[Offsets]:
    return [(span.start, span.end)] if span else []


def attribute(draft: Quote, quote: results.Quote, speakers: Sequence[Speaker | None]) -> None:
    text, proposed = draft.article.raw_text, [*speakers_of(quote), None]
    printed = role_as_printed(text, quote)
    seen: set[int] = set()
    for position, (speaker, as_printed) in enumerate(zip(speakers, proposed, strict=False)):
        if speaker is None or speaker.pk in seen:
            continue
        seen.add(speaker.pk)
        row = spoke_for(draft.article, quote, speaker, as_printed)
        row.quote, row.position = draft, position
        row.role_printed = printed if position == 0 else ""
        row.save()


def write_via(draft: Quote, links: Iterable[results.Via]) -> None:
    rows = [(link, organisation_called(link.name)) for link in links]
    for position, (link, organisation) in enumerate((link, row) for link, row in rows if row):
        basis = Basis.EXPLICIT if link.mention else Basis.INFERRED
        Via.objects.create(
            quote=draft,
            position=position,
            organisation=organisation,
            channel=(link.channel or "")[:100],
            basis=basis,
        )


def finished(draft: Quote) -> Quote:
    fresh: Quote = Quote.objects.get(pk=draft.pk)
    settle(fresh)
    return fresh


def unknown_organisations(quote: results.Quote) -> list[str]:
    """Those that the proposal names and the archive does not know."""
    names = [quote.affiliation.organisation, *(link.name for link in quote.via)]
    return [name for name in dict.fromkeys(filter(None, names)) if not organisation_called(name)]
