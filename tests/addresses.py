"""Every public address, as the site map has it now, of rows that there are; and every parameter that any page reads."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Model
from django.http import QueryDict
from django.urls import URLPattern, reverse

from archive.models import Follow, Follower
from archive.outputs.share import frozen
from archive.outputs.share.mail import links
from archive.query.filters import QuoteFilter, read_quotes
from archive.urls import urlpatterns
from tests.admin.test_pages import make_everything

GIVEN = {"extension": "csv", "section": "quotes", "number": 1, "name": "speaker", "page": "quotes", "kind": "speaker", "style": "ris",
         "year": "2024", "month": "06", "day": "17"}  # fmt: skip
ROWS = {"picture-quote": "quote", "embed": "quote", "story": "quote", "short": "quote", "picture": "speaker"}


def public_addresses() -> dict[str, str]:
    """By name. A new kind of argument needs a value here."""
    make_everything(1)
    made = frozen.freeze(read_quotes(QueryDict()))
    follow = Follow.objects.create(follower=Follower.objects.create(email="ada@example.org"), search="q=a")
    given = {**GIVEN, "code": made.code, "token": links.token(follow)}
    return {name: reverse(name, kwargs=arguments(name, pattern, given)) for name, pattern in named()}


def named() -> Iterator[tuple[str, URLPattern]]:
    for pattern in urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, pattern


def arguments(name: str, pattern: URLPattern, given: dict[str, Any]) -> dict[str, Any]:
    wanted = [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]
    return {each: given.get(each) or row_of(name).pk for each in wanted}


def row_of(name: str) -> Model:
    singular = ROWS.get(name) or name.removeprefix("api-one-of-").removeprefix("api-").split("-")[0]
    models = {model._meta.model_name: model for model in apps.get_app_config("archive").get_models()}
    plural = {f"{key}s": model for key, model in models.items()} | {"countries": models["country"]}
    row = (models.get(singular) or plural[singular])._default_manager.first()
    assert row, f"{name}: make one"
    return row


def parameters() -> list[str]:
    """Each is a field of some form; compare gives those of a search twice."""
    search = list(QuoteFilter.base_filters)
    others = [name for form in below(forms.Form) for name in form.base_fields]
    return sorted(
        {*search, *others, *(f"{side}.{name}" for side in "ab" for name in search), "lang", "version"}
    )


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for form in kind.__subclasses__():
        if re.match(r"archive\.(query|outputs|views)\b", form.__module__):
            yield form
        yield from below(form)
