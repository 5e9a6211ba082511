"""Correcting a proposal before it becomes a draft, with the form of the mark-up screen."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.forms import inlineformset_factory
from django.http import HttpRequest

from archive.admin.card_facts import left_out
from archive.admin.generic import MOST_NEW_ROWS
from archive.admin.markup_form import MarkupForm, rows, use_autocompletes
from archive.admin.quote_form import AttributionForm, AttributionFormSet
from archive.editing.proposals.affiliation import organisation_called, spoke_for
from archive.editing.proposals.certainty import taken_over
from archive.editing.proposals.drafting import new_quote, new_speaker, parts
from archive.editing.proposals.said_dates import said_from, set_said
from archive.editing.proposals.speaker_choices import NEW, Who, known_as, who
from archive.editing.proposals.store import found
from archive.intake import results
from archive.models import Attribution, Proposal, Quote, Speaker, Via
from archive.text import Offsets


class ProposalForm(MarkupForm):
    """Filled in with what was proposed; parts that the editor leaves alone keep their places."""

    def __init__(
        self,
        proposal: Proposal,
        *args: Any,
        take: Collection[str] = (),
        leave: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        self.proposed = taken_over(proposal.article.raw_text, found(proposal), take, leave)
        super().__init__(*args, instance=proposed_quote(proposal, self.proposed), **kwargs)

    def stored_spans(self) -> dict[Any, list[Offsets]]:
        return dict(parts(self.instance.article.raw_text, self.proposed))

    def to_be_written(self, part: Any) -> bool:
        return True


class SpeakerRow(AttributionForm):
    """A known speaker, or the name of a new one; a row with neither is left out."""

    new_name = forms.CharField(max_length=200, required=False, label="Or a new speaker, named")
    new_type = forms.ChoiceField(choices=Speaker.Type.choices, required=False, label="Who is")
    field_order = ("speaker", "new_name", "new_type")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = cleaned.get("new_name", "").strip()
        if cleaned.get("speaker") and named:
            self.add_error("new_name", "Choose a known speaker or name a new one, not both.")
        elif named and cleaned.get("new_type") != Speaker.Type.UNNAMED:
            self.check_new(named, cleaned.get("new_type") or "person")
        return cleaned

    def check_new(self, name: str, type_: Any) -> None:
        known = known_as(results.Speaker(name, None, type_)).same
        if known:
            self.add_error(
                "new_name",
                f"“{known[0]}” is in the archive already: choose that one, or add a namesake under Speakers first.",
            )

    def save(self, commit: bool = True) -> Any:
        name = self.cleaned_data.get("new_name", "").strip()
        if name and not self.instance.speaker_id:
            self.instance.speaker = new_speaker(
                name, self.cleaned_data["new_type"], self.instance.quote.article
            )
        return super().save(commit=commit)


def proposed_quote(proposal: Proposal, quote: results.Quote) -> Quote:
    draft = new_quote(proposal.article)
    draft.kind = quote.kind
    set_said(draft, said_from(quote.said))
    return draft


def speaker_rows(proposal: Proposal, quote: Quote, request: HttpRequest, site: AdminSite) -> Any:
    fields = ["speaker", "role", "organisation", "country", "basis"]
    factory = inlineformset_factory(
        Quote,
        Attribution,
        form=SpeakerRow,
        formset=AttributionFormSet,
        fields=fields,
        extra=4,
        max_num=MOST_NEW_ROWS,
        absolute_max=MOST_NEW_ROWS,
        can_delete=False,
    )
    formset = factory(request.POST or None, instance=quote, initial=first_values(proposal, request))
    for form in formset:
        use_autocompletes(form, Attribution, site)
    return formset


def via_rows(proposal: Proposal, quote: Quote, request: HttpRequest, site: AdminSite) -> Any:
    links = [(link, organisation_called(link.name)) for link in found(proposal).via]
    initial = [{"organisation": row.pk, "channel": link.channel} for link, row in links if row]
    return rows(Via, quote, request, site, None if request.method == "POST" else initial)


def first_values(proposal: Proposal, request: HttpRequest) -> list[dict[str, Any]] | None:
    """Nothing on the way back: rows that equal their first values would not be saved."""
    if request.method == "POST":
        return None
    quote = found(proposal)
    suggested = [each for each in who(proposal.article, quote) if each.proposed]
    take, leave = request.GET.getlist("take"), left_out(request.GET)
    quote = taken_over(proposal.article.raw_text, quote, take, leave)
    return [
        row_of(proposal, quote, each, request.GET.get(f"who-{number}", each.chosen))
        for number, each in enumerate(suggested)
    ]


def row_of(proposal: Proposal, quote: results.Quote, who: Who, chosen: str) -> dict[str, Any]:
    option, proposed = who.option(chosen), who.proposed
    speaker = option.speaker if option else None
    rest = spoke_for(proposal.article, quote, speaker, proposed)
    return {
        "speaker": speaker.pk if speaker else None,
        "new_name": proposed.name if proposed and chosen == NEW else "",
        "new_type": proposed.type if proposed else Speaker.Type.PERSON,
        "role": rest.role,
        "organisation": rest.organisation,
        "country": rest.country,
        "basis": rest.basis,
    }
