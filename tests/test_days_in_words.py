"""A day is written in one way."""

from datetime import date
from pathlib import Path

from archive.editing.corrections import said
from archive.models import Quote
from archive.text.tongue import day

CODE = Path(__file__).parent.parent / "archive"


def test_a_day_has_no_leading_nought_on_pages_and_in_corrections():
    fifth = date(2024, 6, 5)
    quote = Quote(said_earliest=fifth, said_latest=fifth, said_precision="day", said_basis="editor")
    assert day(fifth) == "5 June 2024"
    assert said(quote) == "on 5 June 2024 (established by an editor)"


def test_no_other_module_writes_days_with_noughts():
    assert not [path.name for path in CODE.rglob("*.py") if "%d %B" in path.read_text(encoding="utf-8")]
