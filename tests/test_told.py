"""Reported speech in one line, in an address, on every surface: never its words without its verb."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models.told import slug_source, told, unnamed
from archive.text import shortened, slug


@dataclass
class Span:
    part: str
    start: int
    end: int
    text: str


def line(text, **parts):
    """The spans of the parts where they stand in the text."""
    spans = []
    for part, printed in parts.items():
        for one in [printed] if isinstance(printed, str) else printed:
            start = text.index(one)
            spans.append(Span(part, start, start + len(one), one))
    return spans


DENIAL = "North Korea and Russia denied the arms deals."
NAMES = "Government of North Korea and Government of Russia"


@pytest.mark.parametrize(
    ("text", "parts", "names", "expected"),
    [
        (
            DENIAL,
            {"speaker": "North Korea and Russia", "cue": "denied", "words": "the arms deals"},
            NAMES,
            DENIAL[:-1],
        ),
        ("He denied it.", {"speaker": "He", "cue": "denied", "words": "it"}, "Ada", "He [Ada] denied it"),
        ("It denies the deal.", {"cue": "denies", "words": "the deal"}, "Ada", "[Ada] denies the deal"),
        (
            "The deal, Ada denied.",
            {"words": "The deal", "speaker": "Ada", "cue": "denied"},
            "Ada",
            "The deal Ada denied",
        ),
        (
            "Ada: no deal.",
            {"speaker": "Ada", "words": "no deal"},
            "Ada",
            "[in the reporter's words:] Ada no deal",
        ),
        (
            "Ada said it was “near”, or soon.",
            {"speaker": "Ada", "cue": "said", "words": ["near", "soon"]},
            "Ada",
            "Ada said … near … soon",
        ),
        (
            "平壌は取引を否定した",
            {"speaker": "平壌", "cue": "否定した", "words": "取引"},
            "平壌",
            "平壌 取引 否定した",
        ),
    ],
)
def test_a_line_holds_speaker_verb_and_words_as_printed(text, parts, names, expected):
    assert told("indirect", line(text, **parts), names) == expected


@given(st.text(min_size=1, max_size=300), st.booleans(), st.integers(1, 120))
def test_whatever_is_cut_off_the_verb_is_not(words, words_first, length):
    text = f"{words} Ada denied" if words_first else f"Ada denied {words}"
    spans = [
        Span("speaker", text.rindex("Ada"), text.rindex("Ada") + 3, "Ada")
        if words_first
        else Span("speaker", 0, 3, "Ada"),
        Span("cue", len(text) - 6, len(text), "denied") if words_first else Span("cue", 4, 10, "denied"),
        Span("words", 0 if words_first else 11, len(words) + (0 if words_first else 11), words),
    ]
    for kind in ("indirect", "mixed"):
        found = told(kind, spans, "Ada", length)
        assert "Ada" in found
        assert "denied" in found
        address = slug(slug_source(kind, spans, "Ada"))
        assert "denied" in address


@pytest.mark.parametrize(
    ("speaker", "cue", "words"),
    [
        ("A very long line of people who all have names and titles of their own", "denied", "the arms deals"),
        ("Ada", "did not confirm what had been said before in the house by others", "the arms deals"),
        ("Ada", "", "the arms deals"),
    ],
)
def test_an_address_without_room_for_the_verb_has_no_words(speaker, cue, words):
    text = f"{speaker} {cue} {words}"
    spans = line(
        text,
        **{part: value for part, value in {"speaker": speaker, "cue": cue, "words": words}.items() if value},
    )
    assert "arms" not in slug_source("indirect", spans, "Ada")


def test_a_direct_quote_is_its_words():
    spans = line("“Peace,” Ada said.", speaker="Ada", cue="said", words="Peace")
    assert told("direct", spans, "Ada") == slug_source("direct", spans, "Ada") == "Peace"


@pytest.mark.parametrize(
    ("length", "cut"),
    [(16, "We are ready to…"), (17, "We are ready to…"), (19, "We are ready to go"), (4, "We…")],
)
def test_a_text_is_cut_behind_a_whole_word(length, cut):
    assert shortened("We are ready to go", length) == cut
    assert shortened("회담은일주일내내계속될것이다", 5) == "회담은일…"


@pytest.mark.parametrize(
    ("printed", "names", "missing"),
    [
        (["A passer-by"], "Unnamed passer-by", False),
        (["a Senior official"], "Unnamed senior official", False),
        (["the official"], "Unnamed senior official", True),
        (["he"], "Unnamed", True),
        (["hooks"], "bell hooks", True),
    ],
)
def test_what_describes_an_unnamed_source_is_not_said_twice(printed, names, missing):
    assert unnamed(printed, names) is missing
