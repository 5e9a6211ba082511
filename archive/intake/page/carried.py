"""What a text brings along from the paper or the mail that it was copied from: running heads, page numbers, mail headers."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from archive.intake.results import Line

_APART = r"(?:\s*[|·•–—]\s*|\s{2,}|\t)"
_PAGE = (
    r"(?:page|seite|página|pagina|страница|стр\.|p\.|pg\.) ?\d{1,4}(?: ?(?:of|von|de|di|sur|из|/) ?\d{1,4})?"
)
_RUNNING = re.compile(rf"^(?:[^.!?\"“”]{{0,80}}{_APART})?{_PAGE}(?:{_APART}[^.!?\"“”]{{0,80}})?$", re.I)
_NUMBERED = re.compile(r"^(?:\d{1,4}\s{2,}[^.!?]{2,80}|[^.!?]{2,80}\s{2,}\d{1,4})$")
_NUMBER = re.compile(r"^[-–— ]{0,2}\d{1,4}[-–— ]{0,2}$")
_DIGITS = re.compile(r"\d+")
_HEADER = re.compile(
    r"^(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Von|An|Betreff|Gesendet|Datum|De|À|Objet|Envoyé|Para|Asunto|Fecha|Enviado|От|Кому|Тема|Дата|"
    r"보낸 ?사람|받는 ?사람|제목|날짜|보낸 ?날짜|差出人|宛先|件名|日時|送信日時|发件人|收件人|主题|日期|发送时间)\s?[:：]\s",
    re.I,
)
_RUN, _LONGEST, _OFTEN = 3, 90, 3
_BODY = "body"


def without_carried(text: str, lines: Sequence[Line], *, wrapped: bool) -> list[Line]:
    """`wrapped` is a text whose lines end where the paper did: only there a number alone is that of a page."""
    result = list(lines)
    heads = _repeated(text, lines)
    for index, line in enumerate(lines):
        words = line.span.of(text)
        if line.kind != _BODY or len(words) > _LONGEST:
            continue
        turned = "\f" in text[max(0, line.span.start - 3) : line.span.start]
        if (
            _RUNNING.match(words)
            or (turned and _NUMBERED.match(words))
            or (wrapped and _NUMBER.match(words))
            or _without_number(words) in heads
        ):
            result[index] = replace(line, kind="running_head")
    return _without_mail(text, result)


def _without_number(words: str) -> str:
    return _DIGITS.sub("#", " ".join(words.split()))


def _repeated(text: str, lines: Sequence[Line]) -> set[str]:
    """“THE PORT GAZETTE 3”, “THE PORT GAZETTE 4”: nothing but the number changes, and no sentence ends."""
    printed = {line.span.of(text) for line in lines if line.span.end - line.span.start <= _LONGEST}
    counts = Counter(
        _without_number(words) for words in printed if words[-1:].isdigit() or words[:1].isdigit()
    )
    return {words for words, count in counts.items() if count >= _OFTEN and words.isupper()}


def _without_mail(text: str, lines: list[Line]) -> list[Line]:
    def is_header(line: Line) -> bool:
        return _HEADER.match(text[line.span.start : line.span.start + 40]) is not None

    return with_runs(lines, is_header, "mail_header")


def with_runs(lines: list[Line], is_one: Callable[[Line], bool], kind: str) -> list[Line]:
    """Three or more in a row are of that kind: one alone may be the article's."""
    result: list[Line] = []
    for alike, run in groupby(lines, is_one):
        found = list(run)
        many = alike and len(found) >= _RUN
        result += [replace(line, kind=kind) for line in found] if many else found
    return result
