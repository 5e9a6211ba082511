"""Where reported words begin and end: the parser's clause, corrected by what news sentences look like."""

import re

from archive.intake.grammar.clauses import (
    SUBJECTS,
    Clauses,
    Token,
    goes_on_speaking,
    is_finite_report,
    is_hypothetical,
    is_report,
    marker_of,
    misread_subject,
    own_subject,
    verb_tense,
)
from archive.intake.grammar.verbs import BELIEF, FINDING, SAY
from archive.intake.spans import Span, trimmed, word_count, word_set

_DAY = (
    r"(?:(?:late|early|earlier|later|last|this|on|in|the) )*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|week|month|year)"
    r"(?: (?:morning|afternoon|evening|night|that))*"
)
_LEADING_TIME = re.compile(rf"(?:{_DAY})[, ]+(?:that )?", re.I)
# “said after the verdict she hoped …”
_LEADING_OCCASION = re.compile(
    r"(?:after|before|during|at|following) (?:the|an?|his|her|their) (?:[\w-]+ ){1,3}(?=(?:he|she|they|it|there|we) \w)"
)
_LEADING_ADVERB = re.compile(
    r"(?:privately|publicly|repeatedly|flatly|bluntly|separately|later) (?=\w)", re.I
)
_LEADING_THAT = re.compile(
    r"that[ ,]+(?=\w)(?!(?:was|is|were|would|will|could|should|had|has|did|does|means|meant|may|might)\b)",
    re.I,
)
# Where the content stops although the parser may go on: a new reporting verb or its source.
_CUT = re.compile(
    r"(?:, (?:but |and |though |although |while )?(?:he |she |they |it )?(?:also |then )?|\band (?:also )?)"
    r"(?:adding|saying|noting|citing|added|noted|calling (?:it|him|her|them|the)|describing|referring to|pointing to|"
    r"according to|stressing|insisting|warning|arguing|declined to|refused to|stating|declining|refusing)\b"
    r"|, (?:dismissing|rejecting|accusing|blaming|criticizing|criticising|urging|defending|echoing|repeating|signaling|"
    r"prompting|drawing|crediting|thanking|praising|promising|vowing|pledging|denying|contradicting|suggesting|using (?:an?|the) (?:term|word|phrase|expression|name|slur|epithet)|responding)\b"
    r"|,? (?:while|whilst) (?:also )?(?:adding|saying|promising|insisting|accusing|urging|warning|denying|vowing|pledging|noting|"
    r"calling|arguing|stressing)\b"
    r"|, (?:just |only |\w+ )?(?:hours|days|weeks|months|years|an hour|a day|a week|a month|a year) (?:after|before)\b"
    r"|, an? (?:charge|claim|accusation|assertion|allegation|suggestion|argument|contention)\b"
    r"|,? (?:(?:some|all|many|most|both|none|one|several) of (?:whom|which),?|which) (?:he|she|they|it) (?:says?|said|adds?|added)\b"
    r"|, according to\b|; |, (?:as )?reported by\b|, as (?:(?:was|is|has been|had been) )?(?:claimed|alleged|suggested|asserted|announced) by\b|, with (?:the )?\w+ (?:reporting|saying|adding|noting)\b"
    r"|, (?:in|during) (?:an?|the|his|her|their) (?:[\w-]+ ){0,3}(?:interview|statement|speech|tweet|letter|post|call|briefing) "
)
_CONTRAST = re.compile(r",? (?:but|though|although|while|whereas) (?!\")")
# Without a comma the two clauses are one: “that the deal was off and that nobody would be paid”.
_SECOND_THAT = re.compile(r",\"? (?P<join>and|but|or) (?:also )?that (?=\w)")
_ADDRESSED = word_set(
    "tell inform assure remind warn advise ask notify persuade convince teach caution promise email text"
)
_OF_NOUNS = word_set("det amod nummod compound poss dobj nsubj advmod predet")
_BACKSHIFTED = word_set("would could might had should will can")
_LONGEST_GAP = 14
# “said goodbye to”, “says a lot about”: objects of saying that are no content.
_NO_CLAUSE = word_set(
    "nothing little much goodbye farewell hello thanks sorry yes no prayers prayer mass same something anything what more few lot word words"
)


def clause_span(clauses: Clauses, verb: Token, clause: Token | None) -> Span | None:
    """The reported clause of a verb; None where there is none after all."""
    first = clause_start(clauses, verb, clause)
    if first is None:
        return None
    last = _clause_end(clauses, verb, clause, first)
    return tidied(clauses, clauses.span(first, clauses.tokens[last])) if last >= first.i else None


def clause_start(clauses: Clauses, verb: Token, clause: Token | None) -> Token | None:
    if clause is None:
        return _start_without_parse(clauses, verb)
    marker = marker_of(clause)
    if marker is not None and marker.i > verb.i:
        return clauses.tokens[marker.i + (1 if marker.lower_ == "that" else 0)]
    misread = misread_subject(clause)
    if misread is not None and verb.lemma_.lower() not in _ADDRESSED:
        return misread.left_edge
    first = max(clause.left_edge.i, verb.i + 1)
    between = clauses.tokens[verb.i + 1 : first]
    # “figures show a record 45,756 arrivals drove …”: the parser took the clause's subject for an object.
    stray = between and between[0].dep_ in _OF_NOUNS
    if (
        stray
        and verb.lemma_.lower() not in _ADDRESSED
        and not any(token.is_punct or token.dep_ == "prep" for token in between)
    ):
        return between[0]
    if verb.lemma_.lower() == "make":
        that = next(
            (token for token in clauses.tokens[verb.i : clause.i] if token.lower_ in ("that", "clear")),
            clause.left_edge,
        )
        return clauses.tokens[that.i + 1 + (clauses.tokens[that.i + 1].lower_ == "that")]
    return clauses.tokens[first]


def _start_without_parse(clauses: Clauses, verb: Token) -> Token | None:
    """“X said …” where the parser saw no clause: after a “that”, or at a subject that follows at once."""
    following = clauses.tokens[verb.i + 1 : clauses.last_token(verb).i + 1]
    if not following:
        return None
    that = _that_after(verb, following[:_LONGEST_GAP])
    if that is not None and that.i + 1 < len(clauses.tokens):
        return clauses.tokens[that.i + 1]
    own = own_subject(verb)
    if following[0].is_punct or verb.lemma_.lower() != "say" or own is None or own.i > verb.i:
        return None
    subject = next((token for token in following if token.dep_ in SUBJECTS and token.head != verb), None)
    at_once = subject is not None and subject.left_edge.i <= verb.i + 1 and subject.i < verb.i + 12
    return following[0] if at_once or _is_misread_clause(verb, following) else None


def _is_misread_clause(verb: Token, following: list[Token]) -> bool:
    """“says damage to the buildings ranged from …”: the parser saw a noun with a participle."""
    first = following[0]
    # “said there was increased disruption”: an opening of clauses alone.
    if first.lower_ == "there" and len(following) > 1 and following[1].tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    if (first.pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "NUM") and first.tag_ != "PRP$") or any(
        token.lower_ in _NO_CLAUSE for token in following[:2]
    ):
        return False
    heads = [token for token in following if token.dep_ == "dobj" and token.head == verb]
    return bool(heads) and any(
        token.dep_ in ("acl", "relcl") and token.tag_ in ("VBD", "VBN") and token.left_edge == token
        for token in heads[0].subtree
    )


def _that_after(verb: Token, following: list[Token]) -> Token | None:
    """The verb's own “that”: no other report between, none above it in the grammar."""
    for token in following:
        if token.lemma_.lower() in SAY and token.pos_ == "VERB":
            return None
        if token.lower_ == "that" and (token.dep_ == "mark" or _opens_content(verb, token)):
            above = token.head.head
            return None if above != verb and token.dep_ == "mark" and is_finite_report(above) else token
    return None


def _opens_content(verb: Token, that: Token) -> bool:
    """“said on Monday evening local time that he knew”: the parser sees a relative clause of the time."""
    if that.i + 1 >= len(that.doc) or verb.lemma_.lower() not in SAY:
        return False
    following, before = that.doc[that.i + 1], that.doc[that.i - 1]
    between = that.doc[verb.i + 1 : that.i]
    verbless = not any(token.pos_ in ("VERB", "AUX") or token.is_punct for token in between)
    return (
        verbless
        and following.pos_ not in ("VERB", "AUX", "CCONJ", "PUNCT")
        and before.lower_ not in ("day", "moment", "all")
    )


def _clause_end(clauses: Clauses, verb: Token, clause: Token | None, first: Token) -> int:
    sentence_end = int(clauses.last_token(verb).i)
    if clause is None:
        end = sentence_end
    else:
        end = min(_with_late_children(clauses, verb, int(clause.right_edge.i)), sentence_end)
        if verb.dep_ not in ("relcl", "acl", "advcl"):
            end = _to_next_comma(clauses, end, sentence_end)
    return _before_other_speaker(clauses, verb, first.i, end)


def _with_late_children(clauses: Clauses, verb: Token, end: int) -> int:
    for child in sorted(verb.rights, key=lambda token: token.left_edge.i):
        if child.is_punct or child.left_edge.i <= end:
            continue
        if child.dep_ == "cc":
            continue
        if not _belongs(clauses, child, end):
            break
        end = int(child.right_edge.i)
    return end


def _belongs(clauses: Clauses, child: Token, end: int) -> bool:
    """Whether what the parser hung on the reporting verb is part of the words reported."""
    comma = any(token.text == "," for token in clauses.tokens[end + 1 : child.left_edge.i + 1])
    if child.dep_ == "conj":
        # “told Congress that A improves it, helps B and gives C”: another tense than the reporting verb's.
        tenses = {verb_tense(child), verb_tense(child.head)}
        if own_subject(child) is None and tenses == {"present", "past"} and not is_finite_report(child):
            return True
        if own_subject(child) is None or is_finite_report(child):
            return False
        if marker_of(child) is not None:
            return True
        return not comma or any(word.lower_ in _BACKSHIFTED for word in child.lefts if word.dep_ == "aux")
    if not comma:
        return True
    return child.dep_ in ("ccomp", "relcl", "acl", "appos", "dep", "advcl") and not is_finite_report(child)


def _to_next_comma(clauses: Clauses, end: int, sentence_end: int) -> int:
    """Words that the parser attached elsewhere still belong, as far as nothing divides them from the clause."""
    following = clauses.tokens[end + 1 : sentence_end + 1]
    if following and following[0].text == ":" and not any(clauses.in_quotation(token) for token in following):
        return sentence_end
    if not following or following[0].is_punct or following[0].dep_ == "cc":
        return end
    for token in following:
        if token.is_punct or token.dep_ == "cc":
            return int(token.i) - 1
    return sentence_end


def _before_other_speaker(clauses: Clauses, verb: Token, first: int, end: int) -> int:
    """“A, while Democrats contend B”, “A and urged them to B”: another report ends this one."""
    for token in clauses.tokens[first + 1 : end + 1]:
        if token == verb or token.dep_ not in ("advcl", "conj") or clauses.in_quotation(token):
            continue
        if is_hypothetical(token):
            continue
        if goes_on_speaking(token) or _returns_to_report(verb, token):
            return _before_conjunction(clauses, token, first, end)
        if token.tag_ == "VBG" and is_report(token) and clauses.tokens[token.i - 1].text in (",", '"'):
            return int(token.i) - 1
        subject = own_subject(token)
        if subject is None or not (is_finite_report(token) or token.lemma_.lower() in FINDING | BELIEF):
            continue
        start = min(token.left_edge.i, subject.left_edge.i)
        divider = clauses.tokens[start - 1]
        if start > first and _divides(clauses, start):
            return int(divider.i) - 1 if divider.dep_ == "cc" else start - 1
    return end


def _returns_to_report(verb: Token, token: Token) -> bool:
    """“claims that Jackson asked him for help and points to a letter”: in the tense of the report, not of what is reported."""
    tenses = (verb_tense(verb), verb_tense(token.head), verb_tense(token))
    return token.dep_ == "conj" and own_subject(token) is None and tenses == ("present", "past", "present")


def _before_conjunction(clauses: Clauses, token: Token, first: int, end: int) -> int:
    for index in range(token.i - 1, first, -1):
        if clauses.tokens[index].dep_ == "cc":
            return index - 1
        if token.i - index > 4:
            break
    return end


def _divides(clauses: Clauses, start: int) -> bool:
    opening = clauses.tokens[start]
    before = clauses.tokens[start - 1]
    contrast = {"while", "whereas", "but", "though", "although"}
    return bool(
        (opening.lower_ in contrast and before.text == ",")
        or before.lower_ == "but"
        or (before.dep_ == "cc" and clauses.tokens[start - 2].text == ",")
    )


def tidied(clauses: Clauses, span: Span) -> Span:
    """Without a day before the clause, a leading that, and a new attribution at the end."""
    start = span.start
    for pattern in (_LEADING_ADVERB, _LEADING_TIME, _LEADING_OCCASION, _LEADING_THAT):
        match = pattern.match(clauses.words, start, span.end)
        start = match.end() if match else start
    cuts = (match.start() for match in _CUT.finditer(clauses.words, start, span.end))
    end = next((cut for cut in cuts if not clauses.quoted(cut)), span.end)
    end = min(end, _end_of_marks(clauses, start, end))
    return trimmed(clauses.words, Span(start, max(start, end)))


def _end_of_marks(clauses: Clauses, start: int, end: int) -> int:
    """“says “A”, but the government will …”: where the words begin with a mark, its partner ends them."""
    quotation = next((q for q in clauses.passage.quotations if q.outer.start <= start <= q.words.start), None)
    if quotation is None or not quotation.closed:
        return end
    return quotation.outer.end if _CONTRAST.match(clauses.words, quotation.outer.end, end) else end


def split_at_that(clauses: Clauses, span: Span) -> tuple[Span, ...]:
    """“that A, and that B” are two spans of one statement."""
    pieces: list[Span] = []
    start = span.start
    for match in _SECOND_THAT.finditer(clauses.words, span.start, span.end):
        if not clauses.quoted(match.start("join")) and _is_marker(clauses, match.start("join")):
            pieces.append(Span(start, match.start()))
            start = match.end()
    pieces.append(Span(start, span.end))
    return tuple(
        piece for piece in (trimmed(clauses.words, piece) for piece in pieces) if has_words(clauses, piece)
    )


def _is_marker(clauses: Clauses, position: int) -> bool:
    that = clauses.first(position, lambda token: token.lower_ == "that")
    return that is not None and that.dep_ == "mark"


def has_words(clauses: Clauses, span: Span, least: int = 2) -> bool:
    return span.end > span.start and word_count(span.of(clauses.words)) >= least
