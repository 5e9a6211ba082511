"""An article's quotes on one screen: shown as readers will see them, decided one by one or all at once."""

import pytest
from django.urls import reverse

from archive.models import Quote, Role
from tests.builders import make_article, make_country, make_proposal, make_quote, make_speaker, seen
from tests.html import text, values

TEXT = "Talks\n\n“Peace is near,” minister Ada Lovelace declared.\n\n“We shall wait,” Bob Roe said. “We may go,” he added.\n"


@pytest.fixture
def article(db):
    """Bob's words were entered first, and stand last."""
    article, bob = make_article(TEXT), make_speaker("Bob Roe")
    for words, speaker, cue in (
        ("We may go", bob, "added"),
        ("We shall wait", bob, "said"),
        ("Peace is near", None, "declared"),
    ):
        make_quote(words, speaker, article=article, status="review", cue=cue)
    return article


def page(article, name="review", *args):
    return reverse(f"admin:archive_article_{name}", args=[article.pk, *args])


def statuses():
    return dict(Quote.objects.values_list("text", "status"))


def step(client, article, quote, name, **data):
    return client.post(page(article, "review_step", quote.pk, name), {"seen": seen(quote), **data})


def test_quotes_stand_in_the_order_of_the_text_as_readers_will_see_them(publisher, article):
    role = Role.objects.create(speaker=make_speaker(), title="Minister of Calm", country=make_country())
    Quote.objects.get(text="Peace is near").attributions.update(role=role, country=make_country())
    shown = text(publisher.get(page(article)))
    places = [shown.index(f'<p class="words">{words}') for words in ("Peace", "We shall", "We may")]
    assert places == sorted(places)
    assert "<bdi>Minister of Calm</bdi>" in shown
    assert "<mark>Peace is near</mark>" in shown


def test_what_is_unusual_is_said(publisher, article):
    shown = text(publisher.get(page(article)))
    assert "Bob Roe is new to readers" in shown
    assert "Readers will miss a link and an outlet" in shown


def test_publishing_one_goes_on_to_the_next_in_the_text(publisher, article):
    first, second = (Quote.objects.get(text=words) for words in ("Peace is near", "We shall wait"))
    answer = step(publisher, article, first, "publish")
    assert answer["Location"] == f"{page(article)}?at={second.pk}"
    assert statuses()["Peace is near"] == "published"


def test_returning_asks_for_a_note(publisher, article):
    quote = Quote.objects.get(text="We may go")
    assert "Give a note" in text(publisher.get(step(publisher, article, quote, "return")["Location"]))
    step(publisher, article, quote, "return", reason="Who is he?")
    quote.refresh_from_db()
    assert (quote.status, quote.internal_note) == ("draft", "Returned: Who is he?")


def test_what_was_returned_is_never_next_for_who_might_publish_it(editor, publisher, article):
    back, *others = Quote.objects.by_place_in_article()
    step(publisher, article, back, "return", reason="Who is he?")
    *_, last = [step(publisher, article, each, "publish") for each in others]
    assert last["Location"] == page(article)
    assert "data-current" not in text(publisher.get(page(article)))
    assert f'id="q{back.pk}" aria-labelledby="title-{back.pk}" data-current' in text(
        editor.get(page(article))
    )


def seen_of(response):
    return {"seen": values(response)["seen"]}


def test_these_three_are_published_as_they_were_listed(publisher, article):
    listed = publisher.get(page(article))
    assert "Publish these 3" in text(listed)
    Quote.objects.filter(text="We may go").update(public_note="Changed since.")
    publisher.post(page(article, "review_all", "publish"), seen_of(listed))
    assert statuses() == {"Peace is near": "published", "We shall wait": "published", "We may go": "review"}


def test_editors_send_all_to_review_and_publish_none(editor, article):
    Quote.objects.update(status="draft")
    listed = editor.get(page(article))
    editor.post(page(article, "review_all", "submit"), seen_of(listed))
    assert set(statuses().values()) == {"review"}
    assert editor.post(page(article, "review_all", "publish"), seen_of(listed)).status_code == 403
    assert step(editor, article, Quote.objects.first(), "publish").status_code == 302
    assert set(statuses().values()) == {"review"}


def test_all_drafts_go_to_review_from_the_proposals(editor, article):
    Quote.objects.update(status="draft")
    make_proposal(article, state="accepted")
    listed = editor.get(page(article, "proposals"))
    assert "Send all 3 to review" in text(listed)
    editor.post(page(article, "review_all", "submit"), seen_of(listed))
    assert set(statuses().values()) == {"review"}


def correct(client, quote, **changes):
    address = f"{page(quote.article)}?at={quote.pk}&edit=1"
    return client.post(address, values(client.get(address)) | changes)


def test_a_quote_is_corrected_in_its_place(editor, article):
    quote = Quote.objects.get(text="Peace is near")
    changes = {
        "kind": "mixed",
        "attributions-0-role_printed": "minister",
        "attributions-0-country": make_country().pk,
    }
    assert correct(editor, quote, **changes)["Location"] == f"{page(article)}?at={quote.pk}"
    quote.refresh_from_db()
    row = quote.attributions.get()
    assert (quote.kind, row.role_printed, row.country_id, quote.role_phrase) == (
        "mixed",
        "minister",
        "US",
        "minister",
    )
    assert correct(editor, quote, **{"attributions-0-role_printed": ""}).status_code == 302
    assert (quote.attributions.get().role_printed, Quote.objects.get(pk=quote.pk).role_phrase) == ("", "")


def test_a_correction_says_what_is_wrong_and_who_was_faster(editor, article):
    quote = Quote.objects.get(text="Peace is near")
    assert "do not stand" in text(correct(editor, quote, words="War is near"))
    address = f"{page(article)}?at={quote.pk}&edit=1"
    sent = values(editor.get(address)) | {"public_note": "Mine."}
    Quote.objects.filter(pk=quote.pk).update(public_note="Theirs.")
    assert "Two edits of the same version" in text(editor.post(address, sent))
    assert Quote.objects.get(pk=quote.pk).public_note == "Theirs."


def test_a_new_speaker_is_named_and_another_removed(editor, article):
    quote = Quote.objects.get(text="We may go")
    correct(editor, quote, **{"attributions-0-speaker": "", "attributions-1-new_name": "Cy Young"})
    assert [str(each.speaker) for each in quote.attributions.all()] == ["Cy Young"]


def test_what_is_published_is_shown_and_not_corrected_here(publisher, article):
    quote = Quote.objects.get(text="We may go")
    step(publisher, article, quote, "publish")
    assert "not open any more" in text(publisher.get(f"{page(article)}?at={quote.pk}&edit=1", follow=True))


def test_the_screen_costs_the_same_with_more_quotes(publisher, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        publisher.get(page(article))


def test_who_may_not_change_quotes_sees_none(rightless, article):
    assert rightless.get(page(article)).status_code == 403
