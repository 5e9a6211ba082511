"""The tags and texts of a page's markup in order, as a browser takes them apart. One pass, bounded in length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_LONGEST_VALUE = 20_000
_LONGEST_FACTS = 100_000
_NAME = re.compile(r"/?[a-zA-Z][\w:-]{0,40}")
_MARK_OR_END = re.compile(r"[\"'>]")
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>hidden|style|aria-hidden|aria-modal|aria-label|role|class|id|property|name|content|itemprop|lang|href|rel|datetime)(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s>\"']+)))?(?![\w-])",
    re.IGNORECASE,
)
# Raw text up to their own end tag.
_RAW = {"script", "style", "textarea", "xmp", "noembed", "noframes"}
_RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    end: bool
    attributes: str


def attributes(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(words[:_LONGEST_VALUE]) if words else ():
        found.setdefault(match["name"].lower(), unescape(match["a"] or match["b"] or match["c"] or ""))
    return found


def pieces(text: str) -> Iterator[str | Tag]:
    """Texts and tags in order. Comments are left out, and what stands in scripts and styles."""
    position = 0
    while (start := text.find("<", position)) >= 0:
        if start > position:
            yield text[position:start]
        name = _NAME.match(text, start + 1)
        if name is None:
            position = _behind_declaration(text, start)
            if position == start + 1:
                yield "&lt;"
            continue
        end = _tag_end(text, name.end())
        tag = Tag(name.group().lstrip("/").lower(), name.group().startswith("/"), text[name.end() : end])
        position = min(end + 1, len(text))
        if tag.name in _RAW and not tag.end:
            begun, position = position, _raw_end(text, tag.name, position)
            if "ld+json" in tag.attributes[:200] and position - begun < _LONGEST_FACTS:
                yield Tag("ld+json", False, text[begun:position])
        else:
            yield tag
    if position < len(text):
        yield text[position:]


def _behind_declaration(text: str, start: int) -> int:
    """Behind a comment or a declaration, or behind a < that is only a character."""
    comment = text.startswith("<!--", start)
    if not comment and not text.startswith(("<!", "<?", "</"), start):
        return start + 1
    close = "-->" if comment else ">"
    end = text.find(close, start + 2)
    return end + len(close) if end >= 0 else len(text)


def _raw_end(text: str, name: str, position: int) -> int:
    close = _RAW_END[name].search(text, position)
    return close.start() if close else len(text)


def _tag_end(text: str, position: int) -> int:
    """The next > outside quotation marks; a mark that is not closed soon is none."""
    while match := _MARK_OR_END.search(text, position):
        if match.group() == ">":
            return match.start()
        close = text.find(match.group(), match.end(), match.end() + _LONGEST_VALUE)
        position = close + 1 if close >= 0 else match.end()
    return len(text)
