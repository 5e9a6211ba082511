"""Short addresses: /q/35, and /q/35@2 for what was cited."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from archive.models import Quote


def lead(request: HttpRequest, cited: str) -> HttpResponse:
    """Not for good: the address of a quote holds its words, which may be corrected."""
    pk, version = re.fullmatch(r"(\d+)(?:@(\d+))?", cited, re.ASCII).groups()  # type: ignore[union-attr]
    quote = get_object_or_404(Quote.objects.published() | Quote.objects.withdrawn(), pk=int(pk))
    withdrawn = quote.status != Quote.Status.PUBLISHED
    page = reverse("quote", args=[quote.pk]) if withdrawn else quote.get_absolute_url()
    return HttpResponseRedirect(f"{page}?version={int(version)}" if version and not withdrawn else page)
