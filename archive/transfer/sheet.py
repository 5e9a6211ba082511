"""A table as spreadsheets write it, read to named cells: nothing in a cell is changed, nothing is guessed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SEPARATOR_LINE = re.compile(r"\A\ufeff?\"?sep=(?P<delimiter>[^\r\n])\"?(?:\r\n|\r|\n)", re.IGNORECASE)
# A cell holds a whole article, each of whose characters can take four bytes; the file itself is limited before.
csv.field_size_limit(16 * 1024 * 1024)


# Its number, as a spreadsheet counts, the header being line 1; its cells by name; and those beyond the header's.
Row = tuple[int, dict[str, str], list[str]]


def read(data: bytes, columns: Sequence[str], needed: Sequence[str]) -> Iterator[Row]:
    """The rows that hold anything. Raises ValueError, with what to do, for a table that cannot be read."""
    text = decoded(data)
    told = SEPARATOR_LINE.match(text)
    if told:
        text = text[told.end() :]
    found = {one: header(text, one) for one in ([told["delimiter"]] if told else DELIMITERS)}
    delimiter = max(found, key=lambda one: len(set(found[one]) & set(columns)))
    check_header(found[delimiter], columns, needed)
    return rows(text, delimiter, found[delimiter])


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"This is no CSV in UTF-8: line {line} of the file holds a byte of another encoding. "
            "Save it from the spreadsheet as “CSV UTF-8” and upload that."
        ) from None


def header(text: str, delimiter: str) -> list[str]:
    """The names of the columns, without regard to capitals and outer spaces; an empty one for a nameless column."""
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip().casefold() for name in first]


def check_header(names: list[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    if missing := [name for name in needed if name not in names]:
        found = ", ".join(f"“{name}”" for name in names if name)[:200] or "nothing"
        raise ValueError(
            f"The first line must name the columns, {listed(needed)} among them; it lacks {listed(missing)} "
            f"and names {found}. Cells may stand apart with commas, semicolons or tabs."
        )
    if unknown := sorted({name for name in names if name} - set(columns)):
        raise ValueError(
            f"These columns are not known: {', '.join(unknown)}. Rename or remove them; known are {', '.join(columns)}."
        )
    if twice := [name for name, count in Counter(names).items() if name and count > 1]:
        raise ValueError(f"The column {listed(twice)} stands there twice: remove one of them.")


def listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def rows(text: str, delimiter: str, names: list[str]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > 1 and any(map(str.strip, cells)):
                named = {name: cell for name, cell in zip(names, cells, strict=False) if name}
                nameless = [cell for name, cell in zip(names, cells, strict=False) if not name]
                yield number, named, [cell for cell in (*nameless, *cells[len(names) :]) if cell]
    except csv.Error:
        raise ValueError(
            f"Row {number + 1} cannot be read: a quotation mark in it is not closed, or stands alone. "
            'Write a mark inside a cell twice (""), and the cell between two marks.'
        ) from None
