from datetime import date

import pytest

from archive.editing.captures import carry_over, compare, difference
from archive.models import Attribution, Speaker
from tests.builders import make_article, make_quote

pytestmark = pytest.mark.django_db
OLD = "Headline\n\n“Peace is near,” Ada said. “Wait,” Bob said.\n"
NEW = "Headline, updated\n\n“Peace is near,” Ada said. “Wait!” Bob said.\n"


@pytest.fixture
def new():
    return make_article(NEW, replaces=make_article(OLD))


def test_quotes_carry_over_only_where_the_words_are_equal(new):
    kept = make_quote("Peace is near,", article=new.replaces)
    gone = make_quote("Wait,", article=new.replaces)
    assert ([quote for quote, _ in compare(new).standing], compare(new).gone) == ([kept], [gone])
    (made,) = carry_over(new)
    assert (made.status, made.text, made.cue) == ("review", kept.text, kept.cue)
    assert made.attributions.get().speaker == kept.attributions.get().speaker
    assert compare(new).carried == [kept]
    assert carry_over(new) == []


def test_words_that_stand_twice_now_are_left_to_an_editor():
    new = make_article(OLD + OLD, replaces=make_article(OLD))
    quote = make_quote("Wait,", article=new.replaces)
    assert compare(new).gone == [quote]


def test_an_unnamed_source_stays_with_its_article(new):
    quote = make_quote("Peace is near,", article=new.replaces, status="draft")
    source = Speaker.objects.create(name="an official", type="unnamed", scope_article=new.replaces)
    Attribution.objects.filter(quote=quote).update(speaker=source)
    (made,) = carry_over(new)
    assert not made.attributions.exists()


def test_the_difference_is_told_by_words():
    pieces = difference("Peace is near.", "Peace is far.")
    assert [(piece.old, piece.new) for piece in pieces if not piece.equal] == [("near", "far")]
    assert difference("a " * 3000, "b") is None


def test_a_quote_said_after_the_new_captures_day_waits_for_an_editor():
    new = make_article(NEW, replaces=make_article(OLD), published_on=date(2024, 6, 16))
    quote = make_quote("Peace is near,", article=new.replaces, said=date(2024, 6, 17))
    assert compare(new).later == [quote]
    assert carry_over(new) == []
