"""Double clicks, the way back, reloads and lost sessions on the desk's forms: nothing doubled, nothing lost."""

import pytest
from django.contrib.auth.models import User

from archive.models import Article, Entry, Quote, Spreadsheet
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in
from tests.builders import make_article, make_proposal, make_quote, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Talks\n\n“Peace is near,” Ada said. “So be it,” she said. “We shall see,” Ada said.\n"


@pytest.fixture
def base(live_server, transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    return live_server.url


def review(base, article):
    return f"{base}/admin/archive/article/{article.pk}/review/"


def test_keys_pressed_many_times_publish_each_quote_once_and_skip_none(base):
    article = make_article(TEXT)
    for words in ("Peace is near", "So be it", "We shall see"):
        make_quote(words, article=article, status="review")
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(review(base, article))
        for _ in range(10):
            page.keyboard.press("p")  # the first counts; the rest come while the answer is awaited
        page.wait_for_selector("text=was published")
        page.wait_for_timeout(300)
        done = Quote.objects.filter(status="published").count()
    assert done == 1
    assert Quote.objects.filter(status="review").count() == 2


def test_a_card_that_is_sent_twice_makes_one_draft(base):
    make_speaker()
    article = make_article(TEXT)
    make_proposal(article)
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/article/{article.pk}/proposals/")
        page.evaluate("for (let n = 0; n < 10; n++) document.querySelector('#card [data-key=a]').click()")
        page.wait_for_selector("text=was made")
        page.go_back()
        page.reload()
    assert Quote.objects.count() == 1


def test_a_session_that_is_lost_says_so_and_keeps_what_was_typed(base):
    article = make_article(TEXT)
    quote = make_quote("Peace is near", article=article, status="review")
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(review(base, article))
        page.fill("[name=reason]", "Who is he, and where?")
        page.context.clear_cookies()
        page.click("text=Return with a note")
        page.wait_for_selector("text=/no longer logged in|out of date/")
        assert "Who is he, and where?" in page.content()
    quote.refresh_from_db()
    assert quote.status == "review"


def test_a_table_that_is_entered_twice_is_entered_once(base):
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/spreadsheet/add/")
        table = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"Quote;Who\nWe go;Cy Young\n"}
        page.set_input_files("#id_file", table)
        follow(page, "text=Go on")
        follow(page, "text=Check the rows")
        page.evaluate("for (let n = 0; n < 5; n++) document.querySelector('.submit-row input').click()")
        page.wait_for_selector("text=/Rows entered: 1/")
        page.go_back()
        page.reload()
        page.wait_for_load_state()
    assert (Entry.objects.count(), Spreadsheet.objects.count()) == (1, 1)


def test_files_dropped_and_sent_twice_become_one_article_each(base):
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/article/upload/")
        page.evaluate("""() => {
          const moved = new DataTransfer();
          for (const name of ["One", "Two"]) moved.items.add(new File([`${name}\\n\\nWords of ${name}.`], `${name}.txt`));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: moved, bubbles: true, cancelable: true }));
        }""")
        assert page.evaluate("document.getElementById('id_file').files.length") == 2
        page.evaluate("for (let n = 0; n < 5; n++) document.querySelector('.submit-row input').click()")
        page.wait_for_selector("#changelist")
    assert sorted(Article.objects.values_list("title", flat=True)) == ["One", "Two"]
