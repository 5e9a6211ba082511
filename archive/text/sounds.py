"""Names heard across scripts: Cyrillic and Hangul in Latin letters, and keys that spellings of one name share.

Of folded words, such as `name_key` gives. Letters that languages exchange for one another count as one: b and p, l and r.
"""

import re
from functools import lru_cache

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
_SYLLABLES, _VOWELS, _ENDS = 0xAC00, 21, 28
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
    """Whether it holds letters that this module writes in Latin ones."""
    return any("\u0400" <= c <= "\u052f" or "\uac00" <= c <= "\ud7a3" for c in text)


def romanised(word: str) -> str:
    """In Latin letters, roughly: столтенберг is stoltenberg. The vowel that Korean puts between consonants is left out."""
    if 2 <= len(word) <= 3 and word[0] in _FAMILIES:
        return _FAMILIES[word[0]] + romanised(word[1:])
    return "".join(map(_letters, word))


def _letters(character: str) -> str:
    at = ord(character) - _SYLLABLES
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
