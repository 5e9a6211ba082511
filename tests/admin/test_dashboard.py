import re
from datetime import date

import pghistory
import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from archive.admin.site import csrf_failure
from archive.models import Entry, Quote, QuoteSpan, Spreadsheet
from tests.builders import make_article, make_proposal, make_quote, make_speaker
from tests.html import text, values

INDEX = reverse("admin:index")


def test_the_first_page_counts_what_waits(editor):
    make_quote(status="draft").attributions.all().delete()
    make_quote(status="review")
    page = text(editor.get(INDEX))
    assert "<b>1</b> drafts" in page
    assert "<b>1</b> waiting for review" in page
    assert "<b>1</b> without a speaker" in page


def test_an_upload_is_the_first_link_of_the_first_page_for_whoever_may(editor, rightless):
    first = text(editor.get(INDEX)).partition('id="content-start"')[2].partition('href="')[2]
    assert first.startswith(reverse("admin:archive_article_upload"))
    assert "upload" not in text(rightless.get(INDEX))


def test_staff_without_rights_learn_nothing_of_drafts(rightless):
    quote = make_quote("Nobody knows it", status="draft")
    page = text(rightless.get(INDEX))
    assert "Nobody knows" not in page
    assert "drafts" not in page
    kind = ContentType.objects.get_for_model(Quote).pk
    for address in [(kind, quote.pk), (kind, 10**30), (kind, "x"), (10**30, 1)]:
        assert rightless.get(reverse("admin:view_on_site", args=address)).status_code == 404


def test_editors_come_from_a_row_to_its_public_page(editor):
    address = ContentType.objects.get_for_model(Quote).pk, make_quote().pk
    assert "/quotes/" in editor.get(reverse("admin:view_on_site", args=address)).url


def test_words_that_moved_are_counted_and_listed(editor, desk):
    quote, _ = make_quote(status="draft"), make_quote("Wait")
    QuoteSpan.objects.filter(quote=quote, part="words").update(text="Peace is far")
    assert "<b>1</b> with words that moved" in text(desk.get(reverse("admin:machinery")))
    page = text(editor.get(reverse("admin:archive_quote_changelist"), {"anchors": "failing"}))
    assert "Peace is near" in page
    assert "Wait" not in page.partition("result_list")[2]


def test_my_last_work_is_mine(editor, publisher):
    quote = make_quote(status="draft")
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    editor.post(url, values(editor.get(url)) | {"public_note": "Mine."})
    assert "My last work" in text(editor.get(INDEX))
    assert "My last work" not in text(publisher.get(INDEX))


def test_what_came_back_is_shown_to_its_author_with_the_note(editor, eddie, publisher):
    with pghistory.context(user=eddie.pk):
        quote = make_quote(status="draft", internal_note="Returned: Who is he?\nOlder words")
        make_quote("Wait", status="draft")
    page = text(editor.get(INDEX))
    back, work = page.partition("Returned to me")[2].partition("Mine in work")[::2]
    assert f"{quote}</a>: Who is he?</li>" in back
    assert "Wait" in work
    assert "Peace is near" not in work.partition("Articles with")[0]
    assert "Returned to me" not in text(publisher.get(INDEX))


def test_what_waits_for_review_is_shown_to_who_may_publish(editor, publisher):
    make_quote(status="review")
    assert "Waiting for me to review" in text(publisher.get(INDEX))
    assert "Waiting for me to review" not in text(editor.get(INDEX))


def test_articles_with_something_left_to_do_are_shown(editor):
    left, done = make_quote(status="draft").article, make_quote("Wait").article
    page = text(editor.get(INDEX)).partition("Articles with something left to do")[2]
    assert reverse("admin:archive_article_proposals", args=[left.pk]) in page
    assert reverse("admin:archive_article_proposals", args=[done.pk]) not in page


def test_articles_that_nobody_checked_are_shown_there_and_in_the_list(editor):
    fresh, _ = make_article(), make_quote("Wait")
    left = make_quote(status="draft").article
    make_proposal(left)
    to_check = text(editor.get(INDEX)).partition("Articles to check")[2].partition("</ul>")[0]
    address = "admin:archive_article_{}".format
    assert re.findall('href="([^"]+)"', to_check) == [reverse(address("check"), args=[fresh.pk])]
    rows = text(editor.get(reverse("admin:archive_article_changelist")))
    shown = re.findall(r'field-left_to_do">(.*?)</td>', rows)
    assert [re.findall(r">(\w[^<]+)<", each) for each in shown] == [
        ["1 to decide", "1 to send to review"],
        [],
        ["check it"],
    ]
    assert reverse(address("review"), args=[left.pk]) in shown[0]


def test_quotes_are_listed_by_article_speaker_and_editor(editor, eddie):
    make_quote("Wait", speaker=make_speaker("Bob Roe"))
    with pghistory.context(user=eddie.pk):
        quote = make_quote(status="draft")
    speaker = quote.attributions.get().speaker_id
    for name, value in [("of_article", quote.article_id), ("of_speaker", speaker), ("by_editor", eddie.pk)]:
        page = text(editor.get(reverse("admin:archive_quote_changelist"), {name: value}))
        rows = page.partition("result_list")[2]
        assert ("Peace is near" in rows, "Wait" in rows) == (True, False)


def test_quotes_are_listed_by_day_and_by_the_table_that_they_came_in(editor, eddie):
    make_quote("Wait", said=date(2023, 1, 2))
    sheet = Spreadsheet.objects.create(name="talks.csv", by=eddie)
    Entry.objects.create(sheet=sheet, number=1, words="Peace is near", quote=make_quote(), drafted=True)
    day = {"said_latest__year": 2024, "said_latest__month": 6, "said_latest__day": 17}
    for asked in (day, {"of_table": sheet.pk}):
        page = text(editor.get(reverse("admin:archive_quote_changelist"), asked))
        rows = page.partition("result_list")[2]
        assert ("Peace is near" in rows, "Wait" in rows, "talks.csv" in page) == (True, False, True)


def test_a_filter_by_what_is_none_is_no_error(editor):
    for value in ["x", "²", "9" * 30, "-1", "0"]:
        for name in ("of_article", "of_speaker", "by_editor", "of_table", "of_import"):
            page = editor.get(reverse("admin:archive_quote_changelist"), {name: value})
            assert page.status_code == 200, value


def test_the_machinery_is_for_administrators(editor, publisher, desk):
    page = reverse("admin:machinery")
    assert [each.get(page).status_code for each in (editor, publisher, desk)] == [403, 403, 200]
    assert "Changed last" in text(desk.get(page))
    assert "Changed last" not in text(editor.get(INDEX))
    assert page not in text(publisher.get(INDEX))


def test_a_form_sent_after_the_session_ended_shows_its_text(editor):
    quote = make_quote(status="draft")
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    response = Client().post(url, values(editor.get(url)) | {"public_note": "An hour's work."})
    assert response.status_code == 403
    assert "An hour&#x27;s work." in text(response)
    assert Quote.objects.get().public_note == ""


def test_logging_in_still_works(eddie):
    eddie.set_password("hopper")
    eddie.save()
    response = Client().post(
        reverse("admin:login"), {"username": "eddie", "password": "hopper", "next": INDEX}
    )
    assert response.url == INDEX


def test_a_failed_csrf_check_shows_the_text_too(rf, db):
    response = csrf_failure(rf.post("/admin/", {"words": "An hour's work.", "password": "secret"}))
    assert "An hour&#x27;s work." in text(response)
    assert "secret" not in text(response)


@pytest.mark.parametrize("rows", [2, 8])
def test_the_first_page_costs_the_same_with_more_quotes(editor, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_quote(status="draft")
    with django_assert_max_num_queries(24):
        editor.get(INDEX)
