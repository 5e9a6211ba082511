"""A page as tests read it."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from lxml import html
from lxml.html import HtmlElement

_IN_A_LINE = re.compile(r"</?(?:a|bdi|cite|mark|q|small|span|strong)\b[^>]*>")
_BETWEEN = re.compile(r"<head>.*?</head>|<[^>]+>", re.DOTALL)


def text(page: HttpResponse) -> str:
    return page.content.decode()


def tree(page: HttpResponse) -> HtmlElement:
    return html.document_fromstring(text(page) or "<html></html>")


def text_of(page: HttpResponse) -> str:
    """The visible text, with every run of white space as one space."""
    return " ".join(unescape(_BETWEEN.sub(" ", _IN_A_LINE.sub("", text(page)))).split())


def links_of(page: HttpResponse) -> list[str]:
    return [link for element in tree(page).iter() if (link := element.get("href"))]


def values(page: HttpResponse) -> dict[str, Any]:
    """What a browser would send of all forms together; of a list without a choice nothing."""
    controls = tree(page).iter("input", "textarea", "select")
    found = ((control.get("name"), value_of(control)) for control in controls)
    return {name: value for name, value in found if name and "__prefix__" not in name and value is not None}


def value_of(control: HtmlElement) -> str | None:
    if control.tag == "textarea":
        return (control.text or "").removeprefix("\n")
    if control.tag == "select":
        return next((each.get("value", "") for each in control.xpath(".//option[@selected]")[-1:]), None)
    return control.get("value", "") if is_sent(control) else None


def is_sent(control: HtmlElement) -> bool:
    kind = control.get("type")
    return kind not in {"submit", "radio", "checkbox", "file"} or "checked" in control.attrib


def errors(page: HttpResponse) -> list[str]:
    """The items of the page's lists of errors, tags left out."""
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', text(page), re.DOTALL)
    return [item for each in lists for item in re.findall(r"<li>(.*?)</li>", each)]
