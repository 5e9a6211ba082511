from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Quote, Statement
from archive.views.shared import page_of
from archive.views.wordings import compared


@page_of(Statement)
def detail(request: HttpRequest, statement: Statement) -> HttpResponse:
    wordings = compared(list(Quote.objects.of_statement(statement)))
    return render(request, "statements/detail.html", {"statement": statement, "wordings": wordings})
