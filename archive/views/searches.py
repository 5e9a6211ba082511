"""Frozen searches: made by a button, and shown as they were with what changed since."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from archive.models import FrozenSearch, Quote
from archive.operations.clients import address
from archive.operations.declared import in_english, takes_a_form
from archive.operations.limits import counts_as, rate_of, searches, slow_down, wait_for
from archive.outputs import exports
from archive.outputs.citations import FORMATS
from archive.outputs.parameters import read_after
from archive.outputs.selection import Selection
from archive.outputs.share import frozen as freezing
from archive.outputs.share.frozen_cited import citations, cited
from archive.query import Asked
from archive.query.filters import PAGE_SIZE, Problem, Refused, read_page, read_quotes
from archive.query.labels import Labels, selected
from archive.reading.namesakes import apart
from archive.reading.quoted import quoted
from archive.search import describe
from archive.search.finding import ask
from archive.text.tongue import gettext

NOTED = 100  # quotes that a note may be given
PAIR, BYTES = 16, 20_000  # of a quote with its version, and of what counts once


class FreezeForm(forms.Form):
    """A note for quote 35 comes as `note-35`."""

    title = forms.CharField(required=False, max_length=200)

    def __init__(self, data: QueryDict | None, ids: list[int]) -> None:
        super().__init__(data)
        for pk in ids:
            self.fields[f"note-{pk}"] = forms.CharField(required=False, max_length=1000)

    def notes(self) -> dict[int, str]:
        given = self.cleaned_data.items()
        return {int(name[5:]): text for name, text in given if name.startswith("note-") and text}


# It acts for nobody who is signed in, so that it needs no token, and readers get no cookie.
@searches
@csrf_exempt
@takes_a_form
def freeze(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    found = ask(asked, 0, NOTED)
    form = FreezeForm(request.POST if request.method == "POST" else None, found.ids)
    if request.method == "POST" and form.is_valid():
        size = found.total * PAIR + sum(map(len, form.cleaned_data.values()))
        if wait := too_much(request, 1 + size // BYTES):
            return slow_down(wait)
        made = freezing.freeze(asked, form.cleaned_data["title"], form.notes())
        return redirect("frozen", made.code)
    named = describe(asked.query, Labels(selected(asked.query)), found.total)
    context = {
        "asked": asked,
        "total": found.total,
        "name": named,
        "quotes": quoted(found.ids) if found.total <= NOTED else [],
        "form": form,
        "most": freezing.MOST,
    }
    return render(request, "searches/freeze.html", context, status=400 if form.errors else 200)


def too_much(request: HttpRequest, times: int) -> int:
    """Each is kept for ever: a large one counts as several, and many clients together do not fill the disk."""
    limits = (("freeze", address(request)), ("freezes", "all"))
    waits = (wait_for(name, who, rate_of(settings.RATES[name]), times) for name, who in limits)
    return next(filter(None, waits), 0)


def kept(code: str) -> FrozenSearch:
    """Codes are small letters; who types one from paper may write capitals."""
    return get_object_or_404(FrozenSearch, code=code.lower())


@searches
def detail(request: HttpRequest, code: str) -> HttpResponse:
    frozen = kept(code)
    page = Paginator(frozen.found, PAGE_SIZE).get_page(read_page(request.GET)["page"])
    since = freezing.since(frozen)
    found = rows(frozen, since, list(page.object_list))
    context = {
        "frozen": frozen,
        "since": since,
        "page": page,
        "rows": found,
        "apart": apart(row["quote"] for row in found if row["quote"]),
        "described": gettext("Frozen search: {described}").format(described=frozen.described),
        "citations": citations(frozen),
        "kinds": exports.KINDS.items(),
    }
    return render(request, "searches/detail.html", context)


def rows(frozen: FrozenSearch, since: freezing.Since, found: list[list[int]]) -> list[dict[str, Any]]:
    shown = {quote.id: quote for quote in quoted([pk for pk, _ in found])}
    corrected = set(since.corrected)
    return [
        {
            "id": pk,
            "version": version,
            "quote": shown.get(pk),
            "withdrawn": since.withdrawn.get(pk),
            "corrected": pk in corrected,
            "note": frozen.notes.get(str(pk), ""),
        }
        for pk, version in found
    ]


@in_english
@counts_as("export")
def export(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    """Its quotes in their order, those that are still public, as they are now."""
    frozen = kept(code)
    return exports.file(extension, lambda: selection(frozen, read_after(request.GET)))


@in_english
@counts_as("export")
def dictionary(request: HttpRequest, code: str) -> HttpResponse:
    frozen = kept(code)
    return exports.dictionary(selection(frozen), reverse("frozen-export", args=[frozen.code, "csv"]))


def selection(frozen: FrozenSearch, after: int | None = None) -> Selection:
    public = set(Quote.objects.published().among(frozen.versions).values_list("pk", flat=True))
    order = list(frozen.versions)
    if after and after not in frozen.versions:
        message = f"Quote {after} is not among these: begin again without `after`."
        raise Refused([Problem(message, "./")])
    left = order[order.index(after) + 1 :] if after else order
    return Selection(
        Asked(),
        [pk for pk in left if pk in public],
        len(public),
        timezone.now(),
        name=f"search_{frozen.code}",
        home=reverse("frozen", args=[frozen.code]),
    )


@in_english
def citation(request: HttpRequest, code: str, style: str) -> HttpResponse:
    """Of the search itself, as a file."""
    frozen = kept(code)
    if style not in FORMATS:
        raise Http404(f"There is no such style: there are {', '.join(FORMATS)}.")
    response = HttpResponse(f"{cited(frozen, style)}\n", content_type=FORMATS[style].content_type)
    response["Content-Disposition"] = f'attachment; filename="search_{frozen.code}.{style}"'
    return response
