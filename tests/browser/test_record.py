"""The record in a real Chromium: transcripts, what a report made of them, how a statement spread; from file to published."""

import time

import pytest
from django.contrib.auth.models import User

from archive.editing.record.deciding import decide
from archive.editing.record.proposing import seek_some
from archive.editing.statements import link
from archive.intake.transcripts.akoma import read_debate
from archive.models import Attribution, Match, Quote
from archive.search.index.building import build
from tests import tables
from tests.browser.axe import SCREENS, broken_rules
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in
from tests.builders import make_article, make_organisation, make_outlet, make_quote
from tests.transcripts import DATA, make_turns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BACK = "eleven of all the hinges were replaced in the autumn"
CUT = "What I can say is that eleven of the fourteen hinges were replaced"
TURNS = 70


def report(words, outlet, **values):
    article = make_article(f"{outlet}\n\n“{words},” he said.\n", outlet=make_outlet(outlet))
    return make_quote(words, article=article, **values)


@pytest.fixture
def pages(live_server, transactional_db, index_dir):
    """The five articles, six transcripts, and a statement in two reports whose passage is confirmed."""
    tables.fill()
    turns = [make_turns(name) for name in ("briefing", "hearing", "interview", "broadcast", "background")]
    make_turns("debate", text=read_debate((DATA / "debate.xml").read_bytes()))
    yonhap = make_organisation("Yonhap")
    one, other = report(BACK, "Post", via=[yonhap], translated="back"), report(CUT, "Echo", via=[yonhap])
    link(one, other, "occasion")
    amado = Quote.objects.get(text__contains="fourteen hinges", article__form="transcript").attributions.get()
    Attribution.objects.filter(quote__in=[one, other]).update(speaker=amado.speaker_id)
    build()
    while seek_some():
        pass
    grace = User.objects.create_superuser("grace", password="hopper")
    for match in Match.objects.filter(quote__in=[one, other]):
        decide(match, "confirmed", grace)
    build()
    one.refresh_from_db()
    return {
        "quote": live_server.url + one.get_absolute_url(),
        "statement": f"{live_server.url}/statements/{one.statement_id}/",
        "cards": f"{live_server.url}/quotes/?record=matched",
        "transcript": live_server.url + turns[0][0].article.get_absolute_url(),
    }


SHOWN = {
    "quote": ["The transcript has", "Not the speaker's exact words; these are:", "eleven of the fourteen hinges"],
    "statement": ["How it spread", "2 reports, 1 independent: Yonhap (2 outlets)", "The transcript has"],
    "cards": ["these are: eleven of the fourteen hinges", "In the transcript"],
    "transcript": ["Nora Bell", "Luis Amado", "And the other three?"],
}  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False])
def test_readers_see_what_the_transcript_has_with_and_without_scripts(pages, scripts):
    with chromium(scripts=scripts) as (page, said):
        for name, words in SHOWN.items():
            page.goto(pages[name])
            shown = " ".join(page.inner_text("main").replace("“", "").split())
            assert [each for each in words if each not in shown] == [], name
        assert said == []


def test_no_page_of_the_record_breaks_a_rule(pages, live_server):
    found, waiting = [], make_quote("eleven of fourteen hinges were all replaced in the autumn of that year")
    build()
    while seek_some():
        pass
    transcript = Quote.objects.filter(article__form="transcript").earliest("pk").article_id
    desk = {
        "matches": "quote/matches/",
        "one quote": f"quote/matches/?quote={waiting.pk}",
        "labels": f"article/{transcript}/turns/",
    }
    pages |= {name: f"{live_server.url}/admin/archive/{address}" for name, address in desk.items()}
    with chromium() as (page, _):
        log_in(page, live_server.url, "grace", "hopper")
        for name, address in pages.items():
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            for screen in (SCREENS["wide"], SCREENS["small"]):
                page.set_viewport_size(screen)
                found += [(name, each["id"]) for each in broken_rules(page)]
                wide = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                found += [(name, "scrolls sideways")] if wide > 0 else []
    assert found == []


def briefing():
    turns = (f"MS. BELL:  The gate number {n} opens on Friday.\n\nQ    And gate {n}?" for n in range(TURNS))
    head = "Press Briefing by Press Secretary Nora Bell, 3/12/2024\n\nPress Room\n\n1:15 P.M. EDT\n\n"
    return head + "\n\n".join(turns)


def test_a_briefing_of_seventy_turns_is_published_in_a_minute(
    live_server, transactional_db, index_dir, tmp_path
):
    User.objects.create_superuser("grace", password="hopper")
    file = tmp_path / "briefing.txt"
    file.write_text(briefing())
    with chromium() as (page, _):
        log_in(page, live_server.url, "grace", "hopper")
        started, clicks = time.monotonic(), 0
        page.goto(f"{live_server.url}/admin/archive/article/upload/")
        page.set_input_files("#id_file", file)
        for step in ("text=Go on", "text=Save and propose quotes", "text=Make drafts", "form.step button"):
            for choice in page.locator("select:has(option[value='']:checked)[name^=who]").all():
                choice.select_option("new")
                clicks += 1
            follow(page, step)
            clicks += 1
    assert Quote.objects.published().count() == TURNS
    assert clicks < 8
    assert time.monotonic() - started < 60
