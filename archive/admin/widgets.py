import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.editing.locate import Question, parse_pick, unify
from archive.models import Country
from archive.models.called import same_name
from archive.text import Offsets

OFFERED = 20
NUMBER, CODE = re.compile("[0-9]{0,18}"), re.compile("(?:[A-Z]{2})?")
NO_ONE = "It is called by no row, or by several: the list holds those that are, up to 20; choose one, or type another name."


class DayInput(forms.DateInput):
    """The browser's own field for a day: it shows the reader's order of day and month, and sends one that is clear."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """As browsers send it: of “1/2/2024”, typed where a browser has no field for days, nobody knows which day is meant."""

    widget = DayInput
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": "This is no day of the calendar: write it as in 2024-03-05."}


class MomentField(forms.SplitDateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_date_formats": DayField.input_formats, **kwargs})


class MomentInput(AdminSplitDateTime):
    """Its two boxes have names of their own; the stock one prints "Date:" and "Time:" beside them."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        for box, name in zip(self.widgets, ("Date", "Time"), strict=True):
            box.attrs["aria-label"] = name


class Autocomplete(AutocompleteSelect):
    """Django's own looks up whatever was sent; what is no key of a row is shown as nothing chosen.

    Without scripts its list is empty: a name or a number is typed beside it, and if several rows are called so, the
    list holds them when the form comes back.
    """

    typed = ""
    offered: Sequence[Any] = ()

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        key = CODE if self.field.remote_field.model is Country else NUMBER
        groups = super().optgroups(name, [each for each in value if key.fullmatch(str(each))], attrs)
        options = [
            self.create_option(name, row.pk, label, selected=False, index=n, attrs=attrs)
            for n, (row, label) in enumerate(self.offered, start=len(groups[0][1]))
        ]
        groups[0][1].extend(options)
        return groups

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, where that is no one row: the field refuses it."""
        typed = " ".join(data.get(searched(name), "")[:200].split())
        if not typed:
            return super().value_from_datadict(data, files, name)
        if typed != self.typed:  # asked several times for one form
            self.typed, self.offered = typed, self.called(typed)
        return self.offered[0][0].pk if len(self.offered) == 1 else typed

    def called(self, typed: str) -> list[tuple[Any, str]]:
        rows = self.choices.queryset
        screen: Any = self.admin_site._registry[rows.model]
        asked = HttpRequest()
        asked.path = reverse("admin:autocomplete")
        key = number(typed)
        found = rows.filter(pk=key) if key else screen.get_search_results(asked, rows, typed)[0]
        whole = [] if key else [*same_name(str(rows.model._meta.model_name), typed), *code(typed, rows.model)]
        chosen = found.filter(pk__in=whole) if whole else found.none()
        return [(row, screen.autocomplete_label(row)) for row in (chosen[:OFFERED] or found[:OFFERED])]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The second field is there only where scripts are not."""
        return format_html(
            '{}<noscript><label class="help">or its name or number: <input name="{}" type="search" maxlength="200"></label></noscript>',
            super().render(name, value, attrs, renderer),
            searched(name),
        )


def code(typed: str, model: Any) -> list[str]:
    return [typed.upper()] if model is Country and CODE.fullmatch(typed.upper()) else []


def searched(name: str) -> str:
    return f"{name}-called"


def number(text: str) -> int | None:
    """A row's number as it is typed or sent; None for what is none."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


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
