from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Quote, Statement
from archive.outputs.citations import panel
from archive.query import Asked, QuoteQuery
from archive.reading.differences import compared
from archive.reading.quoted import quoted
from archive.reading.spread import spread
from archive.views.results.shared import page_of


@page_of(Statement)
def detail(request: HttpRequest, statement: Statement) -> HttpResponse:
    quotes = quoted(Quote.objects.of_statement(statement).ids())
    context = {
        "statement": statement,
        "asked": Asked(QuoteQuery(statement=(statement.pk,))),
        "wordings": compared(quotes),
        "first": quotes[0],
        "reports": len(quotes),
        "one_day": len({quote.said.text for quote in quotes}) == 1,
        "spread": spread(quotes),
        "citations": panel(*quotes),
    }
    return render(request, "statements/detail.html", context)
