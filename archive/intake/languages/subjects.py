"""Who stands beside a reporting verb, in languages with spaces: joined to it, before it, or behind it."""

import re
from dataclasses import replace

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph
from archive.intake.languages.marked import BLOT
from archive.intake.languages.mentions import taken_apart
from archive.intake.languages.phrases import Token, noun_phrase, opens_role, tokens_of
from archive.intake.languages.table import Language
from archive.intake.spans import Span

# Where, when and to whom, between a verb and its subject.
_SETTING = 9
_PAIR = 2
# “La ministra, Isabel Rodríguez, le respondió”
_CLITIC = re.compile(r"(?<!\w)(?:(?:le|les|se|me|nos|te|lui|leur|nous|vous) )+$")
_PARENTHESIS = re.compile(r"\([^()]{1,30}\)")
# Before a subject that stands behind its verb: “Auf die Frage sagte X”.
_TITLE = re.compile(rf" {BLOT}{{3,40}}(?= )")
_SET_OFF = re.compile(r",[^,]{1,60},\s*")
_CIRCLES = re.compile(
    r"\b(?:[Aa]us|[Ii]n|[Ii]m|[Bb]ei|[Bb]eim|[Vv]om|[Vv]on|[Ss]eitens) (?:de[rmn] )?([A-ZÄÖÜ][\w-]+)\b(?! [A-ZÄÖÜ])"
)
_SEGMENT = re.compile(r",\s+")


def joined(cue: re.Match[str]) -> Span | None:
    """“a-t-il dit”: the pronoun is a part of the verb."""
    groups = cue.groupdict()
    name = next((key for key in ("it", "it2", "it3") if groups.get(key)), None)
    return Span(*cue.span(name)) if name else None


def beside(paragraph: Paragraph, start: int, words: str = "") -> Span | None:
    tokens = tokens_of(paragraph.language, words or paragraph.bare, Span(start, paragraph.span.end))
    phrase = _told_outlet(paragraph, tokens, start) or noun_phrase(paragraph.language, tokens)
    phrase = phrase or at_body(paragraph.language, tokens)
    phrase = phrase or _behind_setting(paragraph, tokens)
    return span_of(tokens, phrase) if phrase else None


def _told_outlet(paragraph: Paragraph, tokens: list[Token], start: int) -> tuple[int, int] | None:
    """“сообщили | РИА Новости в пресс-службе суда”: several who told it, behind the outlet that they told."""
    if paragraph.language.script != "cyrillic" or not paragraph.bare[
        max(0, start - 3) : start
    ].rstrip().endswith("ли"):
        return None
    for at in range(1, min(4, len(tokens))):
        if tokens[at].low in paragraph.language.at:
            phrase = at_body(paragraph.language, tokens[at:])
            return (phrase[0] + at, phrase[1] + at) if phrase else None
        if tokens[at].comma or not tokens[at - 1].capital:
            return None
    return None


def _behind_setting(paragraph: Paragraph, tokens: list[Token]) -> tuple[int, int] | None:
    """“affirme dans un communiqué le porte-parole, Jean Roy”: an office with its holder's name behind where and to whom."""
    language = paragraph.language
    skipped = next((at for at, each in enumerate(tokens) if each.low not in language.skip or each.capital), 0)
    if skipped:
        phrase = _behind_setting(paragraph, tokens[skipped:])
        return (phrase[0] + skipped, phrase[1] + skipped) if phrase else None
    if not tokens or tokens[0].low not in language.prepositions:
        return None
    for at in range(1, min(_SETTING, len(tokens))):
        if tokens[at].comma:
            return None
        opens = tokens[at].low in language.determiners or tokens[at].bare != tokens[at].word
        office = (
            tokens[at + 1 : at + 2] if opens and tokens[at].bare == tokens[at].word else tokens[at : at + 1]
        )
        # “explicó en rueda de prensa Lucía Barreda, concejala”
        words = (
            at > 1
            and not tokens[at - 1].capital
            and tokens[at - 1].low not in language.prepositions
            and _named_with_role(language, tokens[at:])
        )
        if words:
            return at, at + words
        held = bool(office) and office[0].bare.casefold() in language.offices and office[0].bare.islower()
        if (
            held
            and (opens or language.script == "cyrillic")
            and tokens[at - 1].low not in language.prepositions
        ):
            phrase = noun_phrase(language, tokens[at:])
            found = (at + phrase[0], at + phrase[1]) if phrase else None
            named = found and taken_apart(language, paragraph.flat, span_of(tokens, found)).name
            return found if named else None
    return None


def _named_with_role(language: Language, tokens: list[Token]) -> int:
    """How many words, if two or three capitals and behind a comma an office."""
    comma = next((at for at, each in enumerate(tokens[1:5], 1) if each.comma), 0)
    capitals = all(each.capital and not each.acronym and each.bare == each.word for each in tokens[:comma])
    if not 2 <= comma <= 3 or not capitals or not opens_role(language, tokens, comma):
        return 0
    return (
        0
        if any(language.is_body(each.bare) or language.country_of(each.bare) for each in tokens[:comma])
        else comma
    )


def at_body(language: Language, tokens: list[Token]) -> tuple[int, int] | None:
    """“сообщили в МЧС”, “повідомили у Держприкордонслужбі”: those of a body."""
    if len(tokens) < 2 or tokens[0].low not in language.at:
        return None
    first = 2 if tokens[1].low in language.determiners and len(tokens) > 2 else 1
    # “в региональном союзе пациентов”
    ahead = tokens[first : first + 2] if language.script == "cyrillic" else tokens[first : first + 1]
    if not (tokens[first].acronym or any(language.is_body(each.bare) for each in ahead)):
        return None
    phrase = noun_phrase(language, tokens[first:])
    return (phrase[0] + first, phrase[1] + first) if phrase else None


def of_circles(paragraph: Paragraph, found: Candidate) -> Candidate:
    """“Aus Regierungskreisen hieß es, A”, “A, hieß es aus dem Ministerium”: where it was said, for “es”."""
    if not paragraph.language.compound or not found.who or found.who.of(paragraph.flat) != "es":
        return found
    frame = paragraph.sentence_at(found.who.start)
    for match in _CIRCLES.finditer(paragraph.bare, *frame):
        near = match.start() == frame.start or match.start() == found.who.end + 1
        told = match[1].endswith("kreisen") or paragraph.language.is_body(match[1])
        if near and told:
            return replace(found, who=Span(*match.span(1)))
    return found


def subject(paragraph: Paragraph, before: Span, cue: Span) -> Span | None:
    """Before the verb; where something else opens the clause, behind it."""
    language, bare = paragraph.language, paragraph.bare
    if opening := language.opening.match(bare, *before):
        before = Span(opening.end(), before.end)
    starts = [before.start, *(match.end() for match in _SEGMENT.finditer(bare, *before))]
    for start in (starts[0], *reversed(starts[1:])):
        tokens = tokens_of(language, bare, Span(start, before.end))
        phrase = noun_phrase(language, tokens)
        if phrase and reaches(paragraph, tokens, phrase, before.end):
            return _with_office(paragraph, Span(before.start, start), span_of(tokens, phrase))
    opened = tokens_of(language, bare, before)
    body = at_body(language, opened)
    if body and reaches(paragraph, opened, body, before.end):
        return _with_title(paragraph, span_of(opened, body), before.end)
    if opened and (opened[0].low in language.prepositions | language.skip | language.as_words):
        return beside(paragraph, cue.end) if near(bare, before, cue) else None
    return beside(paragraph, cue.end) if not before.of(bare).strip() else None


def _with_title(paragraph: Paragraph, who: Span, end: int) -> Span:
    """“У компанії | «Мостобуд-Центр» | повідомили”: a body's name in marks right behind it."""
    title = _TITLE.match(paragraph.bare, who.end, end)
    last = who.of(paragraph.flat).split(" ")[-1]
    return Span(who.start, title.end()) if title and paragraph.language.is_body(last) else who


def _with_office(paragraph: Paragraph, before: Span, who: Span) -> Span:
    """“En la misma línea, el presidente de la ANEF, | José Pérez”: with the office that a comma parts from the name."""
    starts = [match.end() for match in _SEGMENT.finditer(paragraph.bare, *before)][-2:-1]
    starts = starts or ([before.start] if before.end > before.start else [])
    for start in starts:
        tokens = tokens_of(paragraph.language, paragraph.bare, Span(start, who.end))
        phrase = noun_phrase(paragraph.language, tokens)
        if phrase and phrase[0] == 0 and span_of(tokens, phrase).end == who.end:
            return span_of(tokens, phrase)
    return who


def opens_as_subject(paragraph: Paragraph, start: int, cue: int) -> bool:
    """“Le ministre de la Défense, le général X, | a accusé Y”: who acts, and no words of Y's."""
    tokens = tokens_of(paragraph.language, paragraph.bare, Span(start, cue))
    phrase = noun_phrase(paragraph.language, tokens)
    if phrase is None or phrase[0] != 0:
        return False
    behind = paragraph.bare[span_of(tokens, phrase).end : cue]
    # “La ministre, Solène Praderie, présente en tribune, | a annoncé B”
    return not behind.strip(" ,") or bool(phrase[1] - phrase[0] > 2 and _SET_OFF.fullmatch(behind))


def near(bare: str, before: Span, cue: Span) -> bool:
    """No comma parts what opens the clause from its verb."""
    return "," not in bare[before.start : cue.start]


def reaches(paragraph: Paragraph, tokens: list[Token], phrase: tuple[int, int], end: int) -> bool:
    """Nothing but where and when, or what is set off by commas, stands between a subject and its verb."""
    language, who = paragraph.language, span_of(tokens, phrase)
    gap = _CLITIC.sub("", _PARENTHESIS.sub("", paragraph.bare[_with_title(paragraph, who, end).end : end]))
    if not gap.strip():
        return True
    rest = tokens[phrase[1] :]
    set_off = gap.lstrip().startswith(",") and gap.rstrip().endswith(",") and gap.count(",") == _PAIR
    # “Isabel Moreno, que regenta un hostal, relata que A”
    if set_off and phrase[1] - phrase[0] > 1:
        return True
    if any(token.low in language.relatives for token in rest) or (
        "," in gap and not gap.lstrip().startswith(",")
    ):
        return False
    if gap.lstrip().startswith(","):
        # “Interrogé par la presse, le ministre a dit”: one capital that opens a sentence is any word.
        aside = gap.strip(" ,").casefold() in language.between or opens_role(language, tokens, phrase[1])
        return gap.rstrip().endswith(",") and (phrase[1] - phrase[0] > 1 or aside)
    return bool(rest) and (
        rest[0].low in language.prepositions
        or rest[0].low in language.auxiliaries
        or all(token.low in language.skip for token in rest)
    )


def span_of(tokens: list[Token], phrase: tuple[int, int]) -> Span:
    return Span(tokens[phrase[0]].span.start, tokens[phrase[1] - 1].span.end)
