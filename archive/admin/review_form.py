"""Correcting a quote in its place on the review screen: its parts, its speakers with their roles, its day."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import AdminSite
from django.forms import inlineformset_factory
from django.http import HttpRequest

from archive.admin.generic import MOST_ROWS
from archive.admin.markup_form import MarkupForm, use_autocompletes
from archive.admin.quote_form import AttributionFormSet, QuoteForm
from archive.admin.speaker_row import SpeakerRow
from archive.admin.widgets import DayInput
from archive.models import Attribution, Quote, Via


class CorrectionForm(QuoteForm):
    """Roles stand beside their speakers; what is published is corrected on its own page, with a reason."""

    Meta = MarkupForm.Meta

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        for name in ("said_earliest", "said_latest"):
            self.fields[name].widget = DayInput()
        for name in ("said_note", "public_note", "internal_note"):
            self.fields[name].widget.attrs.update(rows=2)

    parts, about, when, rest = MarkupForm.parts, MarkupForm.about, MarkupForm.when, MarkupForm.rest


def correction_forms(request: HttpRequest, quote: Quote, site: AdminSite) -> tuple[CorrectionForm, list[Any]]:
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, instance=quote)
    use_autocompletes(form, Quote, site)
    return form, [speaker_rows(data, quote, site), via_rows(data, quote, site)]


def speaker_rows(data: Any, quote: Quote, site: AdminSite) -> Any:
    fields = ["speaker", "role_printed", "role", "organisation", "country", "basis"]
    return rows(data, quote, site, Attribution, fields, form=SpeakerRow, formset=AttributionFormSet)


def via_rows(data: Any, quote: Quote, site: AdminSite) -> Any:
    return rows(data, quote, site, Via, ["organisation", "channel", "basis"])


def rows(data: Any, quote: Quote, site: AdminSite, model: Any, fields: list[str], **how: Any) -> Any:
    limits: dict[str, Any] = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS}
    factory: Any = inlineformset_factory(
        Quote, model, fields=fields, extra=1, can_delete=True, **limits, **how
    )
    formset = factory(data, instance=quote)
    for row in formset:
        use_autocompletes(row, model, site)
    return formset


def save_correction(form: CorrectionForm, formsets: Sequence[Any]) -> None:
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
    form = CorrectionForm()
    use_autocompletes(form, Quote, site)
    return form.media
