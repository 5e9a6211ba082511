"""Where an editor's words stand in an article: words give the offsets, and offsets are checked against words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from archive.text import GAP, Offsets, join_spans, whole_words

CONTEXT = 70
BUDGET = 20_000_000  # characters that a look for words may compare
MOST_PASSAGES = 100  # of one quote
MOST_PLACES = 200  # that a person is asked to choose from
COST = 50  # of a place, in such characters
_RUN = re.compile(r"\s+|\S+")
_END, _BEGINNING = re.compile(r"\w*$"), re.compile(r"\w*")
# Characters that editors' keyboards and outlets write differently, one for one, so that offsets stay.
ALIKE = str.maketrans(
    {**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚‛`", "'"), **dict.fromkeys("–—−", "-")}
)


@dataclass(frozen=True)
class Place:
    """One place of some words, with what stands around it, for a person to choose."""

    start: int
    end: int
    before: str
    words: str
    after: str

    @property
    def value(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True)
class Question:
    """The passage with this index stands at several places, or within a longer word: “we can” in “we cannot”."""

    index: int
    words: str
    places: list[Place]

    @property
    def within(self) -> str:
        """The whole words that the only place cuts."""
        only = self.places[0]
        whole = _END.findall(only.before)[0] + only.words + _BEGINNING.findall(only.after)[0]
        return whole if len(self.places) == 1 else ""


@dataclass
class Located:
    spans: list[Offsets] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def found(self) -> bool:
        return not self.problems and not self.questions


class Text:
    """An article's text to look for words in, whatever the white space; a look costs no more than `budget` allows.

    Words of a letter stand at a hundred thousand places, and words that repeat themselves overlap at as many.
    """

    def __init__(self, text: str) -> None:
        self.text, self.budget = text, BUDGET
        self.at: list[int] = []
        runs = []
        for match in _RUN.finditer(text):
            spaces = match[0][0].isspace()
            runs.append(" " if spaces else match[0])
            self.at += [match.start()] if spaces else range(match.start(), match.end())
        self.spaced = "".join(runs)

    @cached_property
    def alike(self) -> "Text":
        """With the marks and dashes of keyboards."""
        return Text(self.text.translate(ALIKE))

    def places(self, words: str) -> list[Offsets]:
        """Every place of the words; whole words where there are any."""
        wanted = " ".join(words.split())
        found: list[Offsets] = []
        at = self.spaced.find(wanted) if wanted else -1
        while at >= 0 and self.budget > 0:
            self.budget -= len(wanted) + COST
            found.append((self.at[at], self.at[at + len(wanted) - 1] + 1))
            at = self.spaced.find(wanted, at + 1)
        whole = [span for span in found if not cuts_word(self.text, span)]
        return whole or found


def passages(words: str, text: Text) -> list[str]:
    """The words between the marks "[…]", which stand for what is left out unless the article prints them."""
    whole = GAP.strip() not in words or text.places(words)
    parts = [words] if whole else words.split(GAP.strip())
    return [passage for part in parts if (passage := part.strip())]


def join(text: str, spans: Sequence[Offsets]) -> str:
    return join_spans(text[start:end] for start, end in spans)


def locate(
    words: str, read: str | Text, picks: dict[int, Offsets] | None = None, near: Sequence[Offsets] = ()
) -> Located:
    """The spans of `words` in a text; of many words the text is read once. `picks` says, by the index of a passage, where an editor found it.

    Words that stand at several places are taken where they stand once in a paragraph of `near`.
    """
    located, searched = Located(), read if isinstance(read, Text) else Text(read)
    text = searched.text
    parts = passages(words, searched)
    if len(parts) > MOST_PASSAGES:
        located.problems.append(f"These are more than {MOST_PASSAGES} passages: make several quotes of them.")
        return located
    for index, passage in enumerate(parts):
        pick = (picks or {}).get(index)
        found = [pick] if pick else closest(searched.places(passage), text, near)
        if pick and not same(text[slice(*pick)], passage):
            located.problems.append(
                f"“{shorten(passage)}” does not stand at {pick[0]}–{pick[1]}: choose again."
            )
        elif searched.budget <= 0 or len(found) > MOST_PLACES:
            located.problems.append(
                f"“{shorten(passage)}” stands at more places than can be chosen from: give more of the words."
            )
            break
        elif not found:
            located.problems.append(missing(passage, searched))
        elif len(found) > 1 or (not pick and whole_words.cuts_word(text, *found[0])):
            located.questions.append(Question(index, passage, [place(text, span) for span in found]))
        else:
            located.spans.append(found[0])
    check_apart(located)
    return located


def check_apart(located: Located) -> None:
    located.spans.sort()
    for (_, end), (start, _) in zip(located.spans, located.spans[1:], strict=False):
        if start < end:
            located.problems.append("Two of the passages overlap: give each part of the words once.")


def places_of(words: str, text: str) -> list[Offsets]:
    return Text(text).places(words)


def cuts_word(text: str, span: Offsets) -> bool:
    start, end = span
    return (start > 0 and text[start - 1].isalnum() and text[start].isalnum()) or (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )


def closest(found: list[Offsets], text: str, near: Sequence[Offsets]) -> list[Offsets]:
    """The only place in the paragraphs of `near`; otherwise all, the nearest first."""
    if len(found) < 2 or not near:
        return found
    start, end = paragraph(text, near[0][0], near[-1][1])
    inside = [span for span in found if start <= span[0] and span[1] <= end]
    if len(inside) == 1 or len(found) > MOST_PLACES:
        return inside if len(inside) == 1 else found
    return sorted(found, key=lambda span: distance(span, near))


def distance(span: Offsets, near: Sequence[Offsets]) -> int:
    return min(max(span[0] - end, start - span[1], 0) for start, end in near)


def paragraph(text: str, start: int, end: int) -> Offsets:
    """The whole lines that hold the characters from `start` to `end`."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def same(stored: str, sent: str) -> bool:
    """Equal but for how lines end: forms turn every line end into CRLF."""
    return unify(stored) == unify(sent)


def unify(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place(text: str, span: Offsets) -> Place:
    start, end = span
    return Place(
        start, end, text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT]
    )


def missing(words: str, text: Text) -> str:
    if alike := text.alike.places(words.translate(ALIKE)):
        stands = text.text[slice(*alike[0])]
        return f"The article prints this with other marks: “{stands}”. Copy it as it stands there."
    return f"“{shorten(words)}” does not stand in the article. Copy the words from its text; […] stands for words left out."


def shorten(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"


def which(questions: Sequence[Question]) -> str:
    if all(question.within for question in questions):
        return "These words are parts of longer words there: give whole words, or choose the place if they are meant so."
    return "These words stand there more than once: choose which one is meant."


def parse_pick(value: str) -> Offsets | None:
    """The value of a `Place`, or None where it is not one."""
    match = re.fullmatch(r"(\d{1,7})-(\d{1,7})", value)
    return (int(match[1]), int(match[2])) if match else None
