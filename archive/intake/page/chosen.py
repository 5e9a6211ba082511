"""Which of a page's own lines are its article: those that the library chose, as the page prints them and in its order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

_CELLS = re.compile(r"(?<!\\)\|")
_LIST_MARK = re.compile(r"^(?:[-*•]|\d{1,3}\.) ")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BELOW_TITLE, _MENU = _HEADINGS - {"h1"}, 2
_BESIDE = frozenset(["figure", "figcaption", "aside", "footer", "header", "form", "address", "nav"])
_SENTENCE = re.compile(r".{25}[.!?…][\"”’»)]*$|.{15}[。！？」』다]\.?$")
_ENOUGH = 0.9  # of what the library found
_PART = 12  # letters that tell a line of a text that the library ran together
_MOST_PARTS = 200_000
_LONGEST_CELL = 60


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line, and the innermost block that it stands in."""

    words: str
    name: str = ""
    main: bool = False
    linked: int = 0
    """Its letters that are a link."""
    row: int = 0
    cell: int = 0
    pulled: int = 0
    """The pull quote that it stands in."""
    part: int = 0


def all_lines(lines: Sequence[PageLine], title: str) -> str:
    """Where the library found nothing, or a part."""
    return _text(_from_title(_without_menus(_without_pulled(lines)), title))


def chosen(lines: Sequence[PageLine], found: str, title: str) -> str:
    """The library's text where its lines are not those of the page."""
    kept = _kept(lines, found)
    whole = sum(map(len, set(map(_bare, found.split("\n")))))
    if sum(map(len, {_bare(lines[each].words) for each in kept})) < whole * _ENOUGH:
        return found
    kept |= _lost(lines, kept)
    kept |= _headings(lines, kept) | _title(lines, kept, title)
    return all_lines([lines[each] for each in sorted(kept)], title)


def _bare(words: str) -> str:
    """Without what the library adds, drops or resolves twice."""
    return "".join(filter(str.isalnum, unescape(words)))


def _kept(lines: Sequence[PageLine], found: str) -> set[int]:
    there: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        there[_bare(line.words) or line.words].append(index)
    kept: set[int] = set()
    rest = []
    for each in dict.fromkeys(found.split("\n")):
        words = _LIST_MARK.sub("", each.strip())
        same = there.get(_bare(words) or words) or there.get(_bare(each) or each)
        if same:
            kept.update(same)
        elif words:
            rest.append(each)
    return kept | _in_rest(lines, rest, kept) if rest else kept


def _in_rest(lines: Sequence[PageLine], rest: list[str], kept: set[int]) -> set[int]:
    """Cells of its tables, and lines that it ran together."""
    cells = {_bare(cell) for each in rest for cell in _CELLS.split(each)}
    whole = "\n".join(map(_bare, rest))[:_MOST_PARTS]
    found = set()
    for index, line in enumerate(lines):
        bare = _bare(line.words)
        if index not in kept and bare and (bare in cells or (len(bare) >= _PART and bare in whole)):
            found.add(index)
    return found


def _lost(lines: Sequence[PageLine], kept: set[int]) -> set[int]:
    """Sentences between two lines of the text, in a part of the page that holds others of them."""
    if not kept:
        return set()
    parts = {lines[each].part for each in kept}
    return {
        index
        for index in range(min(kept), max(kept))
        if (line := lines[index]).part in parts
        and line.name not in _BESIDE
        and line.linked * 2 < len(line.words)
        and _SENTENCE.search(line.words)
    }


def _headings(lines: Sequence[PageLine], kept: set[int]) -> set[int]:
    """Those between two lines of the text, which the library loses."""
    found: set[int] = set()
    if not kept:
        return found
    below = False
    for index in range(max(kept), min(kept), -1):
        line = lines[index]
        if index in kept:
            below = True
        elif below and line.name in _HEADINGS and not _is_link(line):
            found.add(index)
        else:
            below = False
    return found


def _title(lines: Sequence[PageLine], kept: set[int], title: str) -> set[int]:
    first = min(kept, default=0)
    above = [each for each in range(first) if _is_title(lines[each], title)]
    return set(above[-1:])


def _is_title(line: PageLine, title: str) -> bool:
    if line.name not in _HEADINGS or _is_link(line):
        return False
    own = _bare(line.words)
    return bool(own) and own == _bare(title)


def _from_title(lines: Sequence[PageLine], title: str) -> Sequence[PageLine]:
    """Above it stands the site's own; a date or a kicker may stand there, but no list."""
    at = next((index for index, line in enumerate(lines) if _is_title(line, title)), 0)
    return [line for line in lines[:at] if line.name != "li" and not _is_link(line)] + list(lines[at:])


def _is_link(line: PageLine) -> bool:
    return line.linked >= len(line.words) * 0.9 > 0


def _without_menus(lines: Sequence[PageLine]) -> list[PageLine]:
    """Items of a list that are links and nothing else, with their heading."""
    kept: list[PageLine] = []
    for menu, run in groupby(lines, lambda line: line.name == "li" and _is_link(line)):
        items = list(run)
        if not menu or len(items) < _MENU:
            kept += items
        elif kept and kept[-1].name in _BELOW_TITLE:
            kept.pop()
    return kept


def _without_pulled(lines: Sequence[PageLine]) -> Sequence[PageLine]:
    """A pull quote is left out where it repeats the text."""
    pulled = {line.pulled for line in lines if line.pulled}
    if not pulled:
        return lines
    text = "\n".join(_bare(line.words) for line in lines if not line.pulled)
    longest: dict[int, str] = dict.fromkeys(pulled, "")
    for line in lines:
        longest[line.pulled] = max(longest.get(line.pulled, ""), _bare(line.words), key=len)
    repeated = {each for each in pulled if longest[each] in text}
    return [line for line in lines if line.pulled not in repeated]


def _text(lines: Iterable[PageLine]) -> str:
    """The cells of a row stand beside each other, unless they hold a page's parts."""
    printed: list[str] = []
    for row, run in groupby(lines, lambda line: line.row):
        cells = list(run)
        own = {line.cell for line in cells}
        beside = row and len(own) == len(cells) > 1 and all(len(c.words) <= _LONGEST_CELL for c in cells)
        printed += ["\t".join(c.words for c in cells)] if beside else [c.words for c in cells]
    return "\n".join(printed)
