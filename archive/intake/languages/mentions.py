"""A mention taken apart: which part of it is the name, which the role."""

import re
from dataclasses import dataclass
from itertools import groupby

from archive.intake.languages import chinese, korean
from archive.intake.languages.phrases import Token, is_surname_too, tokens_of
from archive.intake.languages.roles import CLAUSE, role_of
from archive.intake.languages.table import Language
from archive.intake.people import names
from archive.intake.spans import Span

_OPEN_CYRILLIC = "аяыиуюое"
# 久保田美穂シニアアナリスト, 大森敬一・地震情報企画官
_RANK_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff々]{3})(?:[ァ-ヶー]{2,}|・[\u4e00-\u9fff々]{2,})$|(?<=[\u4e00-\u9fff々]{2})[ァ-ヶー]{4,}$"
)
_TRAILING = re.compile(r"(?:首席|主任|筆頭|専属|米|露|英|仏|独|中|前|元|現|副)$")
# 仮設住宅で暮らす谷内松子さん
_BEHIND_CLAUSE = re.compile(r"(?<=[ぁ-ん])[\u4e00-\u9fff々]{3,5}$")
_COMMON = 3
_TRADE = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:er|erin|ist|istin|ant|ent|entin|iker|oge|ogin|meister|mann|frau|wirt|wirtin|chef|arzt|ärztin)"
)
# 松本ひで子
_SOFT = re.compile(r"[\u4e00-\u9fff々]{2,3}[ぁ-ん]{1,3}[子美代江恵]")
# 전남 신안군 주민 김복순(78) 씨
_AGED = re.compile(r"(?P<name>[가-힣]{2,4}) ?\(\d{1,3}\) ?(?:씨|군|양)?$")
# 주한, 주미: posted to a country.
_POSTED = re.compile(r"주[한미일중러영독불]|전|현|신임")


@dataclass(frozen=True, slots=True)
class Mention:
    """Without a name it is a description: “the minister”, “a diplomat”."""

    span: Span
    name: Span | None
    role: Span | None


def taken_apart(language: Language, flat: str, span: Span) -> Mention:
    readers = {"spaced": _spaced, "korean": _korean, "chinese": _chinese, "japanese": _japanese}
    name = readers[language.reader](language, flat, span)
    return Mention(span, name, role_of(language, flat, span, name) if name else None)


# Languages with capitals


def _spaced(language: Language, flat: str, span: Span) -> Span | None:
    tokens = tokens_of(language, flat, span)
    runs = [run for run in _runs(language, tokens) if run]
    runs = [
        run
        for run in runs
        if not _named_thing(language, tokens, *run)
        and not _begins_with_body(language, tokens, run[0])
        and not _is_the_body(language, tokens, *run)
        and not _behind_body(language, tokens, run[0])
    ]
    first_name = next((run for run in runs[:-1] if _set_off(language, tokens, *run)), None)
    runs = [*(run for run in runs if run != first_name), first_name] if first_name else runs
    for first, last in reversed(runs):
        tail = _own(language, tokens, first, last)
        # “los técnicos del Museo | del Prado”
        small = tail is not None and tokens[tail].low in language.particles and not tokens[tail].capital
        if tail is not None and last - tail >= 2 and not small:
            return Span(_bare_start(tokens[tail]), tokens[last - 1].span.end)
    for first, last in reversed(runs):
        if last - first == 1 and _is_surname(language, tokens, first):
            return Span(_bare_start(tokens[first]), tokens[first].span.end)
    return None


def _set_off(language: Language, tokens: list[Token], first: int, last: int) -> bool:
    """“Luc Marchand, frère de l'accusé Paul Marchand”, “le docteur Karim Roy, délégué du syndicat Soins de France”."""
    before = tokens[first - 1].low if first else ""
    titled = not first or before in language.honorifics or language.is_office(before)
    return titled and last - first >= 2 and tokens[last].comma


def _named_thing(language: Language, tokens: list[Token], first: int, last: int) -> bool:
    """“Das Statistische Bundesamt”, “La Maison Blanche”: people have no article right before their names."""
    whose = language.compound and last - first == 3 and not language.is_body(tokens[last - 1].bare)
    return first == 1 and tokens[0].low in language.determiners and not whose


def _begins_with_body(language: Language, tokens: list[Token], first: int) -> bool:
    """“Gewerkschaft Verdi”: in German a noun has a capital of its own."""
    office = any(language.is_office(token.low) for token in tokens[:first])
    return bool(language.compound) and not office and language.is_body(tokens[first].bare)


def _behind_body(language: Language, tokens: list[Token], first: int) -> bool:
    """“la asociación Riegos del Sureste”, “le bailleur social Rhône Logis”: a body's name, unless an office stands before."""
    before = tokens[:first] or [each for each in tokens[:1] if each.bare != each.word]
    if first < len(tokens) and tokens[first].comma:
        return False
    if before and before[-1].bare.casefold() in language.namesakes:
        return True
    leads = language.determiners | language.of | language.prepositions
    while len(before) > 1 and before[-1].word.islower() and before[-2].word.islower():
        if language.is_body(before[-1].bare) or before[-1].low in leads:
            break
        before = before[:-1]
    if before and _is_firm(language, before[-1].bare) and names.gender(tokens[first].bare) is None:
        return True
    body = bool(before) and language.script == "latin" and language.is_body(before[-1].bare)
    return body and not any(language.is_office(token.bare.casefold()) for token in before)


def _is_the_body(language: Language, tokens: list[Token], first: int, last: int) -> bool:
    """“Le Kremlin”: where an article is a particle of names as well, “Le Pen”, the body tells."""
    opened = tokens[first].low in language.determiners
    # “La Secretaría de Movilidad”
    if opened and not first and last - first > 2 and tokens[2].low in language.of:
        return True
    return opened and last - first == 2 and language.is_body(tokens[first + 1].bare)


def _bare_start(token: Token) -> int:
    return token.span.end - len(token.bare)


def _runs(language: Language, tokens: list[Token]) -> list[tuple[int, int]]:
    """Capitals in a row, with the particles of names between them; a comma parts them."""
    runs: list[tuple[int, int]] = []
    for named, group in groupby(range(len(tokens)), key=lambda index: _in_name(language, tokens, index)):
        indices = list(group)
        if not named:
            continue
        start = indices[0]
        for index in indices[1:]:
            if tokens[index].comma:
                runs.append((start, index))
                start = index
        runs.append((start, indices[-1] + 1))
    return runs


def _in_name(language: Language, tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    if token.low in language.particles and not token.capital:
        behind = index + 1
        while (
            behind < len(tokens) and tokens[behind].low in language.particles and not tokens[behind].capital
        ):
            behind += 1
        if not index or behind >= len(tokens) or not _proper(language, tokens[behind]):
            return False
        # “Klaus Zierer von der Universität Augsburg”
        if language.is_body(tokens[behind].bare):
            return False
        before = tokens[index - 1]
        return before.low in language.particles or (before.capital and _proper(language, before))
    return _proper(language, token) or is_surname_too(language, tokens, index)


def _proper(language: Language, token: Token) -> bool:
    # “Transparency International Україна Андрій Боровик”
    if language.script == "cyrillic" and token.bare.isascii():
        return False
    known = token.low in language.honorifics or (
        token.low in language.determiners and token.low not in language.particles
    )
    return token.capital and not token.acronym and not known and not language.is_office(token.bare.casefold())


def _own(language: Language, tokens: list[Token], first: int, last: int) -> int | None:
    """Without the country or place in front of the name: “министр Украины Андрей С.”, “maire de Marseille Benoît P.”."""
    first, body = _behind_bodies(language, tokens, first, last)
    if body and (behind := _behind_its_name(language, tokens, first, last, body)) != first:
        return behind
    # “прем'єр-міністр Великої Британії Кір Стармер”
    pair = " ".join(token.bare for token in tokens[first : first + 2])
    first += 2 if last - first > 3 and language.country_of(pair) else 0
    # “Ministerio de Exteriores”
    if tokens[first].low in language.particles and not tokens[first].capital:
        return None
    # “Revierförsterin Silke Baum”: no list has all trades.
    if (language.trade and last - first == 3 and re.fullmatch(language.trade, tokens[first].low)) or (
        language.compound and last - first == 3 and _is_trade(tokens[first].bare)
    ):
        first += 1
    # “Bremens neuer Coach Daniel Thioune”
    if language.compound and last - first > 3:
        first = last - 2 if tokens[last - 2].capital else first
    # “Seine Herausforderin Ana Rodríguez”: in German a noun with a capital of its own.
    if language.compound and first == 1 and last - first == 3 and tokens[0].low in language.determiners:
        return first + 1
    opening = tokens[first - 1].low if first else ""
    if opening in language.determiners and first > 1:
        opening = opening if opening in language.of else tokens[first - 2].low
    elided = tokens[first].word != tokens[first].bare
    if opening in language.of or elided:
        # “del Frente Amplio Gael Yeomans”: which of four are the name, nothing tells, unless the first is a known place.
        place = language.region_of(tokens[first].bare) or language.country_of(tokens[first].bare)
        short = last - first <= 2 or (last - first > 3 and not language.compound and not place)
        return None if short else max(first + 1, last - 2 if language.compound else first + 1)
    return _behind_place(language, tokens, first, last)


def _behind_bodies(language: Language, tokens: list[Token], first: int, last: int) -> tuple[int, str]:
    """Behind the countries and bodies in front of the name, with the body that is right before it."""
    body = ""
    while last - first > 2:
        is_body = language.is_body(tokens[first].bare)
        if not is_body and not language.country_of(tokens[first].bare):
            break
        body = tokens[first].bare.casefold() if is_body else ""
        first += 1
    return first, body


def _behind_its_name(language: Language, tokens: list[Token], first: int, last: int, body: str) -> int | None:
    """“analista del Instituto Atlántico | Fermín Goikoetxea”: of three capitals behind a body the first is the body's,
    unless it is a known first name; of two, both may be where such bodies bear names like people's."""
    words = [token.bare for token in tokens[first:last]]
    if not all(token.capital for token in tokens[first:last]):
        return first
    if language.script == "cyrillic":
        own = next((at - 1 for at, word in enumerate(words) if at and word.endswith(("вич", "вна"))), None)
        return first + own if own is not None else first if len(words) < 3 else last - 2
    known = next((at for at, word in enumerate(words[:-1]) if names.gender(word)), None)
    if len(words) == 2:
        unnamed = body in language.namesakes or (_is_firm(language, body) and known is None)
        return None if unnamed else first
    if known is not None:
        return first + known if known or body not in language.namesakes else None
    return last - 2 if len(words) == 3 else None


def _is_firm(language: Language, word: str) -> bool:
    return bool(language.firms) and word.casefold().endswith(tuple(language.firms))


def _is_trade(word: str) -> bool:
    return names.gender(word) is None and _TRADE.fullmatch(word) is not None


def _behind_place(language: Language, tokens: list[Token], first: int, last: int) -> int:
    """Cyrillic has no “of”: three capitals behind an office, the second no patronymic, begin with a place."""
    words = [token.low for token in tokens[first:last]]
    behind_office = bool(first) and language.is_office(tokens[first - 1].low)
    # “Жительница дома на улице Победы Наталья Ершова”
    inside = bool(first) and not tokens[first - 1].capital
    place = (
        language.script == "cyrillic"
        and (behind_office or inside)
        and len(words) == 3
        and (words[0][-1] in "аяыиу" or words[0].endswith(("ів", "їв")) or words[1][-1] in "ая")
    )
    # “исполнительница роли Нины Заречной Дарья Ветрова”
    if (
        language.script == "cyrillic"
        and inside
        and len(words) == 4
        and all(each.capital for each in tokens[first:last])
    ):
        own = any(word.endswith(("вич", "вна", "ична", "оглы")) for word in words)
        return first if own else first + 2
    patronymic = len(words) > 1 and words[1].endswith(("вич", "вна", "ична", "вич,"))
    return first + 1 if place and not patronymic else first


def _is_surname(language: Language, tokens: list[Token], index: int) -> bool:
    """One capital alone, or right behind an office or an honorific; a country or body is none."""
    token = tokens[index]
    if language.country_of(token.bare) or language.is_body(token.bare) or token.word != token.bare:
        return False
    if len(tokens) == 1:
        return True
    before = tokens[index - 1] if index else None
    if before is None or token.comma:
        return False
    if before.low.rstrip(".") in {each.rstrip(".") for each in language.honorifics}:
        return True
    if language.script == "cyrillic":
        # “компанії «Мостобуд-Центр»”
        if language.is_body(before.bare):
            return False
        return index == len(tokens) - 1 and token.low[-1] not in _OPEN_CYRILLIC
    return language.is_office(before.bare.casefold())


# Languages without


def _korean(language: Language, flat: str, span: Span) -> Span | None:
    aged = _AGED.search(flat, *span)
    if aged:
        return Span(*aged.span("name")) if korean.is_name(language, aged["name"]) else None
    words = list(re.finditer(r"\S+", span.of(flat)))
    if len(words) < 2:
        only = span.of(flat)
        return span if korean.is_name(language, only) else None
    # 일본 외무성의 다나카 히로시 보도관: whose spokesman, and then who.
    whose = max((at for at, each in enumerate(words[:-2]) if _leads_on(language, each.group())), default=-1)
    words = words[whose + 1 :]
    texts = [match.group() for match in words]
    # 업체 측, 이재민 측: those around somebody, not the one.
    if not texts or texts[-1] == "측":
        return None
    # 배터리 업체 한누리에너지
    firm = next((at for at, each in enumerate(texts[:-1]) if each in korean.FIRMS), None)
    if firm is not None and not any(each.endswith(tuple(language.offices)) for each in texts[firm + 1 :]):
        return None
    # 현대차 관계자
    if texts[-1] in ("관계자", "당국자", "소식통"):
        return None
    if texts[-1] in ("씨", "군", "양") and len(texts) > 1:
        at = span.start + words[-2].start()
        return Span(at, at + len(texts[-2])) if korean.is_name(language, texts[-2]) else None
    return _beside_office(language, flat, span, words)


def _beside_office(language: Language, flat: str, span: Span, words: list[re.Match[str]]) -> Span | None:
    texts = [match.group() for match in words]
    # 하마스 대변인 하젬 카셈
    last = max((at for at, text in enumerate(texts) if text.endswith(tuple(language.offices))), default=-1)
    if 0 <= last == len(texts) - 3 and not _descriptive(texts[-2:]):
        return Span(span.start + words[-2].start(), span.end)
    foreign = _transliterated(language, span, words)
    behind = flat[foreign.end : span.end].split() if foreign else []
    if foreign and " " in foreign.of(flat) and behind and language.country_of(behind[0] + " "):
        return foreign
    for index in (0, len(texts) - 2, len(texts) - 1):
        if korean.is_name(language, texts[index]) and not language.country_of(texts[index] + " "):
            return Span(span.start + words[index].start(), span.start + words[index].end())
    return foreign


_KIN = ("남편", "아내", "부인", "동생", "아들", "딸", "아버지", "어머니", "변호사")


def _leads_on(language: Language, word: str) -> bool:
    """외무성의, 대변인인, 남편인: whose, or what else somebody is."""
    known = word.endswith("인") and len(word) > 2 and word[:-1].endswith((*language.offices, *_KIN))
    return word.endswith("의") or known


def _transliterated(language: Language, span: Span, words: list[re.Match[str]]) -> Span | None:
    """매슈 밀러 미 국무부 대변인: up to the country or body. 푸틴 대통령: before the office."""
    texts = [match.group() for match in words]
    stops = [
        index
        for index, word in enumerate(texts)
        if language.country_of(word + " ")
        or re.sub(r"\([^()]*\)$", "", word).endswith(tuple(language.bodies | language.offices))
        or re.match(r"[A-Z\d(]", word)
        or _POSTED.fullmatch(word)
    ]
    first = stops[0] if stops else 0
    if stops and (texts[first] in language.nameless or texts[first] == "측"):
        return None
    # 업체 대표, 구청 과장: what one is of, and no name.
    if first and (texts[first - 1] in language.common or texts[first - 1].endswith(tuple(language.bodies))):
        return None
    if 1 <= first <= _COMMON and sum(map(len, texts[:first])) > 1 and not _descriptive(texts[:first]):
        return Span(span.start + words[0].start(), span.start + words[first - 1].end())
    return None


def _descriptive(words: list[str]) -> bool:
    return any(
        re.search(r"(?:의|한|된|는|적|위|지|측|부|당|사|계|던)$|^(?:이|그|한|현|전|고위|익명)$", word)
        for word in words
    )


def _chinese(language: Language, flat: str, span: Span) -> Span | None:
    words = span.of(flat)
    if words in language.he | language.she | language.they or words in language.common:
        return None
    start = chinese.name_behind(language, words)
    if start is not None:
        return Span(span.start + start, span.end)
    if chinese.is_name(language, words):
        return span
    office = next(
        (each for each in sorted(language.offices, key=len, reverse=True) if words.endswith(each)), ""
    )
    before = words[: len(words) - len(office)]
    named = office and chinese.is_name(language, before) and not words.endswith(tuple(language.bodies))
    return Span(span.start, span.end - len(office)) if named and not language.country_of(before) else None


def _japanese(language: Language, flat: str, span: Span) -> Span | None:
    words = span.of(flat)
    office = next(
        (each for each in sorted(language.offices, key=len, reverse=True) if words.endswith(each)), ""
    )
    start = max(words.rfind("の"), words.rfind("、")) + 1
    if start and not office and words[: start - 1].endswith(tuple(language.offices)):
        return Span(span.start + start, span.end)
    end = len(words) - len(office)
    name = words[start:end]
    if rank := _RANK_BEHIND.search(name):
        name, end = name[: rank.start()], end - len(rank.group())
    while (trailing := _TRAILING.search(name)) and len(name) > 2:
        name, end = name[: trailing.start()], end - len(trailing.group())
    if CLAUSE.search(name) and (behind := _BEHIND_CLAUSE.search(name)):
        return Span(span.start + start + behind.start(), span.start + end)
    if (
        not office
        or office in language.nameless
        or name in language.common
        or len(name) < 2
        or (CLAUSE.search(name) and not _SOFT.fullmatch(name))
        or language.is_ending(name)
        or language.country_of(name)
    ):
        return None
    return (
        Span(span.start + start, span.start + end)
        if re.fullmatch(r"[\u4e00-\u9fff々ぁ-んァ-ヶー・＝]{2,16}", name)
        else None
    )
