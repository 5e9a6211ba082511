"""What a page says about how it understood a search, and what it offers beside the results."""

import pytest

from archive.models import Country, Quote, Speaker
from tests.builders import make_country, make_quote, make_speaker
from tests.html import links_of, text_of
from tests.pages.conftest import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


def test_a_page_says_in_words_what_was_searched(client):
    miller = Speaker.objects.get(name="Matthew Miller")
    page = text_of(client.get(f"/quotes/?speaker={miller.pk}&q=ammunition&said_from=2024-06&said_to=2024-06"))
    assert "quotes by Matthew Miller with “ammunition”, said or reported in June 2024" in page


def test_other_spellings_can_be_switched_off_and_on_again(client):
    page = client.get("/quotes/?q=DPRK")
    assert "Also searched: North Korea" in text_of(page)
    assert "?q=DPRK&expand=off" in links_of(page)
    page = client.get("/quotes/?q=DPRK&expand=off")
    assert "Other spellings are left out: North Korea" in text_of(page)
    assert "?q=DPRK" in links_of(page)


def test_another_search_from_the_page_keeps_the_switch(client):
    assert '<input type="hidden" name="expand" value="off">' in client.get(
        "/quotes/?q=DPRK&expand=off"
    ).content.decode().replace(" />", ">")


def test_an_adjective_finds_what_names_its_country(client):
    with_name = Quote.objects.published().filter(text__contains="Russia").first()
    page = client.get("/quotes/?q=Russian&group=none")
    assert any(link.startswith(with_name.get_absolute_url()) for link in links_of(page))
    assert "Also searched: Russia" in text_of(page)


def test_few_quotes_for_a_country_come_with_a_link_to_those_that_mention_it(client):
    mentions = Quote.objects.published().filter(mentions__country="KP").distinct().count()
    page = client.get("/quotes/?country=KP")
    assert f"Mentioning North Korea, whoever speaks: {mentions} quotes" in text_of(page)
    assert "?mentions=KP" in links_of(page)


def test_a_small_or_between_names_is_offered_as_the_one_that_finds_either(client):
    page = client.get("/quotes/?q=Miller+or+Stoltenberg")
    link = next(link for link in links_of(page) if "OR" in link and link.startswith("?"))
    total = client.get(f"/quotes/{link}").context["results"].answer.total
    assert f"Either is found with OR in capitals: Miller OR Stoltenberg: {total} quotes" in text_of(page)
    assert "OR in capitals" not in text_of(client.get("/quotes/?q=ammunition zebra or"))


def test_countries_are_found_by_any_of_their_names(client):
    page = client.get("/quotes/?q=north+kor")
    assert "Countries by that name: North Korea" in text_of(page)
    assert Country.objects.get(pk="KP").get_absolute_url() in links_of(page)


def test_an_empty_page_says_which_spellings_were_tried_and_which_words_begin_so(client):
    page = text_of(client.get("/quotes/?q=DPRK+zebra"))
    assert "Spellings tried beside what you typed: North Korea" in page
    page = client.get("/quotes/?q=ammun")
    assert "Words that begin so: ammunition" in text_of(page)
    assert "?q=ammunition" in links_of(page)


def test_the_search_box_offers_names_without_scripts(client):
    for address in ("/", "/quotes/"):
        page = client.get(address).content.decode()
        assert 'list="names"' in page
        assert '<option value="Matthew Miller">' in page


def test_scripts_are_offered_people_with_their_role_countries_occasions_and_words_in_groups(client):
    def offered(text):
        groups = client.get("/quotes/suggest/", {"q": text}).json()["groups"]
        return {group["heading"]: group["options"] for group in groups}

    miller = offered("mil")["People"][0]
    assert (miller["label"], miller["query"]) == (
        "Matthew Miller",
        f"speaker={Speaker.objects.get(name='Matthew Miller').key}",
    )
    assert "Spokesperson" in miller["note"]
    assert "United States" in miller["note"]
    assert offered("dprk")["Countries"][0]["query"] == "country=KP"
    assert "press conference" in offered("blinken and stol")["Occasions"][0]["label"]
    assert [one["label"] for one in offered("ammun")["Search these words"]] == ["ammun", "ammunition"]
    assert offered("x") == {}


def test_a_name_behind_other_words_is_offered_with_them(client):
    groups = client.get("/quotes/suggest/?q=ammunition mill").json()["groups"]
    assert groups[0]["options"][0]["query"].startswith("q=ammunition&speaker=")


def test_nothing_unpublished_is_offered(client):
    make_quote(
        "Zanzibari words",
        make_speaker("Zed Secret"),
        status="draft",
        attribution={"country": make_country("ZZ", "Zedland")},
    )
    settle()
    assert client.get("/quotes/suggest/?q=zed").json() == {"groups": []}
    assert client.get("/quotes/suggest/?q=zanz").json() == {"groups": []}
    assert "Zed" not in text_of(client.get("/quotes/?q=zedland")).replace("zedland", "")


def test_articles_have_their_own_tab_with_the_same_question(client):
    page = client.get("/quotes/?q=ammunition&country=US&sort=oldest&page=1")
    assert "/articles/?q=ammunition&country=US&sort=oldest" in links_of(page)
    page = client.get("/articles/?q=ammunition&country=US")
    assert "/quotes/?q=ammunition&country=US" in links_of(page)
    assert "with ammunition in what everybody may read of" in text_of(page)
    assert "?q=ammunition" in links_of(page)


def test_words_of_a_title_are_marked_in_the_list_of_articles(client):
    article = Quote.objects.published().first().article
    word = max(article.title.split(), key=len).strip("“”,.:")
    assert f"<mark>{word}</mark>" in client.get("/articles/", {"q": word}).content.decode()


def test_bad_words_are_refused_on_the_articles_tab_too(client):
    page = client.get("/articles/?q=am*")
    assert page.status_code == 400
    assert "a * needs 3 letters" in text_of(page)


def test_marks_that_do_not_match_come_with_a_note(client):
    for address in ("/quotes/", "/articles/"):
        page = client.get(address, {"q": '"ammunition'})
        assert (page.status_code, "A quotation mark is not closed" in text_of(page)) == (200, True)


@pytest.mark.parametrize("around", ["{}", "Miller: {}", "“{}”, he said on Tuesday, and (as ever) added: {} "])
def test_a_pasted_statement_finds_its_quote_first_and_says_how(client, around):
    for quote in Quote.objects.published():
        if len(quote.text.split()) > 25:
            text = around.format(
                quote.text, "some other words that stand in no quote of the archive zebra " * 15
            )
            page = client.get("/quotes/", {"q": text, "group": "none"})
            assert "share most of them come first" in text_of(page)
            first = next(
                link for link in links_of(page) if link.startswith("/quotes/") and link[8:9].isdigit()
            )
            assert first.startswith(quote.get_absolute_url().split("-")[0]), text


def test_a_question_finds_the_largest_part_of_its_words_that_something_has(client):
    page = text_of(client.get("/quotes/?q=what did Stoltenberg say about zebras in China?"))
    assert "2 quotes with 2 of your 3 words “Stoltenberg zebras China”" in page
    page = text_of(client.get("/quotes/?q=what did Stoltenberg say about China?"))
    assert "2 quotes with “Stoltenberg” and “China”" in page
