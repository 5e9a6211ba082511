"""The form beside an article's text: the parts of a quote, its speakers and its chain."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.forms import inlineformset_factory
from django.http import HttpRequest

from archive.admin.generic import MOST_NEW_ROWS
from archive.admin.quote_form import AttributionFormSet, Part, QuoteForm
from archive.admin.speaker_row import SpeakerRow
from archive.admin.widgets import NO_ONE, Autocomplete, DayField, PassagesField
from archive.models import Attribution, Quote


class QuotePartsForm(QuoteForm):
    """A quote of an article that is already chosen, in four groups of fields."""

    class Meta:
        model = Quote
        fields = (
            "kind",
            "language",
            "translated",
            "said_earliest",
            "said_latest",
            "said_precision",
            "said_basis",
            "said_note",
            "occasion",
            "public_note",
            "internal_note",
        )
        field_classes = {"said_earliest": DayField, "said_latest": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        for name in ("said_note", "public_note", "internal_note"):
            self.fields[name].widget.attrs.update(rows=2)

    parts = property(lambda self: [self[name] for name in self.PARTS.values()])
    about = property(lambda self: [self[name] for name in ("kind", "language", "translated")])
    when = property(lambda self: [self[name] for name in self.Meta.fields if name.startswith("said_")])
    rest = property(lambda self: [self[name] for name in ("occasion", "public_note", "internal_note")])


class MarkupForm(QuotePartsForm):
    """A new quote; its role is selected in the text, and is its one speaker's."""

    PARTS = {**QuoteForm.PARTS, Part.ROLE: "role_words"}
    role_words = PassagesField(
        required=False,
        label="Role as printed",
        help_text="Of several speakers, the roles are given one by one when the draft is corrected.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen_version"]

    def save_roles(self, quote: Quote) -> None:
        printed, attributions = quote.parts(Part.ROLE), list(quote.attributions.all())
        if printed and len(attributions) == 1:
            attributions[0].role_printed = " … ".join(span.text for span in printed)[:300]
            attributions[0].save()


def rows(model: Any, quote: Quote, request: HttpRequest, site: AdminSite, initial: Any = None) -> Any:
    """The speakers, or the links of the chain, of a new quote: one row to fill in, three more folded away."""
    folded = {"extra": 4 if model is Attribution else 3, "can_delete": False}
    fields = ["speaker", "role", "organisation", "country", "basis"]
    return row_forms(model, quote, request.POST or None, site, fields, MOST_NEW_ROWS, folded, initial)


def row_forms(
    model: Any,
    quote: Quote,
    data: Any,
    site: AdminSite,
    fields: list[str],
    most: int,
    how: dict[str, Any],
    initial: Any = None,
) -> Any:
    """`fields` are those of a speaker; a link of the chain has its own three."""
    if model is Attribution:
        how = {**how, "form": SpeakerRow, "formset": AttributionFormSet, "fields": fields}
    else:
        how = {**how, "fields": ["organisation", "channel", "basis"]}
    factory: Any = inlineformset_factory(Quote, model, max_num=most, absolute_max=most, **how)
    formset = factory(data, instance=quote, initial=initial)
    for form in formset:
        use_autocompletes(form, model, site)
    return formset


def use_autocompletes(form: Any, model: Any, site: AdminSite) -> None:
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and not isinstance(field.widget, forms.HiddenInput):
            field.widget = Autocomplete(model._meta.get_field(name), site, choices=field.choices)
            field.error_messages["invalid_choice"] = NO_ONE


def save_quote(form: MarkupForm, formsets: Sequence[Any]) -> Quote:
    quote = form.save()
    for formset in formsets:
        # Who is left open has no row.
        filled = [row for row in formset.save(commit=False) if getattr(row, "speaker_id", True)]
        for position, row in enumerate(filled):
            row.position = position
            row.save()
    form.save_words()
    return Quote.objects.get(pk=quote.pk)
