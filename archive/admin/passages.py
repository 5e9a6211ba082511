"""A form field for words that stand in an article; it asks which, when they stand there twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from archive.editing.locate import Question, parse_pick, unify
from archive.text import Offsets


@dataclass
class Passages:
    """Words as typed, and where an editor says that each passage stands."""

    words: str = ""
    picks: dict[int, Offsets] = field(default_factory=dict)
    malformed: bool = False


class PassagesWidget(forms.Textarea):
    """A text area; beside it the picks, as radio buttons where the words are ambiguous.

    Picks are sent as `<name>-at-<index of the passage>`, each "start-end".
    """

    questions: list[Question]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.questions = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Passages:
        passages = Passages(words=data.get(name, ""))
        prefix = f"{name}-at-"
        for key in data:
            if key.startswith(prefix) and re.fullmatch("[0-9]{1,4}", key[len(prefix) :]) and data[key]:
                pick = parse_pick(data[key])
                passages.malformed |= pick is None
                if pick:
                    passages.picks[int(key[len(prefix) :])] = pick
        return passages

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        words = value.words if isinstance(value, Passages) else value
        picked = [f"{a}-{b}" for a, b in value.picks.values()] if isinstance(value, Passages) else []
        area = super().render(name, words, attrs, renderer)
        context = {"area": area, "name": name, "questions": self.questions, "picked": picked}
        return render_to_string("admin/passages.html", context)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data


class PassagesField(forms.Field):
    widget = PassagesWidget

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        super().__init__(widget=PassagesWidget(attrs={"rows": rows, "class": "vLargeTextField"}), **kwargs)

    def clean(self, value: Passages) -> Passages:
        if self.required and not value.words.strip():
            raise forms.ValidationError("Paste the words from the article.")
        if value.malformed:
            raise forms.ValidationError("The chosen place is not a place in the article: choose again.")
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial if isinstance(initial, Passages) else Passages(initial or "")
        moved = any(before.picks.get(index) != pick for index, pick in data.picks.items())
        return moved or unify(before.words).strip() != unify(data.words).strip()
