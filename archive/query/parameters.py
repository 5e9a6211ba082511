"""What one URL parameter may hold: form fields that turn the reader's text into values, or say what to write."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from archive.models import Article, Country, Organisation, Outlet, Quote, Speaker
from archive.models.merges import led_to
from archive.models.remembered import once, reads_once, until_indexed
from archive.query import UNKNOWN_OUTLET
from archive.query.days import UnclearError, read_day, read_period
from archive.query.public_words import public_words
from archive.text import slug
from archive.text.tongue import ENGLISH, NAMES, day, gettext, noop

MANY = 20  # values of one parameter: every link of a page repeats them
PICKED = 100  # quotes picked by hand
MERGED = (Organisation, Outlet)  # of a speaker both rows stay
KINDS = [kind for kind in Quote.Kind.values if kind != Quote.Kind.HEADLINE]
LONGEST_CODE = 35
SOURCES = Article.Form.values
RECORD = ("matched", "none")
FIRST_YEAR = 1000  # earlier ones are slips, and their digits would be read as days
UNDATED = ("include", "exclude", "only")

_TONGUE = re.compile(r"(?:^|&)lang=([^&]*)")
_KEY = re.compile(r"([0-9]{1,15})(?:-.*)?", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")


class Many(forms.Field):
    """A repeated parameter, as a tuple. Subclasses read one value, and check together that they exist."""

    most = MANY
    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> tuple[Any, ...]:
        given = list(value or ())
        if len(given) > self.most:
            advice = gettext("{number} values are more than {most}: take some away.")
            raise ValidationError(advice.format(number=len(given), most=self.most))
        texts = [text.strip() for text in given if text.strip()]
        if any("\0" in text for text in texts):
            raise ValidationError(gettext("A NUL character is no part of any value: take it away."))
        return self.known(tuple(dict.fromkeys(map(self.one, texts))))

    def one(self, text: str) -> Any:
        raise NotImplementedError

    def known(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return values


def not_known(text: str) -> ValidationError:
    advice = gettext("“{text}” is not a value that this filter knows: take it away.")
    return ValidationError(advice.format(text=text[:80]))


class Roles(Many):
    """Slugs of titles, in any script."""

    def one(self, text: str) -> str:
        if wanted := slug(text):
            return wanted
        raise not_known(text)


class Languages(Many):
    """Codes as the archive writes them, whatever the reader's capitals: zh-Hant. Without a hyphen they have none."""

    def one(self, text: str) -> str:
        if not _LANGUAGE.fullmatch(text) or len(text) > LONGEST_CODE:
            raise not_known(text)
        return text

    def known(self, values: tuple[str, ...]) -> tuple[str, ...]:
        codes = public_words().languages if any("-" in value for value in values) else frozenset()
        written = {code.lower(): code for code in codes}
        named = (value if value in codes else written.get(value.lower(), value.lower()) for value in values)
        return tuple(dict.fromkeys(named))


class Numbers(Many):
    """Ids, with or without their slug: "12" and "12-matthew-miller"."""

    most = PICKED
    advice = noop("“{text}” is no number: write one as it stands in the address of a page, such as 12.")

    def one(self, text: str) -> int:
        if match := _KEY.fullmatch(text):
            return int(match[1])
        raise ValidationError(gettext(self.advice).format(text=text[:80]))


class Pages(Numbers):
    advice = noop("“{text}” is no page: pages are numbered 1, 2, 3 and so on.")


class Things(Numbers):
    """Ids of rows that a published quote leads to."""

    most = MANY

    def __init__(self, *, model: type[models.Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def known(self, values: tuple[int, ...]) -> tuple[int, ...]:
        return known(self.model, values)


class Speakers(Things):
    """A speaker that was merged into another counts as that one."""

    def known(self, values: tuple[int, ...]) -> tuple[int, ...]:
        merged = _merged(None if reads_once() else values)
        shown = {value: merged.get(value, value) for value in values}
        public = public_keys(Speaker, shown.values())
        _refuse(Speaker, [value for value in values if shown[value] not in public])
        return tuple(dict.fromkeys(shown.values()))


class Outlets(Things):
    """`unknown` (or 0) stands for the articles whose outlet is not known."""

    def one(self, text: str) -> int:
        return UNKNOWN_OUTLET if text.lower() == "unknown" else super().one(text)

    def known(self, values: tuple[int, ...]) -> tuple[int, ...]:
        now = become(self.model, [value for value in values if value != UNKNOWN_OUTLET])
        return tuple(dict.fromkeys(now.get(value, value) for value in values))


class Codes(Many):
    """Two-letter country codes."""

    def one(self, text: str) -> str:
        return text.upper()

    def known(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return known(Country, values)


class Places(Many):
    """Countries by code, organisations by id; both come out as text."""

    def one(self, text: str) -> str:
        match = _KEY.fullmatch(text)
        return match[1] if match else text.upper()

    def known(self, values: tuple[str, ...]) -> tuple[str, ...]:
        known(Country, tuple(value for value in values if not is_id(value)))
        now = become(Organisation, [int(value) for value in values if is_id(value)])
        return tuple(dict.fromkeys(str(now[int(value)]) if is_id(value) else value for value in values))


class Choices(Many):
    def __init__(self, *, choices: Sequence[str], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(**kwargs)

    def one(self, text: str) -> str:
        if text.lower() in self.choices:
            return text.lower()
        advice = gettext("“{text}” is none of {choices}: choose one of these.")
        raise ValidationError(advice.format(text=text[:80], choices=", ".join(self.choices)))


class OneOf(forms.ChoiceField):
    """One value, not several."""

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            advice = gettext("“{text}” is none of {choices}: choose one of these.")
            known = ", ".join(str(one) for one, _ in self.choices)  # type: ignore[misc, union-attr]
            raise ValidationError(advice.format(text=value[:80], choices=known))


def in_four_digits(found: date, text: str) -> date:
    if found.year >= FIRST_YEAR:
        return found
    advice = gettext("“{text}” is before the year {first}: write a later one, such as 2024.")
    raise ValidationError(advice.format(text=text[:40], first=FIRST_YEAR))


class Day(forms.Field):
    """A year, a month or a day, as its first day, or as its last one when it ends a period."""

    widget = forms.TextInput

    def __init__(self, *, ends: bool = False, **kwargs: Any) -> None:
        self.ends = ends
        super().__init__(**kwargs)

    def to_python(self, value: str | None) -> date | None:
        text = (value or "").strip()
        if not text:
            return None
        try:
            return in_four_digits(read_day(text, ends=self.ends), text)
        except ValueError:
            return in_four_digits(self.in_words(text), text)

    def in_words(self, text: str) -> date:
        try:
            return read_period(text, timezone.localdate())[self.ends]
        except UnclearError as unclear:
            ways = gettext(" or ").join(map(day, unclear.days))
            message = gettext("“{text}” may be {ways}: which?").format(text=text, ways=ways)
            raise ValidationError(message, params={"days": unclear.days}) from None
        except ValueError:
            advice = gettext("“{text}” is no date: write 2024, June 2024, 18 June 2024 or 2024-06-18.")
            raise ValidationError(advice.format(text=text[:40])) from None


def read_tongue(query_string: str) -> str:
    """The language in which the page is to speak, English for one that it does not; Django would refuse a query string
    with a thousand fields, and the page that says so speaks a language too."""
    found = _TONGUE.findall(query_string)
    code = found[-1].lower().partition("-")[0] if found else ENGLISH
    return code if code in NAMES else ENGLISH


def in_tongue(path: str, query_string: str, code: str) -> str:
    """The same address in another language; English stands without the parameter."""
    rest = _TONGUE.sub("", query_string).lstrip("&")
    query = "&".join(filter(None, [rest, "" if code == ENGLISH else f"lang={code}"]))
    return f"{path}?{query}" if query else path


def is_id(text: str) -> bool:
    """Digits of other scripts are no ids, nor are more than an id has."""
    return text.isascii() and text.isdecimal() and len(text) <= 15


def known(model: type[models.Model], values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(become(model, values).values()))


def become(model: type[models.Model], values: Collection[Any]) -> dict[Any, Any]:
    """Each as it is asked for, but for a place that was merged into another: the other one."""
    found = public_keys(model, values) if values else ()
    gone = [value for value in values if value not in found]
    later = {value: led_to(str(model._meta.model_name), value) for value in gone if model in MERGED}
    there = public_keys(model, later.values()) if later else ()
    _refuse(model, [value for value in gone if later.get(value) not in there])
    return {value: later.get(value, value) for value in values}


def public_keys(model: type[models.Model], values: Iterable[Any]) -> Collection[Any]:
    """Of these; where many searches are read, of all there are."""
    return _public(model, None if reads_once() else tuple(values))


@once
@until_indexed
def _public(model: type[models.Model], values: tuple[Any, ...] | None) -> frozenset[Any]:
    rows = model._default_manager.public()  # type: ignore[attr-defined]
    return frozenset((rows if values is None else rows.filter(pk__in=values)).values_list("pk", flat=True))


@once
def _merged(values: tuple[Any, ...] | None) -> dict[int, int]:
    """Into whom."""
    rows = Speaker.objects.exclude(canonical=None)
    return dict((rows if values is None else rows.filter(pk__in=values)).values_list("pk", "canonical"))


# As messages say it: the names of the tables.
_CALLED = (
    *(noop("speaker"), noop("organisation"), noop("country"), noop("outlet"), noop("occasion")),
    *(noop("article"), noop("quote"), noop("statement")),
)


def _refuse(model: type[models.Model], unknown: list[Any]) -> None:
    """What was asked for is said back, nothing else."""
    if unknown:
        named = ", ".join(map(str, unknown))[:80]
        advice = gettext("No published quote leads to {kind} {named}: take it away.")
        kind = gettext(str(model._meta.verbose_name))
        raise ValidationError(advice.format(kind=kind, named=named))
