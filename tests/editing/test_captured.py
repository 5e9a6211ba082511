"""Pages saved with all that belongs to them: the page, its address and the moment come along; what is hostile does not."""

import gzip
import io
import random
import zipfile
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.editing.captured import captured
from archive.editing.uploads import read_upload
from tests.hostile import refusals

WORDS = "“Peace is near,” Ada Lovelace said on Monday, and the talks would go on for all of the week."
PAGE = f"<!doctype html><html lang='en'><head><title>Talks end</title></head><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
URL = "https://riga.example/talks"
AT = datetime(2024, 6, 18, 8, 15, tzinfo=UTC)


def warc(*pages, packed=True):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer._create_temp_file = io.BytesIO  # the library leaves its own files open
    for url, kind, body in pages or [
        ("https://riga.example/a.png", "image/png", "x"),
        (URL, "text/html", PAGE),
    ]:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body.encode()), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-06-18T08:15:00Z"},
        )  # fmt: skip
        writer.write_record(record)
    return file.getvalue()


def wacz(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (members or {"archive/data.warc.gz": warc()}).items():
            packed.writestr(name, data)
    return file.getvalue()


def mhtml(body=PAGE, head=f"Snapshot-Content-Location: {URL}"):
    return (
        f"From: <Saved by Blink>\r\n{head}\r\nDate: Tue, 18 Jun 2024 08:15:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    ).encode()


def single_file():
    note = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Tue Jun 18 2024 10:15:00 GMT+0200 (CEST)\n-->"
    return PAGE.replace("<head>", f"{note}<head>").encode()


@pytest.mark.parametrize(
    "data",
    [warc(), warc(packed=False), wacz(), mhtml(), single_file()],
    ids=["warc.gz", "warc", "wacz", "mhtml", "single file"],
)
def test_the_page_its_address_and_the_moment_come_along(data):
    read = read_upload(data)
    assert WORDS in read.text
    assert (read.facts.url, read.facts.title, read.captured_at) == (URL, "Talks end", AT)
    assert b"<article>" in read.page


def test_the_page_that_the_archive_names_is_taken():
    two = warc(
        ("https://a.example/frame", "text/html", PAGE.replace("Peace", "War")), (URL, "text/html", PAGE)
    )
    named = wacz(
        **{
            "archive/data.warc.gz": two,
            "pages/pages.jsonl": f'{{"format": "json-pages-1.0"}}\n{{"url": "{URL}"}}',
        }
    )
    page = captured(named)
    assert page
    assert page[1] == URL


def test_a_packed_file_that_is_no_capture_is_named():
    with pytest.raises(ValueError, match="Word files"):
        read_upload(wacz(**{"word/document.xml": "x"}))


def hostile():
    yield gzip.compress(b"WARC/1.0\r\n" + b"0" * 300_000_000)
    yield wacz(**{"archive/a.warc.gz": gzip.compress(b"\0" * 300_000_000)})
    yield gzip.compress(b"WARC/1.0\r\n" + b"\n" * 60_000_000)
    yield gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 900_000)
    yield wacz(**{"archive/../../../etc/passwd.warc": b"x"})
    yield b"WARC/1.1\r\nContent-Length: 10000000000\r\n\r\n"
    yield b"WARC/1.1\r\nContent-Length: -5\r\nWARC-Type: response\r\n\r\nx"
    yield mhtml("") + b"--b\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" * 5_000
    yield mhtml(head="Content-Location: javascript:alert(1)")
    yield mhtml(PAGE.replace("utf-8", "utf-7\0"))
    chance = random.Random(18)
    for base in (warc(), warc(packed=False), wacz(), mhtml(), single_file()):
        for _ in range(39):
            damaged = bytearray(base)
            for _ in range(chance.randint(1, 40)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            yield bytes(damaged)


def test_a_page_packed_in_a_way_that_nobody_reads_is_no_page():
    foreign = warc(packed=False).replace(
        b"Content-Type: text/html\r\n\r\n<!doctype html><html lang",
        b"Content-Type: text/html\r\nContent-Encoding: br\r\n\r\nxxx",
        1,
    )
    with pytest.raises(ValueError, match="holds no page"):
        read_upload(foreign)


@pytest.mark.parametrize("more", [b"--b\r\n\r\n\r\n" * 20_000, b"X: a\r\n" * 600_000, b"\r" * 1_200_000])
def test_a_saved_page_of_more_parts_or_lines_than_any_has_is_refused_unread(more):
    with pytest.raises(ValueError, match="more parts or lines"):
        captured(mhtml() + more)


def test_200_hostile_files_are_read_or_refused_with_what_to_do():
    addresses = []
    assert len(refusals(lambda data: addresses.append(read_upload(data).facts.url), hostile())) > 20
    assert not [url for url in addresses if (url or "").startswith("javascript")]
