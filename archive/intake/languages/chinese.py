"""Statements in Chinese: the speaker before the verb, the verb before the words or behind them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph, enough, left_over, reported
from archive.intake.languages.marked import BLOT
from archive.intake.languages.table import Language, any_of
from archive.intake.marks.pairs import Quotation
from archive.intake.spans import Span, trimmed

_LEADS = re.compile(r"(?:说|說|道|称|稱)?[：:，,]?$")
_CLAUSE = re.compile(r"[，,；;]|(?<=问)[：:]|(?<=問)[：:]")
# Where the speaker ends: when, where, to whom.
_SETTING = re.compile(
    r"(?:\d|[一二三四五六七八九十]+[日月号]|在(?!野|任)|于|於|对|對|向|就|当天|當天|今天|今日|昨天|昨日|周[一二三四五六日]|週|星期|日前|近日|此前|随后|隨後|接受|告诉|告訴|通过|通過|则|則|还|還|也|曾|再次|赛后|賽後|会后|會後|事后|事後|其后|受訪|受访|出席|主持|发文|發文|直播|率队|率團|率团|针对|針對|谈及|談及|提及|被问|被問|现身|現身|前往|同日|当日|當日|同天|稍早|稍后|稍後|接着|最后|当晚|當晚|昨晚|今晨|上午|下午|晚间|晚間|明确|明確|公开|同时|进一步|並|并(?!非)|透過)"
)
_OPENING = re.compile(
    r"^(?:据|據|但是?|不过|不過|此外|另外|同时|同時|对此|對此|而|随后|隨後|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]|当天|当地时间)*[，,]?"
)
_BY = re.compile(
    r"(?:另|又)?(?:根据|根據|据|據|按照)(?P<who>[^，,。：:]{2,24}?)的?(?:最新)?(?:统计|統計|数据|數據|介绍|介紹|消息|报告|報告|预测|預測|说法|說法|透露|通报|通報|分析|资料|資料|公告|估算|调查|調查)?(?:显示|顯示|指出)?[，,]"
)
# 研究会报告显示，A
_SHOWS = re.compile(
    r"(?P<who>[^，,。：:]{2,24}?)的?(?:最新)?(?:发布的|發布的)?(?:统计|統計|数据|數據|报告|報告|调查|調查)(?:显示|顯示)[，,]"
)
# 记者16日从省气象局获悉，A
_LEARNT = re.compile(
    r"(?:(?:本报|本報)?(?:记者|記者))?(?:\d{1,2}日)?从(?P<who>[^，,。：:]{2,24}?)(?:处|處)?(?:获悉|獲悉|了解到|得知)[，,：:]"
)
_MOST = 60
_OF_OFFICE = ("長", "长", "官", "員", "员", "師", "师")
_NO_NAME = re.compile("[着著受時时日今昨後后就对對被]")
# A sentence with more verbs is a list.
_MOST_CUES = 12
_ADDED = re.compile("[还還又再并並]|补充|補充")


def read(paragraph: Paragraph) -> list[Candidate]:
    found: list[Candidate] = []
    for index, quoted in enumerate(paragraph.quoted):
        match = _beside(paragraph, quoted, index)
        if match:
            found.append(match)
        elif found and _goes_on(paragraph, found[-1], quoted):
            found[-1] = found[-1].with_more(quoted.words)
    taken = [span for each in found for span in each.spans]
    for sentence in paragraph.sentences:
        found += [
            each
            for each in _according(paragraph, sentence) or _reported(paragraph, sentence)
            if not any(each.spans[0].meets(own) for own in taken)
        ]
    return [*found, *left_over(paragraph, [span for each in found for span in each.spans])]


def _beside(paragraph: Paragraph, quoted: Quotation, index: int) -> Candidate | None:
    behind = paragraph.quoted[index - 1].outer.end if index else paragraph.span.start
    return _before(paragraph, quoted, behind) or _after(paragraph, quoted)


def _before(paragraph: Paragraph, quoted: Quotation, behind: int) -> Candidate | None:
    """X表示：“A”"""
    start = max(behind, paragraph.sentence_at(quoted.outer.start - 1).start if quoted.outer.start else behind)
    cue = None
    for match in verbs(paragraph.language).finditer(paragraph.bare, start, quoted.outer.start):
        cue = match
    if cue is None or not _LEADS.fullmatch(paragraph.bare[cue.end() : quoted.outer.start]):
        return None
    who = _speaker(paragraph, Span(start, cue.start()))
    if who is None and behind == start and behind > paragraph.span.start:
        return None
    if _negated(paragraph, cue.start()):
        return None
    return _direct(paragraph, quoted, Span(*cue.span()), who, "L-before")


def _after(paragraph: Paragraph, quoted: Quotation) -> Candidate | None:
    """“A，”X说"""
    end = min(paragraph.span.end, quoted.outer.end + _MOST)
    gap = re.match(r"[，,]?", paragraph.bare[quoted.outer.end : end])
    start = quoted.outer.end + (gap.end() if gap else 0)
    cue = verbs(paragraph.language).search(paragraph.bare, start, end)
    if cue is None or re.search(rf"[。，,；！？{BLOT}]", paragraph.bare[start : cue.start()]):
        return None
    behind = paragraph.bare[cue.end() : paragraph.span.end + 1]
    # “A。”她还说，“B”: said of what follows.
    added = _ADDED.search(paragraph.bare, start, cue.end())
    led = quoted.outer.start > paragraph.sentence_at(quoted.outer.start).start
    following = (
        (added or led) and gap and not gap.group() and paragraph.flat[quoted.words.end - 1] in "。！？"
    )
    if following and re.match(rf"[，,：:]\s*{BLOT}", behind):
        return None
    if not re.match(r"(?:说|道)?[，。,：:！\s]|$", behind):
        return None
    who = _speaker(paragraph, Span(start, cue.start()))
    return _direct(paragraph, quoted, Span(*cue.span()), who, "L-after") if who else None


def _goes_on(paragraph: Paragraph, last: Candidate, quoted: Quotation) -> bool:
    """“A，”X说，“B。”"""
    if last.cue is None:
        return False
    since = max(last.cue.end, *(span.end for span in last.spans))
    between = paragraph.bare[since : quoted.outer.start].strip(f'{BLOT}”"」')
    return bool(re.fullmatch(r"(?:道)?[，,：:。、和及]?", between))


def _direct(
    paragraph: Paragraph, quoted: Quotation, cue: Span, who: Span | None, rule: str
) -> Candidate | None:
    if not enough(paragraph.language, quoted.words.of(paragraph.flat), 1):
        return None
    return Candidate((quoted.words,), "direct", cue, who, rule, frame=paragraph.sentence_at(cue.start))


def _reported(paragraph: Paragraph, sentence: Span) -> Iterator[Candidate]:
    """X称，A。"""
    for cue in islice(verbs(paragraph.language).finditer(paragraph.bare, *sentence), _MOST_CUES):
        who = _speaker(paragraph, Span(sentence.start, cue.start()))
        comma = paragraph.bare[cue.end() : cue.end() + 1] in ("，", ",", "：", ":")
        words = trimmed(paragraph.flat, Span(cue.end(), sentence.end), "，,：:。！ ")
        known = who is not None and who.end == cue.start()
        if who and (comma or known) and not _negated(paragraph, cue.start()):
            if enough(paragraph.language, words.of(paragraph.flat), 2):
                yield reported(paragraph, words, Span(*cue.span()), who, "L-that")
            return


def _according(paragraph: Paragraph, sentence: Span) -> list[Candidate]:
    """据X统计，A。"""
    match = next(
        (found for each in (_BY, _LEARNT, _SHOWS) if (found := each.match(paragraph.bare, *sentence))), None
    )
    if match is None:
        return []
    who, words = (
        Span(*match.span("who")),
        trimmed(paragraph.flat, Span(match.end(), sentence.end), "，,：:。！ "),
    )
    somebody = _is_somebody(paragraph.language, who.of(paragraph.flat))
    if not somebody or verbs(paragraph.language).search(paragraph.bare, match.end(), sentence.end):
        return []
    long = enough(paragraph.language, words.of(paragraph.flat), 3)
    return [reported(paragraph, words, Span(match.start(), who.start), who, "L-according")] if long else []


def _negated(paragraph: Paragraph, cue: int) -> bool:
    return paragraph.bare[max(paragraph.span.start, cue - 4) : cue].endswith(
        tuple(paragraph.language.negations)
    )


def _speaker(paragraph: Paragraph, region: Span) -> Span | None:
    """The last clause that begins with somebody: a name, an office or a body."""
    starts = [region.start, *(match.end() for match in _CLAUSE.finditer(paragraph.bare, *region))]
    for start in reversed(starts):
        opening = _OPENING.match(paragraph.bare[start : region.end])
        first = start + (opening.end() if opening else 0)
        setting = _setting(paragraph, first, region.end)
        comma = _CLAUSE.search(paragraph.bare, first, region.end)
        ends = [region.end, *(match.start() for match in (setting, comma) if match)]
        who = trimmed(paragraph.flat, Span(first, max(first, min(ends))), " ，,：:")
        words = who.of(paragraph.flat)
        if who.end > who.start and (
            _is_somebody(paragraph.language, words) or words in named_behind_offices(paragraph)
        ):
            return who
    return None


def _setting(paragraph: Paragraph, first: int, end: int) -> re.Match[str] | None:
    """The first that is no part of a name: 外交部次官徐|在勋."""
    language = paragraph.language
    for match in _SETTING.finditer(paragraph.bare, first, end):
        words = paragraph.bare[first : match.start()]
        if not (words[-1:] in language.surnames and words[:-1].endswith(tuple(language.offices))):
            return match
    return None


def named_behind_offices(paragraph: Paragraph) -> frozenset[str]:
    """外交部发言人别洛娃10日说: a name without a surname of the table, which stands alone from then on."""
    return _named(paragraph.language, paragraph.bare)


@lru_cache(maxsize=4)
def _named(language: Language, bare: str) -> frozenset[str]:
    offices = any_of(language.offices)
    shape = rf"(?:{offices})(?P<name>[\u4e00-\u9fff]{{2,5}}?)(?=\d|(?:当天|當天|今天|昨天|在)|(?:{any_of(language.verbs)})[，：,:])"
    behind_offices = {match["name"] for match in re.finditer(shape, bare)}
    return frozenset(
        behind_offices
        | set(
            re.findall(
                r"·([\u4e00-\u9fff]{2,8}?)(?=[^\u4e00-\u9fff]|\d|[说說称稱表指在则則对對向于於批警回]|日前|昨|今|当天|當天)",
                bare,
            )
        )
    )


def _is_somebody(language: Language, words: str) -> bool:
    if len(words) > 30:
        return False
    if words.startswith(("有", "多名", "多位")) and words.endswith(("记者", "記者")):
        return False
    pronoun = words in language.he | language.she | language.they
    ends = words.endswith(tuple(language.offices | language.bodies))
    return pronoun or ends or is_name(language, words) or bool(name_behind(language, words))


def is_name(language: Language, words: str) -> bool:
    return (2 <= len(words) <= 3 and words[0] in language.surnames) or bool(
        re.fullmatch(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,8})+", words)
    )


def name_behind(language: Language, words: str) -> int | None:
    """Where the name begins that stands behind an office: 外交部发言人林岚."""
    ends = [match.start() + len(match[1]) for match in _offices(language).finditer(words)]
    start = max(ends, default=0)
    rest = words[start:]
    # 國民黨團書記長羅智強
    if rest[:1] in _OF_OFFICE and is_name(language, rest[1:]):
        start, rest = start + 1, rest[1:]
    shape = re.fullmatch(r"[\u4e00-\u9fff]{2,6}", rest) and not _NO_NAME.search(rest[2:])
    named = is_name(language, rest) or bool(shape)
    return start if start and named else None


@lru_cache(maxsize=4)
def _offices(language: Language) -> re.Pattern[str]:
    return re.compile(f"(?=({any_of(language.offices)}))")


@lru_cache(maxsize=4)
def verbs(language: Language) -> re.Pattern[str]:
    """说明, 小说 and 据说 say nothing."""
    known = f"(?:{any_of(language.verbs)}|(?:告诉|告訴|向)[^，,。：“「{BLOT}]{{2,10}}?(?=[，,：])(?<![了的]))(?:说|說|道|称|稱)?"
    return re.compile(
        rf"(?:{any_of(language.between)})?(?<![小据據传傳所学學假听聽名简簡職职])(?:{known})(?![明法服话話名为為呼号號书書题題者及])"
    )
