"""Editors see their change in search at once: a save waits, for a moment, until the index has it."""

from time import monotonic, sleep

from archive.search.engines import index_engine
from archive.search.index import pending
from archive.search.index.locks import worker_runs

PATIENCE_SECONDS = 1.0
PAUSE_SECONDS = 0.01


def shown_at_once(row: int, patience: float = PATIENCE_SECONDS) -> bool:
    """Waits until searches show what was changed up to that row of the outbox; False if they do not yet."""
    until = monotonic() + patience
    if not pending.waits(row) or not index_engine().answers(pending.state().epoch):
        return True
    while worker_runs() and monotonic() < until:
        sleep(PAUSE_SECONDS)
        if not pending.waits(row):
            return True
    return False
