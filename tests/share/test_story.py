"""One sentence to paste, short addresses, and what stood at an old version."""

import pytest
from django.db import transaction

from archive.editing.corrections import correcting
from archive.models import Article, Outlet, Quote, QuoteSpan
from archive.outputs.share.story import story
from archive.reading.quoted import quoted
from tests.builders import make_article, make_organisation, make_outlet, make_quote, make_speaker


def told(**values):
    values["article"] = values.get("article") or make_article(ARTICLE, outlet=make_outlet())
    quote = make_quote(**values)
    return story(quoted([quote.pk])[0])


ARTICLE = "A headline\n\n“Peace is near,” Ada said. “Is it?” Ada asked. Ada denied the deals.\n"


def test_a_direct_quote_with_verb_date_source_label_and_short_address(db):
    text = told(translated="back")
    assert text.startswith(
        "“Peace is near,” Ada Lovelace said [on 17 June 2024], according to The Daily Post "
        "(translated back: not the speaker's exact words). http://127.0.0.1:8000/q/"
    )


@pytest.mark.parametrize(
    ("words", "cue", "begins"),
    [
        ("Is it?", "asked", "“Is it?” Ada Lovelace asked"),
        ("Peace is near", "according to", "“Peace is near,” Ada Lovelace said"),
    ],
)
def test_marks_and_verbs_are_put_together_as_newspapers_do(db, words, cue, begins):
    article = make_article(ARTICLE + "according to", outlet=make_outlet())
    assert told(words=words, cue=cue, article=article).startswith(begins)


def test_inner_quotation_marks_are_single(db):
    article = make_article('T\n\nsaid “the “peace” of "us" is near”', outlet=make_outlet())
    assert told(words='the “peace” of "us" is near', article=article).startswith(
        "“the ‘peace’ of ‘us’ is near,” Ada"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("We want “peace.”", "“We want ‘peace,’” Ada"),
        ("We have a 'war machine.'", "“We have a 'war machine,'” Ada"),
        ("Who says “it's peace?”", "“Who says ‘it's peace?’” Ada"),
        ("the “good” workers’", "“the ‘good’ workers’,” Ada"),
    ],
)
def test_a_comma_stands_within_inner_marks(db, words, sentence):
    article = make_article(f"T\n\n{words} said", outlet=make_outlet())
    assert told(words=words, article=article).startswith(sentence)


def test_reported_speech_is_the_reporters_sentence_with_its_verb(db):
    text = told(words="the deals", cue="denied", kind="indirect")
    assert text.startswith(
        "“[Ada Lovelace] denied the deals,” The Daily Post reported on 20 June 2024 (in the reporter's words; said"
    )
    Article.objects.update(published_basis="inferred")
    assert "day of the report inferred by an editor" in story(quoted([Quote.objects.get().pk])[0])


def test_an_inferred_speaker_stands_in_brackets_and_an_unknown_outlet_is_said(db):
    text = told(
        article=make_article(ARTICLE), attribution={"basis": "inferred"}, via=[make_organisation("Yonhap")]
    )
    assert "[Ada Lovelace] said" in text
    assert "according to an article titled “A headline” (outlet unknown) (via Yonhap)" in text


def test_the_page_has_the_sentence_in_a_field_and_the_card_a_button(client, index):
    quote = make_quote()
    page = client.get(quote.get_absolute_url()).content.decode()
    sentence = client.get(f"/quotes/{quote.pk}/story.txt").content.decode()
    assert sentence in page
    assert "Copy for a story" in page


def test_a_short_address_leads_to_the_quote(client, db):
    quote = make_quote()
    assert client.get(f"/q/{quote.pk}").url == quote.get_absolute_url()
    assert client.get(f"/q/{quote.pk}@1").url == f"{quote.get_absolute_url()}?version=1"
    assert client.get("/q/1@", follow=False).status_code == 404


@pytest.mark.parametrize("status", ["draft", "review"])
def test_nothing_of_a_draft_is_told(client, db, status):
    quote = make_quote(status=status)
    for address in (f"/q/{quote.pk}", f"/q/{quote.pk}@1", f"/quotes/{quote.pk}/story.txt"):
        assert client.get(address).status_code == 404


def test_a_withdrawn_quote_has_no_sentence_and_its_short_address_gives_the_reason(client, db):
    quote = make_quote()
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Misheard")
    assert client.get(f"/quotes/{quote.pk}/story.txt").status_code == 404
    page = client.get(f"/q/{quote.pk}@1", follow=True)
    assert page.status_code == 410
    assert "Misheard" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_old_version_is_shown_as_it_was_with_what_changed(client):
    article = make_article("T\n\nAda denied the deals and the talks.\n")
    quote = make_quote("the deals", cue="denied", kind="indirect", article=article)
    cited = Quote.objects.get(pk=quote.pk).public_version
    with transaction.atomic(), correcting(quote, reason="More was said"):
        QuoteSpan.objects.filter(quote=quote, part="words").update(
            end=article.raw_text.index("."), text="the deals and the talks"
        )
        quote.refresh_from_db()
        quote.derive()
    page = client.get(f"/q/{quote.pk}@{cited}", follow=True).content.decode()
    assert "This is an old version" in page
    assert "[Ada Lovelace] denied the deals</p>" in page
    assert "the deals and the talks</ins>" in page
    now = client.get(f"/q/{quote.pk}", follow=True).content.decode()
    assert f'?version={cited}">Version {cited}</a>' in now


@pytest.mark.django_db(transaction=True)
def test_an_old_version_names_who_was_held_to_say_it_then(client):
    quote = make_quote(
        "the deals", cue="denied", kind="indirect", article=make_article("T\n\nHe denied the deals.\n")
    )
    with transaction.atomic(), correcting(quote, reason="It was somebody else"):
        quote.attributions.update(speaker=make_speaker("Bob Roe"))
        quote.derive()
    assert "[Bob Roe] denied the deals" in client.get(f"/q/{quote.pk}", follow=True).content.decode()
    page = client.get(f"/q/{quote.pk}@1", follow=True).content.decode()
    assert '<p class="words">[Ada Lovelace] denied the deals</p>' in page
    assert 'og:title" content="Version 1 of a quote that was corrected since: [Ada Lovelace] denied' in page


@pytest.mark.django_db(transaction=True)
def test_another_source_is_another_version_and_a_new_name_of_it_is_none(client):
    quote = make_quote()
    outlet = make_outlet("Morning News")
    with transaction.atomic(), correcting(quote.article, reason="The page says so"):
        Article.objects.filter(pk=quote.article_id).update(outlet=outlet, published_on="2024-06-21")
    with transaction.atomic(), correcting(outlet, reason="Renamed"):
        Outlet.objects.filter(pk=outlet.pk).update(name="Evening News")
    quote.refresh_from_db()
    assert quote.public_version == 2
    assert set(quote.corrections.values_list("changed", flat=True)) >= {"outlet", "published"}
    then = client.get(f"/q/{quote.pk}@1", follow=True).content.decode()
    said = then[then.index("What this version said") :]
    assert "Evening News" not in said
    assert "21 June 2024" not in said


@pytest.mark.parametrize("number", ["7", "0", "99999999999", "abc", "-1"])
def test_a_version_that_never_was_is_not_answered_with_the_words_of_now(client, db, number):
    quote = make_quote()
    page = client.get(f"{quote.get_absolute_url()}?version={number}")
    assert page.status_code == 404
    assert '?version=1">Version 1</a>' in page.content.decode()


def test_a_short_address_of_a_version_that_never_was_names_those_there_are(client, db):
    quote = make_quote()
    page = client.get(f"/q/{quote.pk}@2", follow=True)
    assert (page.status_code, "never had this version" in page.content.decode()) == (404, True)


@pytest.mark.django_db(transaction=True)
def test_direct_words_of_an_old_version_stand_below_who_said_them(client):
    quote = make_quote()
    with transaction.atomic(), correcting(quote, reason="It was asked for"):
        Quote.objects.filter(pk=quote.pk).update(public_note="Checked.")
    page = client.get(f"{quote.get_absolute_url()}?version=1").content.decode()
    assert page.index("Ada Lovelace</bdi>") < page.index('<blockquote class="old direct"')


def test_the_first_version_of_what_was_a_draft_is_the_quote_of_now(client, db):
    quote = make_quote(status="draft")
    quote.status = "published"
    quote.save()
    page = client.get(f"{quote.get_absolute_url()}?version=1")
    assert "This is an old version" not in page.content.decode()


def test_an_unnamed_source_is_said_to_be_one(db):
    article = make_article(ARTICLE, outlet=make_outlet())
    source = make_speaker("an adviser", type="unnamed", scope_article=article)
    assert "an adviser (not named) said" in told(speaker=source, article=article)


@pytest.mark.parametrize("called", ["an official who asked not to be named", "an anonymous aide"])
def test_an_unnamed_source_is_said_to_be_one_once(db, called):
    article = make_article(ARTICLE, outlet=make_outlet())
    source = make_speaker(called, type="unnamed", scope_article=article)
    assert f"{called}, said" in told(speaker=source, article=article)
    assert str(source) == f"Unnamed {called.removeprefix('an ')}"
