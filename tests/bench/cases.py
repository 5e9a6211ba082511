"""The queries of the benchmark: thirteen classes, each chosen from the corpus by how often its words occur."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from archive.search.analysis import STOP_WORDS, exact_terms, stem
from archive.search.contract import Document
from tests.bench.corpus import COUNTRIES, SEED, country_code

# PostgreSQL's English stop words: it would not look for them, so nobody is asked to.
UNASKED = frozenset(
    [
        "i",
        "me",
        "my",
        "myself",
        "we",
        "our",
        "ours",
        "ourselves",
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "what",
        "which",
        "who",
        "whom",
        "this",
        "that",
        "these",
        "those",
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "having",
        "do",
        "does",
        "did",
        "doing",
        "a",
        "an",
        "the",
        "and",
        "but",
        "if",
        "or",
        "because",
        "as",
        "until",
        "while",
        "of",
        "at",
        "by",
        "for",
        "with",
        "about",
        "against",
        "between",
        "into",
        "through",
        "during",
        "before",
        "after",
        "above",
        "below",
        "to",
        "from",
        "up",
        "down",
        "in",
        "out",
        "on",
        "off",
        "over",
        "under",
        "again",
        "further",
        "then",
        "once",
        "here",
        "there",
        "when",
        "where",
        "why",
        "how",
        "all",
        "any",
        "both",
        "each",
        "few",
        "more",
        "most",
        "other",
        "some",
        "such",
        "no",
        "nor",
        "not",
        "only",
        "own",
        "same",
        "so",
        "than",
        "too",
        "very",
        "s",
        "t",
        "can",
        "will",
        "just",
        "don",
        "should",
        "now",
    ]
)

EACH = 17
PAGE = 20


@dataclass(frozen=True)
class Case:
    """`words` are joined by `operator`: all, any, phrase, prefix or fuzzy."""

    name: str
    words: tuple[str, ...]
    operator: str = "all"
    speaker: int | None = None
    country: str | None = None
    said_from: date | None = None
    said_to: date | None = None
    newest: bool = False
    start: int = 0
    facets: tuple[str, ...] = ()
    highlight: bool = False


def cases(sample: Iterable[Document]) -> list[Case]:
    """From a sample of the corpus; the same for the same sample."""
    rng = np.random.default_rng(SEED)
    texts = [exact_terms(document.words) for document in sample]
    frequency = Counter(
        stem(term) for terms in texts for term in dict.fromkeys(terms) if term not in STOP_WORDS
    )
    forms = {stem(term): term for terms in texts for term in terms}
    ranked = [
        forms[word] for word, _ in frequency.most_common() if len(word) > 3 and forms[word] not in UNASKED
    ]
    top, middle, rare = ranked[:60], ranked[60:800], ranked[3_000:12_000]

    def pick(words: list[str], count: int = 1) -> tuple[str, ...]:
        return tuple(str(word) for word in rng.choice(words, count, replace=False))

    def phrase() -> tuple[str, ...]:
        while True:
            terms = texts[int(rng.integers(len(texts)))]
            at = int(rng.integers(len(terms)))
            if at + 2 <= len(terms) and not (STOP_WORDS | UNASKED) & set(terms[at : at + 2]):
                return tuple(terms[at : at + 2])

    made: list[Case] = []
    for _ in range(EACH):
        country, year = country_code(int(rng.integers(COUNTRIES))), int(rng.integers(2001, 2024))
        first, last = date(year, 1, 1), date(year + 2, 12, 31)
        made += [
            Case("rare", pick(rare)),
            Case("common", pick(top)),
            Case("and", pick(middle, 2)),
            Case("or", pick(middle, 2), "any"),
            Case("phrase", phrase(), "phrase"),
            Case("prefix", (pick(middle)[0][:4],), "prefix"),
            Case("fuzzy", (next(word for word in pick(middle, 50) if len(word) > 5),), "fuzzy"),
            Case("term_speaker", pick(top), speaker=int(rng.integers(1, 200))),
            Case("term_country_date", pick(top), country=country, said_from=first, said_to=last),
            Case("sort_date", pick(middle[:200]), newest=True),
            Case("page50", pick(top), start=49 * PAGE),
            Case("facets", pick(middle), facets=("speaker", "country")),
            Case("highlight", pick(middle), highlight=True),
        ]
    return made
