"""One spelling for what looks the same or differs only by an accent: the folding of every search, list and comparison."""

import unicodedata
from functools import lru_cache

# Accents among them that people type for an apostrophe would else become blanks.
APOSTROPHES = "'’‘‛`´′ʼʻʽʹʾʿˈ＇՚׳"
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# The stroke that stretches Arabic, a joiner, and Armenian's marks of question, stress and exclamation inside words.
LEFT_OUT = "\u0640\u034f\u055b\u055c\u055e"
_DEVANAGARI_NUKTA = "\u093c"  # often left out in writing; in Bengali it makes another letter, and stays
# Letters that Unicode does not decompose, and those that two alphabets write with the same sign.
_SAME = _ONE_APOSTROPHE | str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ک": "ك",
        "ی": "ي",
    }
)


def fold(text: str) -> str:
    """Without accents, the vowel signs of Arabic and Hebrew and what cannot be seen; lower case, ASCII digits.

    "Čapek" and "CAPEK" become "capek", "Wałęsa" "walesa"; vowel signs that are letters in their script stay. All
    apostrophes are one.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    bare = _bare(_bare(text.translate(_ONE_APOSTROPHE)).casefold())
    return unicodedata.normalize("NFC", bare.translate(_SAME))


def _bare(text: str) -> str:
    return "".join(map(_bare_character, unicodedata.normalize("NFKD", text)))


@lru_cache(maxsize=1 << 12)
def _bare_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    left_out = category == "Cf" or character in LEFT_OUT or (category[0] == "M" and _is_left_out(character))
    return "" if left_out else character


def _is_left_out(mark: str) -> bool:
    """Accents, and vowel signs that writers leave out; not those that make a syllable, as in Hindi and Thai."""
    kind = unicodedata.combining(mark)
    selects = "\ufe00" <= mark <= "\ufe0f" or unicodedata.category(mark) == "Me"
    return selects or mark == _DEVANAGARI_NUKTA or kind == 1 or 10 <= kind <= 36 or kind >= 200
