"""Akoma Ntoso `debate` (OASIS LegalDocML), as parliaments and SayIt write it, as a labelled transcript in plain text.

Nothing that the file declares is expanded or fetched: a file with a document type of its own is refused.
"""

import re
from collections.abc import Iterator

from lxml import etree

START = re.compile(rb"<(?:\w+:)?akomaNtoso\b", re.IGNORECASE)
_SPEECHES = frozenset(["speech", "question", "answer"])
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
    title = _first(root, "docTitle") or _first(root, "heading")
    day = next((each.get("date", "") for each in _named(root, "FRBRdate")), "")
    yield from filter(None, [title, day])


def _blocks(root: etree._Element) -> Iterator[str]:
    people = _people(root)
    body = next(_named(root, "debateBody"), None)
    inside: set[etree._Element] = set()
    for element in body.iter() if body is not None else ():
        if element in inside or not isinstance(element.tag, str):
            continue
        name = _local(element)
        if name in _SPEECHES:
            inside.update(element.iter())
            yield from _speech(element, people)
        elif name in _NOTES:
            inside.update(element.iter())
            yield f"({_text(element)})"


def _speech(element: etree._Element, people: dict[str, str]) -> Iterator[str]:
    printed = next((_text(each) for each in _named(element, "from")), "")
    label = people.get(element.get("by", "").removeprefix("#")) or printed.rstrip(": ") or "Speaker"
    paragraphs = [_text(each) for each in element if isinstance(each.tag, str) and _local(each) != "from"]
    words = "\n\n".join(filter(None, paragraphs))
    if words:
        yield f"{label}: {words}"


def _people(root: etree._Element) -> dict[str, str]:
    """Names by the id that a speech refers to."""
    shown = [each for each in _named(root, "TLCPerson") if each.get("showAs")]
    return {each.get("eId") or each.get("id") or "": " ".join(each.get("showAs").split()) for each in shown}


def _first(root: etree._Element, name: str) -> str:
    return next((_text(each) for each in _named(root, name)), "")


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from root.iter(f"{{*}}{name}")


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _text(element: etree._Element) -> str:
    return " ".join(str(element.xpath("string()")).split())
