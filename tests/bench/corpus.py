"""A made-up archive of any size, the same for the same seed: common English words as often as Zipf's law says.

words.txt holds common words, most frequent first; prefixes and suffixes stretch them to a vocabulary of realistic
size. Names are made of syllables, so that no word of a quote is a name.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from archive.search.contract import Document

SEED = 20_260_101
VOCABULARY, SPEAKERS, COUNTRIES, TOPICS, PHRASES = 50_000, 2_000, 150, 200, 3_000
FIRST_DAY, DAYS = date(2000, 1, 1), 9_800
MEAN_WORDS = 32
CHUNK = 10_000

PREFIXES = ("", "un", "re", "over", "under", "non", "pre", "counter", "inter", "mis", "out", "anti")
SUFFIXES = ("", "s", "ed", "ing", "er", "ly", "ness", "less", "able", "ment", "ism", "ist", "ward")
SYLLABLES = ("ka", "vo", "tel", "rin", "zu", "mar", "dov", "ley", "nix", "quo", "bry", "fen", "hul", "jas")
KINDS = np.array(["direct", "mixed", "indirect"])
ROLES = [f"office-{number}" for number in range(60)]


@cache
def vocabulary() -> np.ndarray:
    words = (Path(__file__).parent / "words.txt").read_text().split()
    derived = (
        prefix + word + suffix for (prefix, suffix), word in product(product(PREFIXES, SUFFIXES), words)
    )
    return np.array(list(dict.fromkeys(derived))[:VOCABULARY])


@cache
def speaker_name(number: int) -> str:
    rng = np.random.default_rng(SEED + number)
    first, last = ("".join(rng.choice(SYLLABLES, 3)).title() for _ in range(2))
    return f"{first} {last}"


@cache
def country_code(number: int) -> str:
    return chr(65 + number // 26) + chr(65 + number % 26)


@cache
def zipf(size: int, shift: float = 2.7, power: float = 1.05) -> np.ndarray:
    weights = 1 / (np.arange(size) + shift) ** power
    return np.cumsum(weights / weights.sum())


def draw(rng: np.random.Generator, cumulated: np.ndarray, count: int) -> np.ndarray:
    return np.minimum(np.searchsorted(cumulated, rng.random(count)), len(cumulated) - 1)


def documents(quotes: int) -> Iterator[Document]:
    rng = np.random.default_rng(SEED)
    phrases = [vocabulary()[draw(rng, zipf(8_000), int(rng.integers(2, 5)))] for _ in range(PHRASES)]
    topics = [vocabulary()[rng.integers(100, 20_000, 60)] for _ in range(TOPICS)]
    for first in range(0, quotes, CHUNK):
        yield from _chunk(rng, first + 1, min(CHUNK, quotes - first), phrases, topics)


def _chunk(
    rng: np.random.Generator, first: int, count: int, phrases: list[np.ndarray], topics: list[np.ndarray]
) -> Iterator[Document]:
    lengths = np.clip(rng.gamma(4, MEAN_WORDS / 4, count).astype(int), 4, 150)
    tokens = vocabulary()[draw(rng, zipf(VOCABULARY), int(lengths.sum()))]
    speakers, days = draw(rng, zipf(SPEAKERS), count), rng.integers(0, DAYS, count)
    ends = np.cumsum(lengths)
    for number, (start, end) in enumerate(zip(ends - lengths, ends, strict=True)):
        words = tokens[start:end].tolist()
        topic = topics[int(rng.integers(TOPICS))]
        for place in rng.integers(0, len(words), len(words) // 5):
            words[place] = str(topic[int(rng.integers(len(topic)))])
        if rng.random() < 0.3:
            words += phrases[int(rng.integers(PHRASES))].tolist()
        yield _document(rng, first + number, words, int(speakers[number]), int(days[number]))


def _document(rng: np.random.Generator, key: int, words: list[str], speaker: int, day: int) -> Document:
    said = FIRST_DAY + timedelta(days=day)
    country = country_code(speaker % COUNTRIES)
    mentioned = {country_code(int(code)) for code in rng.integers(0, COUNTRIES, int(rng.integers(0, 4)))}
    return Document(
        id=key,
        words=" ".join(words).capitalize() + ".",
        about=(speaker_name(speaker), ROLES[speaker % len(ROLES)]),
        facets={
            "speaker": (speaker + 1,),
            "type": ("person",),
            "role": (ROLES[speaker % len(ROLES)],),
            "country": (country,),
            "organisation": (speaker % 400 + 1,),
            "mentions": tuple(sorted(mentioned)),
            "outlet": (int(rng.integers(0, 300)),),
            "via": tuple({int(key) for key in rng.integers(1, 60, int(rng.integers(0, 3)))}),
            "kind": (str(KINDS[int(rng.integers(3))]),),
            "translated": ("no",),
            "language": ("en",),
            "occasion": (int(rng.integers(1, 5_000)),),
            "period": (said.isoformat()[:4], said.isoformat()[:7]),
        },
        earliest=said,
        latest=said,
        published=said,
    )
