"""Tables of any make are read within limits; rows become entries, drafts when their text comes, and are undone."""

import datetime as dt
import io
import json
import random
import zipfile
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from archive.models import Article, Entry, Outlet, Quote, Speaker, Spreadsheet
from archive.models.fields import of_page
from archive.query.days import UnclearError
from archive.transfer.spreadsheets import cells, columns, entering, grid
from archive.transfer.spreadsheets.looking import arrived
from tests.builders import make_article, make_country, make_outlet, make_quote, make_speaker
from tests.hostile import refusals

HEAD = ["Quote", "Speaker", "Date", "Newspaper", "Link"]
ROWS = [["„Peace“ is near", "Ada Lovelace", "17/06/2024", "Riga Däily", "https://riga.example/1"]]


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def in_csv(delimiter=",", rows=(HEAD, *ROWS)):
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)


def column_name(at):
    return chr(65 + at)


def xlsx(rows, sheet="", shared="", after=""):
    cell = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'
    body = sheet or "".join(
        f'<row r="{y}">'
        + "".join(cell.format(column_name(x), y, text) for x, text in enumerate(row))
        + "</row>"
        for y, row in enumerate(rows, 1)
    )
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData>{after}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{shared}</t></si></sst>',
        }
    )


def ods(rows, head="", more=""):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        "<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>" for row in rows
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = f'<?xml version="1.0"?>{head}<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="a">{body}<table:table-row table:number-rows-repeated="{4900 if more else 1}">{more}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": content,
        }
    )


def packed(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        in_csv().encode(),
        in_csv(";").encode("utf-8-sig"),
        in_csv("\t").encode("utf-16"),
        in_csv("|").encode("utf-16-le"),
        in_csv().encode("utf-32"),
        in_csv(";").encode("cp1252"),
        ("sep=;\r\n" + in_csv(";")).encode(),
        xlsx([HEAD, *ROWS]),
        ods([HEAD, *ROWS]),
        "\n".join(json.dumps(dict(zip(HEAD, row, strict=True))) for row in ROWS).encode(),
    ],
    ids=[
        "commas",
        "semicolons",
        "utf-16",
        "no mark",
        "utf-32",
        "cp1252",
        "sep=",
        "xlsx",
        "ods",
        "json lines",
    ],
)
def test_the_same_table_in_any_dress(data):
    found = grid.read(data)
    assert (found.names, found.cells) == (HEAD, ROWS)


def test_a_guessed_encoding_is_said():
    assert "Windows-1252" in grid.read(in_csv().encode("cp1252")).note


def test_columns_are_known_by_what_people_and_our_exports_call_them():
    assert columns.guess(HEAD) == dict(zip(HEAD, ("words", "speakers", "said", "outlet", "url"), strict=True))
    ours = columns.guess(
        [
            "id",
            "stands_alone",
            "words",
            "kind",
            "speakers",
            "country",
            "said",
            "said_earliest",
            "outlet",
            "published_on",
            "url",
        ]
    )
    assert (ours["words"], ours["said_earliest"], ours["url"]) == ("words", "said", "url")
    assert "said" not in ours
    assert (
        columns.guess(["speakers.name", "said.earliest", "article.source_url", "url"])["article.source_url"]
        == "url"
    )


@pytest.mark.parametrize(
    ("cell", "first", "last", "precision"),
    [
        ("2024-06-17", "2024-06-17", "2024-06-17", "day"),
        ("17 June 2024", "2024-06-17", "2024-06-17", "day"),
        ("June 17, 2024", "2024-06-17", "2024-06-17", "day"),
        ("17.6.2024", "2024-06-17", "2024-06-17", "day"),
        ("06/17/2024", "2024-06-17", "2024-06-17", "day"),
        ("June 2024", "2024-06-01", "2024-06-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2024-06-17 10:30:00", "2024-06-17", "2024-06-17", "day"),
    ],
)
def test_days_as_people_write_them(cell, first, last, precision):
    found = cells.period(cell, day_first=None)
    assert (str(found.earliest), str(found.latest), found.precision) == (first, last, precision)


def test_a_day_that_may_be_two_is_asked_about_once_a_file():
    with pytest.raises(UnclearError):
        cells.period("03/04/2024", day_first=None)
    assert cells.period("03/04/2024", day_first=True).earliest == dt.date(2024, 4, 3)
    assert cells.period("03/04/2024", day_first=False).earliest == dt.date(2024, 3, 4)


@pytest.mark.parametrize("cell", ["yesterday", "30 February 2024", "2024-13-01", "June", "3024-01-01", "٣"])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(ValueError, match=r"."):
        cells.period(cell, day_first=True)


def test_the_labels_of_the_site_are_kinds():
    assert [
        cells.kind(each) for each in ("Direct quote", "partly quoted", "In the reporter’s words", "")
    ] == [
        "direct",
        "mixed",
        "indirect",
        "",
    ]
    with pytest.raises(ValueError, match="leave it empty"):
        cells.kind("Headline")


def test_two_speakers_in_a_cell_are_two_and_one_with_an_and_is_one():
    assert cells.people("A. Blinken; J. Stoltenberg") == ["A. Blinken", "J. Stoltenberg"]
    assert cells.people("Ada Lovelace and Bob Roe") == ["Ada Lovelace", "Bob Roe"]
    assert cells.people("Ministry of Food and Drugs") == ["Ministry of Food and Drugs"]


def hostile(share):
    rows = [HEAD, *ROWS]
    bomb = packed({"xl/workbook.xml": "x" * 110_000_000})
    lies = bytearray(xlsx(rows))
    entity = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    laughs = (
        "<!DOCTYPE a [<!ENTITY a '"
        + "ha" * 50
        + "'>"
        + "".join(f"<!ENTITY a{n} '{'&a;' * 50}'>" for n in range(9))
        + "]>"
    )
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    yield from (bomb, bytes(lies[: len(lies) // 2]), ods(rows, entity), ods(rows, laughs), xlsx([], far))
    yield from (
        packed({"../../etc/passwd": "x"}),
        packed({f"{n}": "" for n in range(3_000)}),
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
    )
    yield from (
        b"",
        b"\0" * 5_000,
        b"a",
        b"a,b",
        b'"',
        b"{" * 100_000,
        b"[]",
        b"a\n" * 30_000,
        b"," * 100_000,
        b"\xff\xfe\0",
    )
    again = "".join(f'<row r="{y}"><c r="A{y}" t="s"><v>0</v></c></row>' for y in range(1, 2_000))
    cells = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    yield from (
        xlsx([], again, shared="ä" * 190_000),
        xlsx(rows, shared="a" * 90_000_000),
        xlsx(rows, after="<mergeCells>" + '<mergeCell ref="A2:A1048576"/>' * 100_000 + "</mergeCells>"),
        xlsx(rows, after='<mergeCells><mergeCell ref="A1:A99999999999999999999"/></mergeCells>'),
        *(ods(rows, more=cells.format(*each)) for each in ((4_000_000_000, "a"), (199, "a" * 50_000))),
        ods(rows, more=cells.format(1, '<text:s text:c="2000000000"/>')),
        "\n".join(f'{{"k{n}": 1}}' for n in range(20_000)).encode(),
        ('{"a": [' + ",".join(f'{{"k{n}": 1}}' for n in range(200_000)) + "]}").encode(),
        (
            (
                '{"a": ['
                + ",".join(['{"b":1}'] * 49)
                + ",{"
                + ",".join(f'"{n}":1' for n in range(190))
                + "}]}\n"
            )
            * (2_500 // share)
        ).encode(),
        b"a,b\n" * 1_200_000,
        b"a," * (2_500_000 // share),
        b" \r" * (2_500_000 // share),
        bytes(range(128, 256)) * 39_000,
    )


def damaged():
    rows = [HEAD, *ROWS]
    chance = random.Random(18)
    for base in (xlsx(rows), ods(rows), in_csv().encode("utf-16"), in_csv().encode()):
        for _ in range(46):
            broken = bytearray(base)
            for _ in range(chance.randint(1, 30)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            yield bytes(broken)


@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.drill)])
def test_200_hostile_files_are_read_or_refused_with_what_to_do(share):
    """The longest of them whole in the drills, else a quarter of them."""
    assert len(refusals(grid.read, chain(hostile(share), damaged()))) > 20


TABLE = [
    ["Quote", "Speaker", "Country", "Date", "Newspaper", "Link", "Kind"],
    [
        "“Peace is near”",
        "Ada Lovelace; Bob Roe",
        "North Korea",
        "17/06/2024",
        "The Daily Post",
        "https://riga.example/1",
        "",
    ],
    ["We shall wait", "Cy Young", "US", "June 2024", "New Herald", "https://riga.example/2", "Direct quote"],
    ["", "Cy Young", "US", "June 2024", "", "", ""],
    ["We go", "Cy Young", "Atlantis", "42/06/2024", "", "riga", "shouted"],
]


@pytest.fixture
def sheet(db):
    make_country("KP", "North Korea")
    make_country()
    make_speaker(), make_outlet()
    read = grid.read(in_csv(";", TABLE).encode())
    user = User.objects.create_user("eve")
    return Spreadsheet.objects.create(
        name="a.csv", names=read.names, cells=read.cells, mapping=columns.guess(read.names), by=user
    )


def test_all_errors_of_all_rows_are_told_at_once_and_grouped(sheet):
    found = entering.checked(sheet)
    assert list(found.good) == [2, 3]
    wrong = {"words": 4, "country": 5, "said": 5, "url": 5, "kind": 5}
    assert {(label, *rows) for label, _, rows, _ in found.problems} == {
        (columns.FIELDS[name], row) for name, row in wrong.items()
    }
    assert (list(found.speakers), list(found.outlets)) == (["Bob Roe", "Cy Young"], ["New Herald"])


def enter(sheet):
    return entering.enter(sheet, {"Bob Roe": "new", "Cy Young": "open"}, {"New Herald": "new"})


def test_rows_become_entries_that_wait_for_their_text_and_are_never_public(sheet, client):
    assert enter(sheet) == (2, 0)
    first, second = Entry.objects.order_by("number")
    assert {str(each) for each in first.speakers.all()} == {"Ada Lovelace", "Bob Roe"}
    assert (second.speakers.count(), second.speaker_names, second.outlet.name) == (
        0,
        ["Cy Young"],
        "New Herald",
    )
    assert (second.kind, second.said_precision, str(second.said_latest)) == ("direct", "month", "2024-06-30")
    assert not Quote.objects.exists()
    for page in ("/quotes/?q=wait", "/speakers/", "/outlets/", "/export/quotes.csv", "/"):
        assert b"shall wait" not in b"".join(client.get(page))
    assert enter(sheet) == (2, 0)


def test_the_text_of_an_article_makes_drafts_of_its_entries(sheet):
    enter(sheet)
    article = make_article("Talks\n\n“Peace is near,” two ministers said.\n", url="https://riga.example/1")
    arrival = arrived(article)
    draft = Quote.objects.get()
    assert (draft.status, draft.text, draft.kind, str(draft.said_latest)) == (
        "draft",
        "Peace is near",
        "direct",
        "2024-06-17",
    )
    assert {(str(each.speaker), each.country_id, each.basis) for each in draft.attributions.all()} == {
        ("Ada Lovelace", "KP", "editor"),
        ("Bob Roe", "KP", "editor"),
    }
    assert (len(arrival.drafted), arrived(article).drafted) == (1, [])


def test_words_that_the_text_does_not_hold_wait_on(sheet):
    enter(sheet)
    arrival = arrived(make_article("Talks\n\n“War is near,” he said.\n", url="https://riga.example/1"))
    assert (len(arrival.missing), Quote.objects.count()) == (1, 0)


def test_a_quote_that_is_there_is_not_doubled(sheet):
    article = make_article("Talks\n\n“Peace is near,” he said.\n", url="https://riga.example/1")
    quote = make_quote(article=article)
    enter(sheet)
    entry = Entry.objects.get(quote=quote)
    assert not entry.drafted
    assert entering.undo(sheet)
    assert Quote.objects.get() == quote


def test_a_corrected_table_brings_its_old_rows_no_second_time_and_shares_their_drafts(sheet):
    again, other = (Spreadsheet.objects.create(name="b.csv", names=sheet.names, cells=sheet.cells, mapping=sheet.mapping, by=sheet.by) for _ in "ab")  # fmt: skip
    enter(sheet)
    assert entering.checked(again).again == [2, 3]
    Entry.objects.update(said_earliest=None)  # the same words of the same page, and yet another row
    enter(other)
    drafts = arrived(
        make_article("Talks\n\n“Peace is near,” he said.\n", url="https://riga.example/1")
    ).drafted
    assert {entry.quote for entry in Entry.objects.exclude(quote=None)} == set(drafts)
    entering.undo(sheet)
    assert Entry.objects.exclude(quote=None).get().drafted


@pytest.mark.parametrize("url", ["http://www.riga.example/1/", "https://riga.example/1?utm_source=x&fbclid=2#top", "https://RIGA.example/1"])  # fmt: skip
def test_an_address_written_otherwise_is_the_same_page(sheet, url):
    enter(sheet)
    article = make_article("Talks\n\n“Peace is near,” he said.\n", url=url)
    assert arrived(article).drafted
    assert list(of_page(Article.objects, "https://riga.example/1")) == [article]
    assert not of_page(Article.objects, "https://riga.example/12?p=1").exists()


def test_an_import_is_undone_with_whom_it_brought(sheet):
    make_article("Talks\n\n“Peace is near,” he said.\n", url="https://riga.example/1")
    assert enter(sheet)[1] == 1
    assert entering.undo(sheet)
    assert (Quote.objects.count(), Entry.objects.count()) == (0, 0)
    assert list(Speaker.objects.values_list("name", flat=True)) == ["Ada Lovelace"]
    assert list(Outlet.objects.values_list("name", flat=True)) == ["The Daily Post"]


def test_what_was_published_is_not_undone(sheet):
    make_article("Talks\n\n“Peace is near,” he said.\n", url="https://riga.example/1")
    enter(sheet)
    Quote.objects.update(status="published", published_at=dt.datetime.now(dt.UTC))
    assert not entering.undo(sheet)
    assert Entry.objects.count() == 2


def undo_and_leave(sheet):
    try:
        return entering.undo(sheet)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_an_undo_waits_for_whoever_publishes_a_draft_and_leaves_it():
    make_article("Talks\n\n“We go,” he said.\n", url="https://riga.example/1")
    sheet = Spreadsheet.objects.create(
        names=["words", "url"],
        cells=[["We go", "https://riga.example/1"]],
        mapping={"words": "words", "url": "url"},
        by=User.objects.create_user("eve"),
    )
    assert entering.enter(sheet, {}, {})[1] == 1
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        draft = Quote.objects.select_for_update(of=("self",)).get()
        undone = pool.submit(undo_and_leave, sheet)
        with pytest.raises(TimeoutError):
            undone.result(timeout=0.5)
        Quote.objects.filter(pk=draft.pk).update(published_at=dt.datetime.now(dt.UTC))
    assert undone.result(timeout=30) is False
    assert Quote.objects.exists()


@pytest.mark.parametrize("there", [False, True])
def test_a_text_in_the_table_becomes_an_article_and_its_words_a_draft(sheet, there):
    text = "Talks\n\n“We shall wait,” Cy Young said. “We go,” he said."
    if there:
        make_article(text)
    Spreadsheet.objects.update(
        names=["words", "article_text"],
        cells=[
            ["We shall wait", text],
            ["“We go”", text],
            ["War", text],
            ["We stay", "\u202e" * 200_001],
            ["said", text],
        ],
        mapping={"words": "words", "article_text": "text"},
    )
    sheet = Spreadsheet.objects.get()
    told = entering.checked(sheet).problems
    assert [rows for _, _, rows, _ in told] == [[4], [5], [6]]
    assert [label for label, *_ in told] == [columns.FIELDS[name] for name in ("words", "text", "words")]
    assert "does not hold them: copy them" in told[0][1]
    assert "more than once" in told[2][1]
    assert entering.enter(sheet, {}, {}) == (2, 2)
    assert Article.objects.get().raw_text == text
    assert entering.undo(sheet)
    assert Article.objects.exists() is there


TALKS = "Talks\n\n" + " ".join(f"“We shall wait {n} days,” he said." for n in range(7))
