"""Fields that readers type, looked up in the database: `speaker:miller` to ids."""

from collections.abc import Callable, Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from archive.models import Country, Occasion, Organisation, Outlet, Quote, Role, Speaker
from archive.query.parameters import KINDS, UNDATED, Choices, Day, Many
from archive.search.language import And, Field, Filter, Node, Not, Or, QueryError
from archive.text import slug

MAX_NAMED = 100

Lookup = Callable[[str], Iterable[int | str]]


def resolve(node: Node) -> Node:
    """The tree with every field looked up."""
    if isinstance(node, Field):
        return _filter(node)
    if isinstance(node, Not):
        return Not(resolve(node.child))
    if isinstance(node, And | Or):
        return type(node)(tuple(map(resolve, node.children)))
    return node


def _filter(field: Field) -> Filter:
    if field.name in _AS_PARAMETERS:
        return Filter(field.name, _as_parameter(field))
    values = tuple(_LOOKUPS[field.name](field.value))
    if not values:
        raise QueryError(
            f"Nothing is found as {field.name} “{field.value}”: try a shorter name, or leave it out."
        )
    return Filter(field.name, values)


# What the parameter of this name reads from the address.
_AS_PARAMETERS: dict[str, forms.Field] = {
    "said_from": Day(),
    "said_to": Day(ends=True),
    "published_from": Day(),
    "published_to": Day(ends=True),
    "type": Choices(choices=Speaker.Type.values),
    "kind": Choices(choices=KINDS),
    "translated": Choices(choices=Quote.Translated.values),
    "undated": Choices(choices=UNDATED),
    "language": Many(),
}


def _as_parameter(field: Field) -> tuple[str, ...]:
    reader = _AS_PARAMETERS[field.name]
    try:
        if isinstance(reader, Day):
            return (reader.clean(field.value).isoformat(),)
        return tuple(reader.clean([field.value]))
    except ValidationError as error:
        raise QueryError(f"{field.name}: {error.messages[0]}") from None


def _leading_id(value: str) -> int | None:
    """12 of `12` and of `12-matthew-miller`."""
    number = value.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def _ids(value: str) -> list[int | str]:
    number = _leading_id(value)
    return [] if number is None else [number]


def _speakers(value: str) -> Iterable[int | str]:
    named = (
        Q(name__icontains=value) | Q(other_names__name__icontains=value) | Q(merged__name__icontains=value)
    )
    return (
        _ids(value)
        or Speaker.objects.canonical().public().filter(named).values_list("pk", flat=True)[:MAX_NAMED]
    )


def _organisations(value: str) -> Iterable[int | str]:
    return _ids(value) or _by_name(Organisation, value)


def _outlets(value: str) -> Iterable[int | str]:
    return _ids(value) or _by_name(Outlet, value)


def _by_name(model: type[Organisation] | type[Outlet], value: str) -> Iterable[int]:
    named = Q(name__icontains=value) | Q(other_names__icontains=value)
    return model.objects.public().filter(named).values_list("pk", flat=True)[:MAX_NAMED]


def _occasions(value: str) -> Iterable[int | str]:
    named = Occasion.objects.public().filter(name__icontains=value)
    return _ids(value) or named.values_list("pk", flat=True)[:MAX_NAMED]


def _countries(value: str) -> Iterable[int | str]:
    if len(value) == 2 and value.isascii():
        return [value.upper()]
    named = Q(name__icontains=value) | Q(other_names__icontains=value)
    return Country.objects.public().filter(named).values_list("code", flat=True)


def _places(value: str) -> Iterable[int | str]:
    return _countries(value) or [str(key) for key in _organisations(value)]


def _roles(value: str) -> list[int | str]:
    wanted = slug(value)
    titles = (
        Role.objects.filter(title__icontains=value).values_list("title", flat=True).distinct()[:MAX_NAMED]
    )
    return list(dict.fromkeys([wanted, *map(slug, titles)])) if wanted else []


_LOOKUPS: dict[str, Lookup] = {
    "speaker": _speakers,
    "organisation": _organisations,
    "outlet": _outlets,
    "via": _organisations,
    "occasion": _occasions,
    "country": _countries,
    "mentions": _places,
    "role": _roles,
    "id": _ids,
}
