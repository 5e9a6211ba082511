"""What the surroundings of some words suggest: shown to the editor, who decides."""

import re
from datetime import date
from functools import cached_property

from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import StrIndex

from archive.editing.locate import cuts_word, distance, paragraph, places_of
from archive.intake import results
from archive.intake.day_phrases import date_phrases
from archive.intake.grammar.sentences import sentences
from archive.intake.grammar.verbs import FINITE_FORMS
from archive.intake.marks.pairs import quotations
from archive.intake.proposals import propose
from archive.intake.spans import Span, plain
from archive.models import Article, Quote, Role, Speaker
from archive.text import Offsets, name_key

DASHES = "-–—―"
CUE = re.compile(
    rf"\b(?:{'|'.join(sorted(FINITE_FORMS, key=len, reverse=True))}|pointed out|according to)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)


SpeakerHint = tuple[Speaker, Role | None, str]  # who it may be, as what, and why


class Around:
    """The paragraph of some words, the quotes that intake reads from the surface of the whole text, and what both suggest."""

    def __init__(self, article: Article, span: Offsets) -> None:
        text = article.raw_text
        self.article, self.span, self.where = article, Span(*span), Span(*paragraph(text, *span))
        self.quotes = propose(text, article.published_on, language=article.language, grammar=False).quotes

    @cached_property
    def quote(self) -> results.Quote | None:
        """What intake holds to be the quote of these words."""
        return max(self.quotes, key=self.shared, default=None) if any(map(self.shared, self.quotes)) else None

    def shared(self, quote: results.Quote) -> int:
        """Characters in common, if they are half of the words or more."""
        common = sum(max(0, min(self.span.end, s.end) - max(self.span.start, s.start)) for s in quote.spans)
        return common if 2 * common >= self.span.end - self.span.start else 0

    @property
    def before(self) -> results.Quote | None:
        """The last quote before the words that names a speaker."""
        earlier = [each for each in self.quotes if each.speaker and each.spans[-1].end <= self.span.start]
        return earlier[-1] if earlier else None

    @property
    def kind(self) -> str:
        """By the marks: the words lie inside a quotation, hold one, or have none."""
        text, span = self.article.raw_text, self.span
        line = text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
        quoted = [each.words for each in quotations(text, self.where)]
        if any(words.holds(span) for words in quoted) or (line and all(char in DASHES for char in line)):
            return Quote.Kind.DIRECT
        return Quote.Kind.MIXED if any(words.meets(span) for words in quoted) else Quote.Kind.INDIRECT

    @cached_property
    def cue(self) -> Offsets | None:
        own = self.quote.cue if self.quote else None
        return own or nearest(CUE, self.article.raw_text, self.where, self.span)

    @property
    def role(self) -> Offsets | None:
        role = self.quote.affiliation.role if self.quote else None
        return role if role and inside(role, self.where) else None

    @cached_property
    def said(self) -> results.Said | None:
        """By what is printed beside the words, never carried over; a phrase that intake did not weigh gives no day."""
        if self.quote and self.quote.said and self.quote.said.basis == "explicit":
            return self.quote.said
        words = plain(self.article.raw_text)
        centre = self.cue or self.span
        inside_sentence = (
            each for each in sentences(words, self.where) if each.start <= centre[0] < each.end
        )
        found = [span for sentence in inside_sentence for span, _ in date_phrases(words, sentence)]
        free = [each for each in found if not each.meets(self.span)]
        phrase = min(free, key=lambda each: distance(each, [centre]), default=None)
        return results.Said(None, None, "unknown", "explicit", phrase) if phrase else None


def nearest(pattern: re.Pattern[str], text: str, where: Offsets, span: Offsets) -> Offsets | None:
    """The match nearest to the words, in their paragraph and outside them."""
    found = [match.span() for match in pattern.finditer(text, *where)]
    outside = [each for each in found if each[1] <= span[0] or each[0] >= span[1]]
    return min(outside, key=lambda each: distance(each, [span]), default=None)


def likely_speakers(around: Around) -> tuple[list[SpeakerHint], Offsets | None]:
    """Whom intake takes the mention for, then those whom the paragraph names, then who spoke before."""
    article, span = around.article, around.span
    known, quote = known_speakers(article), around.quote
    named = beside(known, around)
    found = [(each, "named beside the words") for _, _, each in named]
    mention = named[0][1] if named else nearest(PRONOUN, article.raw_text, around.where, span)
    if quote and quote.speaker and quote.speaker.mention:
        mention = quote.speaker.mention
        printed = mention.of(article.raw_text)
        found = [(each, f"“{printed}”") for each in called(known, quote.speaker.name)] + found
    elif around.before and around.before.speaker:
        found += [(each, "spoke before") for each in called(known, around.before.speaker.name)]
    last = last_speaker(article)
    found += [(last, "used last")] if last else []
    first: dict[int, tuple[Speaker, str]] = {}
    for speaker, why in found:
        first.setdefault(speaker.pk, (speaker, why))
    return [candidate(each, article.published_on, why) for each, why in first.values()][:5], mention


def beside(known: list[Speaker], around: Around) -> list[tuple[int, Offsets, Speaker]]:
    """The nearest mention of each in the paragraph, outside the words, with its distance; the nearest first."""
    found = []
    for speaker in known:
        places = mentions(speaker, around.article.raw_text, around.where)
        outside = [(distance(each, [around.span]), each) for each in places if not inside(each, around.span)]
        if outside:
            found.append((*min(outside), speaker))
    return sorted(found, key=lambda each: each[0])


def called(known: list[Speaker], name: str) -> list[Speaker]:
    """Those with all the words of the name, in one of their spellings."""
    key = name_key(name)
    return [
        each for each in known if key in {name_key(n) for n in (each.name, *map(str, each.other_names.all()))}
    ]


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


def candidate(speaker: Speaker, day: date | None, why: str) -> SpeakerHint:
    return speaker, role_then(speaker, day), why


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
