"""A table of any make as names of columns and numbered rows of texts: CSV in any dress, XLSX, ODS, our own JSON Lines."""

from collections import Counter

from archive.models import Spreadsheet
from archive.models.fields import is_web_address
from archive.query.days import UnclearError
from archive.text import NO_TEXT, restored
from archive.transfer.spreadsheets import cells, columns, packed, plain
from archive.transfer.spreadsheets.packed import MOST_COLUMNS, MOST_ROWS
from archive.transfer.spreadsheets.plain import Numbered

LARGEST = 5 * 1024 * 1024
LONGEST = 200_000


def read(data: bytes) -> Spreadsheet:
    """Not saved. Its numbers are those that a spreadsheet shows beside the rows; its note says how it was read where that
    is a guess. Raises ValueError with what to do."""
    if len(data) > LARGEST:
        raise ValueError("The file is larger than 5 MB: split it.")
    if data.startswith(b"PK\x03\x04"):
        rows, note = packed.read(data)
        return grid(list(enumerate(rows, 1)), note)
    return grid(*plain.read(data))


def grid(numbered: Numbered, note: str = "") -> Spreadsheet:
    """The first row that holds anything names the columns, or one below titles and remarks; if none does, all are rows."""
    raw = [(number, row) for number, row in numbered if any(map(str.strip, row))]
    width = max((len(row) for _, row in raw), default=0)
    check_size([row for _, row in raw], width)
    filled = [
        [restored(NO_TEXT.sub("\ufffd", cell)).strip() for cell in row] + [""] * (width - len(row))
        for _, row in raw
    ]
    names, head = columns.heads(filled)
    if not any(map(columns.field_of, names)) and any(map(is_value, names)):
        names, head = [""] * width, range(0)
    if head.stop == len(filled):
        raise ValueError("Below the names of the columns stands nothing: write a quote in each row there.")
    above = " / ".join(" ".join(filter(None, row)) for row in filled[: head.start])
    told = f"What stands above the names of the columns was left out: “{above[:100]}”." if above else ""
    told = told if head else "Its first row names no columns, and was read as a quote."
    return Spreadsheet(
        names=named(names),
        cells=filled[head.stop :],
        numbers=[number for number, _ in raw[head.stop :]],
        note=" ".join(filter(None, [note, told])),
    )


def check_size(rows: list[list[str]], width: int) -> None:
    if len(rows) < 2:
        raise ValueError(
            "The table is empty: write the names of the columns in its first row, and a quote in each row below."
        )
    if len(rows) > MOST_ROWS + 1:
        raise ValueError(f"The table has more than {MOST_ROWS:,} rows: split the file.")
    if width > MOST_COLUMNS:
        raise plain.too_wide(width)
    if any(len(cell) > LONGEST for row in rows for cell in row):
        raise ValueError(
            f"A cell holds more than {LONGEST:,} characters: perhaps a quotation mark is not closed; close it, or split the cell."
        )


def is_value(cell: str) -> bool:
    """A day or an address: no column is called so."""
    try:
        return is_web_address(cell) or (len(cell) > 5 and cells.period(cell, day_first=None) is not None)
    except UnclearError:
        return True
    except ValueError:
        return False


def named(head: list[str]) -> list[str]:
    """Each with a name of its own."""
    seen: Counter[str] = Counter()
    names = []
    for number, name in enumerate(head, 1):
        name = " ".join(name.split())[:100] or f"Column {number}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
