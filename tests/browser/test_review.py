"""From a raw file to reviewed drafts: a scripted editor, by mouse and key, by keys alone, and without scripts."""

import json
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from archive.models import Article, Country, Proposal, Quote
from tests.browser.chromium import follow, follow_key
from tests.browser.desk import chromium, log_in
from tests.browser.test_keyboard import select, tab_to
from tests.browser.test_markup import take
from tests.builders import make_article, make_proposal, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOLD = json.loads(Path(settings.BASE_DIR, "tests/data/seeds/gold.json").read_text())
SEED = next(each for each in GOLD["articles"] if each["id"] == "001")
CORE = [each for each in SEED["statements"] if each["salience"] == "core"]
FILE = Path(settings.BASE_DIR, "fixtures/articles", SEED["file"])
RAW = (
    "Ministers meet\n\n“Peace is near,” Ada Lovelace said.\n\n“We shall wait,” Bob Roe said.\n\n"
    "“Nothing was agreed,” Ada Lovelace said.\n"
)


@pytest.fixture
def base(live_server, transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    Country.objects.create(code="US", name="United States")
    return live_server.url


def proposed(words=("Peace is near", "We shall wait", "Nothing was agreed")):
    make_speaker()
    article = make_article(RAW)
    for each in words:
        make_proposal(article, each)
    return article


def review(base, article):
    return f"{base}/admin/archive/article/{article.pk}/proposals/"


def upload(page, base):
    page.goto(f"{base}/admin/archive/article/upload/")
    page.set_input_files("#id_file", FILE)
    follow(page, "text=Go on")
    page.fill("#id_published_on", SEED["published"]["date"])
    page.select_option("#id_published_basis", "inferred")
    follow(page, "text=Save and propose quotes")
    page.wait_for_selector("#card")


def decide(page, statement):
    """Accepts what is right, with the organisations that are new; takes the role that intake does not see."""
    page.wait_for_selector(f".in-place >> text={statement['spans'][0]['text'][:40]}")
    page.select_option("#translated", statement["translated"])
    role = statement["role_printed"]
    for box in page.locator("[name=add], [name=take]").all():
        if role or box.get_attribute("value") != "role":
            box.check()
    if role and not page.locator(f"dt:text('Role as printed') + dd:text-is(\"{role['text']}\")").count():
        follow_key(page, "e")
        take(page, role, "r")
        follow(page, "[name=_save]")
    else:
        follow_key(page, "a")


def drafted(quote):
    spans = sorted(quote.spans.exclude(part="date").values_list("part", "start", "end", "text"))
    by = quote.attributions.get()
    role = by.role_printed
    if any(part == "speaker" and text == "He" for part, _, _, text in spans):
        # The office that the sentence before prints with whom "he" means: the truth gives it there alone.
        role, spans = "", [span for span in spans if span[0] != "role"]
    who = (by.speaker.name, str(by.organisation), by.country_id, role)
    return spans, who, quote.kind, quote.translated, str(quote.said_latest), quote.status


def wanted(statement, made):
    """An organisation that a later sentence does not print may be left open; another one is wrong."""
    role = statement["role_printed"]
    spans = [("words", each) for each in statement["spans"]]
    spans += [("cue", statement["cue"]), ("speaker", statement["speaker"]["mention"])]
    spans += [("role", role)] if role else []
    by = statement["speakers"][0]
    organisation = "None" if made[1] == "None" else by["organisation"]
    who = (by["canonical"], organisation, by["country"], role["text"] if role else "")
    places = sorted((part, each["start"], each["end"], each["text"]) for part, each in spans)
    return places, who, statement["type"], statement["translated"], statement["date"]["value"], "draft"


def test_article_001_goes_from_file_to_ten_drafts_in_under_a_minute(base):
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        started = time.monotonic()
        upload(page, base)
        for statement in CORE:
            decide(page, statement)
        took = time.monotonic() - started
        assert said == []
        print(f"\nArticle 001, from file to {len(CORE)} drafts: {took:.1f} s")  # noqa: T201
        made = [drafted(quote) for quote in Quote.objects.order_by("pk")]
        assert made == [wanted(each, of) for each, (_, of, *_) in zip(CORE, made, strict=True)]
        assert Article.objects.get().outlet.name == "The Asia Business Daily"
        follow(page, "text=Look again")
        page.wait_for_selector("text=Nothing new was found")
        assert [drafted(quote) for quote in Quote.objects.order_by("pk")] == made
    assert took < 60


def test_every_decision_has_its_key(base):
    article = proposed()
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        page.goto(review(base, article))
        follow_key(page, "j")
        follow_key(page, "k")
        follow_key(page, "x")  # the first
        follow_key(page, "u")
        follow_key(page, "x")
        page.keyboard.press("3")  # leave it open
        follow_key(page, "a")
        follow_key(page, "e")
        assert "/edit/" in page.url
        assert said == []
    assert list(article.proposals.values_list("state", flat=True)) == ["rejected", "accepted", "open"]
    assert not Quote.objects.get().attributions.exists()


def test_keys_rest_while_something_is_typed_and_can_be_switched_off(base):
    article = proposed()
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(review(base, article))
        page.focus("#translated")
        page.keyboard.press("x")
        page.click("text=Switch keys off")
        page.keyboard.press("x")
        page.reload()
        page.keyboard.press("x")
        page.wait_for_timeout(300)
    assert set(article.proposals.values_list("state", flat=True)) == {"open"}


def test_somebody_else_is_typed_and_chosen_from_those_whom_the_archive_knows(base):
    article, andris = proposed(), make_speaker("Andris Sprūds")
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        page.goto(review(base, article))
        type_name(page, "spruds")
        assert page.locator(".offers button").all_inner_texts() == ["Andris Sprūds", "A new speaker: spruds"]
        page.keyboard.press("Enter")  # not sent yet: to the list
        page.keyboard.press("Enter")
        assert page.input_value("[name=other-0]") == "Andris Sprūds"
        accept(page, "Enter")
        type_name(page, "sprud")
        for key in ("ArrowDown", "ArrowDown", "Enter"):
            page.keyboard.press(key)
        accept(page, "Enter")
        assert said == []
    first, second = (quote.attributions.get().speaker for quote in Quote.objects.order_by("pk"))
    assert (first, second.name) == (andris, "sprud")


def type_name(page, name):
    page.keyboard.press("w")
    page.keyboard.type(name)
    page.wait_for_selector(f".offers >> text=A new speaker: {name}")


def accept(page, key):
    with page.expect_response(lambda answer: "/accept/" in answer.url):
        page.keyboard.press(key)
    page.wait_for_selector(".messagelist .success")


def test_a_proposal_is_corrected_by_keyboard_alone(base):
    article = proposed(["Peace is near"])
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        page.goto(review(base, article))
        follow_key(page, "e")
        tab_to(page, "#article-text")
        select(page, 2, 1, 5)
        page.keyboard.press("q")
        tab_to(page, "[name=_save]")
        follow_key(page, "Enter")
        assert said == []
    assert Quote.objects.get().text == "Peace"


def test_without_scripts_every_step_is_a_form_or_a_link(base):
    make_speaker("Antony Blinken")
    with chromium(scripts=False) as (bare, _):
        log_in(bare, base, "grace", "hopper")
        upload(bare, base)
        follow(bare, "text=Accept a")
        follow(bare, "text=Next j")
        follow(bare, "text=Reject x")
        bare.click("summary >> text=put aside")
        follow(bare, "text=Take up again")
        follow(bare, "text=Edit e")
        follow(bare, "text=Accept as corrected")
        bare.wait_for_selector(".messagelist >> text=was made")
    assert Quote.objects.count() == 2
    assert Proposal.objects.filter(state="rejected").count() == 0
