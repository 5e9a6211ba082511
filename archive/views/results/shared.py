"""What every page needs: its row by address, and a search turned into what a template shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from msgspec import Struct
from msgspec.structs import replace

from archive import search
from archive.models import Organisation, Outlet, Quote
from archive.models.merges import led_to
from archive.query import Asked
from archive.query.filters import DEEPEST, PAGE_SIZE, without_empty
from archive.reading.quoted import Quoted, quoted
from archive.search.finding import ask, ask_articles

View = Callable[..., HttpResponse]


def tidy(view: View) -> View:
    """Redirects to the address without empty parameters, which every form without JavaScript sends."""

    @wraps(view)
    def tidied(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = without_empty(request.GET)
        if kept is None:
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{request.path}?{kept}" if kept else request.path)

    return tidied


def page_of(model: type[Model]) -> Callable[[View], View]:
    """Gives the view the public row of its address; old slugs and ids alone go to the full address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, key: str) -> HttpResponse:
            row = public_row(model, key)
            if not is_at(request, row):
                return moved(request, row.get_absolute_url())
            return view(showing(request, row), row)

        return found

    return decorate


def showing(request: HttpRequest, row: Any) -> HttpRequest:
    """Notes what the page is about, for the card that a chat program makes of it."""
    request.shown = row  # type: ignore[attr-defined]
    return request


def public_row(model: Any, key: str) -> Any:
    """The row itself or the one that it was merged into; Http404 where no published quote leads."""
    pk = key.upper() if model._meta.pk.name == "code" else number(key)
    row = model.objects.public().with_id(pk)
    if row is None and model in (Organisation, Outlet):
        row = model.objects.public().with_id(led_to(model._meta.model_name, number(key)))
    if row is None:
        raise Http404(f"No published quote leads to {model._meta.verbose_name} {key[:40]}.")
    return getattr(row, "shown", row)


def number(key: str) -> int:
    """The id that an address begins with."""
    return int(key.partition("-")[0])


def is_at(request: HttpRequest, row: Any) -> bool:
    """Whether the request is for the row's own address, which may be written with or without per cent signs."""
    return bool(unquote(row.get_absolute_url()) == request.path)


def moved(request: HttpRequest, address: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=True)


class ResultRow(Struct, frozen=True):
    """A quote, the other wordings of its statement on this page, and how many it has in all.

    `run` is how many rows from this one on have one source, which then stands above them; 0 for one alone and for
    those that follow. `same_who` and `same_source` are what need not be said again.
    """

    quote: Quoted
    folded: list[Quoted]
    more: int
    run: int = 0
    same_who: bool = False
    same_source: bool = False

    @property
    def joined(self) -> bool:
        return (self.same_who or self.same_source) and not self.run


def said_once(rows: "list[ResultRow]") -> "list[ResultRow]":
    """The same rows, knowing what their neighbours share."""
    told: list[ResultRow] = []
    before: list[object] | None = None
    for _, neighbours in groupby(rows, key=lambda row: source(row.quote)):
        run = list(neighbours)
        for at, row in enumerate(run):
            now = who(row.quote)
            head = len(run) if at == 0 and len(run) > 1 else 0
            told.append(replace(row, run=head, same_who=now == before and not head, same_source=len(run) > 1))
            before = now
    return told


def source(quote: Quoted) -> tuple[object, ...]:
    return quote.article.id, tuple(map(str, quote.via))


def who(quote: Quoted) -> list[object]:
    """As cards show it: how the article prints a role that is known stands on the quote's own page."""
    return [
        (speaker.id, speaker.role.role, speaker.held or speaker.role.note, speaker.for_whom)
        for speaker in quote.speakers
    ]


@dataclass(slots=True)
class Results:
    """One page of what was found, ready for a template."""

    asked: Asked
    quotes: list[Quoted]
    answer: search.Answer
    size: int = PAGE_SIZE

    @property
    def rows(self) -> "list[ResultRow]":
        """One for each quote, wordings of one statement folded into the first of them unless asked otherwise."""
        if self.asked.group == "none":
            return said_once([ResultRow(quote, [], 0) for quote in self.quotes])
        wordings: dict[int, list[Quoted]] = {}
        for quote in self.quotes:
            wordings.setdefault(quote.statement or -quote.id, []).append(quote)
        return said_once(
            [ResultRow(first, others, max(first.wordings - 1, 0)) for first, *others in wordings.values()]
        )

    @property
    def first(self) -> int:
        return (self.asked.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.first + self.size - 1, self.answer.total)

    @property
    def page(self) -> int:
        return self.asked.page

    @property
    def pages(self) -> int:
        return -(-min(self.answer.total, DEEPEST) // self.size)

    @property
    def ends_early(self) -> bool:
        """On the last page of more results than have pages."""
        return self.answer.total > DEEPEST and self.page == self.pages

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """First, last, current and their neighbours; a gap in the numbers is a gap in the list."""
        near = {1, self.page - 1, self.page, self.page + 1, self.pages}
        return [(n, self.asked.at_page(n)) for n in sorted(near) if 1 <= n <= self.pages]

    @property
    def previous(self) -> str:
        return self.asked.at_page(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        return self.asked.at_page(self.page + 1) if self.page < self.pages else ""


def results(
    asked: Asked, facets: Sequence[str] = (), size: int = PAGE_SIZE, most: int | None = None
) -> Results:
    """Raises Refused for a search that its reader must change."""
    asked, found = page_of_list(asked, lambda start, stop: ask(asked, start, stop, facets, most), size)
    return Results(asked, quoted(found.ids), found, size)


def articles(asked: Asked) -> Results:
    """The same for a list of articles, which shows no quotes."""
    asked, found = page_of_list(asked, lambda start, stop: ask_articles(asked, start, stop))
    return Results(asked, [], found)


def missing(chosen: Sequence[int]) -> list[tuple[int, str | None]]:
    """Of the chosen those that cannot be read, with the reason why one was withdrawn."""
    public = set(Quote.objects.published().filter(pk__in=chosen).values_list("pk", flat=True))
    rows = Quote.objects.withdrawn().filter(pk__in=chosen)
    reasons = dict(rows.values_list("pk", "withdrawn_reason"))
    return [(pk, reasons.get(pk)) for pk in chosen if pk not in public]


def page_of_list(
    asked: Asked, answer: Callable[[int, int], search.Answer], size: int = PAGE_SIZE
) -> tuple[Asked, search.Answer]:
    """The page that is asked for; the last one for a page that is past it, which the list has left since."""
    page = min(asked.page, DEEPEST // size)
    found = answer((page - 1) * size, page * size)
    last = max(-(-min(found.total, DEEPEST) // size), 1)
    if page > last:
        page, found = last, answer((last - 1) * size, last * size)
    return asked.changed(page=page), found
