"""Contents that are no clause: an infinitive, an addressee with an infinitive, a noun phrase, a name given.

I-pledge   X promised / vowed / threatened to …
I-order    X urged Congress to …
I-object   X denied the deals, denied making them, called for a session: the noun phrase or gerund is the content.
I-called   X called it “a disgrace”: the words in marks with what they are said of.
"""

import re

from archive.intake.grammar.clauses import Clauses, Token, is_infinitive
from archive.intake.grammar.extent import has_words, tidied
from archive.intake.grammar.verbs import (
    NAMING,
    OBJECT,
    OBJECT_POSSIBLE,
    ORDER,
    ORDER_SPOKEN,
    PLEDGE,
    PLEDGE_POSSIBLE,
    WITH_PREPOSITION,
)
from archive.intake.results import Confidence
from archive.intake.spans import Span, word_count, word_set

_DECIDED = word_set(
    "request motion appeal bid petition entry visa access permission bail parole asylum claim application"
)

# The spans of what was said, the rule that found them, and how sure that is.
Content = tuple[tuple[Span, ...], str, Confidence]


def infinitive(clauses: Clauses, verb: Token) -> Content | None:
    lemma = verb.lemma_.lower()
    clause = _infinitive_child(verb, ("xcomp",))
    if clause is None or lemma not in PLEDGE | PLEDGE_POSSIBLE:
        return None
    span = tidied(clauses, clauses.between(max(clause.left_edge.i, verb.i + 1), clause.right_edge.i))
    confidence = _confidence(clauses, span, likely=lemma in PLEDGE)
    return ((span,), "I-pledge", confidence) if has_words(clauses, span, 3) else None


def _confidence(clauses: Clauses, span: Span, *, likely: bool) -> Confidence:
    """Words in marks within it leave no doubt that something was said."""
    marked = any(span.holds(quotation.words) for quotation in clauses.passage.quotations)
    return "medium" if likely or marked else "possible"


def _infinitive_child(verb: Token, relations: tuple[str, ...]) -> Token | None:
    return next((child for child in verb.rights if child.dep_ in relations and is_infinitive(child)), None)


def order(clauses: Clauses, verb: Token) -> Content | None:
    """The addressee is part of the content: “urged [Congress to act]”; a pronoun is not."""
    lemma = verb.lemma_.lower()
    clause = _infinitive_child(verb, ("ccomp", "xcomp", "advcl")) if lemma in ORDER else None
    if clause is None:
        return None
    first = verb.i + 1
    if clauses.tokens[first].lower_ == "on":
        first += 1
    elif lemma == "call":
        return None
    if clauses.tokens[first].pos_ == "PRON":
        first += 1
    span = tidied(clauses, _through_marks(clauses, clauses.between(first, clause.right_edge.i)))
    confidence = _confidence(clauses, span, likely=lemma in ORDER_SPOKEN)
    return ((span,), "I-order", confidence) if has_words(clauses, span, 3) else None


def noun_phrase(clauses: Clauses, verb: Token) -> Content | None:
    lemma = verb.lemma_.lower()
    target = _object_of(verb) or _gerund_of(verb)
    if target is None or lemma not in OBJECT | OBJECT_POSSIBLE | frozenset(WITH_PREPOSITION):
        return None
    end = target.right_edge.i
    for child in sorted(verb.rights, key=lambda token: token.left_edge.i):
        if child.left_edge.i == end + 1 and child.dep_ in ("prep", "acl", "relcl") and not _is_setting(child):
            end = child.right_edge.i
    span = _through_marks(clauses, clauses.between(max(target.left_edge.i, verb.i + 1), end))
    span = _before_saying(clauses, tidied(clauses, span))
    confidence = _confidence(clauses, span, likely=lemma in OBJECT or target.dep_ in ("pobj", "xcomp"))
    if (marked := _marked_of(clauses, span)) is not None:
        return (marked,), "I-called", confidence
    return ((span,), "I-object", confidence) if has_words(clauses, span, 3) else None


def _marked_of(clauses: Clauses, span: Span) -> Span | None:
    """“accused the army of “putting lives at risk””, “rejected the claim as “baseless””: what is in marks, not of whom."""
    for quotation in clauses.passage.quotations:
        before = clauses.words[span.start : quotation.outer.start]
        if before and quotation.outer.start < span.end and _OF_MARKED.search(before):
            return _through_marks(clauses, quotation.words)
    return None


_OF_MARKED = re.compile(r"\b(?:of|as|for)(?: (?:having|being|not))? $")


def _before_saying(clauses: Clauses, span: Span) -> Span:
    """“criticized last week's attack saying the war was lost”: what follows is a statement of its own."""
    match = _SAYING.search(clauses.words, *span)
    cut = match is not None and not clauses.quoted(match.start())
    return Span(span.start, match.start()) if cut and match else span


_SAYING = re.compile(r" (?:saying|arguing|insisting|claiming|adding|calling (?:it|them|him|her))\b")


def _through_marks(clauses: Clauses, span: Span) -> Span:
    """“accused him of putting it “in such peril””, “to “go home” and then “stay there””: words in marks that follow at once."""
    for quotation in clauses.passage.quotations:
        gap = clauses.words[span.end : quotation.outer.start]
        if quotation.outer.start >= span.end and _JOINING.fullmatch(gap):
            span = Span(span.start, quotation.words.end)
    return span


_JOINING = re.compile(r" ?|[,.]?[\"']? (?:(?:and|but|or)(?: then| also| to)? )?")


def _is_setting(child: Token) -> bool:
    """“in a statement”, “on Monday”: where and when it was said, not what."""
    return child.lower_ in ("after", "during", "on", "at") or any(
        noun.lemma_.lower()
        in ("statement", "interview", "speech", "tweet", "letter", "briefing", "conference")
        for noun in child.children
    )


def _gerund_of(verb: Token) -> Token | None:
    """“denied seeking nuclear weapons”, “admitted taking the money”."""
    if verb.lemma_.lower() not in ("deny", "admit", "acknowledge"):
        return None
    return next(
        (child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG"), None
    )


def _object_of(verb: Token) -> Token | None:
    if any(child.dep_ == "dative" for child in verb.children):
        return None
    pronouns = verb.lemma_.lower() in ("accuse", "blame")
    objects = [child for child in verb.rights if child.dep_ in ("dobj", "obj")]
    direct = next((child for child in objects if pronouns or child.pos_ != "PRON"), None)
    # A court or a ministry that denies a request decides; it does not contradict.
    if direct is not None and verb.lemma_.lower() == "deny" and direct.lemma_.lower() in _DECIDED:
        return None
    if direct is not None:
        return direct
    wanted: frozenset[str] | set[str] = WITH_PREPOSITION.get(verb.lemma_.lower(), frozenset())
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in wanted:
            return next((noun for noun in child.children if noun.dep_ in ("pobj", "pcomp")), None)
    return None


def named(clauses: Clauses, verb: Token) -> Content | None:
    """“called it “a disgrace””. With a long object it is open where the content begins: the editor decides."""
    if verb.lemma_.lower() not in NAMING or verb.i + 1 >= len(clauses.tokens):
        return None
    if clauses.tokens[verb.i + 1].lower_ in ("for", "on", "off"):
        return None
    # “a print called “Cowboys and Indians””
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return None
    start = clauses.start(clauses.tokens[verb.i + 1])
    sentence = clauses.sentence(verb)
    quotation = next((q for q in clauses.passage.quotations if start <= q.outer.start < sentence.end), None)
    if quotation is None:
        return None
    gap = clauses.words[start : quotation.outer.start]
    if len(gap) > 90 or re.search(r"[,;:.]|\bthat\b", gap.strip()):
        return None
    # “Scientists call it “nitrogen fixation””: its name, not what they say of it.
    words = word_count(quotation.words.of(clauses.words))
    name = verb.tag_ == "VBP" and words <= 3
    span = _through_marks(clauses, quotation.words)
    confidence: Confidence = "possible" if name or word_count(span.of(clauses.words)) < 2 else "medium"
    return (span,), "I-called", confidence
