"""The role in a mention: the words of it that are not the name, without what only leads to them."""

import re

from archive.intake.languages.table import Language
from archive.intake.spans import Span, trimmed

CLAUSE = re.compile(r"[にをでとがはも]|した|する|いう")
_DONE = re.compile(r"(?:から|を|に|で)[^のをにで]{1,8}[たるむすくうぐぶ](?=[\u4e00-\u9fffァ-ヶ])")
_ADNOMINAL = re.compile(r"[온간난든은는던린른운본선준친킨진된한쓴룬춘큰뛴은]$")
_WHOSE = re.compile(r"(?:[ЕЇ][ёеї]|Его|Його) \w+, (?=\w)|[А-ЯЁІЇЄҐ]\w+[оеє]му (?=[а-яёіїєґ])")
_ELIDED = re.compile(r"[lL]'(?=\w)")
_ASKED = re.compile(r" en question$")
_HONORIFICS = frozenset(("氏", "さん", "君", "様"))


def role_of(language: Language, flat: str, span: Span, name: Span) -> Span | None:
    before = trimmed(flat, Span(span.start, name.start), " ,，、")
    behind = trimmed(flat, Span(name.end, span.end), " ,，、")
    stands_before = before.end > before.start and not _follows(language, before.of(flat), behind.of(flat))
    role: Span | None = before if stands_before else behind
    readers = {"kana": _japanese, "hangul": _korean, "latin": _latin, "cyrillic": _cyrillic}
    if reader := readers.get(language.script):
        role = reader(language, flat, before if stands_before else behind, stands_before)
    known = role and role.end > role.start and role.of(flat).casefold() not in language.honorifics
    return role if known else None


def _follows(language: Language, before: str, behind: str) -> bool:
    """Whether the role stands behind the name though something stands before it."""
    # “前外相の田中花子氏”: what stands before, where only an honorific follows.
    if language.script == "kana":
        return behind not in _HONORIFICS
    # 민생당 오민재 의원: the office, not the party.
    if language.script == "hangul":
        return behind.endswith(tuple(language.offices - language.honorifics - {"씨"}))
    # “M. Roy, maire de Lens”
    offices = any(map(language.is_office, behind.casefold().split(" ")))
    return language.script == "latin" and offices and _only_titled(language, before)


def _only_titled(language: Language, before: str) -> bool:
    words = before.casefold().split(" ")
    return words[-1] in language.honorifics and not any(map(language.is_office, words))


def _japanese(language: Language, flat: str, role: Span, before: bool) -> Span | None:
    if not before:
        return None if role.of(flat) in _HONORIFICS else trimmed(flat, role, "の・")
    # 台湾から訪れた会社員の蔡怡君さん
    ends = [match.end() for match in _DONE.finditer(flat, *role)]
    role = Span(ends[-1], role.end) if ends else role
    return None if CLAUSE.search(role.of(flat)) else trimmed(flat, role, "の・")


def _korean(language: Language, flat: str, role: Span, before: bool) -> Span | None:
    """무릎 부상에서 돌아온 오세린: what somebody did is no role."""
    return None if before and _ADNOMINAL.search(role.of(flat)) else role


def _latin(language: Language, flat: str, role: Span, before: bool) -> Span | None:
    # “Pas de quoi rassurer le docteur Karim Roy”
    if before and _only_titled(language, role.of(flat)):
        return None
    # “Côté basque, l'entraîneur”
    opened = role.of(flat).rfind(", ") + 2
    behind = role.of(flat)[opened:].split(" ")[0].casefold()
    if before and opened > 1 and (behind in language.determiners or _ELIDED.match(role.of(flat)[opened:])):
        role = Span(role.start + opened, role.end)
    role = Span(role.start + 2, role.end) if _ELIDED.match(role.of(flat)) else role
    asked = _ASKED.search(role.of(flat))
    return _bare(language, flat, Span(role.start, role.start + asked.start()) if asked else role)


def _cyrillic(language: Language, flat: str, role: Span, before: bool) -> Span | None:
    words = role.of(flat)
    first, _, rest = words.partition(" ")
    # “Водночас економіст”, “сказала Тайга.инфо пресс-секретарь”
    if first[:1].isupper() and _is_adverb(language, first, rest):
        role = Span(role.start + len(first) + 1, role.end)
    # “Её муж, актёр Павел Ветров”, “Суспільному орнітолог Андрій Бондарук”
    if kin := _WHOSE.match(role.of(flat)):
        role = Span(role.start + kin.end(), role.end)
    return _bare(language, flat, role)


def _bare(language: Language, flat: str, role: Span) -> Span:
    words = role.of(flat)
    first = words.split(" ")[0]
    article = first.casefold() in language.determiners
    return Span(role.start + len(first) + (len(words) > len(first)), role.end) if article else role


def _is_adverb(language: Language, first: str, rest: str) -> bool:
    """A word that is neither an adjective nor an office, a country or a body, before an office."""
    if first.casefold() in language.conjunctions:
        return True
    known = language.is_office(first.casefold()) or language.country_of(first) or language.is_body(first)
    bare = first[-1] in "бвгджзклмнпрстфхцчшщо" and not first.isupper()
    return bare and not known and language.is_office(rest.split(" ")[0].casefold())
