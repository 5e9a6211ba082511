"""Matches proposed by the machine: for new quotes through the index, for new turns against all quotes in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from archive.editing.record.passages import FEWEST, Candidate, Side, candidate, likeliest
from archive.models import Article, Attribution, Match, Quote, Sought
from archive.search.likeness import alike
from archive.text.alignment import words as words_of

AT_ONCE = 50  # new quotes of one step; and how many new turns
TURNS_AT_ONCE = 3_000
CANDIDATES, ALIGNED, PROPOSED = 40, 6, 3
COMMON = 0.05  # of the turns: a word that stands in more of them finds none
TRANSCRIPT = (str(Article.Form.TRANSCRIPT),)


def seek_some() -> int:
    """Holds some quotes against the record; how many turns and quotes were new."""
    missing = Sought.objects.all().missing()
    turns = list(missing["turns"].values_list("pk", flat=True)[:TURNS_AT_ONCE])
    if turns:
        seek_for_turns(turns)
        return len(turns)
    if not Quote.objects.published().filter(article__form=Article.Form.TRANSCRIPT).exists():
        return 0
    quotes = list(sides(missing["quotes"][:AT_ONCE]))
    for quote in quotes:
        propose(found_for(quote))
    mark(quote.quote.pk for quote in quotes)
    return len(quotes)


def found_for(quote: Side) -> list[Candidate]:
    """The passages of the transcripts that its words may be from, the likeliest first."""
    if len(quote.words) < FEWEST:
        return []
    found = alike((word.term for word in quote.words), TRANSCRIPT, CANDIDATES)
    turns = list(sides(Quote.objects.filter(pk__in=found.ids)))
    near = likeliest(quote, turns, found.rarity, ALIGNED)
    return best(candidate(quote, turn, found.rarity) for turn in near)


def best(candidates: Iterable[Candidate | None]) -> list[Candidate]:
    standing = (each for each in candidates if each and each.stands)
    return sorted(standing, key=lambda each: -each.score)[:PROPOSED]


@transaction.atomic
def propose(candidates: Sequence[Candidate]) -> None:
    """What is proposed or decided already stays as it is."""
    Match.objects.bulk_create(
        [
            Match(
                quote=each.quote.quote,
                turn=each.turn.quote,
                start=each.alignment.start,
                end=each.alignment.end,
                kept=each.alignment.kept,
                words=len(each.alignment.quoted),
                gap=each.alignment.widest_gap,
                exact=each.alignment.exact,
                score=each.score,
            )
            for each in candidates
        ],
        ignore_conflicts=True,
    )


def mark(ids: Iterable[int]) -> None:
    Sought.objects.bulk_create([Sought(quote_id=pk) for pk in ids], ignore_conflicts=True)


def seek_for_turns(ids: Sequence[int]) -> None:
    """All quotes that were held against the record before, against these turns."""
    turns = {turn.quote.pk: turn for turn in sides(Quote.objects.filter(pk__in=ids))}
    index = Turns(turns.values())
    for pk, text in _sought_before():
        near = index.like(text)
        if near:
            quote = next(sides(Quote.objects.filter(pk=pk)))
            propose(best(candidate(quote, turns[turn], index.rarity) for turn in near))
    mark(ids)


def _sought_before() -> Iterator[tuple[int, str]]:
    reported = Quote.objects.filter(sought__isnull=False).exclude(article__form=Article.Form.TRANSCRIPT)
    return reported.order_by("pk").values_list("pk", "text").iterator(2_000)


class Turns:
    """Turns by their rarer words."""

    def __init__(self, turns: Iterable[Side]) -> None:
        held = {turn.quote.pk: turn.terms for turn in turns}
        counted = Counter(term for terms in held.values() for term in terms)
        total = len(held)
        self.rarity = {term: log(1 + (10 + total) / (1 + count)) for term, count in counted.items()}
        self.by_term: defaultdict[str, list[int]] = defaultdict(list)
        for pk, terms in held.items():
            for term in terms:
                if counted[term] <= max(COMMON * total, 10):
                    self.by_term[term].append(pk)

    def like(self, text: str) -> list[int]:
        """Those with enough of the weight of the text's words."""
        terms = {word.term for word in words_of(text)}
        found: Counter[int] = Counter()
        for term in terms & self.by_term.keys():
            for pk in self.by_term[term]:
                found[pk] += 1
        least = max(2, len(terms) // 8)
        return [pk for pk, shared in found.most_common(ALIGNED) if shared >= least]


def sides(quotes: QuerySet[Quote]) -> Iterator[Side]:
    speakers = Attribution.objects.select_related("speaker__canonical")
    loaded = quotes.select_related("article").defer("article__raw_text", "article__body_spans")
    for quote in loaded.prefetch_related("spans", Prefetch("attributions", speakers)):
        yield Side(quote)
