from datetime import date

import pytest
from django.urls import reverse

from archive.models import Quote, Speaker
from tests.builders import make_article, make_quote, make_speaker
from tests.html import text, values

ADD = reverse("admin:archive_quote_add")
RAW = "Headline\n\n“Peace is near,” Ada said on Monday. “Peace is near,” Bob said.\n\n“Wait,” she added, “and see.”\n"


@pytest.fixture
def article(db):
    return make_article(RAW)


def add(desk, article, **changed):
    data = values(desk.get(ADD)) | {"article": article.pk, "kind": "direct", "cue_words": ""}
    return desk.post(ADD, data | changed)


def test_pasted_words_find_their_offsets(desk, article):
    ada = make_speaker()
    response = add(desk, article, words="and see.", **{"attributions-0-speaker": ada.pk})
    quote = Quote.objects.get()
    assert response.status_code == 302
    assert RAW[slice(*quote.spans.values_list("start", "end")[0])] == quote.text == "and see."
    assert quote.attributions.get().speaker == ada


def test_words_that_are_interrupted_become_two_spans(desk, article):
    add(desk, article, words="Wait,” […] and see.")
    assert [span.text for span in Quote.objects.get().spans.all()] == ["Wait,”", "and see."]


def test_words_that_do_not_stand_there_are_kept_and_explained(desk, article):
    response = add(desk, article, words="Peace is far")
    assert "does not stand in the article" in text(response)
    assert values(response)["words"] == "Peace is far"
    assert not Quote.objects.exists()


def test_words_printed_with_other_marks_are_shown_as_they_stand(desk, article):
    assert "with other marks: “Wait,”" in text(add(desk, article, words='Wait,"'))


def test_words_that_stand_twice_are_asked_about_with_their_context(desk, article):
    response = add(desk, article, words="Peace is near")
    assert "stands in 2 places" in text(response)
    assert "Bob said." in text(response)
    assert not Quote.objects.exists()


def test_the_chosen_place_is_taken(desk, article):
    second = RAW.rindex("Peace is near")
    add(desk, article, words="Peace is near", **{"words-at-0": f"{second}-{second + 13}"})
    assert Quote.objects.get().spans.get().start == second


def test_a_place_that_holds_other_words_is_refused(desk, article):
    response = add(desk, article, words="Peace is near", **{"words-at-0": "3-16"})
    assert "does not stand at 3–16" in text(response)


def test_a_cue_is_taken_from_the_paragraph_of_the_words(desk, article):
    add(desk, article, words="and see.", cue_words="added", speaker_words="she")
    assert Quote.objects.get().cue == "added"


def test_a_date_after_publication_says_what_to_do(desk, article):
    dates = {"said_earliest": "2024-07-01", "said_precision": "day", "said_basis": "explicit"}
    assert "nothing in it was said later" in text(add(desk, article, words="and see.", **dates))


def test_a_printed_date_needs_the_words_that_print_it(desk, article):
    dates = {"said_earliest": "2024-06-17", "said_precision": "day", "said_basis": "explicit"}
    assert "needs the article" in text(add(desk, article, words="and see.", **dates))
    assert not Quote.objects.exists()


def test_a_day_alone_is_enough_for_a_said_date(desk, article):
    add(
        desk,
        article,
        words="and see.",
        said_earliest="2024-06-17",
        said_precision="day",
        said_basis="editor",
    )
    assert Quote.objects.get().said_latest == date(2024, 6, 17)


def test_an_undated_quote_was_said_on_or_before_publication(desk, article):
    add(desk, article, words="and see.")
    assert Quote.objects.get().said_latest == article.published_on


def test_an_unnamed_source_of_another_article_is_refused(desk, article):
    source = make_speaker("an official", type=Speaker.Type.UNNAMED, scope_article=make_article())
    response = add(desk, article, words="and see.", **{"attributions-0-speaker": source.pk})
    assert "belongs to another article" in text(response)


def test_the_last_speaker_of_a_published_quote_stays(desk):
    quote = make_quote()
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    response = desk.post(url, values(desk.get(url)) | {"attributions-0-DELETE": "on"})
    assert "A published quote needs a speaker" in text(response)


def test_saving_unchanged_keeps_the_spans(desk):
    quote = make_quote(kind="indirect", status="draft")
    spans = list(quote.spans.values_list())
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    assert desk.post(url, values(desk.get(url))).status_code == 302
    assert list(quote.spans.values_list()) == spans


def test_a_quote_has_words(desk, article):
    for words, said in [
        ("[…]", "has no words"),
        ("[…] […]", "has no words"),
        (" […]", "has no words"),
        ("”", "stands in"),
        ("“ […] ”", "stands in"),
        (".", "stands in"),
    ]:
        assert said in text(add(desk, article, words=words)), words
        assert not Quote.objects.exists(), words


def test_words_cannot_be_taken_out_of_a_quote(desk):
    quote = make_quote(status="draft")
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    assert "has no words" in text(desk.post(url, values(desk.get(url)) | {"words": "[…]"}))
    assert Quote.objects.get().text == quote.text


FAR = "Head\n\n“Peace is near,” Ada said on Monday.\n\nRain fell. It was cold.\n\nBob concluded that it was so.\n"


def test_a_cue_from_elsewhere_says_why_it_belongs_to_the_words(desk, db):
    article = make_article(FAR)
    given = {"words": "Peace is near,", "cue_words": "concluded"}
    assert "stands neither in a sentence of the words" in text(add(desk, article, **given))
    why = {"public_note": "“concluded” is said of both quotes."}
    assert add(desk, article, **given, **why).status_code == 302


@pytest.mark.parametrize("cue", ["said", "fell"])
def test_a_cue_in_the_sentence_or_beside_it_is_taken(desk, db, cue):
    assert add(desk, make_article(FAR), words="Peace is near,", cue_words=cue).status_code == 302


def test_the_articles_text_stands_beside_with_the_parts_marked(editor):
    quote = make_quote(
        status="draft", article=make_article("Talks <b>\n\n“Peace is near,” Ada Lovelace said.\n")
    )
    page = text(editor.get(reverse("admin:archive_quote_change", args=[quote.pk])))
    beside = page[page.index('class="article-beside"') :].split("</details>")[0]
    assert 'id="words">Peace is near</mark>' in beside
    assert '<span class="part" data-part="cue">said</span>' in beside
    assert "Talks &lt;b&gt;" in beside


def test_the_same_words_from_another_place_are_asked_about_once(editor):
    article = make_article("“Peace is near,” Ada said on Monday.\n\n“Peace is  near,” Ada said on Tuesday.\n")
    known = make_quote("Peace is near", article=article, status="draft", said=None)
    place = article.raw_text.index("Peace is  near")
    second = {"words": "Peace is  near", "words-at-0": f"{place}-{place + 14}"}
    page = text(add(editor, article, **second))
    assert "Is it there already?" in page
    assert reverse("admin:archive_quote_change", args=[known.pk]) in page
    add(editor, article, **second, _anyway="1")
    assert Quote.objects.count() == 2
