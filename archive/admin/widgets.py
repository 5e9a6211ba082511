import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect


class DayInput(forms.DateInput):
    """The browser's own field for a day: it shows the reader's order of day and month, and sends one that is clear."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Autocomplete(AutocompleteSelect):
    """Django's own looks up whatever was sent; what is no key of a row is shown as nothing chosen."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if is_key(each)], attrs)


def is_key(value: Any) -> bool:
    return bool(re.fullmatch("[0-9]{1,18}|[A-Z]{2}|", str(value)))


def number(text: str) -> int | None:
    """A row's number as it is typed or sent; None for what is none."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None
