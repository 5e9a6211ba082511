"""A row of a quote's form for one of its speakers, who may be new."""

from typing import Any

from django import forms

from archive.admin.quote_form import AttributionForm
from archive.editing.proposals.drafting import new_speaker
from archive.editing.proposals.speaker_choices import known_as
from archive.models import Speaker


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
            self.check_new(named)
        return cleaned

    def check_new(self, name: str) -> None:
        same, _ = known_as(name)
        if same:
            self.add_error(
                "new_name",
                f"“{same[0]}” is in the archive already: choose that one, or add a namesake under Speakers first.",
            )

    def save(self, commit: bool = True) -> Any:
        name = self.cleaned_data.get("new_name", "").strip()
        if name and not self.instance.speaker_id:
            self.instance.speaker = new_speaker(
                name, self.cleaned_data["new_type"], self.instance.quote.article
            )
        return super().save(commit=commit)
