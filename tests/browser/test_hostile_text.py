"""Point 14 of 25: whatever texts and names hold is shown, and does nothing: on every kind of page, in feeds and files."""

import csv
import io
import json
from urllib.parse import quote as quote_text

import pytest
from lxml import etree, html

from archive.editing.redaction import redact
from archive.models import Country, Occasion, Organisation, Outlet, Quote, Role, Speaker, Statement
from archive.search.index import building
from archive.text import restored
from tests.browser.chromium import SCREEN
from tests.builders import make_article, make_quote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A formula; a sign that turns what follows to the left; mark-up; signs of no width; one character of seven; the end.
SHORT = f"=1+1 \u202eenola <script>hit()</script></mark> {'W' * 30} Ω"
EVIL = f'=1+1 \u202eenola "><img src=/x onerror=hit()></textarea> z\u200b\u200d\ufeffw 👩‍👩‍👧‍👦 {"W" * 40} {SHORT}'
LISTS = [
    "speakers",
    "countries",
    "organisations",
    "outlets",
    "occasions",
    "articles",
    "corrections",
    "timeline",
]


def make_hostile():
    """A statement in two wordings: every text that a page shows is hostile."""
    country = Country.objects.create(code="XX", name=SHORT, other_names=[EVIL])
    ministry = Organisation.objects.create(name=EVIL, other_names=[EVIL], country=country)
    ada = Speaker.objects.create(name=EVIL, sort_name=EVIL, description=EVIL)
    ada.other_names.create(name=EVIL[1:])
    role = Role.objects.create(speaker=ada, title=EVIL, organisation=ministry, country=country)
    statement = Statement.objects.create(basis="wording", note=EVIL)
    occasion = Occasion.objects.create(name=EVIL, kind=SHORT[:50], place=EVIL, note=EVIL)
    outlet = Outlet.objects.create(name=EVIL)
    for kind, words in (("direct", EVIL), ("mixed", "A" * 300 + EVIL)):
        about = {"title": EVIL, "subtitle": EVIL, "byline": EVIL, "source_note": EVIL, "outlet": outlet}
        article = make_article(f"{EVIL}\n\n“{words},” {EVIL[:40]} denied.\n", **about)
        attribution = {"role": role, "country": country, "organisation": ministry, "role_printed": EVIL}
        said = {"said_note": EVIL, "public_note": EVIL, "statement": statement, "occasion": occasion}
        more = {"attribution": attribution, "via": [ministry], "article": article, "kind": kind, **said}
        quote = make_quote(words, ada, cue="denied", **more)
        quote.mentions.create(organisation=ministry)
        quote.corrections.create(changed=EVIL[:100], old=EVIL, new=EVIL, reason=EVIL)


def make_gone():
    """The addresses of a quote and of an article that are gone for a hostile reason."""
    withdrawn, removed = make_quote("Withdrawn"), make_quote("Removed")
    Quote.objects.filter(pk=withdrawn.pk).update(status="withdrawn", withdrawn_reason=EVIL)
    redact(removed.article, EVIL)
    return [f"/quotes/{withdrawn.pk}/", removed.article.get_absolute_url()]


@pytest.fixture
def base(live_server, transactional_db):
    make_hostile()
    return live_server.url


def pages():
    """One of each kind, those that show what was typed included."""
    quotes, typed = Quote.objects.published(), quote_text(SHORT)
    rows = [
        model.objects.public().get()
        for model in (Speaker, Country, Organisation, Outlet, Occasion, Statement)
    ]
    ids = "&".join(f"id={quote.pk}" for quote in quotes)
    searches = [
        "quotes/",
        "quotes/?view=speakers",
        "quotes/?view=timeline",
        f"quotes/?{ids}",
        f"compare/?{ids}",
    ]
    searches += [
        f"{page}q={typed}" for page in ("quotes/?", "quotes/?country=XX&", "speakers/?", "compare/?a.")
    ]
    searches += [f"quotes/?q={quote_text(word)}" for word in ('"<script>', "(<img src=/x>", "enola script")]
    articles = [
        quote.article.get_absolute_url() + more for quote in quotes for more in ("", "?text=raw&q=enola")
    ]
    members = [row.get_absolute_url() for row in [*quotes, *rows]]
    return [
        "/",
        *members,
        *articles,
        *(f"/{name}/" for name in LISTS),
        *(f"/{search}" for search in searches),
    ]


# Texts around the hostile ones, of which two letters that follow each other stand from right to left.
TURNED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const place = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  const turned = (node) => {
    // A hostile text that was cut ends with the mark that isolates it.
    const from = Math.max(node.data.lastIndexOf("Ω"), node.data.lastIndexOf("\u2069")) + 1;
    if (!from && /=1|\u202e|WW|hit|src/.test(node.data)) return false;
    const at = node.data.slice(from).search(/[a-z]{2}/) + from;
    if (at < from || node.parentElement.closest(".text, .raw, .passage, .words, textarea, title")) return false;
    const [first, second] = [place(node, at), place(node, at + 1)];
    return first.top === second.top && second.left < first.left;
  };
  const found = [];
  while (walker.nextNode()) if (turned(walker.currentNode)) found.push(walker.currentNode.data.trim().slice(-60));
  return found;
}"""


def test_14_hostile_text_does_nothing_turns_nothing_round_and_fits_the_smallest_screen(page, base):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.extend([request.url] * request.url.endswith("/x")))
    gone = make_gone()
    building.build()
    for address in [*pages(), *gone]:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(base + address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert [text for text in said if "status of 4" not in text] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.locator("main img, main script").count() == 0, address
        page.set_viewport_size(SCREEN)
        assert page.evaluate(TURNED) == [], address


def test_14_hostile_text_comes_back_from_a_table_and_is_text_in_feeds_and_in_what_machines_read(page, base):
    building.build()
    table = list(csv.DictReader(io.StringIO(got(page, f"{base}/export/quotes.csv").removeprefix("\ufeff"))))
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]  # it runs in no spreadsheet
    stored = set(Quote.objects.published().values_list("text", flat=True))
    assert {restored(row["words"]) for row in table} == stored
    assert {restored(row["article"]) for row in table} == {EVIL}
    feed = etree.fromstring(got(page, f"{base}/feed/").encode())
    assert len(feed.findall("{*}entry")) == 2
    assert {author.text for author in feed.findall("{*}entry/{*}author/{*}name")} == {EVIL}
    shown = [html.fromstring(summary.text) for summary in feed.iter("{*}summary")]
    assert not [part for summary in shown for part in summary.iter("img", "script")]
    assert any(EVIL in summary.text_content() for summary in shown)
    direct = Quote.objects.get(kind="direct")
    page.goto(base + direct.get_absolute_url())
    assert json.loads(page.locator("head script[type='application/ld+json']").text_content())["text"] == EVIL


def got(page, address):
    return page.request.get(address).text()
