import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import check_article, defused, fold, read_article, removed, restored, slug, sort_key


def test_folding_takes_marks_and_case_away() -> None:
    assert fold("Čapek ÉCOLE Straße") == "capek ecole strasse"


def test_names_sort_as_a_reader_expects() -> None:
    names = ["Zoo", "Čapek", "apple", "Cyan", "Äpfel", "The Bahamas"]
    assert sorted(names, key=sort_key) == ["Äpfel", "apple", "The Bahamas", "Čapek", "Cyan", "Zoo"]


def test_a_slug_holds_the_first_words() -> None:
    assert (
        slug("“We don’t want to – really – speculate about anything at all.”")
        == "we-dont-want-to-really-speculate-about-anything"
    )


def test_a_slug_of_another_script_is_empty() -> None:
    assert slug("김정은") == ""


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=8))
def test_kept_and_removed_make_the_whole_text(text: str, cuts: list[int]) -> None:
    edges = sorted({cut for cut in cuts if cut <= len(text)})
    kept = list(zip(edges[::2], edges[1::2], strict=False))
    pieces = sorted(kept + removed(len(text), kept))
    assert "".join(text[start:end] for start, end in pieces) == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"caf\xe9", "UTF-8 at byte 3"),
        (b"a\0b", "offset 1"),
        (b" \n", "empty"),
        (b"x" * 200_001, "200,001 characters"),
    ],
)
def test_an_unusable_file_says_what_is_wrong(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_article(data)


def test_a_usable_text_is_never_changed() -> None:
    assert read_article("\r\n Ä \u200b\n".encode()) == "\r\n Ä \u200b\n"
    assert check_article(" x ") == " x "


@given(st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8")))
def test_restoring_undoes_defusing(text: str) -> None:
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "＝1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert defused(text) == f"'{text}"
