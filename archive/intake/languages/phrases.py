"""Noun phrases of languages with spaces and capitals: who stands beside a reporting verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.intake.languages.marked import BLOT
from archive.intake.languages.table import Language
from archive.intake.people import names
from archive.intake.spans import Span

_TOKEN = re.compile(r"[^\W_][\w.'’]*(?:[-‑][\w'’]+)*")
_FAR = 220
_STOP = re.compile(rf"[.;:!?—–()\[\]{BLOT}…]|\s-\s")
_TITLE_OF = re.compile(rf"^ {BLOT}{{3,25}}(?= \w?)")
# Of a party, an age or a result, within a name's own clause.
_PARENTHESIS = re.compile(r"\([^()\n]{1,40}\)")
_CLOSED = re.compile(r"[»”“\"]")
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\.$")


@dataclass(frozen=True, slots=True)
class Token:
    span: Span
    word: str
    comma: bool
    """A comma stands before it."""

    @property
    def low(self) -> str:
        return self.word.casefold()

    @property
    def bare(self) -> str:
        """Without an elided article: l'Élysée."""
        return re.sub(r"^[ldLD]['’]", "", self.word)

    @property
    def capital(self) -> bool:
        return self.bare[:1].isupper()

    @property
    def acronym(self) -> bool:
        return len(self.word) > 1 and self.word.isupper() and "." not in self.word


def tokens_of(language: Language, bare: str, region: Span) -> list[Token]:
    """The words up to the end of the clause; a full stop after an initial or an abbreviation is none."""
    found: list[Token] = []
    position, first = region.start, region.start
    text = bare[first : min(region.end, first + _FAR)]
    text = _PARENTHESIS.sub(lambda match: " " * len(match.group()), text)
    for match in _TOKEN.finditer(text):
        gap = text[position - first : match.start()]
        # “тренер «Метеора» Аркадий Жилин”: of what, in marks.
        if found and (language.is_office(found[-1].low) or language.is_body(found[-1].bare)):
            gap = _TITLE_OF.sub("", gap)
        if _STOP.search(gap):
            break
        word, end = _without_stop(language, match.group(), first + match.end())
        parted = "," in gap or _CLOSED.search(gap) is not None
        found.append(Token(Span(first + match.start(), end), word, parted))
        if end < first + match.end():
            break
        position = end
    return found


def _without_stop(language: Language, word: str, end: int) -> tuple[str, int]:
    ordinal = language.compound and word[:-1].isdigit() and len(word) <= 3
    if (
        word.endswith(".")
        and not ordinal
        and not _INITIAL.search(word)
        and word[:-1].casefold() not in language.abbreviations
    ):
        return word.rstrip("."), end - (len(word) - len(word.rstrip(".")))
    return word, end


def noun_phrase(language: Language, tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Which tokens are the phrase that begins them, as first and last + 1."""
    # “Y agregó”, “Mais le maire a dit”
    if len(tokens) == 1 and tokens[0].low in language.joins:
        return None
    first = 1 if len(tokens) > 1 and tokens[0].capital and tokens[0].low in language.joins else 0
    while first < len(tokens) and _skipped(language, tokens, first):
        first += 1
    if first >= len(tokens) or (tokens[first].comma and first) or _opens_clause(language, tokens[first]):
        return None
    if _is_pronoun(language, tokens[first]):
        return first, first + 1
    last = _end(language, tokens, first)
    if last == first or not _names_somebody(language, tokens[first:last]):
        return None
    named = _up_to_name(language, tokens, first, last)
    return first, named or _with_apposition(language, tokens, first, last)


def _up_to_name(language: Language, tokens: Sequence[Token], first: int, last: int) -> int:
    """“la présidente du groupe LFI | à l'Assemblée, Mathilde Panot”: the words of an office whose holder a comma sets off."""
    held = any(language.is_office(token.bare.casefold()) for token in tokens[first:last])
    if not held or last >= len(tokens) or _names_person(language, tokens[first:last]):
        return 0
    comma = next((at for at in range(last, min(last + 9, len(tokens))) if tokens[at].comma), 0)
    between = tokens[last:comma]
    if not between or not (between[0].low in language.prepositions or _joins_fields(language, between)):
        return 0
    if any(language.cue.fullmatch(token.word) or token.low in language.that for token in between):
        return 0
    run = comma
    while run < len(tokens) and (run == comma or not tokens[run].comma) and _name_part(language, tokens, run):
        run += 1
    return run if run - comma >= 2 and tokens[comma].capital else 0


def _joins_fields(language: Language, between: Sequence[Token]) -> bool:
    """“el ministro de Minas | y Energía, Hernán Quiceno”: one office, where no article opens another."""
    return (
        len(between) > 1 and between[0].low in language.joins and between[1].low not in language.determiners
    )


def opening_phrase(language: Language, bare: str, sentence: Span) -> Span | None:
    """Who or what a sentence begins with."""
    tokens = tokens_of(language, bare, sentence)
    # “À Niamey, le porte-parole du gouvernement, Souleymane Hama, a rejeté ces propos.”
    comma = next((index for index, token in enumerate(tokens[:5]) if token.comma), 0)
    if comma and tokens[0].low in language.prepositions:
        tokens = tokens[comma:]
    # “Das kündigte Minister Boris Pistorius an”
    if len(tokens) > 2 and language.compound and language.cue.fullmatch(tokens[1].word):
        tokens = tokens[2:]
    phrase = noun_phrase(language, tokens)
    if phrase is None:
        return None
    tokens = tokens[phrase[0] : phrase[1]]
    return Span(tokens[0].span.start, tokens[_name_end(language, tokens) - 1].span.end)


def _name_end(language: Language, tokens: Sequence[Token]) -> int:
    """“Пресс-секретарь Дмитрий Песков | назвал слова Джей Ди Вэнса”: where no article parts the verb from the name."""
    for at in range(2, len(tokens)):
        pair = tokens[at - 2 : at]
        named = all(_in_name(language, tokens, each) for each in (at - 2, at - 1))
        named = named and not any(
            each.low in language.determiners or language.is_office(each.low) for each in pair
        )
        if (
            named
            and tokens[at].word[0].islower()
            and not tokens[at].comma
            and tokens[at].low not in language.of | language.particles
        ):
            return at
    return len(tokens)


def _opens_clause(language: Language, token: Token) -> bool:
    """“que Moscou était prêt”, “что Берлин готов”: what was said, not who said it."""
    elided = token.low.partition("'")[0] + "'"
    return token.low in language.that or elided in language.that


def _skipped(language: Language, tokens: Sequence[Token], index: int) -> bool:
    """Adverbs, and what says when: “am Mittwoch”, “в среду”, “21 июня”."""
    word = tokens[index].low
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    known = language.skip | set(language.weekdays) | set(language.months)
    age = word in language.determiners and re.fullmatch(r"\d+-\w+", following)
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in language.months and tokens[index].capital and behind and behind.capital:
        return False
    if word in language.prepositions and (following in known or following[:1].isdigit()):
        return True
    if word in language.determiners and (following in language.weekdays or following[:1].isdigit()):
        return not age
    return word in known or word[:1].isdigit()


def _is_adverb(language: Language, token: Token) -> bool:
    """Julio and Avril are months and names; only German writes both with a capital."""
    return token.low in language.skip and (language.compound or not token.capital)


def _is_pronoun(language: Language, token: Token) -> bool:
    return token.low in language.he or token.low in language.she or token.low in language.they


def _end(language: Language, tokens: Sequence[Token], first: int) -> int:
    index = first
    while index < len(tokens):
        token = tokens[index]
        if index > first and (
            token.comma
            or token.low in language.conjunctions
            or _is_adverb(language, token)
            or _opens_clause(language, token)
            or _leaves(language, tokens[index - 1], token)
        ):
            return index
        if token.low in language.prepositions and token.low not in language.particles:
            ahead = _name_behind(language, tokens, index) if index > first else None
            ahead = ahead or (_behind_topic(language, tokens, index) if index > first else None)
            if ahead is None:
                return index
            index = ahead
            continue
        index += 1
    return index


def _leaves(language: Language, before: Token, token: Token) -> bool:
    """“Kurz | der „Morgenpost“”, “Polizei | wurden”: in German a small letter behind a noun goes on with the sentence,
    but for what belongs to an office or a body, “Sprecherin der Grünen”, and what leads to a name, “Ursula von”."""
    particle = token.low in language.particles - language.determiners
    if not language.compound or token.capital or particle:
        return False
    if not before.capital or before.low in language.determiners:
        return False
    known = language.is_office(before.low) or language.is_body(before.bare)
    return not (known and token.low in language.determiners | language.of | language.prepositions)


def _name_behind(language: Language, tokens: Sequence[Token], index: int) -> int | None:
    """“посол КНДР в Москве Син Хон Чхоль”: where the name ends that stands behind a place, before any name."""
    if any(_names_person(language, tokens[:index])) or not any(
        each.capital for each in tokens[index + 1 : index + 2]
    ):
        return None
    run = index + 2
    while run < len(tokens) and _in_name(language, tokens, run):
        run += 1
    return run if run - index - 2 >= 2 else None


def _behind_topic(language: Language, tokens: Sequence[Token], index: int) -> int | None:
    """“глава комитета по экономической политике | Андрей Кутепов”: the two capitals behind what an office is for."""
    topic = " ".join(token.low for token in tokens[index : index + 2])
    if not language.topic or not re.match(language.topic, topic):
        return None
    for at in range(index + 2, min(index + 8, len(tokens) - 1)):
        if tokens[at].comma or tokens[at].low in language.prepositions:
            return None
        if _in_name(language, tokens, at) and _in_name(language, tokens, at + 1):
            run = at + 2
            return run + 1 if run < len(tokens) and _in_name(language, tokens, run) else run
    return None


def _names_person(language: Language, tokens: Sequence[Token]) -> list[bool]:
    """One entry where two capitals in a row, neither an office nor an acronym nor a body, end the tokens."""
    # “el presidente del Colegio Médico”: of what, not who.
    if len(tokens) > 3 and tokens[-3].low in language.of:
        held = [language.is_office(token.bare.casefold()) for token in tokens[:-3]]
        # “el consejero de Agricultura de Castilla-La Mancha”
        if held[-1] or (any(held[:2]) and any(token.low in language.of for token in tokens[:-3])):
            return []
    ending = [_in_name(language, tokens, index) for index in range(len(tokens))]
    run = len(ending) - next((at for at, inside in enumerate(reversed(ending)) if not inside), len(ending))
    # “le président de Nantes Métropole Aménagement”
    behind_of = (
        run > 1 and tokens[run - 1].low in language.of and language.is_office(tokens[run - 2].bare.casefold())
    )
    named = len(ending) - run >= 2 and not language.is_body(tokens[-2].bare) and not behind_of
    return [True] if named else []


def _in_name(language: Language, tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.comma:
        return False
    office = language.is_office(token.low) and not is_surname_too(language, tokens, index)
    return token.capital and not token.acronym and not office


def is_surname_too(language: Language, tokens: Sequence[Token], index: int) -> bool:
    """“Tomás Rey”: an office with a capital, right behind another capital that is none; in German, where all nouns have
    one, behind a known first name or a word right behind an office: “der Abgeordnete Ronald Gebauer”."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if before is None or token.comma or token.acronym or not token.capital:
        return False
    if language.compound and not (
        names.gender(before.bare) or (index > 1 and language.is_office(tokens[index - 2].bare))
    ):
        return False
    if token.low in language.honorifics:
        return False
    return before.capital and not before.acronym and not language.is_office(before.low)


def _names_somebody(language: Language, tokens: Sequence[Token]) -> bool:
    known = any(
        token.capital or language.is_office(token.bare.casefold()) or language.is_body(token.bare)
        for token in tokens
    )
    described = tokens[0].low in language.determiners and len(tokens) > 1
    return known or described or language.is_epithet(" ".join(token.word for token in tokens))


def _with_apposition(language: Language, tokens: Sequence[Token], first: int, last: int) -> int:
    """“le ministre des affaires étrangères, Étienne Vasseur”; “Claire Dumont, chercheuse à l'IFRI”."""
    if last >= len(tokens) or not tokens[last].comma:
        return last
    run = last
    # “Её сын, искусствовед Пётр Вершинин”, “le ministre, le général Abakar Moussa”
    while (
        run + 1 < len(tokens)
        and _before_name(language, tokens[run])
        and (run == last or not tokens[run].comma)
    ):
        run += 1
    named = run
    while run < len(tokens) and (run == last or not tokens[run].comma) and _name_part(language, tokens, run):
        run += 1
    if run - named >= 2 and not _names_person(language, tokens[first:last]):
        return run
    if _names_person(language, tokens[first:last]) and opens_role(language, tokens, last):
        run = last + 1
        while run < len(tokens) and not tokens[run].comma and tokens[run].low not in language.conjunctions:
            run += 1
        return run
    return last


def _before_name(language: Language, token: Token) -> bool:
    small = token.word[:1].islower() and token.bare[:1].islower()
    return small and (language.is_office(token.bare.casefold()) or token.low in language.determiners)


def opens_role(language: Language, tokens: Sequence[Token], index: int) -> bool:
    ahead = tokens[index : index + 4]
    if not ahead or (ahead[0].low in language.relatives | language.conjunctions and len(ahead) < 2):
        return False
    return any(language.is_office(token.bare.casefold()) for token in ahead)


def _name_part(language: Language, tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.low in language.particles and index + 1 < len(tokens):
        return True
    return token.capital and not token.acronym and not language.is_office(token.low)
