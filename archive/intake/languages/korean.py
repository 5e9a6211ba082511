"""Statements in Korean: the speaker with a topic particle, the words in marks, “라고”, and the verb at the end."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph, enough, left_over, reported
from archive.intake.languages.marked import BLOT
from archive.intake.languages.table import Language, any_of
from archive.intake.marks.pairs import Quotation
from archive.intake.spans import Span, trimmed, word_set

_QUOTING = re.compile(r"\s?(?:이?라고도?|이?라며|이?라면서|이?라는|이?란|며|면서|고도?|는|등)(?![^\s,가-힣])")
_TOPIC = re.compile(r"(?<!\S)(?P<stem>\S+?)(?P<particle>께서는|측은|은|는|이|가|도)(?=[\s,]|$)")
_REPORTED = re.compile(r"(?P<words>.+?)(?:(?P<copula>이라|라)|(?<=[다자냐라까]))고\s+(?:\S+\s+){0,3}?$")
# Where, when and to whom, between the speaker and what was said.
_SETTING = re.compile(
    r"\s*(?:(?:이날|오늘|어제|전날|최근)\s+|\d{1,2}일(?:\s?\([^)]{1,8}\))?\s+|(?:(?!\S+[이가]\s)\S+\s){0,8}?(?:\S*(?:회견|브리핑|국회|인터뷰|회|보고서|논평|담화|성명|회의|통화|방송|라디오|청사|연설|자료|콜|법정|자리|페이스북)에서|\S+(?:(?<!측)에서(?!\s\S+[이가]\s)|통해|대해|대해서는|대해선|관련해|관련해서는|자리에서|열고|가운데)|\S*(?:만나|출연해|뒤|후)|\S+[을를] (?:인용해|내고|내|보내|보내고|배포하고|발표하고|갖고|열어|올리고|올려))\s+)*"
)
_TAKEN_OUT = re.compile(
    r"(?:을|를|에|에서|에게|으로|와의|과의|대해|위해|관련해|통해|만나|하고|하며|했고|했으며|이며|한|된|하는|있는|중인|이던|하던|뒤|후|일|의한|따르면)$"
)
_BY = re.compile(r"\S+?(?P<by>에 (?:따르면|의하면)),?\s")
_SPOKEN = re.compile(r"\s?(?:이?라고|이?라며|이?라면서|며|면서|고)\s")
# Syllables that end in ㅆ: the past.
_PAST = "".join(chr(0xAC00 + 28 * index + 20) for index in range(399))
_VERB = re.compile(rf"\S*[{_PAST}]다(?=\.?\s*$)")
# A할 것으로 내다봤다.
_FORECAST = re.compile(r"(?P<words>.+?(?:것|전망|가능성이 (?:크|높)은 것))으로\s+(?:\S+\s+){0,2}?$")
# A다는 입장을 밝혔다, A라는 전망을 내놨다.
_STANCE = re.compile(
    r"(?P<words>.+?(?:[다자]|(?P<copula>이라|라)))는 (?:입장|뜻|의견|견해|방침|의사|의지|전망|우려|취지|생각|소감|계획|기대감?)[을를도]? (?:\S+ )?$"
)
_AND = re.compile(r"\s?(?:이?라며|이?라면서|며|면서),? (?:또 |이어 )?")
_PAREN = re.compile(r"\([^()]*\)$")
FIRMS = word_set("업체 기업 회사 항공사 제조사 운영사 시공사 시민단체 단체 은행 증권사 통신사")
_OCCUPATION = re.compile(r"\S+(?:장|사|관|원|수|인|자|표|령|위|감)$")
_MOST = 8
# A된다며 B할 예정이라고 전했다.
_JOINS = re.compile(r"(?<=다)(?:며|면서),? ")
# 네타냐후
_LONG = re.compile(r"[가-힣]{3,}후")
_POSTED = ("주한", "대한", "남북한")


def read(paragraph: Paragraph) -> list[Candidate]:
    found = [each for sentence in paragraph.sentences for each in _in_sentence(paragraph, sentence)]
    return [*found, *left_over(paragraph, [span for each in found for span in each.spans])]


def _in_sentence(paragraph: Paragraph, sentence: Span) -> Iterator[Candidate]:
    verbs = list(_verbs(paragraph.language).finditer(paragraph.bare, *sentence))
    quoted = [
        each for each in paragraph.quoted_in(sentence) if _QUOTING.match(paragraph.bare, each.outer.end)
    ]
    last = verbs[-1] if verbs else _last_word(paragraph, sentence, quoted)
    if last is None:
        if not quoted:
            yield from _according(paragraph, sentence)
        return
    cue = Span(*last.span())
    other = next(
        (index for index, each in enumerate(quoted) if index and _is_anothers(paragraph, quoted, index)), 0
    )
    if other:
        middle = quoted[other - 1].outer.end
        split = _topic_start(paragraph, Span(middle, quoted[other].outer.start))
        yield from _in_sentence(paragraph, Span(sentence.start, split))
        yield from _in_sentence(paragraph, Span(split, sentence.end))
    elif quoted and quoted[0].outer.end <= cue.start:
        words = tuple(each.words for each in quoted if each.outer.end <= cue.start)
        who = speaker(paragraph, Span(sentence.start, quoted[0].outer.start))
        who = who or speaker(paragraph, Span(quoted[-1].outer.end, cue.start))
        goes_on = who is None and _goes_on(paragraph, sentence, quoted[0].outer.start)
        yield Candidate(words, "direct", cue, who, "L-after", goes_on=goes_on, frame=sentence)
        yield from _said_then(paragraph, Span(quoted[-1].outer.end, cue.start), cue, who)
    elif not quoted:
        yield from _without_marks(paragraph, sentence, cue)


def _said_then(paragraph: Paragraph, between: Span, cue: Span, who: Span | None) -> Iterator[Candidate]:
    """X는 “A”며 B고 설명했다."""
    first = _AND.match(paragraph.bare, *between)
    match = _REPORTED.match(paragraph.bare, first.end(), between.end) if first else None
    if who is None or match is None or BLOT in match.group():
        return
    words = trimmed(paragraph.flat, Span(*match.span("words")), " ,")
    if enough(paragraph.language, words.of(paragraph.flat), 3) and not speaker(paragraph, words):
        yield reported(paragraph, words, cue, who, "L-that")


def _according(paragraph: Paragraph, sentence: Span) -> Iterator[Candidate]:
    """X에 따르면 A."""
    match = _BY.search(paragraph.bare, *sentence)
    if match is None:
        return
    who = trimmed(paragraph.flat, Span(_start(paragraph, sentence.start, match.start()), match.start("by")))
    words = trimmed(paragraph.flat, Span(match.end(), sentence.end), " ,.")
    language, name = paragraph.language, who.of(paragraph.flat)
    somebody = name.endswith((*language.offices, *language.bodies)) or is_name(language, name)
    if somebody and enough(language, words.of(paragraph.flat), 3):
        yield reported(paragraph, words, Span(match.start("by"), match.end("by")), who, "L-according")


def _is_anothers(paragraph: Paragraph, quoted: list[Quotation], index: int) -> bool:
    """X는 “A”고 했고 Y는 “B”라고 말했다: somebody new between the two."""
    return speaker(paragraph, Span(quoted[index - 1].outer.end, quoted[index].outer.start)) is not None


def _topic_start(paragraph: Paragraph, between: Span) -> int:
    who = speaker(paragraph, between)
    return who.start if who else between.end


def _last_word(paragraph: Paragraph, sentence: Span, quoted: list[Quotation]) -> re.Match[str] | None:
    """“A”라며 기뻐했다: behind 라고 and 라며 any verb that ends the sentence, if somebody is named before the words."""
    if not quoted or not speaker(paragraph, Span(sentence.start, quoted[0].outer.start)):
        return None
    if not _SPOKEN.match(paragraph.bare, quoted[-1].outer.end):
        return None
    return _VERB.search(paragraph.bare, quoted[-1].outer.end, sentence.end)


def _without_marks(paragraph: Paragraph, sentence: Span, cue: Span) -> Iterator[Candidate]:
    """X는 A다고 말했다."""
    who = speaker(paragraph, Span(sentence.start, cue.start))
    if who is None:
        return
    start = paragraph.bare.find(" ", who.end, cue.start)
    setting = _SETTING.match(paragraph.bare, max(start, who.end), cue.start)
    region = Span(setting.end() if setting else who.end, cue.start)
    match = _REPORTED.match(region.of(paragraph.bare)) or _FORECAST.match(region.of(paragraph.bare))
    match = match or _STANCE.match(region.of(paragraph.bare))
    if start < 0 or match is None:
        return
    words = trimmed(paragraph.flat, Span(region.start, region.start + match.end("words")))
    if not enough(paragraph.language, words.of(paragraph.flat), 2):
        return
    found = reported(paragraph, words, cue, who, "L-that")
    joins = _JOINS.search(paragraph.bare, *words)
    both = (Span(words.start, joins.start()), Span(joins.end(), words.end)) if joins else ()
    parted = found.kind == "indirect" and all(
        enough(paragraph.language, each.of(paragraph.flat), 2) for each in both
    )
    yield replace(found, spans=both) if both and parted else found


def _goes_on(paragraph: Paragraph, sentence: Span, quote: int) -> bool:
    """Without a topic of its own; a topic that cannot be read is somebody else."""
    before = Span(sentence.start, quote).of(paragraph.bare)
    topic = re.search(r"(?:은|는)(?=[\s,])", before)
    first = before.split(" ", 1)[0].strip(",")
    return topic is None and (not before.strip() or first in paragraph.language.goes_on)


def speaker(paragraph: Paragraph, region: Span) -> Span | None:
    """The first topic that is a person or a body, with the words that belong to it."""
    for particles in (("은", "는", "측은", "께서는"), ("이", "가", "도")):
        for match in _TOPIC.finditer(paragraph.bare, *region):
            if match["particle"] in particles and _is_somebody(paragraph, match, region.start):
                end = match.end("stem") + (1 if match["particle"] == "측은" else 0)
                return Span(_start(paragraph, region.start, match.start()), end)
    return None


def _is_somebody(paragraph: Paragraph, match: re.Match[str], start: int) -> bool:
    language, stem = paragraph.language, _PAREN.sub("", match["stem"]).strip(BLOT)
    if match.group() in language.he | language.she | language.they:
        return True
    before = paragraph.bare[start : match.start()].split()
    after_office = bool(before) and before[-1].endswith(tuple(language.offices)) and len(stem) >= 2
    # 하마스 대변인 하젬 카셈은
    foreign = len(before) > 1 and len(before[-1]) > 1 and before[-2].endswith(tuple(language.offices))
    if (
        foreign
        and len(stem) > 1
        and re.fullmatch("[가-힣]+", before[-1] + stem)
        and not _TAKEN_OUT.search(before[-1])
    ):
        return True
    # 배터리 업체 한누리에너지는
    if before and before[-1] in FIRMS and len(stem) > 1:
        return True
    if before and is_name(language, before[-1]) and _OCCUPATION.fullmatch(stem):
        return True
    return stem.endswith((*language.offices, *language.bodies)) or is_name(language, stem) or after_office


def is_name(language: Language, word: str) -> bool:
    """Three syllables, the first a surname; two can be any word."""
    return (
        len(word) == 3
        and word[0] in language.surnames
        and word not in language.common
        and not word.endswith((*language.offices, *language.bodies))
    )


def _start(paragraph: Paragraph, region: int, stem: int) -> int:
    """Back over the words of the title, until an adverb or a word with a particle."""
    start, language = stem, paragraph.language
    for match in reversed(list(re.finditer(r"\S+", paragraph.bare[region:stem]))[-_MOST:]):
        word = match.group()
        known = word in _POSTED or language.country_of(f"{word} ") or _LONG.fullmatch(word)
        taken_out = _TAKEN_OUT.search(word) and not known
        if word in language.skip | language.goes_on or word.endswith(",") or BLOT in word or taken_out:
            break
        start = region + match.start()
    quoting = _QUOTING.match(paragraph.bare, start) if start == region else None
    return start if quoting is None else quoting.end() + (paragraph.bare[quoting.end() : stem + 1][:1] == " ")


@lru_cache(maxsize=4)
def _verbs(language: Language) -> re.Pattern[str]:
    """“했다” alone is “said”, where the words before it end in 고."""
    known = any_of(language.verbs)
    return re.compile(
        rf"(?<!\S)(?:밝힌|말한|강조한|언급한|지적한|주장한|시사한) 바 있다|(?<!\S)(?:\S{{0,4}}?(?:{known})|(?<=[고도] )했)(?:다|으며|고|지만|습니다|는데|으나)?(?=[\s.,]|$)"
    )
