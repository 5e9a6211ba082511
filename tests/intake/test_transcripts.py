"""A transcript cut into turns by its labels: archive/intake/transcripts/. All of these texts are invented."""

from datetime import date
from datetime import time as hour

import pytest

from archive.intake.proposals import propose
from archive.intake.transcripts import read
from archive.intake.transcripts.akoma import read_debate
from archive.intake.transcripts.rows import label_rows
from tests.intake.conftest import DATA
from tests.lengths import LENGTHS, linear

TRANSCRIPTS = DATA / "transcripts"


def text_of(name: str) -> str:
    return (TRANSCRIPTS / f"{name}.txt").read_text()


def said(text: str) -> list[tuple[str, str]]:
    """Each turn's key with its words, in one line."""
    return [
        (turn.key, " / ".join(" ".join(text[a:b].split()) for a, b in turn.words))
        for turn in read(text).turns
    ]


def keys(text: str) -> list[str]:
    return [turn.key for turn in read(text).turns]


def rows(text: str) -> dict[str, tuple[str, str]]:
    return {row.key: (row.name, row.role) for row in label_rows(text, read(text))}


def proposed(text: str) -> list[tuple[str, str]]:
    quotes = propose(text, grammar=False).quotes
    return [(quote.speaker.name, quote.spans[0].of(text)) for quote in quotes if quote.speaker]


def test_labels_that_change_their_spelling_are_one():
    assert keys(text_of("briefing")) == [
        *("MS BELL", "COMMISSIONER AMADO", "Q", "COMMISSIONER AMADO", "Q", "MS BELL", "Q", "MS BEL")
    ]


def test_stage_notes_are_no_words_and_paragraphs_go_on_without_a_label():
    assert said(text_of("briefing"))[0][1] == (
        "Good afternoon, everybody. I want to begin with the harbour at Saltmarsh. / No, I mean it. "
        "The northern gate will open on Friday, and nobody, I think, will be turned away. / The southern gate is another "
        "matter altogether, and Commissioner Amado is here to tell you why. Commissioner."
    )


def test_a_sentence_in_brackets_that_somebody_said_stays():
    text = (
        "MR. HALE: One (that is the one we all remember from last year) was lost.\nQ  Why?\nMR. HALE: Fog.\n"
    )
    assert "that is the one" in said(text)[0][1]


def test_a_statement_read_out_belongs_to_whoever_reads_it():
    key, words = said(text_of("briefing"))[5]
    assert key == "MS BELL"
    assert words.endswith("We will not sell a single stone of it.”")


@pytest.mark.parametrize(
    "end", ["\n\n\tEND\n\n\t1:32 P.M. EDT\n", " END\n  2:00 P.M. EDT\n", "  END 2:50 P.M. EST\n", "\n\nEND"]
)
def test_an_end_is_known_wherever_it_stands(end):
    text = f"MS. BELL:  One.\n\nQ    Two?\n\nMS. BELL:  As we speak.{end}"
    assert said(text)[-1] == ("MS BELL", "As we speak.")


def test_a_name_before_words_in_quotation_marks_is_read_out():
    text = "MR. HALE: One.\n\nQ  Two?\n\nMR. HALE: She wrote:\n\nSenator Ferrer: “I think so.”\n\nQ  Three?\n"
    assert keys(text) == ["MR HALE", "Q", "MR HALE", "Q"]


def test_the_end_is_no_words():
    assert said(text_of("briefing"))[-1][1].endswith("Thank you, everyone.")
    assert said(text_of("hearing"))[-1][1].endswith("where the silt would go.")


def test_the_head_names_title_place_day_and_hour():
    head = read(text := text_of("briefing")).head
    assert head.title.startswith("Press Briefing by Press Secretary Nora Bell")
    assert (head.place, head.day, head.hour, head.zone) == (
        "James S. Brady Press Briefing Room",
        date(2024, 3, 12),
        hour(13, 15),
        "EDT",
    )
    assert text[slice(*head.day_span)] == "March 12, 2024"


@pytest.mark.parametrize(
    ("head", "place", "zone"),
    [
        ("PRESS GAGGLE\nBY PRESS SECRETARY NORA BELL Aboard Ferry One\nEn Route Saltmarsh, Ohio 1:15 P.M. EDT Q", "Aboard Ferry One, En Route Saltmarsh, Ohio", "EDT"),
        ("Ferry Two\n\n6:36 P.M. Arabian Standard Time\n\n\tQ", "", "Arabian Standard"),
    ],
)  # fmt: skip
def test_a_head_that_runs_on_names_place_and_zone(head, place, zone):
    found = read(f"Briefing\n\n{head}    Why? MS. BELL:  So.\n\nQ    When?\n\nMS. BELL:  Now.\n").head
    assert (found.place, found.zone) == (place, zone)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Press Briefing 4/21/14\nThe White House", date(2014, 4, 21)),
        ("Gaggle, 7-30-09\nAboard Air Force One", date(2009, 7, 30)),
        ("Hearing\nThe 3rd of March 2015", date(2015, 3, 3)),
        ("Interview\n23/04/2024", date(2024, 4, 23)),
        ("Interview\n3/4/2024", None),
        ("Debate of 14 May 2024", date(2024, 5, 14)),
        ("Briefing of 31 June 2024", None),
        ("2024-05-14", date(2024, 5, 14)),
        ("2024/5/14", date(2024, 5, 14)),
        ("2024年5月14日", date(2024, 5, 14)),
        ("정례브리핑\n2024년 5월 14일", date(2024, 5, 14)),
        ("Regierungspressekonferenz vom 3. Mai 2021", date(2021, 5, 3)),
        ("Брифинг\n12 марта 2024 года", date(2024, 3, 12)),
        ("Point de presse du 1er août 2023", date(2023, 8, 1)),
        ("Rueda de prensa, 12 de marzo de 2024", date(2024, 3, 12)),
        ("Conferência de 7 de março de 2024", date(2024, 3, 7)),
        ("Vragenuur 12 maart 2024", date(2024, 3, 12)),
        ("31. September 2024", None),
    ],
)
def test_a_day_is_read_unless_it_can_be_two(printed, day):
    head = read(f"{printed}\n\nMR. HALE: One.\n\nQ  Two?\n\nMR. HALE: Three.\n").head
    assert head.day == day
    assert bool(head.day_why_open) == (day is None)


def test_the_text_itself_names_the_speakers_in_full():
    assert rows(text_of("briefing")) == {
        "MS BELL": ("Nora Bell", "Press Secretary"),
        "COMMISSIONER AMADO": ("Luis Amado", "Harbour Commissioner"),
        "Q": ("", ""),
        "MS BEL": ("", ""),
    }


def test_a_surname_that_two_people_bear_names_nobody():
    text = "By Ann Hale and Tom Hale\n\nMR. HALE: One.\n\nQ  Two?\n\nMR. HALE: Three.\n"
    assert rows(text)["MR HALE"] == ("", "")


def test_a_rare_label_close_to_a_common_one_may_be_its_misprint():
    text = "Q  Why?\nMR. EARNEST: One.\n" * 5 + "Q  So?\nMR. EARENST: Two.\n"
    assert {row.key: row.like for row in label_rows(text, read(text))}["MR EARENST"] == "MR EARNEST"


def test_officials_on_background_stay_apart_and_unnamed():
    voices = {turn.key: turn.voice.value for turn in read(text_of("background")).turns}
    assert voices == {
        "MODERATOR": "leading",
        "SENIOR ADMINISTRATION OFFICIAL #1": "unnamed",
        "SENIOR ADMINISTRATION OFFICIAL #2": "unnamed",
        "Q": "question",
    }


def test_numbered_questions_are_questions():
    voices = {turn.key: turn.voice.value for turn in read(text_of("hearing")).turns}
    assert (voices["SARA ODEN"], voices["DR FERRER"], voices["CHAIR"]) == ("question", "named", "named")


def test_whoever_only_asks_is_an_interviewer():
    assert {turn.key for turn in read(text_of("interview")).turns if turn.voice == "question"} == {
        "THE COURIER"
    }


def test_two_questions_make_nobody_an_interviewer():
    text = "SENATOR ODEN: Is it so?\n\nMR. HALE: Yes.\n\nSENATOR ODEN: And this?\n\nMR. HALE: No.\n"
    assert {turn.voice.value for turn in read(text).turns} == {"named"}


def test_a_debate_keeps_how_a_name_is_written():
    speeches = "".join(
        f"<speech><from>{name}</from><p>So.</p></speech>"
        for name in ("Ann McDonald", "Rosa DeLauro", "Bo Ek")
    )
    text = read_debate(
        f"<akomaNtoso><debate><debateBody>{speeches}</debateBody></debate></akomaNtoso>".encode()
    )
    assert [name for name, _ in rows(text).values()] == ["Ann McDonald", "Rosa DeLauro", "Bo Ek"]


def test_labels_may_stand_on_lines_of_their_own():
    assert keys(text_of("broadcast")) == ["HOST", "MINISTER HOLM", "HOST", "MINISTER HOLM", "HOST"]


@pytest.mark.parametrize(
    "line",
    [
        "THE PRESIDENT: {}",
        "DONALD TRUMP: {}",
        "Mr. Miller: {}",
        "The Speaker: {}",
        "**MILLER:** {}",
        "SENATOR O’NEIL (D-ME): {}",
        "\t\u00a0MR. HALE :\u00a0 {}",
        "SECRETARY-GENERAL HALE:  {}",
    ],
)
def test_labels_of_many_shapes_are_found(line):
    text = "\n\n".join(line.format(words) for words in ("First words.", "Second ones.", "Third ones."))
    assert [words for _, words in said(text)] == ["First words.", "Second ones.", "Third ones."]


ONE_EACH = {
    "a word in capitals once": ("BELL: One.\n\nHALE: Two.\n\nBELL: Three.\n\nHALE: Four.\n\nODEN: Five.\n", "BELL HALE BELL HALE ODEN"),
    "whoever is unknown": ("HALE: One.\n(UNKNOWN): Two?\nHALE: Three.\nREPORTER: Four?\nHALE: Five.\n", "HALE UNKNOWN HALE REPORTER HALE"),
    "who leads": ("MR. HALE: One.\nQ: Two?\nSTAFF: Last one.\nQUESTIONER 2: Three?\nMR. HALE: Four.\n", "MR HALE/Q/STAFF/QUESTIONER 2/MR HALE"),
    "titles cut short": ("SEC. ODEN: One.\nLT. GEN. BELL: Two.\nQ: Three?\nADM. HALE: Four.\nSEC. ODEN: Five.\n", "SEC. ODEN/LT. GEN. BELL/Q/ADM. HALE/SEC. ODEN"),
    "a parliament's dots": ("Mr. HALE of Ohio. One.\n\nTwo, said Mr. BELL of it.\n\nThe PRESIDING OFFICER. Three.\n\nMrs. McODEN. Four.\n\nMr. HALE of Ohio. Five.\n", "MR HALE OF OHIO/THE PRESIDING OFFICER/MRS MCODEN/MR HALE OF OHIO"),
    "seats and parties": ("The Prime Minister (Mrs Ann Hale): One.\n\nTom Bell (Saltmarsh, Quay and Northern Harbour) (Lab): Two?\n\nThe Prime Minister: No.\n\nMr Speaker: Order.\n", "THE PRIME MINISTER/TOM BELL/THE PRIME MINISTER/MR SPEAKER"),
    "captions": (">> MR. HALE: One.\n>> REPORTER: Two?\n>> MR. HALE: Three.\n>> BELL: Four.\n", "MR HALE/REPORTER/MR HALE/BELL"),
    "times": ("[00:00:03] MR. HALE: One.\n[00:00:10] Q: Two?\n[00:01:14] MR. HALE: Three.\n", "MR HALE/Q/MR HALE"),
    "questions of other languages": ("StS Bell: Eins.\n\nFrage: Zwei?\n\nStS Bell: Drei.\n\nZusatzfrage: Vier?\n\nStS Bell: Fünf.\n", "STS BELL/FRAGE/STS BELL/ZUSATZFRAGE/STS BELL"),
    "questions and answers": ("陆慷：一。\n\n问：二？\n\n答：三。\n\n记者：四？\n\n陆慷：五。\n", "陆慷/问/答/记者/陆慷"),
    "names that begin small": ("Ann Hale: One.\nvan der Bell: Two.\nAnn Hale: Three.\nvan der Bell: Four.\n", "ANN HALE/VAN DER BELL/ANN HALE/VAN DER BELL"),
    "all in small letters": ("mr. hale: one.\n\nq: two?\n\nmr. hale: three.\n\nq: four?\n", "MR HALE/Q/MR HALE/Q"),
    "times after names": ("Ann Hale  0:03\nOne.\n\nTom Bell  0:09\nTwo.\n\nAnn Hale  1:00:12\nThree.\n\nTom Bell  1:00:15\nFour.\n", "ANN HALE/TOM BELL/ANN HALE/TOM BELL"),
    "headings": ("### MR. HALE: One.\n\n### Q: Two?\n\n### MR. HALE: Three.\n", "MR HALE/Q/MR HALE"),
    "seats on lines of their own": ("Tom Bell (Saltmarsh) (Lab)\nOne.\n\nThe Prime Minister\nTwo.\n\nTom Bell (Saltmarsh) (Lab)\nThree.\n\nThe Prime Minister\nFour.\n", "TOM BELL/THE PRIME MINISTER/TOM BELL/THE PRIME MINISTER"),
    "lines of their own": ("TOM HALE\nOne.\n\nQ\nTwo?\n\nTOM HALE\nThree.\n\nQ\nFour?\n\nTOM HALE\nFive.\n", "TOM HALE/Q/TOM HALE/Q/TOM HALE"),
}  # fmt: skip


@pytest.mark.parametrize("shape", ONE_EACH)
def test_no_words_stand_under_the_label_of_another(shape):
    text, expected = ONE_EACH[shape]
    assert keys(text) == expected.split("/" if "/" in expected else None)
    assert not [words for _, words in said(text) if ":" in words or "：" in words or "]" in words]


def test_a_label_that_is_a_name_and_an_office_names_both():
    text = "ANN HALE, FBI DIRECTOR: One.\n\nQ: Two?\n\nCAPT. TOM BELL: Three.\n\nHALE: Four.\n\nQ: Five?\n"
    assert rows(text) == {
        "ANN HALE, FBI DIRECTOR": ("Ann Hale", "FBI DIRECTOR"),
        "Q": ("", ""),
        "CAPT. TOM BELL": ("Tom Bell", "Capt."),
        "HALE": ("Ann Hale", "FBI DIRECTOR"),
    }


@pytest.mark.parametrize(
    ("label", "interpreted"),
    [("MR. HALE (via translator):", True), ("MR. HALE:  (As interpreted.)", True), ("MR. HALE: (Via interpreter)", True), ("MR. HALE (spoke in French):", True),
     ("MR. HALE: (Laughter.)", False), ("MR. HALE: I like (good) translators.", False)],
)  # fmt: skip
def test_words_that_somebody_interpreted_are_known(label, interpreted):
    text = f"{label} One.\n\nQ  Two?\n\nMS. BELL: Three.\n"
    assert [turn.interpreted for turn in read(text).turns] == [interpreted, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "Two things: first this.\nOne thing: then that.\nNote: nothing.\nNote: more.\nNote: less.\n",
        "He said at 10: “No.” She said: “Yes.” They said: nothing.\n" * 5,
        "WHEN: Monday\nWHERE: The quay\nWHO: Everybody\nCONTACT: 555 0100\n",
        "Nothing here has a label.\n" * 20,
        "",
    ],
)
def test_what_is_no_transcript_has_no_turns(text):
    assert not read(text)


def test_no_article_of_the_news_is_taken_for_a_transcript():
    news = [path for name in ("news", "seeds") for path in (DATA / name).glob("*.txt")]
    assert len(news) > 25
    assert [path.name for path in news if read(path.read_text())] == []


def test_a_surname_as_label_is_the_person_that_the_text_names():
    assert {name for name, _ in proposed(text_of("interview"))} == {"Ilse Brandt"}


def test_akoma_ntoso_is_read_as_turns():
    text = read_debate((TRANSCRIPTS / "debate.xml").read_bytes())
    assert read(text).head.day == date(2024, 5, 14)
    assert said(text) == [
        (
            "ASTRID HOLM",
            "The bill halves the fees for every ship that is built on this coast. / It does not touch the fees of the pilots.",
        ),
        ("SARA ODEN", "Will the pilots be heard?"),
        ("ASTRID HOLM", "They were heard twice, and will be heard again."),
        ("SARA ODEN", "I have no further question."),
    ]


def debate(body, meta=""):
    return said(
        read_debate(
            f"<akomaNtoso><debate>{meta}<debateBody>{body}</debateBody></debate></akomaNtoso>".encode()
        )
    )


def test_no_speech_of_a_debate_falls_to_whoever_spoke_before():
    inner = '<speech by="#b"><from>Tom Bell</from><p>Inner.</p></speech>'
    nested = f"<speech><from>Ann Hale</from><p>Outer.</p>{inner}<p>Again.</p></speech>"
    assert debate(nested) == [("ANN HALE", "Outer."), ("TOM BELL", "Inner."), ("ANN HALE", "Again.")]
    office = "The Rt Hon. the Lord High Keeper of the Quay and Secretary of State for Gates (Ann Hale) (Con)"
    names = ("van der Bell", "Harbour Board", office)
    speeches = "".join(f"<speech><from>{name}:</from><p>One<br/>two.</p></speech>" for name in names)
    assert debate(speeches) == [(key, "One two.") for key in ("VAN DER BELL", "HARBOUR BOARD", "ANN HALE")]


def test_the_day_of_a_sitting_is_that_of_its_preface():
    made, sat = '<meta><FRBRdate date="2020-01-01"/></meta>', '<docDate date="2019-12-30">x</docDate>'
    body = "<debateBody><speech><from>Ann Hale</from><p>One.</p></speech></debateBody>"
    text = read_debate(
        f"<akomaNtoso><debate>{made}<preface>{sat}</preface>{body}</debate></akomaNtoso>".encode()
    )
    assert read(text).head.day == date(2019, 12, 30)


def test_offices_before_a_name_are_no_part_of_it():
    text = "SECRETARY OF STATE ANN HALE: One.\n\nQ: Two?\n\nFOREIGN MINISTER TOM ALI BELL: Three.\n"
    found = rows(text)
    assert found["SECRETARY OF STATE ANN HALE"] == ("Ann Hale", "Secretary of State")
    assert found["FOREIGN MINISTER TOM ALI BELL"] == ("Tom Ali Bell", "Foreign Minister")


@pytest.mark.parametrize(
    "xml",
    [
        b"<akomaNtoso><debate><debateBody></debateBody></debate></akomaNtoso>",
        b"<akomaNtoso><debate>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso><debate><debateBody><speech><p>&x;</p></speech></debateBody></debate></akomaNtoso>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso><debate><debateBody><speech><p>a</p></speech></debateBody></debate></akomaNtoso>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso><speech><p>&x;</p></speech></akomaNtoso>',
        b"<akomaNtoso>" + b"<debateSection>" * 5_000,
    ],
)
def test_broken_or_hostile_xml_is_refused_with_what_to_do(xml):
    with pytest.raises(ValueError, match=r"paste|save it again"):
        read_debate(xml)


def test_the_answers_of_an_interview_are_those_of_whom_it_names_alone():
    asked = "Q: Why do you say so?\nA: Because it is late.\nQ: How did you do it?\nA: We listened to him.\nQ: And?\nA: We wait for it."
    said = [
        {quote.speaker.name for quote in propose(f"{head}\n\n{asked}").quotes}
        for head in ("An interview with Asha Rao", "Interviewed Asha Rao, then an interview with Ina Falk")
    ]
    assert said == [{"Asha Rao"}, {"A"}]


HOSTILE = {
    "one turn": "MR. HALE: one.\nQ  two?\nMR. HALE: " + "word " * 38_000,
    "only labels": "MR. HALE:\n" * 19_000,
    "only questions": "Q  \n" * 45_000,
    "labels in one line": "MR. HALE: MS. BELL: " * 9_500,
    "labels that are sentences": "This is a sentence that goes on and on: and so on.\n" * 3_900,
    "capitals": "WE SAY THIS AGAIN AND AGAIN " * 7_000,
    "a label each": "".join(f"MR. N{n}: yes.\n" for n in range(13_000)),
    "brackets": "MR. HALE: (" * 18_000,
    "blanks": "MR. HALE: a.\nQ  b?\nMR. HALE:" + " " * 190_000 + "c",
    "line ends": "MR. HALE: a.\nQ  b?\nMR. HALE:" + "\n" * 190_000 + "c",
    "right to left": "السيد هيل: نعم.\nسؤال: لا؟\n" * 7_000,
    "colons": ":" * 200_000,
    "stars": "**" * 100_000,
    "marks": "MR. HALE: “" * 18_000,
    "two things": "Mr. A B C D E F:\u00a0" * 11_000,
}


@LENGTHS
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_more_than_linear_time_or_loses_words(name, length):
    text = HOSTILE[name][:length]
    with linear(6, length):
        transcript = read(text)
        label_rows(text, transcript)
    places = [at for turn in transcript.turns for span in (turn.label, *turn.words) for at in span]
    assert places == sorted(places)
