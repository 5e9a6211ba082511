"""Every filter of several values, declared once: how the address is read, and what people and programs are told of it.

The fields of QuoteQuery have the same names; documents have the values (search/index/documents.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from archive.models import Article, Occasion, Organisation, Outlet, Quote, Speaker, Statement
from archive.query import UNKNOWN_OUTLET, parameters

Value = int | str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A filter that any of several values meets.

    `heading` stands above its values and before one on a chip, `hint` beside it; `phrase` is its part of the sentence that says
    a search back, `joint` the same where each of several filters holds for one of several speakers. `api` is for programs.
    """

    name: str
    heading: str
    phrase: str
    reads: type[forms.Field]
    options: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[Value, str] = field(default_factory=dict)
    hint: str = ""
    joint: str = ""
    api: str = ""
    numbers: bool = False  # its values are ids
    listed: bool = True  # beside the results, with its values to choose from

    def reader(self) -> forms.Field:
        return self.reads(**self.options)


def _sentence_case(choices: Iterable[tuple[str, Any]]) -> dict[Value, str]:
    return {value: str(label)[:1].upper() + str(label)[1:] for value, label in choices}


DIMENSIONS = (
    Dimension(
        "speaker",
        "Speaker",
        "by {}",
        parameters.Speakers,
        {"model": Speaker},
        api="Id of a speaker; repeated: any of them",
        numbers=True,
    ),
    Dimension(
        "role",
        "Role",
        "as {}",
        parameters.Roles,
        joint="in which somebody spoke as {}",
        api="Slug of a role's title: spokesperson",
    ),
    Dimension(
        "country",
        "Speaking for",
        "speaking for {}",
        parameters.Codes,
        hint="The country that the speaker spoke for",
        joint="in which somebody spoke for {}",
        api="Code of the country that the speaker spoke for",
    ),
    Dimension(
        "organisation",
        "Speaking for an organisation",
        "speaking for {}",
        parameters.Things,
        {"model": Organisation},
        joint="in which somebody spoke for {}",
        api="Id of the organisation that the speaker spoke for",
        numbers=True,
    ),
    Dimension(
        "mentions",
        "Mentions",
        "mentioning {}",
        parameters.Places,
        hint="The countries and organisations that the words name",
        api="Country code, or id of an organisation, that the words name",
    ),
    Dimension(
        "outlet",
        "Outlet",
        "published by {}",
        parameters.Outlets,
        {"model": Outlet},
        {UNKNOWN_OUTLET: "Outlet unknown"},
        api="Id of the outlet, or unknown",
        numbers=True,
    ),
    Dimension(
        "via",
        "Reported via",
        "passed on by {}",
        parameters.Things,
        {"model": Organisation},
        api="Id of an organisation in the reporting chain",
        numbers=True,
    ),
    Dimension(
        "type",
        "The speaker is",
        "by a speaker of type {}",
        parameters.Choices,
        {"choices": Speaker.Type.values},
        {value: str(label).capitalize() for value, label in Speaker.Type.choices},
        joint="in which somebody of type {} spoke",
        api="Speaker is",
    ),
    Dimension(
        "kind",
        "Kind",
        "of kind {}",
        parameters.Choices,
        {"choices": parameters.KINDS},
        dict(Quote.Kind.choices),
    ),
    Dimension(
        "verb",
        "Reporting verb",
        "reported with “{}”",
        parameters.Roles,
        api="Reporting verb: denied, according-to",
    ),
    Dimension(
        "translated",
        "Translation",
        "{}",
        parameters.Choices,
        {"choices": Quote.Translated.values},
        _sentence_case(Quote.Translated.choices),
    ),
    Dimension("language", "Language", "in language {}", parameters.Languages),
    Dimension(
        "source",
        "Source",
        "from sources of kind {}",
        parameters.Choices,
        {"choices": parameters.SOURCES},
        _sentence_case(Article.Form.choices),
    ),
    Dimension(
        "record",
        "Held against the record",
        "{}",
        parameters.Choices,
        {"choices": parameters.RECORD},
        {"matched": "With the transcript's words", "none": "No transcript found"},
        api="Transcript",
    ),
    Dimension("occasion", "Occasion", "at {}", parameters.Things, {"model": Occasion}, numbers=True),
    Dimension(
        "statement",
        "Statement",
        "reporting statement {}",
        parameters.Things,
        {"model": Statement},
        api="Id of a statement: the quotes that report the same words",
        numbers=True,
        listed=False,
    ),
)
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}

# Where the order is another; what is named in neither comes last.
_ON_THE_PAGE = (
    *("speaker", "country", "mentions", "kind", "verb", "outlet", "via", "role", "organisation", "occasion"),
    *("statement", "translated", "source", "record", "type", "language"),
)
_BEFORE_WORDS = ("speaker", "type", "role", "country", "organisation", "mentions")
_AFTER_WORDS = (
    "statement",
    "kind",
    "verb",
    "occasion",
    "outlet",
    "via",
    "language",
    "translated",
    "source",
    "record",
)


def on_the_page() -> list[Dimension]:
    return _in_order(_ON_THE_PAGE)


def before_words() -> list[Dimension]:
    """Of the sentence that says a search back."""
    return [BY_NAME[name] for name in _BEFORE_WORDS]


def after_words() -> list[Dimension]:
    return [each for each in _in_order(_AFTER_WORDS) if each.name not in _BEFORE_WORDS]


def _in_order(names: tuple[str, ...]) -> list[Dimension]:
    first = [BY_NAME[name] for name in names]
    return [*first, *(each for each in DIMENSIONS if each not in first)]
