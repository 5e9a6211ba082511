"""“Minister X issued the following statement:” – the words below are X's, and the title above is nobody."""

import pytest

from archive.intake.proposals import propose
from archive.intake.results import Quote

WORDS = "“This accord gives our fleets ten years of certainty.”"


def proposed(text: str) -> Quote:
    return next(
        each for each in propose(text).quotes if text[each.spans[0].start :].startswith("This accord")
    )


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("PORT CITY – Trade Minister Lena Sorrel made the following statement today on the accord:", "Lena Sorrel"),
        ("WASHINGTON, D.C. — Today, Secretary of State Ann Bell issued the following statement:", "Ann Bell"),
        ("In Washington, State Department spokesperson Ann Bell on Tuesday released the following statement on it:", "Ann Bell"),
        ("Pyongyang, July 14 (KCNA) -- Kwon Jong Gun, department director of the Foreign Ministry, issued the following press statement on Friday:", "Kwon Jong Gun"),
        ("The following statement was issued by Ann Bell, the trade minister:", "Ann Bell"),
        ("Trade Minister Lena Sorrel said:", "Lena Sorrel"),
        ("Ann Bell, who lost, spoke to Rob Kay, who issued the following statement:", None),
        ("Minister Ann Bell met Rob Kay on Monday and issued the following statement:", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["", "Statement by the Minister on the accord\n", "Accord signed\n\nNovember 3, 2022\n\n"])  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_whose_statement_follows(above: str, name: str | None, title: str, gap: str) -> None:
    speaker = proposed(f"{title}{above}{gap}{WORDS}{gap}It comes into force in May.").speaker
    assert (speaker.name if speaker else None) == name
