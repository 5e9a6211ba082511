"""Which engine answers: nothing else in the house names one."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from archive.search.contract import Engine, Index


def index_engine() -> Index:
    if settings.OPENSEARCH_URLS:
        return _opensearch(
            settings.OPENSEARCH_URLS,
            settings.OPENSEARCH_CA,
            settings.OPENSEARCH_PREFIX,
            settings.OPENSEARCH_SHARDS,
            settings.OPENSEARCH_REPLICAS,
            settings.OPENSEARCH_SECONDS,
        )
    return _whoosh(settings.SEARCH_INDEX_DIR)


def fallback() -> Engine:
    """While the index is lost."""
    from archive.search.engines.postgres import PostgresEngine

    return PostgresEngine()


def forget() -> None:
    """What this process knows of the index: it looks again."""
    _whoosh.cache_clear()
    _opensearch.cache_clear()


@lru_cache(maxsize=4)
def _whoosh(home: Path) -> Index:
    from archive.search.engines.whoosh.index import WhooshIndex

    return WhooshIndex(home)


@lru_cache(maxsize=4)
def _opensearch(
    urls: tuple[str, ...], ca: str, prefix: str, shards: int, replicas: int, seconds: float
) -> Index:
    from archive.search.engines.opensearch.client import Client
    from archive.search.engines.opensearch.index import OpenSearchIndex

    return OpenSearchIndex(Client(urls, ca, seconds), prefix, shards, replicas)
