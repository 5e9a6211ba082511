"""From a raw article to proposals: the stages in order."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.intake.chain import Chain, credited_next
from archive.intake.dates import dated
from archive.intake.grammar.clauses import Clauses
from archive.intake.grammar.indirect import indirect_quotes
from archive.intake.grammar.inserted import inserted_quotes
from archive.intake.grammar.sentences import Passage, grammar_pipeline, passages
from archive.intake.marks.direct import direct_quotes
from archive.intake.marks.pairs import quotations
from archive.intake.merging import Candidate, Nesting, candidates
from archive.intake.page.lines import HEADING, Line, boilerplate_of, lines_of, paragraphs_of
from archive.intake.page.metadata import metadata_of
from archive.intake.people.directory import Directory, Resolved
from archive.intake.results import Affiliation, Proposals, Published, Quote, Via
from archive.intake.spans import Span, plain, word_count
from archive.intake.transcripts import read
from archive.intake.transcripts.proposing import with_turns

LONGEST = 200_000
MISSING_GRAMMAR = (
    "Only direct quotations were searched: the language model for reported speech is not installed. "
    "Install it with `make intake` (requirements-intake.txt)."
)
MISSING_LANGUAGE = "Only direct quotations were searched: reported speech is found in English articles alone."

_HEADLINE_NAME = re.compile(r"^(?P<name>[^:\"“]{2,60}?)(?P<cue>:)?\s*$")
_LEADING_SUBJECT = re.compile(
    r"(?!(?:Asked|Speaking|When|While|After|Before|In|On|At|As|For|But|And|With|Later|Then|If|Also)\b)"
    r"(?:He|She|They|It|(?:The |A |An )?(?:[A-Z][\w.'’-]+ )*[A-Z][\w'’-]+)(?= )"
)


def propose(
    text: str, published: dt.date | None = None, *, language: str = "en", grammar: bool = True
) -> Proposals:
    """Everything an editor is asked to check. `published` overrides what the article itself states."""
    words = plain(text)
    lines = lines_of(text)
    metadata = metadata_of(text, lines)
    english = language == "en"
    use_grammar = grammar and english and grammar_pipeline() is not None
    headlines = _headlines(text, lines, metadata.title)
    body = [span for span in paragraphs_of(text, lines) if span not in headlines]
    parsed = passages(text, body, grammar=use_grammar)
    headings = tuple(line.span.start for line in lines if line.kind == HEADING)
    directory = Directory(text, words, parsed, headings)
    quotes = [*_Body(words, parsed, directory).quotes(), *_from_headlines(words, headlines, directory)]
    quotes.sort(key=lambda quote: quote.spans[0])
    if published:
        metadata = replace(metadata, published=Published(published, None))
    date = metadata.published.date if metadata.published else None
    missing = None if use_grammar else MISSING_GRAMMAR if english else MISSING_LANGUAGE
    spoken = with_turns(text, read(text), dated(words, parsed, quotes, date), date)
    return Proposals(metadata, boilerplate_of(lines), tuple(spoken), missing)


def _headlines(text: str, lines: tuple[Line, ...], title: Span | None) -> tuple[Span, ...]:
    """The title and, below it, a second line that is no sentence."""
    if title is None:
        return ()
    below = next((line.span for line in lines if line.span.start > title.start and line.kind == "body"), None)
    if below and not re.search(r"[.!?](?:[\"”’]|\s|$)", below.of(text)) and word_count(below.of(text)) < 25:
        return title, below
    return (title,)


def _from_headlines(words: str, headlines: Sequence[Span], directory: Directory) -> Iterator[Quote]:
    """Condensed for a headline, whatever its marks say: never the speaker's own words."""
    for line in headlines:
        for quotation in quotations(words, line):
            match = _HEADLINE_NAME.match(words[line.start : quotation.outer.start])
            if match is None or word_count(quotation.words.of(words)) < 3:
                continue
            who = Span(line.start, line.start + len(match["name"].rstrip()))
            cue = (
                Span(line.start + match.start("cue"), line.start + match.end("cue")) if match["cue"] else None
            )
            resolved = directory.resolve(who)
            yield Quote(
                (quotation.words,),
                "headline",
                cue,
                resolved[0].speaker,
                (),
                resolved[0].affiliation,
                None,
                (),
                "H-marks",
                "possible",
            )


class _Body:
    """The paragraphs of one article and what has been learnt of them so far."""

    def __init__(self, words: str, parsed: Sequence[Passage], directory: Directory) -> None:
        self.words = words
        self.parsed = parsed
        self.directory = directory
        self.chain = Chain(words)

    def quotes(self) -> Iterator[Quote]:
        previous: Quote | None = None
        previous_index = -2
        for index, passage in enumerate(self.parsed):
            found = _candidates(self.words, passage)
            nesting = Nesting(found)
            for candidate in sorted(found, key=_speaking_order):
                adjacent = previous if previous_index >= index - 1 else None
                previous, previous_index = self._quote(index, candidate, nesting, adjacent), index
                yield previous

    def _quote(self, index: int, candidate: Candidate, nesting: Nesting, previous: Quote | None) -> Quote:
        around = nesting.around(candidate)
        resolved, rule = self._speakers(self.parsed[index], candidate, previous, nested=bool(around))
        first = resolved[0] if resolved else None
        affiliation = first.affiliation if first else Affiliation()
        if len(resolved) > 1:
            codes = (code for other in resolved for code in other.affiliation.countries)
            affiliation = replace(affiliation, countries=tuple(dict.fromkeys(codes)))
        return Quote(
            spans=candidate.spans,
            kind=candidate.kind,
            cue=candidate.cue,
            speaker=first.speaker if first else None,
            joint=tuple(other.speaker for other in resolved[1:]),
            affiliation=affiliation,
            said=None,
            via=self._via(index, candidate, around),
            rule=rule,
            confidence=candidate.confidence,
        )

    def _speakers(
        self, passage: Passage, candidate: Candidate, previous: Quote | None, *, nested: bool
    ) -> tuple[tuple[Resolved, ...], str]:
        who = candidate.who
        if who is None and candidate.cue is not None:
            who = _subject_of_sentence(self.words, passage, candidate.cue)
        if who is not None:
            # “Gibbons said Smith had noted A. He …”: it is Gibbons who goes on.
            found = self.directory.looked_up(who) if nested else self.directory.resolve(who)
            if candidate.relative is not None:
                printed = _with_pronoun(self.words, who, candidate.relative)
                found = tuple(replace(one, speaker=replace(one.speaker, mention=printed)) for one in found)
            return found, candidate.rule
        if candidate.rule == "D-unattributed" and previous is not None and previous.speaker is not None:
            return (Resolved(previous.speaker, previous.affiliation),), "D-floating"
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


def _candidates(words: str, passage: Passage) -> list[Candidate]:
    above = words[max(0, passage.span.start - 300) : passage.span.start].rstrip()
    direct = direct_quotes(words, passage, above[-1:])
    if passage.doc is None:
        return candidates(words, passage, direct, ())
    clauses = Clauses(words, passage)
    return candidates(words, passage, direct, [*indirect_quotes(clauses), *inserted_quotes(clauses)])


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
    return Span(*match.span()) if match else None
