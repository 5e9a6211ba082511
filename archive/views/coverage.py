from functools import lru_cache
from typing import Any

from archive import search
from archive.models import Quote


def coverage() -> dict[str, Any]:
    """What an empty result may be measured against."""
    return _coverage(search.published_version())


@lru_cache(maxsize=1)
def _coverage(version: tuple[int | None, ...]) -> dict[str, Any]:
    """`version` says when to count again: at size it takes longer than all else on a page."""
    return Quote.objects.published().coverage()
