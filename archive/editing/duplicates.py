"""Speakers that may have been entered twice: suggestions, for a person to decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import connection, transaction
from django.db.models import Prefetch

from archive.models import Namesakes, Role, Speaker
from archive.text import name_key

# From here on two names are alike enough to show: "Kim Jong-un" and "Kim Jong Un" are, and so may be two people.
ALIKE = 0.5
NEWEST = 5_000  # speakers whose names are compared with all others by what they look like
MOST_EQUAL = 20  # speakers of one name, of whom each two are a pair

SIMILAR = """
    WITH recent AS (
        SELECT s.id AS speaker_id, s.name FROM archive_speaker s WHERE s.id = ANY(%(ids)s)
        UNION ALL SELECT n.speaker_id, n.name FROM archive_speakername n WHERE n.speaker_id = ANY(%(ids)s)
    )
    SELECT r.speaker_id, s.id, similarity(UPPER(r.name), UPPER(s.name))
    FROM recent r JOIN archive_speaker s ON UPPER(s.name) %% UPPER(r.name) AND s.id <> r.speaker_id
    UNION ALL
    SELECT r.speaker_id, n.speaker_id, similarity(UPPER(r.name), UPPER(n.name))
    FROM recent r JOIN archive_speakername n ON UPPER(n.name) %% UPPER(r.name) AND n.speaker_id <> r.speaker_id
"""


@dataclass(frozen=True)
class Pair:
    """`score` is 1 where the names are equal but for case, marks, hyphens and order."""

    one: Speaker
    other: Speaker
    score: float


def in_any_order(name: str) -> str:
    return " ".join(sorted(name_key(name).split()))


def possible_duplicates(of: Speaker | None = None) -> list[Pair]:
    """The likeliest first; without `of`, equal names among all speakers and similar ones of the newest thousands."""
    ids = [of.pk] if of else list(Speaker.objects.order_by("-id").values_list("pk", flat=True)[:NEWEST])
    scores: dict[tuple[int, int], float] = {}
    for one, other, score in [*similar(ids), *equal_keys()]:
        pair = (min(one, other), max(one, other))
        scores[pair] = max(score, scores.get(pair, 0))
    for pair in Namesakes.objects.values_list("one", "other"):
        scores.pop(pair, None)
    if of:
        scores = {pair: score for pair, score in scores.items() if of.pk in pair}
    return sorted(pairs(scores), key=lambda pair: (-pair.score, pair.one.sort_key))


def similar(ids: list[int]) -> list[tuple[int, int, float]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(SIMILAR, {"ids": ids})
        rows: list[tuple[int, int, float]] = cursor.fetchall()
    return rows


def equal_keys() -> Iterator[tuple[int, int, float]]:
    known: dict[str, set[int]] = defaultdict(set)
    for pk, name in named():
        known[in_any_order(name)].add(pk)
    for speakers in known.values():
        yield from ((one, other, 1.0) for one, other in combinations(sorted(speakers)[:MOST_EQUAL], 2))


def named() -> Iterator[tuple[int, str]]:
    yield from Speaker.objects.values_list("pk", "name")
    for pk, name in Speaker.objects.values_list("pk", "other_names__name"):
        if name:
            yield pk, name


def pairs(scores: dict[tuple[int, int], float]) -> Iterable[Pair]:
    """Only two of the same type, each standing for itself."""
    held = Prefetch("roles", Role.objects.select_related("organisation", "country"))
    known = Speaker.objects.canonical().named().select_related("organisation", "scope_article")
    speakers = known.defer("scope_article__raw_text").prefetch_related(held, "other_names")
    rows = speakers.in_bulk({pk for pair in scores for pk in pair})
    for (one, other), score in scores.items():
        if one in rows and other in rows and rows[one].type == rows[other].type:
            yield Pair(rows[one], rows[other], score)


def hold_apart(one: Speaker, other: Speaker) -> None:
    first, second = sorted([one, other], key=lambda speaker: speaker.pk)
    Namesakes.objects.get_or_create(one=first, other=second)
