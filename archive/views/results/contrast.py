"""What only one of two searches has, and what both have."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain

from archive.models import Quote
from archive.query.dimensions import Value
from archive.search.analysis import STOP_WORDS, exact_terms, stem
from archive.views.results.facets import Choice

SHOWN = 10
READ = 60  # quotes of each side whose words are counted: the newest
MIN_LETTERS = 4
ENOUGH = 2  # quotes that have a word, which one alone may have by chance


Contrast = tuple[str, list[Choice]]  # of side "a", "b" or "both"


def contrasts(
    counts: Sequence[Mapping[Value, int]],
    label: Callable[[Value], str],
    links: Sequence[Callable[[Value], str]],
) -> list[Contrast]:
    a, b = counts
    only = [
        (side, [value for value in own if value not in other], own, link)
        for side, own, other, link in (("a", a, b, links[0]), ("b", b, a, links[1]))
    ]
    made = [
        (side, [Choice(label(v), link(v), own[v]) for v in nlargest(SHOWN, values, key=own.__getitem__)])
        for side, values, own, link in only
    ]
    shared = nlargest(SHOWN, a.keys() & b.keys(), key=lambda value: a[value] + b[value])
    both = ("both", [Choice(label(value), "", a[value] + b[value]) for value in shared])
    return [made[0], both, made[1]]


def words(sides: Sequence[Sequence[int]]) -> list[dict[Value, int]]:
    """Of each side, in how many of its quotes each word stands, in its commonest form. Of direct quotes: a reporter's words
    are not theirs."""
    read = [ids[:READ] for ids in sides]
    texts = dict(Quote.objects.among({*chain(*read)}).direct().values_list("pk", "text"))
    return [counted(texts[pk] for pk in ids if pk in texts) for ids in read]


def counted(texts: Iterable[str]) -> dict[Value, int]:
    held: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text in texts:
        for term in set(exact_terms(text)):
            if len(term) >= MIN_LETTERS and term not in STOP_WORDS and not term.isdecimal():
                held[stem(term)] += 1
                written.setdefault(stem(term), Counter())[term] += 1
    return {written[one].most_common(1)[0][0]: n for one, n in held.items() if n >= ENOUGH}
