"""Speakers that may have been entered twice: suggestions, for a person to decide."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from django.db.models import Prefetch

from archive.models import Namesakes, Role, Speaker
from archive.models.called import all_names
from archive.models.remembered import remembered
from archive.text.names import alike, share, trigrams

# From here on two names are alike enough to show: "Kim Jong-un" and "Kim Jong Un" are, and so may be two people.
ALIKE = 0.5
MOST_EQUAL = 20  # speakers of one name, of whom each two are a pair

Scores = dict[tuple[int, int], float]


def possible_duplicates(of: Speaker | None = None) -> list[tuple[int, int, float]]:
    """Numbers of two, and how alike: among all speakers, the likeliest first; with `of`, those who may be this one.

    Only two of the same type, each standing for itself. It is 1 where the names are equal but for case, marks, hyphens
    and order.
    """
    scores = dict(like(of.pk) if of else all_alike())
    for pair in Namesakes.objects.values_list("one", "other"):
        scores.pop(pair, None)
    own = Speaker.objects.canonical().named().values_list("pk", "type", "sort_key")
    known = {pk: (kind, key) for pk, kind, key in own.filter(pk__in={pk for pair in scores for pk in pair})}
    found = [
        (one, other, score)
        for (one, other), score in scores.items()
        if one in known and other in known and known[one][0] == known[other][0]
    ]
    return sorted(found, key=lambda pair: (-pair[2], known[pair[0]][1]))


@remembered("speaker", "speakername")
def all_alike() -> Scores:
    groups = bearers()
    names = list(groups)
    found = [(pair, 1.0) for ids in groups.values() for pair in combinations(ids[:MOST_EQUAL], 2)]
    for one, other, score in alike(names, ALIKE):
        both = product(groups[names[one]][:MOST_EQUAL], groups[names[other]][:MOST_EQUAL])
        found += [(pair, score) for pair in both]
    return best(found)


def like(speaker: int) -> Scores:
    groups = bearers()
    own = [trigrams(name) for name, ids in groups.items() if speaker in ids]
    scored = ((max(share(each, trigrams(name)) for each in own), ids) for name, ids in groups.items() if own)
    return best(((speaker, other), score) for score, ids in scored if score >= ALIKE for other in ids)


def best(found: Iterable[tuple[tuple[int, int], float]]) -> Scores:
    scores: Scores = {}
    for pair, score in found:
        one, other = sorted(pair)
        if one != other:
            scores[one, other] = max(score, scores.get((one, other), 0))
    return scores


def bearers() -> dict[str, list[int]]:
    """Every name of those who stand for themselves, folded, with whose it is."""
    named = set(Speaker.objects.canonical().named().values_list("pk", flat=True))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, name in dict.fromkeys(all_names()["speaker"]):
        if name and int(key) in named:
            found[name].append(int(key))
    return found


def pairs(found: Sequence[tuple[int, int, float]]) -> list[tuple[Speaker, Speaker, float]]:
    """The same with the speakers."""
    held = Prefetch("roles", Role.objects.select_related("organisation", "country"))
    speakers = Speaker.objects.select_related("organisation", "scope_article").defer(
        "scope_article__raw_text"
    )
    rows = speakers.prefetch_related(held, "other_names").in_bulk({pk for pair in found for pk in pair[:2]})
    return [(rows[one], rows[other], score) for one, other, score in found]


def hold_apart(one: Speaker, other: Speaker) -> None:
    first, second = sorted([one, other], key=lambda speaker: speaker.pk)
    Namesakes.objects.get_or_create(one=first, other=second)
