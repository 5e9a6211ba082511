"""Search on PostgreSQL's own full text: answers while the index is lost, and proves that the seam is one.

It sees every change at once, so it hides nothing that is pending. It is slower and a little coarser than the index:
`word~` finds the word itself, every sort by relevance is by date, and phrases and words that are not plain are read in the
newest quotes that may hold them. What the deadline leaves no time for, of the facets, stays uncounted.
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
from django.db.models import Count, DateField, F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from psycopg.errors import QueryCanceled

from archive.models import (
    Article,
    Attribution,
    Country,
    Mention,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    SpeakerName,
    Via,
)
from archive.query import UNKNOWN_OUTLET, QuoteQuery
from archive.query.parameters import is_id
from archive.search.analysis import exact_terms
from archive.search.contract import FILTERS, Answer, Facet, Request, TooBroadError
from archive.search.engines.printed import FEW, holding, sought, squeezed
from archive.search.index.documents import periods
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

Test = Callable[[QuerySet[Any], str], QuerySet[Any]]
Leaf = Word | Prefix | Fuzzy | Phrase

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
    "occasion": F("occasion"),
    "statement": F("statement"),
    "article": F("article"),
}


# Words that stand on cards and in no column: "Unnamed officials", "Ada and Kim", "e-mail to Yonhap".
SET_BY_PAGES: dict[str, Callable[[], QuerySet[Any]]] = {
    "unnamed": lambda: Attribution.objects.filter(speaker__type=Speaker.Type.UNNAMED),
    "and": lambda: Attribution.objects.filter(position__gt=0),
    "to": lambda: Via.objects.exclude(channel=""),
}


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
    leaf: Callable[[Leaf], Q]
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
        return of.leaf(node)
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
        held.update(_test(word)(Quote.objects.all(), "text").values_list("pk", flat=True))
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


def _test(node: Leaf) -> Test:
    """The rows of a model in whose column the words of the node stand."""
    if isinstance(node, Prefix):
        return _full_text(
            SearchQuery(f"'{fold(exact_terms(node.text)[-1])}':*", config="simple", search_type="raw"),
            "simple",
        )
    config = "simple" if isinstance(node, Phrase) else "archive_words"
    return _full_text(SearchQuery(fold(node.text), config=config, search_type="phrase"), config)


def _full_text(query: SearchQuery, config: str) -> Test:
    def test(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
        folded = Func(_text(column), function="archive_folded", output_field=TextField())
        found: QuerySet[Any] = rows.annotate(vector=SearchVector(folded, config=config)).filter(vector=query)
        return found

    return test


def _substring(piece: str) -> Test:
    wanted = squeezed(Value(piece, output_field=TextField()))

    def test(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.annotate(squeezed=squeezed(_text(column))).filter(
            squeezed__contains=wanted
        )
        return found

    return test


def _text(column: str) -> Any:
    if column == "other_names":
        return Func(column, Value(" | "), function="array_to_string", output_field=TextField())
    return F(column)


def _in_quote(node: Leaf) -> Q:
    """By full text, and of what that misses by reading what may hold it."""
    found = _published(_anywhere(_test(node))) if isinstance(node, Prefix) or node.text.isascii() else []
    if isinstance(node, Prefix | Fuzzy):
        return Q(pk__in=found)
    others = None
    for piece in sought(node.text):
        if others is None or len(others) > FEW:
            others = _published(_printed(piece) & (Q() if others is None else Q(pk__in=others)))
    missed = set(others or ()).difference(found)
    return Q(pk__in=[*found, *holding(node, Quote.objects.filter(pk__in=missed))])


def _published(condition: Q) -> list[int]:
    return list(Quote.objects.published().filter(condition).values_list("pk", flat=True))


def _printed(piece: str) -> Q:
    """Where a card may print it: also between the parts of reported speech."""
    test = _substring(piece)
    direct = Quote.objects.filter(kind=Quote.Kind.DIRECT)
    reported = Quote.objects.exclude(kind=Quote.Kind.DIRECT).with_stretch()
    found = Q(pk__in=test(direct, "text").values("pk")) | Q(pk__in=test(reported, "stretch").values("pk"))
    if piece.lower() in SET_BY_PAGES:
        found |= Q(pk__in=SET_BY_PAGES[piece.lower()]().values("quote"))
    return found | _beside_words(test)


def _anywhere(test: Test) -> Q:
    """In the words of the quote, or in any name that it is found by."""
    around = QuoteSpan.objects.exclude(part=QuoteSpan.Part.WORDS)
    found = Q(pk__in=test(Quote.objects.all(), "text").values("pk"))
    return found | Q(pk__in=test(around, "text").values("quote")) | _beside_words(test)


def _beside_words(test: Test) -> Q:
    offices = _ids(test, Organisation, "name", "other_names")
    roles = Role.objects.filter(Q(organisation__in=offices) | Q(pk__in=_ids(test, Role, "title")))
    held = Attribution.objects.filter(
        _speaker_is(_ids(test, Speaker, "name"), _ids(test, SpeakerName, "name"), offices)
        | Q(role__in=list(roles.values_list("pk", flat=True)))
        | Q(organisation__in=offices)
        | Q(country__in=_ids(test, Country, "name"))
        | Q(pk__in=test(Attribution.objects.all(), "role_printed").values("pk"))
    )
    links = Via.objects.filter(
        Q(organisation__in=offices) | Q(pk__in=test(Via.objects.all(), "channel").values("pk"))
    )
    articles = Q(pk__in=test(Article.objects.all(), "title").values("pk"))
    articles |= Q(outlet__in=_ids(test, Outlet, "name"))
    return (
        Q(pk__in=held.values("quote"))
        | Q(pk__in=links.values("quote"))
        | Q(article__in=Article.objects.filter(articles).values("pk"))
        | Q(occasion__in=_ids(test, Occasion, "name"))
    )


def _ids(test: Test, model: type[Model], *columns: str) -> list[Any]:
    rows = model._default_manager.all()
    return [key for column in columns for key in test(rows, column).values_list("pk", flat=True)]


def _speaker_is(named: list[int], spelled: list[int], offices: list[int]) -> Q:
    """Whoever has such a name, and all that are the same; what an unnamed source was called is a name of itself alone."""
    speakers = Speaker.objects.filter(
        Q(pk__in=named) | Q(other_names__in=spelled) | Q(organisation__in=offices)
    )
    rows = list(speakers.values_list("pk", "canonical", "type").distinct())
    groups = [canonical or key for key, canonical, type_ in rows if type_ != Speaker.Type.UNNAMED]
    of_group = Q(speaker__in=groups) | Q(speaker__canonical__in=groups)
    return of_group | Q(speaker__in=[key for key, _, _ in rows])


# Articles


def _in_article(node: Leaf) -> Q:
    """In its title, byline, outlet or agency, in a published quote of it, or in its text if all may read it."""
    test = _test(node) if isinstance(node, Prefix) or node.text.isascii() else _substring(node.text)
    met = Q(
        pk__in=Quote.objects.published().filter(pk__in=test(Quote.objects.all(), "text")).values("article")
    )
    for column in ("title", "byline"):
        met |= Q(pk__in=test(Article.objects.all(), column).values("pk"))
    met |= Q(pk__in=test(Article.objects.all(), "raw_text").filter(rights=Article.Rights.FULL).values("pk"))
    return (
        met
        | Q(outlet__in=test(Outlet.objects.all(), "name"))
        | Q(agency__in=test(Organisation.objects.all(), "name"))
    )


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


QUOTES = Searched(Quote, _in_quote, _typed)
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
    special = {"role": _roles, "mentions": _mentions, "period": _periods}.get(name)
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


def _periods(found: QuerySet[Quote]) -> Facet:
    times = (
        found.order_by().values_list("said_earliest", "said_latest").annotate(n=Count("pk", distinct=True))
    )
    counts: Counter[int | str] = Counter()
    for earliest, latest, count in times:
        counts.update(dict.fromkeys(periods(earliest, latest), count))
    return dict(counts)
