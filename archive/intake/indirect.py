"""Reported speech from the grammar: the clause, infinitive or noun phrase that a reporting verb governs.

Rules, each for a construction of English news:

I-ccomp    X said (that) …, told Y that …, added that …, asked whether …, "who said …", "…, saying that …".
I-finding  a report, poll or court "found/showed/ruled that …".
I-pledge   X promised / vowed / threatened to …
I-order    X urged Congress to …
I-object   X denied the deals, reiterated its concern, announced a plan: the noun phrase is the content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.intake.clauses import (
    Clauses,
    Token,
    agent_of,
    is_denied,
    is_hypothetical,
    is_passive,
    marker_of,
    subject_of,
)
from archive.intake.results import Confidence
from archive.intake.spans import Span, trimmed, word_count, word_set
from archive.intake.verbs import (
    FINDING,
    OBJECT,
    OBJECT_POSSIBLE,
    ORDER,
    PLEDGE,
    PLEDGE_POSSIBLE,
    SAY,
    WITH_PREPOSITION,
)

_VERBS = SAY | OBJECT | OBJECT_POSSIBLE | PLEDGE | ORDER | FINDING | frozenset(WITH_PREPOSITION)
_DOCUMENTS = word_set("""
    report study poll survey datum data research analysis document lawsuit suit complaint memo letter email e-mail filing
    figure estimate result review paper statement article court judge jury investigation investigator researcher
    scientist analyst economist audit indictment affidavit record census projection ruling
    """)
_DAY = r"(?:(?:late|early|earlier|later|last|this|on|in|the) )*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|week|month|year)(?: (?:morning|afternoon|evening|night|that))*"  # fmt: skip
_LEADING_TIME = re.compile(rf"(?:{_DAY})[, ]+(?:that )?", re.I)
_LEADING_THAT = re.compile(r"that[ ,]+(?=\w)", re.I)
# Where the content stops although the parser may go on: a new reporting verb or its source.
_CUT = re.compile(
    r"(?:, (?:but |and |though |although |while )?(?:he |she |they |it )?(?:also )?|\band (?:also )?)"
    r"(?:adding|saying|noting|citing|added|noted|calling (?:it|him|her|them|the)|describing|referring to|pointing to|"
    r"according to|stressing|insisting|warning|arguing|declined to|refused to)\b|, according to\b|; "
    r"|, (?:as )?reported by\b"
)
_SECOND_THAT = re.compile(r",? (?:and|but|or) (?:also )?that (?=\w)")
_ADDING = word_set("add note warn insist stress predict call argue claim vow pledge promise urge say")


@dataclass(frozen=True, slots=True)
class IndirectQuote:
    spans: tuple[Span, ...]
    cue: Span
    who: Span | None
    rule: str
    confidence: Confidence
    inner: bool = False
    """The reporting verb itself stands in what somebody else is reported to have said."""


def indirect_quotes(clauses: Clauses) -> Iterator[IndirectQuote]:
    for verb in clauses.tokens:
        if (
            verb.lemma_.lower() in _VERBS
            and verb.pos_ in ("VERB", "AUX", "NOUN")
            and not clauses.in_quotation(verb)
        ):
            if verb.pos_ == "NOUN" and not any(child.dep_ in ("ccomp", "nsubj") for child in verb.children):
                continue
            quote = _quote(clauses, verb)
            if quote:
                yield quote


def _quote(clauses: Clauses, verb: Token) -> IndirectQuote | None:
    if is_denied(verb) or is_hypothetical(verb):
        return None
    who = speaker_of(clauses, verb)
    if who is None:
        return None
    for rule in (_clause, _infinitive, _order, _noun_phrase):
        found = rule(clauses, verb)
        if found:
            spans, name, confidence = found
            return IndirectQuote(spans, clauses.span(verb, verb), who, name, confidence)
    return None


_Content = tuple[tuple[Span, ...], str, Confidence]


def speaker_of(clauses: Clauses, verb: Token) -> Span | None:
    if is_passive(verb):
        agent = agent_of(verb)
        return clauses.mention(agent) if agent is not None else None
    subject = subject_of(verb)
    if subject is None or subject.lower_ in ("it", "there", "this", "what", "that", "which"):
        return (
            clauses.mention(subject)
            if subject is not None and subject.lower_ == "it" and verb.dep_ != "ccomp"
            else None
        )
    return clauses.mention(subject)


def _clause(clauses: Clauses, verb: Token) -> _Content | None:
    lemma = verb.lemma_.lower()
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    if lemma not in SAY | FINDING or (clause is None and lemma != "say"):
        return None
    if clause is not None and _is_infinitive(clause):
        return None
    finding = lemma in FINDING and lemma not in SAY - {"suggest", "indicate", "reveal", "estimate"}
    if finding and not _is_document(verb):
        return None
    first = _clause_start(clauses, verb, clause)
    last = _clause_end(clauses, verb, clause)
    if first is None or last < first.i:
        return None
    spans = _split(clauses, _tidied(clauses, clauses.span(first, clauses.tokens[last])))
    return (spans, "I-finding" if finding else "I-ccomp", "medium") if spans else None


def _is_document(verb: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and subject.lemma_.lower() in _DOCUMENTS


def _is_infinitive(clause: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)


def _clause_start(clauses: Clauses, verb: Token, clause: Token | None) -> Token | None:
    if clause is None:
        return _start_without_parse(clauses, verb)
    marker = marker_of(clause)
    if marker is not None and marker.i > verb.i:
        return clauses.tokens[marker.i + (1 if marker.lower_ == "that" else 0)]
    first = max(clause.left_edge.i, verb.i + 1)
    return clauses.tokens[first]


def _start_without_parse(clauses: Clauses, verb: Token) -> Token | None:
    """“X said …” where the parser saw no clause: there must be a verb with its own subject to the right."""
    if verb.i + 1 >= len(clauses.tokens) or verb.dep_ not in ("ROOT", "conj", "ccomp", "relcl"):
        return None
    following = clauses.tokens[verb.i + 1 : clauses.last_token(verb).i + 1]
    if (
        not following
        or following[0].is_punct
        or not any(token.dep_ in ("nsubj", "nsubjpass") for token in following)
    ):
        return None
    that = next((token for token in following[:10] if token.lower_ == "that" and token.tag_ == "IN"), None)
    if that is not None:
        return clauses.tokens[min(that.i + 1, len(clauses.tokens) - 1)]
    own = subject_of(verb)
    return (
        following[0]
        if own is not None and own.i < verb.i and following[0].dep_ in ("nsubj", "det", "compound", "poss")
        else None
    )


def _clause_end(clauses: Clauses, verb: Token, clause: Token | None) -> int:
    if clause is None:
        return int(clauses.last_token(verb).i)
    end = clause.right_edge.i
    for child in sorted(verb.rights, key=lambda token: token.left_edge.i):
        if child.is_punct or child.left_edge.i <= end:
            continue
        if not _belongs(clauses, child, end):
            break
        end = child.right_edge.i
    return int(min(end, clauses.last_token(verb).i))


def _belongs(clauses: Clauses, child: Token, end: int) -> bool:
    """Whether what the parser hung on the reporting verb is part of the words reported."""
    if child.dep_ in ("cc", "conj"):
        return False
    comma = any(token.text == "," for token in clauses.tokens[end + 1 : child.left_edge.i + 1])
    if not comma:
        return True
    return (
        child.dep_ in ("ccomp", "relcl", "acl", "appos", "dep", "advcl") and child.lemma_.lower() not in SAY
    )


def _tidied(clauses: Clauses, span: Span) -> Span:
    """Without a day before the clause, a leading that, and a new attribution at the end."""
    start = span.start
    for pattern in (_LEADING_TIME, _LEADING_THAT):
        match = pattern.match(clauses.words, start, span.end)
        start = match.end() if match else start
    end = span.end
    for match in _CUT.finditer(clauses.words, start, span.end):
        quoted = any(
            quotation.outer.start < match.start() < quotation.outer.end
            for quotation in clauses.passage.quotations
        )
        if not quoted:
            end = match.start()
            break
    return trimmed(clauses.words, Span(start, max(start, end)))


def _split(clauses: Clauses, span: Span) -> tuple[Span, ...]:
    """“that A, and that B” are two spans of one statement."""
    pieces: list[Span] = []
    start = span.start
    for match in _SECOND_THAT.finditer(clauses.words, span.start, span.end):
        quoted = any(quotation.outer.holds(Span(*match.span())) for quotation in clauses.passage.quotations)
        marker = next(
            (
                token
                for token in clauses.tokens
                if clauses.start(token) > match.start() and token.lower_ == "that"
            ),
            None,
        )
        if quoted or marker is None or marker.dep_ != "mark":
            continue
        pieces.append(Span(start, match.start()))
        start = match.end()
    pieces.append(Span(start, span.end))
    return tuple(
        piece for piece in (trimmed(clauses.words, piece) for piece in pieces) if _has_words(clauses, piece)
    )


def _has_words(clauses: Clauses, span: Span, least: int = 2) -> bool:
    return span.end > span.start and word_count(span.of(clauses.words)) >= least


def _infinitive(clauses: Clauses, verb: Token) -> _Content | None:
    lemma = verb.lemma_.lower()
    clause = next(
        (
            child
            for child in verb.children
            if child.dep_ == "xcomp" and child.i > verb.i and _is_infinitive(child)
        ),
        None,
    )
    if clause is None or lemma not in PLEDGE | PLEDGE_POSSIBLE:
        return None
    span = _tidied(
        clauses,
        clauses.span(
            clauses.tokens[max(clause.left_edge.i, verb.i + 1)], clauses.tokens[clause.right_edge.i]
        ),
    )
    confidence: Confidence = "medium" if lemma in PLEDGE else "possible"
    return ((span,), "I-pledge", confidence) if _has_words(clauses, span, 3) else None


def _order(clauses: Clauses, verb: Token) -> _Content | None:
    """The addressee is part of the content: “urged [Congress to act]”; a pronoun is not."""
    if verb.lemma_.lower() not in ORDER:
        return None
    clause = next(
        (
            child
            for child in verb.children
            if child.dep_ in ("ccomp", "xcomp") and child.i > verb.i and _is_infinitive(child)
        ),
        None,
    )
    if clause is None:
        return None
    first = verb.i + 1
    if clauses.tokens[first].pos_ == "PRON":
        first += 1
    if clauses.tokens[first].lower_ == "on":
        first += 1
    span = _tidied(clauses, clauses.span(clauses.tokens[first], clauses.tokens[clause.right_edge.i]))
    confidence: Confidence = "medium" if verb.lemma_.lower() in ("urge", "call", "advise") else "possible"
    return ((span,), "I-order", confidence) if _has_words(clauses, span, 4) else None


def _noun_phrase(clauses: Clauses, verb: Token) -> _Content | None:
    lemma = verb.lemma_.lower()
    target = _object_of(verb)
    if target is None or lemma not in OBJECT | OBJECT_POSSIBLE | frozenset(WITH_PREPOSITION):
        return None
    end = target.right_edge.i
    for child in sorted(verb.rights, key=lambda token: token.left_edge.i):
        if (
            child.left_edge.i == end + 1
            and child.dep_ in ("prep", "advcl", "acl", "relcl")
            and child.lemma_.lower() not in SAY
        ):
            end = child.right_edge.i
    span = _tidied(
        clauses, clauses.span(clauses.tokens[max(target.left_edge.i, verb.i + 1)], clauses.tokens[end])
    )
    confidence: Confidence = "medium" if lemma in OBJECT or target.dep_ == "pobj" else "possible"
    return ((span,), "I-object", confidence) if _has_words(clauses, span, 3) else None


def _object_of(verb: Token) -> Token | None:
    direct = next(
        (child for child in verb.rights if child.dep_ in ("dobj", "obj") and child.pos_ != "PRON"), None
    )
    if direct is not None:
        return direct
    wanted = WITH_PREPOSITION.get(verb.lemma_.lower(), set())
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in wanted:
            return next((noun for noun in child.children if noun.dep_ in ("pobj", "pcomp")), None)
    return None
