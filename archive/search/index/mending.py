"""A lost index is built again by the worker: at once, and while that fails after longer and longer pauses."""

import logging
from time import monotonic

from django.db import Error as DatabaseError

from archive.search.index import building

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0  # seconds

logger = logging.getLogger(__name__)


class Mender:
    def __init__(self) -> None:
        self._pause = 0.0
        self._next = 0.0

    def mend(self, trouble: object, progress: building.Progress) -> str:
        """Why there is no new index; empty when there is one."""
        if (left := self._next - monotonic()) > 0:
            return f"the next try to build it is in {left:.0f} s"
        why = _built(trouble, progress)
        lately = monotonic() - self._next < LONGEST_PAUSE
        self._pause = min(max(2 * self._pause, FIRST_PAUSE), LONGEST_PAUSE) if lately else FIRST_PAUSE
        self._next = monotonic() + self._pause
        return why


def _built(trouble: object, progress: building.Progress) -> str:
    logger.warning("Building the index anew, because %s. PostgreSQL answers searches meanwhile.", trouble)
    started = monotonic()
    try:
        _, count = building.build(progress)
    except building.AlreadyBuildingError:
        return "another process is building it"
    except DatabaseError:
        raise
    except Exception as error:
        logger.warning("The index could not be built", exc_info=not isinstance(error, OSError))
        return f"building it failed: {error}"
    logger.warning("The index is built: %s quotes in %.1f s.", f"{count:,}", monotonic() - started)
    return ""
