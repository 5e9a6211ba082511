"""Which engine answers: nothing else in the house names one."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from archive.search.contract import Engine, Index


def index_engine() -> Index:
    return _index_engine(settings.SEARCH_INDEX_DIR)


def fallback() -> Engine:
    """While the index is lost."""
    from archive.search.engines.postgres import PostgresEngine

    return PostgresEngine()


def forget() -> None:
    """The files that this process holds open: it reads them again."""
    _index_engine.cache_clear()


@lru_cache(maxsize=4)
def _index_engine(home: Path) -> Index:
    from archive.search.engines.whoosh.index import WhooshIndex

    return WhooshIndex(home)
