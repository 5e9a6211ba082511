"""Who a cell of a table names: a longer name is never the shorter one that is known."""

import pytest
from django.contrib.auth.models import User

from archive.models import Entry
from archive.transfer.spreadsheets import cells, entering, grid
from archive.transfer.table import stage_csv
from tests.builders import make_speaker

LONGER = [
    "Ministry of Health and Social Affairs",
    "Department of Justice and Constitutional Development",
    "Ministerio de Salud y Servicios Sociales",
    "Ministry of Foreign Affairs / Press Office",
    "Ministry of Health\nand Social Affairs",
    "Ministry of Health and\nSocial Affairs",
    "Ministry of\nHealth & Social Affairs",
]


@pytest.mark.parametrize("cell", LONGER)
def test_a_body_with_an_and_in_its_name_is_not_the_body_before_it(cell):
    assert cells.people(cell) == [" ".join(cell.split())]


def test_people_are_parted_by_semicolons_lines_and_an_and():
    for cell in ("Ada Lovelace; Mary Roe", "Ada Lovelace\nMary Roe", "Ada Lovelace and Mary Roe"):
        assert cells.people(cell) == ["Ada Lovelace", "Mary Roe"]


def test_names_of_a_polish_table_of_windows_are_read_with_their_letters():
    polish = "Cytat,Mówca\nNie podpiszemy żadnej umowy,Łucja Wałęsa-Żak\nMoże być dłużej,Józef Bąk\n"
    read = grid.read(polish.encode("cp1250"))
    assert [row[1] for row in read.cells] == ["Łucja Wałęsa-Żak", "Józef Bąk"]
    assert "Windows-1250" in read.note
    western = "Quote,Speaker\nWe pump 5 m³ a day at £5 – ¿qué?,José Núñez\n"
    assert grid.read(western.encode("cp1252")).cells[0][1] == "José Núñez"


WRITTEN = {
    "cp1251": ["Иван Щукин", "Анна Петрова"],
    "cp1254": ["Ergün Işık", "Ayşe Gülşah Doğan"],
    "cp1255": ["דוד כהן", "רחל לוי"],
    "cp1252": ["Sigurður Þór Jónsson", "Þorgerður Katrín"],
}


@pytest.mark.parametrize(("encoding", "names"), WRITTEN.items())
def test_names_of_a_table_of_windows_are_read_with_their_letters(encoding, names):
    for words in ("We shall not sign any treaty of this kind, he said", "Well"):
        read = grid.read(
            "".join(["Quote,Speaker\n", *(f'"{words}",{one}\n' for one in names)]).encode(encoding)
        )
        assert [row[1] for row in read.cells] == names
        assert encoding.replace("cp", "Windows-") in read.note


@pytest.mark.django_db
def test_a_known_body_has_not_said_what_one_of_a_longer_name_said():
    make_speaker("Ministry of Health", type="organisation")
    sheet = grid.read(b"Quote,Speaker\nWe agree,Ministry of Health and Social Affairs\n")
    sheet.mapping = {"Quote": "words", "Speaker": "speakers"}
    sheet.name, sheet.by = "a.csv", User.objects.create_user("eve")
    sheet.save()
    entering.enter(sheet, {}, {})
    entry = Entry.objects.get()
    assert (entry.speakers.count(), entry.speaker_names) == (0, ["Ministry of Health and Social Affairs"])


TOLD = "Talks\n\nAda Lovelace denied that arms were sent. Bob Roe was silent.\n"
COLUMNS = "article,article_title,article_text,words,kind,cue,speakers,speaker_printed,status"


def told(speaker):
    cells = [
        "x1",
        "Talks",
        TOLD,
        "arms were sent",
        "indirect",
        "denied",
        speaker,
        "Ada Lovelace",
        "published",
    ]
    row = ",".join(f'"{cell}"' for cell in cells)
    staged = stage_csv(f"{COLUMNS}\n{row}\n".encode())
    return [column for _, column, _ in staged.problems]


@pytest.mark.django_db
def test_a_row_whose_printed_name_is_another_speakers_is_refused():
    ada, _ = make_speaker(), make_speaker("Bob Roe")
    assert (told("Ada Lovelace"), told("Bob Roe")) == ([], ["speaker_printed"])
    ada.type = "organisation"
    ada.save()
    assert told("Bob Roe") == []
