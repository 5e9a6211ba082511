from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Quote, Statement
from archive.views.shared import page_of


@page_of(Statement)
def detail(request: HttpRequest, statement: Statement) -> HttpResponse:
    quotes = list(Quote.objects.of_statement(statement))
    return render(request, "statements/detail.html", {"statement": statement, "quotes": quotes})
