"""Fields that readers type, looked up in the database: `speaker:miller` to ids."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from archive.models import Country, Occasion, Organisation, Outlet, Speaker
from archive.models.called import called, people
from archive.query import UNKNOWN_OUTLET
from archive.query.dimensions import DIMENSIONS
from archive.query.parameters import UNDATED, Choices, Day, Things, public_keys
from archive.query.public_words import public_words
from archive.search.language import Field, Filter, QueryError
from archive.text import name_key, slug
from archive.text.tongue import gettext

MAX_NAMED = 100

Lookup = Callable[[str], Iterable[int | str]]


def looked_up(field: Field) -> Filter:
    if field.name in _AS_PARAMETERS:
        return Filter(field.name, _as_parameter(field))
    values = tuple(_LOOKUPS[field.name](field.value))
    if field.name in _OF_ROWS and _ids(field.value):
        values = _read(field, _OF_ROWS[field.name])
    if not values:
        advice = gettext("Nothing is found as {field} “{value}”: try a shorter name, or leave it out.")
        raise QueryError(advice.format(field=field.name, value=field.value))
    return Filter(field.name, values)


def _as_parameter(field: Field) -> tuple[str, ...]:
    return _read(field, _AS_PARAMETERS[field.name])


def _read(field: Field, reader: forms.Field) -> tuple[Any, ...]:
    try:
        if isinstance(reader, Day):
            return (reader.clean(field.value).isoformat(),)
        return tuple(reader.clean([field.value]))
    except ValidationError as error:
        raise QueryError(f"{field.name}: {error.messages[0]}") from None


def _ids(value: str) -> list[int | str]:
    """12 of `12` and of `12-matthew-miller`."""
    number = value.partition("-")[0]
    return [int(number)] if number.isascii() and number.isdecimal() and len(number) < 10 else []


def _speakers(value: str) -> Iterable[int | str]:
    named = Speaker.objects.public().known_as(called("speaker", value) or people(value))
    return _ids(value) or named.values_list("pk", flat=True)[:MAX_NAMED]


def _public(model: Any, value: str) -> Iterable[int | str]:
    found = called(model._meta.model_name, value)
    public = {str(key): key for key in public_keys(model, found)}
    return [public[key] for key in found if key in public][:MAX_NAMED]


def _organisations(value: str) -> Iterable[int | str]:
    return _ids(value) or _public(Organisation, value)


def _outlets(value: str) -> Iterable[int | str]:
    return [UNKNOWN_OUTLET] if value.lower() == "unknown" else _ids(value) or _public(Outlet, value)


def _occasions(value: str) -> Iterable[int | str]:
    return _ids(value) or _public(Occasion, value)


def _countries(value: str) -> Iterable[int | str]:
    """A country there is may be asked of, though nobody spoke for it."""
    code = value.upper() if len(value) == 2 and value.isascii() else ""
    known = code and (public_keys(Country, [code]) or Country.objects.filter(pk=code).exists())
    return [code] if known else _public(Country, value)


def _places(value: str) -> Iterable[int | str]:
    return _countries(value) or [str(key) for key in _organisations(value)]


def _roles(value: str) -> list[int | str]:
    """Slugs: of the value itself, and of all public titles that hold it."""
    wanted, named = slug(value), name_key(value)
    holding = [key for key, title in public_words().titles.items() if key and named in name_key(title)]
    return list(dict.fromkeys([wanted, *holding[:MAX_NAMED]])) if wanted and named else []


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
# Of the others, what the parameter of the name reads from the address.
_AS_PARAMETERS: dict[str, forms.Field] = {
    "said_from": Day(),
    "said_to": Day(ends=True),
    "published_from": Day(),
    "published_to": Day(ends=True),
    "undated": Choices(choices=UNDATED),
    **{each.name: each.reader() for each in DIMENSIONS if each.name not in _LOOKUPS},
}
# Of these a number is read as the parameter reads it: it must be a row's, and one that was merged leads on.
_OF_ROWS: dict[str, forms.Field] = {
    each.name: each.reader() for each in DIMENSIONS if issubclass(each.reads, Things)
}
