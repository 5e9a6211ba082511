"""A denial keeps its speaker and its verb on every page, in every file and at the desk."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction

from archive.editing.corrections import correcting
from archive.models import Correction, Occasion, Quote, Statement
from tests.builders import add_span, make_article, make_country, make_quote, make_speaker
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db
WORDS, VERB, NEAR = "secret arms deals", "denied", 90

PAGES = (
    *(
        "/",
        "/quotes/",
        "/quotes/?q=arms",
        "/quotes/?view=timeline",
        "/quotes/?view=speakers",
        "/timeline/",
        "/articles/",
    ),
    *(
        "/corrections/",
        "/speakers/",
        "/countries/KP/",
        "/occasions/",
        "/outlets/",
        "/organisations/",
        "/help/",
        "/about/",
    ),
    *(
        "/compare/?a.q=arms&b.q=deals",
        "/feed/",
        "/feed/corrections/",
        "/changes/",
        "/feed/changes/",
        "/api/v1/quotes/",
        "/api/v1/changes/",
        "/api/v1/articles/",
        "/sitemap.xml",
        "/sitemaps/quotes-1.xml",
    ),
)
FILES = ("csv", "jsonl", "ris", "bib", "csl.json", "apa.txt", "chicago.txt")
DESK = ("/admin/", "/admin/archive/quote/", "/admin/archive/quote/queue/", "/admin/archive/correction/")


@pytest.fixture
def denial(index_dir):
    speaker = make_speaker("Government of North Korea", type="organisation")
    text = f"Title\n\nNorth Korea {VERB} the {WORDS}. It {VERB} {WORDS} again, and more.\n"
    article = make_article(text, rights="quotes")
    occasion = Occasion.objects.create(name="Briefing", kind="briefing")
    values = {
        "article": article,
        "cue": VERB,
        "kind": "indirect",
        "statement": Statement.objects.create(basis="wording"),
    }
    country = {"country": make_country("KP", "North Korea")}
    made = make_quote(WORDS, speaker, attribution=country, occasion=occasion, **values)
    add_span(made, "North Korea", "speaker")
    other = make_quote(f"{WORDS} again", speaker, **{**values, "kind": "mixed"})
    add_span(other, "It", "speaker")
    Correction.objects.create(quote=made, changed="cue", old="refused", new=VERB, reason="Mistyped")
    Correction.objects.create(quote=made, changed="words", old=f"{WORDS} again", new=WORDS, reason="Misread")
    settle()
    return made


def body(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return data.decode()


def alone(text):
    """Where the words stand without the verb near them: in what is read, and in addresses."""
    addresses = re.findall(r"/\d+-([\w%-]*arms-deals[\w%-]*)", unquote(text))
    found = [address for address in addresses if VERB not in address]
    read = re.sub(
        r"\s+",
        " ",
        unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(/?(td|th|p|li|div|h\d|dd)\b)", r"  <\1", text))),
    )
    for match in re.finditer(WORDS, read):
        around = read[max(0, match.start() - NEAR) : match.end() + NEAR]
        if VERB not in around or not re.search("North Korea|It|KP", around):
            found.append(around)
    return found


def test_no_page_shows_the_words_without_the_verb(client, denial):
    pages = {url: body(client, url) for url in PAGES}
    assert {url: found for url, page in pages.items() if (found := alone(page))} == {}
    assert all(WORDS in pages[url] for url in ("/", "/quotes/", "/feed/", "/corrections/"))


@pytest.mark.parametrize("file", FILES)
def test_no_file_does(client, denial, file):
    text = body(client, f"/export/quotes.{file}")
    assert WORDS in text
    assert alone(text) == []


def test_no_page_of_its_own_does(client, denial):
    own = [denial, denial.article, denial.statement, denial.occasion, denial.attributions.get().speaker]
    for row in own:
        page = body(client, row.get_absolute_url())
        assert alone(page) == []
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert WORDS not in title.replace(f"{VERB} … {WORDS}", "")


def test_title_heading_address_and_article_index_say_the_denial(client, denial):
    page = body(client, denial.get_absolute_url())
    assert "<title>North Korea denied … secret arms deals – " in page
    assert denial.get_absolute_url() == f"/quotes/{denial.pk}-north-korea-denied-secret-arms-deals/"
    assert client.get(f"/quotes/{denial.pk}-secret-arms-deals/").status_code in (301, 302)


def test_nothing_else_does(client, admin_client, denial):
    for url in [
        "/quotes/{0}/embed/",
        "/quotes/{0}/story.txt",
        "/dossier/?id={0}",
        "/api/v1/quotes/{0}/",
        "/admin/archive/correction/{1}/change/",
        "/admin/archive/quote/{0}/review/",
        "/admin/archive/quote/{0}/history/",
        "/admin/archive/importjob/export.csv",
    ]:
        page = body(admin_client, url.format(denial.pk, denial.corrections.get(changed="words").pk))
        assert WORDS in page, url
        assert alone(page) == [], url


def test_the_confirmation_of_a_step_does_not(admin_client, denial):
    data = {"action": "withdraw", "_selected_action": [denial.pk]}
    page = admin_client.post("/admin/archive/quote/", data).content.decode()
    assert "These quotes change as follows" in page
    assert WORDS in page
    assert alone(page) == []


@pytest.mark.django_db(transaction=True)
def test_an_old_version_does_not(client, denial):
    with transaction.atomic(), correcting(denial, reason="Only these were meant"):
        denial.public_note = "Better."
        denial.save()
    page = body(client, f"{denial.get_absolute_url()}?version=1")
    assert "This is an old version" in page
    assert WORDS in page
    assert alone(page) == []


@pytest.mark.parametrize("url", DESK)
def test_the_desk_does_not_either(admin_client, admin_user, denial, url):
    Quote.objects.filter(pk=denial.pk).update(status="review", submitted_at="2024-06-21T00:00Z")
    LogEntry.objects.log_actions(admin_user.pk, Quote.objects.all(), 2, "Changed")
    assert alone(body(admin_client, url)) == []
    assert all(VERB in entry.object_repr for entry in LogEntry.objects.all())
