"""The one word by which a reporting phrase is counted: "denied" of "has also denied", "not deny" of "did not deny"."""

import re

from archive.text import slug

# Words that stand before a reporting verb and say nothing of it, as addresses write them: "s'est" is "sest".
_BEFORE = """has have had was were is are be been did do does would could will also later then earlier again further he she they it
    a ont avait avaient sest na nont il elle ils elles ha han habia habian hanno hat haben hatte hatten er sie heeft hebben
    har hade hadde havde hun hon tem tinha"""
_NEGATIONS = "not never nicht pas jamais no nunca non niet ikke inte"
BEFORE, NEGATIONS = frozenset(_BEFORE.split()), frozenset(_NEGATIONS.split())
PHRASES = (("according", "to"),)
_SHORTENED = re.compile(r"n['’]t\b")
_BETWEEN = re.compile(r"[\s-]+")


def reporting_verb(cue: str) -> str:
    """As addresses name it: "denied", "according-to", "afirmo"; "" for what has no letters."""
    return slug(printed_verb(cue))


def printed_verb(cue: str) -> str:
    """As the article has it, in small letters: "afirmó"."""
    told = _BETWEEN.split(_SHORTENED.sub(" not", cue.lower()))
    words = [(key, word) for word in told if (key := slug(word))]
    while len(words) > 1 and words[0][0] in BEFORE:
        words = words[1:]
    keys = tuple(key for key, _ in words[:2])
    kept = 2 if keys in PHRASES or (keys and keys[0] in NEGATIONS) else 1
    return " ".join(word.strip(".,:;!?…\"'“”‘’«»()[]-–—") for _, word in words[:kept])
