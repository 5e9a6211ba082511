"""Whom the grammar of a paragraph has act: subjects of main clauses, who may go on as “he” or “she”."""

import re
from collections.abc import Iterator
from typing import Any

from archive.intake.grammar.sentences import Passage
from archive.intake.people.names import ORGANISATION_NOUNS, PERSON_NOUNS
from archive.intake.people.roles import has_office
from archive.intake.spans import Span

BODIES = ORGANISATION_NOUNS - PERSON_NOUNS


def common_nouns(base: int, doc: Any) -> Iterator[int]:
    yield from (base + token.idx for token in doc if token.tag_ in ("NNS", "NN", "NNPS"))


def subjects_of(base: int, doc: Any) -> Iterator[tuple[int, Span]]:
    """Where each stands, and its noun phrase up to its head."""
    for token in doc:
        body = token.lemma_.lower() in BODIES and not _is_named_next(token)
        if (token.pos_ == "PROPN" or body) and _acts(token):
            yield _found(base, token)
        if token.dep_ in ("nsubj", "nsubjpass") and _is_noun(token) and _is_main(token.head):
            yield from (
                _found(base, named)
                for named in token.children
                if named.dep_ == "appos" and named.pos_ == "PROPN"
            )


# What stands before the name: who that is, or where; not with or after whom.
_SET_OFF = re.compile(
    r"(?:^|, )(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne of) [^,;:]*|(?P<where>(?:In|At|On|Outside|Inside|Near|Across) [^,;:]*)), "
    r"(?:[A-Z][a-z]{0,5}\. |[a-z-]+ ){0,2}$"
)


def opening_names(words: str, passage: Passage, mentions: list[Span]) -> Iterator[tuple[int, Span]]:
    """“In the town of Port Ann, Luis Cruz, a fisherman, was …”: the first name of a sentence, set off, before any verb."""
    verbs = [
        passage.span.start + token.idx
        for token in passage.doc or ()
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD")
    ]
    for sentence in passage.sentences:
        first = next((each for each in mentions if sentence.holds(each)), None)
        if first is None or any(sentence.start <= verb < first.start for verb in verbs):
            continue
        marked = any(quotation.outer.meets(first) for quotation in passage.quotations)
        before = _SET_OFF.search(words[sentence.start : first.start])
        if not marked and before and not has_office(before["where"] or ""):
            yield first.start, first


def _found(base: int, token: Any) -> tuple[int, Span]:
    return base + token.idx, Span(base + token.left_edge.idx, base + token.idx + len(token))


def _is_named_next(token: Any) -> bool:
    """“Farmers' group Bantay Palay”"""
    return bool(token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "PROPN")


def _is_noun(token: Any) -> bool:
    """“Amtrak's CEO, Richard Anderson”"""
    return token.pos_ == "NOUN" or token.lower_ in PERSON_NOUNS


def _acts(token: Any) -> bool:
    """Subject of a main clause, or who did what was done: “The move was criticized by Nassar al-Rubaie.”"""
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return _is_main(token.head.head)
    if token.dep_ == "conj" and token.head.pos_ == "PROPN":
        return _acts(token.head)
    # “Margit Olsen, whose brother drowned, left in tears”: the parser may take the name for the sentence.
    return token.dep_ == "ROOT" or (token.dep_ in ("nsubj", "nsubjpass") and _is_main(token.head))


def _is_main(verb: Any) -> bool:
    """Of a main clause: whom a reported clause speaks of does not go on speaking."""
    while verb.dep_ == "conj" or (verb.dep_ == "ccomp" and _is_before_semicolon(verb)):
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def _is_before_semicolon(verb: Any) -> bool:
    """“Anderson held CSX responsible; he stated …”: a sentence of its own, which the parser hangs on the next."""
    return verb.i < verb.head.i and any(token.text == ";" for token in verb.doc[verb.i : verb.head.i])
