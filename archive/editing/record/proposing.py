"""Matches proposed by the machine, through the index: for new quotes, and for older ones when turns are new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from archive.editing.record.passages import (
    EARLIER,
    FEWEST,
    FEWEST_NEAR,
    LATER,
    Pairing,
    Rarity,
    Side,
    candidates,
)
from archive.models import Article, Attribution, Match, Quote, Sought
from archive.search.index.pending import renew_pages
from archive.search.likeness import Likeness
from archive.text.alignment import words as words_of

AT_ONCE = 50  # new quotes of one step
FEW_TURNS = 3_000  # that are held in memory
COMPARED, PROPOSED = 8, 3  # turns that the index finds for a quote, of which so many at most are proposed
SHORT = 12  # words of a quote that may be hidden among others of the same rare words
COMMON = 0.05  # of the turns: a word that stands in more of them finds none
TRANSCRIPT = (str(Article.Form.TRANSCRIPT),)


def seek_some() -> int:
    """Holds some quotes against the record; how many turns and quotes were new."""
    missing = Sought.objects.all().missing()
    turns = list(missing["turns"].values_list("pk", flat=True))
    if turns:
        seek_again(turns)
        return len(turns)
    if not Quote.objects.published().filter(article__form=Article.Form.TRANSCRIPT).exists():
        return 0
    quotes = list(sides(missing["quotes"][:AT_ONCE]))
    propose(chain.from_iterable(found_for(quotes)))
    mark(quote.pk for quote in quotes)
    return len(quotes)


def found_for(quotes: Sequence[Side]) -> Iterator[list[Pairing]]:
    """For each the passages of the transcripts that its words may be from, the likeliest first."""
    index = Likeness(TRANSCRIPT)
    ids = [_likely(quote, index) for quote in quotes]
    turns = {turn.pk: turn for turn in sides(Quote.objects.filter(pk__in=set(chain.from_iterable(ids))))}
    rarity = Rarity(index.standing)
    for quote, own in zip(quotes, ids, strict=True):
        yield candidates(quote, (turns[pk] for pk in own if pk in turns), rarity)[:PROPOSED]


def hold(quote: Quote, transcript: Article, user: Any) -> list[Pairing]:
    """Against every published turn of one transcript; what stands there is proposed, unless it is already.

    Readers see nothing of it until it is confirmed: what they are shown is not measured anew either."""
    (side,) = sides(Quote.objects.filter(pk=quote.pk))
    turns = sides(Quote.objects.published().filter(article=transcript))
    found = candidates(side, turns, Rarity(Likeness(TRANSCRIPT).standing))[:PROPOSED]
    shown = Match.objects.standing().filter(quote=quote, state=Match.State.CONFIRMED)
    decided = set(shown.values_list("turn", flat=True))
    propose((each for each in found if each.turn.pk not in decided), by=user.pk)
    return found


def _likely(quote: Side, index: Likeness) -> Iterable[int]:
    """By the index: of all turns, and of those about its day, since a few words stand in many."""
    terms = [word.term for word in quote.words]
    near = (quote.day - EARLIER, quote.day + LATER) if quote.day else None
    whens = [days for days in (None, near) if days or len(terms) >= FEWEST]
    ways = [index.find, index.exact] if len(terms) <= SHORT else [index.find]
    if len(terms) < FEWEST_NEAR:
        return ()
    return dict.fromkeys(chain.from_iterable(way(terms, COMPARED, days) for days in whens for way in ways))


@transaction.atomic
def propose(found: Iterable[Pairing], by: int | None = None) -> None:
    """What is decided already stays so, measured anew: the words of the quote may be others since. What was confirmed and
    stands elsewhere in its turn now waits again."""
    found = list(found)
    pairs = {(each.quote.pk, each.turn.pk) for each in found}
    lost = Match.objects.lost().filter(quote__in=[quote for quote, _ in pairs])
    elsewhere = [pk for pk, *pair in lost.values_list("pk", "quote", "turn") if tuple(pair) in pairs]
    Match.objects.filter(pk__in=elsewhere).update(state=Match.State.PROPOSED)
    Match.objects.bulk_create(
        [
            Match(
                quote_id=each.quote.pk,
                turn_id=each.turn.pk,
                by_id=by,
                start=each.place[0],
                end=each.place[1],
                kept=each.passage.kept,
                words=len(each.passage.quoted),
                gap=each.passage.widest_gap,
                exact=each.alignment.exact,
                score=min(each.score, 1.0),
            )
            for each in found
        ],
        update_conflicts=True,
        unique_fields=["quote", "turn"],
        update_fields=["start", "end", "kept", "words", "gap", "exact", "score"],
    )


def mark(ids: Iterable[int]) -> None:
    """Pages say where a quote was not found, once it was looked for."""
    rows = [Sought(quote_id=pk) for pk in ids]
    Sought.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5_000)
    # Pages say so only beside a transcript of the occasion: an archive without any keeps its copies meanwhile.
    marked = Quote.objects.filter(pk__in=[row.quote_id for row in rows])
    if marked.filter(occasion__quotes__article__form=Article.Form.TRANSCRIPT).exists():
        renew_pages()


@transaction.atomic
def seek_again(turns: Sequence[int]) -> None:
    """Quotes that were held against the record before these turns were there are held anew; of a few turns, only those
    quotes whose words may stand in them. What was proposed and stands in the turns no more goes; what an editor confirmed is
    theirs to let go."""
    Match.objects.proposed().filter(turn__in=turns).fallen().delete()
    sought = Sought.objects.exclude(quote__article__form=Article.Form.TRANSCRIPT)
    if len(turns) <= FEW_TURNS:
        fresh = Fresh(sides(Quote.objects.filter(pk__in=turns)))
        sought = sought.filter(quote__in=[pk for pk, text in _sought_before() if fresh.may_hold(text)])
    sought.delete()
    mark(turns)


def _sought_before() -> Iterator[tuple[int, str]]:
    reported = Quote.objects.filter(sought__isnull=False).exclude(article__form=Article.Form.TRANSCRIPT)
    return reported.order_by("pk").values_list("pk", "text").iterator(2_000)


class Fresh:
    """New turns by their rarer words."""

    def __init__(self, turns: Iterable[Side]) -> None:
        held = [frozenset(turn.senses) for turn in turns]
        counted = Counter(sense for senses in held for sense in senses)
        self.by_sense: defaultdict[str, list[int]] = defaultdict(list)
        for number, senses in enumerate(held):
            for sense in senses:
                if counted[sense] <= max(COMMON * len(held), 10):
                    self.by_sense[sense].append(number)

    def may_hold(self, text: str) -> bool:
        senses = set(Side(0, words_of(text)).senses)
        shared = Counter(turn for sense in senses & self.by_sense.keys() for turn in self.by_sense[sense])
        return bool(shared) and max(shared.values()) >= max(2, len(senses) // 8)


def sides(quotes: QuerySet[Quote]) -> Iterator[Side]:
    speakers = Attribution.objects.select_related("speaker__canonical")
    loaded = quotes.select_related("article").defer("article__raw_text", "article__body_spans")
    for quote in loaded.prefetch_related("spans", Prefetch("attributions", speakers)):
        yield Side.of(quote)
