"""What the surroundings of some words suggest: shown to the editor, who decides."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import StrIndex

from archive.editing.locate import cuts_word, distance, paragraph, places_of
from archive.models import Article, Quote, Role, Speaker
from archive.text import Offsets

OPENING = "\"“„«‘'‹「『"
CLOSING = "\"”“»’'›」』"
DASHES = "-–—―"
VERBS = (
    "said|says|say|told|tells|added|adds|noted|notes|stated|states|announced|claimed|claims|argued|warned|warns|denied|"
    "denies|stressed|emphasi[sz]ed|explained|continued|indicated|insisted|asked|asserted|replied|answered|wrote|writes|"
    "condemned|criticized|criticised|called|confirmed|declared|pointed out|remarked|urged|promised|according to"
)
CUE = re.compile(rf"\b(?:{VERBS})\b", re.IGNORECASE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"\b(?:on |On )?(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})(?: \d{{4}})?|"
    rf"(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?|the \d{{1,2}}(?:st|nd|rd|th)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)(?: \(local time\))?"
)
PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    speaker: Speaker
    role: Role | None
    why: str


@dataclass(frozen=True)
class Suggestion:
    kind: str
    cue: Offsets | None
    date: Offsets | None
    mention: Offsets | None
    candidates: list[Candidate]


def suggest(article: Article, span: Offsets) -> Suggestion:
    text = article.raw_text
    where = paragraph(text, *span)
    cue = nearest(CUE, text, where, span)
    candidates, mention = speakers(article, where, span)
    return Suggestion(kind(text, span), cue, nearest(DATE, text, where, span), mention, candidates)


def kind(text: str, span: Offsets) -> str:
    """Guessed from the marks: quoted whole, with quoted words inside, or without any."""
    start, end = span
    before, after = text[max(0, start - 2) : start].strip(), text[end : end + 3].strip(" ,.")
    line = text[text.rfind("\n", 0, start) + 1 : start].strip()
    opened = before[-1:] in OPENING if before else False
    if opened or (line and all(char in DASHES for char in line)):
        return Quote.Kind.DIRECT
    closed = bool(after) and after[0] in CLOSING
    inside = any(char in text[start:end] for char in '"“”„«»「」')
    return Quote.Kind.MIXED if inside or closed else Quote.Kind.INDIRECT


def nearest(pattern: re.Pattern[str], text: str, where: Offsets, span: Offsets) -> Offsets | None:
    """The match nearest to the words, in their paragraph and outside them."""
    found = [match.span() for match in pattern.finditer(text, *where)]
    outside = [each for each in found if each[1] <= span[0] or each[0] >= span[1]]
    return min(outside, key=lambda each: distance(each, [span]), default=None)


def speakers(article: Article, where: Offsets, span: Offsets) -> tuple[list[Candidate], Offsets | None]:
    """Known speakers that the paragraph names, then the one used last; and the nearest mention."""
    named: list[tuple[int, Offsets, Speaker]] = []
    for speaker in known_speakers(article):
        found = [each for each in mentions(speaker, article.raw_text, where) if not inside(each, span)]
        if found:
            best = min(found, key=lambda each: distance(each, [span]))
            named.append((distance(best, [span]), best, speaker))
    named.sort(key=lambda each: each[0])
    candidates = [
        candidate(speaker, article.published_on, "named beside the words") for _, _, speaker in named
    ]
    last = last_speaker(article)
    if last and last.pk not in {each.speaker.pk for each in candidates}:
        candidates.append(candidate(last, article.published_on, "used last"))
    pronoun = nearest(PRONOUN, article.raw_text, where, span)
    return candidates[:5], named[0][1] if named else pronoun


def inside(span: Offsets, outer: Offsets) -> bool:
    return outer[0] <= span[0] and span[1] <= outer[1]


def known_speakers(article: Article) -> list[Speaker]:
    """Those whose name stands in the article, found by the database, and the article's own unnamed ones."""
    text = Value(article.raw_text)
    found = Speaker.objects.canonical().alias(
        at=StrIndex(text, F("name")), other_at=StrIndex(text, F("other_names__name"))
    )
    named = found.filter(Q(at__gt=0) | Q(other_at__gt=0), ~Q(type=Speaker.Type.UNNAMED))
    own = Q(pk__in=named.values("pk")) | Q(scope_article=article)
    roles = Prefetch("roles", Role.objects.select_related("organisation", "country"))
    return list(Speaker.objects.filter(own).prefetch_related("other_names", roles))


def mentions(speaker: Speaker, text: str, where: Offsets) -> list[Offsets]:
    """Where the paragraph names a speaker: by any name, or by the surname alone."""
    surname = speaker.sort_name.split(",")[0] if "," in speaker.sort_name else ""
    names = [speaker.name, *(other.name for other in speaker.other_names.all()), surname]
    for name in filter(None, names):
        part = text[slice(*where)]
        found = [(where[0] + start, where[0] + end) for start, end in places_of(name, part)]
        if found := [each for each in found if not cuts_word(text, each)]:
            return found
    return []


def candidate(speaker: Speaker, day: date | None, why: str) -> Candidate:
    return Candidate(speaker, role_then(speaker, day), why)


def role_then(speaker: Speaker, day: date | None) -> Role | None:
    """The only role that the speaker held on that day."""
    held = [role for role in speaker.roles.all() if day and held_on(role, day)]
    return held[0] if len(held) == 1 else None


def held_on(role: Role, day: date) -> bool:
    return (role.start is None or role.start <= day) and (role.end is None or day <= role.end)


def last_speaker(article: Article) -> Speaker | None:
    quote = article.quotes.order_by("-id").first()
    attribution = quote.attributions.select_related("speaker__canonical").first() if quote else None
    return attribution.speaker.shown if attribution else None
