"""From a transcript to published quotes: the labels, the drafts, the one step."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from archive.models import Article, Occasion, Quote, Speaker
from tests.builders import make_article, make_quote, make_speaker
from tests.html import text, values

BRIEFING = Path(settings.BASE_DIR, "tests/data/transcripts/briefing.txt").read_text()


@pytest.fixture
def article(db):
    return make_article(BRIEFING, published_on=date(2024, 3, 12))


def page(article, name="turns"):
    return reverse(f"admin:archive_article_{name}", args=[article.pk])


def settle(client, article, **changed):
    """The form as it comes, with MS. BEL settled as the Nora Bell that the text names."""
    given = {"who-3": "new", "name-3": "Nora Bell"}
    return client.post(page(article), values(client.get(page(article))) | given | changed, follow=True)


def test_a_checked_transcript_leads_to_its_labels(editor, article):
    checked = editor.post(reverse("admin:archive_article_propose", args=[article.pk]))
    assert checked.url == page(article)


def test_who_is_announced_to_speak_is_not_offered_as_who_wrote_it(editor):
    head = "Briefing on the hinges\n\nBY DIRECTOR NORA BELL\n\n"
    spoken = make_article(head + BRIEFING.split("\n", 1)[1])
    assert values(editor.get(page(spoken, "check")))["byline"] == ""
    signed = make_article(head.replace("NORA BELL", "ANN LEE") + BRIEFING.split("\n", 1)[1])
    assert values(editor.get(page(signed, "check")))["byline"] == "DIRECTOR ANN LEE"


def test_the_table_suggests_what_the_text_and_the_archive_say(editor, article):
    bell = make_speaker("Nora Bell")
    found = values(editor.get(page(article)))
    assert (found["day"], found["who-0"], found["who-1"], found["who-2"]) == (
        "2024-03-12",
        str(bell.pk),
        "new",
        "not-kept",
    )
    assert (found["name-1"], found.get("who-3")) == ("Luis Amado", "")


def test_settled_labels_make_drafts_of_all_kept_turns(editor, article):
    settle(editor, article)
    quotes = Quote.objects.by_place_in_article().prefetch_related("spans", "attributions__speaker")
    assert [quote.names for quote in quotes] == [
        *("Nora Bell", "Luis Amado", "Luis Amado", "Nora Bell", "Nora Bell")
    ]
    assert {(q.kind, q.status, q.said_basis, q.said_phrase) for q in quotes} == {
        ("direct", "draft", "explicit", "March 12, 2024")
    }
    assert set(Speaker.objects.values_list("sort_name", flat=True)) == {"Bell, Nora", "Amado, Luis"}
    assert quotes[1].text.startswith("Thank you, Nora.")
    assert "[…]" in quotes[0].text  # a stage note was between
    assert "\n\n" in quotes[0].text  # paragraphs were not cut


def test_what_an_interpreter_said_is_translated(editor, db):
    body = "MR. HALE (via translator):  One of them.\n\nQ  Two?\n\nMS. BELL:  Three of them.\n"
    article = make_article(f"Briefing\n\nMarch 12, 2024\n\n{body}", published_on=date(2024, 3, 12))
    settle(editor, article, **{"who-0": "unnamed", "who-2": "unnamed"})
    assert list(Quote.objects.order_by("pk").values_list("translated", flat=True)) == ["yes", "unknown"]


def test_the_occasion_is_made_once_and_the_article_is_a_transcript(editor, article):
    settle(editor, article)
    settle(editor, article)
    assert Quote.objects.count() == 5
    assert Occasion.objects.get().date == date(2024, 3, 12)
    assert Article.objects.get().form == "transcript"


def test_what_only_a_person_can_say_is_asked(editor, article):
    answer = settle(editor, article, **{"who-3": ""})
    assert "Say who “MS. BEL” is" in text(answer)
    assert not Quote.objects.exists()


def test_a_new_speaker_of_a_known_name_is_refused(editor, article):
    make_speaker("Nora Bell")
    assert "There is a speaker “Nora Bell” already" in text(settle(editor, article))


def test_a_name_may_be_looked_up_again(editor, article):
    bell = make_speaker("Nora Bell")
    answer = editor.post(
        page(article), values(editor.get(page(article))) | {"name-3": "Nora Bell", "_look": ""}
    )
    assert values(answer)["who-3"] == str(bell.pk)


def test_an_unnamed_speaker_belongs_to_this_article(editor, article):
    settle(editor, article, **{"who-1": "unnamed", "name-1": "a commissioner"})
    assert Speaker.objects.get(type="unnamed").scope_article == article


def test_a_day_after_the_article_is_refused(editor, article):
    assert "lies after the day of the article" in text(settle(editor, article, day="2024-03-13"))


def test_a_quote_that_is_there_already_is_not_made_twice(editor, article):
    make_quote("I would never say that the mayor is wrong.", article=article, said=None, cue="Is she wrong")
    settle(editor, article)
    assert Quote.objects.count() == 5


def test_a_publisher_publishes_what_was_listed_in_one_step(publisher, article):
    listed = settle(publisher, article)
    assert "Publish: 5 quotes" in text(listed)
    publisher.post(page(article, "turns_all"), values(listed))
    assert list(Quote.objects.values_list("status", flat=True)) == ["published"] * 5
    assert Quote.objects.filter(published_at=None).count() == 0


def test_what_changed_since_it_was_listed_is_not_published(publisher, article):
    seen = values(settle(publisher, article))
    changed = Quote.objects.first()
    changed.public_note = "A note."
    changed.save()
    publisher.post(page(article, "turns_all"), seen)
    assert Quote.objects.filter(status="draft").get() == changed


def test_an_editor_sends_them_to_review(editor, article):
    listed = settle(editor, article)
    assert "Send to review: 5 quotes" in text(listed)
    editor.post(page(article, "turns_all"), values(listed))
    assert set(Quote.objects.values_list("status", flat=True)) == {"review"}


def test_four_eyes_hold_for_all_at_once(publisher, article, settings):
    settings.FOUR_EYES = True
    listed = settle(publisher, article)
    assert "somebody else has to publish it" in text(listed)
    publisher.post(page(article, "turns_all"), values(listed))
    assert not Quote.objects.filter(status="published").exists()


def test_a_hundred_turns_take_no_more_queries_than_five(publisher, django_assert_max_num_queries):
    body = "".join(f"Q  Question {n}?\n\nMR. HALE:  Answer number {n} goes here.\n\n" for n in range(100))
    article = make_article(f"Briefing\n\nMarch 12, 2024\n\n{body}", published_on=date(2024, 3, 12))
    sent = values(publisher.get(page(article))) | {"who-1": "new", "name-1": "Tom Hale"}
    with django_assert_max_num_queries(45):
        publisher.post(page(article), sent)
    listed = publisher.get(page(article, "turns_all"))
    with django_assert_max_num_queries(45):
        publisher.post(page(article, "turns_all"), values(listed))
    assert Quote.objects.filter(status="published").count() == 100


def test_a_text_without_labels_says_what_to_do(editor, db):
    told = text(editor.get(page(make_article())))
    assert "No speaker labels were found" in told
    assert "A label begins a line and ends with a colon" in told


def test_the_table_lists_what_stands_in_no_turn(editor, article):
    told = text(editor.get(page(article)))
    assert "pieces of the text in no turn: they stay in the article" in told
    assert all(f">{piece}<" in told for piece in ("(Laughter.)", "[crosstalk]"))
