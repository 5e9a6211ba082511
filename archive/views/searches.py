"""Frozen searches: made by a button, and shown as they were with what changed since."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.models import FrozenSearch, Quote
from archive.operations.clients import Rate, address, wait_for
from archive.operations.limits import counts_as, searches, slow_down
from archive.outputs import exports
from archive.outputs.selection import Selection
from archive.outputs.share import frozen as freezing
from archive.query.asked import Asked
from archive.query.filters import PAGE_SIZE, read_page, read_quotes
from archive.query.labels import Labels, selected
from archive.reading.quoted import quoted
from archive.search import describe
from archive.search.answers import find
from archive.text.tongue import gettext

KINDS = [("csv", "CSV"), ("jsonl", "JSON Lines"), ("ris", "RIS"), ("bib", "BibTeX"), ("csl.json", "CSL-JSON")]
NOTED = 100  # quotes that a note may be given


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
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    found = find(asked, 0, NOTED)
    form = FreezeForm(request.POST if request.method == "POST" else None, found.ids)
    if request.method == "POST":
        if wait := wait_for("freeze", address(request), Rate.read(settings.RATES["freeze"])):
            return slow_down(wait)
        # Each is kept for ever: many clients together do not fill the disk.
        if wait := wait_for("freezes", "all", Rate.read(settings.RATES["freezes"])):
            return slow_down(wait)
        if form.is_valid():
            made = freezing.freeze(asked, form.cleaned_data["title"], form.notes())
            return redirect("frozen", made.code)
    named = describe(asked.query, Labels(selected(asked.query)), found.total)
    noted = quoted(found.ids) if found.total <= NOTED else []
    context = {"asked": asked, "total": found.total, "name": named, "quotes": noted, "form": form}
    return render(request, "searches/freeze.html", context, status=400 if form.errors else 200)


@searches
def detail(request: HttpRequest, code: str) -> HttpResponse:
    frozen = get_object_or_404(FrozenSearch, code=code)
    page = Paginator(frozen.found, PAGE_SIZE).get_page(read_page(request.GET)["page"])
    since = freezing.since(frozen)
    context = {
        "frozen": frozen,
        "since": since,
        "page": page,
        "rows": rows(frozen, since, list(page.object_list)),
        "described": gettext("Frozen search: {described}").format(described=frozen.described),
        "citations": freezing.citations(frozen),
        "kinds": KINDS,
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
            "gone": since.gone.get(pk),
            "corrected": pk in corrected,
            "note": frozen.notes.get(str(pk), ""),
        }
        for pk, version in found
    ]


@searches
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The same for programs."""
    frozen = get_object_or_404(FrozenSearch, code=code)
    since = freezing.since(frozen)
    changed = {
        "added": since.added,
        "corrected": since.corrected,
        "withdrawn": list(since.gone),
        "left": since.left,
    }
    response = JsonResponse({**freezing.record(frozen), "since": changed})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@counts_as("export")
def export(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    """Its quotes in their order, those that are still public, as they are now."""
    frozen = get_object_or_404(FrozenSearch, code=code)
    public = set(Quote.objects.published().among(frozen.versions).values_list("pk", flat=True))
    ids = [pk for pk, _ in frozen.found if pk in public]
    return exports.file(extension, lambda: Selection(Asked(), ids, timezone.now(), name=f"search_{code}"))
