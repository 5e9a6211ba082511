"""The few parameters that only files, feeds and the API have, declared once beside those of a search."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from archive.query.filters import Problem, Refused, without


class MomentField(forms.Field):
    """A point in time after ISO 8601; without a zone it is UTC."""

    def to_python(self, value: str | None) -> datetime | None:
        if not value:
            return None
        text = value.strip()
        try:
            moment = parse_datetime(text.replace(" ", "+"))
            if moment is None:
                moment = datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 (made aware below)
            aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
            return aware.astimezone(UTC)  # PostgreSQL does not know every offset that Python does
        except (ValueError, OverflowError):
            raise forms.ValidationError(f"“{text[:40]}” is no time: write 2024-06-18T12:00:00Z.") from None


class ResumeForm(forms.Form):
    after = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


def read_after(data: QueryDict) -> int | None:
    """The id of the last row that a client has, to go on from. Raises Refused for what is no id."""
    form = ResumeForm(data)
    if form.is_valid():
        after: int | None = form.cleaned_data["after"]
        return after
    message = "`after` is the id of the last row that you have: a number."
    raise Refused([Problem(message, without(data, "after"))])


class OEmbedForm(forms.Form):
    url = forms.CharField(max_length=2000)
    format = forms.CharField(required=False, max_length=20, initial="json")
    maxwidth = forms.IntegerField(required=False, min_value=1, max_value=10**6)
    maxheight = forms.IntegerField(required=False, min_value=1, max_value=10**6)


def read_oembed(data: QueryDict) -> dict[str, Any]:
    """Of https://oembed.com; a size that is none is none asked for."""
    form = OEmbedForm(data)
    form.is_valid()
    given = form.cleaned_data
    return {
        "url": given.get("url", ""),
        "format": given.get("format") or "json",
        "maxwidth": given.get("maxwidth"),
        "maxheight": given.get("maxheight"),
    }


class FeedForm(forms.Form):
    format = forms.ChoiceField(required=False, choices=[("atom", "atom"), ("html", "html")])
    since = MomentField(required=False)


def read_format(data: QueryDict) -> str:
    form = FeedForm(data)
    form.is_valid()
    return form.cleaned_data.get("format") or "atom"


def read_since(data: QueryDict) -> datetime | None:
    form = FeedForm(data)
    form.is_valid()
    return form.cleaned_data.get("since")
