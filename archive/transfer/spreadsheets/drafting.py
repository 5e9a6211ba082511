"""An entry becomes a draft once its article is there and holds its words. Nothing is published by it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import thread_time
from typing import Any

from archive.editing.locate import Located, Text, locate
from archive.editing.mentions import Gazetteer
from archive.editing.proposals.affiliation import organisation_called
from archive.editing.spans import anchor_roles, set_spans, settle, twin_of
from archive.models import Article, Attribution, Basis, Entry, Quote, Speaker
from archive.text import Offsets

MARKS = "“”„‟«»‹›\"‘’‚'「」『』"
OPENING = "“„«‹\"‘‚'「『"
MOST, SECONDS = 200, 2.0  # rows that one request makes drafts of, and of work for it


@dataclass
class Arrival:
    """What became of entries: drafts, those whose words no article holds, and those that were too many for one request."""

    drafted: list[Quote] = field(default_factory=list)
    missing: list[Entry] = field(default_factory=list)
    left: list[tuple[Entry, int]] = field(default_factory=list)
    taken: int = 0
    began: float = field(default_factory=thread_time)

    @property
    def full(self) -> bool:
        """Never before the first row: each request comes further."""
        late = thread_time() - self.began > SECONDS
        return self.taken >= MOST or (late and bool(self.taken or self.missing))


def draft_all(article: Article, entries: Any, found: Arrival, gazetteer: Gazetteer) -> None:
    text = Text(article.raw_text)  # read once: thousands of rows may be of one article
    for entry in entries.select_related("country").prefetch_related("speakers__canonical").order_by("number"):
        if found.full:
            found.left.append((entry, article.pk))
        elif not draft(entry, article, text, gazetteer, found):
            found.missing.append(entry)


def draft(entry: Entry, article: Article, text: Text, gazetteer: Gazetteer, found: Arrival) -> bool:
    spans = places(entry.words, text)
    if not spans:
        return False
    kind = entry.kind or kind_of(article.raw_text, spans)
    quote = Quote(
        article=article, kind=kind, language=entry.language or article.language, internal_note=entry.note
    )
    entry.quote = twin_of(quote, spans)
    if entry.quote is None:
        entry.quote, entry.drafted = written(entry, quote, spans, text), True
        settle(entry.quote, gazetteer)
        found.drafted.append(entry.quote)
    entry.save(update_fields=["quote", "drafted"])
    found.taken += 1
    return True


def places(words: str, text: Text) -> list[Offsets]:
    """With and without the quotation marks that a table puts around them; nowhere where they stand twice."""
    return next((found.spans for found in looks(words, text) if found.found), [])


def looks(words: str, text: Text) -> Iterator[Located]:
    for way in dict.fromkeys([words, words.strip().strip(MARKS).strip()]):
        yield locate(way, text)


def kind_of(text: str, spans: Iterable[Offsets]) -> str:
    """As the article prints them: in quotation marks, or in the reporter's words."""
    marked = all(text[:start].rstrip()[-1:] in OPENING and start for start, _ in spans)
    return Quote.Kind.DIRECT if marked else Quote.Kind.INDIRECT


def speakers_of(entry: Entry) -> list[Speaker]:
    """In the order of the cell."""
    through = (
        Entry.speakers.through.objects.filter(entry=entry).order_by("pk").values_list("speaker", flat=True)
    )
    at = {pk: position for position, pk in enumerate(through)}
    rows = sorted(entry.speakers.all(), key=lambda speaker: at.get(speaker.pk, 0))
    return list(dict.fromkeys(each.shown for each in rows))


def each_of(cell: str, speakers: int) -> list[str]:
    """For each speaker what the cell says of that one: nothing, where it does not say of whom."""
    parts = [cell] if speakers == 1 else [part.strip() for part in cell.split(";")]
    return parts if len(parts) == speakers else [""] * speakers


def unkept(entry: Entry) -> Iterator[str]:
    """What the table says and no attribution has a place for."""
    speakers = len(entry.speakers.all())
    roles, bodies = (each_of(cell, speakers) for cell in (entry.role, entry.organisation))
    if entry.role and not any(roles):
        yield f"The table says: role {entry.role}."
    if entry.organisation and not (any(bodies) and all(map(organisation_called, filter(None, bodies)))):
        yield f"The table says: organisation {entry.organisation}."


def written(entry: Entry, quote: Quote, spans: list[Offsets], text: Text) -> Quote:
    last = quote.article.last_day
    if entry.said_earliest and not (last and entry.said_latest and entry.said_latest > last):
        quote.said_earliest, quote.said_latest = entry.said_earliest, entry.said_latest
        quote.said_precision, quote.said_basis = entry.said_precision, Basis.EDITOR
    elif entry.said_earliest:
        day = f"The table says {entry.said_earliest}, after the article was published."
        quote.internal_note = f"{day}\n{quote.internal_note}".strip()
    quote.internal_note = "\n".join(filter(None, [quote.internal_note, *unkept(entry)]))
    quote.save()
    set_spans(quote, {"words": spans})
    speakers = speakers_of(entry)
    roles, bodies = (each_of(cell, len(speakers)) for cell in (entry.role, entry.organisation))
    for position, (speaker, role, body) in enumerate(zip(speakers, roles, bodies, strict=True)):
        Attribution.objects.create(
            quote=quote,
            speaker=speaker,
            position=position,
            role_printed=role,
            organisation=organisation_called(body) if body else None,
            country=entry.country,
            basis=Basis.EDITOR,
        )
    anchor_roles(Quote.objects.get(pk=quote.pk), searched=text)
    fresh: Quote = Quote.objects.get(pk=quote.pk)
    return fresh
