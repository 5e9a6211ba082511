from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Quote, Statement
from archive.outputs.citations import panel
from archive.reading.differences import compared
from archive.views.results.shared import page_of


@page_of(Statement)
def detail(request: HttpRequest, statement: Statement) -> HttpResponse:
    quotes = list(Quote.objects.of_statement(statement))
    context = {"statement": statement, "wordings": compared(quotes), "citations": panel(*quotes)}
    return render(request, "statements/detail.html", context)
