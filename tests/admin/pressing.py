"""All forms of the desk, found on its pages, to be sent again and again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import resolve

from tests.admin.forms import ticked

# The machine's own notes, and moments.
UNCOUNTED = {
    "Outbox",
    "LastChange",
    "Usage",
    "Generation",
    "Epoch",
    "Sought",
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


class Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self.area, self.select = page, list[Form](), "", ""
        self.form: Form | None = None
        self.byid: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag == "form" and a.get("method", "").lower() == "post":
            self.form = Form(self.page, urljoin(self.page, a.get("action") or self.page))
            self.byid[a.get("id", "")] = self.form
            self.found.append(self.form)
        form = self.byid.get(a.get("form", "-"), self.form)
        if form is not None:
            self.control(form, tag, a)

    def control(self, form: Form, tag: str, a: dict[str, str]) -> None:
        name, kind = a.get("name", ""), a.get("type", "")
        if tag == "button" or (tag == "input" and kind == "submit"):
            form.buttons.append(a)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in a or not form.fields.get(self.select)):
            form.fields[self.select] = a.get("value", "")
        elif tag == "textarea":
            self.area, form.fields[name] = name, ""
        elif kind == "file":
            form.files.append(name)
        elif tag == "input" and name and (ticked(a) or (kind == "radio" and name not in form.fields)):
            form.fields[name] = a.get("value", "") or typed(name, kind)

    def handle_data(self, data: str) -> None:
        if self.area and self.form:
            self.form.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.form:
            text = self.form.fields[self.area].removeprefix("\n")
            self.form.fields[self.area], self.area = text or typed(self.area, ""), ""


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
    parser = Forms(page)
    parser.feed(response.content.decode())
    for form in parser.found:
        form.fields = {name: value for name, value in form.fields.items() if "__prefix__" not in name}
    pressed = [
        form.pressed(button)
        for form in parser.found
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
