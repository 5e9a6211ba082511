"""Statements in Japanese: the speaker with は, the words in 「」, と, and the verb at the end."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph, enough, left_over, reported
from archive.intake.languages.marked import BLOT
from archive.intake.languages.table import Language, any_of
from archive.intake.marks.pairs import Quotation
from archive.intake.spans import Span, trimmed

_QUOTING = re.compile(r"(?:などと|とも|と|との|とし)")
_TOPIC = re.compile(r"[はがも]")
_CLAUSE = re.compile(r"[、，]")
_SETTING = re.compile(
    r"(?:\d{1,2}日|きょう|今日|昨日|同日)、|(?:\d{1,2}日|きょう|今日|昨日|同日)?[^、]{0,30}?(?:で|後|に)、"
)
_ENDING = r"(?:た|だ|ている|ました|る|ます|、|て)"
# 監督の小林健
_NAME = re.compile(r"[\u4e00-\u9fff々]{2,5}|[ァ-ヶー・＝]{3,16}")
_VERB = re.compile(
    r"と(?P<verb>(?!呼|名付|題|記され|書かれ|いう|され|な[るっ])[^、。]{1,14}[たるすくうむつぶぐぬ])(?=。|$)"
)
_ABOVE = re.compile(r"[^、。]{1,40}?(?:した|する|の)(?:上で|うえで)、")
# 記者団に, 取材に対し
_TO_WHOM = re.compile(r"(?:記者団|記者会見|記者|取材|報道陣|本紙|会見)(?:に対して|に対し|に|で)、?")
_AGE = re.compile(r"[（(][^（）()]{1,20}[）)]$")
_BEHIND_TOPIC = re.compile(r"(?:[（(][^（）()]{1,20}[）)])?[はがも]")
# 協力を求める|考えを示した
_HELD = re.compile(r"(?<=[るうくすつむぶぐたい])(?:考え|方針|意向|見通し|認識|見方|立場|姿勢)を$")
# 半導体大手の|北斗半導体
_FIRM = re.compile(r"(?:大手|会社|メーカー|企業|団体|法人|銀行)の(?=[^のはがをにで、]{2,14}$)")
_PLACE = re.compile(r"[^、「」]{1,16}?で(?=[\u4e00-\u9fff々]{2,5}[^\W\d_]{1,8}$)")
# 研究所の試算によると
_MADE = re.compile(r"の(?:試算|調査|発表|集計|統計|報告書?|資料|データ|まとめ|予測|推計|説明|分析|調べ)$")
_LONGEST = 40
_PLAIN_TOPIC = re.compile(r"(?<![にでとか])[は]|(?<![るたいな])が")
_ABOUT = re.compile(r"[^、。]{2,40}(?:について|に関して|に対して)は?、?")


def read(paragraph: Paragraph) -> list[Candidate]:
    found: list[Candidate] = []
    spoken = True
    for sentence in paragraph.sentences:
        # 「A」と訴える。 behind a sentence in which nobody spoke may be somebody else's.
        here = [
            each if spoken or not each.goes_on else replace(each, goes_on=False)
            for each in _in_sentence(paragraph, sentence)
        ]
        found += here
        spoken = bool(here)
    return [*found, *left_over(paragraph, [span for each in found for span in each.spans])]


def _in_sentence(paragraph: Paragraph, sentence: Span) -> Iterator[Candidate]:
    language, bare = paragraph.language, paragraph.bare
    quoted = [each for each in paragraph.quoted_in(sentence) if _QUOTING.match(bare, each.outer.end)]
    cue = _last_verb(paragraph, Span(quoted[-1].outer.end if quoted else sentence.start, sentence.end))
    if quoted and cue is None:
        cue = _last_word(paragraph, sentence, quoted)
    if cue and quoted:
        who = speaker(paragraph, Span(sentence.start, quoted[0].outer.start))
        who = who or speaker(paragraph, Span(quoted[-1].outer.end + 1, cue.start))
        goes_on = who is None and _goes_on(paragraph, Span(sentence.start, quoted[0].outer.start))
        words = tuple(each.words for each in quoted)
        yield Candidate(words, "direct", cue, who, "L-after", goes_on=goes_on, frame=sentence)
        yield from _said_then(paragraph, Span(quoted[-1].outer.end, cue.start), cue, who)
    elif cue:
        yield from _without_marks(paragraph, sentence, cue)
    else:
        yield from _according(paragraph, sentence, language)


def _last_word(paragraph: Paragraph, sentence: Span, quoted: list[Quotation]) -> Span | None:
    """「A」と胸を張った。: any verb that ends the sentence, if somebody is named before whole words; not “called”."""
    if not speaker(paragraph, Span(sentence.start, quoted[0].outer.start)):
        return None
    match = _VERB.match(paragraph.bare, quoted[-1].outer.end, sentence.end)
    long = enough(paragraph.language, quoted[-1].words.of(paragraph.flat), 3)
    return Span(match.start("verb"), match.end("verb")) if match and long else None


def _said_then(paragraph: Paragraph, between: Span, cue: Span, who: Span | None) -> Iterator[Candidate]:
    """Xは「A」と述べ、Bと説明した。"""
    first = _verbs(paragraph.language).search(paragraph.bare, *between)
    to = paragraph.bare.rfind("と", first.end(), between.end) if first else -1
    held = _HELD.search(paragraph.bare, *between)
    if (
        first is None
        or who is None
        or (held is None and (to < 0 or between.end - to > 2 or paragraph.bare[to - 1] == "こ"))
        or not first.group().endswith("、")
    ):
        return
    words = trimmed(paragraph.flat, Span(first.end(), held.start() if held else to), "、， ")
    another = speaker(paragraph, words) or BLOT in words.of(paragraph.bare)
    if not another and enough(paragraph.language, words.of(paragraph.flat), 3):
        yield reported(paragraph, words, cue, who, "L-that")


def _without_marks(paragraph: Paragraph, sentence: Span, cue: Span) -> Iterator[Candidate]:
    """Xは、Aと述べた。"""
    who = speaker(paragraph, Span(sentence.start, cue.start))
    # との認識を示した: a verb that brings its own と.
    own = paragraph.bare.startswith("と", cue.start)
    to = cue.start if own else paragraph.bare.rfind("と", who.end if who else sentence.start, cue.start)
    if who is None and to > sentence.start:
        yield from _said_on(paragraph, sentence, Span(to, cue.start), cue)
    held = _HELD.search(paragraph.bare, who.end, cue.start) if who else None
    to = held.start() if held else to
    if who is None or to < 0 or cue.start - to > 12:
        return
    topic = _BEHIND_TOPIC.match(paragraph.bare, who.end)
    start = topic.end() if topic else who.end + 1
    setting = _SETTING.match(paragraph.bare, start, to)
    start = setting.end() if setting else start
    above = _ABOVE.match(paragraph.bare, start, to)
    start = above.end() if above else start
    whom = _TO_WHOM.match(paragraph.bare, start, to)
    words = trimmed(paragraph.flat, Span(whom.end() if whom else start, to), "、， ")
    if enough(paragraph.language, words.of(paragraph.flat), 2):
        yield reported(paragraph, words, cue, who, "L-that")


def _said_on(paragraph: Paragraph, sentence: Span, quoting: Span, cue: Span) -> Iterator[Candidate]:
    """Aとも語った。 Behind another sentence, and without a topic: the speaker before."""
    words = Span(sentence.start, quoting.start)
    alone = sentence.start > paragraph.span.start and not _PLAIN_TOPIC.search(paragraph.bare, *words)
    # “抗議したことも明らかにした”
    joined = quoting.of(paragraph.bare) in ("と", "とも") and paragraph.bare[quoting.start - 1] != "こ"
    if (
        alone
        and joined
        and BLOT not in words.of(paragraph.bare)
        and enough(paragraph.language, words.of(paragraph.flat), 3)
    ):
        yield replace(reported(paragraph, words, cue, None, "L-that"), goes_on=True)


def _according(paragraph: Paragraph, sentence: Span, language: Language) -> Iterator[Candidate]:
    """Xによると、A。"""
    match = language.according_plain.search(paragraph.bare, *sentence)
    if match is None or match.start() - sentence.start > _LONGEST:
        return
    who = trimmed(paragraph.flat, Span(sentence.start, match.start()), "、， ")
    made = _MADE.search(paragraph.flat, *who)
    who = Span(who.start, made.start()) if made else who
    words = trimmed(paragraph.flat, Span(match.end(), sentence.end), "、，。 ")
    if _is_somebody(language, who.of(paragraph.flat)) and enough(language, words.of(paragraph.flat), 3):
        yield reported(paragraph, words, Span(*match.span()), who, "L-according")


def _goes_on(paragraph: Paragraph, before: Span) -> bool:
    words = before.of(paragraph.bare)
    return (
        not words.strip()
        or _ABOUT.fullmatch(words) is not None
        or (words.startswith(tuple(paragraph.language.goes_on)) and "は" not in words)
    )


def speaker(paragraph: Paragraph, region: Span) -> Span | None:
    """The first topic that ends in an office, an honorific or the name of a body."""
    language = paragraph.language
    for match in _TOPIC.finditer(paragraph.bare, *region):
        clause = [m.end() for m in _CLAUSE.finditer(paragraph.bare, region.start, match.start())]
        start = clause[-1] if clause else region.start
        # 運行会社「みどり野観光」の|平沼康介社長
        titled = paragraph.bare.rfind(f"{BLOT}の", start, match.start())
        who = _bare(paragraph.flat, Span(titled + 2 if titled > 0 else start, match.start()))
        # 名古屋市の会社員、熊田隆さん
        above = (
            Span(clause[-2] if len(clause) > 1 else region.start, start - 1) if clause else Span(start, start)
        )
        if who.start == start and above.of(paragraph.bare).endswith(tuple(language.nameless)):
            who = Span(above.start, who.end)
        firm = _FIRM.search(paragraph.flat, *who)
        if firm and not who.of(paragraph.flat).endswith(tuple(language.offices)):
            return Span(firm.end(), who.end)
        words = who.of(paragraph.flat)
        if f"{words}は" in paragraph.language.he | paragraph.language.she or (
            BLOT not in who.of(paragraph.bare) and _is_somebody(paragraph.language, words)
        ):
            return who
    return None


def _bare(flat: str, who: Span) -> Span:
    """会見で|山本健太主将, 佐々木一郎さん|（64）: without where it was said, and without the age."""
    age = _AGE.search(flat, *who)
    place = _PLACE.match(flat, *who)
    return Span(place.end() if place else who.start, age.start() if age else who.end)


def _is_somebody(language: Language, words: str) -> bool:
    if not 2 <= len(words) <= _LONGEST:
        return False
    office, of, name = words.rpartition("の")
    named = bool(of) and office.endswith(tuple(language.offices)) and _NAME.fullmatch(name)
    return bool(named) or words.endswith(tuple(language.offices | language.bodies))


def _last_verb(paragraph: Paragraph, region: Span) -> Span | None:
    last = None
    for match in _verbs(paragraph.language).finditer(paragraph.bare, *region):
        last = match
    return Span(*last.span()) if last else None


@lru_cache(maxsize=4)
def _verbs(language: Language) -> re.Pattern[str]:
    """“説明した”, and “説明。” without its ending."""
    known = any_of(language.verbs)
    nouns = "|".join(
        re.escape(each[:-1]) for each in language.verbs if re.fullmatch(r"[\u4e00-\u9fff]{2}し", each)
    )
    return re.compile(
        rf"(?:{known}){_ENDING}|(?<=と)(?:{nouns})(?=。|$|する|している)|(?<=と)(?:振り返る|語る|訴える|笑う|喜ぶ|悔やむ|打ち明ける|漏らす|明かす|話す|こぼす|返す|促す|示す|みる|嘆く|説く)"
    )
