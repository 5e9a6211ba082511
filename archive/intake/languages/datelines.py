"""Where and by whom an article was written, in front of its first sentence: no part of what anybody said."""

import re

from archive.intake.languages.table import Language
from archive.intake.spans import Span

_MOST = 120
# (서울=연합뉴스) 박서윤 기자 =, [서울=뉴시스]홍길동·김둘 기자 =, [이데일리 홍길동 기자], 홍길동 기자 =
_KOREAN = re.compile(
    r"[\[(【［][^\[\]()【】［］]{2,40}[\])】］] ?(?:[^=.\"“]{2,40}?(?:기자|특파원|통신원|편집위원) ?= ?)?|[가-힣·, ]{2,30}(?:기자|특파원) ?= ?"
)
# 【ソウル=田中】, ［東京 5日 ロイター］ -, (ソウル 5日 共同)
_JAPANESE = re.compile(
    r"[【［〔][^【】［］〔〕]{2,40}[】］〕] *(?:[-－—―] *)?|[（(][^（）()]{0,20}(?:[=＝]|共同|時事|通信|ロイター|聯合|新華社|特派員|記者|AFP|AP)[^（）()]{0,20}[）)] *(?:[-－—―] *)?"
)
# 新华社北京1月15日电（记者 王宾）, 【记者林／台北報導】, （中央社記者何花蓮8日電）, 本报讯（记者王）, 記者李明／台北報導
_REPORTER = (
    r"(?:[（(][^（）()]{2,40}[）)]|(?:记者|記者)[\u4e00-\u9fff、 ]{2,16}?(?:报道|報導|摄影报道)[：:]?)"
)
_CHINESE = re.compile(
    rf"[【［〔\[][^【】［］〔〕\[\]]{{2,40}}[】］〕\]] *|[（(][^（）()]{{2,30}}(?:[电電讯訊]|报道|報導)[）)] *"
    rf"|(?!据|據)[\u4e00-\u9fff]{{2,14}}(?:\d{{1,2}}月)?\d{{1,2}}日[电電讯訊] *{_REPORTER}? *|本[报報社台][讯訊] *{_REPORTER}? *"
    r"|(?:记者|記者)[\u4e00-\u9fff、]{2,10}[／/][\u4e00-\u9fff]{2,8}(?:报道|報導) *"
)
# МОСКВА, 5 фев – РИА Новости. | МОСКВА, 5 февраля. /ТАСС/. | Москва. 5 февраля. INTERFAX.RU - | КИЇВ. 5 лютого. УНН.
_CYRILLIC = re.compile(
    r"[А-ЯЁІЇЄҐ][\w'-]{2,}(?:[ /][А-ЯЁІЇЄҐ][\w'-]+)?[.,] ?\d{1,2} [а-яёіїєґ]+\.?(?: \d{4}[^—–-]{0,8})?,?(?: ?[—–-])? ?"
    r"(?:/[^/\n]{2,30}/\.?|\([^()]{2,30}\)\.?|(?:РИА |ИА )?[A-ZА-ЯЁІЇЄҐ][\w.'-]{2,20}(?:,? [А-ЯЁІЇЄҐ][\w-]+){0,2}(?:\.| [—–-]))(?: ?[—–-])? +"
    r"|[А-ЯЁІЇЄҐ][\w'-]{2,}(?: [А-ЯЁІЇЄҐ][\w'-]+)? ?[(/][^()/]{2,25}[)/]\.? ?(?:[—–-] )?"
)
_CITY = r"[A-ZÀ-ÖØ-Ý][\w.'-]+(?:[ /](?:(?:de|del|la|am|an der|sur) )?[A-ZÀ-ÖØ-Ý][\w.'-]+){0,3}"
# Berlin (dpa) –, Madrid, 5 feb (EFE).-, (AFP) -, Santiago.-, N'Djamena –
_LATIN = re.compile(
    rf"(?:{_CITY}(?:, [^()—–\n]{{2,25}})? ?)?\([A-Za-z][\w ./+-]{{1,25}}\) ?(?:\.?[—–-]+|:)\s*"
    rf"|{_CITY}(?:, \d[^.()\n]{{1,15}})?\.-+\s*|{_CITY}(?:, \d[^.()—–\n]{{2,18}})? [—–-] (?=[A-ZÀ-ÖØ-Ý«„“\"¿¡])(?![^.\n]{{0,80}} [—–-] )"
)
_BY_SCRIPT = {
    "hangul": _KOREAN,
    "kana": _JAPANESE,
    "han": _CHINESE,
    "cyrillic": _CYRILLIC,
    "latin": _LATIN,
}


def behind_dateline(language: Language, flat: str, span: Span) -> Span:
    """The paragraph without it."""
    pattern = _BY_SCRIPT.get(language.script)
    match = pattern.match(flat, span.start, min(span.end, span.start + _MOST)) if pattern else None
    return Span(match.end(), span.end) if match and match.end() < span.end else span
