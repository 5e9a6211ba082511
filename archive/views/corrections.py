from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Correction, Quote

LATEST = 200


def index(request: HttpRequest) -> HttpResponse:
    corrections = Correction.objects.public()
    withdrawn = Quote.objects.withdrawn().order_by("-changed_at")
    return render(
        request,
        "corrections.html",
        {"corrections": corrections[:LATEST], "withdrawn": withdrawn[:LATEST]},
    )
