"""Grammar of one paragraph, asked in the words of reporting: who is the subject, is it denied, what is the clause.

Tokens are spaCy's; they never leave intake. Spans that come back are offsets into the article.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from archive.intake.grammar.sentences import Passage
from archive.intake.grammar.verbs import SAY
from archive.intake.people.names import OCCUPATIONS, ORGANISATION_NOUNS, PERSON_NOUNS
from archive.intake.spans import Span, stripped, word_set

Token = Any
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE_PRONOUNS = {"who", "which", "that", "whom"}
_NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor", "no"}
_NEGATIVE_SUBJECTS = {"nobody", "none", "neither", "no"}
_DASHES = ("—", "–", "--", "-")
_QUOTING = {"quote", "cite", "report"}
_SPEAKERS = PERSON_NOUNS | OCCUPATIONS | ORGANISATION_NOUNS
_REFUSALS = {"decline", "refuse", "fail", "avoid", "stop"}
# What a verb is to another that may have its subject.
_SHARING = word_set("conj advcl xcomp pcomp ccomp prep dep parataxis auxpass aux acl")
_MOVING = word_set("prompt force compel lead drive oblige")
_FORECASTS = word_set("expect plan want prepare intend try need likely hope")
# “About 4 in 10 say”, “most of them believe”.
_SHARES = word_set(
    "most many some few several majority half third quarter percent per cent % share plurality both all"
)
_LONGEST_MENTION = 28
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today")
_GO_ON = word_set(
    """
    say add call urge warn promise vow predict recommend insist dismiss argue accuse criticize praise demand note deny
    express reject announce declare suggest stress pledge claim blame defend describe acknowledge
    """
)


class Clauses:
    """The grammar of a passage, with which of its words stand in quotation marks."""

    def __init__(self, words: str, passage: Passage) -> None:
        assert passage.doc is not None  # noqa: S101 - callers ask for grammar only where there is one
        self.words = words
        self.passage = passage
        self.tokens: list[Token] = list(passage.doc)
        self._sentence_of = _sentence_numbers(self.tokens, passage)
        self._starts = [self.start(token) for token in self.tokens]
        self._quoted = [quotation.outer for quotation in passage.quotations]

    def span(self, first: Token, last: Token) -> Span:
        base = self.passage.span.start
        return Span(base + first.idx, base + last.idx + len(last))

    def start(self, token: Token) -> int:
        return int(self.passage.span.start + token.idx)

    def between(self, first: int, last: int) -> Span:
        return self.span(self.tokens[first], self.tokens[last])

    def first(self, position: int, wanted: Callable[[Token], bool]) -> Token | None:
        """The first wanted token at or after a position of the article."""
        following = itertools.islice(self.tokens, bisect_left(self._starts, position), None)
        return next((token for token in following if wanted(token)), None)

    def inside(self, span: Span) -> list[Token]:
        """The tokens that begin in a stretch of the article."""
        return self.tokens[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def quoted(self, position: int) -> bool:
        index = bisect_right(self._quoted, (position, len(self.words) + 1)) - 1
        return index >= 0 and position < self._quoted[index].end

    def in_quotation(self, token: Token) -> bool:
        return self.quoted(self.start(token))

    def sentence(self, token: Token) -> Span:
        span: Span = self.passage.sentences[self._sentence_of[token.i]]
        return span

    def last_token(self, token: Token) -> Token:
        """The last token of the token's sentence."""
        index = token.i
        while index + 1 < len(self.tokens) and self._sentence_of[index + 1] == self._sentence_of[token.i]:
            index += 1
        return self.tokens[index]

    def mention(self, head: Token) -> Span:
        """A noun phrase without what follows its first comma, dash or relative clause."""
        first = head.left_edge
        # “Her co-author”: the parser parts the noun at its hyphen.
        while head.i + 2 < len(self.tokens) and _is_hyphen(self.tokens[head.i + 1]):
            head = self.tokens[head.i + 2]
        last = head
        for token in self.tokens[head.i + 1 : head.right_edge.i + 1]:
            if (
                token.dep_ == "relcl"
                or (token.dep_ == "acl" and token.tag_ == "VBG" and token.lemma_.lower() in SAY)
                or token.lower_ in _RELATIVE_PRONOUNS
                or token.text in (",", "–", "—", "(", ":", ";", '"')
                or _is_day(token)
                or (token.text == "-" and not _is_hyphen(token))
            ):
                break
            last = token
        first = self.tokens[max(first.i, last.i - _LONGEST_MENTION)]
        while first.i < head.i and (first.is_punct or first.dep_ in ("cc", "preconj", "advmod", "mark")):
            first = self.tokens[first.i + 1]
        return stripped(self.words, self.span(first, last))


def _is_hyphen(token: Token) -> bool:
    return token.text == "-" and not token.nbor(-1).whitespace_ and not token.whitespace_


def _is_day(token: Token) -> bool:
    """“Russia on Thursday accused …”: when, which the parser hangs on the subject."""
    on = token.lower_ == "on" and token.i + 1 < len(token.doc)
    return (token.nbor(1) if on else token).lower_ in _DAYS


def _sentence_numbers(tokens: list[Token], passage: Passage) -> list[int]:
    numbers: list[int] = []
    current = 0
    for token in tokens:
        at = passage.span.start + token.idx
        while current + 1 < len(passage.sentences) and at >= passage.sentences[current + 1].start:
            current += 1
        numbers.append(current)
    return numbers


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The noun that does the verb, through coordination, participles, infinitives and relative clauses."""
    if depth > 6:
        return None
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None:
        return _antecedent(own, verb)
    if any(child.dep_ == "expl" for child in verb.children):
        return None
    if verb.head == verb:
        return before_parenthesis(verb) or before_participle(verb)
    return _inherited_subject(verb, depth)


def before_parenthesis(verb: Token) -> Token | None:
    """“Cole — who has feuded with leaders — said”: the noun before the dashes, where the parser lost it."""
    if verb.i < 3 or verb.nbor(-1).text not in _DASHES:
        return None
    opening = next((token for token in reversed(verb.doc[: verb.i - 1]) if token.text in _DASHES), None)
    if opening is None or opening.i == 0:
        return None
    noun = opening.nbor(-1)
    return noun if noun.pos_ in ("PROPN", "NOUN") and noun.sent == verb.sent else None


def before_participle(verb: Token) -> Token | None:
    """“Opening the case, Ann Lee KC, prosecuting, said”: the name before the commas, where the parser lost it."""
    if (
        verb.i < 4
        or verb.nbor(-1).text != ","
        or verb.nbor(-3).text != ","
        or not verb.nbor(-2).lower_.endswith("ing")
    ):
        return None
    name = verb.nbor(-4)
    return name if name.pos_ == "PROPN" and name.sent == verb.sent else None


def speaks_for_itself(verb: Token) -> bool:
    if own_subject(verb) is not None:
        return True
    return verb.head == verb and (before_parenthesis(verb) or before_participle(verb)) is not None


def quoted_as(verb: Token) -> Token | None:
    """“Fars quoted Habibi as saying …”, “Habibi was quoted as saying …”: Habibi said it."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or verb.head.head.lemma_.lower() not in _QUOTING:
        return None
    wanted = ("nsubjpass",) if is_passive(verb.head.head) else ("dobj",)
    return next((child for child in verb.head.head.children if child.dep_ in wanted), None)


def misread_subject(clause: Token) -> Token | None:
    """“figures show a record 45,756 arrivals drove claims up”: the parser makes the clause's subject an object."""
    finite = clause.tag_ in ("VBD", "VBZ", "VBP") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD")
        for child in clause.children
    )
    if not finite or own_subject(clause) is not None:
        return None
    return next(
        (child for child in clause.head.children if child.dep_ == "dobj" and child.i < clause.i), None
    )


def relative_pronoun(verb: Token) -> Token | None:
    own = own_subject(verb)
    return own if own is not None and own.lower_ == "who" and verb.dep_ == "relcl" else None


def own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def is_report(verb: Token) -> bool:
    return verb.lemma_.lower() in SAY and any(child.dep_ in ("ccomp", "mark") for child in verb.children)


def is_finite_report(verb: Token) -> bool:
    return (
        verb.lemma_.lower() in SAY
        and verb.pos_ in ("VERB", "AUX")
        and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB")
    )


def goes_on_speaking(verb: Token) -> bool:
    """“said it would fail and urged them …”: the same speaker's next report, whatever the parser joined it to."""
    if verb.dep_ != "conj" or verb.lemma_.lower() not in _GO_ON or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    if own_subject(verb) is not None:
        return False
    first = verb.head
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    above = next(
        (token for token in first.ancestors if is_finite_report(token) and speaks_for_itself(token)),
        None,
    )
    if above is None or (is_finite_report(first) and first.dep_ != "ccomp"):
        return False
    return _is_not_agent(verb, first)


def _is_not_agent(verb: Token, first: Token) -> bool:
    """The verb before it has an auxiliary or another tense, a comma divides them, or its subject speaks anyway."""
    before = verb.doc[verb.i - 2] if verb.i > 1 else verb
    subject = own_subject(first)
    pronoun = subject is None or subject.pos_ == "PRON" or subject.pos_ == "NOUN"
    auxiliary = any(child.dep_ in ("aux", "auxpass") for child in first.children)
    if any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in first.children):
        # “said its leader had inspected a factory and called for more”: had called; “said he had seen progress but warned that”.
        turns = verb.doc[verb.i - 1].lower_ == "but" and subject is not None and subject.pos_ == "PRON"
        return bool(before.text == "," or turns) or verb.lemma_.lower() in ("add", "say")
    return (
        before.text == ","
        or verb.lemma_.lower() in ("add", "say")
        or pronoun
        or auxiliary
        or first.tag_ != verb.tag_
    )


def verb_tense(verb: Token) -> str | None:
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(verb.tag_)


def can_speak(subject: Token) -> bool:
    """People, bodies and pronouns; a pact that promises aid says nothing."""
    if subject.pos_ in ("PROPN", "PRON", "NUM") or subject.lower_ in _SHARES:
        return subject.lower_ not in ("it", "which", "that")
    return subject.lower_ in _SPEAKERS or subject.lemma_.lower() in _SPEAKERS


def is_infinitive(clause: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)


def _inherited_subject(verb: Token, depth: int) -> Token | None:
    head = verb.head
    # “That prompted the minister to say …”
    if verb.dep_ == "xcomp" and head.lemma_.lower() in _MOVING and head.tag_ == "VBD":
        return next((child for child in head.children if child.dep_ == "dobj" and child.i < verb.i), None)
    if verb.dep_ == "conj":
        # “The measure would cost much, but supporters, citing a study, contend …”: the parser joins the noun to the verb.
        noun = next(
            (token for token in head.rights if token.dep_ == "conj" and token.pos_ in ("NOUN", "PROPN")), None
        )
        if noun is not None and noun.i < verb.i and head.pos_ == "VERB":
            return noun
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head
    if verb.dep_ in _SHARING and head.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADJ"):
        return subject_of(head, depth + 1)
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ not in _RELATIVE_PRONOUNS or verb.dep_ != "relcl":
        return subject
    noun = verb.head
    # “Ri Kum-sok, a vice minister, who called it …”
    if subject.lower_ == "who" and noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        return noun.head
    # “listen to Ahn Ji-woo of the Sejong Institute, who has argued”: an institute is no “who”.
    if subject.lower_ == "who" and noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from", "at", "in"):
        owner = noun.head.head
        named = owner.pos_ in ("PROPN", "NOUN") and owner.left_edge.text[:1].isupper()
        return owner if named else noun
    return noun


def is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)


def agent_of(verb: Token) -> Token | None:
    """Y in "was announced by Y"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def is_denied(verb: Token) -> bool:
    """“has not said”, “Neither … has confirmed”, “declined to say”, “if he says”: nobody said it."""
    if any(
        child.lower_ in _NEGATIONS and child.dep_ in ("neg", "preconj", "cc", "advmod", "det")
        for child in verb.children
    ):
        return not any(child.lower_ == "only" for child in verb.children)
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _REFUSALS:
        return True
    # “would neither confirm nor deny that …”
    if verb.dep_ == "conj" and any(child.lower_ in ("nor", "neither") for child in verb.head.children):
        return True
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.i > verb.head.i:
        return is_denied(verb.head)
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    return subject is not None and any(
        token.lower_ in _NEGATIVE_SUBJECTS and token.dep_ in ("preconj", "det", "nsubj", "cc", "advmod")
        for token in _left_part(subject)
    )


def _left_part(noun: Token) -> Iterator[Token]:
    yield noun
    yield from noun.lefts


def is_hypothetical(verb: Token) -> bool:
    """“if he says”, “is expected to say”: a condition or a forecast reports nothing."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _FORECASTS:
        return True
    return any(
        child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children
    )


def marker_of(clause: Token) -> Token | None:
    """The “that” or “whether” that opens a clause."""
    return next(
        (
            child
            for child in clause.children
            if child.dep_ == "mark" and child.i < clause.i and child.lower_ in ("that", "whether", "if")
        ),
        None,
    )
