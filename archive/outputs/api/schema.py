"""The OpenAPI file's components: the records themselves, by their own description."""

from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta, Struct

from archive.outputs.api.details import RESOURCES, StatementDetail
from archive.outputs.api.searches import FrozenSearch
from archive.outputs.records import Quote

T = TypeVar("T")


class Trouble(Struct, frozen=True):
    """What is wrong with a request, in words for whoever made it."""

    status: int
    title: str
    problems: list[str]


class Page(Struct, Generic[T], frozen=True):
    """Follow `next` until it is null."""

    next: str | None
    results: list[T]


class QuotePage(Struct, frozen=True):
    """In the order of the page with the same search. `url` is that page."""

    url: str
    total: int
    notice: str | None
    next: str | None
    results: list[Quote]


class Change(Struct, frozen=True):
    """A quote as it is now, or, with `gone`, one that may not be shown any more: forget your copy."""

    id: int
    changed_at: Annotated[
        str,
        Meta(
            description="Last change of anything that is shown of it, names of speakers and outlets included"
        ),
    ]
    gone: bool
    reason: str
    quote: Quote | None


class ChangePage(Struct, frozen=True):
    """Oldest change first. Ask again later with `changed_since` set to `complete_until`."""

    complete_until: str
    next: str | None
    results: list[Change]


COMPONENTS: dict[str, Any] = {
    "Trouble": Trouble,
    "QuotePage": QuotePage,
    "ChangePage": ChangePage,
    "Quote": Quote,
    "StatementDetail": StatementDetail,
    "FrozenSearch": FrozenSearch,
    **{kind.type.__name__: kind.type for kind in RESOURCES.values()},
    **{f"{kind.type.__name__}Page": Page[kind.type] for kind in RESOURCES.values()},  # type: ignore[name-defined]
}


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def answers(name: str, *troubles: int) -> dict[int, Any]:
    """The responses of an endpoint; any may be refused when its client asks too often."""
    return {200: reference(name), 304: None, **{status: reference("Trouble") for status in (*troubles, 429)}}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular."""
    types = list(COMPONENTS.values())
    references, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    named = {
        name: components[found["$ref"].rsplit("/", 1)[1]]
        for name, found in zip(COMPONENTS, references, strict=True)
    }
    used = {name: found for name, found in components.items() if not name.startswith("Page_")}
    return {**result, "components": {"schemas": {**used, **named}}}
