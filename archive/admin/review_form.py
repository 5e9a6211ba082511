"""Correcting a quote in its place on the review screen: its parts, its speakers with their roles, its day."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from archive.admin.conflicts import rebase
from archive.admin.generic import MOST_ROWS
from archive.admin.markup_form import QuotePartsForm, row_forms, use_autocompletes
from archive.models import Attribution, Quote, Via


def correction_forms(request: HttpRequest, quote: Quote, site: AdminSite) -> tuple[QuotePartsForm, list[Any]]:
    data = request.POST.copy() if request.method == "POST" else None
    fields, how = ["speaker", "role_printed", "role", "organisation", "country", "basis"], {"extra": 1}

    def rows(sent: Any) -> list[Any]:
        return [row_forms(model, quote, sent, site, fields, MOST_ROWS, how) for model in (Attribution, Via)]

    if data and (version := data.get("seen_version")) != str(quote.version):
        for stored in rows(None):
            rebase(data, stored, version)
    form = QuotePartsForm(data, instance=quote)
    use_autocompletes(form, Quote, site)
    return form, rows(data)


def save_correction(form: QuotePartsForm, formsets: Sequence[Any]) -> None:
    form.save()
    for formset in formsets:
        saved = formset.save(commit=False)
        changed = [row for row in saved if getattr(row, "speaker_id", True)]
        emptied = [row for row in saved if row not in changed and row.pk]
        for row in [*formset.deleted_objects, *emptied]:
            row.delete()
        after = max((row.position for row in formset.get_queryset()), default=-1)
        for row in changed:
            if row._state.adding:
                row.position = after = after + 1
            row.save()
    form.save_words()


def media(site: AdminSite) -> Any:
    """What the form needs on a page that it may come to later."""
    form = QuotePartsForm()
    use_autocompletes(form, Quote, site)
    return form.media
