"""Under which name a person stands in a list: "Essid, Habib", but "Kim Jong-un" and "Mohammed bin Salman"."""

import re

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|md)\.?", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "da",
        "di",
        "du",
        "la",
        "le",
        "dos",
        "das",
        "ter",
        "ten",
        "zu",
        "af",
        "av",
        "al",
        "el",
    ]
)
_PATRONYMICS = frozenset(["bin", "bint", "ibn", "binti", "ben"])
_KOREAN = frozenset(
    [
        "kim",
        "lee",
        "yi",
        "park",
        "pak",
        "choi",
        "choe",
        "jung",
        "jeong",
        "chung",
        "chong",
        "kang",
        "cho",
        "jo",
        "yoon",
        "yun",
        "jang",
        "chang",
        "lim",
        "im",
        "han",
        "oh",
        "seo",
        "shin",
        "sin",
        "kwon",
        "hwang",
        "ahn",
        "an",
        "song",
        "moon",
        "ryu",
        "yoo",
        "yu",
        "hong",
        "ko",
        "go",
        "bae",
        "baek",
        "paek",
        "nam",
        "heo",
        "no",
        "roh",
        "rhee",
        "ri",
        "ro",
        "hyon",
        "hyun",
    ]
)
_CHINESE = frozenset(
    [
        "xi",
        "wang",
        "li",
        "zhang",
        "liu",
        "chen",
        "yang",
        "zhao",
        "huang",
        "zhou",
        "wu",
        "xu",
        "sun",
        "hu",
        "zhu",
        "gao",
        "lin",
        "he",
        "guo",
        "ma",
        "luo",
        "liang",
        "song",
        "zheng",
        "xie",
        "han",
        "tang",
        "feng",
        "yu",
        "dong",
        "xiao",
        "cheng",
        "cao",
        "yuan",
        "deng",
        "fu",
        "shen",
        "zeng",
        "peng",
        "lu",
        "jiang",
        "cai",
        "tsai",
        "jia",
        "ding",
        "wei",
        "xue",
        "ye",
        "yan",
        "pan",
        "du",
        "dai",
        "xia",
        "zhong",
        "tian",
        "ren",
        "fan",
        "fang",
        "shi",
        "yao",
        "tan",
        "liao",
        "zou",
        "xiong",
        "jin",
        "hao",
        "kong",
        "bai",
        "cui",
        "kang",
        "mao",
        "qiu",
        "qin",
        "gu",
        "hou",
        "shao",
        "meng",
        "long",
        "wan",
        "duan",
        "qian",
        "yin",
        "hua",
        "tsang",
    ]
)
# Two syllables of a given name, as only East Asian names are written (Ki-moon, Ing-wen); not Jean-Claude, Al-sisi.
_SYLLABLES = re.compile(r"(?!(?:Al|El|Abu|Ben|Bin)\b)[A-Z][a-z]{0,6}[-‐‑–][a-z]{1,6}")
_HYPHENATED = re.compile(r"[A-Z][a-z]{0,6}[-‐‑–'’]?[A-Za-z]{1,6}")
_OF_RULERS = frozenset(["pope", "king", "queen", "emperor", "empress", "tsar", "sultan", "patriarch", "emir"])
_NUMERAL = re.compile(r"[IVX]+")
_PINYIN = re.compile(r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]{1,3}(?:ng|n|r)?){1,2}", re.IGNORECASE)


def sort_name(name: str) -> str:
    """A suggestion: what nobody can tell from the letters, an editor writes."""
    words = name.split()
    if len(words) < 2 or "," in name or not re.match(r"[A-Za-z\u00c0-\u024f]", name):
        return name
    if _surname_first(words) or _is_rulers(words) or not _PATRONYMICS.isdisjoint(map(str.lower, words)):
        return name
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES and words[at - 1].islower():
        at -= 1
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}{suffix}"


def _is_rulers(words: list[str]) -> bool:
    """Who has no surname: Pope Francis, Elizabeth II; but not Oskar Berg II."""
    return words[0].lower() in _OF_RULERS or bool(len(words) == 2 and _NUMERAL.fullmatch(words[1]))


def _surname_first(words: list[str]) -> bool:
    """As Koreans and Chinese write it: Kim Jong-un, Ban Ki-moon, Kim Yo Jong, Wang Yi; not Kim Darroch."""
    first, *given = words
    if len(given) == 1 and _SYLLABLES.fullmatch(given[0]):
        return True
    if first.lower() in _KOREAN and len(given) == 1:
        return "-" in given[0] and bool(_HYPHENATED.fullmatch(given[0]))
    if first.lower() in _KOREAN and len(given) == 2:
        return all(len(word) <= 6 and word.isalpha() and re.fullmatch(_ONE_SYLLABLE, word) for word in given)
    return first.lower() in _CHINESE and len(given) == 1 and bool(_PINYIN.fullmatch(given[0]))


_ONE_SYLLABLE = re.compile(r"[^aeiouwy]*[wy]?[aeiouy]{1,3}[^aeiouy]*", re.IGNORECASE)
