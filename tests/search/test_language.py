from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.language import (
    EVERYTHING,
    And,
    Field,
    Fuzzy,
    Most,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryError,
    Word,
    leaves,
    parse,
    read,
    simplify,
)


def error(text):
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize("pasted", ["PEACE OR WAR AND NOT THIS " * 8, "OR " + "fuel " * 21 + "OR"])
def test_an_or_in_a_pasted_text_is_a_word(pasted):
    assert isinstance(parse(pasted), Most)


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
        ("*fuel", "at the end", "fuel"),
        ("fu*el", "at the end", "fu"),
        ("am*", "3 letters", "am"),
        ("war~", "4 letters", "war"),
        ("speker:12", "Did you mean speaker:", "speaker:12"),
        ("nothing:12", "no field", "nothing 12"),
        ("((((((fuel))))))", "5 deep", "(((((fuel))))))"),
    ],
)
def test_a_mistake_is_explained_and_corrected(text, message, corrected):
    found = error(text)
    assert message in found.message
    assert found.corrected == corrected


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('say "never ever', And((Word("say"), Phrase("never ever"))), "not closed"),
        ('never"', Word("never"), "no other one"),
        ("(fuel", Word("fuel"), "not closed"),
        ("fuel) grain", And((Word("fuel"), Word("grain"))), "no “(”"),
        ("fuel OR", Word("fuel"), "both sides"),
        ("OR fuel", Word("fuel"), "both sides"),
        ("(fuel OR) grain", And((Word("fuel"), Word("grain"))), "both sides"),
        ("fuel ()", Word("fuel"), "nothing between"),
        ("fuel -()", Word("fuel"), "nothing between"),
        ("fuel NOT", Word("fuel"), "needs a word"),
        ("NOT NOT fuel", Not(Word("fuel")), "needs a word"),
    ],
)
def test_marks_that_do_not_match_are_read_as_meant_and_noted(text, tree, note):
    found, notes, _ = read(text)
    assert found == tree
    assert note in " ".join(notes)


@pytest.mark.parametrize(
    "text", ["Miller: North Korea", "what: is", "speaker: miller", "Note:", "Man Ray: a retrospective"]
)
def test_letters_a_colon_and_a_blank_are_no_field(text):
    assert all(isinstance(leaf, Word) for leaf in leaves(parse(text)))
    assert read(text)[1] == ()


def test_too_many_terms_are_cut_where_somebody_asks_with_them():
    assert error("speaker:miller " + "fuel " * 20).corrected == " ".join(["speaker:miller", *["fuel"] * 19])


@pytest.mark.parametrize("marks", ["{}", "“{}”", "{} (laughs) – {}", "Miller: {} -", '{} "{}'])
def test_a_long_text_is_what_shares_its_words(marks):
    text = " ".join(f"word{n} the" for n in range(30))
    tree, notes, _ = read(marks.format(text, text))
    if marks == "“{}”":
        assert tree == Phrase(text)
    else:
        assert {Word(f"word{n}") for n in range(30)} <= set(tree.words)
        assert (tree.least, len(notes)) == (4, 1)


def test_too_long_a_query_is_cut_between_words():
    found = error("ammunition OR " * 1000)
    assert "5,000 characters" in found.message
    assert found.corrected.split() == ["ammunition", "OR"] * 20


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


BOMBS = [
    *"\"(-)*~:.'’",
    *(
        "( ",
        "-(",
        "NOT ",
        "OR ",
        "AND ",
        "a:",
        "speaker:",
        '" ',
        "()",
        "- ",
        "a* ",
        "ab~ ",
        "a.",
        "U.S. ",
        "1,0",
        "\u0301",
    ),
    *(
        "a b ",
        "北",
        "북 ",
        "é",
        "l'",
        "a-",
        "a_",
        "//",
        "http://a ",
        "\0",
        "\u200b",
        "\u202e",
        "ｱﾞ",
        "𝔸",
        "ﷺ",
        "ß",
        "İ",
    ),
    *(
        "(a OR ",
        "-a ",
        "a OR -",
        '"a" ',
        "speker:a ",
        "a:b ",
        "q:( ",
        "*a ",
        "a~~ ",
        "**",
        "a,",
        "1.",
        "'s ",
        "((a) ",
    ),
]


@pytest.mark.parametrize("piece", BOMBS)
def test_a_text_of_200_000_characters_is_read_or_refused_in_linear_time(piece):
    started = process_time()
    for text in (piece * (200_000 // len(piece)), piece * (4_900 // len(piece))):
        try:
            parse(text)
        except QueryError as wrong:
            parse(wrong.corrected)
    assert process_time() - started < 1


def test_figures_parted_by_blanks_are_one_number_and_others_are_not():
    assert parse("12 500 shells") == parse("12,500 shells")
    assert parse("-12 500") == parse("-12,500")
    assert parse("MiG-29 300 000 shells") == parse("MiG-29 300,000 shells")
    assert parse("1\u202f250\u00a0000") == parse("1,250,000")
    assert parse("17 June 2024 100") == And(tuple(map(Word, ["17", "June", "2024", "100"])))
