"""The read-only API. Each endpoint is a search, a list or one thing; none shows what has no public page."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from archive.models import FrozenSearch, LastChange, Quote, Statement
from archive.operations.declared import unkept
from archive.outputs.api import parameters
from archive.outputs.api.details import RESOURCES, StatementDetail
from archive.outputs.api.parameters import LIMIT, ChangesForm, CodePagingForm, PagingForm, described
from archive.outputs.api.schema import Change, ChangePage, Page, QuotePage, Trouble, answers
from archive.outputs.api.searches import record as frozen_record
from archive.outputs.records import record
from archive.outputs.selection import select
from archive.query import absolute
from archive.reading.quoted import BIGGEST, quoted

# A change is dated when its transaction begins, and seen when it ends. Of other accounts' transactions PostgreSQL
# does not tell when they began: those have a minute.
COMPLETE_UNTIL = """
SELECT least(now() - interval '1 minute', min(xact_start)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
NUMBER = {"type": "integer", "minimum": 1, "maximum": BIGGEST}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Endpoint(APIView):
    """`asks` are its parameters: any other is refused."""

    in_english, counts_itself, counted = True, True, ()
    http_method_names = ["get", "head"]
    asks: list[OpenApiParameter] = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        parameters.refuse_unknown(request.query_params, self.asks)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Scripts on other sites may read the API: it holds nothing that is not public."""
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        final: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        return final


class Quotes(Endpoint):
    asks = [*parameters.search_parameters(), *parameters.paging()]

    @extend_schema(
        operation_id="quotes",
        summary="Search quotes",
        parameters=asks,
        responses=answers("QuotePage", 400),
    )
    def get(self, request: Request) -> Response:
        """Takes the parameters of the page /quotes/, but those of how it looks, and gives the same quotes in the same order."""
        paging = parameters.read(PagingForm, request.query_params)
        limit = paging["limit"] or LIMIT
        selection = select(request.query_params, after=int(paging["cursor"] or 0))
        ids = list(islice(selection.ids, limit + 1))
        more = len(ids) > limit
        page = QuotePage(
            url=selection.url,
            total=selection.total,
            notice=selection.notice,
            next=_next(request, ids[limit - 1]) if more else None,
            results=[record(quote) for quote in quoted(ids[:limit])],
        )
        return Response(page)


class OneQuote(Endpoint):
    @extend_schema(
        operation_id="quote",
        summary="One quote",
        parameters=[described("id", NUMBER, "Id of the quote", "path")],
        responses=answers("Quote", 400, 404, 410),
    )
    def get(self, request: Request, pk: str) -> Response:
        """A quote that was withdrawn answers 410 with the reason."""
        for quote in quoted([int(pk)]):
            return Response(record(quote))
        withdrawn = Quote.objects.withdrawn().filter(pk=pk).first()
        if withdrawn is None:
            raise Http404(f"No published quote has the id {pk}.")
        return Response(Trouble(410, "This quote was withdrawn.", [withdrawn.withdrawn_reason]), status=410)


@unkept  # it says until when it is complete
class Changes(Endpoint):
    asks = parameters.changes()

    @extend_schema(
        operation_id="changes",
        summary="What changed since",
        parameters=asks,
        responses=answers("ChangePage", 400),
    )
    def get(self, request: Request) -> Response:
        """Keeps a copy up to date: quotes published or changed, and tombstones of those to forget."""
        asked = parameters.read(ChangesForm, request.query_params)
        limit, until = asked["limit"] or LIMIT, complete_until()
        rows = list(changes(asked["changed_since"], asked["cursor"])[: limit + 1])
        page = rows[:limit]
        return Response(
            ChangePage(
                complete_until=until.isoformat(timespec="microseconds"),
                next=_next(request, _place(page[-1])) if len(rows) > limit else None,
                results=_changes(page),
            )
        )


class Things(Endpoint):
    kind = ""

    def get(self, request: Request) -> Response:
        form = CodePagingForm if self.kind == "countries" else PagingForm
        paging = parameters.read(form, request.query_params)
        limit, kind = paging["limit"] or LIMIT, RESOURCES[self.kind]
        rows = kind.rows().order_by("pk")
        if paging["cursor"]:
            rows = rows.filter(pk__gt=paging["cursor"])
        found = list(rows[: limit + 1])
        following = _next(request, found[limit - 1].pk) if len(found) > limit else None
        return Response(Page(following, [kind.record(row) for row in found[:limit]]))


class OneThing(Endpoint):
    kind = ""

    def get(self, request: Request, pk: str) -> Response:
        kind = RESOURCES[self.kind]
        row = kind.rows().filter(pk=pk).first()
        if row is None:
            raise Http404(f"No published quote leads to {pk} among the {self.kind}.")
        return Response(kind.record(row))


def listing(kind: str) -> type[Endpoint]:
    asks = parameters.paging(parameters.CODE_CURSOR if kind == "countries" else parameters.CURSOR)
    described_as = extend_schema(
        operation_id=kind,
        summary=f"All {kind} that a published quote leads to",
        parameters=asks,
        responses=answers(f"{RESOURCES[kind].type.__name__}Page", 400),
    )
    return extend_schema_view(get=described_as)(
        type(f"{kind.title()}List", (Things,), {"kind": kind, "asks": asks})
    )


def single(kind: str) -> type[Endpoint]:
    code = {"type": "string", "pattern": parameters.CODE_CURSOR}
    described_as = extend_schema(
        operation_id=f"one_of_{kind}",
        summary=f"One of the {kind}",
        parameters=[described("id", code if kind == "countries" else NUMBER, "Its id or code", "path")],
        responses=answers(RESOURCES[kind].type.__name__, 400, 404),
    )
    return extend_schema_view(get=described_as)(type(f"{kind.title()}One", (OneThing,), {"kind": kind}))


class OneStatement(Endpoint):
    @extend_schema(
        operation_id="statement",
        summary="All published wordings of one statement",
        parameters=[described("id", NUMBER, "Id of the statement", "path")],
        responses=answers("StatementDetail", 400, 404),
    )
    def get(self, request: Request, pk: str) -> Response:
        statement = Statement.objects.public().filter(pk=pk).first()
        if statement is None:
            raise Http404(f"No published quote belongs to statement {pk}.")
        quotes = [record(quote) for quote in quoted(Quote.objects.of_statement(statement).ids())]
        return Response(
            StatementDetail(statement.pk, statement.permalink, statement.basis, statement.note, quotes)
        )


class OneSearch(Endpoint):
    @extend_schema(
        operation_id="search",
        summary="A frozen search",
        parameters=[described("code", {"type": "string", "pattern": parameters.CODE}, "Its code", "path")],
        responses=answers("FrozenSearch", 400, 404),
    )
    def get(self, request: Request, code: str) -> Response:
        """What was found on its day, with versions and a hash, and what became of that since. They are not listed."""
        frozen = FrozenSearch.objects.filter(code=code).first()
        if frozen is None:
            raise Http404(f"No search was frozen as {code}.")
        return Response(frozen_record(frozen))


@extend_schema(exclude=True)
class Record(OneSearch):
    """The same beside the page of the search."""


@extend_schema(exclude=True)
class Nothing(Endpoint):
    """Every other address: a client of the API is told in JSON."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        APIView.initial(self, request, *args, **kwargs)

    def get(self, request: Request) -> Response:
        raise Http404(f"The endpoints are listed at {absolute(reverse('api'))}.")


def complete_until() -> datetime:
    """No change from before this moment will come to be seen later."""
    with connection.cursor() as cursor:
        cursor.execute(COMPLETE_UNTIL)
        moment: datetime = cursor.fetchone()[0]
        return moment


def changes(since: datetime | None, cursor: str) -> QuerySet[LastChange]:
    """The last changes of quotes that were ever published, oldest first; of drafts again, too."""
    rows = LastChange.objects.select_related("quote").order_by("at", "quote_id")
    if since:
        rows = rows.filter(at__gte=since)
    if cursor:
        microseconds, pk = map(int, cursor.split("-"))
        moment = EPOCH + timedelta(microseconds=microseconds)
        rows = rows.filter(Q(at__gt=moment) | Q(at=moment, quote__gt=pk))
    return rows


def _changes(rows: list[LastChange]) -> list[Change]:
    published = {quote.id: record(quote) for quote in quoted([row.quote_id for row in rows])}
    return [
        Change(
            id=row.quote_id,
            changed_at=row.at.isoformat(),
            gone=row.quote_id not in published,
            reason=row.quote.withdrawn_reason if row.quote_id not in published else "",
            quote=published.get(row.quote_id),
        )
        for row in rows
    ]


def _place(row: LastChange) -> str:
    return f"{(row.at - EPOCH) // timedelta(microseconds=1)}-{row.quote_id}"


def _next(request: Request, cursor: object) -> str:
    asked = request.query_params.copy()
    asked["cursor"] = str(cursor)
    return absolute(f"{request.path}?{asked.urlencode()}")
