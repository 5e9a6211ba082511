"""Names that stand together are told apart, isolated from the text around them, and linked to the web alone."""

import re
from datetime import date

import pytest

from archive.models import Correction, Occasion, Role, Speaker
from archive.query.labels import Labels
from archive.reading.namesakes import noted, told_apart
from archive.reading.phrases import direction, web
from tests.builders import (
    add_span,
    make_article,
    make_country,
    make_organisation,
    make_quote,
    make_speaker,
)
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def kims(index_dir):
    """Two of one name, told apart by office, country and years, and a third of whom nothing is known."""
    first, second, third = (Speaker.objects.create(name="Kim Min-ji") for _ in range(3))
    role = Role.objects.create(
        speaker=first, title="Governor", organisation=make_organisation("Central Bank")
    )
    for speaker, held, country in (
        (first, role, make_country("FI", "Finland")),
        (second, None, make_country()),
    ):
        make_quote(speaker=speaker, attribution={"role": held, "country": country})
    make_quote("Nothing is known", speaker=third)
    settle()
    return first, second, third


def body(client, url):
    return client.get(url).content.decode()


_TAG = re.compile(r"<(?!html|textarea)[a-z]+(?: [^<>]*)? lang=\"([a-z]*)\"[^<>]*>")


def test_a_sentence_that_begins_with_a_name_in_arabic_keeps_the_direction_of_its_language(client, index_dir):
    article = make_article("No. 1\n\nمحمد denied the arms deal.\n", language="en", title="محمد denied a deal")
    quote = make_quote(
        "the arms deal", make_speaker("محمد"), article=article, cue="denied", kind="indirect", language="en"
    )
    add_span(quote, "محمد", "speaker")
    Correction.objects.create(quote=quote, changed="words", old="محمد sold", new="arms", reason="Misread.")
    settle()
    urls = [quote.get_absolute_url(), article.get_absolute_url(), "/articles/", "/corrections/", "/changes/"]
    for url in [*urls, f"/quotes/{quote.pk}/embed/", "/searches/?q=arms", "/quotes/?q=arms"]:
        tags = list(_TAG.finditer(body(client, url)))
        assert {"en"} <= {tag[1] for tag in tags} or url.startswith("/searches"), url
        for tag in tags:
            assert tag[1] in {"", "ko"} or f'dir="{direction(tag[1])}"' in tag[0], (url, tag[0])


def test_namesakes_are_told_apart_by_role_country_and_years(kims):
    first, second, third = kims
    assert told_apart(kims) == {
        first.pk: "Governor, Central Bank · Finland · 2024",
        second.pk: "United States · 2024",
        third.pk: "2024",
    }
    assert told_apart([first]) == {}


def test_of_several_offices_two_stand_beside_a_name_each_with_the_years_in_which_it_spoke(kims):
    first, *_ = kims
    for year, title in (
        (1998, "Journalist"),
        (2001, ""),
        (2020, "Governor"),
        (2021, "Governor"),
        (2010, "Editor"),
        (2011, "Editor"),
    ):
        role = Role.objects.get_or_create(speaker=first, title=title)[0] if title else None
        make_quote(speaker=first, attribution={"role": role}, said=date(year, 5, 1))
    assert noted([first]) == {first.pk: "Editor · 2010–2011; Governor, Central Bank · 2020–2024"}


def test_namesakes_of_whom_the_same_is_known_have_their_numbers(kims):
    for speaker in kims:
        speaker.description = "Journalist"
    assert set(told_apart(kims).values()) == {f"Journalist (no. {speaker.pk})" for speaker in kims}


@pytest.mark.parametrize(
    "url", ["/speakers/", "/speakers/?q=kim", "/quotes/?q=kim", "/quotes/?view=speakers", "/"]
)
def test_every_list_tells_them_apart(client, kims, url):
    page = body(client, url)
    assert "Governor, Central Bank · Finland · 2024" in page
    assert "United States · 2024" in page


def test_facets_and_chips_tell_them_apart(client, kims):
    first, second, _ = kims
    facet = "/quotes/?q=kim"
    both = f"/quotes/?speaker={first.pk}&speaker={second.pk}"
    for page in (body(client, facet), body(client, both)):
        assert "Kim Min-ji (Governor, Central Bank · Finland · 2024)" in page
        assert "Kim Min-ji (United States · 2024)" in page
    alone = body(client, f"/quotes/?speaker={first.pk}")
    assert "1</strong> quote by Kim Min-ji (Governor, Central Bank · Finland · 2024)" in alone
    assert Labels({"speaker": [first.pk]})("speaker", first.pk) == "Kim Min-ji"


def test_cards_add_who_is_meant_where_role_and_country_do_not_say_it(client, kims):
    """Two of one role and country look the same too; who stands alone with both needs nothing."""
    _, second, third = kims
    page = body(client, "/quotes/?q=kim")
    assert "<bdi>2024</bdi></small>" in page
    spoken = {"role_printed": "minister", "country": make_country("FI", "Finland")}
    for speaker in (second, third):
        make_quote("All is alike", speaker=speaker, attribution=spoken)
    settle()
    page = body(client, "/quotes/?q=alike")
    assert page.count('<small class="apart">') == 2
    assert body(client, f"/quotes/?q=alike&speaker={second.pk}").count('<small class="apart">') == 0


@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_namesakes_are_told_apart_wherever_their_words_stand_alone(client, kims, kind):
    """Also where a role or a country would say it, for neither stands there."""
    notes = ["Governor, Central Bank · Finland · 2024", "United States · 2024", "2024"]
    for kim, note in zip(kims, notes, strict=True):
        article = make_article(f"{note}\n\nKim denied the deals.\n", title="T")
        quote = make_quote("the deals", kim, article=article, kind=kind, cue="denied")
        Correction.objects.create(quote=quote, changed="cue", reason="A slip")
        settle()
        row, told = f"/quotes/{quote.pk}", f"Kim Min-ji ({note})"
        pages = (
            f"{row}/embed/",
            f"{row}/story.txt",
            f"/oembed?format=xml&url={quote.permalink}",
            article.get_absolute_url(),
        )
        feeds = (f"/feed/?id={quote.pk}", "/feed/corrections/", "/changes/", "/corrections/")
        assert [url for url in (*pages, *feeds) if told not in body(client, url)] == []
        for url in (
            quote.get_absolute_url(),
            f"/dossier/?id={quote.pk}",
            f"/quotes/?id={quote.pk}&view=line",
        ):
            assert f"<bdi>{note}</bdi></small>" in body(client, url), url


def test_what_tells_namesakes_apart_is_in_the_language_of_the_page(client, kims):
    for language, country in (("en", "United States"), ("ko", "미국"), ("en", "United States")):
        assert f"{country} · 2024" in body(client, f"/quotes/?q=kim&view=speakers&lang={language}")


def test_two_namesakes_who_are_compared_are_told_apart(client, kims):
    first, second, _ = kims
    page = body(client, f"/compare/?a.speaker={first.pk}&b.speaker={second.pk}")
    assert (
        "<title>Compare: Kim Min-ji (Governor, Central Bank · Finland · 2024) and Kim Min-ji (United" in page
    )


def test_a_page_names_its_namesakes_with_what_tells_them_apart(client, kims):
    assert "<bdi>Governor, Central Bank · Finland · 2024</bdi>" in body(client, kims[1].get_absolute_url())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("ku-Arab", "rtl"),
        ("he", "rtl"),
        ("ko", "ltr"),
        ("", "auto"),
    ],
)
def test_a_text_runs_as_its_language_does(language, expected):
    assert direction(language) == expected


def test_an_english_sentence_that_begins_with_an_arabic_name_keeps_its_order(client):
    article = make_article("T\n\nمحمد denied that 3 people crossed.\n")
    page = body(
        client,
        make_quote(
            "that 3 people crossed", article=article, cue="denied", kind="indirect"
        ).get_absolute_url(),
    )
    assert '<blockquote lang="en" dir="ltr"' in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "ftp://x/", "//x", ""]
)
def test_nothing_but_the_web_is_linked(address):
    assert web(address) == ""
    assert web("HTTPS://daily.example/") == "HTTPS://daily.example/"


def test_an_agency_says_what_it_passed_on(client):
    make_quote(via=[make_organisation("Newswire")])
    assert "passed on 1" in body(client, "/organisations/")


def test_an_occasion_says_the_order_it_has(client, index_dir):
    occasion = Occasion.objects.create(name="Briefing", kind="briefing")
    for number in range(21):
        make_quote(f"Word {number}", occasion=occasion)
    settle()
    assert "21 quotes, 1 to 15 here, oldest first" in body(client, occasion.get_absolute_url())


def test_the_page_of_an_unnamed_source_counts_those_described_in_its_words(client, index_dir):
    for _ in range(8):
        article = make_article()
        source = Speaker.objects.create(name="an official", type="unnamed", scope_article=article)
        make_quote("Peace is near", source, article=article)
    settle()
    page = body(client, source.get_absolute_url())
    assert "7 other sources are described in the same words" in page
    assert "Not to be confused with" not in page


def test_the_page_of_somebody_names_five_of_many_namesakes(client, index_dir):
    for _ in range(8):
        speaker = Speaker.objects.create(name="Ada Lovelace")
        make_quote("Peace is near", speaker)
    settle()
    note = body(client, speaker.get_absolute_url()).split("Not to be confused with")[1].split("</p>")[0]
    assert note.count("<a ") == 5
    assert "and 2 more" in note


def test_a_namesakes_description_is_not_told_as_the_office_in_which_words_were_said(client, kims):
    first, *_ = kims
    first.description = "Prime minister"
    first.save()
    quote = make_quote("Peace is near", first, said=date(2011, 5, 1))
    settle()
    said = "Kim Min-ji (listed in the archive as Prime minister)"
    for page in ("story.txt", "embed/"):
        assert said in body(client, f"/quotes/{quote.pk}/{page}"), page
    assert "<bdi>listed in the archive as Prime minister</bdi>" in body(client, quote.get_absolute_url())
    assert "listed in the archive" not in body(client, "/speakers/?q=kim")
    korean = body(client, f"{quote.get_absolute_url()}?lang=ko")
    assert "<bdi>보관소 설명: Prime minister</bdi>" in korean
    assert said in korean.split('id="story-text"')[1].split("</textarea>")[0]
