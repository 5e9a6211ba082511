"""The paragraphs of one article: who said what in each, and what goes on in the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.intake.candidates import Candidate, Resolved
from archive.intake.chain import Chain, credited_next
from archive.intake.grammar.clauses import Clauses
from archive.intake.grammar.indirect import indirect_quotes, speaker_of
from archive.intake.grammar.inserted import has_finite_verb, inserted_quotes
from archive.intake.grammar.sentences import Passage
from archive.intake.marks.direct import direct_quotes
from archive.intake.marks.tags import DirectQuote
from archive.intake.merging import Nesting, candidates
from archive.intake.people.directory import Directory
from archive.intake.people.names import PERSON_NOUNS, TITLES, personal_name
from archive.intake.results import Affiliation, Confidence, Quote, Tier, Via, carried
from archive.intake.spans import Span, stripped
from archive.intake.sure import lowest, with_tiers

_LEADING_SUBJECT = re.compile(
    r"(?!(?:Asked|Speaking|When|While|After|Before|In|On|At|As|For|But|And|With|Later|Then|If|Also|Meanwhile|However|First|Second|Yesterday|Today)\b)"
    r"(?:He|She|They|It|(?:The |A |An )?(?:[A-Z][\w.'’-]+ )*[A-Z][\w'’-]+)(?= )"
)
_WITH_NOUN = re.compile(
    rf"(?: [a-z-]+){{0,2}} (?:{'|'.join(sorted(PERSON_NOUNS | TITLES))})\b(?P<name>(?: [A-Z][\w.'’-]*)+)?"
)
_CLAUSE = re.compile(
    r"[\"“”]|\b(?:is|are|was|were|has|had|have|will|would|said|says|saying|calling|adding|insisting)\b"
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quote with where it was found; `who` says how sure its speaker is."""

    index: int
    candidate: Candidate
    quote: Quote
    who: Tier | None


class Body:
    """The paragraphs of one article and what has been learnt of them so far."""

    def __init__(self, words: str, parsed: Sequence[Passage], directory: Directory) -> None:
        self.words = words
        self.parsed = parsed
        self.directory = directory
        self.chain = Chain(words)

    def quotes(self) -> list[Quote]:
        found: list[Attributed] = []
        for index, passage in enumerate(self.parsed):
            candidates_here = [
                each
                for each in _candidates(self.words, passage, self._above(index))
                if not self._is_address(each)
            ]
            nesting = Nesting(candidates_here)
            for candidate in sorted(candidates_here, key=_speaking_order):
                adjacent = found[-1] if found and found[-1].index >= index - 1 else None
                found.append(self._found(index, candidate, nesting, adjacent))
        return [with_tiers(each.quote, each.who) for each in self._continued(found)]

    def _above(self, index: int) -> Span:
        """The paragraph before, or the line: a title may bring the words in."""
        start = self.parsed[index].span.start
        above = self.parsed[index - 1].span if index else Span(0, 0)
        if not self.words[above.end : start].strip():
            return above
        end = above.end + len(self.words[above.end : start].rstrip())
        line = max(self.directory.text.rfind(mark, above.end, end) for mark in "\n\r") + 1
        return Span(max(line, above.end), end)

    def _is_address(self, candidate: Candidate) -> bool:
        """“Would you begin by telling us what has changed?”: the reader or the guest has not said so."""
        return candidate.who is not None and candidate.who.of(self.words).casefold() == "you"

    def _continued(self, found: list[Attributed]) -> list[Attributed]:
        """“A ¶ “B,” X said: marks that stay open at the end of a paragraph hand it to whoever speaks in the next."""
        result = list(found)
        for number in range(len(found) - 2, -1, -1):
            this, following = result[number], result[number + 1]
            waits = this.quote.rule in ("D-unattributed", "D-floating") and not this.candidate.closed
            begins = following.index == this.index + 1 and self._opens_paragraph(following)
            owned = following.quote.cue is not None or following.quote.rule == "D-continued"
            if waits and begins and owned and following.quote.speaker:
                quote = replace(
                    this.quote,
                    speaker=following.quote.speaker,
                    affiliation=carried(following.quote.affiliation),
                    rule="D-continued",
                )
                result[number] = replace(this, quote=quote, who=lowest(following.who or "check", "good"))
        return result

    def _opens_paragraph(self, found: Attributed) -> bool:
        passage = self.parsed[found.index]
        return (
            bool(passage.quotations)
            and passage.quotations[0].outer.start == passage.span.start
            and (found.candidate.spans[0].start <= passage.quotations[0].words.start)
        )

    def _found(
        self, index: int, candidate: Candidate, nesting: Nesting, previous: Attributed | None
    ) -> Attributed:
        around = nesting.around(candidate)
        resolved, rule = self._speakers(self.parsed[index], candidate, previous, nested=bool(around))
        first = resolved[0] if resolved else None
        affiliation = first.affiliation if first else Affiliation()
        if len(resolved) > 1:
            codes = (code for other in resolved for code in other.affiliation.countries)
            affiliation = replace(affiliation, countries=tuple(dict.fromkeys(codes)))
        quote = Quote(
            spans=candidate.spans,
            kind=candidate.kind,
            cue=candidate.cue,
            speaker=first.speaker if first else None,
            joint=tuple(other.speaker for other in resolved[1:]),
            affiliation=affiliation,
            said=None,
            via=self._via(index, candidate, around),
            rule=rule,
            confidence=self._confidence(candidate, around),
        )
        return Attributed(
            index, candidate, quote, lowest(*(each.sure for each in resolved)) if resolved else None
        )

    def _confidence(self, candidate: Candidate, around: list[Candidate]) -> Confidence:
        """“Marsh said Haddad had told police A”: Marsh's words. What an outlet reports, the inner one said."""
        people = [other for other in around if other.who and personal_name(other.who.of(self.words))]
        own = candidate.who is not None and personal_name(candidate.who.of(self.words)) is not None
        return "possible" if people and own else candidate.confidence

    def _speakers(
        self, passage: Passage, candidate: Candidate, previous: Attributed | None, *, nested: bool
    ) -> tuple[tuple[Resolved, ...], str]:
        who = candidate.who
        if who is None and candidate.cue is not None:
            who = _subject_of_sentence(self.words, passage, candidate.cue)
        if who is not None:
            who = _sound(self.words, who, candidate)
            if who is None:
                return (), candidate.rule
        if who is not None:
            # “Gibbons said Smith had noted A. He …”: it is Gibbons who goes on.
            found = (
                self.directory.looked_up(who)
                if nested
                else self.directory.resolve(who, candidate.cue, candidate.spans)
            )
            if candidate.relative is not None:
                printed = _with_pronoun(self.words, who, candidate.relative)
                found = tuple(replace(one, speaker=replace(one.speaker, mention=printed)) for one in found)
            return found, candidate.rule
        if candidate.rule == "D-unattributed" and previous is not None and previous.quote.speaker is not None:
            rule = "D-floating" if previous.candidate.closed else "D-continued"
            return (
                Resolved(
                    previous.quote.speaker, carried(previous.quote.affiliation), previous.who or "check"
                ),
            ), rule
        return (), candidate.rule

    def _via(self, index: int, candidate: Candidate, around: list[Candidate]) -> tuple[Via, ...]:
        """Who reported the report, the links that the sentence names, and an agency credited below."""
        outer = [
            Via(resolved.speaker.name, None, other.who)
            for other in around
            if other.who and other.who != candidate.who
            for resolved in self.directory.looked_up(other.who)
        ]
        links = [*outer, *self.chain.of(self.parsed[index], candidate.cue, candidate.spans)]
        credit = credited_next(self.words, self.parsed, index)
        own = candidate.who.of(self.words) if candidate.who else ""
        unique = {link.name: link for link in (*links, *([credit] if credit else ())) if link.name != own}
        return tuple(unique.values())


def _candidates(words: str, passage: Passage, above: Span) -> list[Candidate]:
    direct = direct_quotes(words, passage, above)
    if passage.doc is None:
        return candidates(words, passage, direct, ())
    clauses = Clauses(words, passage)
    direct = tuple(_with_subject(clauses, quote) for quote in direct)
    return candidates(words, passage, direct, [*indirect_quotes(clauses), *inserted_quotes(clauses)])


def _with_subject(clauses: Clauses, quote: DirectQuote) -> DirectQuote:
    """“an official met reporters and explained, “…””: where the surface took a clause for the speaker, the grammar knows."""
    tag = quote.tag
    if (
        quote.rule != "D-before"
        or tag is None
        or tag.cue is None
        or tag.who is None
        or not has_finite_verb(clauses, tag.who)
    ):
        return quote
    verb = clauses.first(tag.cue.start, lambda _: True)
    who = speaker_of(clauses, verb) if verb is not None else None
    return replace(quote, tag=replace(tag, who=who)) if who is not None else quote


def _sound(words: str, who: Span, candidate: Candidate) -> Span | None:
    """A speaker stands outside the words and is no clause: “no intention to talk and calling it a” is nobody.
    “Her answer was short: “…””: the noun before the verb."""
    if any(span.meets(who) for span in candidate.spans):
        return None
    clause = _CLAUSE.search(words, *who)
    if clause is None:
        return who
    by_colon = candidate.cue is None or candidate.cue.of(words) == ":"
    return (
        stripped(words, Span(who.start, clause.start())) if by_colon and clause.start() > who.start else None
    )


def _with_pronoun(words: str, who: Span, relative: Span) -> Span:
    """“a neighbour, who” where nothing stands between them, else the “who” beside the verb."""
    beside = words[who.end : relative.start].strip() in ("", ",")
    return Span(who.start, relative.end) if beside else relative


def _speaking_order(candidate: Candidate) -> int:
    return candidate.who.start if candidate.who else candidate.start


def _subject_of_sentence(words: str, passage: Passage, cue: Span) -> Span | None:
    """“He also addressed China, saying, …” without a grammar: whoever the sentence begins with."""
    sentence = passage.sentence_at(cue.start)
    match = _LEADING_SUBJECT.match(words, sentence.start, cue.start)
    if match is None:
        return None
    # “US citizen Susan Cohen, the mother of …, adding: “A””: not the United States.
    named = _WITH_NOUN.match(words, match.end(), cue.start)
    if named is None:
        return Span(*match.span())
    return Span(match.start(), named.end()) if personal_name(named["name"] or "") else None
