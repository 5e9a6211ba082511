"""The API's parameters: those of a search come from the FilterSet, these few beside them from here."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, Literal

from django import forms
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from archive.outputs.parameters import MomentField
from archive.query import parameters as fields
from archive.query.dimensions import DIMENSIONS
from archive.query.filters import Problem, QuoteFilter, Refused
from archive.search.language import MAX_CHARACTERS

LIMIT, MOST = 20, 100
SHOWN_ONLY_ON_PAGES = {"view", "group", "keep", "page"}
ID = r"^[0-9]{1,15}(-.*)?$"
CURSOR = r"^[0-9]{1,15}$"
CODE = r"^[a-z0-9]{1,16}$"
CODE_CURSOR = r"^[A-Z]{2}$"
CHANGES_CURSOR = r"^[0-9]{1,16}-[0-9]{1,18}$"
Where = Literal["query", "path"]
DAY = r"^[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$"


EVERYWHERE = ("format", "lang")  # which the framework and every link of a page in Korean know
MEANT = {"page": "cursor", "after": "cursor", "offset": "cursor", "size": "limit"}  # unlike in letters
LONGEST_ECHO = 80


def place(pattern: str) -> forms.RegexField:
    """Where a list goes on."""
    told = {"invalid": "write what stands as `cursor` in the `next` of the page before, or leave it out."}
    return forms.RegexField(pattern, required=False, error_messages=told)


class PagingForm(forms.Form):
    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST)
    cursor = place(CURSOR)


class CodePagingForm(PagingForm):
    cursor = place(CODE_CURSOR)


class ChangesForm(PagingForm):
    changed_since = MomentField(required=False)
    cursor = place(CHANGES_CURSOR)


def read(form: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """The checked values; raises Refused. An empty parameter is as good as none."""
    given = form(data)
    if given.is_valid():
        return given.cleaned_data
    raise Refused([Problem(f"{name}: {text}") for name, texts in given.errors.items() for text in texts])


def refuse_unknown(given: Collection[str], asks: list[OpenApiParameter]) -> None:
    """A misspelt filter that is passed over would give everything for something."""
    known = [one.name for one in asks if one.location == "query"]
    unknown = [name for name in given if name not in known and name not in EVERYWHERE]
    if unknown:
        raise Refused([Problem(_unknown(name, known)) for name in unknown[:MOST]])


def _unknown(name: str, known: list[str]) -> str:
    told = f"There is no parameter “{name[:LONGEST_ECHO]}” here"
    if not known:
        return f"{told}: this address takes none."
    near = nearest(name, known)
    return f"{told}{f': did you mean `{near}`?' if near else '.'} There are {', '.join(known)}."


def nearest(name: str, known: list[str]) -> str:
    """The known name that was probably meant, or none."""
    low = name[:LONGEST_ECHO].lower()
    same = [one for one in known if MEANT.get(low) == one]
    holding = [one for one in known if len(low) > 2 and (low in one or one in low.split("_"))]
    close = get_close_matches(low, known, n=1, cutoff=0.5)
    return next(iter([*same, *holding, *close]), "")


# For the OpenAPI file

_PATTERNS: dict[type[forms.Field], dict[str, Any]] = {
    fields.Outlets: {"pattern": r"^([0-9]{1,15}(-.*)?|unknown)$"},
    fields.Numbers: {"pattern": ID},
    fields.Codes: {"pattern": r"^[A-Za-z]{2}$"},
    fields.Places: {"pattern": r"^([A-Za-z]{2}|[0-9]{1,15}(-.*)?)$"},
    fields.Roles: {},  # titles are in any script
    fields.Many: {"pattern": r"^[A-Za-z0-9_-]{1,80}$"},
}
_HINTS = {
    "q": 'Words, "phrases", AND, OR, NOT, and filters such as speaker:miller; see /help/',
    **{each.name: each.api for each in DIMENSIONS if each.api},
    "said_from": "Said on this day or later: 2024, 2024-06 or 2024-06-18",
    "said_to": "Said on this day or earlier",
    "published_from": "Article published on this day or later",
    "published_to": "Article published on this day or earlier",
    "undated": "Quotes without a date of their own: include, exclude, only",
    "id": "Hand-picked quotes",
    "expand": "off: names in the spelling that was given only",
    "sort": "newest and oldest go by the day when it was said",
}


def search_parameters() -> list[OpenApiParameter]:
    declared = QuoteFilter.base_filters.items()
    return [
        described(name, schema_of(filter_), _HINTS.get(name, str(filter_.label or name)))
        for name, filter_ in declared
        if name not in SHOWN_ONLY_ON_PAGES
    ]


def or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """Forms send their empty fields along, which are as good as none."""
    if "enum" in schema:
        return {**schema, "enum": ["", *schema["enum"]]}
    if "items" in schema:
        return {**schema, "items": or_empty(schema["items"])}
    if "pattern" in schema:
        return {**schema, "pattern": f"^({schema['pattern'][1:-1]})?$"}
    if "format" in schema or schema["type"] == "integer":
        return {"anyOf": [schema, {"const": ""}]}
    return schema


def described(
    name: str, schema: dict[str, Any], description: str, where: Where = "query"
) -> OpenApiParameter:
    array = schema["type"] == "array"
    return OpenApiParameter(
        name,
        schema if where == "path" else or_empty(schema),
        location=where,
        description=description,
        required=where == "path",
        style="form" if array else None,
        explode=True if array else None,
    )


def paging(cursor: str = CURSOR) -> list[OpenApiParameter]:
    limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    return [
        described("limit", limits, "Results on a page"),
        described("cursor", {"type": "string", "pattern": cursor}, "From `next` of the page before"),
    ]


def changes() -> list[OpenApiParameter]:
    moment = {"type": "string", "format": "date-time"}
    hint = "Changes at this time or later; all of them when it is left out"
    return [described("changed_since", moment, hint), *paging(CHANGES_CURSOR)]


def schema_of(filter_: Any) -> dict[str, Any]:
    kind = filter_.field_class
    if issubclass(kind, fields.Many):
        return {"type": "array", "items": {"type": "string", **_item(filter_)}, "maxItems": kind.most}
    if issubclass(kind, fields.Day):
        return {"type": "string", "pattern": DAY}
    if choices := filter_.extra.get("choices"):
        return {"type": "string", "enum": [value for value, _ in choices]}
    return {"type": "string", "maxLength": MAX_CHARACTERS}


def _item(filter_: Any) -> dict[str, Any]:
    if choices := filter_.extra.get("choices"):
        return {"enum": list(choices)}
    return next(schema for kind, schema in _PATTERNS.items() if issubclass(filter_.field_class, kind))
