"""A table of any make as names of columns and rows of texts: CSV in any dress, XLSX, ODS, our own JSON Lines."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from archive.intake.page.encoding import guessed
from archive.text import restored
from archive.transfer.sheet import SEPARATOR_LINE
from archive.transfer.spreadsheets import columns, packed
from archive.transfer.spreadsheets.packed import MOST_COLUMNS, MOST_ROWS

LARGEST = 5 * 1024 * 1024
LONGEST = 200_000
MOST_LISTED = 50  # speakers of a quote, for one
DELIMITERS = (",", ";", "\t", "|")
SPOKEN = {"cp1252": "Windows-1252", "cp1251": "Windows-1251"}
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Grid:
    """`note` says how it was read where that is a guess."""

    names: list[str]
    rows: list[list[str]]
    note: str = ""


def read(data: bytes) -> Grid:
    """Raises ValueError with what to do."""
    if len(data) > LARGEST:
        raise ValueError("The file is larger than 5 MB: split it.")
    if data.startswith(b"PK\x03\x04"):
        return grid(*packed.read(data))
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")):
        raise ValueError(
            "This is no table that is read here: save it as .xlsx, .ods or CSV, without a password."
        )
    text, note = decoded(data)
    if text.lstrip()[:1] == "{":
        return grid(json_lines(text), note)
    return grid(separated(text), note)


def grid(rows: list[list[str]], note: str = "") -> Grid:
    """The first row that holds anything names the columns, or one below titles and remarks."""
    raw = [row for row in rows if any(map(str.strip, row))]
    if len(raw) < 2:
        raise ValueError(
            "The table is empty: write the names of the columns in its first row, and a quote in each row below."
        )
    if len(raw) > MOST_ROWS + 1:
        raise ValueError(f"The table has more than {MOST_ROWS:,} rows: split the file.")
    width = max(map(len, raw))
    if width > MOST_COLUMNS:
        raise too_wide(width)
    if any(len(cell) > LONGEST for row in raw for cell in row):
        raise ValueError(
            f"A cell holds more than {LONGEST:,} characters: perhaps a quotation mark is not closed; close it, or split the cell."
        )
    filled = [[restored(UNSTORABLE.sub("\ufffd", cell)).strip() for cell in row] for row in raw]
    at = columns.head_at(filled)
    head, *body = [row + [""] * (width - len(row)) for row in filled[at:]]
    if not body:
        raise ValueError("Below the names of the columns stands nothing: write a quote in each row there.")
    above = " / ".join(" ".join(filter(None, row)) for row in filled[:at])
    left_out = f"What stands above the names of the columns was left out: “{above[:100]}”." if at else ""
    return Grid(named(head), body, " ".join(filter(None, [note, left_out])))


def too_wide(width: int) -> ValueError:
    return ValueError(f"{width:,} columns are more than {MOST_COLUMNS}: remove those that are not needed.")


def named(head: list[str]) -> list[str]:
    """Each with a name of its own."""
    seen: Counter[str] = Counter()
    names = []
    for number, name in enumerate(head, 1):
        name = " ".join(name.split())[:100] or f"Column {number}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return unicode_or_refused(data, "utf-16"), ""
    if b"\0" in data and (two_bytes := of_two_bytes(data)):
        return two_bytes, ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        encoding = "cp1252" if mostly_latin(data) else guessed(data)
        return data.decode(encoding, errors="replace"), (
            f"It is not in UTF-8, and was read as {SPOKEN.get(encoding, encoding)}: look at its letters."
        )


def of_two_bytes(data: bytes) -> str:
    """Signs and line ends have an empty byte before them or behind: no other encoding of tables has one."""
    behind = data[1::2].count(0) >= data[0::2].count(0)
    try:
        return data.decode("utf-16-le" if behind else "utf-16-be")
    except UnicodeError:
        return ""


def mostly_latin(data: bytes) -> bool:
    """Letters with accents stand single among others; in other scripts nearly all bytes are high ones."""
    letters = [byte for byte in data[:50_000] if byte > 127 or chr(byte).isalpha()]
    return sum(byte > 127 for byte in letters) < len(letters) / 3


def unicode_or_refused(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError:
        raise ValueError("This file is broken UTF-16: save it anew, as CSV in UTF-8.") from None


def separated(text: str) -> list[list[str]]:
    told = SEPARATOR_LINE.match(text)
    if told:
        return parsed(text[told.end() :], told["delimiter"])
    return parsed(text, max(DELIMITERS, key=lambda one: evenness(text, one)))


def evenness(text: str, delimiter: str) -> tuple[int, int]:
    """The right sign parts the first rows into the same number of cells, and into the most."""
    reader = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for _, row in zip(range(30), reader, strict=False):
            widths[len(row)] += bool(row)
    except csv.Error:
        return 0, 0
    width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    return (rows, width) if width > 1 else (0, 0)


def parsed(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(islice((row for row in rows if any(map(str.strip, row))), MOST_ROWS + 2))
    except csv.Error:
        raise ValueError(
            "A row of the table cannot be read: close the quotation mark in it, or save the table anew as “CSV UTF-8”."
        ) from None


def json_lines(text: str) -> list[list[str]]:
    """One object a line, as `/export/quotes.jsonl` gives them; what is nested is named by its way ("article.title")."""
    lines = filter(str.strip, io.StringIO(text))
    found = [flat(one) for one in islice(map(decoded_line, lines), MOST_ROWS + 1)]
    names = list(dict.fromkeys(name for each in found for name in each))
    if len(names) > MOST_COLUMNS:  # each row would have all
        raise too_wide(len(names))
    return [names, *([each.get(name, "") for name in names] for each in found)]


def decoded_line(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValueError(
            "This is no JSON Lines: write one object a line, as this site exports them, or upload a CSV."
        )
    return found


def flat(record: dict[str, Any], before: str = "") -> dict[str, str]:
    """Of a list of objects each field becomes a cell with its values apart by semicolons."""
    found: dict[str, str] = {}
    for name, value in record.items():
        way = f"{before}{name}"
        if isinstance(value, dict):
            found |= flat(value, f"{way}.") if before.count(".") < 3 else {}
        elif isinstance(value, list):
            if len(value) > MOST_LISTED:
                raise ValueError(
                    f"“{way}” lists {len(value):,} things, more than {MOST_LISTED}: split the row."
                )
            rows = [flat(each, f"{way}.") for each in value if isinstance(each, dict)]
            names = dict.fromkeys(key for row in rows for key in row)
            if len(names) > MOST_COLUMNS:
                raise too_wide(len(names))
            for key in names:
                found[key] = "; ".join(row.get(key, "") for row in rows)
        elif value is not None:
            found[way] = str(value)
    return found
