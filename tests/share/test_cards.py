"""What a chat program sees of a page: title, text and picture."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from archive.management.commands.work import Worker
from archive.models import Occasion, Quote, Statement
from archive.outputs.share.drawing import can_print, font
from archive.outputs.share.pictures import quote_card
from archive.reading.quoted import quoted
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)


def tags(client, address):
    page = client.get(address).content.decode()
    return {
        name: unescape(text)
        for name, text in re.findall(r'<meta (?:name|property)="(.+?)" content="(.+?)">', page)
    }


def card(**values):
    return quote_card(quoted([make_quote(**values).pk])[0])


@pytest.fixture
def everything(indexed):
    article = make_article("T\n\nAda denied the deals.\n", outlet=make_outlet())
    occasion = Occasion.objects.create(name="A briefing", kind="briefing")
    statement = Statement.objects.create(basis="wording")
    about = {"country": make_country(), "organisation": make_organisation()}
    made = make_quote(
        "the deals",
        cue="denied",
        kind="indirect",
        article=article,
        occasion=occasion,
        statement=statement,
        attribution=about,
    )
    indexed()
    return made


def test_every_kind_of_page_has_title_text_and_a_picture(client, everything):
    quote = everything
    attribution = quote.attributions.get()
    rows = [quote, quote.statement, quote.occasion, quote.article, quote.article.outlet]
    rows += [attribution.speaker, attribution.country, attribution.organisation]
    pages = [
        "/",
        "/quotes/?q=deals",
        "/timeline/",
        "/speakers/",
        "/countries/",
        "/corrections/",
        "/help/",
        "/about/",
    ]
    for address in [*(row.get_absolute_url() for row in rows), *pages]:
        found = tags(client, address)
        assert found["og:title"], address
        assert found["description"] == found["og:description"] != "", address
        assert found["twitter:card"] == "summary_large_image"
        picture = client.get(found["og:image"].removeprefix("http://127.0.0.1:8000"))
        assert picture["Content-Type"] == "image/png", address
        assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
        assert len(picture.content) < 100_000


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/2024/06/", "Said in June 2024"),
        ("/2024/06/17/", "Said on 17 June 2024"),
        ("/compare/?a.country=US&b.q=deals", "United States and “deals”, side by side"),
        ("/countries/matrix/", "Who speaks about whom"),
        ("/quotes/?q=deals&lang=ko", "발언, “deals” 포함"),
    ],
)
def test_what_a_page_is_about_stands_in_its_card(client, everything, address, title):
    found = tags(client, address)
    assert found["og:title"].startswith(title)
    assert found["og:url"].endswith(address)


def test_a_korean_page_has_a_korean_card_that_leads_to_it(client, everything):
    attribution = everything.attributions.get()
    rows = [everything, everything.statement, everything.occasion, everything.article, attribution.speaker]
    rows += [everything.article.outlet, attribution.country, attribution.organisation]
    english = "said|says|quote|report|archive|what|who|article|published"
    for address in [*(row.get_absolute_url() for row in rows), "/", "/speakers/", "/help/", "/changes/"]:
        found = tags(client, f"{address}?lang=ko")
        assert found["og:url"].endswith(f"{address}?lang=ko")
        assert found["description"] == found["og:description"]
        assert re.search("[가-힣]", found["description"]), address
        words = found["description"].replace(everything.in_a_line(300), "")
        assert not re.search(rf"\b(?:{english})\b", words, re.IGNORECASE), words


def test_a_search_says_in_words_what_its_quotes_tell(client, everything):
    assert tags(client, "/quotes/")["description"].startswith("Search what was said, by")
    assert tags(client, "/quotes/?q=deals")["description"].startswith(
        "Quote with “deals”. Who said what, when"
    )
    day = everything.said_earliest
    on_a_day = f"{day:%-d %B %Y}"
    assert tags(client, f"/{day:%Y/%m/%d}/")["og:title"] == f"Said on {on_a_day}"


def test_reported_speech_keeps_its_verb_in_title_text_and_picture(client, everything):
    found = tags(client, everything.get_absolute_url())
    assert "denied the deals" in found["og:title"]
    assert "denied the deals" in found["og:description"]
    assert found["og:description"].startswith("In the reporter's words")
    drawing = quote_card(quoted([everything.pk])[0])
    assert "denied the deals" in "".join(text for text, _ in drawing.runs)
    assert any("In the reporter's words" in line for line in drawing.below)


@pytest.mark.parametrize("kind", ["mixed", "indirect"])
def test_long_reported_speech_is_cut_at_its_words_and_keeps_its_verb(db, kind):
    drawing = card(words="peace " * 200 + "now", cue="denied", kind=kind)
    assert "denied" in "".join(text for text, _ in drawing.runs)
    assert len(drawing.runs[0][0]) < 300


def test_back_translated_words_are_labelled_first(client, db):
    found = tags(client, make_quote(translated="back").get_absolute_url())
    assert found["description"].startswith("Direct quote; translated back: not the speaker's exact words.")


def test_a_name_with_a_letter_that_the_font_lacks_is_not_said_to_be_in_another_script(db):
    drawing = card(article=make_article("T\n\n“Peace is near” said", outlet=make_outlet("Boğaz Postası")))
    assert drawing.below[-1].startswith("outlet named on its page · ")


def test_words_that_the_font_lacks_are_left_out_rather_than_boxes(db):
    drawing = card(words="평화가 가깝다")
    assert drawing.runs == ((drawing.runs[0][0], drawing.runs[0][1]),)
    assert drawing.runs[0][0].startswith("Quote ")
    assert all(can_print(line) for line in drawing.below)
    source = make_article(
        "T\n\n“Peace is near” said", outlet=make_outlet("연합뉴스"), url="https://kr.example/1"
    )
    assert card(article=source).below[-1].startswith("kr.example · quote ")
    assert not can_print("김")
    assert can_print("“café” – …")


@pytest.mark.parametrize("where", ["words", "speaker"])
def test_no_letter_of_central_europe_becomes_a_box(db, where):
    """Those that the font has are in the drawing, and the others leave it without words."""
    box = glyph("김")
    for letter in map(chr, range(0x100, 0x180)):
        assert can_print(letter) is (glyph(letter) != box), letter
    for letter in "łšőžıŒ":
        name = f"J{letter}n"
        drawing = card(words=name) if where == "words" else card(speaker=make_speaker(name))
        shown = "".join(text for text, _ in drawing.runs) + "".join(drawing.below)
        assert (letter in shown) is drawing.kind.startswith("direct") is (glyph(letter) != box)


def glyph(letter):
    mask = font(24).getmask(letter)
    return mask.size, bytes(mask)


def test_the_picture_follows_the_quote_and_goes_with_it(client, db):
    quote = make_quote()
    address = f"/quotes/{quote.pk}/picture.png"
    first = client.get(address).content
    assert client.get(address).content == first
    speaker = quote.attributions.get().speaker
    speaker.name = "Grace Hopper"
    speaker.save()
    assert client.get(address).content != first
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Misheard")
    assert client.get(address).status_code == 404
    assert "Peace" not in str(tags(client, f"/quotes/{quote.pk}/"))


@pytest.mark.parametrize(
    "change",
    [{"text": "War is near"}, {"status": "withdrawn", "withdrawn_reason": "Misheard"}, {"status": "draft"}],
)
def test_a_picture_leaves_the_disk_with_what_it_shows(client, indexed, settings, tmp_path, change):
    """Though nobody asks for it again."""
    cache = {"BACKEND": "archive.operations.cache.Files", "LOCATION": tmp_path / "cache"}
    settings.CACHES = {"default": cache}
    quote = make_quote()
    indexed()
    client.get(f"/quotes/{quote.pk}/picture.png")
    assert len(list((tmp_path / "cache").iterdir())) == 1
    Quote.objects.filter(pk=quote.pk).update(**change)
    Worker().step()
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_picture_is_drawn_once_however_its_address_is_written(client, db, settings):
    settings.RATES = {**settings.RATES, "picture": "1/hour"}
    speaker = make_quote().attributions.get().speaker_id
    addresses = [f"/pictures/speaker/{zeros}{speaker}.png" for zeros in ("", "0", "00000")]
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_pictures_of_one_client_are_drawn_up_to_a_limit(client, db, settings):
    settings.RATES = {**settings.RATES, "picture": "1/hour"}
    addresses = [f"/quotes/{make_quote().pk}/picture.png" for _ in range(2)] * 2
    assert [client.get(address).status_code for address in addresses] == [200, 429, 200, 429]
    assert client.get(addresses[1], REMOTE_ADDR="192.0.2.7").status_code == 200


def test_no_picture_of_what_is_not_published(client, db):
    quote = make_quote(status="draft")
    speaker = quote.attributions.get().speaker
    addresses = [f"/quotes/{quote.pk}/picture.png", f"/pictures/speaker/{speaker.pk}.png"]
    for address in [*addresses, f"/pictures/article/{quote.article_id}.png", "/pictures/user/1.png"]:
        assert client.get(address).status_code == 404
