"""Tables as people keep them: titles above, several sheets, merged cells, names of columns and days in their language."""

import re
import struct
from collections.abc import Sequence
from typing import Any

import pytest

from archive.transfer.spreadsheets import cells, columns, grid
from archive.transfer.spreadsheets.checking import Check
from tests.transfer.test_spreadsheets import HEAD, ROWS, in_csv, ods, packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def rows_in_xml(rows: Sequence[Sequence[Any]]) -> str:
    cell = '<c r="{}{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    return "".join(
        f'<row r="{y}">'
        + "".join(cell.format(chr(65 + x), y, text) for x, text in enumerate(row) if text)
        + "</row>"
        for y, row in enumerate(rows, 1)
    )


def workbook(sheets: dict[str, str], hidden: str = "", **more: str) -> bytes:
    """Sheets by name, each with what stands between its tags."""
    state = {hidden: ' state="hidden"'}
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}"{state.get(name, "")} r:id="r{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    relation = '<Relationship Id="{}" Type="' + RELATIONS + '/{}" Target="{}"/>'
    links = "".join(
        relation.format(f"r{n}", "worksheet", f"worksheets/s{n}.xml") for n in range(1, len(sheets) + 1)
    )
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relation.format("r", "officeDocument", "xl/workbook.xml")}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
            **{
                f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{MAIN}">{body}</worksheet>'
                for n, body in enumerate(sheets.values(), 1)
            },
            **more,
        }
    )


def test_a_title_and_remarks_above_the_names_of_the_columns_are_left_out_and_said() -> None:
    for above in (["My research", ""], ["Made by", "Jo"], ["", "Version 3; do not copy"]):
        found = grid.read(in_csv(",", [above, ["", ""], HEAD, *ROWS]).encode())
        assert (found.names, found.cells) == (HEAD, ROWS)
        assert "left out: “" in found.note


def test_a_first_row_that_names_columns_stays_the_first_though_rows_below_hold_such_words() -> None:
    rows = [["Quote", "Who"], ["Quote", "Date"], ["We go", "Cy Young"]]
    assert grid.read(in_csv(",", rows).encode()).names == ["Quote", "Who"]


def test_the_sheet_with_the_quotes_is_read_and_the_others_are_named() -> None:
    about, quotes = (f"<sheetData>{rows_in_xml(rows)}</sheetData>" for rows in ([["Read me"]], [HEAD, *ROWS]))
    found = grid.read(workbook({"About": about, "Quotes": quotes, "Empty": "<sheetData/>"}))
    assert (found.names, found.cells) == (HEAD, ROWS)
    assert found.note == "Only the sheet “Quotes” was read, not “About”."


def test_a_merged_cell_stands_in_each_of_its_rows_and_a_merged_title_once() -> None:
    rows = [["All my quotes"], ["Quote", "Speaker"], ["We go", "Cy Young"], ["We stay", ""], ["We see", ""]]
    merged = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="B3:B4"/></mergeCells>'
    found = grid.read(workbook({"a": f"<sheetData>{rows_in_xml(rows)}</sheetData>{merged}"}))
    assert found.names == ["Quote", "Speaker"]
    assert found.cells == [["We go", "Cy Young"], ["We stay", "Cy Young"], ["We see", ""]]


@pytest.mark.parametrize(
    "head",
    [
        "발언,화자,날짜,매체",
        "引语,发言人,日期,媒体",
        "発言,発言者,日付,メディア",
        "Citation,Locuteur,Date,Journal",
        "Цитата,Спикер,Дата,СМИ",
        "Cita,Orador,Fecha,Medio",
        "Zitat,Sprecher,Datum,Zeitung",
    ],
)
def test_columns_are_known_by_their_names_in_other_languages(head: str) -> None:
    names = head.split(",")
    assert list(columns.guess(names).values()) == ["words", "speakers", "said", "outlet"]
    assert [columns.guess(names)[name] for name in names] == ["words", "speakers", "said", "outlet"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp949"])
def test_korean_tables_are_read_in_the_encodings_of_their_programs(encoding: str) -> None:
    rows = [["발언", "화자", "날짜"], ["우리는 간다고 말했다", "김철수", "2019년 3월 5일"]]
    found = grid.read((in_csv(";", rows) + "\r\n").encode(encoding))
    assert (found.names, found.cells) == (rows[0], rows[1:])


@pytest.mark.parametrize(("cell", "first", "last"), [
    ("43529", "2019-03-05", "2019-03-05"),
    ("43529.75", "2019-03-05", "2019-03-05"),
    ("12.3.2019", "2019-03-12", "2019-03-12"),
    ("13/3/19", "2019-03-13", "2019-03-13"),
    ("12-Mar-19", "2019-03-12", "2019-03-12"),
    ("Mar-19", "2019-03-01", "2019-03-31"),
    ("5.3.99", "1999-03-05", "1999-03-05"),
    ("March 2019", "2019-03-01", "2019-03-31"),
    ("Q1 2019", "2019-01-01", "2019-03-31"),
    ("2019-Q4", "2019-10-01", "2019-12-31"),
    ("3. Quartal 2019", "2019-07-01", "2019-09-30"),
    ("5 mars 2019", "2019-03-05", "2019-03-05"),
    ("5. März 2019", "2019-03-05", "2019-03-05"),
    ("marzo de 2019", "2019-03-01", "2019-03-31"),
    ("2019년 3월 5일", "2019-03-05", "2019-03-05"),
    ("2019年12月", "2019-12-01", "2019-12-31"),
    ("13/03/2019 10:30", "2019-03-13", "2019-03-13"),
    ("3/13/2019 12:00:00 AM", "2019-03-13", "2019-03-13"),
    ("Tue, 05 Mar 2019 10:00:00 +0000", "2019-03-05", "2019-03-05"),
    ("mardi 5 mars 2019", "2019-03-05", "2019-03-05"),
    ("3.13.2019", "2019-03-13", "2019-03-13"),
    ("20190305", "2019-03-05", "2019-03-05"),
    ("5–7 March 2019", "2019-03-05", "2019-03-07"),
    ("5-7 March 2019", "2019-03-05", "2019-03-07"),
    ("March 5-7, 2019", "2019-03-05", "2019-03-07"),
    ("28 Feb - 2 March 2019", "2019-02-28", "2019-03-02"),
    ("March-April 2019", "2019-03-01", "2019-04-30"),
    ("14/5/2019 to 16/5/2019", "2019-05-14", "2019-05-16"),
    ("2019-03-05/2019-03-07", "2019-03-05", "2019-03-07"),
    ("5. bis 7. März 2019", "2019-03-05", "2019-03-07"),
])  # fmt: skip
def test_days_as_programs_and_other_languages_write_them(cell: str, first: str, last: str) -> None:
    found = cells.period(cell, day_first=None)
    assert found is not None
    assert (str(found.earliest), str(found.latest)) == (first, last)


@pytest.mark.parametrize("cell", ["2019 or 2020", "2019-03 or later", "2019-03-05 (?)", "c. 2019", "2019?", "before 2019", "7-5 March 2019", "31.11.2019", "2/30/2019", "1990s", "20191305", "2018-2019"])  # fmt: skip
def test_a_day_that_is_not_sure_is_refused_and_not_cut_short(cell: str) -> None:
    with pytest.raises(ValueError, match=r"leave it empty|correct it"):
        cells.period(cell, day_first=True)


@pytest.mark.parametrize("cell", ["", "-", "–", "n/a", "N.D.", "unknown", "?", "TBC"])
def test_signs_for_nothing_are_nothing(cell: str) -> None:
    assert (cells.period(cell, day_first=None), cells.people(cell)) == (None, [])


def test_names_in_a_cell_stand_apart_or_turned_around() -> None:
    cells_of = ["Ada Lovelace / Bob Roe", "Ada Lovelace | Bob Roe", "Lovelace, James; Roe, Mary Ann"]
    assert [cells.people(cell) for cell in cells_of] == [
        ["Ada Lovelace", "Bob Roe"], ["Ada Lovelace", "Bob Roe"], ["James Lovelace", "Mary Ann Roe"],
    ]  # fmt: skip
    assert cells.people("James Roe, John Doe and Mary Poe") == ["James Roe", "John Doe", "Mary Poe"]
    assert len(cells.people("James Roe, Prime Minister and Foreign Secretary")) == 1
    whole = ["AFP/Getty", "Smith, spokesman", "Martin King, Jr.", "Kirby, Pentagon", "James Roe, John Doe"]
    assert [cells.people(cell) for cell in whole] == [[each] for each in whole]


def test_names_of_columns_in_two_rows_are_read_together() -> None:
    rows = [["Quote", "Speaker", "Source", ""], ["", "", "Outlet", "Link"], ["We go", "Ada", "Post", ""]]
    other = [["Quote", "Who", "", ""], ["", "", "Outlet", "Link"], ["We go", "Ada", "Post", ""]]
    below = [["Quote", "", "Article", "", ""], ["", "Who", "Outlet", "Link", "Headline"], ["We go", *"abcd"]]
    found = [grid.read(in_csv(",", each).encode()) for each in (rows, other, below)]
    assert [each.names for each in found] == [
        ["Quote", "Speaker", "Outlet", "Link"], ["Quote", "Who", "Outlet", "Link"], ["Quote", "Who", "Outlet", "Link", "Headline"],
    ]  # fmt: skip
    assert [len(each.cells) for each in found] == [1, 1, 1]


def test_rows_are_numbered_as_the_spreadsheet_numbers_them() -> None:
    rows = [[""], ["My research"], [""], HEAD, ROWS[0], [""], ROWS[0]]
    sheet = f"<sheetData>{rows_in_xml(rows)}</sheetData>"
    assert [grid.read(data).numbers for data in (in_csv(";", rows).encode(), workbook({"a": sheet}))] == [
        [5, 7], [5, 7],
    ]  # fmt: skip


def test_a_hidden_sheet_is_left_aside() -> None:
    lists, data = (
        f"<sheetData>{rows_in_xml(rows)}</sheetData>" for rows in ([["Quote"], ["hid"]], [HEAD, *ROWS])
    )
    book = workbook({"Lists": lists, "Data": data}, hidden="Lists")
    assert grid.read(book).cells == ROWS


def test_a_comma_tears_no_text_apart() -> None:
    alone = grid.read(b"Quote\nYes, good\nNo, never\nAnd so\n")
    assert [row[0] for row in alone.cells] == ["Yes, good", "No, never", "And so"]
    torn = grid.read(b"Quote,Speaker\nWe go, now,Ada\nWe stay,Bob\nWe see,Cy\n")
    assert torn.cells == [["We stay", "Bob"], ["We see", "Cy"]]
    assert "Row 2 was left out" in torn.note


def test_a_table_without_names_of_columns_keeps_its_first_row() -> None:
    found = grid.read(b"We go,Ada Lovelace,17/06/2019\nWe stay,Bob Roe,18/06/2019\n")
    assert (found.names, len(found.cells)) == (["Column 1", "Column 2", "Column 3"], 2)


@pytest.mark.parametrize("name", ["Quote (in English)", "Text of quote", "Exact quote", "引用文"])
def test_columns_are_known_by_a_word_in_their_names(name: str) -> None:
    names = [name, "Name of speaker", "Date of statement (dd/mm/yyyy)", "Link to article", "Media outlet"]
    assert list(columns.guess(names).values()) == ["words", "speakers", "said", "url", "outlet"]


def test_a_list_of_objects_is_a_table_too() -> None:
    found = grid.read(b'[{"quote": "We go", "speaker": "Ada"}, {"quote": "We stay"}]')
    assert (found.names, found.cells) == (["quote", "speaker"], [["We go", "Ada"], ["We stay", ""]])


@pytest.mark.parametrize("data", [
    b"<html><table><tr><td>Quote</td></tr></table></html>",
    b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    b"{\\rtf1\\ansi Quote, Speaker}\nWe go, Ada\n",
    b"MIME-Version: 1.0\nX-Document-Type: Workbook\n\n<html>",
    b"SQLite format 3\0" + b"\0" * 100,
])  # fmt: skip
def test_what_only_calls_itself_a_spreadsheet_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^This is no table that is read here: save it as"):
        grid.read(data)


def declaring(data: bytes, size: int) -> bytes:
    """With another unpacked size in the directory and before each member."""
    told = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for match in re.finditer(re.escape(mark), data):
            told[match.start() + at : match.start() + at + 4] = struct.pack("<I", size)
    return bytes(told)


WHOLE = workbook({"a": f"<sheetData>{rows_in_xml([HEAD, *ROWS])}</sheetData>"})


BREAK, TEXT = "x</text:p></table:table-cell>", 'office:value-type="string"><text:p>'
HOSTILE = {
    "declares 4 GB": declaring(WHOLE, 0xFFFFFFFE),
    "declares nothing": declaring(WHOLE, 0),
    "a zip in a zip": packed({f"xl/{n}.zip": packed({"a": "x" * 1_000_000}).decode("latin-1") for n in range(30)}),
    "names a device": packed({"/dev/zero": "", "C:\\CON": "", "xl/workbook.xml": "<a/>"}),
    "repeats columns": ods([HEAD, [f'{BREAK}<table:table-cell table:number-columns-repeated="2000000000" {TEXT}x']]),
    "repeats rows": ods([HEAD, [f'{BREAK}</table:table-row><table:table-row table:number-rows-repeated="2000000000"><table:table-cell {TEXT}x']]),
    "an entity in a sheet": workbook({"a": "<sheetData/>"}, **{"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY % e SYSTEM "file:///etc/passwd">%e;]><sst/>'}),
    "far merged": workbook({"a": f'<sheetData>{rows_in_xml([HEAD, *ROWS])}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="ZZZ9:A1"/></mergeCells>'}),
    "thousand sheets": workbook({f"s{n}": "<sheetData/>" for n in range(1_000)}),
}  # fmt: skip


def rows_or_refusal(data: bytes) -> int | str:
    try:
        return len(grid.read(data).cells)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_claims_more_than_it_is_is_read_within_limits_or_refused(name: str) -> None:
    found = rows_or_refusal(HOSTILE[name])
    assert found in range(10) or re.search(r"(upload that|row below|row there|split it)\.$", str(found))


def test_macros_and_links_out_are_never_looked_at() -> None:
    parts = {
        "xl/vbaProject.bin": "MZ",
        "xl/externalLinks/externalLink1.xml": '<a href="https://evil.example/"/>',
    }
    assert (
        grid.read(workbook({"a": f"<sheetData>{rows_in_xml([HEAD, *ROWS])}</sheetData>"}, **parts)).cells
        == ROWS
    )


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["#REF!", "#NAME?", "#DIV/0!", "#WERT!", '=CONCATENATE("We"," go")'])
def test_a_formula_is_nobodys_words_and_nobodys_name(cell: str) -> None:
    for field in ("words", "speakers", "role", "note"):
        with pytest.raises(ValueError, match="formula"):
            Check([], {}, None).read(field, cell)
    link = '=HYPERLINK("https://a.example/1";"Link")'
    ways = (link, "<https://a.example/1>", "https://a.example/1")
    assert {Check([], {}, None).read("url", way) for way in ways} == {"https://a.example/1"}
