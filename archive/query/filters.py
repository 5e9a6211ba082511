"""Every parameter of a search and of pages, declared once. Nothing else reads from a query string what is searched for."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict

from archive.query import Asked, QuoteQuery, parameters
from archive.query.dimensions import DIMENSIONS
from archive.text.tongue import day, gettext

PAGE_SIZE = 20
SEPARATED = re.compile(r"[,;]\s*")
DEEPEST = 10_000  # results that can be paged to; exports give the rest


class Refused(BadRequest):
    """A search that cannot be run: what is wrong, field by field, and the address without it."""

    def __init__(self, problems: "list[Problem]", form: forms.Form | None = None, words: str = "") -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
        self.words = words
        self.form = form

    @property
    def typed(self) -> str:
        return str(self.form["q"].value() or "") if self.form else self.words


@dataclass(frozen=True, slots=True)
class Problem:
    """`label` may be a reader's words, and is never looked up. `ways` are the days that an unclear one may be, each with the address that means it."""

    message: str
    mended: str = ""
    label: str = ""
    ways: tuple[tuple[str, str], ...] = ()


def filter_of(field: type[forms.Field]) -> Any:
    """A filter whose value the field reads; the keywords of the filter go to the field."""
    return type(field.__name__, (django_filters.Filter,), {"field_class": field})


Numbers = filter_of(parameters.Numbers)
Pages = filter_of(parameters.Pages)
OneOf = filter_of(parameters.OneOf)
Day = filter_of(parameters.Day)


class DottedForm(forms.Form):
    """A prefix goes before the name with a dot: `a.speaker`."""

    def add_prefix(self, field_name: str) -> str:
        return f"{self.prefix}.{field_name}" if self.prefix else field_name

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for name in ("said", "published"):
            first, last = values.get(f"{name}_from"), values.get(f"{name}_to")
            if first and last and first > last:
                advice = gettext("{last} is before {first}: exchange the two dates.")
                self.add_error(f"{name}_to", advice.format(last=last, first=first))
        return values


class GivenForm(DottedForm):
    """Of the fields only those that are given, or shown in any case: making all of them takes longer than reading them."""

    SHOWN: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, prefix: str | None = None) -> None:
        self.prefix = prefix
        self.base_fields = {  # type: ignore[misc]
            name: field
            for name, field in type(self).base_fields.items()
            if name in self.SHOWN or self.add_prefix(name) in data
        }
        super().__init__(data, prefix=prefix)


class SearchForm(GivenForm):
    SHOWN = ("q", "said_from", "said_to")


class QuoteFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label="Words")
    vars().update({d.name: filter_of(d.reads)(label=d.heading, **d.options) for d in DIMENSIONS})
    said_from = Day(label="Said from")
    said_to = Day(label="Said to", ends=True)
    undated = OneOf(choices=[(u, u) for u in parameters.UNDATED])
    published_from = Day(label="Published from")
    published_to = Day(label="Published to", ends=True)
    id = Numbers(label="Hand-picked")
    expand = OneOf(choices=[(e, e) for e in ("on", "off")])
    sort = OneOf(choices=[(s, s) for s in ("relevance", "newest", "oldest")])
    view = OneOf(choices=[(v, v) for v in ("list", "compact", "speakers", "timeline", "line")])
    group = OneOf(choices=[(g, g) for g in ("statement", "none")])
    keep = Numbers(label="My list")
    page = Pages(label="Page")

    def __init__(self, data: QueryDict, *, prefix: str | None = None) -> None:
        """Without the copies of all filters that filter rows: here they only declare fields."""
        self.data, self.form_prefix = data, prefix

    @cached_property
    def form(self) -> SearchForm:
        return search_form()(self.data, prefix=self.form_prefix)

    def read(self) -> Asked:
        """Raises Refused, with a link that works for each thing that is wrong."""
        form = self.form
        if form.is_valid():
            values = form.cleaned_data
            return Asked(self._query(values), **_shown(values), prefix=self.form_prefix or "")
        raise Refused(
            [
                self._several(form, name) or self._problem(form.add_prefix(name), error)
                for name, errors in form.errors.as_data().items()
                for error in errors
            ],
            form,
        )

    def _several(self, form: forms.Form, field: str) -> Problem | None:
        """Values that stand in one parameter, with commas: what repeats it is offered."""
        name = form.add_prefix(field)
        given = self.data.getlist(name)
        parts = [part for text in given for part in SEPARATED.split(text.strip()) if part]
        several = isinstance(form.fields[field], parameters.Many) and len(parts) > len(given)
        if not several or field == "page" or len(parts) > parameters.MANY:
            return None
        rest = QueryDict(without(self.data, name).removeprefix("./").removeprefix("?"), mutable=True)
        rest.setlist(name, parts)
        advice = gettext("“{text}” is several values in one: repeat the parameter, as in {example}.")
        example = "&".join(f"{name}={part}" for part in parts[:2])
        told = advice.format(text=",".join(given)[:80], example=example[:80])
        return Problem(told, f"?{rest.urlencode()}", gettext("Search for each of them"))

    def _problem(self, name: str, error: forms.ValidationError) -> Problem:
        days = (error.params or {}).get("days", ())
        ways = tuple((day(one), instead(self.data, name, one.isoformat())) for one in days)
        return Problem(error.messages[0], mended=without(self.data, name), ways=ways)

    def _query(self, values: dict[str, Any]) -> QuoteQuery:
        given = {name: value for name in QuoteQuery.__struct_fields__ if (value := values.get(name))}
        return QuoteQuery(**{"sort": "relevance" if values["q"] else "newest", **given})


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name in ("view", "group", "keep") if (value := values.get(name))}
    return {**given, "page": max((values.get("page") or [1])[0], 1)}


@cache
def search_form() -> type[SearchForm]:
    return type(
        "QuoteForm", (SearchForm,), {name: one.field for name, one in QuoteFilter.base_filters.items()}
    )


class PageForm(GivenForm):
    """The few parameters of pages that are no search."""

    q = forms.CharField(required=False, max_length=300)
    named = forms.CharField(required=False, max_length=100)
    who = forms.CharField(required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1, max_value=DEEPEST // PAGE_SIZE)
    letter = forms.CharField(required=False, max_length=5)
    order = forms.ChoiceField(required=False, choices=[(o, o) for o in ("name", "quotes")])
    year = forms.RegexField(r"^([0-9]{4}|unknown)$", required=False)
    country = forms.RegexField(r"^[A-Za-z]{2}$", required=False)
    role = forms.CharField(required=False, max_length=200)
    text = forms.ChoiceField(required=False, choices=[("body", "body"), ("raw", "raw")])
    words = forms.CharField(required=False)  # what is no place in the text is told of on the page
    hash = forms.RegexField(r"^[0-9A-Fa-f]{8,64}$", required=False)
    version = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    tab = forms.ChoiceField(required=False, choices=[(t, t) for t in ("for", "mentions", "via")])


DATES = frozenset(["said_from", "said_to", "published_from", "published_to"])


def read_form(data: QueryDict, prefix: str | None = None) -> tuple[Asked, forms.Form, list[Problem]]:
    """What of a search can be run, its form as it was typed, and what is wrong with its dates, which is said beside their
    fields; raises Refused for all else."""
    typed = QuoteFilter(data, prefix=prefix)
    try:
        return typed.read(), typed.form, []
    except Refused as refused:
        if not DATES.issuperset(typed.form.errors):
            raise
        rest = data.copy()
        for name in typed.form.errors:
            rest.pop(typed.form.add_prefix(name), None)
        return read_quotes(rest, prefix), typed.form, refused.problems


def read_quotes(data: QueryDict, prefix: str | None = None) -> Asked:
    return QuoteFilter(data, prefix=prefix).read()


def read_back(data: QueryDict) -> Asked:
    """The search that led to a page; a search that cannot be read is none."""
    try:
        return read_quotes(data)
    except Refused:
        return Asked()


def read_page(data: QueryDict, prefix: str | None = None) -> dict[str, Any]:
    """The parameters of PageForm, each with its default when absent or unusable."""
    form = PageForm(data, prefix=prefix)
    form.is_valid()
    defaults = {"page": 1, "text": "body", "order": "name", "version": 0}
    return {name: form.cleaned_data.get(name) or defaults.get(name, "") for name in PageForm.base_fields}


def without(data: QueryDict, name: str) -> str:
    """The query string without a parameter, from page 1."""
    rest = data.copy()
    for gone in (name, "page"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}" if rest else "./"


def instead(data: QueryDict, name: str, value: str) -> str:
    """The query string with another value of a parameter, from page 1."""
    changed = data.copy()
    changed[name] = value
    changed.pop("page", None)
    return f"?{changed.urlencode()}"


def without_empty(data: QueryDict) -> str | None:
    """The query string without its empty parameters, or None if it has none."""
    if all(value.strip() for values in dict(data.lists()).values() for value in values):
        return None
    rest = QueryDict(mutable=True)
    for name, values in data.lists():
        rest.setlist(name, [value for value in values if value.strip()])
    return rest.urlencode()
