"""An XLSX or ODS file as rows of texts. Run as a process of its own, whose memory and time end before the server's do.

python -m archive.transfer.spreadsheets.packed < file.xlsx > rows.json
"""

import datetime as dt
import io
import json
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

from archive.transfer.spreadsheets import columns

MEMORY, SECONDS = 250 * 1024 * 1024, 4  # of the process
MOST_ROWS, MOST_COLUMNS = 5_000, 200
UNPACKED, MEMBERS = 100 * 1024 * 1024, 2_000
MOST_SHEETS = 20
MOST_TEXT = 5_000_000  # characters of all cells: a CSV may be of 5 MB
ROOT = Path(__file__).parent.parent.parent.parent
SAVE_AS = "Open it in the spreadsheet, save it as “CSV UTF-8”, and upload that."


class TooMuchError(ValueError):
    """The message says what to do."""


def read(data: bytes) -> tuple[list[list[str]], str]:
    """The rows, and what was left out. Raises ValueError with what to do: a file may claim anything, and the process that reads it may die of it."""
    check_sizes(data)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=3 * SECONDS,
            cwd=ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"This spreadsheet takes too long to read. {SAVE_AS}") from None
    if done.returncode == 0:
        rows, note = json.loads(done.stdout)
        return rows, note
    raise ValueError(
        f"This spreadsheet cannot be read: it is damaged, protected, or too large inside. {SAVE_AS}"
    )


DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    IndexError,
)


def check_sizes(data: bytes) -> None:
    """What it unpacks to, counted and not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if len(members) > MEMBERS or sum(each.file_size for each in members) > UNPACKED:
                raise TooMuchError(f"This file unpacks to more than any table needs. {SAVE_AS}")
            if any(each.flag_bits & 1 for each in members):
                raise TooMuchError(f"This file is protected by a password. {SAVE_AS}")
            left = UNPACKED
            for each in members:
                left -= unpacked(packed, each, left)
    except TooMuchError:
        raise
    except (*DAMAGED, ValueError):
        raise ValueError(f"This file is damaged. {SAVE_AS}") from None


def unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    size = 0
    with packed.open(member) as stream:
        while piece := stream.read(1024 * 1024):
            size += len(piece)
            if size > most:
                raise TooMuchError(f"This file unpacks to more than any table needs. {SAVE_AS}")
    return size


def rows_of(data: bytes) -> tuple[list[list[str]], str]:
    """Of the sheets that are shown, the first that names columns as tables of quotes do, else the first that holds anything."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {name: cells_of(book.get_sheet_by_name(name)) for name in book.sheet_names[:MOST_SHEETS]}
    shown = {each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible}
    filled = [name for name, rows in sheets.items() if any(any(row) for row in rows)]
    visible = [name for name in filled if name in shown] or filled
    chosen = next(
        (name for name in visible if "words" in guess_in(sheets[name]).values()), next(iter(visible), "")
    )
    others = ", ".join(f"“{name[:40]}”" for name in filled if name != chosen)
    note = f"Only the sheet “{chosen[:40]}” was read, not {others}." if others else ""
    return sheets.get(chosen, []), note


def guess_in(rows: list[list[str]]) -> dict[str, str]:
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    return (
        columns.guess(columns.heads([row + [""] * (width - len(row)) for row in filled])[0]) if filled else {}
    )


def cells_of(sheet: Any) -> list[list[str]]:
    if sheet.total_height > MOST_ROWS * 2 or sheet.total_width > 20_000:
        raise ValueError(sheet.name)
    rows = [list(map(text, row[:MOST_COLUMNS])) for row in sheet.to_python(nrows=MOST_ROWS + 2)]
    if sum(len(cell) for row in rows for cell in row) > MOST_TEXT:  # one long text may stand in each cell
        raise ValueError(sheet.name)
    first_row, first_column = sheet.start or (0, 0)
    merged = sheet.merged_cell_ranges or []
    if len(merged) > MOST_ROWS:
        raise ValueError(sheet.name)
    for (top, left), (bottom, right) in merged:
        fill(rows, (top - first_row, left - first_column), (bottom - first_row, right - first_column))
    return [[] for _ in range(first_row)] + rows  # counted as the spreadsheet counts


def fill(rows: list[list[str]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """What stands once for several rows stands in each of them; a title over columns stands once."""
    (top, left), (bottom, right) = first, last
    if left != right or not 0 <= top < len(rows) or not 0 <= left < len(rows[top]):
        return
    for row in rows[top + 1 : bottom + 1]:
        row[left] = row[left] or rows[top][left]


def text(cell: Any) -> str:
    """As a person would have typed it: whole numbers without a fraction, days without an hour."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(rows_of(sys.stdin.buffer.read()), sys.stdout)
