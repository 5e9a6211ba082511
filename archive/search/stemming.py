"""The English Snowball stemmer: international is not internal, a university is not the universe."""

from functools import lru_cache

from Stemmer import Stemmer

_stem = Stemmer("english", 0).stemWord  # no cache of its own


@lru_cache(maxsize=1 << 17)
def stem(term: str) -> str:
    return str(_stem(term))
