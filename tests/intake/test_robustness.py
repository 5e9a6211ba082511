"""Hostile input: no exception, offsets that are offsets, time that grows with the text and not faster."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.intake.jsonl import as_json
from archive.intake.marks.pairs import quotations
from archive.intake.page.lines import lines_of, paragraphs_of
from archive.intake.proposals import LONGEST, propose
from archive.intake.spans import Span
from tests.lengths import LENGTHS, linear

PIECES = st.sampled_from(
    [
        '"', "“", "”", "„", "«", "»", "「", "」", "『", "』", "''", "‘", "’", "'", "– ", "— ", " - ", "…", ": ", ", ", ". ", "! ", "\n", "\r\n",
        "\n\n", "\u00a0", "\u2028", "\u200f", "\ud7ff", "🦊", "e\u0301", "서울", "said", "said that", "told", "according to", "adding",
        "he", "she", "the ministry", "U.S.", "Kim Jong-un", "Matthew Miller", "Spokesperson", "on the 31st", "on Monday",
        "February 29, 2023", "in June", "the following day", "By Ann Lee", "Advertisement", "© 2024", "2024-02-31", "[서울=뉴시스]",
        "denied", "North Korea and Russia", "Reuters", "We will not accept this", "they would", " ", " ",
        "«Мы уйдём»", "сказал Иван Орлов", "по словам", "За його словами", "라고 말했다", "김서연 장관은", "에 따르면", "表示：", "发言人别洛娃说",
        "と述べた", "小林健首相は", "によると", "a-t-elle dit", "sagte", "zufolge", "„Nein“, sagte Kurz", "dijo Mora", "según él", "—No —dijo Mora—.",
        "قال", "אמר", "ने कहा", "กล่าวว่า", "είπε", "ասաց",
    ]
)  # fmt: skip
HOSTILE = st.one_of(
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
    st.text(max_size=200),
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "ru", "uk", "ko", "zh", "ja"])
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


def spans_in(value: object) -> list[list[int]]:
    if isinstance(value, dict):
        return [span for item in value.values() for span in spans_in(item)]
    if isinstance(value, list):
        if len(value) == 2 and all(type(item) is int for item in value):
            return [value]
        return [span for item in value for span in spans_in(item)]
    return []


def check(text: str, *, grammar: bool, language: str = "en") -> None:
    result = as_json("x", text, propose(text, grammar=grammar, language=language))
    for start, end in spans_in(result):
        assert 0 <= start <= end <= len(text)
    for quote in result["quotes"]:
        assert all(text[start:end].strip() for start, end in quote["spans"])


@settings(max_examples=250, deadline=None, suppress_health_check=QUIET)
@given(HOSTILE, LANGUAGES)
def test_the_scanner_survives_hostile_text(text, language):
    check(text, grammar=False, language=language)


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(HOSTILE)
def test_the_grammar_survives_hostile_text(text):
    check(text, grammar=True)


@pytest.mark.drill
@settings(max_examples=2000, deadline=None, suppress_health_check=QUIET)
@given(HOSTILE, st.booleans(), LANGUAGES)
def test_two_thousand_hostile_texts(text, grammar, language):
    check(text, grammar=grammar, language=language)


@pytest.mark.parametrize(
    "piece", ['"', "“a ", "he said, ", "a, ", "– a said – ", '"A b c," he said. ', "ab\n", "Aa Bb ", "「"]
)
def test_a_long_repetition_is_survived(piece):
    check((piece * LONGEST)[:6000], grammar=False)


LONG = [".", "“‘a’ “b” ", "“a ", "said: “a” ", "“A,” said B. "]


@LENGTHS
@pytest.mark.parametrize("piece", LONG)
def test_the_longest_text_of_one_repetition_takes_seconds_not_minutes(piece, length):
    with linear(10, length):
        propose((piece * length)[:length], grammar=False)


@LENGTHS
def test_many_names_of_another_language_take_seconds_not_minutes(length):
    """Each surname was looked for in the whole text: 200,000 characters took 38 s."""
    names = (
        f"{chr(0x410 + n % 32)}{chr(0x430 + n // 32 % 32)}{chr(0x430 + n // 1024)}ев" for n in range(9_000)
    )
    text = "\n\n".join(
        f"«Мы уйдём отсюда», — сказал Иван {name}. По словам {name}а, это так." for name in names
    )
    with linear(20, length):
        propose(text[:length], language="ru")


@LENGTHS
@pytest.mark.parametrize(
    "shape",
    [
        "林{}说，谈判将于下周开始。",
        "林{}·约翰表示，谈判将于下周开始。",
        "外交部发言人林{}称，双方已经同意停火。",
    ],
)
def test_many_statements_in_chinese_take_seconds_not_minutes(shape, length):
    """Each name was compared with all that were known."""
    text = "".join(shape.format(chr(0x4E00 + n % 15_000)) for n in range(LONGEST // 10))
    with linear(8, length):
        assert len(propose(text[:length], language="zh").quotes) > 100


def test_a_text_may_end_with_according_to():
    check("He said so, according to ", grammar=True)
    check("according to", grammar=True)


@given(HOSTILE)
@settings(max_examples=100, deadline=None)
def test_quotations_never_overlap(text):
    found = [q.outer for q in quotations(text, Span(0, len(text)))]
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(HOSTILE)
@settings(max_examples=100, deadline=None)
def test_lines_and_paragraphs_keep_every_word(text):
    lines = lines_of(text)
    assert "".join("".join(line.span.of(text).split()) for line in lines) == "".join(
        "".join(part.split()) for part in text.splitlines()
    ) or any(mark in text for mark in "\u2028\x0b\x0c\x1c\x1d\x1e\x85")
    assert all(any(line.span.start == span.start for line in lines) for span in paragraphs_of(text, lines))


@pytest.mark.drill
@pytest.mark.parametrize(
    "piece",
    [*LONG, '"We will go," he said. It rained all day. ', '"', "he said, ", "word ", "…", "‘a ", "a’ ‘", "Ann Lee said ",
     "according to ", "A said “b” and ", "\n", "A\n\n", "on Monday ", " em> ", "A. ", "– a said – ", "「", "a: ", "(", "e\u0301"],
)  # fmt: skip
def test_time_per_character_stays_level(piece):
    def once(size: int) -> float:
        text = (piece * size)[:size]
        started = time.perf_counter()
        propose(text, grammar=False)
        return (time.perf_counter() - started) / size

    def best(size: int) -> float:
        return min(once(size) for _ in range(3))

    assert best(200_000) < 3 * max(best(20_000), 1e-7)
