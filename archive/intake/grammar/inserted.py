"""Attributions set into or behind the words they report.

I-sandwich   A, X said. / A, X said in a statement, B. / “A, said X, B”: a clause that only names the speaker.
I-according  According to X, A. / A, according to X, B.
I-as         As X told Y, A.
"""

import re
from collections.abc import Iterator

from archive.intake.candidates import Candidate
from archive.intake.grammar.clauses import SUBJECTS, Clauses, Token, is_denied, is_infinitive
from archive.intake.grammar.indirect import ASKED
from archive.intake.grammar.verbs import FINDING, SAY
from archive.intake.people.names import personal_name
from archive.intake.people.places import is_country
from archive.intake.people.roles import has_office
from archive.intake.spans import COMMA, Span, trimmed, word_count, word_set

_SUBORDINATORS = word_set(
    "while after when as if because although though since before until unless once whereas"
)
_SETTING = re.compile(
    r"^(?:In (?:January|February|March|April|May|June|July|August|September|October|November|December|(?:early |late )?\d{4})\b|In (?:an?|his|her|their|its|the) (?:[\w'-]+ ){0,4}(?:statement|interview|tweet|speech|letter|email|e-mail|post|memo|"
    r"call|briefing|conference|address|remarks|message|release|report|comments|video|debate|testimony)\b|"
    r"(?:On|Late on|Early on|Earlier on|Late|Early|Last) |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Asked|Speaking|Responding|Meanwhile$|"
    r"However$|Still$|Instead$|Also$|At (?:an?|the|his|her) (?:[\w'-]+ ){0,4}(?:conference|briefing|rally|event|hearing|meeting|"
    r"debate|speech|dinner|summit)|And$|But$|Yet$|So$|Then$|Later$|Earlier|Separately$|Yesterday$|Today$)"
)
_ADDING_AFTER = re.compile(
    r"[, ]*(?:and |but |while |as )?(?:he |she |they |it )?(?:also |then )?(?:adding|saying|noting|citing|asking|added|according|calling|describing|"
    r"referring|stressing|insisting|warning|arguing|declined|refused|declining|refusing|in response|in an? |during|when |after |on \w+day|speaking|"
    r"though |although |while |whereas |who |which |whose |where |to (?:the|an?|his|her|their|reporters|[A-Z])|from |at (?:an?|the) )"
)
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Aa]s reported by|[Aa]s stated by)\b")
_GOES_ON = re.compile(
    r"(?:and|but|or|nor|not|to|for|of|than|with|even|especially|particularly|including|because)\b"
)
_OTHER_CLAUSE = re.compile(
    r"; |, (?:but|while|whereas|although|though) |, and (?=(?:he|she|they|it|the|[A-Z])\b)"
)


def inserted_quotes(clauses: Clauses) -> Iterator[Candidate]:
    for verb in clauses.tokens:
        reporting = verb.lemma_.lower() in SAY | FINDING and verb.pos_ in ("VERB", "AUX")
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") or (
            verb.lemma_.lower() in ("say", "announce", "confirm", "warn")
            and verb.tag_ == "VBN"
            and any(child.tag_ in ("VBZ", "VBP") for child in verb.children)
        )
        if reporting and finite and not clauses.in_quotation(verb):
            quote = _sandwich(clauses, verb)
            if quote:
                yield quote
    yield from _on_the_surface(clauses)
    yield from _according(clauses)
    yield from _as_said(clauses)


_SAYING = "said|says|say|show|shows|showed|suggest|suggests|reported|announced|wrote|told"
_TRAILING = re.compile(
    rf", (?P<who>[^,;:\"]{{2,80}}?) (?P<cue>{_SAYING})(?:(?<=told) (?:the )?[\w.'-]+(?: [A-Z][\w.'-]+){{0,3}})?(?: (?:in|on|during|at|late|early|\w+day)\b[^,;\"]{{0,60}})?[.]$"
)
_INVERTED = re.compile(r", (?P<cue>said|says) (?P<who>[^,;:\"]{2,100}?)(?=, (?P<rest>[^\"]+)[.]$|[.]$)")


_OPENED = re.compile(
    r"(?:But|And|Still|Yet|So|However|Instead|Also|Then|Now|In fact|Of course|In the end|For now|After all),? "
    rf"(?P<who>[^,;:\"]{{2,60}}?) (?P<cue>{_SAYING}|added|noted|argued|insisted|warned|explained|continued|conceded), (?P<rest>[^\"]+)[.]$"
)


def _reported(match: re.Match[str], spans: tuple[Span, ...], rule: str) -> Candidate:
    return Candidate(spans, "indirect", Span(*match.span("cue")), Span(*match.span("who")), rule)


def _opened(clauses: Clauses, sentence: Span) -> Iterator[Candidate]:
    """“But, Carson added, he did not support the plan.”"""
    match = _OPENED.match(clauses.words, sentence.start, sentence.end)
    if match and not clauses.quoted(match.start()) and _is_noun_phrase(clauses, Span(*match.span("who"))):
        rest = Span(*match.span("rest"))
        if has_finite_verb(clauses, rest):
            yield _reported(match, (rest,), "I-sandwich")


# “The minister, asked whether she would resign, told reporters she had no plans.”
_ANSWERED = re.compile(
    rf"(?P<who>[^,;:\"]{{2,90}}), (?P<aside>{ASKED}\b[^;\"]{{2,140}}?), "
    r"(?P<cue>said|says|told|replied|answered|added|insisted|stressed)(?:(?<=told) (?:the )?[\w.'’-]+(?: [A-Z][\w.'’-]+)*)?"
    r"(?: on \w+day)?(?: that)? (?P<rest>.+)[.]$"
)


def _answered(clauses: Clauses, sentence: Span) -> Iterator[Candidate]:
    match = _ANSWERED.match(clauses.words, sentence.start, sentence.end)
    if match is None or clauses.quoted(match.start("cue")):
        return
    rest = Span(*match.span("rest"))
    if _is_noun_phrase(clauses, Span(*match.span("who"))) and has_finite_verb(clauses, rest):
        yield _reported(match, (rest,), "I-ccomp")


def _on_the_surface(clauses: Clauses) -> Iterator[Candidate]:
    """“A, records show.”, “A, said people close to him, B.”: recognised even where the parser lost its way."""
    for sentence in clauses.passage.sentences:
        yield from _opened(clauses, sentence)
        yield from _answered(clauses, sentence)
        for pattern in (_TRAILING, _INVERTED):
            match = pattern.search(clauses.words, sentence.start, sentence.end)
            if (
                match
                and not clauses.quoted(match.start())
                and _is_noun_phrase(clauses, Span(*match.span("who")))
            ):
                yield from _surface_quote(clauses, sentence, match)


def _surface_quote(clauses: Clauses, sentence: Span, match: re.Match[str]) -> Iterator[Candidate]:
    before = trimmed(clauses.words, Span(sentence.start, match.start()))
    pieces = [before] if has_finite_verb(clauses, before) else []
    contrast = re.match(r"(?:while|whereas|although|though) ", match.groupdict().get("rest") or "")
    if (
        match.groupdict().get("rest")
        and not contrast
        and not _ADDING_AFTER.match(clauses.words, match.start("rest"))
    ):
        rest = Span(*match.span("rest"))
        if has_finite_verb(clauses, rest) and not re.match(r"(?:an?|the|who) ", rest.of(clauses.words)):
            pieces = [before, trimmed(clauses.words, rest)]
    spans = tuple(piece for piece in pieces if word_count(piece.of(clauses.words)) >= 2)
    if spans:
        yield _reported(match, spans, "I-sandwich")


def _is_noun_phrase(clauses: Clauses, span: Span) -> bool:
    if re.match(
        r"(?:who|which|that|and|but|as|when|while|where|if|or|in|on|at|he also|it)\b", span.of(clauses.words)
    ):
        return False
    tokens = clauses.inside(span)
    # “capping a year of awards for her and the show”: a verb, and no noun before the word that looks like one.
    if (
        not tokens
        or tokens[0].tag_ == "VBG"
        or tokens[-1].pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "PUNCT")
    ):
        return False
    return not has_finite_verb(clauses, span)


def has_finite_verb(clauses: Clauses, span: Span) -> bool:
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in clauses.inside(span))


_AS_SAID = re.compile(
    r"As (?P<who>[^,;]{2,80}?) (?P<cue>said|told|says|noted|notes|explained|explains|put|put it|stated|reported|wrote|writes|pointed out|observed|"
    r"argued|recalled|described)\b(?P<rest>[^,;]{0,60}), "
)


def _as_said(clauses: Clauses) -> Iterator[Candidate]:
    for sentence in clauses.passage.sentences:
        match = _AS_SAID.match(clauses.words, sentence.start, sentence.end)
        if match is None or clauses.quoted(match.end()):
            continue
        content = trimmed(clauses.words, Span(match.end(), sentence.end))
        if word_count(content.of(clauses.words)) >= 3:
            yield _reported(match, (content,), "I-as")


def _sandwich(clauses: Clauses, verb: Token) -> Candidate | None:
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if subject is None or is_denied(verb) or subject.lower_ in ("who", "which", "that"):
        return None
    first = subject.left_edge if subject.i < verb.i else verb
    first = _with_auxiliaries(verb, first)
    before, tag_end = _around(clauses, verb, subject, first)
    if before is None or tag_end is None:
        return None
    spans = tuple(
        span
        for span in (before, _rest(clauses, verb, tag_end))
        if word_count(span.of(clauses.words)) >= 2 and not _ASKED.match(span.of(clauses.words))
    )
    if not spans or not _carries(clauses, verb, before, spans):
        return None
    return Candidate(spans, "indirect", clauses.span(verb, verb), clauses.mention(subject), "I-sandwich")


# “Asked whether she had said so, Haddad answered”: the question is nobody's words.
_ASKED = re.compile(r"(?:When |After |Once |On being )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Qq]uizzed)\b")


def _with_auxiliaries(verb: Token, first: Token) -> Token:
    return min(
        (child for child in verb.children if child.dep_ in ("aux", "advmod") and child.i == first.i - 1),
        default=first,
        key=lambda t: t.i,
    )


def _around(clauses: Clauses, verb: Token, subject: Token, first: Token) -> tuple[Span | None, int | None]:
    """What stands before the clause, which a comma must close, and where the clause itself ends."""
    sentence = clauses.sentence(verb)
    start = clauses.start(first)
    before = Span(sentence.start, start)
    if not re.search(r"[,?!]\"? *[–—-]? *$", before.of(clauses.words)):
        return None, None
    # “said Mark Zandi, chief economist at Moody's, who …”: what describes the speaker is no content.
    last = verb if subject.i < verb.i else subject.right_edge
    after = clauses.start(last) + len(last)
    comma = re.search(
        r"(?:[,;:]|(?<!\b[A-Z])\.)(?=[ \"]|$)|[.?!]?\"? *$", clauses.words[after : sentence.end]
    )
    end = after + comma.start() if comma else sentence.end
    tail = Span(after, end)
    if _has_clause(clauses, verb, tail):
        return None, None
    return trimmed(clauses.words, before), end


def _has_clause(clauses: Clauses, verb: Token, tail: Span) -> bool:
    """A verb with its own subject between the reporting verb and the comma, or “agreed to go”: that is what was said, then."""
    inside = clauses.inside(tail)
    if any(token.dep_ == "xcomp" and token.head == verb and is_infinitive(token) for token in inside):
        return True
    return any(
        token.dep_ in ("nsubj", "nsubjpass", "expl")
        and token.head != verb
        and token.head.pos_ in ("VERB", "AUX")
        for token in inside
    ) or any(token.dep_ == "mark" and token.lower_ == "that" for token in inside)


def _rest(clauses: Clauses, verb: Token, tag_end: int) -> Span:
    """The words after the inserted clause, if it is closed by a comma and they go on with what was said."""
    sentence = clauses.sentence(verb)
    stop = clauses.words[tag_end : tag_end + 1]
    goes_on = stop == "," or (stop == "." and tag_end + 1 < sentence.end)
    if not goes_on or (stop == "," and _ADDING_AFTER.match(clauses.words, tag_end + 1, sentence.end)):
        return Span(tag_end, tag_end)
    rest = _before_other_attribution(clauses, Span(tag_end + 1, sentence.end))
    # “, it said, compared with $2.4 billion a year ago”: a comment, not what was said.
    goes_on = has_finite_verb(clauses, rest) or bool(_GOES_ON.match(rest.of(clauses.words)))
    return rest if stop == "." or goes_on else Span(tag_end, tag_end)


def _before_other_attribution(clauses: Clauses, span: Span) -> Span:
    match = re.compile(
        r", (?:adding|saying|noting|citing|according to|and (?:he|she|they) (?:said|added))\b"
    ).search(clauses.words, span.start, span.end)
    return trimmed(clauses.words, Span(span.start, match.start() if match else span.end))


def _carries(clauses: Clauses, verb: Token, before: Span, spans: tuple[Span, ...]) -> bool:
    """Whether the words before are a statement (or its beginning) and not the setting of “…, X said, B”."""
    words = before.of(clauses.words)
    left = clauses.inside(before)
    finite = [
        token
        for token in left
        if token.dep_ in (*SUBJECTS, "expl") and token.head in left and token.head.pos_ in ("VERB", "AUX")
    ]
    governing = [token for token in finite if not _is_subordinate(token.head)]
    if governing:
        return not any(_already_reports(verb, token.head) for token in governing)
    # “That, he added, would be a mistake”: the subject before, its verb after.
    divided = any(token.dep_ in SUBJECTS and token.head.i > verb.i for token in left)
    return divided or not (len(spans) < 2 or _SETTING.match(words))


def _already_reports(verb: Token, other: Token) -> bool:
    """“X said A, he said, B”: the words before have their reporting verb, and this one only repeats it."""
    if other.lemma_.lower() not in SAY or other.dep_ in ("relcl", "ccomp"):
        return False
    subject = next(child for child in verb.children if child.dep_ in SUBJECTS)
    return bool(subject.pos_ == "PRON" or (other == verb.head and verb.dep_ == "conj"))


def _is_subordinate(verb: Token) -> bool:
    marked = any(
        child.dep_ in ("mark", "advmod") and child.lower_ in _SUBORDINATORS and child.i < verb.i
        for child in verb.children
    )
    return marked or verb.dep_ in ("relcl", "acl")


def _according(clauses: Clauses) -> Iterator[Candidate]:
    for match in _ACCORDING.finditer(clauses.words, clauses.passage.span.start, clauses.passage.span.end):
        cue = Span(*match.span())
        token = clauses.first(cue.start, lambda _: True)
        if token is None or clauses.in_quotation(token):
            continue
        source = _source(clauses, cue)
        if source is None:
            continue
        spans = _said_according(clauses, clauses.sentence(token), cue, source)
        if spans:
            yield Candidate(spans, "indirect", cue, source[0], "I-according")


def _source(clauses: Clauses, cue: Span) -> tuple[Span, int] | None:
    """The source's mention, and where the whole phrase with its appositions ends."""
    head = clauses.first(cue.end, lambda token: token.dep_ in ("pobj", "dobj", "pcomp"))
    first = clauses.first(cue.end, lambda token: not token.is_space)
    if first is None or first.is_punct:
        return None
    if head is None or clauses.start(head.left_edge) - cue.end > 3:
        head = first
        while head.i + 1 < len(clauses.tokens) and head.head.i == head.i + 1 and not head.head.is_punct:
            head = head.head
    mention = _one_name(clauses, clauses.mention(head))
    mention = Span(max(mention.start, cue.end + 1), max(mention.end, cue.end + 2))
    mention = _with_other_capitals(clauses, mention)
    return mention, _phrase_end(clauses, head, mention)


def _with_other_capitals(clauses: Clauses, mention: Span) -> Span:
    """“according to Washington, Seoul and Kiev, as well as …”: governments named by their capitals."""
    while is_country(re.split(r", | and ", mention.of(clauses.words))[-1]):
        following = _NEXT_CAPITAL.match(clauses.words, mention.end)
        if following is None or not is_country(following[1]):
            break
        mention = Span(mention.start, following.end())
    return mention


_NEXT_CAPITAL = re.compile(r"(?:, and |, | and )((?:[A-Z][\w.]+ ?){1,2}(?<! ))")


def _one_name(clauses: Clauses, mention: Span) -> Span:
    """“According to Rathbun the property was returned”: a name and, without a comma, the clause's subject."""
    match = re.match(r"(?:[A-Z][\w.'-]+ )+(?=(?:the|a|an|his|her|their) )", mention.of(clauses.words))
    return Span(mention.start, mention.start + match.end() - 1) if match else mention


_APPOSED = re.compile(
    r", (?:(?:the|an?|his|her|its|their|who|which|whose|citing|in)\b[^,.;]{3,120}|\d\d?|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}(?!, (?:\d|an? )))(?=,(?!\d))"
)
# “according to Derrec Becker, public information officer for the Division, injuries ranged …”
_OFFICE = re.compile(r", (?P<office>[A-Za-z][^,.;\"]{3,120})(?=,(?!\d))")


_FINITE = re.compile(r"\b(?:was|were|is|are|has|had|have|will|would)\b")


def _phrase_end(clauses: Clauses, head: Token, mention: Span) -> int:
    """Past “, a spokesman for Y,” and “, who asked not to be named,”, where a comma closes them."""
    sentence = clauses.sentence(head)
    edge = head.right_edge
    end = (
        max(mention.end, clauses.start(edge) + len(edge))
        if clauses.words[mention.end : mention.end + 1] != ","
        else mention.end
    )
    for _ in range(2):  # “, 45, mayor of Bern,”
        match = _APPOSED.match(clauses.words, end, sentence.end) or _office_after(clauses, end, sentence)
        if match is None or _FINITE.search(match.group().split(" who ")[0]):
            break
        end = match.end()
    return min(end, sentence.end)


def _office_after(clauses: Clauses, end: int, sentence: Span) -> re.Match[str] | None:
    match = _OFFICE.match(clauses.words, end, sentence.end)
    if match is None or not has_office(match["office"]):
        return None
    if match["office"][0].isupper() and personal_name(match["office"]):
        return None
    return None if has_finite_verb(clauses, Span(*match.span())) else match


def _said_according(
    clauses: Clauses, sentence: Span, cue: Span, source: tuple[Span, int]
) -> tuple[Span, ...]:
    before = _own_clause(clauses, Span(sentence.start, cue.start))
    after = Span(source[1], sentence.end)
    if re.search(r"\bthat,? *$", before.of(clauses.words)):
        before = Span(before.end, before.end)
    if word_count(clauses.words[sentence.start : cue.start]) == 0:
        set_off = clauses.words.startswith(",", source[0].end)
        comma = COMMA.search(clauses.words, source[1], sentence.end) if set_off else None
        after = Span(comma.start() if comma else source[1], sentence.end)
    elif not _goes_on_after_source(clauses, after):
        after = Span(after.start, after.start)
    pieces = (trimmed(clauses.words, before), trimmed(clauses.words, after))
    # “The school, according to X, has nine pupils”: a subject of two words belongs to it; “In 2019” is a setting.
    least = 2 if _SUBJECT.match(clauses.words, pieces[0].start) else 3
    counts = [word_count(piece.of(clauses.words)) for piece in pieces]
    return tuple(piece for piece, count in zip(pieces, counts, strict=True) if count >= least)


_SUBJECT = re.compile(r"(?:The|An?|This|That|These|Those|His|Her|Their|Its|Our) [a-z]")


def _goes_on_after_source(clauses: Clauses, after: Span) -> bool:
    """The sentence goes on with what the source said, not with further sources or with somebody else."""
    if not re.match(r"\s*, ", after.of(clauses.words)) or _OTHER_CLAUSE.match(clauses.words, after.start):
        return False
    return has_finite_verb(clauses, after) and not _ADDING_AFTER.match(clauses.words, after.start, after.end)


def _own_clause(clauses: Clauses, before: Span) -> Span:
    """Only the clause that the source supports: after the last semicolon, after “, but”."""
    start = before.start
    for match in re.finditer(r"; |, but |, while ", before.of(clauses.words)):
        start = before.start + match.end()
    return Span(start, before.end)
