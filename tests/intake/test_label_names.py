"""Whom a label may name, with the full name and the office that the text itself gives."""

import pytest

from archive.intake.transcripts import read
from archive.intake.transcripts.rows import label_rows

ASKS = "Why is it?"


def only(label: str, head: str = ""):
    text = f"{head}\n\n{label}: One.\n\nQ: {ASKS}\n\n{label}: Two.\n\nQ: {ASKS}\n\n{label}: Three.\n"
    return label_rows(text, read(text))[0]


@pytest.mark.parametrize(
    ("label", "head", "name", "role"),
    [
        ("FOREIGN MINISTER ZARIF", "Foreign Minister Mohammad Javad Zarif", "Mohammad Javad Zarif", "Foreign Minister"),
        ("PRIME MINISTER ROWAN", "Prime Minister of Elbonia Sir Keith Rowan", "Keith Rowan", "Prime Minister of Elbonia"),
        ("SECRETARY HALE", "Secretary of State Ann Hale", "Ann Hale", "Secretary of State"),
        ("MR. BERG", "Remarks by Jean-Claude van der Berg", "Jean-Claude van der Berg", ""),
        ("MR. VAN DER BERG", "Remarks by Jean-Claude van der Berg", "Jean-Claude van der Berg", ""),
        ("VICE PRESIDENT SANTOS", "Vice President Maria de la Cruz Santos", "Maria de la Cruz Santos", "Vice President"),
        ("MS. SANTOS", "Remarks by Maria Elena Santos", "Maria Elena Santos", ""),
        ("MR. OKON", "With Ann Okon, Foreign Minister Abdul Hale and others", "Ann Okon", ""),
        ("MR. OKON", "With Ann Okon, Chief Economist of the Harbour Board", "Ann Okon", "Chief Economist of the Harbour Board"),
        ("MS. OKON", "Remarks by Ann Okon, Room Twelve", "Ann Okon", ""),
        ("MS. OKON", "BY DEPUTY ADVISOR FOR SHIPPING\nANN OKON", "Ann Okon", "Deputy Advisor for Shipping"),
        ("MS. OKON", "Secretary Hale\nAnn Okon", "Ann Okon", ""),
        ("MARTIN LUTHER KING, JR.", "", "Martin Luther King, Jr.", ""),
        ("JOHN ODEN III", "", "John Oden III", ""),
        ("ROBERT F. BELL, JR., U.S. SENATOR", "", "Robert F. Bell, Jr.", "U.S. SENATOR"),
        ("DR. JOHN ODEN, MD", "", "John Oden", ""),
        ("SEN. ADAM WHITE", "", "Adam White", "Sen."),
        ("ANN McDONALD", "", "Ann McDonald", ""),
        ("ANN MCDONALD", "", "Ann McDonald", ""),
        ("ROSA DeLAURO", "", "Rosa DeLauro", ""),
        ("SINEAD O'BRIEN-HALE", "", "Sinead O'Brien-Hale", ""),
    ],
)  # fmt: skip
def test_name_and_office_are_told_apart(label, head, name, role):
    row = only(label, head)
    assert (row.name, row.role) == (name, role)


@pytest.mark.parametrize(
    ("label", "called"),
    [
        ("MR. KING", "King"), ("PRESS SECRETARY", "Press Secretary"), ("THE KING", "The King"), ("DEPUTY PRESS SECRETARY HALE", "Hale"),
        ("MS. SCHMIDT-BAUER", "Schmidt-Bauer"), ("LORD HALE, QC", "Hale"), ("SECRETARY HALE", "Hale"), ("THE PRESIDENT", "The President"),
    ],
)  # fmt: skip
def test_a_label_is_called_by_its_name_or_else_by_its_office(label, called):
    assert only(label).called == called
