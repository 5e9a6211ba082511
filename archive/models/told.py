"""What rows are called and where they are found, by their values alone, for whoever has no row. A quote in one line: reported speech
keeps its speaker and its reporting verb, whatever else is cut off. An address: what `reverse` says, without a look at all there are."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol, TypeVar
from urllib.parse import quote as percent_encoded

from django.urls import reverse

from archive.text import isolated, join_spans, shortened, slug
from archive.text.tongue import gettext

REPORTED = {"indirect", "mixed"}
CLOSE = 3  # characters of print between two parts that a blank stands for: a comma and a quotation mark
LONGEST = {"speaker": 60, "cue": 40}  # of what stands around the words
WHOLE = 100_000  # characters: nothing is cut
LEAST = 12  # characters of the words that are printed in any case
SLUG_WORDS, SLUG_LENGTH = 8, 80

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"(?:an?|the)\s+(?=\S)", re.IGNORECASE)


def shown_name(name: str, type_: str) -> str:
    """ "Unnamed senior official" of "a senior official": what stands before a description goes."""
    if type_ != "unnamed":
        return name
    before = _ARTICLE.match(name)
    return f"Unnamed {name[before.end() if before else 0 :]}"


def role_text(title: str, organisation: str | None) -> str:
    return f"{title}, {organisation}" if organisation else title


def via_text(channel: str, organisation: str) -> str:
    return f"{channel} to {organisation}" if channel else organisation


class Span(Protocol):
    @property
    def part(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


S = TypeVar("S", bound=Span)


def printed(spans: Sequence[S]) -> list[S]:
    """Speaker, verb and words in the order of print, without what stands in the words anyway."""
    words = [span for span in spans if span.part == "words"]
    around = [span for part in LONGEST for span in spans if span.part == part and not _inside(span, words)]
    return sorted((*words, *around), key=lambda span: (span.start, span.end))


def _inside(span: Span, words: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in words)


def unnamed(speakers: Sequence[str], names: str) -> bool:
    """Whether what is printed for the speakers ("he", "the official") holds none of their names, nor all that describes them."""
    described = _plain([names]) - {"unnamed"}
    if described and described <= _plain(speakers):
        return False
    return not any(_proper(text) & _proper(names) for text in speakers)


def _plain(texts: Sequence[str]) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _proper(text: str) -> set[str]:
    """Words that may be a name or part of one."""
    return {word for word in _WORD.findall(text) if not word.islower()} - {"The", "A", "An", "Unnamed"}


def told(kind: str, spans: Sequence[Span], names: str, length: int = 80) -> str:
    """ "North Korea and Russia denied the arms deals": as printed, with the words cut to about `length`."""
    if kind not in REPORTED:
        return shortened(join_spans(span.text for span in spans if span.part == "words"), length)
    line = printed(spans)
    names = shortened(names, LONGEST["speaker"])
    before = _not_printed(line, names)
    around = {at: _around(span) for at, span in enumerate(line) if span.part != "words"}
    speakers = [at for at in around if line[at].part == "speaker"]
    if speakers and unnamed([line[at].text for at in speakers], names):
        around[speakers[0]] += f" [{names}]"
    room = length - len(before) - sum(len(text) + 1 for text in around.values())
    for at, span in enumerate(line):
        text = around.get(at) or shortened(span.text, max(room, LEAST))
        room -= 0 if at in around else len(text)
        before += (_gap(line[at - 1], span) if at else "") + text
    return before


def in_a_line(kind: str, spans: Sequence[Span], names: str, length: int = 80) -> str:
    """As `told`, with the speaker before a direct quote too: titles, lists, feeds."""
    if kind in REPORTED:
        return told(kind, spans, names, length)
    return f"{isolated(names)}: “{told(kind, spans, names, max(length - len(names), LEAST))}”"


def beside(kind: str, spans: Sequence[Span], names: str, words: str) -> str:
    """Words that stand in no span of now, such as those of an older version, with the speaker and verb of now."""
    if kind not in REPORTED or not words:
        return words
    cue = " … ".join(_around(span) for span in spans if span.part == "cue") or gettext(
        "in the reporter's words"
    )
    who = [name for name in (shortened(names, LONGEST["speaker"]),) if name]
    return f"[{', '.join([*who, cue])}:] {words}"


def _around(span: Span) -> str:
    return shortened(span.text, LONGEST[span.part])


def _not_printed(line: Sequence[Span], names: str) -> str:
    """Who spoke, where the article leaves it to another sentence, and that these are not the speaker's words."""
    parts = {span.part for span in line}
    missing = [
        *([names] if "speaker" not in parts else []),
        *([gettext("in the reporter's words:")] if "cue" not in parts else []),
    ]
    return f"[{', '.join(filter(None, missing))}] " if any(missing) else ""


def _gap(last: Span, span: Span) -> str:
    between = span.start - last.end
    return (" " if between <= CLOSE else " … ") if between > 0 else ""


def slug_source(kind: str, spans: Sequence[Span], names: str) -> str:
    """What an address is made of: never the words of reported speech without their verb."""
    if kind not in REPORTED:
        return join_spans(span.text for span in spans if span.part == "words")
    line = printed(spans)
    around = [_slug_words(span.text) for span in line if span.part != "words"]
    who = [] if any(span.part == "speaker" for span in line) else _slug_words(names)
    room = SLUG_WORDS - len(who) - sum(map(len, around))
    verb = [word for span in line if span.part == "cue" for word in _slug_words(span.text)]
    if not verb or room < 1:
        return ""
    for span in line:
        words = _slug_words(span.text)
        who += words if span.part != "words" else words[: max(room, 0)]
        room -= len(words) if span.part == "words" else 0
    found = "-".join(who)
    return found if len(found) <= SLUG_LENGTH else ""


def _slug_words(text: str) -> list[str]:
    return [word for word in slug(text, words=40).split("-") if word]


# Addresses

_SAFE = "!$&'()*+,;=/~:@"  # as Django's own addresses


@lru_cache(maxsize=1 << 14)  # a page has four of a card, and the next page the same outlets
def page_address(url_name: str, pk: int | str, text: str) -> str:
    return address(url_name, page_key(pk, text))


def page_key(pk: int | str, text: str) -> str:
    words = slug(text)
    return f"{pk}-{words}" if words else str(pk)


def address(url_name: str, key: str) -> str:
    return f"{_before(url_name)}{percent_encoded(key, safe=_SAFE)}/"


@cache
def _before(url_name: str) -> str:
    return reverse(url_name, args=["AA" if url_name == "country" else "1"]).rsplit("/", 2)[0] + "/"
