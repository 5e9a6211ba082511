"""Reported speech from the grammar: what a reporting verb governs.

Rules, each for a construction of English news (those without a clause are in complements):

I-ccomp    X said (that) …, told Y that …, added that …, asked whether …, "who said …", "…, saying that …".
I-finding  a report, poll or court "found/showed/ruled that …".
"""

import re
from collections.abc import Iterator

from archive.intake.candidates import Candidate
from archive.intake.grammar.clauses import (
    Clauses,
    Token,
    agent_of,
    can_speak,
    goes_on_speaking,
    is_denied,
    is_finite_report,
    is_hypothetical,
    is_infinitive,
    is_passive,
    marker_of,
    misread_subject,
    own_subject,
    quoted_as,
    relative_pronoun,
    speaks_for_itself,
    subject_of,
)
from archive.intake.grammar.complements import Content, infinitive, named, noun_phrase, order
from archive.intake.grammar.extent import clause_span, has_words, split_at_that
from archive.intake.grammar.verbs import (
    FINDING,
    NAMING,
    OBJECT,
    OBJECT_POSSIBLE,
    ORDER,
    PLEDGE,
    PLEDGE_POSSIBLE,
    SAY,
    WITH_PREPOSITION,
)
from archive.intake.spans import Span, trimmed, word_set

_VERBS = (
    SAY
    | OBJECT
    | OBJECT_POSSIBLE
    | PLEDGE
    | PLEDGE_POSSIBLE
    | ORDER
    | FINDING
    | NAMING
    | frozenset(WITH_PREPOSITION)
    | {"make", "hold", "put"}
)
_DOCUMENTS = word_set(
    """
    report study poll survey datum data research analysis document lawsuit suit complaint memo letter email e-mail filing
    figure estimate result review paper statement article court judge jury investigation investigator researcher
    scientist analyst economist audit indictment affidavit record census projection ruling finding test trial model
    statistic number minute transcript file log image footage video photo photograph autopsy inquiry inquest panel
    committee commission tribunal watchdog regulator auditor inspector expert engineer doctor physician scholar
    author team agency institute bureau forecast questionnaire index
    """
)
_SENDING = word_set("email e-mail text message tell write call phone telephone tweet post address cable")
_SENT = word_set(
    "statement letter tweet message email note post memo release communique video text telegram reply response"
)
_SIGNS = word_set(
    "indication sign evidence hint clue fact step decision absence silence history experience timing rumor rumour"
)
_TIMES = word_set("after before since once until when")
# A noun after them that a finite verb follows is the subject of what they report.
_CLAUSAL = FINDING | word_set(
    "claim announce argue warn estimate reckon insist maintain allege contend predict"
)


# “Trump's claim that …”: a noun that reports.
_NOUNS = word_set(
    "claim allegation assertion accusation contention insistence promise pledge warning threat statement suggestion"
)


def _noun_quote(clauses: Clauses, noun: Token) -> Candidate | None:
    clause = next((child for child in noun.rights if child.dep_ in ("acl", "ccomp", "relcl")), None)
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    marker = marker_of(clause) if clause is not None else None
    if clause is None or owner is None or marker is None or marker.lower_ != "that":
        return None
    span = clause_span(clauses, noun, clause)
    span = _before_its_verb(clauses, span) if span else None
    if span is None or not has_words(clauses, span, 3):
        return None
    named = owner.pos_ == "PROPN"
    return Candidate(
        (span,),
        "indirect",
        clauses.span(noun, noun),
        clauses.mention(owner),
        "I-noun",
        "medium" if named else "possible",
    )


def _before_its_verb(clauses: Clauses, span: Span) -> Span:
    """“Hale's claim that crime has doubled | was rejected”: a second finite verb, joined by nothing, is the noun's own."""
    seen = False
    for token in clauses.tokens:
        if not span.start <= clauses.start(token) < span.end:
            continue
        if token.dep_ in ("cc", "mark") or token.lower_ in ("that", "which", "who", ","):
            seen = False
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            if seen:
                return trimmed(clauses.words, Span(span.start, clauses.start(token)))
            seen = True
    return span


def indirect_quotes(clauses: Clauses) -> Iterator[Candidate]:
    for noun in clauses.tokens:
        if noun.lemma_.lower() in _NOUNS and noun.pos_ == "NOUN" and not clauses.in_quotation(noun):
            quote = _noun_quote(clauses, noun)
            if quote:
                yield quote
    for verb in clauses.tokens:
        if verb.lemma_.lower() in _VERBS and _acts_as_verb(verb) and not clauses.in_quotation(verb):
            quote = _quote(clauses, verb)
            if quote:
                yield quote


def _acts_as_verb(token: Token) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        return True
    return token.pos_ == "NOUN" and any(child.dep_ in ("ccomp", "nsubj") for child in token.children)


def _quote(clauses: Clauses, verb: Token) -> Candidate | None:
    if is_denied(verb) or is_hypothetical(verb) or _is_addressed(verb) or _was_asked(clauses, verb):
        return None
    who = speaker_of(clauses, verb)
    if who is None:
        return None
    subject = _same_speaker(verb) or subject_of(verb)
    # “The doors, said its chair, had been locked”: who speaks stands behind the verb.
    set_off = verb.i > 0 and verb.nbor(-1).text == "," and subject is not None and subject.i == verb.i - 2
    if set_off and subject is not None and not can_speak(subject):
        return None
    # “would demand changes”, “will announce a plan”: not said yet.
    future = any(child.tag_ == "MD" for child in verb.children)
    person = subject is not None and can_speak(subject) and not future and not _tells_when(verb)
    for rule in (_clause, infinitive, order, named, noun_phrase) if person else (_clause, named):
        found = rule(clauses, verb)
        if found:
            spans, name, confidence = found
            pronoun = relative_pronoun(verb)
            relative = clauses.span(pronoun, pronoun) if pronoun is not None else None
            cue = clauses.span(verb, verb)
            return Candidate(spans, "indirect", cue, who, name, confidence, relative=relative)
    return None


ASKED = r"(?:when |if )?(?:asked|pressed|questioned|quizzed|challenged)"
_BEHIND_SUBJECT = re.compile(rf"\w, {ASKED}$")
_GOES_ON_SAYING = re.compile(
    r"[^;\"]{2,140}?, (?:said|says|told|replied|answered|added|insisted|stressed|declined|refused|would|did)\b"
)


def _was_asked(clauses: Clauses, verb: Token) -> bool:
    """“The minister, asked whether she would resign, said no”: the question is somebody else's."""
    end = clauses.start(verb) + len(verb)
    behind = _BEHIND_SUBJECT.search(clauses.words, max(0, end - 24), end)
    return bool(behind and _GOES_ON_SAYING.match(clauses.words, end, clauses.sentence(verb).end))


def _tells_when(verb: Token) -> bool:
    """“soon after the Treasury announced the sanctions, …”: a deed that dates another."""
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in _TIMES
    return verb.dep_ == "advcl" and any(child.lower_ in _TIMES for child in verb.lefts)


def _is_addressed(verb: Token) -> bool:
    """“Asked whether he would run, Ryan …”: the subject was asked."""
    opening = verb.i == 0 or verb.nbor(-1).is_punct or bool(verb.is_sent_start)
    if opening and verb.text in ("Asked", "Pressed", "Told") and own_subject(verb) is None:
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "advcl"
        and not any(child.dep_ == "aux" for child in verb.children)
    )


def speaker_of(clauses: Clauses, verb: Token) -> Span | None:
    if is_passive(verb):
        agent = agent_of(verb)
        return clauses.mention(agent) if agent is not None else None
    subject = _same_speaker(verb) or subject_of(verb)
    if subject is None or subject.lower_ in ("there", "this", "what", "that", "which", "these", "those"):
        return None
    if subject.lemma_.lower() in _SIGNS:
        return None
    return clauses.mention(subject)


def _same_speaker(verb: Token) -> Token | None:
    """“He reiterated that …, stating …”, “said A and added that B”: the speaker of the verb above, not A's subject."""
    quoted = quoted_as(verb)
    if quoted is not None or verb.head.lower_ == "as":
        return quoted
    if own_subject(verb) is not None:
        return None
    participle = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "conj", "acl", "dep")
    if not participle and not goes_on_speaking(verb):
        return None
    if (
        participle
        and verb.dep_ == "acl"
        and verb.head.pos_ in ("NOUN", "PROPN")
        and verb.head.i + 1 == verb.i
    ):
        return _sender(verb.head)
    above = next(
        (
            token
            for token in verb.ancestors
            if is_finite_report(token) and speaks_for_itself(token) and not is_passive(token)
        ),
        None,
    )
    return subject_of(above) if above is not None else None


def _sender(noun: Token) -> Token | None:
    """“emailed supporters saying …”, “issued a statement saying …”, “criticized the attack saying …”: whoever emailed,
    issued or criticized."""
    governor = noun.head
    sent = governor.lemma_.lower() in _SENDING or noun.lemma_.lower() in _SENT or not can_speak(noun)
    return subject_of(governor) if noun.dep_ in ("dobj", "dative") and sent else None


def _clause(clauses: Clauses, verb: Token) -> Content | None:
    lemma = verb.lemma_.lower()
    clause = _governed(verb)
    if not _may_report(verb, lemma, clause):
        return None
    span = clause_span(clauses, verb, clause)
    if span is None:
        return None
    spans = split_at_that(clauses, span)
    return (
        (spans, "I-finding" if lemma in FINDING and _is_document(verb) else "I-ccomp", "medium")
        if spans
        else None
    )


def _governed(verb: Token) -> Token | None:
    found = [child for child in verb.rights if child.dep_ == "ccomp"]
    return next((child for child in found if marker_of(child) is not None), found[0] if found else None)


def _may_report(verb: Token, lemma: str, clause: Token | None) -> bool:
    if lemma == "make":
        return clause is not None and any(
            child.lower_ == "clear" for child in verb.subtree if child.i > verb.i
        )
    # “The judge held that …”, “He put it to her that …”
    if lemma in ("hold", "put"):
        marker = marker_of(clause) if clause is not None else None
        put = lemma == "hold" or any(child.lower_ == "it" and child.dep_ == "dobj" for child in verb.children)
        return marker is not None and marker.lower_ == "that" and put
    if lemma not in SAY | FINDING:
        return False
    if lemma in FINDING - SAY and not _is_document(verb):
        return False
    subject = subject_of(verb)
    joined = verb.dep_ == "conj" and verb.head.tag_ != "VB"
    uninflected = (verb.tag_ == "VB" and not joined) or (
        verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "from"
    )
    if uninflected and subject is not None and not can_speak(subject):
        return False
    if clause is None:
        return bool(verb.pos_ != "NOUN")
    # “declared himself the winner”
    if any(child.lower_.endswith(("self", "selves")) for child in clause.children if child.dep_ == "nsubj"):
        return False
    return not is_infinitive(clause) and _is_clause(clause, lemma)


def _is_clause(clause: Token, lemma: str) -> bool:
    """A real clause has a finite verb, and a subject or an opening word: “claiming asylum expected …” has not."""
    auxiliary = any(child.dep_ in ("aux", "auxpass") for child in clause.children)
    if clause.tag_ in ("VBN", "VBG") and not auxiliary and lemma != "say":
        return False
    if own_subject(clause) is not None or lemma == "say":
        return True
    if lemma in _CLAUSAL and misread_subject(clause) is not None:
        return True
    return any(
        child.dep_ in ("mark", "expl", "advmod", "attr") and child.i < clause.i for child in clause.children
    )


def _is_document(verb: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and subject.lemma_.lower() in _DOCUMENTS
