"""Every filter of several values, declared once: how the address is read, and what people and programs are told of it.

The fields of QuoteQuery have the same names; documents have the values (search/index/documents.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from archive.models import Article, Occasion, Organisation, Outlet, Quote, Speaker, Statement
from archive.query import UNKNOWN_OUTLET, parameters
from archive.text.tongue import noop

Value = int | str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A filter that any of several values meets.

    `heading` stands above its values and before one on a chip, `hint` beside it; `phrase` is its part of the sentence that says
    a search back. `api` is for programs.
    """

    name: str
    heading: str
    phrase: str
    reads: type[forms.Field]
    options: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[Value, str] = field(default_factory=dict)
    hint: str = ""
    api: str = ""
    numbers: bool = False  # its values are ids
    listed: bool = True  # beside the results, with its values to choose from

    def reader(self) -> forms.Field:
        return self.reads(**self.options)


DIMENSIONS = (
    Dimension(
        "speaker",
        noop("Speaker"),
        noop("by {}"),
        parameters.Speakers,
        {"model": Speaker},
        api="Id of a speaker; repeated: any of them",
        numbers=True,
    ),
    Dimension(
        "role",
        noop("Role"),
        noop("as {}"),
        parameters.Roles,
        api="Slug of a role's title: spokesperson",
    ),
    Dimension(
        "country",
        noop("Speaking for"),
        noop("speaking for {}"),
        parameters.Codes,
        hint=noop("The country that the speaker spoke for"),
        api="Code of the country that the speaker spoke for",
    ),
    Dimension(
        "organisation",
        noop("Speaking for an organisation"),
        noop("speaking for {}"),
        parameters.Things,
        {"model": Organisation},
        api="Id of the organisation that the speaker spoke for",
        numbers=True,
    ),
    Dimension(
        "mentions",
        noop("Mentions"),
        noop("mentioning {}"),
        parameters.Places,
        hint=noop("The countries and organisations that the words name"),
        api="Country code, or id of an organisation, that the words name",
    ),
    Dimension(
        "outlet",
        noop("Outlet"),
        noop("published by {}"),
        parameters.Outlets,
        {"model": Outlet},
        {UNKNOWN_OUTLET: noop("Outlet unknown")},
        api="Id of the outlet, or unknown",
        numbers=True,
    ),
    Dimension(
        "via",
        noop("Reported via"),
        noop("passed on by {}"),
        parameters.Things,
        {"model": Organisation},
        api="Id of an organisation in the reporting chain",
        numbers=True,
    ),
    Dimension(
        "type",
        noop("The speaker is"),
        noop("by a speaker of type {}"),
        parameters.Choices,
        {"choices": Speaker.Type.values},
        dict(Speaker.Type.choices),
        api="Speaker is",
    ),
    Dimension(
        "kind",
        noop("Kind"),
        noop("of kind {}"),
        parameters.Choices,
        {"choices": parameters.KINDS},
        dict(Quote.Kind.choices),
    ),
    Dimension(
        "verb",
        noop("Reporting verb"),
        noop("reported with “{}”"),
        parameters.Roles,
        api="Reporting verb: denied, according-to",
    ),
    Dimension(
        "translated",
        noop("Translation"),
        "{}",
        parameters.Choices,
        {"choices": Quote.Translated.values},
        dict(Quote.Translated.choices),
    ),
    Dimension("language", noop("Language"), noop("in language {}"), parameters.Languages),
    Dimension(
        "source",
        noop("Source"),
        noop("from sources of kind {}"),
        parameters.Choices,
        {"choices": parameters.SOURCES},
        dict(Article.Form.choices),
    ),
    Dimension(
        "record",
        noop("Held against the record"),
        "{}",
        parameters.Choices,
        {"choices": parameters.RECORD},
        {"matched": noop("With the transcript's words"), "none": noop("No transcript found")},
        api="Transcript",
    ),
    Dimension(
        "occasion", noop("Occasion"), noop("at {}"), parameters.Things, {"model": Occasion}, numbers=True
    ),
    Dimension(
        "statement",
        noop("Statement"),
        noop("reporting statement {}"),
        parameters.Things,
        {"model": Statement},
        api="Id of a statement: the quotes that report the same words",
        numbers=True,
        listed=False,
    ),
)
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}


def _in_order(names: tuple[str, ...]) -> list[Dimension]:
    """What is not named comes last."""
    first = [BY_NAME[name] for name in names]
    return [*first, *(each for each in DIMENSIONS if each not in first)]


ON_THE_PAGE = _in_order(
    (
        *("speaker", "country", "mentions", "kind", "verb", "outlet", "via", "role", "organisation"),
        *("occasion", "statement", "translated", "source", "record", "type", "language"),
    )
)
# Of the sentence that says a search back.
BEFORE_WORDS = [BY_NAME[name] for name in ("speaker", "type", "role", "country", "organisation", "mentions")]
AFTER_WORDS = [
    each
    for each in _in_order(
        (
            *("statement", "kind", "verb", "occasion", "outlet", "via", "language", "translated"),
            *("source", "record"),
        )
    )
    if each not in BEFORE_WORDS
]
