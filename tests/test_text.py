import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import (
    check_article,
    defused,
    name_key,
    read_article,
    removed,
    restored,
    slug,
    sort_key,
)
from archive.text.folding import fold


def test_folding_takes_marks_and_case_away() -> None:
    assert (
        fold("Čapek ÉCOLE Straße Wałęsa Iğdır Ørsted Đorđe")
        == "capek ecole strasse walesa igdir orsted dorde"
    )


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("apostrophe", "'’‘ʼ′´`＇ʻ‛")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_has_one_key_however_it_is_written(apostrophe: str, form: Literal["NFC", "NFD"]) -> None:
    assert name_key(unicodedata.normalize(form, f"Éa O{apostrophe}Brien-Ło")) == "ea obrien lo"


def test_letters_that_combine_stay_in_their_word() -> None:
    assert name_key("दिन शांति") == unicodedata.normalize("NFC", "दिन शांति")
    assert name_key(unicodedata.normalize("NFD", "김정은")) == "김정은"
    assert name_key("ﾊﾞｲﾃﾞﾝ") == name_key("バイデン") != name_key("ハイテン")
    assert name_key("กุ") != name_key("กู") != name_key("ก")
    assert name_key("Ko\u00adva\u200bl") == "koval"
    assert name_key("مُحَمَّد") == name_key("محمد") == name_key("محـــمد")
    assert name_key("کریمی") == name_key("كريمي")
    assert name_key("Unit ٤٧ 4️⃣") == "unit 47 4"


def test_names_sort_as_a_reader_expects() -> None:
    names = ["Zoo", "Čapek", "apple", "Cyan", "Äpfel", "The Bahamas"]
    assert sorted(names, key=sort_key) == ["Äpfel", "apple", "The Bahamas", "Čapek", "Cyan", "Zoo"]


def test_a_slug_holds_the_first_words() -> None:
    assert (
        slug("“We don’t want to – really – speculate about anything at all.”")
        == "we-dont-want-to-really-speculate-about-anything"
    )


def test_a_slug_is_in_the_script_of_its_text() -> None:
    assert slug("외교부 대변인") == "외교부-대변인"
    assert slug("Minister (환경)") == "minister-환경"
    assert slug("Lech Wałęsa") == "lech-walesa"
    assert slug("…") == ""


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


@pytest.mark.parametrize(
    "text", ["a;=1", "a\n=1", "a\t@x", "a\r\n+1", "a;-1", "a;'=1", "a;＝1", "a;\n-2+3|cmd"]
)
def test_no_part_of_a_cell_begins_like_a_formula_where_cells_are_parted_otherwise(text: str) -> None:
    assert not re.search(r"[;\t\r\n][=+@＝-]", defused(text))
    assert restored(defused(text)) == text


def test_lists_and_signs_inside_a_line_are_left_as_they_are() -> None:
    assert defused("Two:\n- one; - a = b, x=1\n- two") == "Two:\n- one; - a = b, x=1\n- two"
