import pytest

from archive.editing.captures import carry_over, compare, difference
from archive.editing.uploads import read_upload, suggested
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


def test_a_text_file_is_read_to_the_byte():
    assert read_upload(b"\r\n A \xe2\x80\x9cline\xe2\x80\x9d\r\n") == "\r\n A “line”\r\n"


@pytest.mark.parametrize("data", [b"", b"\xff", b"a\0b"])
def test_a_file_that_holds_no_text_is_refused(data):
    with pytest.raises(ValueError, match=r"empty|UTF-8|NUL"):
        read_upload(data)


def test_title_and_body_are_suggested(five_articles_texts):
    article = suggested(five_articles_texts["003"])
    assert article.title == "The United States condemned relations between Russia and North Korea"
    assert (0, 19) in article.removed
