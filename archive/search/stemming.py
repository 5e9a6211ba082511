"""The English Snowball stemmer: international is not internal, a university is not the universe."""

import re
from functools import lru_cache

from Stemmer import Stemmer

_MANY = re.compile(r"[^\W\d]+\d+s")  # F16s
_stem = Stemmer("english", 0).stemWord  # no cache of its own


@lru_cache(maxsize=1 << 17)
def stem(term: str) -> str:
    return term[:-1] if _MANY.fullmatch(term) else str(_stem(term))
