"""What may be shown around the words of a quote: their sentence in every script, and never more than a cap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.sentences import CAP, Lines, sentence, within
from tests.lengths import LENGTHS, linear

# Script: the sentence before, the one with the words in brackets, the one after, and what stands between them.
SCRIPTS = {
    "English": ("They met on Monday.", "She said [peace is near] at last.", "Nobody knew more.", " "),
    "without spaces": ("They met on Monday.", "She said [peace is near] at last.", "Nobody knew more.", ""),
    "Chinese": ("他们星期一见面。", "她说[和平临近]了。", "没有人知道更多。", ""),
    "Japanese": ("月曜日に会った。", "彼女は[平和は近い]と述べた！", "詳細は不明だ。", ""),
    "half width": ("ゲツヨウビニアッタ｡", "カノジョハ[ヘイワハチカイ]トノベタ｡", "ショウサイハフメイダ｡", ""),
    "Korean": ("월요일에 만났다.", "그는 [평화가 가깝다]고 말했다.", "더는 알려지지 않았다.", ""),
    "Hindi": ("वे सोमवार को मिले।", "उसने कहा [शांति निकट है] आज।", "और कुछ पता नहीं॥", ""),
    "Bengali": ("তারা সোমবার দেখা করেন।", "তিনি বলেন [শান্তি নিকটে] আজ।", "আর কিছু জানা নেই।", " "),
    "Urdu": ("وہ پیر کو ملے۔", "اس نے کہا [امن قریب ہے] آج۔", "مزید معلوم نہیں۔", ""),
    "Arabic": ("هل التقوا يوم الاثنين؟", "قالت [السلام قريب] اليوم.", "لا شيء آخر معروف.", " "),
    "Hebrew": ("הם נפגשו ביום שני.", "היא אמרה [השלום קרוב] היום.", "לא ידוע עוד.", ""),
    "Armenian": ("Նրանք հանդիպեցին։", "Նա ասաց [խաղաղությունը մոտ է] այսօր։", "Ուրիշ ոչինչ։", ""),
    "Armenian, typed": ("Նրանք հանդիպեցին:", "Նա ասաց [խաղաղությունը մոտ է] այսօր:", "Ուրիշ ոչինչ:", " "),
    "Amharic": ("ሰኞ ተገናኙ።", "እሷ [ሰላም ቅርብ ነው] አለች፧", "ሌላ አይታወቅም።", ""),
    "Greek": ("Πότε συναντήθηκαν;", "Είπε [η ειρήνη είναι κοντά] σήμερα.", "Τίποτε άλλο.", " "),
    "Georgian": ("ისინი შეხვდნენ.", "მან თქვა [მშვიდობა ახლოა] დღეს.", "სხვა არაფერი.", ""),
    "Thai": ("พวกเขาพบกันวันจันทร์", "เธอกล่าวว่า[สันติภาพใกล้แล้ว]วันนี้", "ไม่มีข้อมูลเพิ่มเติม", " "),
    "Thai, old marks": ("พบกันวันจันทร์๚", "กล่าวว่า[สันติภาพ]ใกล้๛", "ไม่มีข้อมูล", ""),
    "Lao": ("ພວກເຂົາພົບກັນ", "ນາງກ່າວວ່າ[ສັນຕິພາບໃກ້]ມື້ນີ້", "ບໍ່ມີຂໍ້ມູນ", " "),
    "Khmer, end of a section": ("គេជួប៚", "និយាយ[សន្តិភាព]៚", "មិនដឹង", ""),
    "Ethiopic, typed twice": ("ሰኞ ተገናኙ፡፡", "እሷ [ሰላም ቅርብ ነው] አለች፡፡", "ሌላ አይታወቅም፡፡", ""),
    "Ethiopic, end of a section": ("ሰኞ ተገናኙ፠", "እሷ [ሰላም ቅርብ ነው] አለች፠", "ሌላ", ""),
    "Hindi, typed": ("वे सोमवार को मिले|", "उसने कहा [शांति निकट है] आज|", "और कुछ पता नहीं|", ""),
    "Sinhala": ("හමුවිය෴", "ඇය [සාමය] කීවා෴", "නැත", ""),
    "Spanish": ("Se vieron.", "¿Dijo [la paz está cerca] hoy?", "Nada más.", ""),
    "a turn behind a dash": ("They met.", "—Say [peace is near] now.", "—Nobody knew.", ""),
    "named by a handle": ("They met.", "@Ann said [peace is near] now.", "@Bob knew.", ""),
    "a number": ("They met.", "20 said [peace is near] now.", "30 knew more.", ""),
    "cells of a table": ("They met on Monday", "She said [peace is near] now", "Nobody knew", "\t"),
    "Burmese": ("တနင်္လာနေ့တွေ့သည်။", "သူမက[ငြိမ်းချမ်းရေးနီးပြီ]ဟုပြောသည်။", "အခြားမသိရ။", ""),
    "Khmer": ("ពួកគេជួបគ្នា។", "នាងនិយាយថា[សន្តិភាពជិតហើយ]។", "មិនដឹងទៀតទេ។", ""),
    "Tibetan": ("གཟའ་ཟླ་བར་ཐུག།", "མོས་[ཞི་བདེ་ཉེ་]ཟེར།", "གཞན་མི་ཤེས།", ""),
}
ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


def shown(marked: str) -> str:
    start = marked.index("[")
    end = marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return text[slice(*sentence(text, start, end))]


@pytest.mark.parametrize("script", SCRIPTS)
def test_only_the_sentence_of_the_words_is_shown(script):
    before, own, after, space = SCRIPTS[script]
    text = space.join([before, before, own, after, after])
    assert shown(text) == own.replace("[", "").replace("]", "")


@pytest.mark.parametrize("end", ENDS)
def test_every_kind_of_line_end_ends_a_sentence(end):
    assert shown(f"The first line{end}says [the words] here{end}the last line") == "says the words here"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One. The U.S. State Dept. is [serious]. Two.", "The U.S. State Dept. is serious."),
        ("One. It grew 3.5 times, [he said] at example.com today. Two.", None),
        ("One. J.D. Vancely of St. Ives [said] so. Two.", "J.D. Vancely of St. Ives said so."),
        ("Er kam. „Ja, [wir gehen].“ Dann ging er.", "„Ja, wir gehen.“"),
        ("Fin.“Now [we go],” he said.(2) More.", "“Now we go,” he said."),
        ("He said “[we go].”Then he left.", "He said “we go.”"),
        ("He paid $3.5m.“[No],” he said.", "“No,” he said."),
        ("他说「[是]。」他走了。", "他说「是。」"),
        ("Mr.[Lee] spoke. Then he left.", "Mr.Lee spoke."),
        ("Он сказал: «[да]».Потом ушёл.", "Он сказал: «да»."),
        ("First… [second]… third", "second…"),
        ("They met.¹ Or not.² She said [peace].³ Then more.⁴", "She said peace.³"),
        ("They met.12 She said [peace].13 Then more.14", "12 She said peace."),
        ("See p.12 and [Art.5] of v.2 today. Then more.", "See p.12 and Art.5 of v.2 today."),
        ("Name | Said | She said [peace is near] | Nobody", "She said peace is near |"),
    ],
)
def test_marks_inside_a_sentence_do_not_end_it(marked, expected):
    assert shown(marked) == (expected or "It grew 3.5 times, he said at example.com today.")


@given(st.text(max_size=700), st.integers(0, 700), st.integers(1, 40))
@settings(max_examples=300)
def test_never_more_than_the_cap_is_shown_on_either_side(text, at, size):
    start = min(at, max(0, len(text) - 1))
    end = min(start + size, len(text))
    first, last = sentence(text, start, end)
    assert start - CAP <= first <= start
    assert end <= last <= end + CAP
    assert not any(end in text[first:start] for end in ENDS)


@pytest.mark.parametrize("filler", ["word ", "字", "words, ", "a;", "สันติภาพ", "é", "x"])
def test_what_has_no_sentences_is_cut_at_the_cap_and_at_a_word(filler):
    text = filler * 400 + "peace" + filler * 400
    start = text.index("peace")
    first, last = sentence(text, start, start + 5)
    assert last - first <= 5 + 2 * CAP
    if " " in filler:
        assert text[first - 1] == " "
        assert text[last : last + 1] == " "


def test_a_span_is_cut_to_what_is_near_the_words():
    text = "word " * 400
    assert within(text, (0, 2000), (1000, 1004)) == (700, 1304)
    assert within(text, (990, 1010), (1000, 1004)) == (990, 1010)


@given(st.text(alphabet="ab \n\r\u2028", max_size=30), st.integers(0, 30))
def test_lines_are_those_of_splitlines(text, at):
    at = min(at, max(0, len(text) - 1))
    lines = Lines(text)
    found = [text[a:b] for a, b in zip(lines.starts, lines.ends, strict=True)]
    assert found[: len(text.splitlines())] == text.splitlines()
    assert lines.around(at, at)[0] <= at


ADVERSARIAL = [
    *(
        "He said so. ",
        "a. ",
        ".",
        "“‘a’ “b” ",
        "Mr. ",
        "U.S.",
        "... ",
        ".”",
        "。",
        " ",
        "\r",
        "x",
        "!?",
        "a.B",
    ),
    *("\u0301", "ก ", "Dr.Dr", "\u200b", ".“", "😀.", "1.", "A.", ";", "\u2028", "('", "।"),
]


@LENGTHS
@pytest.mark.parametrize("filler", ADVERSARIAL)
def test_a_thousand_sentences_of_a_long_line_take_no_time(filler, length):
    text = (filler * length)[:length]
    with linear(5, length):
        for at in range(0, length - 1_000, 199):
            sentence(text, at, at + 20)
