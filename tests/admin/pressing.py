"""All forms of the desk, found on its pages, to be sent again and again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import resolve
from lxml.html import HtmlElement

from tests.html import is_sent, tree, value_of

# The machine's own notes, and moments.
UNCOUNTED = {
    "Outbox",
    "LastChange",
    "Usage",
    "Generation",
    "Epoch",
    "Sought",
    "Spelling",
    "SearchedQuote",
    "SearchedArticle",
}
LIKEWISE = {"_addanother", "_continue"}  # save as the first button does, and lead elsewhere
MOMENTS = {
    "last_login",
    "version",
    "public_version",
    "public_since",
    "changed_at",
    "at",
    "added_at",
    "submitted_at",
    "undone_at",
}
TYPED = {
    "": "Words that somebody typed",
    "said_earliest": "", "said_latest": "", "published_on": "", "day": "", "start": "", "end": "", "date": "",
    "valid_from": "", "valid_to": "", "captured_at_0": "", "captured_at_1": "", "published_time": "", "updated_on": "",
    "wikidata": "", "dated_names": "", "url": "", "archive_url": "", "homepage": "", "transcript_url": "", "email": "",
    "username": "rosa", "password1": "correct-horse-9", "password2": "correct-horse-9", "body_spans": "", "language": "en",
    "original_language": "", "other_names": "", "adjectives": "", "published_tz": "", "code": "XK", "boilerplate": "Talks",
}  # fmt: skip


CONTROLS = ("input", "button", "select", "textarea")


@dataclass
class Form:
    """A form with one of its buttons, filled in as somebody would."""

    page: str
    action: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def pressed(self, button: dict[str, str]) -> "Form":
        given = {button["name"]: button.get("value", "")} if button.get("name") else {}
        return Form(
            self.page,
            urljoin(self.page, button.get("formaction") or self.action),
            self.fields | given,
            [],
            self.files,
        )

    def send(self, client: Client) -> Any:
        sent = {name: SimpleUploadedFile("a.txt", b"A file\n\nof words.\n") for name in self.files}
        return client.post(self.action, self.fields | sent)


def form_of(element: HtmlElement, page: str) -> Form:
    form = Form(page, urljoin(page, element.get("action") or page))
    named = element.xpath("//*[@form=$id]", id=element.get("id", "-"))
    for control in [*element.iter(*CONTROLS), *named]:
        if control.get("form", element.get("id")) == element.get("id"):
            add(form, control)
    return form


def add(form: Form, control: HtmlElement) -> None:
    name, kind = control.get("name", ""), control.get("type", "")
    if control.tag == "button" or kind == "submit":
        form.buttons.append(dict(control.attrib))
    elif kind == "file":
        form.files.append(name)
    elif control.tag == "select":
        form.fields[name] = chosen(control)
    elif control.tag == "textarea":
        form.fields[name] = value_of(control) or typed(name, "")
    elif name and (is_sent(control) or (kind == "radio" and name not in form.fields)):
        form.fields[name] = control.get("value", "") or typed(name, kind)


def chosen(select: HtmlElement) -> str:
    """What is chosen, else the first that can be."""
    options = select.xpath(".//option[@selected]")[-1:] or select.xpath(".//option[@value!='']")
    return next((each.get("value", "") for each in options), "")


def typed(name: str, kind: str) -> str:
    last = name.rsplit("-", 1)[-1]
    return (
        ""
        if kind in {"hidden", "search", "number"} or name.endswith("-called")
        else TYPED.get(last, TYPED[""])
    )


def forms_on(client: Client, page: str) -> list[Form]:
    return forms_in(client.get(page), page)


def forms_in(response: Any, page: str) -> list[Form]:
    """Each with each of its buttons; signing out is no form of the desk's."""
    found = [
        form_of(each, page)
        for each in tree(response).xpath("//form[translate(@method, 'POST', 'post')='post']")
    ]
    for form in found:
        form.fields = {name: value for name, value in form.fields.items() if "__prefix__" not in name}
    pressed = [
        form.pressed(button)
        for form in found
        for button in form.buttons or [{}]
        if button.get("name") not in LIKEWISE
    ]
    return [each for each in pressed if not each.action.endswith("/logout/")]


def name_of(address: str) -> str:
    return resolve(address.partition("?")[0]).url_name or ""


def url_names(patterns: Iterable[Any]) -> Iterator[str]:
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from url_names(each.url_patterns)
        elif each.name:
            yield each.name


def all_names() -> set[str]:
    return set(url_names(admin.site.get_urls()))


def state() -> dict[str, str]:
    """Of each table that people fill, a digest of its rows without moments."""
    models = [
        each for each in apps.get_app_config("archive").get_models() if not hasattr(each, "pgh_tracked_model")
    ]
    tables = [each._meta.db_table for each in (User, *models) if each.__name__ not in UNCOUNTED]
    digest = (
        "SELECT '{0}', md5(string_agg((to_jsonb(t) - %s::text[])::text, ' ' ORDER BY t::text)) FROM {0} t"
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(map(digest.format, tables)), [sorted(MOMENTS)] * len(tables))
        return dict(cursor.fetchall())
