"""The cache in files. What it holds can be lost, so nobody is refused because the disk is full, read-only or damaged."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)


def forgiving(name: str, without: Any) -> Callable[..., Any]:
    """The method of Django's cache; what it returns `without` a cache, too."""
    method = getattr(FileBasedCache, name)

    @wraps(method)
    def forgiven(self: FileBasedCache, key: str, *given: Any, **named: Any) -> Any:
        try:
            return method(self, key, *given, **named)
        except Exception as error:  # a damaged file raises whatever chance has written into it
            logger.warning("The cache does not work: %s", error)
            return (given[0] if given else named.get("default")) if name == "get" else without

    return forgiven


class Cache(FileBasedCache):
    get = forgiving("get", None)
    set = forgiving("set", None)
    add = forgiving("add", True)
    touch = forgiving("touch", False)
    delete = forgiving("delete", False)
    has_key = forgiving("has_key", False)
