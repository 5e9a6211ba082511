"""What Korean pages print in their text alone: who wrote it, and the days of its entry and of its last change."""

import datetime as dt
import re
from collections.abc import Iterator

from archive.intake.spans import word_set

LONGEST = 80  # of a line that is no sentence
LAST = 20  # lines
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예봉사부경복태목형피두감음빈동온호범좌팽승간상시갈"
)
_DOUBLE = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문")
_NO_NAMES = word_set(
    "한국 현장 전직 여러 여성 전문 선임 신문 방송 조선 중앙 동아 서울 경향 국민 문화 연합 정치 경제 사회 사진 국제 전국 소속 기사 기자 기자명 인턴 "
    "어느 모든 다른 동료 일부 외신 취재 담당"
)
_DEPARTMENT = ("부", "팀", "국", "실", "본부")
_LATIN = r"[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?(?: [A-Z]\.)?(?: [A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?){1,2}"
_OUTLETS = word_set(
    "Post Times News Daily Journal Herald Press Tribune Today Network Agency Radio Television Street Guardian"
)
_ONE = rf"(?:[가-힣]{{2,4}}|{_LATIN})"
_SEVERAL = rf"{_ONE}(?:(?: ?[·ㆍ∙,/] ?| ){_ONE}){{0,4}}"
_OFFICE = r"(?:[가-힣]{2,5} ?특파원|특파원|(?:선임|인턴|전문|수습|객원) ?기자|기자)(?![가-힣])"
_BEFORE_OFFICE = re.compile(rf"(?<![가-힣A-Za-z])(?P<names>{_SEVERAL}?) ?{_OFFICE}")
_BEHIND_OFFICE = re.compile(
    rf"(?:^|[|/]) ?(?:취재|글)? ?기자명? ?[:=]? ?(?P<names>{_SEVERAL})(?= ?(?:$|[|/(<]|[\w.+-]+@))"
)
_WITH_MAIL = re.compile(rf"^(?P<names>{_ONE}) ?[(<]?[\w.+-]+@[\w-]+\.")
_CALLED = re.compile(r" ?(?:선임|인턴|전문|수습|객원)? ?(?:기자|특파원)$")
_DATELINE = re.compile(rf"^[\[(][^\])]{{1,30}}[\])] ?(?P<names>{_SEVERAL}?) ?{_OFFICE} ?=")
_SENTENCE = re.compile(r"[다요까][.?!”\"]|(?:다|요)$")
_DAY = r"(?P<year>\d{4})(?:\. ?|-|/|년 ?)(?P<month>\d{1,2})(?:\. ?|-|/|월 ?)(?P<day>\d{1,2})(?!\d)일?"
_ENTERED = r"(?:입력|등록|승인|발행|송고|게재|게시|작성)"
_CHANGED = r"(?:수정|업데이트|변경)"
_KINDS = r"(?:일시|일자|시간|시각|일|됨)?"


def reporters_in(text: str) -> str:
    """“김하나·박둘 기자”, “기자 김하나”, “김하나 hana@post.kr”: at the head, else in the last lines."""
    lines = text.splitlines()
    for part in (lines[: len(lines) // 2 + 1][:LAST], lines[-LAST:]):
        names = dict.fromkeys(name for line in part for name in _reporters(line.strip()))
        if names:
            return "; ".join(list(names)[:6])
    return ""


def _reporters(line: str) -> Iterator[str]:
    if credit := _DATELINE.match(line):
        yield from _names(credit["names"])
    elif len(line) <= LONGEST and not _SENTENCE.search(line):
        for way in (_BEFORE_OFFICE, _BEHIND_OFFICE, _WITH_MAIL):
            if found := [name for match in way.finditer(line) for name in _names(match["names"])]:
                yield from found
                return


def without_office(name: str) -> str:
    return _CALLED.sub("", name)


def _names(words: str) -> list[str]:
    return [name for name in re.split(r" ?[·ㆍ∙,/] ?|(?<=[가-힣]) ", words) if _is_name(name)]


def _is_name(word: str) -> bool:
    if word.isascii() or "’" in word:
        return _OUTLETS.isdisjoint(word.split())
    if word in _NO_NAMES or word.endswith(_DEPARTMENT):
        return False
    return word.startswith(_DOUBLE) if len(word) == 4 else word[:1] in _FAMILIES


def changed_in(text: str) -> dt.date | None:
    return _labelled(text, _CHANGED)


def entered_in(text: str) -> dt.date | None:
    return _labelled(text, _ENTERED)


def _labelled(text: str, label: str) -> dt.date | None:
    """Beside its label, which stands before the day or behind it."""
    before = re.compile(rf"{label}{_KINDS} ?[:：]? ?{_DAY}")
    behind = re.compile(rf"{_DAY}(?: \d\d:\d\d(?::\d\d)?)? {label}")
    for line in text.splitlines()[:40]:
        if len(line) <= 2 * LONGEST and (match := before.search(line) or behind.search(line)):
            try:
                return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
    return None
