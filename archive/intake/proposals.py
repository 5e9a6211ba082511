"""From a raw article to proposals: the stages in order."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.intake import transcripts
from archive.intake.body import Body
from archive.intake.dates import dated
from archive.intake.grammar.sentences import grammar_pipeline, passages
from archive.intake.languages.detect import language_of
from archive.intake.languages.reading import proposals_of
from archive.intake.languages.table import languages, table
from archive.intake.marks.pairs import quotations
from archive.intake.page.lines import HEADING, boilerplate_of, lines_of, paragraphs_of
from archive.intake.page.metadata import metadata_of
from archive.intake.page.visible import Visible
from archive.intake.people.directory import Directory
from archive.intake.people.home import home_of
from archive.intake.results import Line, Proposals, Quote
from archive.intake.spans import Span, plain, word_count
from archive.intake.turns import stretch, turn_quotes

LONGEST = 200_000
MISSING_GRAMMAR = (
    "Only direct quotations were searched: the language model for reported speech is not installed. "
    "Install it with `make intake` (requirements-intake.txt)."
)
MISSING_LANGUAGE = (
    "Only direct quotations were searched: reported speech is found in English and in "
    f"{', '.join(sorted(each.name for each in languages().values() if each.reader))} alone."
)

# “…” — Ann Lee: it ends in no full stop, and is no heading.
_SIGNED = re.compile(r"\"\s*[—–―-]{1,2} ?[A-Z]|\(@\w+\)")
_HEADLINE_NAME = re.compile(r"^(?P<name>[^:\"“]{2,60}?)(?P<cue>:)?\s*$")


def propose(
    text: str, published: dt.date | None = None, *, language: str = "en", grammar: bool = True
) -> Proposals:
    """Everything an editor is asked to check. `published` overrides what the article itself states.

    The text says in which language it is; `language` is heard where it leaves that open.
    """
    visible = Visible(text)
    found: Proposals = visible.raw(_propose(visible.text, published, language, grammar=grammar))
    return found


def _propose(text: str, published: dt.date | None, language: str, *, grammar: bool) -> Proposals:
    words = plain(text)
    lines = lines_of(text)
    metadata = metadata_of(text, lines)
    transcript = transcripts.read(text)
    language = language_of(text) or language
    other = None if transcript else table(language)
    if other:
        return proposals_of(other, text, lines, metadata, published)
    english = language == "en"
    use_grammar = grammar and english and grammar_pipeline() is not None
    headlines = _headlines(text, lines, metadata.title)
    signed = [line.span for line in lines if line.kind == HEADING and _SIGNED.search(words, *line.span)]
    body = sorted({*paragraphs_of(text, lines), *signed} - set(headlines))
    turns = tuple(turn_quotes(text, transcript)) if transcript else ()
    if turns:
        spoken = stretch(transcript)
        body = [span for span in body if not spoken.meets(span)]
    parsed = passages(text, body, grammar=use_grammar)
    headings = tuple(line.span.start for line in lines if line.kind == HEADING)
    directory = Directory(text, words, parsed, headings, home_of(words, metadata.title, body), headlines)
    quotes = [*turns, *Body(words, parsed, directory).quotes(), *_from_headlines(words, headlines, directory)]
    quotes.sort(key=lambda quote: quote.spans[0])
    if published:
        metadata = replace(metadata, published=published, published_in=None)
    missing = None if use_grammar else MISSING_GRAMMAR if english else MISSING_LANGUAGE
    return Proposals(
        metadata, boilerplate_of(lines), dated(words, parsed, quotes, metadata.published, headings), missing
    )


def _headlines(text: str, lines: tuple[Line, ...], title: Span | None) -> tuple[Span, ...]:
    """The title and, below it, a second line that is no sentence."""
    if title is None:
        return ()
    below = next((line.span for line in lines if line.span.start > title.start and line.kind == "body"), None)
    sentence = below and re.search(r"[.!?](?:[\"”’]|\s|$)|:\s*$|\(@\w", below.of(text))
    if below and not sentence and word_count(below.of(text)) < 25:
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
