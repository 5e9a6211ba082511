"""Transcripts made to hurt: nine ways to label, each with nine things said under the labels, and files that are broken.

What is asked of each: an answer in time that grows with the text alone, an error with what to do or all words kept.
"""

import re
import time
from itertools import cycle, product

import pytest

from archive.editing.uploads import read_upload
from archive.intake.transcripts import read
from archive.intake.transcripts.akoma import read_debate
from archive.intake.transcripts.rows import label_rows
from archive.intake.turns import turn_quotes

LENGTH = 60_000
LABELS = {
    "capitals": ["MR. HALE: ", "Q  ", "MS. BELL: "],
    "own lines": ["MR. HALE\n", "Q\n", "MS. BELL\n"],
    "dots": ["Mr. HALE of Ohio. ", "The PRESIDING OFFICER. ", "Mrs. BELL. "],
    "sentences": ["This is what we have to say about it: ", "And this is what they answered us: "],
    "a new one each": [f"MR. {chr(65 + n % 26)}{chr(65 + n // 26)}DE: " for n in range(600)],
    "spelt otherwise": ["MR.HALE: ", "MR. HALE : ", "Mr. Hale:", "MR.\u00a0HALE:\u00a0", "**MR. HALE:** "],
    "like labels": [
        "NOTE: ",
        "10:30 ",
        "https://example.org: ",
        "Re: ",
        "MR. HALE： ",
        "MR. HALE꞉ ",
        "MR. HALE; ",
    ],
    "right to left": ["السيد هيل: ", "سؤال: ", "\u202eMR. HALE:\u202c "],
    "nothing": [""],
}
SAID = {
    "words": "marker words that somebody said here.",
    "nothing": "",
    "one long word": "marker" + "x" * 3_000,
    "brackets": "marker (((((((((((((((((((((((((((((((((((((((((([[[[[[[[[[[[[[[[[[[[[",
    "colons": "marker " + ": " * 200,
    "titles": "marker MR MR MR MR MR. DR THE WHITE HOUSE SECRETARY " * 4,
    "blanks": "marker" + "\u00a0\t " * 300 + "end",
    "line ends": "marker\r\n\r\n\r\n \t\r\n marker",
    "a run of blanks": "marker\n" + " \u00a0\u200b" * 15_000 + "marker",
    "a run of capitals": "marker\nMr. " + "AB" * 2_000 + " marker",
    "marks": "marker “‘«„ \u200f\u200b\u0301 \ufeff 🙂 “(Laughter.) [crosstalk",
}
CASES = list(product(LABELS, SAID))


def hostile(labels: str, said: str) -> str:
    parts, length = [], 0
    for label in cycle(LABELS[labels]):
        parts.append(f"{label}{SAID[said]}\n\n")
        length += len(parts[-1])
        if length > LENGTH:
            return "".join(parts)
    return ""


@pytest.mark.parametrize(("labels", "said"), CASES)
def test_a_hostile_transcript_loses_no_words_and_takes_linear_time(labels, said):
    text = hostile(labels, said)
    before = time.process_time()
    found = read(text)
    label_rows(text, found)
    assert time.process_time() - before < 5
    places = [at for turn in found.turns for span in (turn.label, *turn.words) for at in span]
    assert places == sorted(places)
    assert not places or 0 <= places[0] <= places[-1] <= len(text)
    first = found.turns[0].label[0] if found.turns else len(text)
    kept = sum(text[a:b].count("marker") for turn in found.turns for a, b in (turn.label, *turn.words))
    assert kept == text.count("marker", first)


def labelled(*labels: str, ends: str = "\n\n") -> str:
    return "".join(f"{label}I said {number}.{ends}" for number, label in enumerate(labels * 3))


TWO = ["MR HALE", "Q"]
ODD = {
    "labels that are sentences": (labelled("This is what he told us: ", "That is what she said: "), [], None),
    "only labels": ("MR. HALE:\n\nQ:\n\nMS. BELL:\n\n" * 50, [], None),
    "links": (labelled("https://example.org: ", "mailto:a@b.org: "), [], None),
    "small letters": (labelled("hale: ", "bell: "), [], None),
    "brackets": (labelled("MR. HALE (by video): ", "MS. BELL [by phone]: ", "Q: "), ["MR HALE", "MS BELL", "Q"], []),
    "pictures": (labelled("MR. HALE 🙂: ", "MR. ODEN 👋🏽: ", "Q ✔️: "), ["MR HALE", "MR ODEN", "Q"], []),
    "Hebrew": (labelled("מר הייל: ", "שאלה: "), ["מר הייל", "שאלה"], []),
    "Arabic": (labelled("السيد هيل: ", "سؤال: "), ["السيد هيل", "سؤال"], []),
    "Hindi": (labelled("श्री मोदी: ", "सुश्री राव: "), ["श्री मोदी", "सुश्री राव"], []),
    "Korean": (labelled("홍길동: ", "기자: "), ["홍길동", "기자"], []),
    "Chinese": (labelled("王毅：", "记者："), ["王毅", "记者"], []),
    "wide letters": (labelled("ＭＲ. ＨＡＬＥ：", "MR. HALE: ", "Q："), TWO, []),
    "question and answer": (labelled("Q: ", "A: "), ["Q", "A"], []),
    "question and answer with dots": (labelled("Q. ", "A. "), ["Q", "A"], []),
    "one answer that is an article": ("Q. One?\nMR. HALE: Two.\nA. is a letter.\nQ. Three?\n", ["Q", "MR HALE"], []),
    "times": (labelled("[00:01:02] MR. HALE: ", "00:01:09 Q: "), TWO, ["[00:01:02]", "00:01:09"] * 3),
    "numbers": (labelled("1. MR. HALE: ", "2) Q: "), TWO, ["1.", "2)"] * 3),
    "times behind": (labelled("MR. HALE [00:01]: ", "Q (0:02): "), TWO, ["[00:01]:", "(0:02):"] * 3),
    "numbered lines": ("".join(f"{n:>4}  MR. HALE: So.\n{n + 1:>4}  Q: And?\n" for n in (1, 3, 5)), TWO, list("123456")),
    "a deposition": ("".join(f"{n:>2}   Q.   So?\n{n + 1:>2}   A.   Yes.\n" for n in (1, 3, 5)), ["Q", "A"], list("123456")),
    "an answered mail": (labelled("> MR. HALE: ", "> Q: ", ends="\n"), TWO, []),
    "all on one line": (labelled("MR. HALE: ", "Q: ", ends=" "), TWO, []),
    "dashes": (labelled("MR. HALE — ", "MS. BELL — ", "Q: "), ["MR HALE", "MS BELL", "Q"], []),
    "capitals and dots": (labelled("MR. HALE. ", "MS. BELL. ", "Q: "), ["MR HALE", "MS BELL", "Q"], []),
    "bold type": (labelled("**MR. HALE:** ", "__Q:__ "), TWO, []),
    "no width": (labelled("MR.\u200b HA\u200dLE: ", "\ufeffQ\u200b: ", "MR. HA\u00adLE: "), TWO, []),
    "turned around": (labelled("\u202eMR. HALE:\u202c ", "\u2067Q\u2069: "), TWO, []),
    "wide blanks": (labelled("\u3000MR.\u3000HALE: ", "\u3000Q: "), TWO, []),
    "letters in two pieces": (labelled("MR. E\u0301MILE: ", "MR. ÉMILE: ", "Q: "), ["MR ÉMILE", "Q"], []),
    "ten spellings": (labelled("MR. HALE: ", "Mr. Hale: ", "MR.HALE: ", "MR HALE: ", "mr. hale: ", "MR. HALE : ", "**MR. HALE:** ", "MR. HALE (cont'd): ", "MR.  HALE: ", "Mr Hale: "), ["MR HALE"], []),
    "two at once": (labelled("HALE/BELL: ", "ODEN & BELL: "), ["HALE/BELL", "ODEN & BELL"], []),
    "labels within a line": (labelled("MR. HALE: ", "Q  ", ends=" "), TWO, []),
    "no line ends that we know": (labelled("MR. HALE: ", "Q  ", ends="\x85"), TWO, []),
    "pages": (labelled("MR. HALE: ", "Q  ", ends="\x0b\x0c"), TWO, []),
    "a heading": ("MR. HALE: One.\n\nTHE HARBOUR: WHAT COMES\n\nQ  Two?\n\nMR. HALE: Three.\n", ["MR HALE", "THE HARBOUR", "Q"], []),
    "a label at the end": ("MR. HALE: One.\nQ: Two?\nMR. HALE: Three.\nMS. BELL:", TWO, ["MS. BELL:"]),
    "words after the end": ("MR. HALE: One.\n\nQ  Two?\n\nMR. HALE: Three.\n\nEND\n\nMore.\n", TWO, ["END\n\nMore."]),
    "a note that stays open": ("MR. HALE: One (Laughter. More.\n\nQ  Two?\n\nMR. HALE: So [crosstalk\n", TWO, []),
    "an aside": ("MR. HALE: One.\n\n(All of this was said in brackets.)\n\nQ  Two?\n\nMR. HALE: So.\n", TWO, ["(All of this was said in brackets.)"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_transcript_is_cut_at_its_labels_and_says_what_stands_in_no_turn(name):
    text, keys, left_out = ODD[name]
    found = read(text)
    assert list(dict.fromkeys(turn.key for turn in found.turns)) == keys
    assert list(found.left_out(text)) == ([text.strip()] if left_out is None else left_out)


MANY = {
    "two words a turn": ("".join("Q  Is it?\nMR. HALE: Yes, sir.\n" for _ in range(25_000)), 50_000),
    "one long turn": (f"MR. HALE: One.\nQ  Two?\nMS. BELL: {'and so on we went ' * 11_200}\nQ  So?\n", 4),
}


@pytest.mark.parametrize("name", MANY)
def test_as_many_or_as_long_turns_as_there_are_take_linear_time(name):
    text, turns = MANY[name]
    before = time.process_time()
    found = read(text)
    assert time.process_time() - before < 8
    assert len(found.turns) == turns
    assert list(found.left_out(text)) == []


@pytest.mark.parametrize("said", ["words", "titles", "a run of capitals"])
def test_its_turns_are_proposed_in_linear_time(said):
    text = hostile("a new one each", said)
    before = time.process_time()
    assert list(turn_quotes(text, read(text)))
    assert time.process_time() - before < 8


def debate(body: str) -> bytes:
    return (
        f'<akomaNtoso xmlns="http://x"><debate><debateBody>{body}</debateBody></debate></akomaNtoso>'.encode()
    )


SPEECH = "<speech by='#a'><from>Ann Hale</from><p>marker</p></speech>"
XML = {
    "many": debate(SPEECH * 3_000),
    "deep": debate("<debateSection>" * 200 + SPEECH + "</debateSection>" * 200),
    "deep in a speech": debate("<speech><p>" + "<b>" * 200 + "marker" + "</b>" * 200 + "</p></speech>"),
    "nobody": debate("<speech><p>marker</p></speech>"),
    "a long name": debate(f"<speech><from>{'N' * 5_000}</from><p>marker</p></speech>"),
    "comments": debate(f"<!-- {'x ' * 5_000} -->{SPEECH}<?php echo 1 ?>"),
    "untouched text": debate("<speech><p><![CDATA[marker <script>]]></p></speech>"),
    "right to left": debate("<speech><from>السيد</from><p>نعم marker</p></speech>"),
    "another character set": '<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16")
    + debate(SPEECH).decode().encode("utf-16")[2:],
}


@pytest.mark.parametrize("name", XML)
def test_a_hostile_debate_keeps_what_was_said(name):
    assert read_debate(XML[name]).count("marker") == XML[name].decode(
        "utf-16" if "char" in name else "utf-8"
    ).count("marker")


LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
FILES = {
    "nothing": b"",
    "NUL": b"MR. HALE: One.\0\nQ  Two?\nMR. HALE: Three.\n",
    "two character sets": "MR. HALE: Déjà.\n".encode() + "Q  Où?\n".encode("latin-1") + b"MR. HALE: Three.\n",
    "bytes": bytes(range(256)) * 4,
    "half a letter": "MR. HALE: One. é".encode()[:-1],
    "too long": b"MR. HALE: One.\n" * 20_000,
    "a bomb": f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><akomaNtoso><debate><debateBody><speech><p>&a9;</p></speech></debateBody></debate></akomaNtoso>'.encode(),
    "an entity that grows": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x"> %x;]>'
    + debate(SPEECH),
    "cut off": debate(SPEECH * 3)[:150],
    "two roots": debate(SPEECH) * 2,
    "too deep": b"<akomaNtoso>" + b"<a>" * 100_000,
    "an unknown entity": debate("<speech><p>&nbsp;</p></speech>"),
    "a long debate": debate("<speech><p>" + "word " * 50_000 + "</p></speech>"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused_with_what_to_do(name):
    before = time.process_time()
    with pytest.raises(ValueError, match=r"[a-z].*[a-z]") as refused:
        read_upload(FILES[name])
    assert time.process_time() - before < 5
    assert not re.search(r"Traceback|line \d+, column|object at 0x", str(refused.value))


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n", "\u2028"])
def test_line_ends_of_other_systems_end_a_turn(ends):
    text = ends.join(["MR. HALE: One.", "Q: Two?", "MR. HALE: Three.", "MS. BELL: Four."])
    stored = read_upload(b"\xef\xbb\xbf" + text.encode()).text
    assert [turn.key for turn in read(stored).turns] == ["MR HALE", "Q", "MR HALE", "MS BELL"]


@pytest.mark.parametrize("label", ["κ. ΠΑΠΑΣ", "г-н ПЕТРОВ", "sra. GARCÍA", "MR.&nbsp;HALE"])
def test_a_label_that_is_written_otherwise_is_nobody_elses_words(label):
    turns = read(f"MS. BELL: One.\n{label}: Two.\nMS. BELL: Three.\n{label}: Four.\n").turns
    assert len({turn.key for turn in turns}) == 2
    assert len(turns) == 4


@pytest.mark.parametrize("line", ["cf. NATO: nothing.", "fr. om here: on", "m. Two: b"])
def test_a_line_of_words_is_no_label(line):
    assert len(read(f"MS. BELL: One.\nMR. HALE: Two.\n{line}\nMS. BELL: Three.\n").turns) == 3
