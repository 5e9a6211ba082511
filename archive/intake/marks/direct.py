"""Who is printed beside a quotation: attribution clauses read from the words outside the marks.

Works on the surface of the text, so it needs no grammar. Its rules:

D-after     “…,” X said / said X. The commonest form of English news.
D-before    X said, “…” / X said in a statement: “…” / saying, “…”, within the sentence.
D-colon     a sentence or paragraph that ends in a colon brings in the quotation that follows.
            “…,” X said. “…”: the same speaker goes on, one quotation with two spans.
D-floating  a paragraph that is one quotation, after a paragraph in which somebody spoke.
D-dash      – dialogue with a dash, said X.
D-unattributed  a paragraph that is one quotation, with nobody before it: the editor is asked.
M-fragment  quoted words without a reporting verb near them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.intake.data import sections
from archive.intake.grammar.sentences import Passage
from archive.intake.grammar.verbs import FINITE_FORMS, ING_FORMS, QUOTE_ONLY
from archive.intake.marks.continued import continued
from archive.intake.marks.issued import issuer
from archive.intake.marks.pairs import Quotation
from archive.intake.marks.signed import signed
from archive.intake.marks.tags import DirectQuote, SpeechTag
from archive.intake.spans import COMMA, Span, stripped, trimmed, word_count

# “called the plan “a joke””: the marks hold a fragment of what was said, not the whole.
_NAMING = QUOTE_ONLY - {"respond", "answer", "reply"} | {"report"}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FINITE = rf"(?:{_alternatives(FINITE_FORMS)})"
_ING = rf"(?:{_alternatives(ING_FORMS)})"
_ADVERB = (
    r"(?:also|then|later|once|again|just|even|further|\w+ly|has|have|had|would|will|did|could|is|was|were)"
)
_ADVERBS = rf"(?:{_ADVERB} )*"
_ADVERBS_LAST = re.compile(rf"(?:(?:^| ){_ADVERB})+$")
# “… em> – X said”: dashes and leftovers of markup between the closing mark and the attribution.
_LEAD = re.compile(r"(?:[\s,.–—-]|</?\w{0,6}>|\b\w{1,4}>)*")
# The stop of “J. D. Vance”, “Mr. Smith”: no end of the sentence.
_TITLE_STOP = "|".join(
    rf"(?<=\b{title})\." for title in sorted(sections("names.txt")["abbreviated"] | {"Jr", "Sr"})
)
_INVERTED = re.compile(
    rf"(?!(?:\w+ly )*(?:is|are|was|were|be|been)\b){_ADVERBS}(?P<cue>{_FINITE})\b (?P<who>(?:[^,.;:–—\"()]|\.(?=[a-z])|(?<=\b[A-Z])\.|{_TITLE_STOP})+)"
)
# “…,” the agency quoted Habibi as saying; “…,” Habibi was quoted by the agency as saying: Habibi's words.
_QUOTED_AS = tuple(
    re.compile(pattern + r" (?:saying|telling|writing|adding)\b")
    for pattern in (
        r"(?P<who>[^,;:\"]{2,80}?) (?:is|was|were|has been|had been) (?P<cue>quoted|cited|reported)(?: (?:by|in|on|at) [^,;:\"]{2,80}?)?(?: as)?",
        r"[^,;:\"]{2,80}? (?P<cue>quoted|cited|quotes|cites) (?P<who>(?!by |as |in |on |at )[^,;:\"]{2,80}?) as",
    )
)
_CUE_FINITE = re.compile(rf"\b(?:{_FINITE}|believes|thinks|reckons)\b")
_STOP = re.compile(
    r"\s(?:in(?! [Cc]h(?:arge|ief)\b)|on|at|after|during|when|as|while|who|whose|to|via|before|following|amid|ahead|by|through|with|about|"
    r"because|since|if|upon|outside|inside|earlier|later|last|this|yesterday|today|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$",
    re.I | re.S,
)
# “scored one or two points”, “calling it”: a verb, so not the beginning of who spoke.
_VERB_FIRST = re.compile(r"^(?!(?:red|united|armed|retired|appointed|elected|wed)\b)[a-z]+(?:ed|ing)\b")
_NOT_SUBJECT = re.compile(
    r"^(?:and|but|or|which|who|that|because|although|though|while|when|where|if|as|so|in|on|at|of|for|to|with|"
    r"from|by|after|before|during|is|was|are|were|has|have|had|(?-i:will)|would|not|than|then(?!-)|about|into|what|how|why)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:who|which|that|to|whom|not|never|n't|when|what|whether|if|as)(?: (?:has|have|had|also|is|was|\w+ly))*$",
    re.I,
)
_CUE_BEFORE = re.compile(rf"\b(?P<cue>{_FINITE}|{_ING})\b")
# “which media reports range from ten to 32 pages, “must be …””: a noun, and the verb that follows it.
_PREDICATE = re.compile(
    r"(?!(?:that|in|on|at|to|of|during|after|before|when|as|by|via|through|from|about|with|last|this|late|early|earlier|"
    r"later|yesterday|today|again|simply|only|the|a|an|his|her|their|them|him|us|me|reporters|journalists|it)\b)[a-z]+ [a-z]"
)
# “he was told”: the subject heard the words.
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)(?: \w+ly)?\s*$")
# “One carried a sign that read “No water””: nobody speaks.
_INSCRIBED = re.compile(
    r"\b(?:signs?|banners?|placards?|posters?|t-?shirts?|shirts?|caps?|hats?|stickers?|graffiti|slogans?|plaques?|labels?|inscriptions?|"
    r"tattoos?|leaflets?|billboards?|headlines?)(?: \w+){0,3}\s*$",
    re.I,
)
# “stop saying “unacceptable””: not said by anybody.
_NOT_SAYING = re.compile(
    r"\b(?:stop|start|keep|avoid|without|not|never|worth|from|for|by|of|about|like)\s+$", re.I
)
# “in the words of the prosecutor, Mark Tedeschi, “…””
_WORDS_OF = re.compile(r"\b(?P<cue>[Ii]n the words of) (?P<who>[^\";:]{2,90}?)[,:]? *$")
# “with Boswell stating: “…””
_WITH_NAME = re.compile(r"\bwith (?P<who>(?:[A-Z][\w.'-]+ ?){1,5}(?<! ))(?: also)? $")
_SPEECH_MARK = re.compile(r"[,:]\s*$")
_LEFT_END = re.compile(r"(?:[,:]|\bthat|[–—-])\s*$")
_INTERRUPTION = re.compile(r"[,.?!…]*\s[–—-]\s(?P<tag>[^–—\"“”]{3,90}?[.,;:])\s[–—-]\s")
_UNCLOSED_TAG = re.compile(
    rf"[,?!]\s(?P<tag>(?:(?:said|says) [A-Z][^,.\"]{{1,60}}|(?:he|she|(?:the |[A-Z])[^,.\"–—]{{1,60}}) {_FINITE}))[.]?\s*$"
)
_DASH_TAG = re.compile(
    rf"[,?!.]\s(?:[–—-]\s)?(?P<tag>(?:{_FINITE} [^,.\"]{{2,80}}|[^,.\"–—]{{2,60}} {_FINITE}))(?=[.,])"
)


_DASH_START, _NOTHING = re.compile(r"[–—-]\s+\S"), Span(0, 0)


def direct_quotes(words: str, passage: Passage, above: Span) -> tuple[DirectQuote, ...]:
    """`words` is the plain article, `above` the paragraph before this one, for the colon."""
    with_name = tuple(signed(words, passage))
    if with_name:
        return with_name
    if _DASH_START.match(words, passage.span.start):
        return tuple(_dash_dialogue(words, passage))
    found = [
        _attributed(words, passage, index, above)
        for index in range(len(passage.quotations))
        if not _is_title(words, passage, index)
    ]
    return tuple(continued(words, _with_speakers(passage, found)))


def _is_title(words: str, passage: Passage, index: int) -> bool:
    """“Fox News Sunday,” “All Bets Are Off.”: the title of a work within a sentence, or of a part of the page."""
    quotation = passage.quotations[index]
    inside = quotation.words.of(words).strip(" ,.")
    long = [word for word in re.findall(r"[^\W\d_][\w'-]*", inside) if len(word) > 3]
    if not 1 <= len(long) <= 8 or any(word[0].islower() for word in long) or word_count(inside) < 2:
        return False
    if re.search(r"[!?]|[.,] ", inside) or re.search(r"\b(?:I|we|you|is|are|was)\b", inside):
        return False
    return quotation.outer == passage.span or _is_set_in(words, _surroundings(words, passage, index)[0])


# “told “Good Morning Oslo””, “a print called “Cowboys and Indians””
_NO_SPEECH = ("told", "tells", "telling", "called", "calls", "calling")


def _is_set_in(words: str, left: Span) -> bool:
    """Words of the sentence stand before it, and no verb or mark of speech brings it in."""
    before = left.of(words)
    cue = _CUE_BEFORE.search(words, max(left.start, left.end - 25), left.end)
    spoken = _SPEECH_MARK.search(before) or (cue and cue["cue"] not in _NO_SPEECH)
    return bool(before.strip(' -"')) and not spoken


def _with_speakers(passage: Passage, found: list[DirectQuote]) -> list[DirectQuote]:
    """“Trump said, “I do,” before adding, “we'll see””: the verb without a subject takes the one before it."""
    result: list[DirectQuote] = []
    for quote in found:
        before = result[-1].tag if result else None
        if quote.tag and quote.tag.follows and before and before.who and before.cue and quote.tag.cue:
            same = passage.sentence_at(before.cue.start) == passage.sentence_at(quote.tag.cue.start)
            quote = replace(quote, tag=replace(quote.tag, who=before.who)) if same else quote
        result.append(quote)
    return result


def _attributed(words: str, passage: Passage, index: int, above: Span) -> DirectQuote:
    quotation = passage.quotations[index]
    split = _interrupted(words, quotation) or _unclosed_with_tag(words, quotation)
    if split:
        return split
    left, right = _surroundings(words, passage, index)
    whole = _is_whole(words, quotation)
    tag = _tag_after(words, quotation, right)
    rule = "D-after"
    if tag is None:
        tag, rule = _tag_before(words, quotation, left), "D-before"
    leads = not words[left.start : left.end].strip(' "-–—')
    if tag is None and leads:
        tag, rule = _tag_above(words, passage, left, above), "D-colon"
    if tag is None:
        whole = whole and not any(
            words[side.start : side.end].strip(" \"'-–—.,;:)([") for side in (left, right)
        )
        rule = "D-unattributed" if whole else "M-fragment"
    if rule == "D-before" and _is_subject(words, quotation):
        return DirectQuote((quotation.words,), quotation.outer, tag, rule, whole=False)
    # “I do,” Trump said: short, but with an attribution of its own it is no fragment.
    begins = words[quotation.words.start].isupper() and _SPEECH_MARK.search(words[left.start : left.end])
    whole = whole or (tag is not None and (leads or bool(begins)))
    return DirectQuote((quotation.words,), quotation.outer, tag, rule, whole, leads)


def _surroundings(words: str, passage: Passage, index: int) -> tuple[Span, Span]:
    """The unquoted words of the same sentence, to the left and to the right."""
    quotation = passage.quotations[index]
    sentence_start = passage.sentence_at(quotation.outer.start).start
    floor = passage.quotations[index - 1].outer.end if index else passage.span.start
    after = (
        passage.quotations[index + 1].outer.start if index + 1 < len(passage.quotations) else passage.span.end
    )
    last = max(quotation.outer.start, quotation.words.end - 1)
    right_end = passage.sentence_at(quotation.outer.end - 1).end
    if words[last] not in ".!?":
        right_end = max(right_end, passage.sentence_at(last).end)
    return (
        Span(max(floor, min(sentence_start, quotation.outer.start)), quotation.outer.start),
        Span(quotation.outer.end, max(quotation.outer.end, min(after, right_end))),
    )


def _is_whole(words: str, quotation: Quotation) -> bool:
    inside = trimmed(words, quotation.words, " .[('\"")
    return (
        inside.end > inside.start
        and words[inside.start].isupper()
        and word_count(quotation.words.of(words)) >= 3
    )


# “said that “Berlin's threats” have …”: the words in marks are the subject of what was said.
_VERB_OF_MARKED = re.compile(
    r" (?:have|has|had|is|are|was|were|will|would|can|could|may|might|must|should|do|does|did)\b"
)


def _is_subject(words: str, quotation: Quotation) -> bool:
    closed = words[quotation.words.end - 1] in ".,!?;:…–—"
    return not closed and _VERB_OF_MARKED.match(words, quotation.outer.end) is not None


def _tag_after(words: str, quotation: Quotation, right: Span) -> SpeechTag | None:
    lead = _LEAD.match(words, right.start, right.end)
    start = lead.end() if lead else right.start
    last = words[quotation.words.start : quotation.words.end].rstrip("'")[-1:]
    joint = words[right.start : start]
    inverted = _inverted(words, Span(start, right.end))
    if last in ",?!-–—…" or "," in joint or "–" in joint or "—" in joint or "-" in joint:
        return inverted or _straight(words, Span(start, right.end))
    return inverted if last not in ".;:" else None


def _inverted(words: str, region: Span) -> SpeechTag | None:
    match = _INVERTED.match(words, region.start, region.end)
    if match is None:
        return None
    who = stripped(words, Span(*match.span("who")))
    stop = _STOP.search(words, who.start, who.end)
    who = stripped(words, Span(who.start, stop.start() if stop else who.end))
    if who.end == who.start or _NOT_SUBJECT.match(who.of(words)):
        return None
    return SpeechTag(who, Span(*match.span("cue")), Span(match.start(), who.end))


def _straight(words: str, region: Span) -> SpeechTag | None:
    """X said. The verb of a relative clause (“, who asked not to be named, said”) is passed over."""
    quoted_as = _quoted_as(words, Span(region.start, min(region.end, region.start + 250)))
    if quoted_as:
        return quoted_as
    if _NOT_SUBJECT.match(words[region.start : region.end]) or _VERB_FIRST.match(
        words[region.start : region.end]
    ):
        return None
    for match in _CUE_FINITE.finditer(words, region.start, min(region.end, region.start + 300)):
        before = Span(region.start, match.start())
        if _PASSIVE.search(before.of(words)):
            return None
        if _RELATIVE.search(before.of(words).rstrip(" ,")) or before.end == before.start:
            continue
        who = _leading_mention(words, before)
        return SpeechTag(who, Span(*match.span()), Span(region.start, match.end())) if who else None
    return None


def _quoted_as(words: str, region: Span) -> SpeechTag | None:
    for pattern in _QUOTED_AS:
        match = pattern.match(words, *region)
        if match:
            who = stripped(words, Span(*match.span("who")))
            return SpeechTag(who, Span(*match.span("cue")), Span(region.start, match.end()))
    return None


def _leading_mention(words: str, region: Span) -> Span | None:
    """The noun phrase that a clause begins with, up to its first comma, without adverbs."""
    comma = COMMA.search(words, *region)
    who = stripped(words, Span(region.start, comma.start() if comma else region.end))
    adverbs = _ADVERBS_LAST.search(who.of(words))
    if adverbs:
        who = stripped(words, Span(who.start, who.start + adverbs.start()))
    return who if 0 < word_count(who.of(words)) <= 30 else None


def _tag_before(words: str, quotation: Quotation, left: Span) -> SpeechTag | None:
    """The last reporting verb before the mark, when a comma, a colon or nothing stands between."""
    own = _WORDS_OF.search(words, left.start, left.end)
    if own:
        who = _leading_mention(words, Span(*own.span("who")))
        return SpeechTag(who, Span(*own.span("cue")), Span(own.start(), left.end)) if who else None
    cues = list(_CUE_BEFORE.finditer(words, left.start, left.end))
    if not cues:
        return _colon_name(words, left)
    cue = cues[-1]
    between = words[cue.end() : left.end].strip()
    fragment = not _is_whole(words, quotation)
    if fragment and (FINITE_FORMS.get(cue["cue"]) in _NAMING or words[cue.start() - 1] == "-"):
        return None
    if not (_LEFT_END.search(words[left.start : left.end]) or between in ("", "that")):
        return None
    if len(between) > 160 or re.search(r"\b(?:he|she|they|who|which)\b \w+", between):
        return None
    if cue["cue"].endswith("s") and _PREDICATE.match(between):
        return None
    if fragment and cue["cue"] in ING_FORMS and _NOT_SAYING.search(words, left.start, cue.start()):
        return None
    return _tag_at(words, left, Span(*cue.span()))


def _tag_at(words: str, left: Span, cue: Span) -> SpeechTag | None:
    before = words[left.start : cue.start]
    if cue.of(words) in ING_FORMS:
        quoted_as = _quoted_as(words, Span(left.start, cue.end))
        if quoted_as and quoted_as.clause.end == cue.end:
            return quoted_as
        with_name = _WITH_NAME.search(words, left.start, cue.start)
        if with_name:
            return SpeechTag(Span(*with_name.span("who")), cue, Span(with_name.start(), cue.end))
        return SpeechTag(None, cue, Span(left.start, cue.end), follows=True)
    if _PASSIVE.search(before):
        return _tag_of_agent(words, left, cue)
    if _INSCRIBED.search(before):
        return None
    return SpeechTag(_subject_left(words, Span(left.start, cue.start)), cue, Span(left.start, cue.end))


def _tag_of_agent(words: str, left: Span, cue: Span) -> SpeechTag | None:
    """“Trump was asked by a reporter: “…?””: the reporter's words, not Trump's."""
    agent = re.compile(r" by (?P<who>[^,:\"]{2,80})").match(words, cue.end, left.end)
    return (
        SpeechTag(stripped(words, Span(*agent.span("who"))), cue, Span(left.start, left.end))
        if agent
        else None
    )


def _subject_left(words: str, region: Span) -> Span | None:
    """The noun phrase just before a verb: after the last comma, or before a phrase set between commas."""
    source = region.of(words).rstrip(" ,")
    adverbs = _ADVERBS_LAST.search(source)
    end = region.start + (adverbs.start() if adverbs else len(source))
    pieces = [stripped(words, Span(*piece)) for piece in _pieces(words, Span(region.start, end))]
    # “Miller, Spokesperson for the State Department, said”: a closing comma ends an apposition, not the subject.
    if region.of(words).rstrip().endswith(",") and len(pieces) > 1:
        pieces.pop()
    for piece in reversed(pieces):
        if _SUBJECT_SHAPE.match(piece.of(words)):
            return _after_conjunction(words, piece)
    return _after_conjunction(words, pieces[-1]) if pieces and pieces[-1].end > pieces[-1].start else None


def _pieces(words: str, region: Span) -> Iterator[Span]:
    start = region.start
    for match in re.finditer(r",|;|\bbut\b|\band\b(?= (?:he|she|they)\b)", words[region.start : region.end]):
        yield Span(start, region.start + match.start())
        start = region.start + match.end()
    yield Span(start, region.end)


_NOT_NAMED = re.compile(
    r"(?:And|But|Then|Later|Also|So|Still|Yet|Now|Again|Or|Plus|Next|Finally|Example|Examples|Answer|Question)\b",
    re.I,
)
_SUBJECT_SHAPE = re.compile(
    r"(?!(?:Meanwhile|However|Instead|Still|Later|Earlier|Finally|Moreover|Also|Then|Now|Yesterday|Today|First|Second|Separately)\b)(?:And |But |Yet |Still )?(?:[A-Z][\w.'-]*[ ]?|he|she|they|it|we)"
)
_PREPOSED = re.compile(
    r"^(?:In|On|At|After|Before|During|As|When|While|With|For|From|By|To|Asked|Speaking|Later|Earlier|Meanwhile|"
    r"Yet|Still|Also|Citing|Responding|Referring|Addressing|Last|This|Under|Since|Until|Amid|About)\b"
)


def _after_conjunction(words: str, piece: Span) -> Span | None:
    match = re.match(
        r"(?:And |But |Yet |Still |and |but |so |yet |[Aa]s (?=[A-Z](?!.* (?:in|at|to|of) )))+",
        piece.of(words),
    )
    span = Span(piece.start + (match.end() if match else 0), piece.end)
    return None if _PREPOSED.match(span.of(words)) and word_count(span.of(words)) > 1 else span


def _colon_name(words: str, left: Span) -> SpeechTag | None:
    """Miller: “…”"""
    source = left.of(words).rstrip()
    if not source.endswith(":") or not 0 < word_count(source) <= 12 or not source.lstrip()[:1].isupper():
        return None
    colon = Span(left.start + len(source) - 1, left.start + len(source))
    who = stripped(words, Span(left.start, colon.start))
    return SpeechTag(_name_in(words, who), colon, Span(who.start, colon.end))


def _name_in(words: str, region: Span) -> Span | None:
    """“Alex Conant fired off a tweet:”: the name it begins with; “And then:” names nobody."""
    if _NOT_NAMED.match(region.of(words)):
        return None
    if word_count(region.of(words)) <= 4:
        return region
    leading = _leading_mention(words, region) or region
    name = re.match(r"(?:[A-Z][\w.'-]* )+", leading.of(words))
    return (
        Span(leading.start, leading.start + name.end() - 1)
        if name and word_count(name.group()) > 1
        else leading
    )


def _tag_above(words: str, passage: Passage, left: Span, above: Span) -> SpeechTag | None:
    """A sentence that ends in a colon, in this paragraph or at the end of the one before."""
    inside = left.start > passage.span.start
    whole = Span(passage.span.start, left.start) if inside else above
    end = whole.start + len(whole.of(words).rstrip())
    if words[end - 1 : end] != ":" or end <= whole.start:
        return None
    start = max(words.rfind(mark, whole.start, end - 1) for mark in (". ", "? ", "! ", '" ')) + 1
    region = stripped(words, Span(max(start, end - 600, whole.start), end - 1))
    if issued := issuer(words, region):
        return SpeechTag(_subject_left(words, issued), None, region)
    cues = list(_CUE_BEFORE.finditer(words, region.start, region.end))
    if not cues:
        return SpeechTag(_leading_mention(words, region), None, region) if region.end > region.start else None
    cue = Span(*cues[-1].span())
    who = _subject_left(words, Span(region.start, cue.start))
    return SpeechTag(who, cue, region, follows=cues[-1]["cue"] in ING_FORMS)


def _interrupted(words: str, quotation: Quotation) -> DirectQuote | None:
    """ "This concerns not only us, – he continued. – We see others…": one pair of marks around both halves."""
    match = _INTERRUPTION.search(words, quotation.words.start, quotation.words.end)
    if match is None:
        return None
    region = Span(match.start("tag"), match.end("tag"))
    tag = _inverted(words, region) or _straight(words, region)
    if tag is None:
        return None
    halves = (Span(quotation.words.start, match.start() + 1), Span(match.end(), quotation.words.end))
    return DirectQuote(halves, quotation.outer, tag, "D-interrupted", whole=True)


def _unclosed_with_tag(words: str, quotation: Quotation) -> DirectQuote | None:
    """ "It was known to all, Harding said. — the closing mark is missing, the attribution ends the paragraph."""
    if quotation.closed:
        return None
    match = _UNCLOSED_TAG.search(words, quotation.words.start, quotation.words.end)
    if match is None or word_count(words[quotation.words.start : match.start()]) < 3:
        return None
    region = Span(*match.span("tag"))
    tag = _inverted(words, region) or _straight(words, region)
    if tag is None or tag.who is None:
        return None
    span = Span(quotation.words.start, match.start())
    return DirectQuote((span,), quotation.outer, tag, "D-after", whole=True)


def _dash_dialogue(words: str, passage: Passage) -> Iterator[DirectQuote]:
    opening = re.compile(r"[–—-]\s+").match(words, passage.span.start)
    start = opening.end() if opening else passage.span.start
    marked = [_attributed(words, passage, index, _NOTHING) for index in range(len(passage.quotations))]
    if marked:
        first = marked[0]
        lead = stripped(words, Span(start, first.outer.start))
        spans = (lead, *first.spans) if word_count(lead.of(words)) >= 3 else first.spans
        yield DirectQuote(spans, Span(passage.span.start, first.outer.end), first.tag, "D-dash", whole=True)
        yield from marked[1:]
        return
    match = _DASH_TAG.search(words, start, passage.span.end)
    if match is None:
        yield DirectQuote((Span(start, passage.span.end),), passage.span, None, "D-dash", whole=True)
        return
    region = Span(*match.span("tag"))
    tag = _inverted(words, Span(region.start, region.end)) or _straight(words, Span(region.start, region.end))
    rest = stripped(words, trimmed(words, Span(match.end(), passage.span.end)))
    spans = (Span(start, match.start() + 1), *((rest,) if word_count(rest.of(words)) >= 3 else ()))
    yield DirectQuote(spans, passage.span, tag, "D-dash", whole=True)
