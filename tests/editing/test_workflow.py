from datetime import UTC, datetime

import pghistory
import pytest

from archive.editing.confirming import listed, read
from archive.editing.workflow import STEPS, authors, steps_for, take, take_all
from archive.models import Quote
from tests.admin.conftest import make_user
from tests.builders import make_article, make_organisation, make_quote, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def eddie(db):
    return make_user("eddie", "Editor")


@pytest.fixture
def pia(db):
    return make_user("pia", "Publisher")


def status(quote):
    return Quote.objects.get(pk=quote.pk).status


def all_listed():
    return read(listed(Quote.objects.with_sources()))


def test_an_editor_submits_and_a_publisher_publishes(eddie, pia):
    quote = make_quote(status="draft")
    assert take(STEPS["submit"], quote, eddie) == []
    assert take(STEPS["publish"], quote, pia) == []
    assert status(quote) == "published"


def test_an_editor_cannot_publish_return_or_withdraw(eddie):
    quotes = [make_quote(status="review"), make_quote(status="published")]
    offered = {step.name for quote in quotes for step in steps_for(quote, eddie)}
    assert offered == set()
    assert take(STEPS["publish"], quotes[0], eddie)


def test_publishing_says_all_that_is_missing_at_once(pia):
    article = make_article("Headline\n\nThe deal was dead, Bob denied.\n")
    quote = Quote.objects.create(article=article, kind="indirect", status="draft")
    problems = take(STEPS["publish"], quote, pia)
    assert [problem.split(":")[0] for problem in problems] == [
        "It has no words",
        "Nobody is named as its speaker",
        "It has no reporting verb, without which reported speech can mean its opposite",
    ]


def test_a_moved_anchor_stops_publication(pia):
    quote = make_quote(status="draft")
    quote.spans.filter(part="words").update(text="Peace is far")
    assert "not what the article holds there" in take(STEPS["publish"], quote, pia)[0]


def test_a_headline_is_never_published(pia):
    assert take(STEPS["publish"], make_quote(kind="headline", status="draft"), pia)


def test_withdrawing_needs_a_public_reason(pia):
    quote = make_quote()
    assert take(STEPS["withdraw"], quote, pia) == ["Give the public reason."]
    assert take(STEPS["withdraw"], quote, pia, "Misattributed.") == []
    assert Quote.objects.get(pk=quote.pk).withdrawn_reason == "Misattributed."


def test_a_returned_quote_carries_the_note(pia):
    quote = make_quote(status="review", internal_note="See p. 2")
    take(STEPS["return"], quote, pia, "The cue is missing.")
    quote.refresh_from_db()
    assert (quote.status, quote.internal_note) == ("draft", "Returned: The cue is missing.\nSee p. 2")


def test_a_step_on_a_version_that_changed_is_refused(pia):
    quote = make_quote(status="review")
    Quote.objects.filter(pk=quote.pk).update(public_note="Changed meanwhile.")
    assert "Somebody changed it" in take(STEPS["publish"], quote, pia, version=quote.version)[0]


def test_many_go_through_and_the_unready_stay(pia):
    ready, unready = make_quote(status="review"), make_quote(kind="headline", status="review")
    outcomes = take_all(STEPS["publish"], [ready, unready], pia, "", all_listed())
    assert [not problems for _, problems in outcomes] == [True, False]
    assert (status(ready), status(unready)) == ("published", "review")


def test_with_four_eyes_nobody_publishes_own_work(pia, settings):
    settings.FOUR_EYES = True
    with pghistory.context(user=pia.pk):
        quote = make_quote(status="review")
    assert take(STEPS["publish"], quote, pia) == [
        "You worked on it yourself: somebody else has to publish it."
    ]
    assert take(STEPS["publish"], quote, make_user("paul", "Publisher")) == []


def test_with_four_eyes_it_counts_who_wrote_not_what_the_request_was_called(pia, settings):
    settings.FOUR_EYES = True
    with pghistory.context(user=pia.pk, action="submit"):
        quote = make_quote(status="draft")
        assert take(STEPS["submit"], quote, pia) == []
    assert take(STEPS["publish"], quote, pia)


@pytest.mark.django_db(transaction=True)
def test_with_four_eyes_what_was_changed_while_it_was_public_counts(pia, eddie, settings):
    settings.FOUR_EYES = True
    quote = make_quote(status="review")
    assert take(STEPS["publish"], quote, pia) == []
    with pghistory.context(user=pia.pk):
        Quote.objects.update(public_note="Mine.")
    for step in ("withdraw", "reopen", "submit"):
        assert take(STEPS[step], quote, pia, "Once more.") == []
    assert take(STEPS["publish"], quote, pia)
    assert take(STEPS["publish"], quote, make_user("paul", "Publisher")) == []


def take_up_again(quote, user):
    for step in ("withdraw", "reopen", "submit"):
        assert take(STEPS[step], quote, user, "Once more.") == []


def ahead(quote):
    """As if all of it had been written while a clock was years ahead."""
    for part in (quote, *quote.spans.all(), *quote.attributions.all()):
        part.events.update(pgh_created_at=datetime(2090, 1, 1, tzinfo=UTC))


WRITE = {
    "the quote": lambda quote: Quote.objects.filter(pk=quote.pk).update(public_note="Mine."),
    "its words": lambda quote: quote.spans.filter(part="cue").update(text="lied"),
    "its speaker": lambda quote: quote.attributions.update(speaker=make_speaker("Countess")),
    "who passed it on": lambda quote: quote.via.create(organisation=make_organisation()),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", WRITE)
def test_with_four_eyes_no_clock_set_back_hides_who_wrote(pia, settings, what):
    settings.FOUR_EYES = True
    quote = make_quote(status="review")
    assert take(STEPS["publish"], quote, pia) == []
    ahead(quote)
    with pghistory.context(user=pia.pk):
        WRITE[what](quote)
    assert authors(quote) == {pia.pk}
    take_up_again(quote, pia)
    assert authors(quote) == {pia.pk}


@pytest.mark.django_db(transaction=True)
def test_with_four_eyes_who_wrote_before_it_was_published_may_publish_it_again(pia, settings):
    settings.FOUR_EYES = True
    with pghistory.context(user=pia.pk):
        quote = make_quote(status="review")
    assert authors(quote) == {pia.pk}
    assert take(STEPS["publish"], quote, make_user("paul", "Publisher")) == []
    take_up_again(quote, pia)
    assert authors(quote) == set()


def test_with_four_eyes_a_publisher_who_returned_it_may_publish_it(eddie, pia, settings):
    settings.FOUR_EYES = True
    with pghistory.context(user=eddie.pk):
        quote = make_quote(status="review")
    take(STEPS["return"], quote, pia, "Once more, please.")
    take(STEPS["submit"], quote, eddie)
    assert take(STEPS["publish"], quote, pia) == []


def test_the_queue_is_oldest_first(eddie):
    first, second = make_quote(status="draft"), make_quote(status="draft")
    take_all(STEPS["submit"], [second, first], eddie, "", all_listed())
    assert list(Quote.objects.in_review()) == [second, first]


def test_versions_are_counted_whoever_changes_a_row():
    quote = make_quote()
    quote.refresh_from_db()
    Quote.objects.filter(pk=quote.pk).update(public_note="a")
    Quote.objects.filter(pk=quote.pk).update(public_note="a")
    assert Quote.objects.get(pk=quote.pk).version == quote.version + 1
