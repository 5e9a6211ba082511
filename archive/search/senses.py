"""Words that come back from a translation in each other's place: "began" where "started" was said.

Of each line of senses.txt all words, in whatever form, have one sense; any other word has its stem.
"""

import re
from functools import lru_cache
from pathlib import Path

from archive.search.analysis import stem
from archive.text.alignment import FUNCTION_WORDS

_LINES = [line.split() for line in Path(__file__).with_name("senses.txt").read_text("utf-8").splitlines()]
_SENSES = {stem(word): line[0] for line in reversed(_LINES) for word in line}
_WORDS = {line[0]: tuple({stem(word): word for word in line}.values()) for line in _LINES}
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")


@lru_cache(maxsize=1 << 17)
def sense(term: str) -> str:
    bare = _CONTRACTED.sub("", term)
    return bare if bare in FUNCTION_WORDS else _SENSES.get(stem(bare), stem(bare))


def words_of(sense: str, term: str) -> tuple[str, ...]:
    """One word of each stem that has this sense, which is that of the term."""
    return _WORDS.get(sense, (term,))
