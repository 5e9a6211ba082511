"""A table that is a text, as numbered rows of texts: CSV in any dress and encoding, JSON Lines."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from archive.intake.page.encoding import guessed
from archive.transfer.sheet import SEPARATOR_LINE
from archive.transfer.spreadsheets import columns
from archive.transfer.spreadsheets.packed import MOST_COLUMNS, MOST_ROWS

Numbered = list[tuple[int, list[str]]]

MOST_LISTED = 50  # speakers of a quote, for one
MOST_TOLD = 8  # rows by their numbers
DELIMITERS = (",", ";", "\t", "|")
NONE = "\x1f"  # parts nothing
SPOKEN = {
    "cp1250": "Windows-1250",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
}
OTHERS = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format 3", b"7z\xbc\xaf", b"Rar!")  # fmt: skip
_TURKISH = re.compile(r"(?<=[^\W\d_])þ")
_ICELANDIC = re.compile("[áíóúæ]", re.IGNORECASE)
_FOREIGN = re.compile(rb"(?<![\w\xa1-\xff])[\xa1-\xff]{3,}(?![\w\xa1-\xff])")
_HEBREW = re.compile(rb"[\xe0-\xfa]+")
_POLISH = re.compile(r"(?<=[^\W\d_])[³¹¿](?=[^\W\d_])")
# Programs call such files .xls as well.
_MARKUP = re.compile(r"\s*(?:<[!?a-z]|\{\\rtf|mime-version:)", re.IGNORECASE)


def read(data: bytes) -> tuple[Numbered, str]:
    """The rows that hold anything, and what was guessed. Raises ValueError with what to do."""
    if data.startswith(OTHERS):
        raise no_table()
    text, note = decoded(data)
    if _MARKUP.match(text):
        raise no_table()
    if text.lstrip()[:1] in {"{", "["}:
        return of_records(records(text)), note
    rows, torn = separated(text)
    return rows, " ".join(filter(None, [note, torn]))


def no_table() -> ValueError:
    return ValueError(
        "This is no table that is read here: save it as .xlsx, .ods or CSV, without a password."
    )


def too_wide(width: int) -> ValueError:
    return ValueError(f"{width:,} columns are more than {MOST_COLUMNS}: remove those that are not needed.")


def decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return unicode_or_refused(data, "utf-32"), ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return unicode_or_refused(data, "utf-16"), ""
    if b"\0" in data and (two_bytes := of_two_bytes(data)):
        return two_bytes, ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        encoding = of_windows(data[:50_000]) or guessed(data)
        return data.decode(encoding, errors="replace"), (
            f"It is not in UTF-8, and was read as {SPOKEN.get(encoding, encoding)}: look at its letters."
        )


def of_windows(data: bytes) -> str:
    """In the signs of the West, Hebrew of Windows-1255 has words of small letters with accents alone, other scripts have words of
    signs beyond ASCII, Polish of Windows-1250 has marks within its words (Wa³êsa, mo¿e), and Turkish of Windows-1254 is
    Postasý and Ayþe, without an accent of Iceland."""
    words = _FOREIGN.findall(data)
    if len(words) > 1 and all(map(_HEBREW.fullmatch, words)):
        return "cp1255"
    if not mostly_latin(data):
        return ""
    if len(words) > 1:
        return guessed(b" ".join(words))
    western = data.decode("cp1252", errors="replace")
    if len(_POLISH.findall(western)) > 1:
        return "cp1250"
    turkish = _TURKISH.search(western) and "ý" in western and not _ICELANDIC.search(western)
    return "cp1254" if turkish else "cp1252"


def of_two_bytes(data: bytes) -> str:
    """Signs and line ends have an empty byte before them or behind: no other encoding of tables has one."""
    behind = data[1::2].count(0) >= data[0::2].count(0)
    try:
        return data.decode("utf-16-le" if behind else "utf-16-be")
    except UnicodeError:
        return ""


def mostly_latin(data: bytes) -> bool:
    """Letters with accents stand single among others; in other scripts nearly all bytes are high ones."""
    letters = [byte for byte in data if byte > 127 or chr(byte).isalpha()]
    return sum(byte > 127 for byte in letters) < len(letters) / 3


def unicode_or_refused(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError:
        raise ValueError("This file is broken Unicode: save it anew, as CSV in UTF-8.") from None


def separated(text: str) -> tuple[Numbered, str]:
    told = SEPARATOR_LINE.match(text)
    if told:
        rows = parsed(text[told.end() :], told["delimiter"])
        return whole([(number + 1, row) for number, row in rows])
    rows = parsed(text, max(DELIMITERS, key=lambda one: evenness(text, one)))
    head = rows[columns.head_at([row for _, row in rows])][1] if rows else []
    if len(head) == 1 and columns.field_of(head[0]):  # a list of quotes alone, with commas of their own
        return parsed(text, NONE), ""
    return whole(rows)


def whole(rows: Numbered) -> tuple[Numbered, str]:
    """Without rows that a sign in a text has torn apart, if most are whole: their cells stand under wrong names."""
    at = columns.head_at([row for _, row in rows]) if rows else 0
    width = len(rows[at][1]) if rows else 0
    torn = [number for number, row in rows[at + 1 :] if any(map(str.strip, row[width:]))]
    if not torn or 2 * len(torn) >= len(rows) - at:
        return rows, ""
    some = ", ".join(map(str, torn[:MOST_TOLD])) + (" …" if len(torn) > MOST_TOLD else "")
    left = set(torn)
    return [each for each in rows if each[0] not in left], (
        f"{'Row' if len(torn) == 1 else 'Rows'} {some} {'was' if len(torn) == 1 else 'were'} left out, with more "
        "cells than there are columns: put a text that holds commas between quotation marks."
    )


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


def parsed(text: str, delimiter: str) -> Numbered:
    try:
        rows = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
        return list(islice((each for each in rows if any(map(str.strip, each[1]))), MOST_ROWS + 2))
    except csv.Error:
        raise ValueError(
            "A row of the table cannot be read: close the quotation mark in it, or save the table anew as “CSV UTF-8”."
        ) from None


def records(text: str) -> Iterable[Any]:
    """One object a line, as `/export/quotes.jsonl` gives them, or a list of them."""
    if text.lstrip()[0] == "[":
        found = decoded_json(text)
        return found if isinstance(found, list) else [None]
    return map(decoded_json, filter(str.strip, io.StringIO(text)))


def of_records(found: Iterable[Any]) -> Numbered:
    """What is nested is named by its way ("article.title")."""
    flattened = [flat(object_only(one)) for one in islice(found, MOST_ROWS + 1)]
    names = list(dict.fromkeys(name for each in flattened for name in each))
    if len(names) > MOST_COLUMNS:  # each row would have all
        raise too_wide(len(names))
    return list(enumerate([names, *([each.get(name, "") for name in names] for each in flattened)]))


def decoded_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def object_only(found: Any) -> dict[str, Any]:
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
