import pytest

from archive.models import Quote, Speaker
from tests.html import links_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


def page_of(client, ref, query=""):
    return client.get(Quote.objects.get(ref=ref).get_absolute_url() + query)


def test_the_quote_says_who_in_which_role_and_for_whom(client):
    page = text_of(page_of(client, "003-s1"))
    assert (
        "Matthew Miller Spokesperson, U.S. Department of State; printed as State Department spokesman" in page
    )
    assert "Speaking for U.S. Department of State, United States" in page


def test_the_four_dates_are_told_apart(client):
    page = text_of(page_of(client, "003-s1"))
    assert "Said on or before 18 June 2024 no date is printed" in page
    assert "Published 18 June 2024 stated in the article" in page
    assert "Added " in page


def test_an_unknown_outlet_is_said_so_and_the_agency_is_not_taken_for_it(client):
    page = text_of(page_of(client, "004-s2"))
    assert "Reported e-mail to Yonhap News Agency →, then this article, outlet unknown" in page
    assert "Outlet Yonhap" not in page
    assert "The article credits Newsis" in text_of(page_of(client, "000-s3"))


def test_what_an_editor_established_is_said_to_be(client):
    assert "Said on 18 June 2024 established by an editor" in text_of(page_of(client, "001-s2"))


def test_translated_back_and_the_anchor_have_their_labels(client):
    page = text_of(page_of(client, "003-s1"))
    assert "Direct quote translated back: not the speaker's exact words" in page
    assert "The quote matches the stored article, character for character characters 404–808" in page


def test_a_text_that_was_changed_behind_our_back_is_said_to_differ(client):
    import pgtrigger

    article = Quote.objects.get(ref="003-s1").article
    with pgtrigger.ignore("archive.Article:raw_text_frozen"):
        type(article).objects.filter(pk=article.pk).update(
            raw_text=article.raw_text.replace("trend", "Trend") + "."
        )
    assert "does not match the stored article" in text_of(page_of(client, "003-s1"))


@pytest.mark.parametrize("kind", ["indirect", "mixed"])
def test_reported_speech_never_goes_without_speaker_and_verb(client, kind):
    quotes = Quote.objects.published().filter(kind=kind).with_sources()
    assert quotes
    for quote in quotes:
        page = text_of(client.get(quote.get_absolute_url()))
        assert quote.cue.split(" … ")[0] in page
        assert all(each.speaker.shown.name in page for each in quote.attributions.all())


def test_the_sentence_around_names_the_speaker_where_the_paragraph_does(client):
    page = text_of(page_of(client, "003-s1"))
    assert "– State Department spokesman Matthew Miller said, according to the Voice of America." in page


def test_the_other_wording_is_there_with_the_basis_of_the_link(client):
    page = text_of(page_of(client, "003-s1"))
    assert "The same statement in other words Same wording, occasion unknown." in page
    assert "Unnamed US State Department spokesperson" in page


@pytest.mark.parametrize("label", ["APA", "Chicago", "RIS", "BibTeX", "CSL-JSON"])
def test_it_can_be_cited_without_scripts(client, label):
    assert f"{label} citation" in text_of(page_of(client, "003-s1"))


def test_an_error_can_be_reported_with_address_and_version(client):
    quote = Quote.objects.get(ref="003-s1")
    (mail,) = (link for link in links_of(page_of(client, "003-s1")) if link.startswith("mailto:"))
    assert f"Quote%20{quote.pk}%2C%20version%201" in mail
    assert quote.get_absolute_url().replace("/", "%2F") in mail


def test_a_correction_ends_with_one_full_stop(client):
    quote = Quote.objects.get(ref="003-s1")
    quote.corrections.create(changed="note", new="Said in Kyiv.", reason="Place added.")
    quote.corrections.create(changed="note", old="Said in Kyiv.", reason="It was not.")
    shown = text_of(client.get("/corrections/")).replace(" .", ".")
    assert "Now: Said in Kyiv. Place added." in shown
    assert "Now: (empty). It was not." in shown


def test_corrections_are_public_on_the_page_and_in_the_list(client):
    quote = Quote.objects.get(ref="003-s1")
    quote.corrections.create(changed="said", old="17 June", new="unknown", reason="No date is printed.")
    for page in (page_of(client, "003-s1"), client.get("/corrections/")):
        assert "said. Before: 17 June → Now: unknown . No date is printed." in text_of(page).replace(
            " .", " ."
        )


def test_the_words_of_the_search_stay_marked_and_lead_back(client):
    page = page_of(client, "003-s1", "?q=freedom")
    assert "<mark>freedom</mark>" in page.content.decode()
    assert "/quotes/?q=freedom" in links_of(page)


def test_the_original_page_is_linked_down_to_the_words(client):
    article = Quote.objects.get(ref="003-s1").article
    type(article).objects.filter(pk=article.pk).update(url="https://news.example/a")
    wanted = (
        "https://news.example/a#:~:text=We%20believe%20that%20deepening,freedom%20from%20Russian%20invasion."
    )
    assert wanted in links_of(page_of(client, "003-s1"))


def test_namesakes_are_told_apart(client):
    miller = Speaker.objects.get(name="Matthew Miller")
    other = Speaker.objects.create(
        name="Matthew Miller", sort_name=miller.sort_name, description="a footballer"
    )
    quote = Quote.objects.get(ref="003-s2")
    quote.attributions.create(speaker=other, position=1)
    assert "Not to be confused with Matthew Miller, a footballer." in text_of(
        client.get(miller.get_absolute_url())
    )


def test_unnamed_sources_are_found_under_their_organisation_not_among_speakers(client):
    state = Speaker.objects.get(name="U.S. Department of State").organisation
    assert "Unnamed US State Department spokesperson" in text_of(client.get(state.get_absolute_url()))
    assert "Unnamed" not in text_of(client.get("/speakers/")).replace("Unnamed sources are found", "")


def test_every_quote_of_a_fresh_import_is_version_1(five_articles):
    assert set(Quote.objects.published().values_list("public_version", flat=True)) == {1}
