"""What the reader of a language finds in a paragraph, before anyone knows who “he” is."""

import re
from dataclasses import dataclass

from archive.intake.candidates import Candidate
from archive.intake.languages.table import Language
from archive.intake.marks.pairs import Quotation
from archive.intake.results import Kind
from archive.intake.spans import Span

_BODY_BEFORE = re.compile(r"(?<!\w)([^\W\d_][\w-]+) $")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`flat` is the whole article with spaces alike, `bare` the same without what stands in marks."""

    language: Language
    flat: str
    bare: str
    span: Span
    quoted: tuple[Quotation, ...]
    sentences: tuple[Span, ...]

    def sentence_at(self, position: int) -> Span:
        return next((each for each in self.sentences if each.start <= position < each.end), self.span)

    def quoted_in(self, region: Span) -> list[Quotation]:
        return [each for each in self.quoted if region.start <= each.outer.start < region.end]


def enough(language: Language, words: str, least: int) -> bool:
    """Counted in words, or in characters where no spaces part them: two and a half to a word."""
    if language.script in ("han", "kana"):
        return sum(1 for character in words if character.isalnum()) >= least * 2
    return len([word for word in words.split() if any(map(str.isalnum, word))]) >= least


def reported(paragraph: Paragraph, words: Span, cue: Span, who: Span | None, rule: str) -> Candidate:
    """Words without marks, or with some in them; those that are all in marks are the words in the marks."""
    kind: Kind = "indirect"
    inside = [each for each in paragraph.quoted if each.outer.meets(words)]
    if len(inside) == 1 and inside[0].outer.start <= words.start + 1 and inside[0].outer.end >= words.end - 1:
        words, kind = inside[0].words, "direct"
    elif inside:
        kind = "mixed"
    return Candidate((words,), kind, cue, who, rule, frame=paragraph.sentence_at(cue.start))


def names_body(paragraph: Paragraph, quoted: Quotation) -> bool:
    """“Der Förderverein „Rettet das Bad“ widersprach.”: a few words in marks right behind a body, in mid-sentence."""
    words, outer = quoted.words.of(paragraph.flat), quoted.outer
    before = _BODY_BEFORE.search(paragraph.bare, max(paragraph.span.start, outer.start - 40), outer.start)
    small = words[-1:] not in ".!?…" and not enough(paragraph.language, words, 7)
    return before is not None and small and paragraph.language.is_body(before[1])


def left_over(paragraph: Paragraph, taken: list[Span]) -> list[Candidate]:
    """Words in marks that nobody is seen to say: a paragraph of them, or a part of a sentence."""
    found = []
    for quoted in paragraph.quoted:
        if any(quoted.outer.meets(span) for span in taken):
            continue
        if names_body(paragraph, quoted):
            continue
        if enough(paragraph.language, quoted.words.of(paragraph.flat), 3):
            alone = paragraph.span.start == quoted.outer.start and paragraph.span.end <= quoted.outer.end + 1
            rule, sure = ("L-alone", "medium") if alone else ("L-fragment", "possible")
            found.append(Candidate((quoted.words,), "direct", None, None, rule, sure))  # type: ignore[arg-type]
    return found
