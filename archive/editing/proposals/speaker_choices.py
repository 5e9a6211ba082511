"""Who a proposed speaker may be: known speakers by name, for an editor to choose from. Vague is fine, wrong never."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Prefetch, Q
from django.db.models.functions import Upper

from archive.editing.proposals.affiliation import organisation_called, spoke_for
from archive.editing.proposals.certainty import WHO, facts
from archive.editing.proposals.surnames import bearers, held_by
from archive.intake import results
from archive.intake.people.names import similar_names
from archive.models import Article, QuoteSpan, Role, Speaker, SpeakerName
from archive.text import Offsets, name_key

NEW, NOBODY = "new", "nobody"
INDEFINITE = re.compile(r"(?:an?|one|another|other|some|several)\b", re.IGNORECASE)
# The likeliest of each; a name that is the same comes before all others.
MOST = 50
# From here on a script writes a name as one word.
EAST_ASIAN = "\u1100"
T = TypeVar("T")


@dataclass(frozen=True)
class Option:
    """`value` is the id of a known speaker, or NEW, or NOBODY: accepted without a speaker, for now."""

    value: str
    label: str
    why: str = ""
    speaker: Speaker | None = None


@dataclass(frozen=True)
class NameChoice(Generic[T]):
    """Whom a name stands for; `chosen` is empty where only a person can say which option is right.

    `about` is what bears the name: a proposed speaker, a label of a transcript, rows of a table.
    """

    name: str
    about: T
    options: list[Option]
    chosen: str

    @property
    def settled(self) -> bool:
        return self.chosen not in {"", NOBODY}

    @property
    def speaker(self) -> Speaker | None:
        option = self.option(self.chosen)
        return option.speaker if option else None

    def option(self, value: str) -> Option | None:
        return next((each for each in self.options if each.value == value), None)


# None where nobody was found who said it.
Who = NameChoice[results.Speaker | None]


def speakers_of(quote: results.Quote) -> list[results.Speaker]:
    return [each for each in (quote.speaker, *quote.joint) if each]


def who(article: Article, quote: results.Quote) -> list[Who]:
    """One for each proposed speaker; one that asks for nobody where none was found. No doubtful one is chosen."""
    found = [suggest(article, quote, each) for each in speakers_of(quote)]
    fact = facts(article.raw_text, quote).get(WHO)
    if fact and fact.doubtful:
        found = [replace(each, chosen="") for each in found]
    return found or [NameChoice("", None, [nobody()], NOBODY)]


def nobody() -> Option:
    return Option(NOBODY, "Leave it open", "a draft without a speaker, to be attributed later")


def suggest(article: Article, quote: results.Quote, speaker: results.Speaker) -> Who:
    if speaker.type == "unnamed":
        return unnamed(article, speaker)
    same, similar = known_as(speaker.name)
    # Of a surname that stands alone; one who is known by that alone may be somebody else.
    bearing = [] if same or whole_name(speaker) else bearers(speaker.name, similar)
    one = bearing[0] if len(bearing) == 1 else None
    against = {each.pk for each in same if contradicts(each, quote)}
    reasons = [(each, why(each, against)) for each in same]
    reasons += [(one, "the only one of this surname here")] if one else []
    reasons += [(each, "similar name") for each in similar if each != one]
    options = [
        known_option(each, reason, spoke_for(article, quote, each, speaker).role) for each, reason in reasons
    ]
    # Where the article leaves it open who this is, no choice is made for the editor.
    chosen = "" if speaker.why_open else chosen_among(same, similar, against, speaker)
    if one and not speaker.why_open and not contradicts(one, quote):
        chosen = str(one.pk) if held_by(one, quote, article.raw_text, article.published_on) else chosen
    fresh = Option(NEW, f"New: {speaker.name}", f"{speaker.type}, not in the archive yet")
    return NameChoice(speaker.name, speaker, [*options, fresh, nobody()], chosen)


def why(speaker: Speaker, against: set[int]) -> str:
    return "the same name, but has spoken for others so far" if speaker.pk in against else "the same name"


def chosen_among(
    same: list[Speaker], similar: list[Speaker], against: set[int], speaker: results.Speaker
) -> str:
    """One speaker with all tokens of a full name, whom nothing speaks against; or a full name like no other."""
    if not whole_name(speaker):
        return ""
    if len(same) == 1 and same[0].type == speaker.type and not against:
        return str(same[0].pk)
    return (
        NEW
        if not (same or similar) and (speaker.type == "person" or organisation_called(speaker.name))
        else ""
    )


def whole_name(speaker: results.Speaker) -> bool:
    """A surname alone can be anybody's."""
    return speaker.type != "person" or " " in name_key(speaker.name) or speaker.name[:1] >= EAST_ASIAN


def known_as(name: str, most: int = MOST) -> tuple[list[Speaker], list[Speaker]]:
    """Those who have this name, token for token; and those whose names are like it."""
    key = name_key(name)
    spellings: dict[Speaker, list[str]] = {}
    for row, spelling in alike(name, most):
        spellings.setdefault(row, []).append(spelling)
    same = [row for row, known in spellings.items() if key in map(name_key, known)]
    similar = [row for row, known in spellings.items() if row not in same and similar_names(name, known)]
    return same, similar


def alike(name: str, most: int = MOST) -> Iterator[tuple[Speaker, str]]:
    """Speakers, each standing for itself, with those of their spellings that share letters with the name."""
    loud = name.upper()
    near = Q(loud__trigram_similar=loud) | Q(loud__trigram_word_similar=loud)
    likest = TrigramSimilarity(Upper("name"), loud).desc()
    held = Prefetch("roles", Role.objects.select_related("organisation", "country"))
    shown = ("other_names", "merged__other_names", held)
    own = Speaker.objects.named().annotate(loud=Upper("name")).filter(near).order_by(likest)
    for speaker in own.select_related("canonical").prefetch_related(*shown)[:most]:
        yield speaker.shown, speaker.name
    other = SpeakerName.objects.annotate(loud=Upper("name")).filter(near).order_by(likest)
    for spelling in other.select_related("speaker__canonical").exclude(speaker__type="unnamed")[:most]:
        yield spelling.speaker.shown, spelling.name


def known_option(speaker: Speaker, reason: str, role: Role | None = None) -> Option:
    """`role` is the one that the draft would give."""
    others = ", ".join(speaker.all_names[:4])
    offices = [f"as {role}"] if role else [str(each) for each in speaker.roles.all()[:2]]
    label = f"{speaker.name} ({others})" if others else speaker.name
    return Option(str(speaker.pk), label, "; ".join([reason, *offices]), speaker)


def contradicts(speaker: Speaker, quote: results.Quote) -> bool:
    """A namesake: so far it has spoken for other countries alone."""
    spoken = {each.country_id for each in speaker.roles.all()} - {None}
    spoken |= set(speaker.attributions.exclude(country=None).values_list("country", flat=True)[:50])
    said = set(quote.affiliation.countries)
    return bool(spoken and said and not spoken & said)


def unnamed(article: Article, speaker: results.Speaker) -> Who:
    """Belongs to this article alone. “The official” takes up an earlier one, “an official” may be another."""
    key = name_key(speaker.name)
    rows = Speaker.objects.filter(scope_article=article, type=Speaker.Type.UNNAMED)
    same = [each for each in rows.prefetch_related("roles", "other_names") if name_key(each.name) == key]
    options = [known_option(each, "an unnamed source of this article") for each in same]
    fresh = Option(NEW, f"Unnamed source: {speaker.name}", "of this article only")
    named = bearers(speaker.name, known_as(speaker.name)[1]) if is_surname(speaker.name) else []
    options += [known_option(each, "known by this surname") for each in named]
    chosen = NEW if not (same or named) else str(same[0].pk) if taken_up(article, speaker, same) else ""
    return NameChoice(speaker.name, speaker, [*options, fresh, nobody()], chosen)


def is_surname(name: str) -> bool:
    """“Meadows”, of whom the article says nothing else."""
    return name[:1].isupper() and " " not in name.strip()


def taken_up(article: Article, speaker: results.Speaker, same: list[Speaker]) -> bool:
    if len(same) != 1:
        return False
    if speaker.mention is None or not INDEFINITE.match(speaker.mention.of(article.raw_text)):
        return True
    return tuple(speaker.mention) in mentions_of(same[0])


def mentions_of(speaker: Speaker) -> set[Offsets]:
    quotes = speaker.attributions.values("quote")
    spans = QuoteSpan.objects.filter(quote__in=quotes, part=QuoteSpan.Part.SPEAKER)
    return set(spans.values_list("start", "end"))
