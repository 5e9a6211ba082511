"""From a mention to who it is, within one article: full names, surnames, pronouns, "the official".

Where the text leaves it open the mention stays what it is: an unnamed speaker, never a guess.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from archive.intake.grammar.sentences import Passage
from archive.intake.people.names import (
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    gender,
    head_noun,
    name_key,
    personal_name,
    same_description,
    title_words,
)
from archive.intake.people.places import country_code, country_for, institution_of, is_country, is_media
from archive.intake.people.roles import ROLE_WORD, bare_role, body_in, role_beside
from archive.intake.results import Affiliation, Speaker
from archive.intake.spans import Span, stripped

# How many speakers back a pronoun may look.
_REMEMBERED = 12
_PRONOUN = re.compile(r"^(?:he|she|they|it|i|we|who|him|her|them)$", re.I)
_WORD = r"(?:(?:Sens?|Reps?|Gov|Gen|Lt|Col|Dr|Mrs?|Ms|Prof|Rev|Sgt|Capt|Maj|Adm|St|[A-Z](?:\.[A-Z])*)\.|[A-Z][\w'’-]*\w)"
_CAPITALISED = re.compile(
    rf"(?<![\w.]){_WORD}(?: (?:(?:al|bin|bint|van|von|der|de|del|da|di|la) )*{_WORD})*(?:,? (?:Jr|Sr)\.)?"
)
_NAME_SET_OFF = re.compile(r", ([A-Z][\w.'’-]+(?: (?:al|bin|de|van|von|[A-Z][\w.'’-]*)){1,3})(?=,)")
_DETERMINER = re.compile(r"^(?:the|a|an|one(?! of)|another|this|that|his|her|their|its|some|our)\s+", re.I)
_INDEFINITE = re.compile(
    r"\b(?:An?|an?|[Oo]ne|[Aa]nother|[Ss]ome|[Ss]everal|[Tt]wo|[Tt]hree)\s(?:[\w.'-]+\s){{0,5}}?(?:{})\b(?:\s(?:at|from|of|for|in|with|familiar with|close to)\s(?:the\s)?[\w.'-]+(?:\s(?:of\s|in\s|the\s)*[\w'-]+){{0,3}}?(?=[,.;]|\s(?:said|told|who|and|on|has|had|was|is|\w+ed)\b))?".format(
        "|".join(sorted(PERSON_NOUNS, key=len, reverse=True))
    )
)
_RELATIVE_CLAUSE = re.compile(r"\b(?:which|whom|where|when|whose \w+) $")
# “Another passenger, Dev Patel,”, “One of them, Kayla Dunn,”: a name is to follow.
_INTRODUCED = re.compile(r"(?:another|one of|his|her|their|a|an)\b", re.I)


@dataclass(slots=True)
class Person:
    name: str
    mentions: list[Span] = field(default_factory=list)
    titles: frozenset[str] = frozenset()
    role: Span | None = None
    affiliation: Affiliation = field(default_factory=Affiliation)

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(name_key(self.name).split())


@dataclass(frozen=True, slots=True)
class Resolved:
    speaker: Speaker
    affiliation: Affiliation


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Who spoke, in the order of the text: what "he" and "the official" look back to."""

    position: int
    resolved: Resolved


class Directory:
    """The people and unnamed sources of one article, in the order in which they appear."""

    def __init__(
        self, text: str, words: str, passages: tuple[Passage, ...], headings: tuple[int, ...] = ()
    ) -> None:
        self.headings = headings
        self.text = text
        self.words = words
        self.people: list[Person] = []
        self.unnamed: list[tuple[Span, str]] = []
        self.spoken: list[_Spoken] = []
        self.subjects: list[tuple[int, Span]] = []
        self.common_nouns: set[int] = set()
        self.labels: dict[str, Counter[bool]] = defaultdict(Counter)
        for passage in passages:
            self._read(passage)
        for person in self.people:
            self._describe(person)

    def resolve(self, mention: Span) -> tuple[Resolved, ...]:
        """Everyone the mention names: "North Korea and Russia" are two."""
        parts = _joint_parts(self.words, mention)
        found = tuple(self._resolve_one(part) for part in parts)
        if not _PRONOUN.match(found[0].speaker.name):
            self.spoken.append(_Spoken(mention.start, found[0]))
        return found

    def looked_up(self, mention: Span) -> tuple[Resolved, ...]:
        """Who a mention names, without counting it as having spoken."""
        return tuple(self._resolve_one(part) for part in _joint_parts(self.words, mention))

    # Reading the article

    def _read(self, passage: Passage) -> None:
        for match in _CAPITALISED.finditer(self.words, passage.span.start, passage.span.end):
            self._register(Span(*match.span()))
        for match in _INDEFINITE.finditer(self.words, passage.span.start, passage.span.end):
            head = head_noun(_DETERMINER.sub("", match.group()))
            if head in PERSON_NOUNS:
                self.unnamed.append((Span(*match.span()), head))
        if passage.doc is not None:
            self._read_grammar(passage.span.start, passage.doc)

    def _read_grammar(self, base: int, doc: Any) -> None:
        for entity in doc.ents:
            self.labels[name_key(entity.text)][entity.label_ == "PERSON"] += 1
        # “Opponents of the plan”: a capital letter that only opens a sentence.
        self.common_nouns.update(base + token.idx for token in doc if token.tag_ in ("NNS", "NN", "NNPS"))
        self.subjects.extend(
            (base + token.idx, Span(base + token.left_edge.idx, base + token.idx + len(token)))
            for token in doc
            if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ == "PROPN" and _is_main(token.head)
        )

    def _register(self, span: Span) -> None:
        name = personal_name(span.of(self.words))
        if name is None:
            return
        at = Span(span.start + name.start, span.start + name.end)
        # “Said Dorothy Poynter, who …” opens a sentence with the verb.
        if re.match(r"Said \w+ \w", at.of(self.words)) and self.words[at.start - 2 : at.start].strip() in (
            "",
            ".",
            '"',
        ):
            at = Span(at.start + len("Said "), at.end)
        words = at.of(self.text)
        titles = _titles_before(self.words, at.start)
        tokens = name_key(words).split()
        person = self._known(tokens)
        if person is not None:
            person.mentions.append(at)
            person.titles |= titles
        elif len(tokens) >= 2:
            self.people.append(Person(words, [at], titles))

    def _known(self, tokens: list[str]) -> Person | None:
        wanted = frozenset(tokens)
        if len(tokens) < 2:
            return None
        return next((person for person in reversed(self.people) if person.tokens == wanted), None)

    def _describe(self, person: Person) -> None:
        """The role beside a full mention: before the name, or set off by a comma after it."""
        for mention in person.mentions:
            role = role_beside(self.words, mention)
            if role is not None:
                phrase = role.of(self.words)
                organisation, _ = institution_of(phrase)
                person.role = role
                person.titles |= title_words(phrase)
                person.affiliation = Affiliation(role, organisation or body_in(phrase), country_for(phrase))
                return
        first = person.mentions[0]
        person.affiliation = Affiliation(None, None, self._country_near(first))

    def _country_near(self, mention: Span) -> tuple[str, ...]:
        return country_for(
            self.words[max(0, mention.start - 40) : mention.start].split(". ")[-1].rsplit(",", 1)[-1]
        )

    # One mention

    def _resolve_one(self, mention: Span) -> Resolved:
        mention = self._with_name_after(mention)
        phrase = mention.of(self.words)
        if _PRONOUN.match(phrase):
            return self._pronoun(mention)
        name = personal_name(phrase)
        if name is not None and not _is_body(phrase) and not self._is_common(mention, name):
            if self._is_other(mention, name):
                return self._organisation(mention)
            return self._named(mention, Span(mention.start + name.start, mention.start + name.end))
        if is_country(phrase) or is_media(phrase) or _is_body(phrase):
            return self._organisation(mention)
        return self._described(mention)

    def _is_other(self, mention: Span, name: Span) -> bool:
        """“Qantas said”, “Melbourne said”: without a title, more often recognised as a body or place than as a person."""
        phrase = mention.of(self.words)
        words = phrase[name.start : name.end]
        if title_words(phrase) or self._person_for(words, frozenset(), mention.start) is not None:
            return False
        seen = self.labels.get(name_key(words), Counter())
        return seen[False] > 1 and not seen[True]

    def _is_common(self, mention: Span, name: Span) -> bool:
        single = " " not in name.of(mention.of(self.words))
        return single and mention.start + name.start in self.common_nouns

    def _with_name_after(self, mention: Span) -> Span:
        """“Russia's ambassador to North Korea, Alexander Matsegora,”: the name is set off by commas."""
        phrase = mention.of(self.words)
        described = ROLE_WORD.search(phrase) or _INTRODUCED.match(phrase)
        if not described or personal_name(phrase) is not None:
            return mention
        match = _NAME_SET_OFF.match(self.words, mention.end)
        return Span(mention.start, match.end()) if match and personal_name(match[1]) else mention

    def _named(self, mention: Span, name: Span) -> Resolved:
        words = name.of(self.text)
        titles = title_words(self.words[mention.start : name.start])
        person = self._person_for(words, titles, mention.start)
        if person is None:
            return Resolved(Speaker(words, mention, "person"), self._affiliation_of(mention, name))
        affiliation = person.affiliation
        if affiliation.role is None:
            affiliation = self._affiliation_of(mention, name, affiliation)
        return Resolved(Speaker(person.name, mention, "person"), affiliation)

    def _affiliation_of(self, mention: Span, name: Span, known: Affiliation | None = None) -> Affiliation:
        role = stripped(self.words, Span(mention.start, name.start))
        if role.end <= role.start or not ROLE_WORD.search(role.of(self.words)):
            return known or Affiliation()
        phrase = role.of(self.words)
        organisation = institution_of(phrase)[0] or body_in(phrase)
        countries = country_for(phrase) or (known.countries if known else ())
        return Affiliation(bare_role(self.words, role), organisation, countries)

    def _person_for(self, words: str, titles: frozenset[str], position: int) -> Person | None:
        tokens = frozenset(name_key(words).split())
        candidates = [person for person in self.people if tokens <= person.tokens]
        if len(candidates) > 1 and titles:
            candidates = [person for person in candidates if titles & person.titles] or candidates
        if not candidates:
            return None
        return max(candidates, key=lambda person: _nearness(person.mentions, position))

    def _organisation(self, mention: Span) -> Resolved:
        phrase = _DETERMINER.sub("", mention.of(self.text))
        name, code = institution_of(mention.of(self.words))
        if phrase.islower() or (
            name is None and _DETERMINER.match(mention.of(self.text)) and phrase.split()[0].islower()
        ):
            return self._taken_up(mention) or self._described(mention)
        whole = (
            name is not None
            and len(phrase) <= len(name) + 24
            and head_noun(mention.of(self.words)) not in PERSON_NOUNS
        )
        label = name if whole and name else re.sub(r"\s*\([^)]*\)?$", "", phrase)
        countries = (code,) if code else country_for(mention.of(self.words))
        own = country_code(mention.of(self.words))
        return Resolved(
            Speaker(label, mention, "organisation"), Affiliation(None, label, (own,) if own else countries)
        )

    def _taken_up(self, mention: Span) -> Resolved | None:
        """“the ministry”: the last body so called."""
        head = head_noun(mention.of(self.words))
        if head is None or head not in ORGANISATION_NOUNS:
            return None
        pattern = re.compile(
            rf"(?:[A-Z][\w.'’-]* (?:of (?:the )?)?)+{head.capitalize()}\b(?: (?:of|for) [A-Z]\w+(?: [A-Z]\w+)*)?"
        )
        earlier = list(pattern.finditer(self.words, max(0, mention.start - 6000), mention.start))
        if not earlier:
            return None
        span = Span(*earlier[-1].span())
        name = institution_of(span.of(self.words))[0] or re.sub(r"^(?:The|But|And) ", "", span.of(self.text))
        return Resolved(
            Speaker(name, mention, "organisation"), Affiliation(None, name, country_for(span.of(self.words)))
        )

    def _described(self, mention: Span) -> Resolved:
        """A description: somebody named before, an unnamed source named so before, or a new unnamed source."""
        phrase = mention.of(self.words)
        head = head_noun(_DETERMINER.sub("", phrase)) or ""
        if re.match(r"(?:the|this|that)\b", phrase, re.I):
            known = self._earlier_description(head, mention.start)
            if known is not None:
                return replace(known, speaker=replace(known.speaker, mention=mention))
        bare = _DETERMINER.match(phrase)
        words = Span(mention.start + (bare.end() if bare else 0), mention.end)
        organisation = institution_of(phrase)[0] or body_in(phrase)
        return Resolved(
            Speaker(words.of(self.text), mention, "unnamed"),
            Affiliation(
                words if head in PERSON_NOUNS and " " in words.of(self.text) else None,
                organisation,
                country_for(phrase),
            ),
        )

    def _earlier_description(self, head: str, position: int) -> Resolved | None:
        named = [
            (mention.end, person)
            for person in self.people
            if head in person.titles
            for mention in person.mentions
            if mention.end <= position
        ]
        unnamed = [
            (span.end, span)
            for span, other in self.unnamed
            if span.end <= position and same_description(head, other)
        ]
        last_named = max(named, key=lambda pair: pair[0], default=None)
        last_unnamed = max(unnamed, key=lambda pair: pair[0], default=None)
        if last_unnamed and (last_named is None or last_unnamed[0] > last_named[0]):
            span = last_unnamed[1]
            return self._described(Span(span.start, span.end))
        if last_named is None:
            return None
        return Resolved(Speaker(last_named[1].name, None, "person"), last_named[1].affiliation)

    def _pronoun(self, mention: Span) -> Resolved:
        pronoun = mention.of(self.words).casefold()
        limit = (
            _clause_start(self.words, mention.start) if pronoun in ("him", "her", "them") else mention.start
        )
        floor = self._nearest_possible(mention.start)
        for position, candidate in self._candidates(limit):
            if position < floor:
                break
            if _fits(pronoun, candidate.speaker):
                return replace(candidate, speaker=replace(candidate.speaker, mention=mention))
        return Resolved(Speaker(mention.of(self.text), mention, "unnamed"), Affiliation())

    def _nearest_possible(self, position: int) -> int:
        """A pronoun does not reach over a heading, nor out of “a speech in which he said” over the name before it."""
        index = bisect_right(self.headings, position)
        heading = self.headings[index - 1] if index else 0
        if not _RELATIVE_CLAUSE.search(self.words, max(0, position - 30), position):
            return heading
        named = [
            match.start()
            for match in _CAPITALISED.finditer(self.words, max(heading, position - 100), position)
            if personal_name(match.group()) is not None
        ]
        return named[-1] if named else heading

    def _candidates(self, position: int) -> list[tuple[int, Resolved]]:
        """Speakers and grammatical subjects before the pronoun, nearest first."""
        latest = self.spoken[-_REMEMBERED:]
        spoken = [(item.position, item.resolved) for item in latest if item.position < position]
        index = bisect_right(self.subjects, position, key=lambda item: item[0])
        for at, span in self.subjects[max(0, index - _REMEMBERED) : index]:
            name = personal_name(span.of(self.words)) if at < position else None
            if name is not None:
                spoken.append((at, self._named(span, Span(span.start + name.start, span.start + name.end))))
        return sorted(spoken, key=lambda item: item[0], reverse=True)


def _is_main(verb: Any) -> bool:
    """Of a main clause: whom a reported clause speaks of does not go on speaking."""
    while verb.dep_ == "conj":
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def _clause_start(words: str, position: int) -> int:
    """“Fars quoted him”: not whoever the sentence has named before."""
    return max(words.rfind(mark, max(0, position - 600), position) for mark in (". ", '" ', "? ", "! ")) + 1


def _titles_before(words: str, start: int) -> frozenset[str]:
    """The titles that stand right before a name: "President and party leader [Xi Jinping]"."""
    found: list[str] = []
    for word in reversed(words[max(0, start - 60) : start].split()):
        if not title_words(word) and word not in ("of", "and", "the"):
            break
        found.append(word)
    return title_words(" ".join(found))


def _is_body(phrase: str) -> bool:
    head = head_noun(phrase) or ""
    if head in PERSON_NOUNS:
        return False
    return head in ORGANISATION_NOUNS or (
        institution_of(phrase)[0] is not None and personal_name(phrase) is None
    )


def _joint_parts(words: str, mention: Span) -> tuple[Span, ...]:
    """Parts of a list of names; a list that is not made of names or countries is one speaker."""
    phrase = mention.of(words)
    pieces = re.split(r"(,? and |, as well as |, )", phrase)
    if len(pieces) == 1:
        return (mention,)
    spans: list[Span] = []
    position = mention.start
    for index, piece in enumerate(pieces):
        if index % 2 == 0 and piece:
            spans.append(Span(position, position + len(piece)))
        position += len(piece)
    listed = all(_stands_alone(span.of(words)) for span in spans)
    return tuple(spans) if listed else (mention,)


def _stands_alone(part: str) -> bool:
    if is_country(part) or is_media(part) or country_code(part):
        return True
    name = personal_name(part)
    return name is not None and (" " in part[name.start : name.end] or bool(title_words(part)))


def _nearness(mentions: list[Span], position: int) -> tuple[bool, int]:
    """Prefer the last mention before the position, else the first after it."""
    earlier = [mention.start for mention in mentions if mention.start <= position]
    return (True, max(earlier)) if earlier else (False, -min(mention.start for mention in mentions))


def _fits(pronoun: str, speaker: Speaker) -> bool:
    if pronoun in ("he", "she", "him", "her"):
        known = gender(speaker.name) if speaker.type == "person" else None
        wanted = "she" if pronoun in ("she", "her") else "he"
        if speaker.type == "unnamed":
            return (head_noun(speaker.name) or "") in PERSON_NOUNS and not (
                head_noun(speaker.name) or ""
            ).endswith("s")
        return speaker.type == "person" and known in (None, wanted)
    if pronoun == "it":
        return speaker.type == "organisation"
    return pronoun in ("they", "them") and speaker.type in ("organisation", "unnamed")
