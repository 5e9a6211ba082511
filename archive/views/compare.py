from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.filters import read_quotes
from archive.views.shared import results, tidy


@tidy
def index(request: HttpRequest) -> HttpResponse:
    sides = [results(read_quotes(request.GET, prefix)) for prefix in ("a", "b")]
    return render(request, "compare.html", {"sides": sides})
