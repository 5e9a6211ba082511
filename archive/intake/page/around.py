"""What sites in other languages put around an article, line by line: as `lines.py` knows it in English."""

import re

_ENTERED = r"(?:입력|승인|등록|송고(?:시간)?|기사입력|발행일?)"
_CHANGED = r"(?:수정|최종 ?수정|업데이트|변경)"
_TIME = r"[ :|]*\d{4}[-./년] ?\d{1,2}[-./월] ?\d{1,2}[.일]?(?: ?\([월화수목금토일]\))?(?: ?(?:오전|오후))?(?: ?\d{1,2}[:시] ?\d{2}분?(?::\d{2})?)?"
_LONGEST = 140

_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "related_link",
            r"^\W*(?:à lire(?: aussi)?|lire (?:aussi|également)|voir aussi|lesen sie (?:auch|mehr|hier)|mehr (?:dazu|zum thema)|lea (?:también|además)|lee (?:también|además)|"
            r"te puede interesar|le puede interesar|ver también|vea también|читайте (?:также|также и|ещё)|смотрите также|по теме|читайте також|дивіться також)\s*(?:[:|»>–—]|$)",
        ),
        (
            "related_link",
            r"^\W*(?:関連記事|関連ニュース|あわせて読みたい|相关(?:阅读|新闻|链接)|延伸阅读|관련 ?(?:기사|뉴스)|많이 본 (?:뉴스|기사))\W*$|^▶.{0,60}(?:바로 ?(?:가기|다운받기|보기)|구독)",
        ),
        ("ad_marker", r"^\W*(?:anzeige|werbung|publicité|publicidad|реклама|広告|广告|광고)\W*$"),
        (
            "site_chrome",
            r"^\W*(?:teilen|drucken|merken|partager|imprimer|compartir|imprimir|поделиться|поділитися|シェア(?:する)?|印刷(?:する)?|続きを読む|分享(?:到|至)?|공유(?:하기)?|인쇄(?:하기)?|"
            r"글자 ?크기(?: ?(?:조정|변경))?|스크랩|좋아요|구독(?:하기)?|réservé aux abonnés|s['’]abonner|返回搜狐，查看更多|阅读 ?[(（]\d*[)）])\W*$"
            r"|^(?:suscríbete|suscríbase|abonnez-vous|abonnieren sie|подписывайтесь на|подпишитесь на|підписуйтесь на|підписуйтеся на) [^.«“„\"]{0,60}$"
            r"|^(?:теги|метки)\s?[:\s] ?[^.!?]{1,80}$|^平台声明[:：]|^이 기사는 언론사에서 .{1,20} 섹션으로 분류했습니다|^(?:기사 ?)?제보(?:는|하기)? [^.]{0,40}$",
        ),
        (
            "copyright",
            r"^\W*(?:저작권자|ⓒ|版权所有)|무단 ?전재|無断(?:転載|複製)|未经.{0,8}(?:许可|授权|书面).{0,10}(?:转载|不得)|^\W*转载请注明",
        ),
        (
            "credit",
            r"^\W*(?:责任编辑|責任編輯|编辑|編輯|校对)\s?[:：]\s?\S{0,12}\W*$|^(?:来源|來源|quelle|source|fuente|источник|джерело)\s?[:：] ?[^.«“„\"]{2,40}$",
        ),
        ("photo_caption", r"^(?:foto|photo|фото|写真|사진)\s?[:：=] ?[^.«“„\"]{2,60}$"),
        ("byline", r"^[가-힣]{2,4} (?:기자|특파원|통신원|선임기자)(?: ?\S+@\S+)?$|^\S+@\S+\.\w{2,10}$"),
        ("timestamp", rf"^(?:{_ENTERED}{_TIME}[ |,·]*)(?:{_CHANGED}{_TIME})?$|^{_TIME}$"),
        ("site_chrome", rf"^{_CHANGED}{_TIME}$"),
    )
)
# What the desk says of its own article: it stays, and nobody says it.
NOTE = re.compile(
    r"^(?:corrections?|clarifications?|editor['’]?s['’]? notes?|note from the editor)\b[^:.]{0,40}:",
    re.IGNORECASE,
)


def kind_of(line: str) -> str:
    """Empty for a line of the article."""
    if len(line) > _LONGEST:
        return ""
    return next((kind for kind, pattern in _KINDS if pattern.search(line)), "")
