"""Search on PostgreSQL's own full text: answers while the index is lost, and proves that the seam is one.

It sees every change at once, so it hides nothing that is pending. It is slower and a little coarser than the index:
`word~` finds the word itself, every sort by relevance is by date, and Korean, Chinese and Japanese are found by substring. What the deadline leaves no time for, of the facets, stays uncounted.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from time import monotonic
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import OperationalError, connection, transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncMonth
from psycopg.errors import QueryCanceled

from archive.models import (
    Article,
    Attribution,
    Match,
    Mention,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    SpeakerName,
)
from archive.query import UNKNOWN_OUTLET, QuoteQuery
from archive.query.parameters import is_id
from archive.search.analysis import exact_terms, is_cjk
from archive.search.contract import FILTERS, UNDATED_MONTH, Answer, Facet, Request, TooBroadError
from archive.search.language import (
    EVERYTHING,
    And,
    Filter,
    Fuzzy,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
from archive.text import fold, slug

MOST_WORDS = 20  # of a text: each costs a scan

Test = Callable[[type[Model], str], QuerySet[Any]]

SPEAKER = Coalesce("attributions__speaker__canonical", "attributions__speaker")
TYPE = Coalesce("attributions__speaker__canonical__type", "attributions__speaker__type")
COLUMNS = {
    "speaker": SPEAKER,
    "type": TYPE,
    "country": F("attributions__country"),
    "organisation": F("attributions__organisation"),
    "outlet": Coalesce("article__outlet", Value(UNKNOWN_OUTLET)),
    "via": F("via__organisation"),
    "kind": F("kind"),
    "translated": F("translated"),
    "language": F("language"),
    "source": F("article__form"),
    "record": Case(
        When(article__form=Article.Form.TRANSCRIPT, then=None),
        When(Exists(Match.objects.public().filter(quote=OuterRef("pk"))), then=Value("matched")),
        default=Value("none"),
        output_field=CharField(),
    ),
    "occasion": F("occasion"),
    "statement": F("statement"),
    "article": F("article"),
}
ORGANISATIONS = (
    "attributions__organisation",
    "attributions__role__organisation",
    "attributions__speaker__organisation",
    "attributions__speaker__canonical__organisation",
)
# What beside its words a quote is found by: the model and column, and the way there from the quote.
NAMES: list[tuple[type[Model], str, str]] = [
    (Speaker, "name", "attributions__speaker"),
    (Speaker, "name", "attributions__speaker__canonical"),
    (SpeakerName, "name", "attributions__speaker__other_names"),
    (SpeakerName, "name", "attributions__speaker__canonical__other_names"),
    (Role, "title", "attributions__role"),
    (Attribution, "role_printed", "attributions"),
    (Speaker, "name", "attributions__speaker__merged"),
    (Speaker, "name", "attributions__speaker__canonical__merged"),
    (SpeakerName, "name", "attributions__speaker__merged__other_names"),
    (SpeakerName, "name", "attributions__speaker__canonical__merged__other_names"),
    *((Organisation, column, link) for column in ("name", "other_names") for link in ORGANISATIONS),
    (QuoteSpan, "text", "spans"),
    (Occasion, "name", "occasion"),
    (Article, "title", "article"),
]


class PostgresEngine:
    name = "postgres"

    def search(self, request: Request) -> Answer:
        with within_deadline(request):
            request = _with_words_found(request)
            found = _found(request, request.query)
            ids = list(
                _sorted(found, request.query).values_list("pk", flat=True)[request.start : request.stop]
            )
            total = found.count()
        return Answer(ids, total, _facets(request))

    def search_articles(self, request: Request) -> Answer:
        """By title, outlet and quotes; by the whole text only where everybody may read it."""
        with within_deadline(request):
            found = Article.objects.public().filter(
                _tree(request.tree, ARTICLES), _of_articles(request.query)
            )
            day = F("published_on")
            oldest = request.query.sort == "oldest"
            order = day.asc(nulls_last=True) if oldest else day.desc(nulls_last=True)
            ids = found.order_by(order, "pk").values_list("pk", flat=True)[request.start : request.stop]
            return Answer(list(ids), found.count(), {})


@contextmanager
def within_deadline(request: Request) -> Iterator[None]:
    """Every query of the block ends by the request's deadline, or raises TooBroadError."""

    def limited(execute: Any, sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        left = request.deadline - monotonic()
        if left <= 0:
            raise TooBroadError
        _limit(context["cursor"].cursor, f"{ceil(left * 1000)}ms")
        return execute(sql, parameters, many, context)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        (usual,) = cursor.fetchone()
        try:
            with connection.execute_wrapper(limited):
                yield
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise TooBroadError from error
            raise
        _limit(cursor, usual)


def _limit(cursor: Any, value: str) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [value])


def _with_words_found(request: Request) -> Request:
    """The same request with its words looked up once, as ids: each facet would look them up again."""
    if request.tree == EVERYTHING:
        return request
    found = Quote.objects.published().filter(_tree(request.tree, QUOTES)).values_list("pk", flat=True)
    ids = set(found) & set(request.query.id) if request.query.id else found
    return replace(request, tree=EVERYTHING, query=replace(request.query, id=tuple(ids) or (0,)))


def _found(request: Request, query: QuoteQuery, without: str = "") -> QuerySet[Quote]:
    found = Quote.objects.published().filter(_tree(request.tree, QUOTES), _dates(query))
    for name in FILTERS:
        if name != without and (values := getattr(query, name)):
            found = found.filter(_selected(name, values))
    return found.filter(pk__in=query.id) if query.id else found


def _sorted(found: QuerySet[Quote], query: QuoteQuery) -> QuerySet[Quote]:
    latest = _day("said_latest")
    order = latest.asc(nulls_last=True) if query.sort == "oldest" else latest.desc(nulls_last=True)
    return found.order_by(order, "pk")


def _day(column: str) -> Coalesce:
    return Coalesce(column, "article__published_on", output_field=DateField())


# Filters


def _dates(query: QuoteQuery) -> Q:
    met = Q()
    for name in ("said_from", "said_to", "published_from", "published_to"):
        if day := getattr(query, name):
            met &= _date(name, day)
    if query.undated != "include":
        met &= _undated(query.undated)
    return met


def _date(name: str, day: date) -> Q:
    quotes = Quote.objects.annotate(earliest=_day("said_earliest"), latest=_day("said_latest"))
    return {
        "said_from": Q(pk__in=quotes.filter(latest__gte=day).values("pk")),
        "said_to": Q(pk__in=quotes.filter(earliest__lte=day).values("pk")),
        "published_from": Q(article__published_on__gte=day),
        "published_to": Q(article__published_on__lte=day),
    }[name]


def _undated(choice: str) -> Q:
    unknown = Q(said_precision="unknown")
    return {"exclude": ~unknown, "only": unknown}.get(choice, Q())


def _selected(name: str, values: tuple[int | str, ...]) -> Q:
    if name == "role":
        return _holders(lambda held: held in values)
    if name == "mentions":
        organisations = [int(value) for value in values if is_id(str(value))]
        mentions = Mention.objects.filter(Q(country__in=values) | Q(organisation__in=organisations))
        return Q(pk__in=mentions.values("quote"))
    return Q(pk__in=Quote.objects.annotate(value=COLUMNS[name]).filter(value__in=values).values("pk"))


def _holders(wanted: Callable[[str], bool]) -> Q:
    """Quotes with an attribution whose role's slug is wanted: slugs are made in Python, so titles are compared."""
    printed = [text for text in _printed_roles() if wanted(slug(text))]
    titles = [title for title in _titles() if wanted(slug(title))]
    held = Attribution.objects.filter(Q(role__title__in=titles) | Q(role=None, role_printed__in=printed))
    return Q(pk__in=held.values("quote"))


def _titles() -> QuerySet[Role, str]:
    return Role.objects.values_list("title", flat=True).distinct()


def _printed_roles() -> QuerySet[Attribution, str]:
    return Attribution.objects.filter(role=None).values_list("role_printed", flat=True).distinct()


# Words


@dataclass(frozen=True, slots=True)
class Searched:
    """Rows of a model, and how a test of texts and a filter typed among the words select them."""

    model: type[Model]
    anywhere: Callable[[Test], Q]
    typed: Callable[[Filter], Q]


def _tree(node: Node, of: Searched) -> Q:
    if isinstance(node, And):
        return _every([_tree(child, of) for child in node.children])
    if isinstance(node, Or):
        return _any([_tree(child, of) for child in node.children], of)
    if isinstance(node, Not):
        return ~_any([_tree(node.child, of)], of)
    if isinstance(node, Filter):
        return of.typed(node)
    if isinstance(node, Most):
        return _most(node, of)
    if isinstance(node, Word | Prefix | Fuzzy | Phrase):
        return of.anywhere(_test(node))
    raise TypeError(f"{node} was not looked up")


def _every(parts: list[Q]) -> Q:
    met = Q()
    for part in parts:
        met &= part
    return met


def _any(parts: list[Q], of: Searched) -> Q:
    """As a subquery: a plain ~Q or Q | Q over joined tables would turn joins into outer ones and repeat rows."""
    met = Q(pk__in=[])
    for part in parts:
        met |= part
    return Q(pk__in=of.model._default_manager.filter(met).values("pk"))


def _most(node: Most, of: Searched) -> Q:
    """Counted here: a few words, each looked for in the words of quotes alone."""
    held: Counter[int] = Counter()
    for word in node.words[:MOST_WORDS]:
        held.update(_test(word)(Quote, "text").values_list("pk", flat=True))
    quotes = [key for key, count in held.items() if count >= node.least]
    return (
        Q(pk__in=quotes)
        if of.model is Quote
        else Q(quotes__in=Quote.objects.published().filter(pk__in=quotes))
    )


def _typed(node: Filter) -> Q:
    if node.name in FILTERS:
        return _selected(node.name, node.values)
    if node.name == "id":
        return Q(pk__in=node.values)
    value = node.values[0]
    return (
        _undated(str(value)) if node.name == "undated" else _date(node.name, date.fromisoformat(str(value)))
    )


def _test(node: Word | Prefix | Fuzzy | Phrase) -> Test:
    """The rows of a model in whose column the words of the node stand."""
    if isinstance(node, Prefix):
        return _full_text(
            SearchQuery(f"'{fold(exact_terms(node.text)[-1])}':*", config="simple", search_type="raw"),
            "simple",
        )
    if any(is_cjk(character) for character in node.text):
        return lambda model, column: model._default_manager.filter(**{f"{column}__icontains": node.text})
    config = "simple" if isinstance(node, Phrase) else "archive_words"
    return _full_text(SearchQuery(fold(node.text), config=config, search_type="phrase"), config)


def _full_text(query: SearchQuery, config: str) -> Test:
    def test(model: type[Model], column: str) -> QuerySet[Any]:
        text = Func(column, Value(" | "), function="array_to_string") if column == "other_names" else column
        folded = Func(text, function="archive_folded", output_field=TextField())
        return model._default_manager.annotate(vector=SearchVector(folded, config=config)).filter(
            vector=query
        )

    return test


def _anywhere(test: Test) -> Q:
    """In the words of the quote, or in any name that it is found by."""
    met = Q(pk__in=test(Quote, "text").values("pk"))
    for model, column, link in NAMES:
        found = test(model, column)
        if model is Speaker and link.endswith("merged"):
            found = found.exclude(type=Speaker.Type.UNNAMED)
        quotes = Quote.objects.filter(**{f"{link}__in": found})
        met |= Q(pk__in=quotes.values("pk"))
    return met


# Articles


def _in_article(test: Test) -> Q:
    """In its title, byline, outlet or agency, in a published quote of it, or in its text if all may read it."""
    met = Q(pk__in=Quote.objects.published().filter(pk__in=test(Quote, "text")).values("article"))
    for column in ("title", "byline"):
        met |= Q(pk__in=test(Article, column).values("pk"))
    met |= Q(pk__in=test(Article, "raw_text").filter(rights=Article.Rights.FULL).values("pk"))
    return met | Q(outlet__in=test(Outlet, "name")) | Q(agency__in=test(Organisation, "name"))


def _typed_article(node: Filter) -> Q:
    if node.name == "id":
        return Q(pk__in=node.values)
    values: Any = node.values if node.name in FILTERS else date.fromisoformat(str(node.values[0]))
    return _of_articles(QuoteQuery(**{node.name: values}))


def _of_articles(query: QuoteQuery) -> Q:
    met = Q(pk__in=query.id) if query.id else Q()
    if query.outlet:
        unknown = Q(outlet=None) if UNKNOWN_OUTLET in query.outlet else Q(pk__in=[])
        met &= Q(outlet__in=query.outlet) | unknown
    if query.language:
        met &= Q(language__in=query.language)
    if query.published_from:
        met &= Q(published_on__gte=query.published_from)
    return met & Q(published_on__lte=query.published_to) if query.published_to else met


QUOTES = Searched(Quote, _anywhere, _typed)
ARTICLES = Searched(Article, _in_article, _typed_article)


# Facets


def _facets(request: Request) -> dict[str, Facet]:
    """Those that the deadline leaves time for."""
    counts: dict[str, Facet] = {name: {} for name in request.facets}
    with suppress(TooBroadError), within_deadline(request):
        for name in request.facets:
            counts[name] = _facet(name, request)
    return counts


def _facet(name: str, request: Request) -> Facet:
    """How many quotes each value would give; the facet's own selection is left out."""
    found = Quote.objects.filter(pk__in=_found(request, request.query, without=name).values("pk"))
    special = {"role": _roles, "mentions": _mentions, "month": _months}.get(name)
    if special:
        return special(found)
    return _counts(found, COLUMNS[name])


def _counts(found: QuerySet[Quote], value: Any) -> dict[Any, int]:
    rows = found.order_by().annotate(value=value).exclude(value=None).values("value")
    return dict(rows.annotate(n=Count("pk", distinct=True)).values_list("value", "n"))


def _roles(found: QuerySet[Quote]) -> Facet:
    held = Attribution.objects.filter(quote__in=found).values_list("quote", "role__title", "role_printed")
    pairs = {(quote, slug(title or printed)) for quote, title, printed in held}
    return dict(Counter(role for _, role in pairs if role))


def _mentions(found: QuerySet[Quote]) -> Facet:
    countries, organisations = (
        _counts(found, F("mentions__country")),
        _counts(found, F("mentions__organisation")),
    )
    return countries | {str(key): count for key, count in organisations.items()}


def _months(found: QuerySet[Quote]) -> Facet:
    undated = found.filter(said_precision="unknown").count()
    dated = found.exclude(said_precision="unknown").annotate(first=TruncMonth("said_earliest"))
    within = dated.annotate(last=TruncMonth("said_latest")).filter(first=F("last"))
    months = {month.isoformat()[:7]: count for month, count in _counts(within, F("first")).items()}
    return months | ({UNDATED_MONTH: undated} if undated else {})
