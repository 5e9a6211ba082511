import pytest
from django.urls import reverse

from archive.editing.body import union
from archive.models import Quote, Role, Speaker
from tests.builders import make_article, make_organisation, make_quote, make_speaker
from tests.html import text, values

RAW = (
    "Banner\n\nHeadline\n\n“Peace is near,” minister Ada Lovelace said on Monday.\n\n"
    "“Wait,” she added, “and see.” The deal, Bob denied, was dead.\n"
)


@pytest.fixture
def article(db):
    return make_article(RAW)


def page(article, name="markup"):
    return reverse(f"admin:archive_article_{name}", args=[article.pk])


def at(words):
    return f"{RAW.index(words)}-{RAW.index(words) + len(words)}"


def mark(desk, article, **changed):
    return desk.post(page(article), values(desk.get(page(article))) | {"kind": "direct"} | changed)


def test_a_selection_becomes_a_quote(desk, article):
    ada = make_speaker()
    parts = {"words": "Wait,” […] and see.", "words-at-0": at("Wait,”"), "words-at-1": at("and see.")}
    response = mark(desk, article, **parts, cue_words="added", **{"attributions-0-speaker": ada.pk})
    quote = Quote.objects.get()
    assert response.url.endswith(f"#q{quote.pk}")
    assert (quote.text, quote.cue, quote.attributions.get().speaker) == ("Wait,” […] and see.", "added", ada)


def test_words_that_do_not_match_their_offsets_are_refused(desk, article):
    response = mark(desk, article, words="and see.", **{"words-at-0": at("Wait,”")})
    assert "does not stand at" in text(response)
    assert not Quote.objects.exists()


def test_without_scripts_pasted_words_are_found(desk, article):
    mark(desk, article, words="and see.")
    assert Quote.objects.get().text == "and see."


def test_a_quote_can_be_sent_to_review_at_once(desk, article):
    mark(desk, article, words="and see.", _submit="1")
    assert Quote.objects.get().status == "review"


def test_the_role_says_for_whom_the_speaker_speaks(desk, article):
    ministry = make_organisation()
    role = Role.objects.create(speaker=make_speaker(), title="Minister", organisation=ministry)
    rows = {"attributions-0-speaker": role.speaker_id, "attributions-0-role": role.pk}
    mark(desk, article, words="and see.", role_words="minister", **rows)
    attribution = Quote.objects.get().attributions.get()
    assert (attribution.organisation, attribution.role_printed) == (ministry, "minister")


@pytest.mark.parametrize("kind", ["person", "unnamed"])
def test_a_new_speaker_is_named_beside_the_words(desk, article, kind):
    mark(desk, article, words="and see.", **{"attributions-0-new_name": "Cy Young", "attributions-0-new_type": kind})  # fmt: skip
    speaker = Quote.objects.get().attributions.get().speaker
    assert (speaker.name, speaker.type, speaker.scope_article) == (
        "Cy Young", kind, article if kind == "unnamed" else None,
    )  # fmt: skip


def test_only_an_unnamed_source_belongs_to_one_article(desk, article):
    add = reverse("admin:archive_speaker_add")
    given = {"name": "Cy Young", "type": "person", "scope_article": article.pk}
    assert "leave it empty" in text(desk.post(add, values(desk.get(add)) | given))
    assert not Speaker.objects.exists()


def test_the_text_is_shown_to_the_character(desk):
    article = make_article("\nÀ 😀\r\n<b>&amp;</b>\r\n")
    assert ">\nÀ 😀&#13;\n&lt;b&gt;&amp;amp;&lt;/b&gt;&#13;\n</div>" in text(desk.get(page(article)))


def test_overlapping_quotes_are_visible(desk, article):
    first = make_quote("Peace is near", article=article)
    second = make_quote("is near", article=article)
    shown = text(desk.get(page(article)))
    assert (
        f'<mark class="quoted overlap" data-quotes="no. {first.pk} no. {second.pk}">is near</mark>' in shown
    )


def test_boilerplate_is_struck_out_and_restored(desk, article):
    data = {"boilerplate": "Banner", "version": article.version}
    desk.post(page(article, "strike"), data)
    article.refresh_from_db()
    assert article.removed == [(0, 6)]
    desk.post(page(article, "strike"), data | {"version": article.version, "_restore": "1"})
    article.refresh_from_db()
    assert article.body == [(0, len(RAW))]


def test_boilerplate_of_a_changed_article_is_asked_about_again(desk, article):
    response = desk.post(page(article, "strike"), {"boilerplate": "Banner", "version": article.version + 1})
    assert "Somebody changed the article" in text(response)


def test_spans_that_touch_become_one():
    assert union([(5, 9), (0, 3), (3, 4), (8, 12)]) == [(0, 4), (5, 12)]


@pytest.mark.parametrize(
    ("words", "kind", "cue"),
    [
        ("Peace is near,", "direct", "said"),
        ("and see.", "direct", "added"),
        ("was dead", "indirect", "denied"),
    ],
)
def test_kind_and_cue_are_guessed_from_the_surroundings(desk, article, words, kind, cue):
    found = desk.get(page(article, "suggest"), {"span": at(words)}).json()
    assert (found["kind"], found["parts"]["cue_words"]["words"]) == (kind, cue)


def test_speakers_named_beside_the_words_are_suggested_with_their_role(desk, article):
    role = Role.objects.create(speaker=make_speaker(), title="Minister")
    found = desk.get(page(article, "suggest"), {"span": at("Peace is near,")}).json()
    assert [(each["label"], each["role"]["id"]) for each in found["speakers"]] == [("Ada Lovelace", role.pk)]
    assert found["parts"]["date_words"]["words"] == "on Monday"


def test_the_last_speaker_is_suggested_where_none_is_named(desk, article):
    make_quote("Peace is near", make_speaker("Cy"), article=article)
    found = desk.get(page(article, "suggest"), {"span": at("was dead")}).json()
    assert [(each["label"], each["why"]) for each in found["speakers"]] == [("Cy", "used last")]


def test_a_pronoun_suggests_whom_it_takes_up(desk, article):
    make_speaker()
    found = desk.get(page(article, "suggest"), {"span": at("and see.")}).json()
    assert [(each["label"], each["why"]) for each in found["speakers"]] == [("Ada Lovelace", "“she”")]
    assert found["parts"]["speaker_words"]["words"] == "she"


def test_the_day_is_suggested_with_its_phrase(desk, article):
    found = desk.get(page(article, "suggest"), {"span": at("Peace is near,")}).json()
    assert found["said"] == {
        "said_earliest": "2024-06-17",
        "said_latest": "2024-06-17",
        "said_precision": "day",
        "said_basis": "explicit",
    }


def test_no_day_is_suggested_where_the_article_has_none(desk):
    article = make_article(RAW, published_on=None)
    found = desk.get(page(article, "suggest"), {"span": at("Peace is near,")}).json()
    assert (found["said"], found["parts"]["date_words"]["words"]) == ({}, "on Monday")


def test_the_suggestions_of_a_very_long_article_come_soon_enough(desk):
    article = make_article(RAW + "“Wait,” Ada Lovelace said on Monday.\n" * 5000)
    assert desk.get(page(article, "suggest"), {"span": at("and see.")}).json()["kind"] == "direct"


def test_a_place_outside_the_text_is_refused(desk, article):
    for span in ["", "5", "9-3", "0-99999", "a-b"]:
        assert desk.get(page(article, "suggest"), {"span": span}).status_code == 400, span


@pytest.mark.parametrize("name", ["markup", "strike"])
def test_no_more_rows_are_made_than_a_new_quote_has_whatever_number_is_sent(desk, article, name):
    sent = values(desk.get(page(article, "markup")))
    counts = {key: "20000000" for key in sent if key.endswith("_FORMS")}
    answer = text(desk.post(page(article, name), sent | counts))
    assert ("attributions-39-" in answer, "attributions-40-" in answer) == (True, False)
