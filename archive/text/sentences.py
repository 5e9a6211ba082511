"""Where a sentence begins and ends, in any script, in time that does not grow with the text.

What the rules do not understand shows less, not more: no sentence reaches further than `CAP` beyond the words in it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from archive.text import Offsets

CAP = 300  # characters on each side of the words
_LOOK_BACK = 12  # characters in which an abbreviation is recognised

# Where `str.splitlines` ends a line.
LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# Sentence_Terminal of Unicode 16 without those that also stand inside a sentence.
_ALWAYS = (
    "։؝؞؟۔܀-܂߹࠷࠹࠽࠾।॥၊။።፧፨᙮᜵᜶។៕᠃᠉᥄᥅᪨-᪫᭎᭏᭚᭛᭞᭟᭽-᭿᰻᰼᱾᱿‼‽⁇-⁉⳹-⳻⸮⸼⹓⹔⹠⹡。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝-꩟꫰꫱꯫︒︕︖﹖﹗！？｡"
    "𐩖𐩗𐽕-𐽙𐾆-𐾉𑁇𑁈𑂾-𑃁𑅁-𑅃𑇅𑇆𑇍𑇞𑇟𑈸𑈹𑈻𑈼𑊩𑑋𑑌𑗂𑗃𑗉-𑗗𑙁𑙂𑜼-𑜾𑥄𑥆𑩂𑩃𑪛𑪜𑱁𑱂𑻷𑻸𑽃𑽄𖩮𖩯𖫵𖬷𖬸𖭄𖺘𛲟𝪈"
    "།༎༏༐༑\u037e"  # Tibetan shads and the Greek question mark, which Unicode leaves to the language
    "๚๛៚፠෴༈༔"  # ends of sections in Thai, Khmer, Ethiopic, Sinhala and Tibetan
    "\t"  # between the cells of a table
)
_OFTEN = ".!?…․﹒．"  # end a sentence before white space, and before what begins one
_CLOSING = r"\"'’”»›)\]}」』）】〉》〕］｝＂＇"
_LATE = "“«‘‹"  # close in German or Danish, where white space follows
_OPENING = f"{_LATE}„‚\"'"
_STOP = re.compile(
    rf"[{_ALWAYS}{_OFTEN}]+[{_CLOSING}¹²³⁰⁴-⁹]*(?:[{_LATE}](?=\s|$))?"
    # What editors of these scripts type for the stop: Greek, Armenian, Ethiopic and those of India.
    r"|(?<=[\u0370-\u03ff]);|(?<=[\u0530-\u058f\u1200-\u137f])::?|፡፡+|(?<=[\u0900-\u0dff])\s?\|+"
    # Between the cells of a table and the points of a list.
    r"|\s[|•‖](?=\s)"
    # Thai and Lao have no stop: their sentences end at spaces, though not each space ends one.
    r"|(?<=[\u0e00-\u0eff])\s+"
)
_ALWAYS_ONE = re.compile(rf"[{_ALWAYS};:፡|•‖\u0e00-\u0eff\s]")
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_ABBREVIATIONS = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
        "Gen",
        "Sen",
        "Rep",
        "Prof",
        "No",
        "vs",
        "Dept",
        "Gov",
        "Lt",
        "Col",
        "Sgt",
        "Capt",
        "Adm",
        "Ph",
        "Jr",
        "Sr",
    ]
)
_SPACE = re.compile(r"\s")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")  # counts as lower case, without there being sentences in upper case
# The kinds of character that may begin a sentence right after the stop of the one before it.
_BEGINS = {"Lu", "Lt", "Lo", "Lm", "No", "Cf", "Cc", "Ps", "Pi", "Sc", "So", "Zs", "Zl", "Zp"}
_BEGINNINGS = "¿¡—–―@#*"  # of other kinds, whose others stand within a sentence


def sentence(text: str, start: int, end: int) -> Offsets:
    """From the beginning of the sentence that holds `start` to the end of the one that holds `end`."""
    return _beginning(text, start), _ending(text, start, end)


def _beginning(text: str, start: int) -> int:
    low = max(0, start - CAP)
    lines = [match.end() for match in LINE_END.finditer(text, low, start)]
    stops = [stop for stop in _stops(text, max(lines, default=low), start) if stop <= start]
    before = max([*lines, *stops], default=_next_word(text, low, start) if low else 0)
    if before == start:  # a mark right before the words opens them
        before -= len(text[low:start]) - len(text[low:start].rstrip(_OPENING))
    return before + len(text[before:start]) - len(text[before:start].lstrip())


def _ending(text: str, start: int, end: int) -> int:
    high = min(len(text), end + CAP)
    line = LINE_END.search(text, end, high)
    last = line.start() if line else high
    stops = (stop for stop in _stops(text, max(start, end - _LOOK_BACK), last) if stop >= end)
    after = next(stops, last if line or high == len(text) else _last_word(text, end, high))
    return end + len(text[end:after].rstrip())


def _stops(text: str, first: int, last: int) -> Iterator[int]:
    return (match.end() for match in _STOP.finditer(text, first, last) if _ends(text, match))


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends with these marks: not within "3.5", "U.S." or "example.com"."""
    if _ALWAYS_ONE.search(match[0]):
        return True
    after = text[match.end() : match.end() + 1]
    if after and not after.isspace() and not _may_begin(after) and not _is_note(text, match):
        return False
    return len(match[0]) > 1 or not _abbreviated(text, match.start())


def _may_begin(character: str) -> bool:
    return (
        unicodedata.category(character) in _BEGINS
        or character in _BEGINNINGS
        or bool(_GEORGIAN.match(character))
    )


def _is_note(text: str, match: re.Match[str]) -> bool:
    """Whether a number stands right after a word and its stop, as that of a footnote or of the next point does."""
    before = text[max(0, match.start() - 3) : match.start()]
    return before.islower() and before.isalpha() and text[match.end()].isdecimal()


def _abbreviated(text: str, dot: int) -> bool:
    before = _WORD_BEFORE.search(text[max(0, dot - _LOOK_BACK) : dot])
    word = before[0] if before else ""
    return (len(word) == 1 and word.isupper()) or word in _ABBREVIATIONS


def _next_word(text: str, low: int, start: int) -> int:
    """Where the first whole word from `low` on begins; between letters where a script has no spaces."""
    space = _SPACE.search(text, max(0, low - 1), start)
    at = space.end() if space else low
    while at < start and unicodedata.combining(text[at]):
        at += 1
    return at


def _last_word(text: str, end: int, high: int) -> int:
    at = max((match.start() for match in _SPACE.finditer(text, end, high + 1)), default=high)
    while at > end and unicodedata.combining(text[at]):
        at -= 1
    return at


def within(text: str, span: Offsets, words: Offsets) -> Offsets:
    """The part of a span that is no further than `CAP` from the words, cut at a word."""
    (start, end), (first, last) = span, words
    low, high = max(0, first - CAP), last + CAP
    return (
        start if start >= low else _next_word(text, low, first),
        end if end <= high else _last_word(text, last, high),
    )


class Lines:
    """The lines of a text, looked for once."""

    def __init__(self, text: str) -> None:
        ends = [match.span() for match in LINE_END.finditer(text)]
        self.starts = [0, *(end for _, end in ends)]
        self.ends = [*(start for start, _ in ends), len(text)]

    def around(self, start: int, end: int) -> Offsets:
        """The whole lines that hold the characters from `start` to `end`."""
        first = bisect_right(self.starts, start) - 1
        last = min(bisect_left(self.ends, end), len(self.ends) - 1)
        return self.starts[first], self.ends[max(first, last)]
