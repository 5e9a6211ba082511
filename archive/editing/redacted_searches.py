"""What readers wrote of frozen searches and of those that they follow, taken away. Of a frozen one numbers, versions and
hash stay: they are what is cited."""

from collections.abc import Iterable

import pgtrigger
from django.http import QueryDict

from archive.models import Article, Follow, FrozenSearch, Told
from archive.models.follows import REMOVED as NO_SEARCH
from archive.models.frozen import REMOVED
from archive.search.index.pending import renew_pages
from archive.text.alignment import words

WORDS, LETTERS = 4, 8  # of a run that is a text's own; the second where a word is a letter

Ngram = tuple[str, ...]


def empty_searches(article: Article, pieces: Iterable[str]) -> None:
    """Title, notes and typed words that say what the removed text says, and every note on its quotes.

    A few of its words count only in searches that found it: elsewhere they are anybody's.
    """
    quotes = dict(article.quotes.values_list("pk", "text"))
    few, whole = _told(article, pieces)
    for row in FrozenSearch.objects.iterator(chunk_size=100):
        said = [whole, few] if row.versions.keys() & quotes.keys() else [whole]
        kept = {
            pk: note
            for pk, note in row.notes.items()
            if int(pk) not in quotes and not any(each.by(note) for each in said)
        }
        title = "" if any(each.by(row.title) for each in said) else row.title
        _write(row, title, kept, searched=not any(each.by(row.described) for each in said))


def empty_follows(article: Article, pieces: Iterable[str]) -> None:
    """A search that says so is followed no longer: the next mail tells its follower that it cannot be run."""
    few, whole = _told(article, pieces)
    own = set(Told.objects.filter(quote__article=article).values_list("follow", flat=True))
    for pk, search in Follow.objects.values_list("pk", "search"):
        typed = " ".join(text for texts in QueryDict(search).lists() for text in texts[1])
        if any(each.by(typed) for each in ([whole, few] if pk in own else [whole])):
            Follow.objects.filter(pk=pk).update(search=NO_SEARCH.format(pk))


def _told(article: Article, pieces: Iterable[str]) -> "tuple[_Said, _Said]":
    """Few of its words, and the whole of a line."""
    unnamed = [name for pair in article.unnamed_speakers.values_list("name", "description") for name in pair]
    quotes = article.quotes.values_list("text", flat=True)
    few = _Said([article.title, article.subtitle, *quotes, *unnamed])
    return few, _Said([piece for piece in pieces if len(_terms(piece)) > _size(_terms(piece))], whole=True)


def take_away(row: FrozenSearch) -> None:
    """Title and notes that nobody should have to read."""
    _write(row, "", {}, searched=True)


def _write(row: FrozenSearch, title: str, notes: dict[str, str], *, searched: bool) -> None:
    values = {"title": title, "notes": notes}
    if not searched:
        told = f"{len(row.found)} found by a search whose words were removed"
        values |= {"search": REMOVED, "described": told}
    if any(getattr(row, name) != value for name, value in values.items()):
        with pgtrigger.ignore("archive.FrozenSearch:frozen_for_ever"):
            FrozenSearch.objects.filter(pk=row.pk).update(**values)
        renew_pages()


class _Said:
    """Texts as runs of words: another says one when it has a run of it, or all of it."""

    def __init__(self, texts: Iterable[str], *, whole: bool = False) -> None:
        self.runs: set[Ngram] = set()
        for terms in filter(None, map(_terms, texts)):
            self.runs.update(_runs(terms, len(terms) if whole else _size(terms)))
        self.sizes = {len(run) for run in self.runs}

    def by(self, text: str) -> bool:
        terms = _terms(text)
        return any(run in self.runs for size in self.sizes for run in _runs(terms, size))


def _terms(text: str) -> list[str]:
    return [word.term for word in words(text)]


def _size(terms: list[str]) -> int:
    """A text that is shorter than a run is one."""
    letters = sum(len(term) == 1 for term in terms) * 2 > len(terms)
    return min(LETTERS if letters else WORDS, len(terms))


def _runs(terms: list[str], size: int) -> Iterable[Ngram]:
    return (tuple(terms[at : at + size]) for at in range(len(terms) - size + 1))
