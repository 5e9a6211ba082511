"""The worker's part in how names are looked up: it makes the rows once, and takes to them what changed."""

from collections import Counter
from collections.abc import Iterator
from time import monotonic

from django.db import connection

from archive.models import Country, Epoch, Organisation, Speaker, SpeakerName
from archive.models.remembered import Instant, Since, Version
from archive.search import name_rows
from archive.search.index.locks import writing_alone
from archive.search.name_groups import KINDS, TABLES, Keys, changed_since, groups_changed
from archive.search.spellings import read_spellings

# Speakers, organisations and other names from which on rows are kept: fewer are read by a process within a quarter of a second,
# and no page has to ask the database for them. Rows that there are stay.
LEAST = 10_000
CHUNK = 500  # speakers, which the index waits for
COUNT_SECONDS = 60.0
MOST_SECONDS = 10.0


class NameKeeper:
    """Of one worker. What interrupts it leaves rows that nobody reads, or that say what they said before."""

    def __init__(self) -> None:
        self._work: Iterator[int] | None = None
        self._last: tuple[Version, Instant] | None = None
        self._look_at = self._count_at = self._spent = 0.0

    def go_on(self) -> int:
        """A piece of what is to be written; 0 when there is nothing. What changed is taken to the rows for a tenth of the time."""
        if (started := monotonic()) < self._look_at:
            return 0
        try:
            self._work = self._work or self._begun()
            done = next(self._work, 0) if self._work else 0
        except BaseException:
            self._work = None
            raise
        self._spent += monotonic() - started
        if not done:
            self._look_at = monotonic() + min(10 * self._spent, MOST_SECONDS)
            self._work, self._spent = None, 0.0
        return done

    def _begun(self) -> Iterator[int] | None:
        version, now = read_spellings.moment()
        then = name_rows.version_of(now.spelled, now.epoch)
        if then == _numbers(version):
            return None
        whole = then is not None and name_rows.made_of(_since(then))
        if not whole and not self._are_many():
            return None
        ended = self._ended(version, now)
        if ended is None:
            return None
        if whole and then is not None:
            return _fold(now, then, ended) if then != _numbers(ended) else None
        return _fill(now.epoch, ended)

    def _are_many(self) -> bool:
        if monotonic() < self._count_at:
            return False
        self._count_at = monotonic() + COUNT_SECONDS
        models = (Speaker, SpeakerName, Organisation)
        return sum(model._default_manager.all()[:LEAST].count() for model in models) >= LEAST

    def _ended(self, version: Version, now: Instant) -> Version | None:
        """The newest version that all changes up to it are seen of: who wrote then, perhaps with lower numbers, has ended."""
        if not now.writers:
            return version
        last, ended = self._last, None
        if last and last[1].epoch == now.epoch and last[1].writers.isdisjoint(now.writers):
            ended = last[0]
        if ended or not last:
            self._last = (version, now)
        return ended


def _numbers(version: Version) -> Version:
    return tuple(number or 0 for number in version)


def _since(version: Version) -> Since:
    return {table: number or 0 for table, number in zip(TABLES, version, strict=True)}


def _fold(now: Instant, then: Version, ended: Version) -> Iterator[int]:
    """Nobody reads the rows of what changed since `then`: they may be written piece by piece."""
    changes = changed_since(_since(then))
    yield from _written(groups_changed(changes, name_rows.stood_for(changes)))
    _note(name_rows.note_of(now.epoch, ended), now.spelled)


def _fill(epoch: str, ended: Version) -> Iterator[int]:
    Epoch.objects.update(spelled="")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_spelling")
    for keys in _chunks():
        yield _write(keys)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE archive_spelling")
    _note(name_rows.note_of(epoch, ended), "")


def _written(keys: Keys) -> Iterator[int]:
    for kind in KINDS:
        some = sorted(keys[kind], key=str)
        for at in range(0, len(some), CHUNK):
            yield _write({kind: some[at : at + CHUNK]})


def _write(keys: Keys) -> int:
    with writing_alone():
        return name_rows.write(keys)


def _chunks() -> Iterator[Keys]:
    """All groups."""
    for kind, model, chosen in (
        ("country", Country, {}),
        ("organisation", Organisation, {}),
        ("speaker", Speaker, {"canonical": None}),
    ):
        last = None
        rows = model._default_manager.filter(**chosen).order_by("pk").values_list("pk", flat=True)
        while keys := list(rows.filter(pk__gt=last)[:CHUNK] if last else rows[:CHUNK]):
            last = keys[-1]
            yield {kind: keys}


def _note(note: str, before: str) -> None:
    """Unless somebody has begun anew meanwhile, or the database is another."""
    Epoch.objects.filter(spelled=before, value=note.split(" ")[1]).update(spelled=note)


def check() -> list[str]:
    """The groups whose rows are not what their names make them, where rows are kept; what changed since is left out."""
    with writing_alone():
        _, now = read_spellings.moment()
        then = name_rows.version_of(now.spelled, now.epoch)
        if then is None:
            return []
        wrong, known = set(), set()
        for keys in _chunks():
            wanted, kept = Counter(name_rows.rows_of(keys)), Counter(name_rows.kept_of(keys))
            wrong |= {named for _, named, _ in (*(wanted - kept), *(kept - wanted))}
            known |= {named for _, named, _ in kept}
        changes = changed_since(_since(then))
        changed = name_rows.texts(groups_changed(changes, name_rows.stood_for(changes)))
        return sorted((wrong | name_rows.beside(known)).difference(changed))


def make_anew() -> None:
    """The worker does, where there are many names; until then each process reads them."""
    Epoch.objects.update(spelled="")
