"""Whom “he”, “she”, “it” and “they” take up: those who spoke or acted last, never against what is known of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from archive.intake.people.names import (
    PERSON_NOUNS,
    TITLES,
    gender,
    gender_of_words,
    head_noun,
    personal_name,
    title_words,
)
from archive.intake.people.persons import CAPITALISED, Person, Persons, surnames
from archive.intake.results import Affiliation, Speaker, Tier
from archive.intake.spans import Span
from archive.text import name_key

PRONOUN = re.compile(r"^(?:he|she|they|it|i|we|you|who|him|her|them)$", re.I)
# How many speakers back a pronoun may look.
_REMEMBERED = 12
_RELATIVE_CLAUSE = re.compile(r"\b(?:which|whom|where|when|whose \w+) $")
# Whom somebody asked or spoke to: it is for them to answer.
_ASKED = re.compile(
    r"\b(?:[Aa]sk|[Pp]ress|[Qq]uestion|[Ii]nterview|[Cc]hallenge|[Qq]uizz)(?:ed|s|ing) (?=[A-Z])"
)
_ASKING = re.compile(
    r"(?:[a-z]+ ){0,3}[\w'.-]+(?: [a-z]+){0,2}(?: [A-Z][\w'.-]*){0,3},? (?:also |then |again |had )?(?:asked|asks|wondered|pressed|questioned)\b"
)
# “Okot said A. The minister laughed. “B,” he said”
_THE_MINISTER = re.compile(r"[.!?]\"? (?:The|His|Her) (?P<who>[a-z-]+) [a-z]")
_TITLED = re.compile(
    r"(?P<title>\b[A-Z][a-z]+\.?) (?P<name>[A-Z][a-z][\w'-]*)(?= (?:[a-z]|[A-Z][\w'-]* [a-z]))"
)
_WORD = re.compile(r"\b[A-Z][\w'-]+\w\b(?! [A-Z])")
_OPENING = re.compile(r"(?:^|  |[.?!\"] )(?:(?:Mr|Mrs|Ms|Dr)\.? )?$")
_NEAR = 1_500
# From the beginning of a mention to the end of its name.
_AT_ONE_MENTION = 100
_PLURAL = re.compile(r"[^s]s$")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Who spoke, or was the subject of a sentence, and where."""

    position: int
    speaker: Speaker
    affiliation: Affiliation


_UP_TO_NAME = re.compile(r"(?:(?:[A-Z][\w.'’&-]*,?|of|for|the|and|to|at|a) )*")


class Pronouns:
    def __init__(
        self, words: str, persons: Persons, headings: tuple[int, ...], subjects: list[tuple[int, Span]]
    ) -> None:
        self._words = words
        self._persons = persons
        self._headings = headings
        self._subjects = subjects
        self._heard: list[Antecedent] = []
        self._spoken_of: set[int] = set()
        self._genders = {name_key(person.name): person.gender for person in persons.all}
        self._asked = [
            Span(match.end(), name.end())
            for match in _ASKED.finditer(words)
            if (name := CAPITALISED.match(words, match.end()))
        ]

    def spoke(self, heard: Antecedent, said: tuple[Span, ...]) -> None:
        """Whom somebody speaks of does not go on speaking: subjects within the words no longer count."""
        self._heard.append(heard)
        if heard.speaker.type == "person":
            self._spoken_of.update(at for span in said for at, _ in self._subjects_in(span))

    def antecedent(
        self,
        mention: Span,
        look_up: Callable[[Span], Antecedent | None],
        *,
        replies: bool,
        pronoun: str | None = None,
    ) -> tuple[Antecedent | None, Tier]:
        """`pronoun` stands for an epithet: “he” for “the Frenchman”, nothing for “the Republican”."""
        pronoun = mention.of(self._words).casefold() if pronoun is None else pronoun
        limit = (
            _clause_start(self._words, mention.start) if pronoun in ("him", "her", "them") else mention.start
        )
        floor = self._floor(mention.start)
        if replies or self._was_just_asked(mention.start):
            asked = self._asked_before(mention.start, floor, look_up)
            if asked is not None and self._fit(pronoun, asked.speaker):
                return asked, "good"
        candidates = [each for each in self._candidates(limit, look_up) if each.position >= floor]
        # “The club left. “A,” it said”: a noun alone is taken where no body was named.
        named = any(each.speaker.type == "organisation" for each in candidates)
        if pronoun in ("they", "them") or (pronoun == "it" and named):
            candidates = [
                each for each in candidates if each in self._heard or each.speaker.type != "unnamed"
            ]
        if replies:
            candidates = [each for each in candidates if not self._asks(each)]
        paragraph = self._persons.edge(mention.start).start
        found, sure = self._chosen(pronoun, candidates, paragraph)
        rival = found and (
            self._has_rival(pronoun, mention.start, found, paragraph) or self._of_whose_view(found)
        )
        rival = rival or (found and self._is_kin_of_another(pronoun, found, paragraph))
        rival = rival or (found and self._is_topic(mention.start, found))
        rival = rival or (found and replies and self._answers_another(pronoun, found, candidates))
        return (None, "possible") if rival or self._is_overtaken(found, paragraph) else (found, sure)

    def _is_overtaken(self, found: Antecedent | None, paragraph: int) -> bool:
        """“Her sister June said A. “B,” she said”: a first name that spoke last and of which nothing is known."""
        last = self._heard[-1] if self._heard else None
        if found is None or last is None or last.position < max(paragraph, found.position + 1):
            return False
        name = last.speaker.name
        return (
            last.speaker.type != "organisation"
            and name[:1].isupper()
            and name != found.speaker.name
            and " " not in name
        )

    def _is_kin_of_another(self, pronoun: str, found: Antecedent, paragraph: int) -> bool:
        """“Her daughter, Rosa, said A. ¶ She …” may be either."""
        whose = {"he": "his", "she": "her"}.get(pronoun)
        if whose is None or found.position >= paragraph:
            return False
        people = self._persons.with_tokens(frozenset(name_key(found.speaker.name).split()))
        return any(each.is_relative and each.kin_of == whose for each in people)

    def _is_topic(self, position: int, found: Antecedent) -> bool:
        """“Regarding reports that Whitfield demanded more, he drew a line”: what somebody speaks about."""
        return _TOPIC.match(self._words, _clause_start(self._words, position), found.position) is not None

    def _answers_another(self, pronoun: str, found: Antecedent, candidates: list[Antecedent]) -> bool:
        """“Baum said he had made A. He replied B”: he of whom she spoke, who need not be the last who was named."""
        last = self._heard[-1] if self._heard else found
        others = any(
            self._fit(pronoun, each.speaker) and each.speaker.name != found.speaker.name
            for each in candidates
        )
        return last.position > found.position and last.speaker.name != found.speaker.name and others

    def _asks(self, heard: Antecedent) -> bool:
        """“Lee asked again. “I said never,” she replied”: somebody else."""
        return _ASKING.match(self._words, heard.position) is not None

    def _of_whose_view(self, found: Antecedent) -> bool:
        """“For Kevin Allton, Warhol was a legend. He said”: the subject may not be who goes on."""
        start = _clause_start(self._words, found.position)
        opening = _VIEW.match(self._words, start)
        if opening is None:
            return False
        named = self._persons.within(Span(opening.end(), opening.end() + 1))
        return any(each.name != found.speaker.name for each in named)

    def _has_rival(self, pronoun: str, position: int, found: Antecedent, paragraph: int) -> bool:
        """“Ouma was shocked, he told the radio”: whom the sentence names outside marks may be meant as well, and
        whom the paragraph names, where it does not name who was found."""
        start = _clause_start(self._words, position) if found.position >= paragraph else paragraph
        # “Paul Render met the owner, Max Holtz. He said”: the subject of a sentence may hand over to its object.
        if found.position >= paragraph and not self._has_spoken(found):
            start = min(start, _clause_start(self._words, found.position))
        if any(
            title_words(match["who"])
            and self._is_outside_marks(Span(*match.span("who")), found.position, position)
            for match in _THE_MINISTER.finditer(self._words, found.position, position)
        ):
            return True
        if self._names_a_stranger(start, position):
            return True
        wanted = {"he": "he", "him": "he", "she": "she", "her": "she", "": "any"}.get(pronoun)
        if wanted and self._is_opened_by_another(wanted, found, paragraph):
            return True
        return (
            wanted is not None
            and any(
                _may_be(person, wanted)
                and person.name != found.speaker.name
                and any(self._is_outside_marks(mention, start, position) for mention in person.mentions)
                for person in self._persons.within(Span(start, position))
            )
        ) or (wanted is not None and self._names_a_surname(start, position, wanted, found))

    def _is_opened_by_another(self, wanted: str, found: Antecedent, paragraph: int) -> bool:
        """“Finance Minister Ann Lee, asked about it, said A. ¶ “B,” she said”: not whoever spoke before that paragraph."""
        before = self._persons.edge(max(paragraph - 1, 0))
        return found.position < before.start and any(
            _may_be(person, wanted)
            and person.name != found.speaker.name
            and any(
                before.start <= mention.start < before.start + _NEAR
                and _UP_TO_NAME.fullmatch(self._words, before.start, mention.start)
                for mention in person.mentions
            )
            for person in self._persons.within(Span(before.start, before.start + _NEAR))
        )

    def _names_a_surname(self, start: int, position: int, wanted: str, found: Antecedent) -> bool:
        """“Voss said A. Galli disagreed. “B,” he said”: as the subject of a sentence."""
        return any(
            _may_be(person, wanted) and person.name != found.speaker.name
            for word in _WORD.finditer(self._words, max(start, 0), position)
            for person in self._persons.with_tokens(frozenset(name_key(word.group()).split()))
            if name_key(word.group()) in surnames(person.name)
            and _OPENING.search(self._words, max(0, word.start() - 8), word.start())
            and self._is_outside_marks(Span(*word.span()), start, position)
        )

    def _names_a_stranger(self, start: int, position: int) -> bool:
        """“President Blorka thanked them. “A,” he wrote”: somebody with an office of whom no full name is known."""
        return any(
            title_words(match["title"])
            and not title_words(match["name"])
            and not self._persons.with_tokens(frozenset(name_key(match["name"]).split()))
            and self._is_outside_marks(Span(*match.span()), start, position)
            for match in _TITLED.finditer(self._words, max(start, position - _NEAR, 0), position)
        )

    def _has_spoken(self, found: Antecedent) -> bool:
        return any(
            each.speaker.name == found.speaker.name and abs(each.position - found.position) < _AT_ONE_MENTION
            for each in self._heard
        )

    def _is_outside_marks(self, mention: Span, start: int, position: int) -> bool:
        inside = start <= mention.start < position
        return inside and self._words.count('"', mention.start, position) % 2 == 0

    def _chosen(
        self, pronoun: str, candidates: list[Antecedent], paragraph: int
    ) -> tuple[Antecedent | None, Tier]:
        """The nearest that fits; open where a nearer one may be meant and a further one must be, unless the nearer
        alone stands in the paragraph of the pronoun."""
        fitting = [(each, fit) for each in candidates if (fit := self._fit(pronoun, each.speaker))]
        if not fitting:
            return None, "possible"
        nearest, fit = fitting[0]
        others = [each for each, _ in fitting if each.speaker.name != nearest.speaker.name]
        if fit == "sure":
            return nearest, "good"
        if any(self._are_together(nearest, each) for each in others):
            return None, "possible"
        certain = next(
            (
                each
                for each, other in fitting
                if other == "sure" and each.speaker.name != nearest.speaker.name
            ),
            None,
        )
        alone = nearest.position >= paragraph and (certain is None or certain.position < paragraph)
        if certain is not None and not alone and nearest.position - certain.position < 400:
            return None, "possible"
        return nearest, "check" if others else "good"

    def _are_together(self, one: Antecedent, other: Antecedent) -> bool:
        """“Roşu and Petrache have not spoken”: one of two."""
        return _clause_start(self._words, one.position) == _clause_start(self._words, other.position)

    def _fit(self, pronoun: str, speaker: Speaker) -> str:
        """“sure”, “may”, or nothing."""
        if pronoun in ("he", "she", "him", "her"):
            wanted = "she" if pronoun in ("she", "her") else "he"
            known = self._gender(speaker)
            if known is not None:
                return "sure" if known == wanted else ""
            if speaker.type == "unnamed":
                head = head_noun(speaker.name) or ""
                return "may" if head in PERSON_NOUNS and not _PLURAL.search(head) else ""
            return "may" if speaker.type == "person" else ""
        head = head_noun(speaker.name) or ""
        if pronoun == "":
            return "may" if speaker.type == "person" else ""
        if pronoun == "it":
            body = (
                speaker.type == "unnamed" and head not in PERSON_NOUNS | TITLES and not _PLURAL.search(head)
            )
            return "sure" if speaker.type == "organisation" or body else ""
        plural = speaker.type == "organisation" or (speaker.type == "unnamed" and not head.endswith("man"))
        return "may" if pronoun in ("they", "them") and plural else ""

    def _gender(self, speaker: Speaker) -> str | None:
        if speaker.type == "organisation":
            return None
        if speaker.type == "unnamed":
            return gender_of_words(head_noun(speaker.name) or "")
        key = name_key(speaker.name)
        if self._genders.get(key) is not None:
            return self._genders[key]
        if key in self._genders or speaker.mention is None:
            return None
        before = self._words[max(0, speaker.mention.start - 20) : speaker.mention.end].split()
        titled = gender_of_words(" ".join(before[:-1][-2:]))
        return titled or gender(speaker.name)

    def _asked_before(
        self, position: int, floor: int, look_up: Callable[[Span], Antecedent | None]
    ) -> Antecedent | None:
        index = bisect_right(self._asked, position, key=lambda span: span.start) - 1
        if index < 0 or self._asked[index].start < max(floor, position - _NEAR):
            return None
        return look_up(self._asked[index])

    def _was_just_asked(self, position: int) -> bool:
        """“Lee asked Mr Teague how many. “Forty,” he said”: in one paragraph, with nobody named between."""
        index = bisect_right(self._asked, position, key=lambda span: span.start) - 1
        if index < 0 or self._asked[index].start < self._persons.edge(position).start:
            return False
        return next(self._persons.within(Span(self._asked[index].end, position)), None) is None

    def _floor(self, position: int) -> int:
        """A pronoun does not reach over a heading, nor out of “a speech in which he said” over the name before it."""
        index = bisect_right(self._headings, position)
        heading = self._headings[index - 1] if index else 0
        if not _RELATIVE_CLAUSE.search(self._words, max(0, position - 30), position):
            return heading
        named = [
            match.start()
            for match in CAPITALISED.finditer(self._words, max(heading, position - 100), position)
            if personal_name(match.group()) is not None
        ]
        return named[-1] if named else heading

    def _candidates(self, position: int, look_up: Callable[[Span], Antecedent | None]) -> list[Antecedent]:
        """Speakers and grammatical subjects before the pronoun, nearest first."""
        found = [heard for heard in self._heard[-_REMEMBERED:] if heard.position < position]
        index = bisect_right(self._subjects, position, key=lambda item: item[0])
        for at, span in self._subjects[max(0, index - _REMEMBERED) : index]:
            heard = look_up(span) if at < position and at not in self._spoken_of else None
            if heard is not None:
                found.append(Antecedent(at, heard.speaker, heard.affiliation))
        return sorted(found, key=lambda heard: heard.position, reverse=True)

    def _subjects_in(self, span: Span) -> list[tuple[int, Span]]:
        first, last = (bisect_left(self._subjects, at, key=lambda item: item[0]) for at in span)
        return self._subjects[first:last]


def _may_be(person: Person, wanted: str) -> bool:
    return wanted == "any" or person.gender in (wanted, None)


_TOPIC = re.compile(
    r"\s*(?:Regarding|Concerning|As (?:for|to)|About|On|Responding to|In (?:response|reply) to|Commenting on|With regard to|Referring to|Reacting to|"
    r"Asked about|Dismissing|Rejecting|Answering|Of) "
)
_VIEW = re.compile(r"\s*(?:For|To) (?=[A-Z])")


def _clause_start(words: str, position: int) -> int:
    """“Fars quoted him”: not whoever the sentence has named before."""
    return max(words.rfind(mark, max(0, position - 600), position) for mark in (". ", '" ', "? ", "! ")) + 1
