from xml.etree import ElementTree

from archive.outputs import sitemaps
from tests.builders import make_quote, make_speaker

SPACE = {"s": sitemaps.NAMESPACE}


def locations(text):
    return [element.text for element in ElementTree.fromstring(text).findall(".//s:loc", SPACE)]


def local(address):
    return address.removeprefix("http://127.0.0.1:8000")


def test_every_page_of_every_part_answers(get, indexed):
    make_quote()
    indexed()
    parts = locations(get("/sitemap.xml")[1])
    pages = [page for part in parts for page in locations(get(local(part))[1])]
    assert len(pages) > len(sitemaps.PAGES) + 2
    assert {get(local(page))[0].status_code for page in pages} == {200}


def test_hostile_words_and_names_do_not_break_the_sitemap(get, hostile):
    make_quote("Peace", make_speaker('A & B <c> "d" 김'))
    parts = [locations(get(local(part))[1]) for part in locations(get("/sitemap.xml")[1])]
    assert (
        local(next(page for part in parts for page in part if f"/{hostile.pk}-" in page))
        == hostile.get_absolute_url()
    )


def test_parts_hold_a_limited_number_of_pages(get, db, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 2)
    monkeypatch.setattr(sitemaps, "ROUND", 1)
    made = [make_quote(f"Peace {n}").permalink for n in range(3)]
    parts = [part for part in locations(get("/sitemap.xml")[1]) if "quotes" in part]
    assert [locations(get(local(part))[1]) for part in parts] == [made[:2], made[2:]]


def test_a_part_beyond_the_last_is_not_found(get, db):
    assert get("/sitemaps/quotes-2.xml")[0].status_code == 404
    assert get("/sitemaps/drafts-1.xml")[0].status_code == 404
    assert get("/sitemaps/quotes-0.xml")[0].status_code == 404


def test_only_published_quotes_are_listed(get, db):
    make_quote("Not yet", status="draft")
    assert "quotes" not in get("/sitemap.xml")[1].replace("quotes/", "")
