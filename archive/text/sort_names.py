"""Under which name a person stands in a list: "Essid, Habib", but "Kim Jong-un" and "Mohammed bin Salman"."""

import re

from archive.text.folding import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2n?d|3r?d|[4-9]th|phd|md)\.?", re.IGNORECASE)
_PARTICLES = _words(
    """
    van von der den de del della da di du la le dos das ter ten zu af av al el
    """
)
_PATRONYMICS = frozenset(["bin", "bint", "ibn", "binti", "ben"])
# Surnames, as they are romanised; of Vietnam without their marks.
_KOREAN = _words(
    """
    kim lee yi park pak choi choe jung jeong chung chong kang cho jo yoon yun jang chang lim im han oh seo shin sin
    kwon hwang ahn an song moon ryu yoo yu hong ko go bae baek paek nam heo no roh rhee ri ro hyon hyun o u ha ham min
    bang pang cha ji chi jeon jon jun chun noh na ra mun myong ok om eom um won woo wang yang yeo yom yum do tak kwak
    gwak ki ku koo gu kil gil kye ho son sohn so sok suh seol sung seong shim sim tae thae pyon byun jong maeng mo uh
    wi
    """
)
_CHINESE = _words(
    """
    xi wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han
    tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu jiang cai tsai jia ding wei xue ye yan pan du dai
    xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long
    wan duan qian yin hua tsang
    """
)
_VIETNAMESE = _words(
    """
    nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly to luong truong dinh trinh doan lam mai cao
    chau quach ta thai tong vuong nong phung ha tang luu kieu la thich tu vi chu
    """
)
# Behind one other word these are its surname: Mai Nguyen, Kim Lee.
_COMMON = _words(
    """
    nguyen tran pham phan huynh hoang dang bui kim lee park pak choi choe jung chung kang cho yoon jang lim shin
    hwang kwon song moon hong
    """
)
# Two syllables of a given name, as only East Asian names are written (Ki-moon, Ing-wen); not Jean-Claude, Al-sisi.
_SYLLABLES = re.compile(r"(?!(?:Al|El|Abu|Ben|Bin)\b)[A-Z][a-z]{0,6}[-‐‑–][a-z]{1,6}")
_HYPHENATED = re.compile(r"[A-Z][a-z]{0,6}[-‐‑–'’]?[A-Za-z]{1,6}")
_OF_RULERS = frozenset(["pope", "king", "queen", "emperor", "empress", "tsar", "sultan", "patriarch", "emir"])
# Before one other word alone, which is a given name then.
_WITH_A_GIVEN_NAME = frozenset(["prince", "princess", "sheikh", "sheikha", "sheik", "ayatollah", "mullah"])
_BURMESE = _words(
    "aung daw khin kyaw maung min myint nay soe than thein tin win zaw htin htun tun san suu kyi hlaing shwe thant"
)
# "Песков Дмитрий Сергеевич" begins with the surname.
_PATRONYMIC = re.compile(r"\w{2,}(?:вич|вна|ична|ївна|йович)")
# Latin, Greek, Cyrillic, Armenian, Georgian: the given name stands first.
_ALPHABETS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0386-\u052f\u0531-\u0587\u10a0-\u10ff]")
_NUMERAL = re.compile(r"[IVX]+")
_PINYIN = re.compile(r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng|n|r)?){1,2}")
# One syllable of an East Asian name (Kuan, Yew, Hyun, Trong; not Ann, Smith), and one of a Korean name (not Dean, Mack).
_SYLLABLE = re.compile(
    r"(?:[cgknprstwzj]h|ngh?|[hst]s|[st]z|tr|gi|qu|kk|tt|pp|ss|jj|[b-df-hj-np-tvwxz])?[wy]?[aeiouy]{1,3}"
    r"(?:ng|[cnh]h|hn|ck|[ckgndtlmbprhw])?"
)
_KOREAN_SYLLABLE = re.compile(
    r"(?:ch|sh|[ktp]h|kk|tt|pp|ss|jj|[bdghjkmnprst])?[wy]?(?:ae|eo|eu|oe|ui|oo|[aeiou])(?:ng|hn|[kgndtlmbpr])?"
)


def sort_name(name: str) -> str:
    """A suggestion: what nobody can tell from the letters, an editor writes."""
    words = name.split()
    if len(words) < 2 or "," in name or not _ALPHABETS.match(name):
        return name
    if (
        _surname_first(words)
        or _has_no_surname(words)
        or not _PATRONYMICS.isdisjoint(map(str.lower, words[1:]))
    ):
        return name
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES and words[at - 1].islower():
        at -= 1
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}{suffix}"


def _has_no_surname(words: list[str]) -> bool:
    """Pope Francis, Elizabeth II, Prince Harry, Aung San Suu Kyi; but not Oskar Berg II, nor Prince Hall Smith."""
    first, last = words[0].lower(), words[-1]
    if len(words) == 2:
        return first in _OF_RULERS | _WITH_A_GIVEN_NAME or bool(_NUMERAL.fullmatch(last))
    return first in _OF_RULERS or all(word.lower() in _BURMESE for word in words)


def _surname_first(words: list[str]) -> bool:
    """As Koreans, Chinese and Vietnamese write it, and Russian records: Kim Jong-un, Lee Kuan Yew, Wang Yi, To Lam; not Kim Darroch."""
    if len(words) == 2 and _SYLLABLES.fullmatch(words[1]):
        return True
    if len(words) > 2 and _PATRONYMIC.fullmatch(words[-1]):
        return True
    first, *given = map(fold, words)
    if len(given) == 1:
        return _with_one_name(first, given[0], words[1])
    ours = _KOREAN | _CHINESE | _VIETNAMESE if len(given) == 2 else _VIETNAMESE
    capitals = all(word[0].isupper() for word in words)  # not Kim van Dam
    return first in ours and len(given) < 4 and capitals and all(map(_SYLLABLE.fullmatch, given))


def _with_one_name(first: str, given: str, written: str) -> bool:
    if first in _KOREAN and "-" in written:
        return bool(_HYPHENATED.fullmatch(written))
    if first in _KOREAN and given not in _COMMON and _KOREAN_SYLLABLE.fullmatch(given):
        return True
    if first in _VIETNAMESE and given not in _COMMON and _SYLLABLE.fullmatch(given):
        return True
    return first in _CHINESE and bool(_PINYIN.fullmatch(given))
