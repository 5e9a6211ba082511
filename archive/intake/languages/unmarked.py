"""Statements without marks, in languages with spaces: X said that A; according to X, A; A, said X; A. That was said by X."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph, enough, reported
from archive.intake.languages.marked import BLOT, EDGES
from archive.intake.languages.phrases import Token, noun_phrase, opening_phrase, tokens_of
from archive.intake.languages.subjects import beside, joined, opens_as_subject, span_of, subject
from archive.intake.languages.table import Language
from archive.intake.spans import Span, trimmed

_BY_NAME = re.compile(r"(?<!\w)zufolge(?!\w)")
_WEITER = re.compile(r"[ .]*(?:weiter|am \w+)?[ .]*")
_SO = re.compile(r", so (?=(?:der|die|das) |[^\W\d_a-zäöüß])")
# A subject that is no article of a relative clause, and a verb that looks like the past: “neue Lieferungen verlängerten den”.
# “assure avoir prévenu, ce qui …”
_AFTER_WORDS = re.compile(r", (?:ce qui|lo que|что (?:стало|вызвало)|was) ")
_NAME_BEFORE = re.compile(
    r"(?<![\w'-])[^\W\d_a-zа-яіїєґ][\w'-]+(?: (?:de|del|la|las|los|van|von|du|di|da))*(?: [^\W\d_a-zа-яіїєґ][\w'-]+){1,2}$"
)
_TITLED = re.compile(rf"[^{BLOT},.]*?(?P<head>\w+) {BLOT}{{3,30}}(?= )")
# “En su cuenta de X escribió que A”: of what somebody has, a noun.
_OWNED = re.compile(r"(?<!\w)(?:sus?|mis?|son|sa|ses|leurs?) $", re.I)
_AS = 24
_PAST_FORM = re.compile(r"(?!\w+(?:te|ten) )(?:\w+ ){1,3}?[a-zäöüß]{3,}(?:te|ten) \w")
_INFINITIVE = re.compile(
    r"[^,.]*?(?<!\w)(?:zu [a-zäöüß]+n|[a-zäöüß]{2,7}zu[a-zäöüß]{2,}n)(?= ?(?:[.,;“»\"]|$))"
)
_IN_ORDER = re.compile(r"(?:um|ohne|statt|anstatt) ")
_DENIES = ("wies", "weist", "dement", "widersp", "bezweifel")
GAP = 90
_PAPER = re.compile(rf" (?:der|dem|den) {BLOT}{{3,40}}")
_TO_PAPER = re.compile(rf" (?:\w+ ){{0,4}}{BLOT}{{3,40}}(?: \([^()]{{1,20}}\))?, ")
# An adverb may stand between two verbs of one subject.
_JOIN = 40
# A sentence with more verbs is a list.
_MOST_CUES = 24
COMMA_BEFORE = re.compile(r"[,!?…]\s*(?:[—–-]{1,2}\s*)?$")


def said_in(paragraph: Paragraph, sentence: Span) -> Iterator[Candidate]:
    found = _according(paragraph, sentence) or _so(paragraph, sentence) or _fronted(paragraph, sentence)
    if found:
        yield found
        return
    last: Candidate | None = None
    for cue in islice(_cues(paragraph, sentence), _MOST_CUES):
        span = Span(*cue.span())
        if last and span.start < last.spans[0].end:
            continue
        words = _infinitive(paragraph, span, sentence) or _content(paragraph, span, sentence)
        if words is None or negated(paragraph, span):
            continue
        goes_on = _joins(paragraph, sentence.start, cue) is not None
        who = last.who if last and goes_on else _subject(paragraph, sentence, cue)
        end = _next(paragraph, words)
        words = trimmed(paragraph.flat, Span(words.start, end or words.end), EDGES)
        last = reported(paragraph, words, span, who, "L-that")
        yield replace(last, goes_on=who is None and goes_on)
        if end is None:
            return


def _cues(paragraph: Paragraph, region: Span) -> list[re.Match[str]]:
    """The verbs, and in their places the gerunds that go on: “сказал, что A, добавив, что B”."""
    language, bare = paragraph.language, paragraph.bare
    gerunds = language.gerund.finditer(bare, *region)
    going_on = [match for match in gerunds if bare.startswith(", ", match.start() - 2)]
    verbs = (
        match
        for match in language.cue.finditer(bare, *region)
        if not _OWNED.search(bare, region.start, match.start())
    )
    return sorted([*verbs, *going_on], key=lambda match: match.start())


def _joins(paragraph: Paragraph, start: int, cue: re.Match[str]) -> re.Match[str] | None:
    """What joins a verb to the one before; a comma alone joins gerunds."""
    language, end = paragraph.language, cue.start()
    joins = language.going_on.search(paragraph.bare, max(start, end - _JOIN), end)
    alone = joins is not None and joins.group().strip() == ","
    return None if alone and not language.gerund.fullmatch(cue.group()) else joins


def _next(paragraph: Paragraph, words: Span) -> int | None:
    """Where the words end because their speaker does something more: “dijo que A | y pidió B”."""
    colon = paragraph.bare.find(f": {BLOT}", *words)
    if colon > 0 and enough(paragraph.language, Span(words.start, colon).of(paragraph.flat), 2):
        return colon
    contrast = paragraph.language.contrast.search(paragraph.bare, *words)
    other = contrast and paragraph.language.cue.search(
        paragraph.bare, contrast.end(), min(words.end, contrast.end() + GAP)
    )
    if contrast and other and _content(paragraph, Span(*other.span()), words):
        return contrast.start()
    for cue in islice(_cues(paragraph, words), _MOST_CUES):
        if joins := _joins(paragraph, words.start, cue):
            before = Span(words.start, joins.start())
            return joins.start() if enough(paragraph.language, before.of(paragraph.flat), 3) else None
    return None


def _subject(paragraph: Paragraph, sentence: Span, cue: re.Match[str]) -> Span | None:
    span, bare = Span(*cue.span()), paragraph.bare
    titled = _TITLED.match(bare, sentence.start, span.start)
    behind = max(sentence.start, bare.rfind(BLOT, sentence.start, span.start) + 1)
    if titled and behind == titled.end() and _heads(paragraph.language, titled["head"]):
        behind = sentence.start
    contrasts = [match.end() for match in paragraph.language.contrast.finditer(bare, behind, span.start)]
    behind = max([behind, *contrasts])
    who = joined(cue) or subject(paragraph, Span(behind, span.start), span)
    who = who or subject(paragraph, Span(sentence.start, span.start), span)
    joins = _joins(paragraph, behind, cue)
    who = who or _antecedent(paragraph, Span(sentence.start, span.start))
    if who or joins is None or joins.group().strip() == ",":
        return who
    # “El ministro X rechazó el plan y aseguró que A”
    opened = opening_phrase(paragraph.language, bare, Span(sentence.start, joins.start()))
    between = re.findall(r"[\w']+", bare[opened.end : joins.start()].casefold()) if opened else []
    other = paragraph.language.that | paragraph.language.relatives
    return opened if opened and not other & set(between) else None


def _heads(language: Language, word: str) -> bool:
    """“Капитан «Невы» Степан Горелик”"""
    return language.is_office(word.casefold()) or language.is_body(word)


def _antecedent(paragraph: Paragraph, before: Span) -> Span | None:
    """“denunció la dirigente Eufemia Colque, quien | adelantó que A”: the name right in front of the relative."""
    language = paragraph.language
    relative = language.relative.search(paragraph.bare, *before)
    name = _NAME_BEFORE.search(paragraph.bare, before.start, relative.start()) if relative else None
    known = name is not None and name.group()[0].isupper() and not language.compound
    return Span(*name.span()) if name and known else None


def said_before(paragraph: Paragraph, taken: list[Span]) -> Iterator[Candidate]:
    """“A. Об этом сообщил X.” What is said in the present tense is an outlet's."""
    language, bare = paragraph.language, paragraph.bare
    for words, sentence in pairwise(paragraph.sentences):
        opening = sentence.of(bare).casefold()
        cue = language.cue.search(bare, *sentence) if opening.startswith(tuple(language.of_it)) else None
        if cue is None or not cue.group().endswith(language.past) or any(words.meets(span) for span in taken):
            continue
        span = Span(*cue.span())
        who = beside(paragraph, span.end)
        whole = _whole(paragraph, words)
        if who and whole and not negated(paragraph, span):
            yield reported(paragraph, whole, span, who, "L-of-it")


def _content(paragraph: Paragraph, cue: Span, sentence: Span) -> Span | None:
    """Behind “that”; in German also behind a comma where the verb says that the words are another's."""
    language = paragraph.language
    tokens = tokens_of(language, paragraph.bare, Span(cue.end, sentence.end))
    for index, token in enumerate(tokens):
        bare = token.low.split("'")[0] + ("'" if "'" in token.low else "")
        # “cuenta Vicent Ferrer, que perdió su taller”
        if token.comma and token is not tokens[0] and token.low in language.relatives & language.that:
            return None
        # “Un funcionario, que pidió no ser identificado, señaló que A”
        if token.comma and token is not tokens[0] and language.cue.match(paragraph.bare, token.span.start):
            return None
        if token.low in language.that or bare in language.that:
            start = token.span.end if token.low in language.that else token.span.start + len(bare)
            return _whole(paragraph, Span(start, sentence.end))
        if token.comma and language.passed_on:
            region = Span(token.span.start, sentence.end)
            return _subjunctive(paragraph, region) or _told_beside(paragraph, region, cue, index)
        if (
            token.comma
            and "," in paragraph.bare[cue.end : token.span.start]
            and token.low in language.relatives
        ):
            return None
    # “sagte der „Zeitung“, die Preise müssten steigen”
    behind = _TO_PAPER.match(paragraph.bare, cue.end, sentence.end) if language.compound else None
    if behind:
        return _subjunctive(paragraph, Span(behind.end(), sentence.end))
    # “Brandes wies das zurück: Noch nie sei so viel Geld geflossen.”
    colon = paragraph.bare.find(": ", cue.end, sentence.end) if language.compound else -1
    near = 0 < colon < cue.end + GAP and BLOT not in paragraph.bare[cue.end : colon]
    return _subjunctive(paragraph, Span(colon + 2, sentence.end)) if near else None


def _infinitive(paragraph: Paragraph, cue: Span, sentence: Span) -> Span | None:
    """“assure | avoir signalé la panne”, “пообещала | установить камеры”"""
    found = paragraph.language.infinitive.match(paragraph.bare, cue.end, sentence.end)
    comma = _AFTER_WORDS.search(paragraph.bare, found.start("words"), sentence.end) if found else None
    end = comma.start() if comma else sentence.end
    return _whole(paragraph, Span(found.start("words"), end)) if found else None


def _subjunctive(paragraph: Paragraph, region: Span) -> Span | None:
    words = re.findall(r"\w+", region.of(paragraph.bare).casefold())
    return _whole(paragraph, region) if paragraph.language.passed_on & set(words) else None


def _told_beside(paragraph: Paragraph, region: Span, cue: Span, between: int) -> Span | None:
    """“kündigte an, Revision einzulegen”; and right behind the verb what has the form of the past, too: “warnte, neue
    Lieferungen verlängerten den Krieg”."""
    language, said = paragraph.language, region.of(paragraph.bare)
    if _IN_ORDER.match(said) or cue.of(paragraph.bare).casefold().startswith(_DENIES):
        return None
    first = said.partition(" ")[0].casefold()
    opens = first not in language.conjunctions | language.relatives | language.prepositions
    past = between <= 1 and opens and _PAST_FORM.match(said)
    return _whole(paragraph, region) if past or _INFINITIVE.match(said) else None


def _whole(paragraph: Paragraph, region: Span) -> Span | None:
    span = trimmed(paragraph.flat, region, EDGES)
    # Marks that open inside close inside.
    return span if enough(paragraph.language, span.of(paragraph.flat), 2) else None


def _so(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    """“Eine Gefahr habe nicht bestanden, so der Bürgermeister.”"""
    match = _SO.search(paragraph.bare, *sentence) if paragraph.language.compound else None
    who = beside(paragraph, match.end()) if match else None
    words = _whole(paragraph, Span(sentence.start, match.start())) if match else None
    if match is None or who is None or words is None:
        return None
    if not _WEITER.fullmatch(paragraph.bare, who.end, sentence.end):
        return None
    return reported(paragraph, words, Span(match.start() + 2, match.end() - 1), who, "L-fronted")


def _fronted(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    """A, said X. The verb stands right behind the comma, and nothing but its subject behind it."""
    for cue in islice(paragraph.language.cue.finditer(paragraph.bare, *sentence), _MOST_CUES):
        span = Span(*cue.span())
        before = paragraph.bare[max(sentence.start, span.start - _AS) : span.start]
        comma = paragraph.language.as_before.search(before) or COMMA_BEFORE.search(before[-6:])
        words = trimmed(
            paragraph.flat, Span(sentence.start, span.start - len(comma[0]) if comma else span.start), EDGES
        )
        if not comma or not enough(paragraph.language, words.of(paragraph.flat), 3):
            continue
        who = joined(cue) or beside(paragraph, span.end)
        if (
            who is None
            or opens_as_subject(paragraph, sentence.start, span.start)
            or _opens_with_as(paragraph, sentence)
            or _holds_that(paragraph, Span(who.end, sentence.end))
        ):
            continue
        return reported(paragraph, words, span, who, "L-fronted")
    return None


def _holds_that(paragraph: Paragraph, region: Span) -> bool:
    words = re.findall(r"[\w']+", region.of(paragraph.bare).casefold())
    paper = _PAPER.match(paragraph.bare, *region) if paragraph.language.compound else None
    rest = paragraph.bare[paper.end() if paper else region.start : region.end]
    return any(word in paragraph.language.that for word in words) or BLOT in rest


def _opens_with_as(paragraph: Paragraph, sentence: Span) -> bool:
    first = re.match(r"\w+", paragraph.bare[sentence.start : sentence.end])
    return bool(first and first[0].casefold() in paragraph.language.as_words)


def _according(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    """According to X, A. A, according to X. As X said, A."""
    language = paragraph.language
    for match in islice(language.according_pattern.finditer(paragraph.bare, *sentence), _MOST_CUES):
        cue = Span(*match.span())
        if match.group().casefold() in ("so", "zufolge"):
            continue
        # “según informó el ministro”: the verb says who.
        if language.cue.match(paragraph.bare, min(cue.end + 1, sentence.end), sentence.end):
            continue
        tokens = tokens_of(language, paragraph.bare, Span(cue.end, sentence.end))
        phrase = noun_phrase(language, tokens)
        if phrase is None or phrase[0] != 0:
            continue
        phrase = _without_next(paragraph, tokens, phrase)
        who = span_of(tokens, phrase)
        phrase = (0, _with_place(language, tokens, phrase[1]))
        words = _around(
            paragraph, sentence, Span(cue.start, span_of(tokens, phrase).end), tokens[phrase[1] :]
        )
        if words:
            return replace(reported(paragraph, words, cue, who, "L-according"), genitive=True)
    by = language.pronoun_pattern.search(paragraph.bare, *sentence)
    words = _around(paragraph, sentence, Span(*by.span()), []) if by else None
    if by and words:
        return reported(paragraph, words, Span(*by.span()), Span(*by.span("it")), "L-according")
    if _opens_with_as(paragraph, sentence):
        return _as_somebody_said(paragraph, sentence)
    return _behind_its_name(paragraph, sentence)


def _without_next(paragraph: Paragraph, tokens: list[Token], phrase: tuple[int, int]) -> tuple[int, int]:
    """“По словам наставника, | нападающий Артур Шамаев пропустит матч”: no apposition, where no comma closes it."""
    comma = next((at for at in range(1, phrase[1]) if tokens[at].comma), 0)
    closed = paragraph.bare[tokens[phrase[1] - 1].span.end : tokens[phrase[1] - 1].span.end + 1] in (
        ",",
        ".",
        "",
    )
    return phrase if closed or not comma else (0, comma)


def _with_place(language: Language, tokens: list[Token], last: int) -> int:
    """“nach Einschätzung der Analystin Silke Promberger | vom Bankhaus Tessen | reicht das nicht”"""
    if not language.compound or last >= len(tokens) or tokens[last].comma:
        return last
    if tokens[last].low not in ("vom", "von", "beim", "am", "an", "bei", "im"):
        return last
    end = last + 1
    while end < len(tokens) and (
        tokens[end].capital or tokens[end].low in {*language.determiners, *language.joins, "für"}
    ):
        end += 1
    return end if tokens[end - 1].capital else last


def _behind_its_name(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    """“Falk zufolge hat der Minister gelogen”, “Der Minister hat, Falk zufolge, gelogen” not."""
    match = _BY_NAME.search(paragraph.bare, *sentence) if paragraph.language.compound else None
    if match is None:
        return None
    cue = Span(*match.span())
    tokens = tokens_of(paragraph.language, paragraph.bare, Span(sentence.start, cue.start))
    phrase = noun_phrase(paragraph.language, tokens)
    who = span_of(tokens, phrase) if phrase and phrase[0] == 0 else None
    words = _whole(paragraph, Span(cue.end, sentence.end))
    if who is None or words is None or paragraph.bare[who.end : cue.start].strip():
        return None
    return reported(paragraph, words, cue, who, "L-according")


def _as_somebody_said(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    cue = paragraph.language.cue.search(
        paragraph.bare, sentence.start, min(sentence.end, sentence.start + GAP)
    )
    comma = paragraph.bare.find(",", cue.end(), sentence.end) if cue else -1
    if cue is None or comma < 0:
        return None
    first = re.match(r"\w+\s*", paragraph.bare[sentence.start : sentence.end])
    span = Span(*cue.span())
    who = subject(paragraph, Span(sentence.start + (first.end() if first else 0), span.start), span)
    who = who or beside(paragraph, span.end)
    if who is not None and who.end > comma:
        behind = paragraph.bare.find(",", who.end, sentence.end)
        # “Як повідомив прокурор Руслан Кравченко, чоловік вимагав грошей”
        who, comma = (who, behind) if behind > 0 else (Span(who.start, comma), comma)
    words = _whole(paragraph, Span(comma, sentence.end)) if comma > 0 else None
    return reported(paragraph, words, span, who, "L-as") if words and who else None


def _around(paragraph: Paragraph, sentence: Span, said: Span, rest: list[Token]) -> Span | None:
    """What stands behind the attribution if it opens the sentence, else what stands before it."""
    if said.start - sentence.start <= 2:
        behind = paragraph.bare[said.end : sentence.end]
        comma = re.match(r"[^,]{0,60},\s*", behind)
        german = bool(paragraph.language.passed_on)
        start = said.end + comma.end() if comma and not german else said.end
        return _whole(paragraph, Span(start, sentence.end)) if comma or german else None
    before = paragraph.bare[sentence.start : said.start].rstrip()
    return (
        _whole(paragraph, Span(sentence.start, said.start))
        if before.endswith(",") and len(rest) < 8
        else None
    )


def negated(paragraph: Paragraph, cue: Span) -> bool:
    """“has not said”, “sagte nicht, ob”: nobody said it."""
    language = paragraph.language
    before = paragraph.bare[max(paragraph.span.start, cue.start - 8) : cue.start].casefold()
    behind = paragraph.bare[cue.end : cue.end + 8].casefold()
    words = re.findall(r"\w+'?", before)[-1:] + (re.findall(r"\w+", behind)[:1] if language.compound else [])
    return any(word in language.negations for word in words)
