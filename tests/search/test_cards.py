"""What a card prints finds it: every word, and every three words in a row; and a name finds only whom it is a name of."""

import pytest

from archive.editing.merge import merge, undo
from archive.models import Merge, Speaker
from archive.search.index import building
from archive.search.index.worker import drain
from archive.search.shown import highlight
from tests.builders import (
    add_span,
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)
from tests.search.conftest import ENGINES
from tests.search.printed import ids, missed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


TEXT = (
    "Quirl report\n\nThe foreign ministries of North Korea and Russia flatly denied the arms deals they’re said to have."
    " “We won’t,” Peskov\u2019s aide told reporters, declining, “to com\u00adment on F-16s or 12,500 shells of coop-\neration.”\n"
)


def denial(**values):
    article = make_article(TEXT, title="Quirl report", outlet=make_outlet("The Daily Post"))
    return make_quote(
        "the arms deals they’re said to have",
        make_speaker("Maria Zakharova"),
        article=article,
        kind="indirect",
        cue="denied",
        via=[make_organisation("Yonhap")],
        attribution={"role_printed": "spokeswoman", "country": make_country("RU", "Russia")},
        **values,
    )


every_engine = pytest.mark.parametrize("engine", ENGINES, indirect=True)


@every_engine
def test_every_word_of_a_denial_finds_it(index, patient):
    quote = denial()
    add_span(quote, "North Korea and Russia", "speaker")
    index()
    assert missed(quote) == []
    assert ids("flatly") == ids('"Russia flatly denied"') == ids("denied") == [quote.pk]


@every_engine
def test_a_speaker_who_is_not_printed_stands_in_brackets_before_the_verb(index, patient):
    quote = denial()
    index()
    assert missed(quote) == []
    assert ids('"Maria Zakharova denied the arms"') == [quote.pk]


@every_engine
def test_what_stands_between_is_not_searched_where_it_is_not_shown(index, patient):
    quote = denial()
    add_span(quote, "North Korea and Russia", "speaker")
    quote.article.rights = "quotes"
    quote.article.save()
    index()
    assert missed(quote) == []
    assert ids("flatly") == []


@every_engine
def test_every_word_of_a_divided_quote_finds_it(index, patient):
    article = make_article(TEXT, title="Quirl report")
    quote = make_quote("We won’t,", article=article, kind="mixed", cue="declining")
    add_span(quote, "to com\u00adment on F-16s or 12,500 shells of coop-\neration.")
    add_span(quote, "Peskov’s aide", "speaker")
    quote.derive()
    index()
    assert missed(quote) == []
    assert ids("comment") == ids("F16") == ids("12500") == ids("cooperation") == ids("Peskov") == [quote.pk]
    assert ids("wont") == []


@every_engine
def test_words_of_scripts_without_spaces_are_found_over_the_end_of_a_line(index, patient):
    words = "北朝\n鮮は停火協\r\n議を拒否した ศูนย์กลาง\nการค้า 북한은 제재를 요\n구했다고 미국\n한국"
    quote = make_quote(words)
    make_quote("北朝 停火 拒否")
    index()
    assert missed(quote) == []
    for phrase in (
        "北朝鮮は停火協議を拒否",
        "北朝 鮮は停火",
        "停火協 議を",
        "ศูนย์กลางการค้า",
        "북한은 제재를 요구했다고 미국",
        "미국 한국",
        "한국",
    ):
        assert ids(phrase) == ids(f'"{phrase}"') == [quote.pk], phrase
    assert ids("국한") == ids('"국한국"') == ids('"고미국"') == []
    assert [words[slice(*span)] for span in highlight("停火協議", words)] == ["停火協\r\n議"]


@pytest.mark.parametrize("kind", ["outlet", "organisation", "country"])
def test_a_new_name_on_the_card_reaches_it(kind):
    quote = denial()
    building.build()
    thing = {
        "outlet": quote.article.outlet,
        "organisation": quote.via.get().organisation,
        "country": quote.attributions.get().country,
    }[kind]
    thing.name = "Zebra"
    thing.save()
    drain()
    assert ids("zebra") == [quote.pk]
    assert building.check().clean


def unnamed(name):
    article = make_article()
    source = Speaker.objects.create(name=name, type="unnamed", scope_article=article)
    return source, make_quote(speaker=source, article=article)


@every_engine
def test_what_a_source_was_called_before_it_was_identified_finds_its_own_quotes_alone(index, patient):
    kim = make_speaker("Kim Jong-un")
    others = [make_quote(speaker=kim).pk for _ in range(2)]
    source, quote = unnamed("a source close to the talks")
    assert merge(source, kim, "He said so.") == []
    index()
    assert ids("source talks") == ids('"close to the talks"') == [quote.pk]
    assert sorted(ids("Kim")) == sorted([*others, quote.pk])


@every_engine
def test_an_unnamed_source_is_found_as_it_is_shown(index, patient):
    _, quote = unnamed("officials")
    index()
    assert ids('"Unnamed officials"') == [quote.pk]


def test_after_a_merge_is_undone_each_name_finds_its_own_again():
    kurt, other = make_speaker("Kurt Campbell"), make_speaker("Ada Lovelace")
    his, hers = make_quote(speaker=kurt).pk, make_quote(speaker=other).pk
    building.build()
    merge(kurt, other, "A slip")
    drain()
    assert sorted(ids("Campbell")) == [his, hers]
    undo(Merge.objects.get())
    assert ids("Campbell") == []
    drain()
    assert (ids("Campbell"), ids("Lovelace")) == ([his], [hers])
    assert building.check().clean
