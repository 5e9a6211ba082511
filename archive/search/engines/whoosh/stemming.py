"""The English Snowball stemmer that ships with Whoosh: the same stems as PostgreSQL's `english` dictionary."""

from functools import lru_cache

from whoosh.lang.snowball.english import EnglishStemmer

_stem = EnglishStemmer().stem


@lru_cache(maxsize=1 << 17)
def stem(term: str) -> str:
    return str(_stem(term))
