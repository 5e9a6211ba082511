"""What the grammar takes a name for, found out only of names about which it is asked, in the paragraphs that print them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from archive.intake.data import sections
from archive.intake.grammar.sentences import with_entities
from archive.text import name_key

_OFTEN = 2
_WORDS = sections("names.txt")
_JOINED = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|Al|El|Mhic)[A-Z][a-z]+[A-Z]\w*")
OF_COMPANIES, COMPANY_FORMS = _WORDS["of_companies"], _WORDS["company_forms"]


def is_company(name: str, words: str) -> bool:
    """“NorthLine said”; “Norrvik said” where the article prints “Norrvik AB”, “Norrvik shares”, “airline Norrvik” or “Norrvik, which”."""
    if _JOINED.fullmatch(name):
        return True
    at = words.find(name)
    for _ in range(_MOST_LOOKED_AT):
        if at < 0:
            return False
        if _BEHIND.match(words, at + len(name)) or _BEFORE.search(words, max(0, at - 20), at):
            return True
        at = words.find(name, at + 1)
    return False


_MOST_LOOKED_AT = 200
_BEHIND = re.compile(
    rf"(?:,? (?:{'|'.join(sorted(COMPANY_FORMS))})|(?:['’]s?)? (?i:{'|'.join(sorted(OF_COMPANIES))})|, which)\b"
)
_BEFORE = re.compile(rf"\b(?i:{'|'.join(sorted(_WORDS['companies_before']))}) $")


class Recognised:
    def __init__(self, docs: Sequence[Any]) -> None:
        self._docs = docs
        self._labels: dict[str, Counter[bool]] = defaultdict(Counter)

    def is_other(self, key: str) -> bool:
        """Whether it is seen more than once as no person, and never as one."""
        letters = key.replace(" ", "")
        if (
            sum(printed.count(letters) for printed in self._unread.values()) < _OFTEN
            and key not in self._labels
        ):
            return False
        self._read([at for at, printed in self._unread.items() if letters in printed])
        seen = self._labels[key]
        return seen[False] >= _OFTEN and not seen[True]

    @cached_property
    def _unread(self) -> dict[int, str]:
        """The letters of each paragraph, as keys have them."""
        return {
            at: "".join(name_key(token.text) for token in doc).replace(" ", "")
            for at, doc in enumerate(self._docs)
        }

    def _read(self, places: list[int]) -> None:
        for doc in with_entities(self._docs[at] for at in places):
            for entity in doc.ents:
                self._labels[name_key(entity.text)][entity.label_ == "PERSON"] += 1
        for at in places:
            del self._unread[at]
