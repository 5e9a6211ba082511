from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own field for a day: it shows the reader's order of day and month, and sends one that is clear."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
