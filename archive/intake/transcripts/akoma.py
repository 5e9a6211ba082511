"""Akoma Ntoso `debate` (OASIS LegalDocML), as parliaments and SayIt write it, as a labelled transcript in plain text.

Nothing that the file declares is expanded or fetched: a file with a document type of its own is refused.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

START = re.compile(rb"<(?:\w+:)?akomaNtoso\b", re.IGNORECASE)
_WORD = re.compile(r"\b(?P<begin>[A-Z][a-z]{1,2}(?=[A-Z][a-z]))?(?P<rest>\w+)")
_SPEECHES = frozenset(["speech", "question", "answer"])
_BREAKS = ("br", "eol", "p", "li", "item", "block")
# Letters in order, and where a line or a paragraph begins between them.
_PIECES = etree.XPath(f".//text() | .//*[{' or '.join(f'local-name() = {name!r}' for name in _BREAKS)}]")
_NOTES = frozenset(["scene", "narrative", "summary", "other", "recordedTime"])


def read_debate(data: bytes) -> str:
    """Title, day, then each speech under its speaker's label. Raises ValueError with what to do."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = f"This XML cannot be read: line {error.lineno} is broken, or too much stands in it or grows out of it."
        raise ValueError(f"{why} Save it again, or paste its text.") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError(
            "This XML declares a document type of its own: take that line out, or paste the text."
        )
    blocks = list(_blocks(root))
    if not blocks:
        raise ValueError("No speech stands in this XML: paste the text of the debate instead.")
    return "\n\n".join([*_head(root), *blocks]) + "\n"


def _head(root: etree._Element) -> Iterator[str]:
    """The day of the sitting, which the preface tells; files say beside it when they were made."""
    title = _first(root, "docTitle") or _first(root, "heading")
    dated = (each.get("date", "") for name in ("docDate", "FRBRdate") for each in _named(root, name))
    yield from filter(None, [title, next(filter(None, dated), "")])


def _blocks(root: etree._Element) -> Iterator[str]:
    people = _people(root)
    body = next(_named(root, "debateBody"), None)
    waiting = [iter(body)] if body is not None else []
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif isinstance(element.tag, str):
            name = _local(element)
            if name in _SPEECHES:
                yield from _speech(element, _label(element, people), people)
            elif name in _NOTES:
                yield _note(element)
            else:
                waiting.append(iter(element))


def _speech(element: etree._Element, label: str, people: dict[str, str]) -> Iterator[str]:
    """Whoever is let in speaks under a label of their own, and the words after that stand under the first again."""
    paragraphs: list[str] = []
    for each in element:
        name = _local(each) if isinstance(each.tag, str) else "from"
        if name in _SPEECHES:
            yield from _labelled(label, paragraphs)
            paragraphs = []
            yield from _speech(each, _label(each, people), people)
        elif name != "from":
            paragraphs.append(_note(each) if name in _NOTES else _text(each))
    yield from _labelled(label, paragraphs)


def _labelled(label: str, paragraphs: Iterable[str]) -> Iterator[str]:
    if words := "\n\n".join(filter(None, paragraphs)):
        yield f"{label}: {words}"


def _note(element: etree._Element) -> str:
    words = _text(element)
    return words if words[:1] + words[-1:] in {"()", "[]"} else f"({words})"


def _label(element: etree._Element, people: dict[str, str]) -> str:
    """Whom it refers to, or else as printed: in capitals, since a name that stands once is no label by its form."""
    printed = next((_text(each) for each in element if _is_from(each)), "")
    label = people.get(element.get("by", "").removeprefix("#")) or printed.rstrip(": ") or "Speaker"
    return _WORD.sub(_upper, _short(label.replace(":", ",")))


def _upper(word: re.Match[str]) -> str:
    """In capitals but for "McDONALD" and "DeLAURO", whose small letters tell how the name is written."""
    return f"{word['begin'] or ''}{word['rest'].upper()}"


def _short(label: str) -> str:
    """An office of many words is no label to a reader of the text: then the name in brackets after it, or its first words."""
    if len(label) < 80 and len(label.split()) < 9:
        return label
    named = next((each for each in re.findall(r"\(([^()]{3,60})\)", label) if " " in each), "")
    return named or " ".join(label[:75].split()[:8])


def _is_from(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and _local(element) == "from"


def _people(root: etree._Element) -> dict[str, str]:
    """Names by the id that a speech refers to."""
    named = (each for name in ("TLCPerson", "TLCOrganization") for each in _named(root, name))
    shown = [each for each in named if each.get("showAs")]
    return {each.get("eId") or each.get("id") or "": " ".join(each.get("showAs").split()) for each in shown}


def _first(root: etree._Element, name: str) -> str:
    return next((_text(each) for each in _named(root, name)), "")


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from root.iter(f"{{*}}{name}")


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _text(element: etree._Element) -> str:
    pieces = _PIECES(element)
    return " ".join("".join(piece if isinstance(piece, str) else " " for piece in pieces).split())
