"""Words to terms: the one analysis that the index, the queries and the highlights share.

An exact term is a word folded: no accents, lower case, ASCII digits. A word of several parts (cease-fire, O’Brien,
U.S., a word divided at the end of a line) has each part as a term, and what they make together as another that spans
them, so that what looks the same is found the same. A stem is what Snowball makes of an exact term that is no stop
word. Scripts without spaces become overlapping pairs of characters.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from unicodedata import category

from Stemmer import Stemmer

from archive.search.compounds import (
    DIVIDED,
    SLASHED_BEFORE_BLANK,
    WORD,
    Compound,
    Form,
    compound,
)
from archive.search.designations import Reading, put_together, taken_apart
from archive.search.letters import (
    RUNS,
    WRAPPED,
    is_korean,
    parts,
    whole,
    without_ending,
)
from archive.text import Term
from archive.text.folding import APOSTROPHES

# Raised whenever the same text gives other terms: an index built with another version is rebuilt.
ANALYSIS_VERSION = 9

# The last are what apostrophes leave behind: Korea’s, we’ll, you’re, they’ve.
_SAYING_NOTHING = """a an and are as at be been by for from had has have he in is it its of on or she that
    the they this to was we were which who with s ll re ve"""
STOP_WORDS = frozenset(_SAYING_NOTHING.split())

_TEXT = re.compile(rf"(?P<unspaced>{RUNS})|{WORD}")
# Words go on after a blank in figures (12 500) and models (F/A 18), and where a line divides them. Each by itself is
# looked for by its first character: ten times as fast as any of them.
_ACROSS_BLANKS = [re.compile(r"\d[ \u00a0\u2009\u202f]\d"), re.compile(SLASHED_BEFORE_BLANK)]
_ENDS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029\u200b\u200c]")
_ACROSS_ENDS = re.compile(f"{DIVIDED}|{WRAPPED}")
# What begins and ends pieces of text without belonging to a word: fewer pieces are to be remembered without it.
_OUTSIDE = '.,;:!?"“”«»()…'
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]\W*$")
# A longer word is none to remember.
_REMEMBERED = 80


# A place of a term is a position, and how many parts it spans.
SPAN_BITS = 4
SPANNED = (1 << SPAN_BITS) - 1
# Between the words of a text and each name, so that no phrase runs from one into the next.
GAP = 100


def _compounds(text: str) -> Iterator[tuple[int, Compound]]:
    """Where each word of the text begins, and its terms."""
    for match in _TEXT.finditer(text):
        yield match.start(), _read(match)


def _read(match: re.Match[str]) -> Compound:
    surface = match.group()
    short = len(surface) < _REMEMBERED
    if match.lastgroup:
        return _remembered_unspaced(surface) if short else _read_unspaced(surface)
    return _remembered(surface) if short else compound(surface)


def _read_unspaced(runs: str) -> Compound:
    """Pairs of characters; of Korean the whole word too.

    The end of a Korean line parts words, or a word: no pair stands over it, but the whole that both may be.
    """
    held = parts(runs)
    found: list[Form] = []
    starts = [0]
    for lines in held:
        forms, at = _over_lines(lines, starts[-1])
        found += forms
        starts.append(at)
    all_lines = [*chain.from_iterable(held)]
    split = tuple(term for line in all_lines for term in _terms_of(line))
    letters = [[*chain.from_iterable(lines)] for lines in held]
    joined: Reading
    if is_korean(runs):
        found += _wholes(letters, starts)
        joined = (whole(_text(chain.from_iterable(letters))),)
    else:
        joined = split if len(all_lines) == 1 else tuple(term for part in letters for term in _terms_of(part))
    return Compound(starts[-1], tuple(found), split, joined, split)


_remembered = lru_cache(maxsize=1 << 17)(compound)
_remembered_unspaced = lru_cache(maxsize=1 << 14)(_read_unspaced)


def _over_lines(lines: list[list[Term]], at: int) -> tuple[list[Form], int]:
    """The last character of a line stands by itself too, since it begins no pair.

    Where a line ends, a pair joins both lines. Who reads over it goes on behind that pair, who reads a word there
    beside it: so the first pair of a line stands at two places.
    """
    found: list[Form] = []
    first = at
    for before, line in zip([[], *lines], lines, strict=False):
        half = at - first == 1 == len(before)  # all that stood before: half of the joining pair
        if before:
            found.append(_pair(before[-1], line[0], at - half, 2 * (half and len(line) == 1)))
        if before and len(line) > 1 and not half:
            found.append(_pair(line[0], line[1], at, 2))
            at += 1
        found += _of_line(line, at)
        at += max(len(line) - 1, 1)
    return found, at


def _wholes(letters: list[list[Term]], starts: list[int]) -> Iterator[Form]:
    """Each Korean word; where lines end, what two of them make, and all; and these without what words end with."""
    last = len(letters)
    wanted = {(n, n + size) for size in (1, 2) for n in range(last + 1 - size)} | {(0, last)}
    for first, end in sorted(wanted):
        held = [*chain.from_iterable(letters[first:end])]
        word = _text(held)
        bare = without_ending(word) if end - first > 1 else word
        span = min(starts[end] - starts[first], SPANNED)
        for text in dict.fromkeys([word, bare]) if len(held) > 2 or end - first > 1 else ():
            yield Form(whole(text), starts[first], span, held[0].start, held[-1].end)


def _text(letters: Iterable[Term]) -> str:
    return "".join(letter.term for letter in letters)


def _terms_of(line: list[Term]) -> list[str]:
    return [one.term + other.term for one, other in pairwise(line)] or [one.term for one in line]


def _of_line(line: list[Term], at: int) -> list[Form]:
    if len(line) < 2:
        return [Form(one.term, at, 0, one.start, one.end) for one in line]
    pairs = [_pair(one, other, at + n) for n, (one, other) in enumerate(pairwise(line))]
    return [*pairs, Form(line[-1].term, pairs[-1].at, 1, line[-1].start, line[-1].end)]


def _pair(one: Term, other: Term, at: int, span: int = 0) -> Form:
    return Form(one.term + other.term, at, span, one.start, other.end)


Forms = tuple[tuple[Form, ...], int, Reading]


def forms_of(piece: str) -> Forms:
    """The terms of a text, or of a piece of it, how far it brings what follows, and the terms with their stems."""
    return (_remembered_forms if len(piece) < _REMEMBERED else _forms)(piece)


def forms(text: str, read: Callable[[str], Forms] = forms_of) -> Iterator[Form]:
    """Every term of the text that is read of its pieces."""
    at = end = 0
    for piece in pieces(text):
        start = text.index(piece, end)
        end = start + len(piece)
        found, width, _ = read(piece)
        for form in found:
            yield Form(form.term, at + form.at, form.span, start + form.start, start + form.end)
        at += width


def pieces(text: str) -> list[str]:
    """What no word goes over; the same stand in most texts."""
    across = any(blanks.search(text) for blanks in _ACROSS_BLANKS)
    return [text] if across or (_ENDS.search(text) and _ACROSS_ENDS.search(text)) else text.split()


def _forms(piece: str) -> Forms:
    found: list[Form] = []
    at = 0
    for start, word in _compounds(piece):
        found += [
            Form(form.term, at + form.at, form.span, start + form.start, start + form.end)
            for form in word.forms
        ]
        at += word.width
    terms = [form.term for form in found]
    return tuple(found), at, (*terms, *map(stem, terms))


_remembered_forms = lru_cache(maxsize=1 << 15)(_forms)


Placed = tuple[list[str], list[int]]
Analysed = tuple[list[str], list[int], list[str]]


def placed(text: str) -> Placed:
    """The terms of `forms`, and their places: position and span as one number. For building, where it has to be quick."""
    terms, places, _ = analysed(text)
    return terms, places


def analysed(text: str) -> Analysed:
    """The same, and the stems of the terms."""
    terms: list[str] = []
    places: list[int] = []
    stemmed: list[str] = []
    at = 0
    for piece in pieces(text):
        piece = piece.strip(_OUTSIDE)
        found, at_each, width, roots = (_remembered_piece if len(piece) < _REMEMBERED else _piece)(piece)
        if len(found) == 1:
            terms.append(found[0])
            places.append(at)
        else:
            terms += found
            places += [at + place for place in at_each]
        stemmed += roots
        at += width
    return terms, places, stemmed


def _piece(text: str) -> tuple[tuple[str, ...], tuple[int, ...], int, tuple[str, ...]]:
    """The same of a piece by itself, and how far it brings what follows."""
    terms: list[str] = []
    places: list[int] = []
    at = 0
    for _, found in _compounds(text):
        terms += [form.term for form in found.forms]
        places += [at + form.at << SPAN_BITS | form.span for form in found.forms]
        at += found.width
    return tuple(terms), tuple(places), at << SPAN_BITS, tuple(stems(terms))


_remembered_piece = lru_cache(maxsize=1 << 17)(_piece)


def tokens(text: str) -> Iterator[Term]:
    """The terms as one usually reads them, with their places: of what is joined, the whole."""
    for start, found in _compounds(text):
        wanted = deque(found.usual)
        at = 0
        for form in sorted(found.forms, key=lambda form: (form.at, -form.span)):
            if wanted and form.at >= at and form.term == wanted[0]:
                yield Term(wanted.popleft(), start + form.start, start + form.end)
                at = form.at + max(form.span, 1)


def exact_terms(text: str) -> list[str]:
    return [term for _, found in _compounds(text) for term in found.usual]


@lru_cache(maxsize=1 << 14)
def readings(text: str) -> tuple[Reading, ...]:
    """The ways to read a text as one term after another: any of them finds it."""
    found = [compound for _, compound in _compounds(text)]
    joined = [word.joined for word in found]
    ways = ([word.usual for word in found], joined, [word.split for word in found], *put_together(joined))
    read = dict.fromkeys(tuple(chain.from_iterable(way)) for way in ways)
    return tuple(dict.fromkeys(chain.from_iterable(map(taken_apart, read))))


def word_readings(text: str) -> tuple[Reading, ...]:
    """The same of a word that is looked for in any form: Korea’s is Korea, but the 1990’s are not 1990."""
    bare = without_possessive(text)
    if bare == text or not bare[-1:].isdecimal():
        return readings(bare)
    return tuple(dict.fromkeys([*readings(bare), *readings(text)]))


def without_possessive(text: str) -> str:
    return _POSSESSIVE.sub("", text)


@lru_cache(maxsize=1 << 14)
def last_terms(text: str) -> Reading:
    """What stands before a * or a ~: the last term of the shortest readings."""
    ways = readings(text)
    size = min(map(len, ways))
    return tuple(dict.fromkeys(way[-1] for way in ways if 0 < len(way) == size))


def run_on(terms: list[str], places: list[int], names: Iterable[Placed]) -> Placed:
    """The words of a text, and behind them each name."""
    for more, at in names:
        start = ((places[-1] >> SPAN_BITS) + GAP) << SPAN_BITS if places else 0
        terms += more
        places += [start + place for place in at]
    return terms, places


def word_terms(text: str) -> Reading:
    return word_readings(text)[0]


# The same of what comes again and again: names.
remembered_placed = lru_cache(maxsize=1 << 14)(placed)
remembered_analysed = lru_cache(maxsize=1 << 14)(analysed)


_snowball = Stemmer("english", 0).stemWord  # no cache of its own


@lru_cache(maxsize=1 << 17)
def stem(term: str) -> str:
    """As the English Snowball stemmer has it: international is not internal, a university is not the universe."""
    return str(_snowball(term))


def stems(exact: Iterable[str]) -> list[str]:
    """The stems of exact terms, without the stop words."""
    return [stem(term) for term in exact if term not in STOP_WORDS]


def one_edit_away(term: str) -> set[str]:
    """The term and what a letter of its own alphabet makes of it, changed, added or left out."""
    letters = _alphabet(term)
    halves = [(term[:at], term[at:]) for at in range(len(term) + 1)]
    changed = {before + letter + after[1:] for before, after in halves for letter in letters if after}
    added = {before + letter + after for before, after in halves for letter in letters}
    return {term} | changed | added | {before + after[1:] for before, after in halves if before or after[1:]}


def _alphabet(term: str) -> set[str]:
    blocks = {ord(letter) & ~63 for letter in term} | {0}
    near = {chr(at) for block in blocks for at in range(block, block + 64)}
    return {letter for letter in near if category(letter)[0] in "LMN" and letter == letter.lower()}


def within_one_edit(one: str, other: str) -> bool:
    """Whether a letter changed, added or left out makes them the same."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]
