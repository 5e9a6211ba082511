"""Several wordings side by side: the words that all share, and those that only one has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count, groupby, product
from string import ascii_uppercase

from archive.models import Article, Quote, QuoteSpan
from archive.reading import phrases
from archive.reading.gist import as_read
from archive.reading.quoted import Quoted
from archive.text import GAP
from archive.text.folding import fold

SHARED, SOME, ONLY = "shared", "some", "only"
_WORD = re.compile(r"(?:\w\.){2,}|\w+(?:[’'.-]\w+)*")


# Whether neighbouring words are shared by all, by some, or stand in this wording only; and the words.
Run = tuple[str, str]
# One quote among those compared, its letter before it; and whether it is the earliest.
Report = tuple[str, Quoted, bool]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one speaker as one report or several have them; how the first of these has them is shown."""

    reports: list[Report]
    runs: list[Run]

    @property
    def quote(self) -> Quoted:
        _, quote, _ = self.reports[0]
        return quote

    @property
    def letter(self) -> str:
        letter, _, _ = self.reports[0]
        return letter

    @property
    def letters(self) -> str:
        return ", ".join(letter for letter, _, _ in self.reports)

    @property
    def parts(self) -> list[tuple[phrases.Part, list[Run]]]:
        """The quote as it is read, with the runs of its words: reported speech with its speaker and verb."""
        if self.quote.kind == Quote.Kind.DIRECT:
            return [(phrases.Part(QuoteSpan.Part.WORDS, self.quote.text), self.runs)]
        found, at = [], 0
        for part in self.quote.reading:
            if part.part != QuoteSpan.Part.WORDS:
                found.append((part, [(SHARED, part.text)]))
                continue
            found.append((part, list(cut_out(self.runs, at, at + len(part.text)))))
            at += len(part.text) + len(GAP)
        return found

    @property
    def only(self) -> list[str]:
        return [text for state, text in self.runs if state == ONLY]

    @property
    def shared(self) -> int:
        return sum(len(_WORD.findall(text)) for state, text in self.runs if state == SHARED)

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.quote.text))


def letters() -> Iterator[str]:
    """A, B, …, Z, AA, AB, …"""
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))


def compared(quotes: Sequence[Quoted]) -> list[Wording]:
    """Equal words of one speaker are one wording."""
    first = earliest(quotes)
    equal: dict[object, list[Report]] = {}
    for letter, quote in zip(letters(), quotes, strict=False):
        equal.setdefault(wording_of(quote), []).append((letter, quote, quote is first))
    texts = [reports[0][1].text for reports in equal.values()]
    return [
        Wording(reports, runs(texts[at], texts[:at] + texts[at + 1 :]))
        for at, reports in enumerate(equal.values())
    ]


def wording_of(quote: Quoted) -> object:
    """Equal for quotes that need no second look: of the same words, of reported speech also of the same verb."""
    return quote.kind, tuple(speaker.id for speaker in quote.speakers), " ".join(keys_of(as_read(quote)))


def cut_out(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """The runs of a part of the text."""
    at = 0
    for state, text in runs:
        if within := text[max(start - at, 0) : max(end - at, 0)]:
            yield state, within
        at += len(text)


def runs(text: str, others: Sequence[str]) -> list[Run]:
    """The text in runs; joined they are the text."""
    words = list(_WORD.finditer(text))
    keys = keys_of(text)
    found = [0] * len(words)
    for other in others:
        for at in matched(keys, keys_of(other)):
            found[at] += 1
    states = [state(count, len(others)) for count in found]
    spans = [(word.start(), word.end()) for word in words]
    return list(_runs(text, spans, states))


def keys_of(text: str) -> list[str]:
    """What is compared: "U.N." and "UN" are one word."""
    return [fold(word).replace(".", "") for word in _WORD.findall(text)]


def matched(words: list[str], others: list[str]) -> set[int]:
    """The places of the words that an alignment with the others keeps."""
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return {at for block in blocks for at in range(block.a, block.a + block.size)}


def state(count: int, others: int) -> str:
    if count == others:
        return SHARED
    return SOME if count else ONLY


def _runs(text: str, spans: list[tuple[int, int]], states: list[str]) -> Iterator[Run]:
    """What stands between two runs of words is shared, and so is what stands around all words."""
    at = 0
    for wanted, group in groupby(range(len(spans)), states.__getitem__):
        places = list(group)
        start, end = spans[places[0]][0], spans[places[-1]][1]
        if at < start:
            yield SHARED, text[at:start]
        yield wanted, text[start:end]
        at = end
    if at < len(text):
        yield SHARED, text[at:]


def earliest(quotes: Sequence[Quoted]) -> Quoted | None:
    """The earliest report here, if every article states its day and no other has the same."""
    stated = {Article.PublishedBasis.STATED, Article.PublishedBasis.PAGE}
    days = [quote.article.published_on for quote in quotes if quote.article.published_basis in stated]
    known = [day for day in days if day]
    if len(known) < max(len(quotes), 2) or known.count(min(known)) > 1:
        return None
    return next(quote for quote in quotes if quote.article.published_on == min(known))
