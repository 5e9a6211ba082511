"""Statements in languages with spaces between their words: German, French, Spanish, Russian, Ukrainian.

Four shapes: “A”, said X; X said: “A”; X said that A; according to X, A. And A, said X, without marks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph, enough, left_over, names_body
from archive.intake.languages.marked import BLOT, EDGES
from archive.intake.languages.mentions import taken_apart
from archive.intake.languages.phrases import noun_phrase, opening_phrase, tokens_of
from archive.intake.languages.subjects import beside, joined, of_circles, span_of, subject
from archive.intake.languages.table import Language
from archive.intake.languages.told_on import dashed, told_on
from archive.intake.languages.unmarked import COMMA_BEFORE, GAP, negated, said_before, said_in
from archive.intake.marks.pairs import Quotation
from archive.intake.spans import Span, trimmed

_AFTER = re.compile(r"\s*[,.;!?]?\s*(?:[—–-]{1,2}\s*)?")
# “B”, souffle-t-on: attributed by a verb that the table does not have.
_OTHER_VERB = re.compile(r"\s*,\s*(?:[—–-]{1,2}\s*)?\w")
_DASH_LINE = re.compile(r"[—–-]\s+|—(?=[\w¿¡])")
_DASH = re.compile(r"[,.!?…]?\s(?:[—–-]\s|—(?=\w))|(?<=\w)—[.,]?\s")
# «A», le espetó X.
_TO_WHOM = re.compile(r"(?:(?:se|me|nos|te) )?(?:(?:le|les|lo|lui|leur|ihm|ihr|ему|ей|йому|їй) )?(?=\w)")
_NAME = re.compile(r"(?<= )[^\W\d_a-zа-яіїєґ][\w-]+(?: [^\W\d_a-zа-яіїєґ][\w-]+){0,2}")
_COMMA = re.compile(r"\s*,\s*")
# “Pour X, de l'OFCE, « A »”
_SET_OFF = re.compile(r"\s*(?:,[^,.:]{1,60})?[,:]\s*")
# « A, a dit X, lors d'un rassemblement. B »
_ASIDE = re.compile(r", (?P<first>\w+)[^.,!?…]{1,80}\. (?=[A-ZÀ-Ü])")
_SAID_ONE_WORD = re.compile(r"\s*[,—–-]")


def read(paragraph: Paragraph) -> list[Candidate]:
    dashed = list(_dialogue(paragraph))
    if dashed:
        return dashed
    found = list(_tagged(paragraph))
    taken = [span for each in found for span in each.spans]
    for sentence in paragraph.sentences:
        for each in said_in(paragraph, sentence):
            if not any(span.meets(own) for span in taken for own in each.spans):
                found.append(each)
                taken += each.spans
    for each in said_before(paragraph, taken):
        found.append(each)
        taken += each.spans
    found += told_on(paragraph, found)
    found = [of_circles(paragraph, each) for each in found]
    return [*found, *left_over(paragraph, taken)]


# Beside marks


def _tagged(paragraph: Paragraph) -> Iterator[Candidate]:
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
    if names_body(paragraph, quoted):
        return True
    if enough(paragraph.language, quoted.words.of(flat), 2) or flat[quoted.words.end - 1] in ".!?…":
        return False
    # “Футболисты не выдержали матча с «Невой», заявил тренер”
    start = paragraph.sentence_at(outer.start).start
    before = paragraph.bare[start : outer.start]
    if BLOT not in before[:1] and ":" not in before and enough(paragraph.language, before, 4):
        return True
    said = _SAID_ONE_WORD.match(flat, outer.end) or flat[
        max(0, outer.start - 3) : outer.start
    ].rstrip().endswith(":")
    return not said and outer.start > paragraph.span.start


def _incised(paragraph: Paragraph, quoted: Quotation) -> Candidate | None:
    """« A, a-t-il dit. B », « A, explique X, B »: set into the marks, and up to a comma or full stop."""
    language, flat = paragraph.language, paragraph.flat
    cues = language.cue.finditer(flat, *quoted.words) if language.incise else ()
    for cue in cues:
        comma = COMMA_BEFORE.search(flat, quoted.words.start, cue.start())
        compound = " " in cue.group()
        who = joined(cue) or _phrase_behind(language, flat, Span(cue.end(), quoted.words.end), compound)
        stop = max(cue.end(), who.end) if who else cue.end()
        if comma and re.search("[—–-]", comma.group()) and (who := who or beside(paragraph, cue.end(), flat)):
            return dashed(flat, quoted.words, comma.start(), Span(*cue.span()), who)
        if comma and who and flat[stop : stop + 1] in (",", "."):
            before = Span(quoted.words.start, comma.start())
            aside = _ASIDE.match(flat, stop, quoted.words.end)
            set_off = aside and aside["first"].casefold() in language.prepositions
            rest = trimmed(flat, Span(aside.end() if set_off else stop, quoted.words.end), EDGES)  # type: ignore[union-attr]
            spans = (before, rest) if rest.end > rest.start else (before,)
            return Candidate(spans, "direct", Span(*cue.span()), who, "L-inserted", frame=quoted.words)
    return None


def _phrase_behind(language: Language, flat: str, region: Span, described: bool) -> Span | None:
    """Somebody's name; behind “a dit”, which has no subject before it, a description as well."""
    tokens = tokens_of(language, flat, region)
    phrase = noun_phrase(language, tokens)
    who = span_of(tokens, phrase) if phrase and phrase[0] == 0 else None
    opened = tokens[0].low in language.determiners or tokens[0].bare != tokens[0].word if tokens else False
    return who if who and ((described and opened) or taken_apart(language, flat, who).name) else None


def _after(paragraph: Paragraph, quoted: Quotation) -> Candidate | None:
    language = paragraph.language
    gap = _AFTER.match(paragraph.bare, quoted.outer.end, paragraph.span.end)
    start = gap.end() if gap else quoted.outer.end
    to = _TO_WHOM.match(paragraph.bare, start, paragraph.span.end)
    start = to.end() if to else start
    so = re.compile(r"so (?=\S)").match(paragraph.bare, start) if "so" in language.according else None
    cue = so or language.cue.match(paragraph.bare, start, paragraph.span.end)
    if cue is None and (quoting := _quoting(paragraph, start)):
        found = _direct(paragraph, quoted, *quoting, "L-after")
        return replace(found, genitive=True) if found else None
    if cue is None:
        return _after_subject(paragraph, quoted, start) or _other_verb(paragraph, quoted, start)
    span = Span(cue.start(), cue.end() - (1 if so else 0))
    if negated(paragraph, span):
        return None
    who = joined(cue) or beside(paragraph, span.end)
    found = _told_before(paragraph, quoted, span, who) or _direct(paragraph, quoted, span, who, "L-after")
    return replace(found, goes_on=_ends_there(paragraph, span)) if found and who is None else found


def _told_before(paragraph: Paragraph, quoted: Quotation, cue: Span, who: Span | None) -> Candidate | None:
    """“Das Strafmaß sei „überzogen“, sagte sie”: in German the subjunctive tells that all of it was said."""
    start = _clause_start(paragraph, quoted.outer.start)
    before = Span(start, quoted.outer.start).of(paragraph.bare)
    told = paragraph.language.passed_on.intersection(re.findall(r"\w+", before.casefold()))
    if not told or start != paragraph.sentence_at(quoted.outer.start).start or ":" in before:
        return None
    return Candidate(
        (Span(start, quoted.words.end),),
        "mixed",
        cue,
        who,
        "L-fronted",
        frame=paragraph.sentence_at(cue.start),
    )


def _quoting(paragraph: Paragraph, start: int) -> tuple[Span, Span] | None:
    """“«A», — цитирует Песков агентство”: the verb, and the capitals behind it."""
    match = re.compile(paragraph.language.quoting or r"(?!)").match(paragraph.bare, start)
    name = _NAME.match(paragraph.bare, match.end()) if match else None
    if match and name is None and match["it"]:
        return Span(*match.span()), Span(*match.span("it"))
    return (Span(*match.span()), Span(*name.span())) if match and name else None


def _ends_there(paragraph: Paragraph, cue: Span) -> bool:
    """«A», añadió. The speaker is the one before."""
    behind = paragraph.bare[cue.end : paragraph.sentence_at(cue.start).end]
    words = re.findall(r"\w+", behind.casefold())
    # «A», ha dicho a la Cadena SER.
    to = bool(words) and not paragraph.language.compound and words[0] in paragraph.language.prepositions
    return to or all(word in paragraph.language.skip for word in words)


def _after_subject(paragraph: Paragraph, quoted: Quotation, start: int) -> Candidate | None:
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


def _other_verb(paragraph: Paragraph, quoted: Quotation, start: int) -> Candidate | None:
    """«A», plaisante Julie Blanc: a verb of no list, and somebody's full name behind it."""
    cue = paragraph.language.other_verb.match(paragraph.bare, start, paragraph.span.end)
    if cue is None or "," not in paragraph.flat[quoted.words.end : start]:
        return None
    who = beside(paragraph, cue.end())
    if who is None or taken_apart(paragraph.language, paragraph.flat, who).name is None:
        return None
    return _direct(paragraph, quoted, Span(*cue.span()), who, "L-after")


def _before(paragraph: Paragraph, quoted: Quotation) -> Candidate | None:
    """X said: “A”. Also X said on Wednesday in Berlin, “A”. And in X's opinion, “A”."""
    start = _clause_start(paragraph, quoted.outer.start)
    cue = None
    for match in paragraph.language.cue.finditer(paragraph.bare, start, quoted.outer.start):
        cue = match
    if cue is None:
        return _in_opinion(paragraph, quoted, start) or _with_colon(paragraph, quoted, start)
    gap = Span(cue.end(), quoted.outer.start)
    partial = not gap.of(paragraph.bare).strip(" —–-") and not enough(
        paragraph.language, quoted.words.of(paragraph.flat), 2
    )
    if partial or not _leads(paragraph, gap):
        return None
    span = Span(*cue.span())
    if negated(paragraph, span) or _after_that(paragraph, Span(span.end, quoted.outer.start)):
        return None
    who = joined(cue) or subject(paragraph, Span(start, span.start), span)
    behind = beside(paragraph, span.end) if who is None else None
    # “Auf die Frage, ob er gehe, antwortete Lukas Brand: “A””
    if behind and paragraph.bare[behind.end : quoted.outer.start].strip() == ":":
        who = behind
    found = _direct(paragraph, quoted, span, who, "L-before")
    alone = who is None and _is_joined(paragraph, Span(start, span.start))
    return replace(found, goes_on=alone) if found else None


def _is_joined(paragraph: Paragraph, before: Span) -> bool:
    """“Y agregó: “A””: nothing before the verb, or what joins it to the sentence before."""
    words = re.findall(r"\w+", before.of(paragraph.bare).casefold())
    # “critica Manuel Villalba, que añade: “A””
    if words and words[-1] in paragraph.language.relatives:
        return True
    return not set(words) - paragraph.language.joins - paragraph.language.skip


def _in_opinion(paragraph: Paragraph, quoted: Quotation, start: int) -> Candidate | None:
    """“Pour Bruno Keller, économiste à l'OFCE, « A »”: a person's name between the two."""
    language = paragraph.language
    tokens = tokens_of(language, paragraph.bare, Span(start, quoted.outer.start))
    if not tokens or tokens[0].low not in language.opinion:
        return None
    phrase = noun_phrase(language, tokens[1:])
    who = span_of(tokens[1:], phrase) if phrase and phrase[0] == 0 else None
    if who is None or not _SET_OFF.fullmatch(paragraph.bare, who.end, quoted.outer.start):
        return None
    named = taken_apart(language, paragraph.flat, who).name
    return _direct(paragraph, quoted, tokens[0].span, who, "L-before") if named else None


def _with_colon(paragraph: Paragraph, quoted: Quotation, start: int) -> Candidate | None:
    """“Andy Farrell savourait : « A »”: whoever opens the sentence, in full, whatever the verb."""
    language, flat = paragraph.language, paragraph.flat
    region = Span(start, quoted.outer.start)
    colon = region.of(paragraph.bare).rstrip().endswith(":") and region.end - region.start <= 2 * GAP
    who = opening_phrase(language, paragraph.bare, region) if colon else None
    name = taken_apart(language, flat, who).name if who else None
    if (
        who is None
        or name is None
        or " " not in name.of(flat)
        or not enough(language, quoted.words.of(flat), 2)
    ):
        return None
    cue = Span(region.start + len(region.of(flat).rstrip()) - 1, region.start + len(region.of(flat).rstrip()))
    return _direct(paragraph, quoted, cue, who, "L-colon")


def _leads(paragraph: Paragraph, gap: Span) -> bool:
    """Nothing but where, when and to whom stands between the verb and its words."""
    between = gap.of(paragraph.bare)
    if len(between) > GAP or re.search(r"[.;!?]", between):
        return False
    ends = between.rstrip(" —–-")
    # “a dénoncé lundi « une faute grave »”
    on = ends.strip() in {*paragraph.language.weekdays, *paragraph.language.between}
    return on or ends.endswith((":", ",")) or not ends.strip()


def _after_that(paragraph: Paragraph, gap: Span) -> bool:
    """“said that the deal was “bad””: the sentence is reported, with words in marks in it."""
    between = gap.of(paragraph.bare).casefold().replace(",", " ").split()
    that = paragraph.language.that
    # “считает, что A: «B»”
    if paragraph.bare[gap.start : gap.end].rstrip().endswith(":"):
        return False
    return any(word in that for word in between) and between[-1] not in that


def _clause_start(paragraph: Paragraph, position: int) -> int:
    """Behind the words in marks before, whoever said them: “Голова фракції «Слово» Ірина Кравець заявила: «A»”."""
    behind = (each.outer.end for each in paragraph.quoted if each.outer.end <= position)
    return max((paragraph.sentence_at(position).start, *behind))


def _direct(
    paragraph: Paragraph, quoted: Quotation, cue: Span, who: Span | None, rule: str
) -> Candidate | None:
    words = quoted.words.of(paragraph.flat)
    if not enough(paragraph.language, words, 1):
        return None
    return Candidate((quoted.words,), "direct", cue, who, rule, frame=paragraph.sentence_at(cue.start))


def _goes_on(paragraph: Paragraph, found: Candidate, quoted: tuple[Quotation, ...], index: int) -> bool:
    """“A”, said X. “B.” And X said “A” and “B”."""
    here = quoted[index]
    behind = max(found.cue.end, found.who.end if found.who else 0) if found.cue else here.outer.start
    small = paragraph.flat[here.words.start].islower()
    # „A“, sagte sie, „und B.“ Brandes wies das zurück.
    if small and _COMMA.fullmatch(paragraph.bare, min(behind, here.outer.start), here.outer.start):
        return True
    if (
        _after(paragraph, here)
        or _incised(paragraph, here)
        or found.cue is None
        or _OTHER_VERB.match(paragraph.bare, here.outer.end)
    ):
        return False
    since = max(found.cue.end, found.who.end if found.who else 0, quoted[index - 1].outer.end)
    between = paragraph.bare[since : here.outer.start]
    if len(between) > GAP or paragraph.language.cue.search(between):
        return False
    stops = re.findall(r"[.!?…]", between)
    if found.cue.start > quoted[index - 1].outer.start:
        return len(stops) <= 1 and (not stops or not re.sub(r"[\s—–-]", "", between.rsplit(stops[0], 1)[-1]))
    return not stops and bool(re.fullmatch(r"[\s,—–-]*(?:\w{1,3})?[\s,—–-]*", between))


# Dialogue


def _dialogue(paragraph: Paragraph) -> Iterator[Candidate]:
    """— A, — said X. — B."""
    opening = _DASH_LINE.match(paragraph.bare, *paragraph.span)
    if opening is None:
        return
    for dash in _DASH.finditer(paragraph.bare, opening.end(), paragraph.span.end):
        cue = paragraph.language.cue.match(paragraph.bare, dash.end(), paragraph.span.end)
        quoting = None if cue else _quoting(paragraph, dash.end())
        who: Span | None
        if cue:
            span, who = Span(*cue.span()), joined(cue) or beside(paragraph, cue.end())
        elif quoting:
            span, who = quoting
        else:
            continue
        first = trimmed(paragraph.flat, Span(opening.end(), dash.start()), EDGES)
        again = _DASH.search(paragraph.bare, who.end if who else span.end, paragraph.span.end)
        rest = (trimmed(paragraph.flat, Span(again.end(), paragraph.span.end), " "),) if again else ()
        frame = paragraph.sentence_at(span.start)
        yield Candidate(
            (first, *rest), "direct", span, who, "L-dash", genitive=quoting is not None, frame=frame
        )
        return
