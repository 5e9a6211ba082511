"""Posting the admin's forms as a browser does: what the page holds, with some values changed."""

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

from archive.editing.listed import listed
from archive.models import Quote


def seen(quote: Quote) -> str:
    """What a page that shows the quote now would send along."""
    return listed(Quote.objects.with_sources().filter(pk=quote.pk))


class Fields(HTMLParser):
    """Collects name and value of every control in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        name = a.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area, self.values[name] = name, ""
        elif tag == "option" and self.select and "selected" in a:
            self.values[self.select] = a.get("value") or ""
        elif tag == "input" and name and ticked(a):
            self.values[name] = a.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""


def ticked(attrs: dict[str, Any]) -> bool:
    kind = attrs.get("type")
    return kind not in {"submit", "radio", "checkbox", "file"} or "checked" in attrs


def values(response: HttpResponse) -> dict[str, Any]:
    fields = Fields()
    fields.feed(response.content.decode())
    return {name: value for name, value in fields.values.items() if "__prefix__" not in name}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def errors(response: HttpResponse) -> list[str]:
    """The items of the page's lists of errors, tags left out."""
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', text(response), re.DOTALL)
    return [item for each in lists for item in re.findall(r"<li>(.*?)</li>", each)]
