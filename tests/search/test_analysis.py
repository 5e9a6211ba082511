import random
import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import letters
from archive.search.analysis import (
    SPAN_BITS,
    exact_terms,
    forms,
    placed,
    readings,
    stem,
    stems,
    tokens,
    within_one_edit,
)
from tests.lengths import LENGTHS, linear
from tests.nasty import WORDS


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The U.S. Army", ["the", "usa", "army"]),
        ("US’s aid to us", ["usa", "s", "aid", "to", "us"]),
        ("Korea’s and Korea's", ["korea", "s", "and", "korea", "s"]),
        ("don’t", ["don", "t"]),
        ("state-run", ["state", "run"]),
        ("1,000 tons, 3.5%", ["1000", "tons", "3.5"]),
        ("Čapek naïve Łódź", ["capek", "naive", "lodz"]),
        ("e\u0301te\u0301", ["ete"]),
        ("ＡＢＣ", ["abc"]),
        ("9K515 F-16s", ["9k515", "f", "16s"]),
        ("coop-\neration", ["cooperation"]),
        ("coop\u00aderation par\u2060liament", ["cooperation", "parliament"]),
        ("١٢٬٥٠٠ １１，０００ 1.250.000 12’500", ["12500", "11000", "1250000", "12500"]),
        ("17.06.2024 2023,2024 7,5", ["17.06.2024", "2023", "2024", "7.5"]),
        ("مُحَمَّد القــاهرة שָׁלוֹם", ["محمد", "القاهرة", "שלום"]),
        ("दिन दान", ["दिन", "दान"]),
        ("ﾃﾞｰﾀ", ["デー", "ータ"]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", ["한국"]),
        ("북한은 미국", ["북한", "한은", "미국"]),
        ("北", ["北"]),
        ("KCNA는", ["kcna", "는"]),
        ("_x_ — …", ["x"]),
        ("ـ a ـ-ـ ’s", ["a", "s"]),
        ("", []),
    ],
)
def test_text_becomes_terms(text, terms):
    assert exact_terms(text) == terms


def test_stems_leave_out_stop_words():
    assert stems(exact_terms("They were discussing the sanctions")) == ["discuss", "sanction"]


def test_words_that_change_a_denial_are_kept():
    assert stems(["not", "no", "never", "will"]) == ["not", "no", "never", "will"]


def test_offsets_are_those_of_the_original_text():
    text = "“Čapek’s” e\u0301te\u0301 북한은"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Čapek’s",
        "s",
        "e\u0301te\u0301",
        "북한",
        "한은",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cease-fire", "ceasefire"),
        ("post–war", "postwar"),
        ("F-16", "F16"),
        ("cease\u200bfire", "ceasefire"),
        ("coop-\r\neration", "cooperation"),
        ("har‑\u00a0\x0b\u3000bour", "harbour"),
        ("har-\n\x0cbour", "harbour"),
        ("har¬\u2028bour", "harbour"),
        ("Mül-\nler", "Mueller"),
        ("U.S.-\nled", "U.S. led"),
        ("O’Brien", "OBrien"),
        ("Qur'an", "Quran"),
        ("Müller", "Mueller"),
        ("12 500", "12,500"),
        ("12.500", "12500"),
        ("U.S.", "USA"),
        ("J.D.", "J D"),
        ("H. W.", "H.W."),
        ("می\u200cخواهم", "میخواهم"),
        ("Ինչո՞ւ", "ինչու"),
        ("Þór Guðni", "thor gudni"),
        ("D’Angelo spoke", "DAngelo spoke"),
        ("N'DJAMENA", "NDjamena"),
        ("北朝\n鮮は制裁", "北朝鮮は制裁"),
        ("北\n朝\r\n鮮 国", "北朝鮮 国"),
        ("停火協\n議", "停火協議"),
        ("停\n 火協議 成", "停火協議 成"),
        ("제재를 요\n구했다", "제재를 요구했다"),
        ("대한민\r\n국에서 제\n재를 요구\n했다", "대한민국에서 제재를 요구했다"),
        ("말했다 미국\n한국 일본", "말했다 미국한국 일본"),
        ("กระทรวง\nการต่าง\u200bประเทศ", "กระทรวงการต่างประเทศ"),
        ("សន្តិ\u200bភាព", "សន្តិភាព"),
    ],
)
def test_what_looks_alike_has_a_term_in_common(one, other):
    assert is_found(one, other)
    assert is_found(other, one)


@pytest.mark.parametrize(
    "models",
    [
        ["F-16", "F16", "F 16", "F-16s", "F16s", "F 16s"],
        ["MiG-31", "MIG‑31s", "mig31", "MiG 31", "MiG31s", "mig 31s"],
        ["F/A-18", "F/A 18", "FA-18", "FA18", "F/A-18s", "FA 18s", "f/a18"],
        ["F-15E", "F15E", "F 15E", "F-15Es", "F15Es", "F 15Es", "F 15 E"],
        ["S-300PMU", "S300PMU", "S 300 PMU", "S-300 PMU"],
        ["F-16s", "F-16's", "F-16", "F16’s", "F 16’s"],
        ["the 1990s", "the 1990's"],
        ["COVID-19", "Covid19", "covid 19"],
    ],
)
def test_models_are_found_however_letters_and_figures_are_joined(models):
    for one, other in product(models, models):
        assert is_found(f"two {one} jets", other), (one, other)
        assert is_found(f"two {one} jets", f"two {other} jets"), (one, other)


@pytest.mark.parametrize("query", ["f-15es", "f15es", "f 15es", '"f-15es landed"'])
def test_several_of_a_model_may_be_typed_in_small_letters(query):
    assert is_found("two F-15E landed", query.strip('"'))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("in 2024", "the 2024's"),
        ("a 15e", "15es"),
        ("the G7 met", "7"),
        ("in the 1990s", "1990"),
        ("a MiG-31", "MiG-3"),
        ("and/or 5", "do"),
    ],
)
def test_a_model_is_not_its_parts(text, query):
    assert not is_found(text, query)


def is_found(text, query):
    """Whether one reading of the query stands in the text, part after part."""
    held = {(form.term, form.at): form for form in forms(text)}

    def stands(terms, at):
        form = held.get((terms[0], at)) if terms else None
        return not terms or (form is not None and stands(terms[1:], at + max(form.span, 1)))

    return any(stands(terms, at) for terms in readings(query) for at in range(len(text)))


CJK = "北朝鮮が中国とロシアに兵器を送った"


@pytest.mark.parametrize("seed", range(30))
def test_a_phrase_finds_a_text_however_either_is_divided(seed):
    rng = random.Random(seed)
    start = rng.randrange(10)
    said = CJK[start : start + rng.randint(2, 12)]

    def divided(by):
        return "".join(letter + (by if rng.random() < 0.3 else "") for letter in said).strip()

    line_end = rng.choice(["\n", "\r\n ", "\u200b"])
    text = f"x {divided(line_end)} y"
    assert is_found(text, said)
    assert is_found(text, f"x {said} y")
    assert is_found(text, " ".join(text.split()).replace("\u200b", ""))
    assert not is_found(text, said[0] + said)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("we're going", "were"),
        ("she'll", "shell"),
        ("I'd", "id"),
        ("can’t", "cant"),
        ("n’est", "nest"),
        ("d’art", "dart"),
        ("L’Est", "lest"),
        ("7.5", "75"),
        ("2020-2024", "20202024"),
        ("दान", "दिन"),
        ("let’s go", "let go"),
        ("har–\nbour", "harbour"),
        ("北京\n\n上海", "京上"),
        ("北京 上海", "京上"),
        ("미국\n한국", "국한"),
        ("그는\n한국", "는한국"),
        ("우리\r\n의견은", "우리의"),
        ("이\n해결책", "이해"),
        ("미국\n\n한국", "미국한국"),
        ("北韓\n한국", "韓한"),
        ("미국\n한국", "국 한"),
    ],
)
def test_what_is_said_otherwise_has_none(text, query):
    assert not is_found(text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("l’Ukraine", "Ukraine"),
        ("Putin’in", "Putin"),
        ("NATO'nun", "NATO"),
        ("dell’Ucraina", "Ucraina"),
        ("well-estab-\nlished", "established"),
        ("제재를 요\n구했다", "요구"),
        ("대한민\n국에서", "대한민국"),
        ("미국\n한국", "미국 한국"),
        ("미국\u200b한국", "국한"),
        ("제재를 요\n구했다", "재를 요 구했"),
    ],
)
def test_words_at_a_mark_or_a_line_end_are_words(text, query):
    assert is_found(text, query)


@pytest.mark.parametrize(
    ("one", "other"), [("international", "internal"), ("university", "universe"), ("evening", "even")]
)
def test_stems_keep_apart(one, other):
    assert stem(one) != stem(other)


def test_stems_join_forms_of_one_word():
    assert {stem("adding"), stem("added"), stem("adds")} == {stem("add")}


@given(st.text())
def test_tokens_stand_in_order_inside_the_text(text):
    found = list(tokens(text))
    assert [token.term for token in found] == exact_terms(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@pytest.mark.parametrize(
    "piece",
    [
        "a'",
        "1,",
        "a.",
        "a\u0301",
        "’",
        "U.S",
        "한",
        "a-",
        "a-\n",
        "a- \r\n\u00a0",
        "1 000 ",
        "1.000",
        "a\u200b",
        "दि",
        "-\u200b",
        "क",
        "字\n",
        "字 \t",
    ],
)
@LENGTHS
def test_long_runs_take_linear_time(piece, length):
    with linear(5, length):
        exact_terms(piece * (length // 4))


@pytest.mark.parametrize(
    ("one", "other"), [("fuel", "fuel"), ("fuel", "duel"), ("fuel", "fuels"), ("fuel", "ful")]
)
def test_one_edit_is_near(one, other):
    assert within_one_edit(one, other)


@pytest.mark.parametrize(("one", "other"), [("fuel", "feul"), ("fuel", "fu"), ("fuel", "fleet")])
def test_two_edits_are_not(one, other):
    assert not within_one_edit(one, other)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_built_quickly_is_what_is_read(seed):
    rng = random.Random(seed)
    blanks = [
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        "\u00a0",
        "\u2009",
        "\u202f",
        "\u3000",
        "\t",
        "\x85",
        "\u2028",
        "\u200b",
        "- ",
        "-\n",
        ", ",
    ]
    text = "".join(rng.choice(WORDS) + rng.choice(blanks) for _ in range(30))
    read = [(form.term, form.at << SPAN_BITS | form.span) for form in forms(text)]
    assert list(zip(*placed(text), strict=True)) == read


def test_letters_that_are_taken_as_they_are_read_the_same_beside_a_mark():
    simple = [chr(code) for code in range(0x3000, 0xD800) if letters._SIMPLE.fullmatch(chr(code))]
    text = "".join(letter for letter in simple if not letters.is_korean(letter))
    marked = [form.term for form in forms(text + "\u3099")]  # which no letter here goes with, but the last
    assert len(simple) > 38_000
    assert [form.term for form in forms(text)][:-2] == marked[:-2]
    assert all(unicodedata.is_normalized("NFKC", letter) for letter in simple)
