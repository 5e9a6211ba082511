"""The cache: files of this host, or what all hosts share (CACHE_URL). What it holds can be lost, so nobody is refused because
the disk is full, read-only or damaged, or the server away."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

WITHOUT = {"get": None, "set": None, "add": True, "touch": False, "delete": False, "has_key": False}


def forgiving(backend: type[Any]) -> Any:
    """Django's cache, whose methods return what they would without one where it does not work."""
    return type(backend.__name__, (backend,), {name: _forgiven(getattr(backend, name)) for name in WITHOUT})


def _forgiven(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def forgiven(self: Any, key: str, *given: Any, **named: Any) -> Any:
        try:
            return method(self, key, *given, **named)
        except Exception as error:  # a damaged file raises whatever chance has written into it
            logger.warning("The cache does not work: %s", error)
            if method.__name__ == "get":
                return given[0] if given else named.get("default")
            return WITHOUT[method.__name__]

    return forgiven


Files, Database, Redis = (forgiving(backend) for backend in (FileBasedCache, DatabaseCache, RedisCache))
