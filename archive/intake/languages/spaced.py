"""Statements in languages with spaces between their words: German, French, Spanish, Russian, Ukrainian.

Four shapes: “A”, said X; X said: “A”; X said that A; according to X, A. And A, said X, without marks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from archive.intake.languages.found import Found, Paragraph, enough, left_over, reported
from archive.intake.languages.marked import BLOT
from archive.intake.languages.mentions import taken_apart
from archive.intake.languages.phrases import Token, noun_phrase, tokens_of
from archive.intake.languages.subjects import beside, joined, opens_as_subject, span_of, subject
from archive.intake.languages.table import Language
from archive.intake.languages.told_on import dashed, told_on
from archive.intake.marks.pairs import Quotation
from archive.intake.spans import Span, trimmed

_AFTER = re.compile(r"\s*[,.;!?]?\s*(?:[—–-]{1,2}\s*)?")
_GAP = 90
# A sentence with more verbs is a list.
_MOST_CUES = 24
# “B”, souffle-t-on: attributed by a verb that the table does not have.
_OTHER_VERB = re.compile(r"\s*,\s*(?:[—–-]{1,2}\s*)?\w")
_COMMA_BEFORE = re.compile(r"[,!?…]\s*(?:[—–-]{1,2}\s*)?$")
_DASH_LINE = re.compile(r"[—–-]\s+|—(?=[\w¿¡])")
_DASH = re.compile(r"[,.!?…]?\s(?:[—–-]\s|—(?=\w))|(?<=\w)—[.,]?\s")
# «A», le espetó X.
_TO_WHOM = re.compile(r"(?:(?:se|me|nos|te) )?(?:le|les|lo|lui|leur|ihm|ihr|ему|ей|йому|їй) (?=\w)")
_BY_NAME = re.compile(r"(?<!\w)zufolge(?!\w)")
_SO = re.compile(r", so (?=(?:der|die|das) |[^\W\d_a-zäöüß])")
_COMMA = re.compile(r"\s*,\s*")
_SAID_ONE_WORD = re.compile(r"\s*[,—–-]")
_EDGES = " \t,.;:–—-"


def read(paragraph: Paragraph) -> list[Found]:
    dashed = list(_dialogue(paragraph))
    if dashed:
        return dashed
    found = list(_tagged(paragraph))
    taken = [span for each in found for span in each.spans]
    for sentence in paragraph.sentences:
        for each in _reported(paragraph, sentence):
            if not any(span.meets(own) for span in taken for own in each.spans):
                found.append(each)
                taken += each.spans
    found += told_on(paragraph, found)
    return [*found, *left_over(paragraph, taken)]


# Beside marks


def _tagged(paragraph: Paragraph) -> Iterator[Found]:
    """Each quotation with an attribution behind or before it; one right behind the attribution belongs to it."""
    quoted = tuple(each for each in paragraph.quoted if not _is_title(paragraph, each))
    index = 0
    while index < len(quoted):
        found = (
            _incised(paragraph, quoted[index])
            or _after(paragraph, quoted[index])
            or _before(paragraph, quoted[index])
        )
        following = index + 1
        while found and following < len(quoted) and _goes_on(paragraph, found, quoted, following):
            found = found.with_more(quoted[following].words)
            following += 1
        if found:
            yield found
        index = following if found else index + 1


def _is_title(paragraph: Paragraph, quoted: Quotation) -> bool:
    """“sagte Kurz der „Morgenpost“.”: a word in marks in the midst of the attribution's sentence."""
    flat, outer = paragraph.flat, quoted.outer
    if enough(paragraph.language, quoted.words.of(flat), 2) or flat[quoted.words.end - 1] in ".!?…":
        return False
    said = _SAID_ONE_WORD.match(flat, outer.end) or flat[
        max(0, outer.start - 3) : outer.start
    ].rstrip().endswith(":")
    return not said and outer.start > paragraph.span.start


def _incised(paragraph: Paragraph, quoted: Quotation) -> Found | None:
    """« A, a-t-il dit. B », « A, explique X, B »: set into the marks, and up to a comma or full stop."""
    language, flat = paragraph.language, paragraph.flat
    cues = language.cue.finditer(flat, *quoted.words) if language.incise else ()
    for cue in cues:
        comma = _COMMA_BEFORE.search(flat, quoted.words.start, cue.start())
        who = joined(cue, True) or _phrase_behind(language, flat, Span(cue.end(), quoted.words.end))
        stop = max(cue.end(), who.end) if who else cue.end()
        if comma and "—" in comma.group() and (who := who or beside(paragraph, cue.end(), flat)):
            return dashed(flat, quoted.words, comma.start(), Span(*cue.span()), who)
        if comma and who and flat[stop : stop + 1] in (",", "."):
            before = Span(quoted.words.start, comma.start())
            rest = trimmed(flat, Span(stop, quoted.words.end), _EDGES)
            spans = (before, rest) if rest.end > rest.start else (before,)
            return Found(spans, "direct", Span(*cue.span()), who, "L-inserted", frame=quoted.words)
    return None


def _phrase_behind(language: Language, flat: str, region: Span) -> Span | None:
    tokens = tokens_of(language, flat, region)
    phrase = noun_phrase(language, tokens)
    who = span_of(tokens, phrase) if phrase and phrase[0] == 0 else None
    return who if who and taken_apart(language, flat, who).name else None


def _after(paragraph: Paragraph, quoted: Quotation) -> Found | None:
    language = paragraph.language
    gap = _AFTER.match(paragraph.bare, quoted.outer.end, paragraph.span.end)
    start = gap.end() if gap else quoted.outer.end
    to = _TO_WHOM.match(paragraph.bare, start, paragraph.span.end)
    start = to.end() if to else start
    so = re.compile(r"so (?=\S)").match(paragraph.bare, start) if "so" in language.according else None
    cue = so or language.cue.match(paragraph.bare, start, paragraph.span.end)
    if cue is None:
        return _after_subject(paragraph, quoted, start) or _other_verb(paragraph, quoted, start)
    span = Span(cue.start(), cue.end() - (1 if so else 0))
    if _negated(paragraph, span):
        return None
    who = joined(cue, so is None) or beside(paragraph, span.end)
    found = _direct(paragraph, quoted, span, who, "L-after")
    return replace(found, goes_on=_ends_there(paragraph, span)) if found and who is None else found


def _ends_there(paragraph: Paragraph, cue: Span) -> bool:
    """«A», añadió. The speaker is the one before."""
    behind = paragraph.bare[cue.end : paragraph.sentence_at(cue.start).end]
    return not behind.strip(" .") or all(
        word.casefold() in paragraph.language.skip for word in re.findall(r"\w+", behind)
    )


def _after_subject(paragraph: Paragraph, quoted: Quotation, start: int) -> Found | None:
    """“A”, X said: rare beside the other order."""
    tokens = tokens_of(paragraph.language, paragraph.bare, Span(start, paragraph.span.end))
    phrase = noun_phrase(paragraph.language, tokens) if start > quoted.outer.end else None
    if phrase is None or phrase[0] != 0:
        return None
    who = span_of(tokens, phrase)
    cue = paragraph.language.cue.match(
        paragraph.bare, min(who.end + 1, paragraph.span.end), paragraph.span.end
    )
    return _direct(paragraph, quoted, Span(*cue.span()), who, "L-after") if cue else None


def _other_verb(paragraph: Paragraph, quoted: Quotation, start: int) -> Found | None:
    """«A», plaisante Julie Blanc: a verb of no list, and somebody's full name behind it."""
    cue = paragraph.language.other_verb.match(paragraph.bare, start, paragraph.span.end)
    if cue is None or "," not in paragraph.flat[quoted.words.end : start]:
        return None
    who = beside(paragraph, cue.end())
    if who is None or taken_apart(paragraph.language, paragraph.flat, who).name is None:
        return None
    return _direct(paragraph, quoted, Span(*cue.span()), who, "L-after")


def _before(paragraph: Paragraph, quoted: Quotation) -> Found | None:
    """X said: “A”. Also X said on Wednesday in Berlin, “A”. And in X's opinion, “A”."""
    start = _clause_start(paragraph, quoted.outer.start)
    cue = None
    for match in paragraph.language.cue.finditer(paragraph.bare, start, quoted.outer.start):
        cue = match
    if cue is None:
        return _in_opinion(paragraph, quoted, start)
    gap = Span(cue.end(), quoted.outer.start)
    partial = not gap.of(paragraph.bare).strip(" —–-") and not enough(
        paragraph.language, quoted.words.of(paragraph.flat), 2
    )
    if partial or not _leads(paragraph, gap):
        return None
    span = Span(*cue.span())
    if _negated(paragraph, span) or _after_that(paragraph, Span(span.end, quoted.outer.start)):
        return None
    who = joined(cue, True) or subject(paragraph, Span(start, span.start), span)
    behind = beside(paragraph, span.end) if who is None else None
    # “Auf die Frage, ob er gehe, antwortete Lukas Brand: “A””
    if behind and paragraph.bare[behind.end : quoted.outer.start].strip() == ":":
        who = behind
    return _direct(paragraph, quoted, span, who, "L-before")


def _in_opinion(paragraph: Paragraph, quoted: Quotation, start: int) -> Found | None:
    """“Pour Bruno Keller, économiste à l'OFCE, « A »”: a person's name between the two."""
    language = paragraph.language
    tokens = tokens_of(language, paragraph.bare, Span(start, quoted.outer.start))
    if not tokens or tokens[0].low not in language.opinion:
        return None
    phrase = noun_phrase(language, tokens[1:])
    who = span_of(tokens[1:], phrase) if phrase and phrase[0] == 0 else None
    if who is None or paragraph.bare[who.end : quoted.outer.start].strip() not in (",", ":"):
        return None
    named = taken_apart(language, paragraph.flat, who).name
    return _direct(paragraph, quoted, tokens[0].span, who, "L-before") if named else None


def _leads(paragraph: Paragraph, gap: Span) -> bool:
    """Nothing but where, when and to whom stands between the verb and its words."""
    between = gap.of(paragraph.bare)
    if len(between) > _GAP or re.search(r"[.;!?]", between):
        return False
    ends = between.rstrip(" —–-")
    # “a dénoncé lundi « une faute grave »”
    on = ends.strip() in paragraph.language.weekdays
    return on or ends.endswith((":", ",")) or not ends.strip()


def _after_that(paragraph: Paragraph, gap: Span) -> bool:
    """“said that the deal was “bad””: the sentence is reported, with words in marks in it."""
    between = gap.of(paragraph.bare).casefold().replace(",", " ").split()
    that = paragraph.language.that
    return any(word in that for word in between) and between[-1] not in that


def _clause_start(paragraph: Paragraph, position: int) -> int:
    """Behind the words in marks before, whoever said them: “Голова фракції «Слово» Ірина Кравець заявила: «A»”."""
    behind = (each.outer.end for each in paragraph.quoted if each.outer.end <= position)
    return max((paragraph.sentence_at(position).start, *behind))


def _direct(paragraph: Paragraph, quoted: Quotation, cue: Span, who: Span | None, rule: str) -> Found | None:
    words = quoted.words.of(paragraph.flat)
    if not enough(paragraph.language, words, 1):
        return None
    return Found((quoted.words,), "direct", cue, who, rule, frame=paragraph.sentence_at(cue.start))


def _goes_on(paragraph: Paragraph, found: Found, quoted: tuple[Quotation, ...], index: int) -> bool:
    """“A”, said X. “B.” And X said “A” and “B”."""
    here = quoted[index]
    behind = max(found.cue.end, found.who.end if found.who else 0) if found.cue else here.outer.start
    small = paragraph.flat[here.words.start].islower()
    # „A“, sagte sie, „und B.“ Brandes wies das zurück.
    if small and _COMMA.fullmatch(paragraph.bare, min(behind, here.outer.start), here.outer.start):
        return True
    if _after(paragraph, here) or found.cue is None or _OTHER_VERB.match(paragraph.bare, here.outer.end):
        return False
    since = max(found.cue.end, found.who.end if found.who else 0, quoted[index - 1].outer.end)
    between = paragraph.bare[since : here.outer.start]
    if len(between) > _GAP or paragraph.language.cue.search(between):
        return False
    stops = re.findall(r"[.!?…]", between)
    if found.cue.start > quoted[index - 1].outer.start:
        return len(stops) <= 1 and (not stops or not re.sub(r"[\s—–-]", "", between.rsplit(stops[0], 1)[-1]))
    return not stops and bool(re.fullmatch(r"[\s,—–-]*(?:\w{1,3})?[\s,—–-]*", between))


# Without marks, or with marks inside


def _reported(paragraph: Paragraph, sentence: Span) -> Iterator[Found]:
    found = _according(paragraph, sentence) or _so(paragraph, sentence) or _fronted(paragraph, sentence)
    if found:
        yield found
        return
    for cue in islice(paragraph.language.cue.finditer(paragraph.bare, *sentence), _MOST_CUES):
        span = Span(*cue.span())
        words = _content(paragraph, span, sentence)
        if words and not _negated(paragraph, span):
            behind = max(sentence.start, paragraph.bare.rfind(BLOT, sentence.start, span.start) + 1)
            who = joined(cue, True) or subject(paragraph, Span(behind, span.start), span)
            who = who or subject(paragraph, Span(sentence.start, span.start), span)
            yield reported(paragraph, words, span, who, "L-that")
            return


def _content(paragraph: Paragraph, cue: Span, sentence: Span) -> Span | None:
    """Behind “that”; in German also behind a comma where the verb says that the words are another's."""
    language = paragraph.language
    tokens = tokens_of(language, paragraph.bare, Span(cue.end, sentence.end))
    for token in tokens:
        bare = token.low.split("'")[0] + ("'" if "'" in token.low else "")
        if token.low in language.that or bare in language.that:
            start = token.span.end if token.low in language.that else token.span.start + len(bare)
            return _whole(paragraph, Span(start, sentence.end))
        if token.comma and language.passed_on:
            return _subjunctive(paragraph, Span(token.span.start, sentence.end))
        if (
            token.comma
            and "," in paragraph.bare[cue.end : token.span.start]
            and token.low in language.relatives
        ):
            return None
    # “Brandes wies das zurück: Noch nie sei so viel Geld geflossen.”
    colon = paragraph.bare.find(": ", cue.end, sentence.end) if language.compound else -1
    return _subjunctive(paragraph, Span(colon + 2, sentence.end)) if 0 < colon < cue.end + _GAP else None


def _subjunctive(paragraph: Paragraph, region: Span) -> Span | None:
    words = re.findall(r"\w+", region.of(paragraph.bare).casefold())
    return _whole(paragraph, region) if paragraph.language.passed_on & set(words) else None


def _whole(paragraph: Paragraph, region: Span) -> Span | None:
    span = trimmed(paragraph.flat, region, _EDGES)
    # Marks that open inside close inside.
    return span if enough(paragraph.language, span.of(paragraph.flat), 2) else None


def _so(paragraph: Paragraph, sentence: Span) -> Found | None:
    """“Eine Gefahr habe nicht bestanden, so der Bürgermeister.”"""
    match = _SO.search(paragraph.bare, *sentence) if paragraph.language.compound else None
    who = beside(paragraph, match.end()) if match else None
    words = _whole(paragraph, Span(sentence.start, match.start())) if match else None
    if match is None or who is None or words is None or paragraph.bare[who.end : sentence.end].strip(" ."):
        return None
    return reported(paragraph, words, Span(match.start() + 2, match.end() - 1), who, "L-fronted")


def _fronted(paragraph: Paragraph, sentence: Span) -> Found | None:
    """A, said X. The verb stands right behind the comma, and nothing but its subject behind it."""
    for cue in islice(paragraph.language.cue.finditer(paragraph.bare, *sentence), _MOST_CUES):
        span = Span(*cue.span())
        before = paragraph.bare[max(sentence.start, span.start - 6) : span.start]
        comma = _COMMA_BEFORE.search(before)
        words = trimmed(
            paragraph.flat, Span(sentence.start, span.start - len(comma[0]) if comma else span.start), _EDGES
        )
        if not comma or not enough(paragraph.language, words.of(paragraph.flat), 3):
            continue
        who = joined(cue, True) or beside(paragraph, span.end)
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
    return any(word in paragraph.language.that for word in words) or BLOT in region.of(paragraph.bare)


def _opens_with_as(paragraph: Paragraph, sentence: Span) -> bool:
    first = re.match(r"\w+", paragraph.bare[sentence.start : sentence.end])
    return bool(first and first[0].casefold() in paragraph.language.as_words)


def _according(paragraph: Paragraph, sentence: Span) -> Found | None:
    """According to X, A. A, according to X. As X said, A."""
    language = paragraph.language
    for match in islice(language.according_pattern.finditer(paragraph.bare, *sentence), _MOST_CUES):
        cue = Span(*match.span())
        if match.group().casefold() in ("so", "zufolge"):
            continue
        tokens = tokens_of(language, paragraph.bare, Span(cue.end, sentence.end))
        phrase = noun_phrase(language, tokens)
        if phrase is None or phrase[0] != 0:
            continue
        who = span_of(tokens, phrase)
        words = _around(paragraph, sentence, Span(cue.start, who.end), tokens[phrase[1] :])
        if words:
            return replace(reported(paragraph, words, cue, who, "L-according"), genitive=True)
    by = language.pronoun_pattern.search(paragraph.bare, *sentence)
    words = _around(paragraph, sentence, Span(*by.span()), []) if by else None
    if by and words:
        return reported(paragraph, words, Span(*by.span()), Span(*by.span("it")), "L-according")
    if _opens_with_as(paragraph, sentence):
        return _as_somebody_said(paragraph, sentence)
    return _behind_its_name(paragraph, sentence)


def _behind_its_name(paragraph: Paragraph, sentence: Span) -> Found | None:
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


def _as_somebody_said(paragraph: Paragraph, sentence: Span) -> Found | None:
    cue = paragraph.language.cue.search(
        paragraph.bare, sentence.start, min(sentence.end, sentence.start + _GAP)
    )
    comma = paragraph.bare.find(",", cue.end(), sentence.end) if cue else -1
    if cue is None or comma < 0:
        return None
    first = re.match(r"\w+\s*", paragraph.bare[sentence.start : sentence.end])
    span = Span(*cue.span())
    who = subject(paragraph, Span(sentence.start + (first.end() if first else 0), span.start), span)
    who = who or beside(paragraph, span.end)
    if who is not None and who.end > comma:
        comma = paragraph.bare.find(",", who.end, sentence.end)
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


# Dialogue


def _dialogue(paragraph: Paragraph) -> Iterator[Found]:
    """— A, — said X. — B."""
    opening = _DASH_LINE.match(paragraph.bare, *paragraph.span)
    if opening is None:
        return
    for dash in _DASH.finditer(paragraph.bare, opening.end(), paragraph.span.end):
        cue = paragraph.language.cue.match(paragraph.bare, dash.end(), paragraph.span.end)
        if cue is None:
            continue
        span = Span(*cue.span())
        who = joined(cue, True) or beside(paragraph, span.end)
        first = trimmed(paragraph.flat, Span(opening.end(), dash.start()), _EDGES)
        again = _DASH.search(paragraph.bare, who.end if who else span.end, paragraph.span.end)
        rest = (trimmed(paragraph.flat, Span(again.end(), paragraph.span.end), " "),) if again else ()
        yield Found((first, *rest), "direct", span, who, "L-dash", frame=paragraph.sentence_at(span.start))
        return


def _negated(paragraph: Paragraph, cue: Span) -> bool:
    """“has not said”, “sagte nicht, ob”: nobody said it."""
    language = paragraph.language
    before = paragraph.bare[max(paragraph.span.start, cue.start - 8) : cue.start].casefold()
    behind = paragraph.bare[cue.end : cue.end + 8].casefold()
    words = re.findall(r"\w+'?", before)[-1:] + (re.findall(r"\w+", behind)[:1] if language.compound else [])
    return any(word in language.negations for word in words)
