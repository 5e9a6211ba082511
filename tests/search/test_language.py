import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.language import (
    EVERYTHING,
    And,
    Field,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryError,
    Word,
    parse,
    simplify,
)


def error(text):
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("fuel", Word("fuel")),
        ("fuel grain", And((Word("fuel"), Word("grain")))),
        ("fuel AND grain", And((Word("fuel"), Word("grain")))),
        ('"arms deal"', Phrase("arms deal")),
        ("“arms deal”", Phrase("arms deal")),
        ("amm*", Prefix("amm")),
        ("sanction~", Fuzzy("sanction")),
        ("-fuel", Not(Word("fuel"))),
        ("NOT fuel", Not(Word("fuel"))),
        ("state-run", Word("state-run")),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("speaker:12-miller", Field("speaker", "12-miller")),
        ('speaker:"Matthew Miller"', Field("speaker", "Matthew Miller")),
        ("-country:KP", Not(Field("country", "KP"))),
        ("fuel or grain", And((Word("fuel"), Word("or"), Word("grain")))),
        ("at 17:30", And((Word("at"), Word("17:30")))),
        ("북한*", Word("북한")),
    ],
)
def test_a_query_is_read_as(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "message", "corrected"),
    [
        ('say "never', "quotation mark", 'say "never"'),
        ("(fuel", "not closed", "(fuel)"),
        ("fuel)", "without its", "fuel"),
        ("fuel OR", "both sides", "fuel"),
        ("OR fuel", "both sides", "fuel"),
        ("fuel ()", "nothing between", "fuel"),
        ("fuel NOT", "needs a word", "fuel"),
        ("*fuel", "at the end", "fuel"),
        ("fu*el", "at the end", "fu"),
        ("am*", "3 letters", "am"),
        ("war~", "4 letters", "war"),
        ("speker:12", "Did you mean speaker:", "speaker:12"),
        ("nothing:12", "no field", "nothing 12"),
        ("speaker: miller", "needs a value", "miller"),
        ("((((((fuel))))))", "5 deep", "(((((fuel)))))"),
    ],
)
def test_a_mistake_is_explained_and_corrected(text, message, corrected):
    found = error(text)
    assert message in found.message
    assert found.corrected == corrected


def test_too_many_terms_are_cut():
    assert error("fuel " * 21).corrected == " ".join(["fuel"] * 20)


def test_too_long_a_query_is_cut_between_words():
    found = error("ammunition " * 40)
    assert "300 characters" in found.message
    assert found.corrected.split() == ["ammunition"] * 20


def test_stop_words_are_left_out_unless_alone():
    assert simplify(parse("the fuel")) == Word("fuel")
    assert simplify(parse("the")) == Word("the")
    assert simplify(parse("to be")) == And((Word("to"), Word("be")))
    assert simplify(parse("… fuel !")) == Word("fuel")


PIECES = st.sampled_from(
    [
        "fuel",
        "the",
        '"',
        "(",
        ")",
        "-",
        "OR",
        "AND",
        "NOT",
        "*",
        "~",
        ":",
        "speaker:",
        "said_to:",
        "am*",
        "북한",
        " ",
        "“",
        "é",
        "'",
        "1,0",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=330),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)


@given(TEXTS)
def test_every_text_is_read_or_corrected_to_one_that_is(text):
    try:
        parse(text)
    except QueryError as wrong:
        parse(wrong.corrected)


@given(TEXTS)
def test_simplifying_twice_changes_nothing_more(text):
    try:
        tree = simplify(parse(text))
    except QueryError:
        return
    assert simplify(tree) == tree
