"""A page's text is its own lines in its own order, and nothing that stands around them."""

import pytest

from archive.editing.uploads import read_upload, suggested
from tests.lengths import LENGTHS, linear

AGREED = (
    "The council of Port City agreed on a harbour plan on Monday after two days of talks in the town hall."
)
WORK = "Work on the new quay is to begin in the autumn and will take at least three years, according to the plan."
SAID = "“We will build it,” said mayor Rita Odell, who had asked for a new quay for as long as anybody remembers."
OTHER = "<h1>Bus fares rise</h1><p>Bus fares in the county will rise by a fifth on the first day of June.</p><p>“It is theft,” said Bert Stowe, a passenger.</p>"


def lines(body, head=""):
    raw = f"<html><head><title>Harbour plan agreed</title>{head}</head><body>{body}</body></html>"
    return read_upload(raw.encode()).text.split("\n")


def article(inside):
    return f"<article><h1>Harbour plan agreed</h1><p>{AGREED}</p>{inside}<p>{WORK}</p></article>"


def within(inside):
    return lines(f"<main>{article(inside)}</main>")[2:-1]


INSIDE = {
    "<ul><li>a new quay;</li><li>a market hall.</li></ul>": ["a new quay;", "a market hall."],
    "<table><tr><th>Party</th><th>For</th></tr><tr><td>Greens</td><td>12</td></tr></table>": ["Party\tFor", "Greens\t12"],
    f"<table><tr><td>{SAID}</td><td>{WORK} Later.</td></tr></table>": [SAID, f"{WORK} Later."],
    "<p>AT&amp;amp;T won.</p>": ["AT&amp;T won."],
    "<p>The mayor, <ruby>田中<rp>(</rp><rt>たなか</rt><rp>)</rp></ruby>一郎, and <ruby>高<rt>たか<rb>田<rt>だ</ruby> spoke.</p>": ["The mayor, 田中一郎, and 高田 spoke."],
    "<pre>The quay is old,\n  the sea is cold.</pre>": ["The quay is old,", "the sea is cold."],
    "<p>Har\u00adbour\u200b master\u2060.</p>": ["Harbour master."],
    "<p>می\u200cخواهم</p>": ["می\u200cخواهم"],
    "<p><span class='dropcap' aria-hidden='true'>T</span>he quay <span aria-hidden='true'>x</span>is old.</p>": ["The quay is old."],
    f"<p>{SAID}</p><aside class='pull-quote'><p>“We will build it,”</p><cite>Rita Odell</cite></aside>": [SAID],
    "<blockquote class='pullquote'><p>“It is not in the text,” said Holm.</p></blockquote>": ["“It is not in the text,” said Holm."],
    "<p>“No,” she said.</p><p>Never?</p><p>“No,” she said.</p>": ["“No,” she said.", "Never?", "“No,” she said."],
    "<h2>Why now</h2><p>The wall is falling.</p>": ["Why now", "The wall is falling."],
    "<div class='key'><h2>Key events</h2><ul><li><a href='#a'>One</a><li><a href='#b'>Two</a></ul></div>": [],
    "<ul><li>See <a href='/x'>the letter</a> of May;<li>the map.</ul>": ["See the letter of May;", "the map."],
    "<div class='post-tags'>Tags <a>Quay</a></div><p>It stays.</p>": ["It stays."],
    "<div class='paywall-overlay'><p>Keep reading for $1</p></div><div class='paywall'><p>It stays.</p></div>": ["It stays."],
    "<amp-ad width=3>Ad</amp-ad><div class='addthis_toolbox'><a>Mail</a></div><section class='recommend'><p>Dogs</p></section>": [],
    "<div class='more-on-topic'><h2>More</h2></div><div class='sd-sharing sharedaddy'><p>Share</p></div>": [],
}  # fmt: skip


@pytest.mark.parametrize(("inside", "shown"), INSIDE.items())
def test_an_article_is_read_line_by_line(inside, shown):
    assert within(inside) == shown


def test_a_layout_of_tables_is_read_as_paragraphs():
    cells = f"<tr><td class=gnb>Home | News</td></tr><tr><td><h1>Harbour plan agreed</h1>{AGREED}<br><br>{SAID}<br><br>{WORK}</td></tr>"
    assert lines(f"<table>{cells}</table>") == ["Harbour plan agreed", AGREED, SAID, WORK]


def test_no_sentence_is_lost_between_two():
    parts = f"<article><h1>Harbour plan agreed</h1><strong>In short: </strong>{AGREED}<br><br>{SAID}<br><br>{WORK}</article>"
    assert lines(parts) == ["Harbour plan agreed", f"In short: {AGREED}", SAID, WORK]


def test_paragraphs_parted_by_breaks_stand_once():
    parts = f"<div class=post><h3>Harbour plan agreed</h3><div class=post-body>{AGREED}<br><br>{SAID}<br><br>{WORK}</div></div>"
    assert lines(parts) == ["Harbour plan agreed", AGREED, SAID, WORK]


def test_what_stands_below_the_article_is_another():
    own = article(f"<p>{SAID}</p>")
    assert lines(own + f"<article>{OTHER}</article>") == ["Harbour plan agreed", AGREED, SAID, WORK]
    cards = f"<article class='story-card'>{OTHER.replace('h1', 'h2')}</article>" * 2
    assert lines(f"<main>{own}{cards}</main>") == ["Harbour plan agreed", AGREED, SAID, WORK]


def test_the_entries_of_a_live_report_are_one_article():
    entries = "".join(
        f"<article><h2>{at}</h2><p>{at}: {AGREED}</p></article>" for at in ("Noon", "Eleven", "Ten")
    )
    live = lines(f"<main><h1>Harbour plan agreed</h1>{entries}</main>")
    assert live[0] == "Harbour plan agreed"
    assert live[1::2] == ["Noon", "Eleven", "Ten"]
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    assert f"Ten: {AGREED}" in lines(
        f"{article('')}<article><h1>Ten</h1><p>Ten: {AGREED}</p></article>", head
    )


def test_a_long_page_keeps_its_own_order_and_its_marks_of_lists():
    body = "".join(
        f"<h2>Part {n}</h2><p>{n} {AGREED}</p><ul><li>{n} quays;<li>{n} halls.</ul>" for n in range(40)
    )
    found = lines(
        f"<nav>Home</nav><main><article><h1>Harbour plan agreed</h1>{body}</article></main><footer>© Gazette</footer>"
    )
    assert found[:5] == ["Harbour plan agreed", "Part 0", f"0 {AGREED}", "0 quays;", "0 halls."]
    assert found[-4:] == ["Part 39", f"39 {AGREED}", "39 quays;", "39 halls."]


@pytest.mark.parametrize(
    "inside",
    [
        f"<article><h1>x</h1><p>{AGREED}</p></article>" * 3_000,
        f"<p>{AGREED}</p><aside class=pullquote><p>{AGREED}</p></aside>" * 2_000,
        "<p>" + "<ruby>x<rt>y" * 30_000,
        "<div>x" * 50_000,
        "<ul>" + "<li><a href=x>Port City</a></li>" * 10_000,
    ],
    ids=["articles", "pulled", "ruby", "deep", "links"],
)
@LENGTHS
def test_no_page_takes_long(inside, length):
    with linear(5, length):
        try:
            suggested(read_upload(b"<html><body>" + inside[:length].encode()))
        except ValueError:
            return
