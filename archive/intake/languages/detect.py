"""The language of a text, from its letters and its commonest words. Empty where neither leaves no doubt."""

import re
from collections import Counter
from functools import lru_cache

from archive.intake.languages.table import Language, languages

_SAMPLE = 20_000
_SCRIPTS = re.compile(
    r"(?P<hangul>[\uac00-\ud7af]+)|(?P<kana>[\u3040-\u30ff]+)|(?P<han>[\u3400-\u9fff]+)|(?P<cyrillic>[\u0400-\u04ff]+)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f]+)|(?P<other>[^\W\d_]+?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A letter of these scripts says as much as this many of an alphabet.
_WEIGHT = {"hangul": 2.5, "han": 3.0, "kana": 2.0}
_LEAST, _AHEAD = 0.1, 1.3


@lru_cache(maxsize=64)
def language_of(text: str) -> str:
    """The code of one of the tables, or nothing."""
    sample = text[:_SAMPLE]
    script = _script_of(sample)
    candidates = [each for each in languages().values() if each.script == script]
    if script in ("hangul", "kana", "han"):
        return candidates[0].code if candidates else ""
    return _by_words(sample, candidates)


def _script_of(sample: str) -> str:
    counts: Counter[str] = Counter()
    for match in _SCRIPTS.finditer(sample):
        script = match.lastgroup or ""
        counts[script] += len(match.group()) * _WEIGHT.get(script, 1.0)  # type: ignore[assignment]
    if not counts:
        return ""
    # Japanese is Chinese characters with kana between them.
    if counts["kana"] * 6 > counts["han"] and counts["kana"] + counts["han"] > sum(counts.values()) / 2:
        return "kana"
    script, most = counts.most_common(1)[0]
    return script if most > sum(counts.values()) / 2 else ""


def _by_words(sample: str, candidates: list[Language]) -> str:
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(sample)]
    if len(words) < 6 or not candidates:
        return ""
    scores = sorted(((_share(words, each, sample), each.code) for each in candidates), reverse=True)
    (best, code), second = scores[0], scores[1][0] if len(scores) > 1 else 0.0
    return code if best >= _LEAST and best >= second * _AHEAD else ""


def _share(words: list[str], language: Language, sample: str) -> float:
    """Of the words; letters that only this language has weigh as many words again."""
    common = sum(
        1 for word in words if word in language.stop_words or word.split("'")[0] in language.stop_words
    )
    own = sum(sample.count(letter) for letter in language.letters)
    return (common + min(own, len(words)) * 0.5) / len(words)
