import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import highlight
from archive.search.shown import LONGEST
from tests.lengths import linear


def marked(query, text, added=()):
    return [text[start:end] for start, end in highlight(query, text, added)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sanction", ["sanctions"]),
        ('"sanction"', []),
        ('"new sanctions"', ["new sanctions"]),
        ("san*", ["sanctions"]),
        ("sanktions~", ["sanctions"]),
        ("new OR russia", ["new", "Russia’s"]),
        ("sanctions -russia", ["sanctions"]),
        ("the sanctions", ["sanctions"]),
        ("the", ["The"]),
        ("speaker:russia sanctions", ["sanctions"]),
        ('"unclosed', []),
        ("", []),
    ],
)
def test_words_of_a_query_are_found(query, found):
    assert marked(query, "The new sanctions hit Russia’s banks") == found


@pytest.mark.parametrize("query", ["mig 31", "MiG31", '"MiG 31s"', "mig-31"])
def test_models_are_marked_however_they_are_joined(query):
    assert marked(query, "two MiG-31s landed") in (["MiG-31s"], ["MiG", "31s"])
    assert marked(query, "two MiG31s landed") == ["MiG31s"]


def test_neighbouring_pairs_become_one_span():
    assert marked("북한군", "북한군이") == ["북한군"]


def test_spellings_that_were_added_are_found_too():
    assert marked("DPRK", "North Korea said", ["North Korea"]) == ["North Korea"]


@given(st.text(alphabet="ab *~\"-()é북한'", max_size=30), st.text(alphabet="ab é북한'.", max_size=60))
def test_spans_are_in_order_apart_and_inside(query, text):
    edges = [edge for span in highlight(query, text) for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize("part", ["字", "x-", "a b ", "ก", "O'N'"])
@pytest.mark.parametrize("query", ["peace", '"a b a b"', "pea*", "peace~"])
@pytest.mark.parametrize("length", [LONGEST // 4, pytest.param(LONGEST * 4, marks=pytest.mark.drill)])
def test_a_text_that_never_ends_is_marked_in_no_time(query, part, length):
    with linear(20, min(length, LONGEST)):
        assert all(end <= LONGEST for _, end in highlight(query, (part * length)[:length]))
