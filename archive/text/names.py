"""Names: what stands in one (signs that nobody sees, titles that are no part of it, the time that it was used in), where it
stands in a list, how it is heard in another script, and which are spelled alike."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from archive.text.folding import fold

JOINERS = "\u200c\u200d"  # stand in names of Persian, Hindi and others
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # fillers of Hangul, Khmer and Braille, a joiner of marks
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")  # scripts with letters that look the same


def unseen(name: str) -> list[str]:
    """The control and format characters of a name, and letters and signs that are blank, by their code points."""
    odd = (each for each in name if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"} or each in BLANK)
    return list(dict.fromkeys(f"U+{ord(each):04X}" for each in odd if each not in JOINERS))


def without_unseen(name: str) -> str:
    """With a space for what ends a line or a field."""
    kept = (" " if each.isspace() else each for each in name if each.isspace() or not unseen(each))
    return " ".join("".join(kept).split())


def mixed(name: str) -> str:
    """The first word that mixes scripts with letters that look the same; empty if none does."""
    return next((word for word in name.split() if len(scripts(word)) > 1), "")


def scripts(word: str) -> set[str]:
    names = (unicodedata.name(each, "").split(" ")[0] for each in word if each.isalpha())
    return {name for name in names if name in ALIKE}


# What stands before a name and is no part of it

_COURTESY = re.compile(
    r"(?:mr|mrs|ms|mx|dr|prof|messrs|mme|mlle|herr|frau|monsieur|madame|sir)\.?"
    r"|(?:sen|rep|gov|gen|amb|col|lt|capt|maj|sgt|pres|hon|rev|min|sec)\.",
    re.IGNORECASE,
)
_TITLES = """president vice deputy prime minister premier chancellor secretary ambassador senator congressman congresswoman
    representative governor mayor general admiral colonel marshal king queen prince princess pope chairman chairwoman
    chair leader director commissioner spokesman spokeswoman spokesperson foreign defence defense state former acting
    professor doctor"""

_IS_TITLE = frozenset(_TITLES.split())


def is_courtesy(word: str) -> bool:
    """Nobody is called Mr."""
    return _COURTESY.fullmatch(word) is not None


def is_title(word: str) -> bool:
    """Of an office, which may as well be what is looked for."""
    return word.lower() in _IS_TITLE


# Names with their time, one a line: Twitter (until 2023), Wire (2001–2019), X (since July 2023)

_DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?|(?:\d{1,2} )?[A-Z][a-z]+ \d{4})"
_LINE = re.compile(rf"(?P<name>\S.*?) \((?:(?:until|since) {_DAY}|{_DAY} ?[–-] ?{_DAY})\)")
HOW_DATED = "Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023)."


def name_of(line: str) -> str:
    """Nothing where the line names no time that it was used in."""
    found = _LINE.fullmatch(line)
    return found["name"] if found else ""


def with_times(names: Iterable[str], dated: Iterable[str]) -> list[str]:
    """The names, each with its time where that is known."""
    times = {name_of(line): line for line in dated}
    return [times.get(name, name) for name in names]


# Under which name a person stands in a list: “Essid, Habib”, but “Kim Jong-un” and “Mohammed bin Salman”


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


# Heard across scripts: Cyrillic and Hangul in Latin letters, and keys that spellings of one name share. Of folded words, such
# as `name_key` gives. Letters that languages exchange for one another count as one: b and p, l and r.

MIN_CONSONANTS = 3  # fewer are those of too many names

_LETTERS = "a b v g g d e e j z i i k l m n o p r s t u f h z ch sh sh _ i _ e iu ia u i l n ch j j e i"
_FIRST, _MIDDLE, _LAST = (
    sounds.split()
    for sounds in (
        "k k n t t l m p p s s - j j j k t p h",
        "a e ia e o e io e o ua ue oi io u uo ue ui iu - ui i",
        "- k k k n n n t l l l l l l l l m p p s s n j j k t p h",
    )
)
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіклмнопрстуфхцчшщъыьэюяўјљњћђџѐѝ",
        _LETTERS.split(),
        strict=True,
    )
) | {"ъ": "", "ь": ""}
# Families that write themselves otherwise than they are spelt.
_FAMILIES = {"이": "li", "박": "park", "임": "lim", "노": "no", "유": "yu"}
_HANGUL, _VOWELS, _ENDS = 0xAC00, 21, 28
# What Latin spellings of one sound are written as; in this order.
_LATIN = [
    (r"ng(?![aeiouy])", "n"),
    (r"shch|sch|sh|ş|š", "s"),
    (r"tsch|tch|dzh|dj|ch|zh|j", "j"),
    (r"kh", "h"),
    (r"ph|f", "p"),
    (r"th|d", "t"),
    (r"gh|ck|g|qu?", "k"),
    (r"t[sz]|c(?=[eiy])", "z"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"[vwb]", "p"),
    (r"r", "l"),
    (r"y", "i"),
    (r"ee|ea", "i"),
    (r"oo|ou|eu", "u"),
    (r"eo", "o"),
    (r"ae|oe|ie", "e"),
    (r"(?<=[aeiou])h(?![aeiou])", ""),
    (r"(.)\1+", r"\1"),
]
_SPELT = [(re.compile(pattern), sound) for pattern, sound in _LATIN]


def is_foreign(text: str) -> bool:
    """Whether it holds letters that `romanised` writes in Latin ones."""
    return any("\u0400" <= c <= "\u052f" or "\uac00" <= c <= "\ud7a3" for c in text)


def romanised(word: str) -> str:
    """In Latin letters, roughly: столтенберг is stoltenberg. The vowel that Korean puts between consonants is left out."""
    if 2 <= len(word) <= 3 and word[0] in _FAMILIES:
        return _FAMILIES[word[0]] + romanised(word[1:])
    return "".join(map(_letters, word))


def _letters(character: str) -> str:
    at = ord(character) - _HANGUL
    if 0 <= at < len(_FIRST) * _VOWELS * _ENDS:
        first, middle, last = (
            _FIRST[at // (_VOWELS * _ENDS)],
            _MIDDLE[at // _ENDS % _VOWELS],
            _LAST[at % _ENDS],
        )
        return ("u" if first == middle else first + middle).replace("-", "") + last.replace("-", "")
    return _CYRILLIC.get(character, character)


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """What spellings of one name have in common, vowels included; of several words as if they were one."""
    if " " in word:
        return "".join(map(sound, word.split()))
    heard = romanised(word)
    for pattern, written in _SPELT:
        heard = pattern.sub(written, heard)
    return heard


def consonants(word: str) -> str:
    """The same without vowels, which languages change; "" of a word that has too few."""
    heard = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouh]", "", sound(word)))
    return heard if len(heard) >= MIN_CONSONANTS else ""


# Spelled alike, among very many names, without comparing each with each


def trigrams(name: str) -> frozenset[str]:
    """Those of each word, with what marks its beginning and its end, as PostgreSQL's pg_trgm counts them."""
    padded = (f"  {word} " for word in name.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / ((len(one) + len(other) - both) or 1)


def alike(names: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """The places of two folded names of which at least this share of trigrams is common, with the share.

    Only names with a word in common are compared, or with one that another letter, or one more, makes the same.
    """
    held: defaultdict[str, list[int]] = defaultdict(list)
    sets = [trigrams(name) for name in names]
    for at, name in enumerate(names):
        keys = {key for word in name.split() for key in _spellings(word)}
        for other in {other for key in keys if key in held for other in held[key]}:
            if (common := share(sets[at], sets[other])) >= least:
                yield other, at, common
        for key in keys:
            held[key].append(at)


def _spellings(word: str) -> list[str]:
    """The word, and what is left of it without one letter."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > 1)]
