from datetime import date

import pytest
from django.contrib.auth.models import User

from archive.editing.captures import carry_over, compare, difference
from archive.editing.confirming import listed, read
from archive.editing.transcripts.publishing import take_whole
from archive.editing.unusual import unusual
from archive.editing.workflow import STEPS, take
from archive.models import Attribution, Quote, Speaker
from archive.reading.quoted import as_published
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
    assert [(was, now) for was, now in pieces if was != now] == [("near", "far")]
    assert difference("a " * 3000, "b") is None


def test_a_quote_said_after_the_new_captures_day_waits_for_an_editor():
    new = make_article(NEW, replaces=make_article(OLD), published_on=date(2024, 6, 16))
    quote = make_quote("Peace is near,", article=new.replaces, said=date(2024, 6, 17))
    assert compare(new).later == [quote]
    assert carry_over(new) == []


def publish(quote):
    paula = User.objects.create_superuser(f"paula{quote.pk}")
    return take(STEPS["publish"], quote, paula)


def publish_whole(quote):
    paula = User.objects.create_superuser("paula")
    [(_, problems)] = take_whole(
        quote.article, STEPS["publish"], paula, read(listed(Quote.objects.filter(pk=quote.pk)))
    )
    return problems


@pytest.mark.parametrize("published", [publish, publish_whole])
def test_the_quote_of_a_new_capture_takes_the_place_of_the_old_one(new, client, published):
    old = make_quote("Peace is near,", article=new.replaces)
    (made,) = carry_over(new)
    assert published(made) == []
    old.refresh_from_db()
    assert (old.status, "newer capture" in old.withdrawn_reason) == ("withdrawn", True)
    made.refresh_from_db()
    assert client.get(f"/quotes/{old.pk}/", follow=True).redirect_chain[-1][0] == made.get_absolute_url()
    assert (
        client.get(f"/articles/{new.replaces.pk}/", follow=True).redirect_chain[0][0]
        == new.get_absolute_url()
    )
    assert [each.pk for each in Quote.objects.published()] == [made.pk]


@pytest.mark.parametrize("published", [publish, publish_whole])
def test_a_quote_that_is_not_ready_takes_no_place(new, published):
    old = make_quote("Peace is near,", article=new.replaces)
    (made,) = carry_over(new)
    made.attributions.all().delete()
    assert published(made)
    assert Quote.objects.get(pk=old.pk).status == "published"


def test_no_quote_takes_the_place_of_one_that_its_article_does_not_replace(new):
    other = make_quote("Peace is near,", article=make_article("“Peace is near,” Bob said."))
    made = make_quote("Peace is near,", article=new, status="review", carried_from=other)
    assert publish(made) == []
    assert Quote.objects.get(pk=other.pk).status == "published"


def test_the_publisher_is_told_what_a_quote_takes_the_place_of(new):
    old = make_quote("Peace is near,", article=new.replaces)
    (made,) = carry_over(new)
    assert f"once published, it takes the place of no. {old.pk}" in unusual(as_published([made.pk]))[made.pk]


def test_an_article_that_readers_never_saw_leads_nowhere(new, client):
    make_quote("Peace is near,", article=new)
    assert client.get(f"/articles/{new.replaces.pk}/").status_code == 404


def test_drafts_of_the_old_capture_go_on_in_the_new_one(new):
    make_quote("Peace is near,", article=new.replaces, status="draft")
    (made,) = carry_over(new)
    assert list(Quote.objects.all()) == [made]


def test_a_part_that_is_printed_otherwise_now_does_not_stop_the_words():
    old = make_article("“Peace is near,” Ada declared.")
    quote = make_quote("Peace is near,", article=old, cue="declared")
    new = make_article("“Peace is near,” Ada said.", replaces=old)
    assert compare(new).gone == []
    (made,) = carry_over(new)
    assert (made.text, made.cue, made.carried_from) == (quote.text, "", quote)
