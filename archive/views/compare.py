"""Two searches side by side by date (`a.` and `b.` parameters), or up to four quotes by `id`."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import nlargest
from itertools import chain, groupby
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from msgspec.structs import replace

from archive.models import Article, Country, Quote, Speaker
from archive.models.called import all_names, called, nearly
from archive.models.remembered import until_indexed
from archive.query import UNKNOWN_OUTLET, Asked, QuoteQuery
from archive.query.dimensions import Value
from archive.query.filters import DEEPEST, Problem, Refused, read_form, read_page, read_quotes
from archive.query.labels import Chip, Labels, chips, selected_of_all
from archive.reading.differences import compared
from archive.reading.namesakes import apart, noted
from archive.reading.quoted import quoted
from archive.search import Facet
from archive.search.analysis import STOP_WORDS, exact_terms, stem
from archive.search.finding import ask
from archive.text.tongue import gettext
from archive.views.results.facets import Choice
from archive.views.results.shared import missing, tidy
from archive.views.timeline import headings

MOST_QUOTES = 4
ROWS = 12
OFFERED = 150  # of the most quoted, in each list to choose from
NAMED = 6  # speakers of a typed name
EXAMPLES = {"KP", "KR", "US", "RU"}  # whom the page names to try
PICKED = ("speaker", "country", "outlet")
FIELDS = (*PICKED, "q", "said_from", "said_to")
CONTRASTED = 10
READ = 60  # quotes of each side whose words are counted: the newest
MIN_LETTERS = 4
ENOUGH = 2  # quotes that have a word, which one alone may have by chance

Contrast = tuple[str, list[Choice]]  # of side "a", "b" or "both"
MayMean = tuple[str, str, str]  # what a typed name may mean: its name, a note, the address that asks for it


@dataclass(slots=True)
class SearchSide:
    """`ids` are its quotes, the newest first; `who` are the speakers that a typed name may mean, or `countries`."""

    letter: str
    asked: Asked
    form: Form
    problems: list[Problem]
    labels: Labels
    typed: str = ""
    who: list[MayMean] = field(default_factory=list)
    countries: list[MayMean] = field(default_factory=list)
    sure: bool = False
    ids: list[int] = field(default_factory=list)
    total: int = 0
    facets: dict[str, Facet] = field(default_factory=dict)
    coverage: dict[str, Any] = field(default_factory=dict)

    @property
    def plain(self) -> Asked:
        """The same search on a page of its own."""
        return replace(self.asked.alone, prefix="")

    @property
    def chips(self) -> list[Chip]:
        return chips(self.asked, self.labels)

    @property
    def picked(self) -> dict[str, list[str]]:
        return {name: [_written(value) for value in getattr(self.asked.query, name)] for name in PICKED}

    @property
    def name(self) -> str:
        return ", ".join(chip.label for chip in self.chips) or gettext("Everything")

    @property
    def kept(self) -> list[tuple[str, str]]:
        return self.asked.hidden(*FIELDS)


@tidy
def index(request: HttpRequest) -> HttpResponse:
    ids = read_quotes(request.GET).query.id
    if len(ids) > MOST_QUOTES:
        advice = gettext("{number} quotes are more than {most}: leave some out.")
        raise Refused(
            [Problem(advice.format(number=len(ids), most=MOST_QUOTES), "./", gettext("Begin again"))]
        )
    if ids:
        quotes = quoted(ids)
        many = len({quote.language for quote in quotes}) > 1
        context = {"wordings": compared(quotes), "quotes": len(quotes), "many_languages": many}
        return render(request, "compare/index.html", context | {"missing": missing(ids)})
    sides = both_sides(request.GET)
    if known := [one for one in sides if one.sure]:
        [(_, _, link)] = known[0].who
        return redirect(request.path + link)
    both = all(one.asked.query.active() for one in sides)
    named = " and ".join(one.name for one in sides)
    context = {
        "sides": sides,
        "choices": choices(sides),
        "both": both,
        "examples": most_quoted()["country"].keys() >= EXAMPLES,
        "described": f"{named}, side by side" if both else "",
    }
    status = 400 if any(one.problems for one in sides) else 200
    return render(
        request, "compare/index.html", context | (beside(sides, request) if both else {}), status=status
    )


def both_sides(data: QueryDict) -> list[SearchSide]:
    read = {letter: read_form(data, letter) for letter in "ab"}
    labels = Labels(selected_of_all(asked.query for asked, _, _ in read.values()))
    return [
        meant(SearchSide(letter, asked, form, problems, labels), data)
        for letter, (asked, form, problems) in read.items()
    ]


def meant(made: SearchSide, data: QueryDict) -> SearchSide:
    """With the speakers that a typed name may mean."""
    letter = made.letter
    made.typed = read_page(data, letter)["who"]
    if made.typed:
        exactly = Speaker.objects.called(made.typed)
        near = Speaker.objects.public().known_as(nearly(all_names().get("speaker", []), made.typed))
        found = exactly if exactly.exists() else near.named().with_quote_counts()
        speakers = list(found.order_by("-quote_count", "sort_key")[:NAMED])
        notes = noted(speakers)
        made.who = [(one.name, notes.get(one.pk, ""), chosen(data, letter, one.key)) for one in speakers]
        made.sure = len(speakers) == 1 and found is exactly
        made.countries = [] if speakers else countries(data, letter, made.typed)
    return made


def countries(data: QueryDict, letter: str, typed: str) -> list[MayMean]:
    """Those that are typed where a speaker is asked for."""
    named = Country.objects.public().filter(pk__in=called("country", typed))
    return [(str(one), "", chosen(data, letter, one.pk, "country")) for one in named[:NAMED]]


def chosen(data: QueryDict, letter: str, key: str, name: str = "speaker") -> str:
    """The address with this speaker, or country, instead of the typed name."""
    rest = data.copy()
    rest.pop(f"{letter}.who", None)
    rest[f"{letter}.{name}"] = key
    return f"?{rest.urlencode()}"


def choices(sides: list[SearchSide]) -> dict[str, list[tuple[str, str]]]:
    """By parameter the most quoted by name, and what is chosen."""
    most = most_quoted()
    picked = {
        name: {_written(v): one.labels(name, v) for one in sides for v in getattr(one.asked.query, name)}
        for name in PICKED
    }
    return {
        name: sorted({**most[name], **picked[name]}.items(), key=lambda pair: pair[1].lower())
        for name in PICKED
    }


def _written(value: Value) -> str:
    return "unknown" if value == UNKNOWN_OUTLET else str(value)


@until_indexed
def most_quoted() -> dict[str, dict[str, str]]:
    counts = ask(Asked(), 0, 0, PICKED, OFFERED).facets
    most = {name: nlargest(OFFERED, counts[name], key=counts[name].__getitem__) for name in PICKED}
    labels = Labels(most)
    return {name: {_written(value): labels(name, value) for value in most[name]} for name in PICKED}


def beside(sides: list[SearchSide], request: HttpRequest) -> dict[str, Any]:
    """The quotes of both by date, and what only one side has."""
    for one in sides:
        newest = replace(one.asked.query, sort="newest")
        found = ask(replace(one.asked, query=newest), 0, DEEPEST, ["mentions", "article"])
        one.ids, one.total, one.facets = found.ids, found.total, found.facets
        articles = found.facets.get("article") or Quote.objects.articles_of(found.ids)
        one.coverage = Article.objects.published_between(articles)
    a, b = ({*one.ids} for one in sides)
    steps = Paginator(range(total := len(a | b)), ROWS).get_page(read_page(request.GET)["page"])
    start, stop = (steps.number - 1) * ROWS, steps.number * ROWS
    # Both are in one order: what stands first of all stands first on its side.
    first = {pk for one in sides for pk in one.ids[:stop]}
    shown = ask(Asked(QuoteQuery(id=tuple(first))), start, stop).ids if first else []
    quotes = quoted(shown)
    placed = [("both" if one.id in a & b else "a" if one.id in a else "b", one) for one in quotes]
    months = [(month, list(said)) for month, said in groupby(placed, lambda pair: headings(pair[1].said)[0])]
    return {
        "months": months,
        "apart": apart(quotes),
        "contrasts": mentioned(sides),
        "wordlists": worded(sides),
        "total": total,
        "steps": steps,
    }


def mentioned(sides: list[SearchSide]) -> list[Contrast]:
    counts = [one.facets["mentions"] for one in sides]
    labels = Labels({"mentions": {*counts[0], *counts[1]}})
    return contrasts(counts, partial(labels, "mentions"), [partial(_naming, one) for one in sides])


def _naming(one: SearchSide, place: Value) -> str:
    return one.plain.changed(mentions=(str(place),)).querystring


def worded(sides: list[SearchSide]) -> list[Contrast]:
    return contrasts(words([one.ids for one in sides]), str, [partial(_saying, one) for one in sides])


def _saying(one: SearchSide, word: Value) -> str:
    return one.plain.changed(q=f"{one.asked.query.q} {word}".strip()).querystring


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
        (side, [Choice(label(v), link(v), own[v]) for v in nlargest(CONTRASTED, values, key=own.__getitem__)])
        for side, values, own, link in only
    ]
    shared = nlargest(CONTRASTED, [value for value in a if value in b], key=lambda value: a[value] + b[value])
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
        for term in dict.fromkeys(exact_terms(text)):
            if len(term) >= MIN_LETTERS and term not in STOP_WORDS and not term.isdecimal():
                held[stem(term)] += 1
                written.setdefault(stem(term), Counter())[term] += 1
    return {written[one].most_common(1)[0][0]: n for one, n in held.items() if n >= ENOUGH}
