"""A corrected publication date: open proposals follow it, drafts are asked about."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from archive.editing.proposals.drafting import accept
from archive.editing.proposals.said_dates import settle
from archive.editing.proposals.store import found, run_intake
from archive.models import Quote
from tests.builders import make_article

pytestmark = pytest.mark.django_db
RAW = "Ministers meet in the capital\n\n“The talks went well and will go on,” Ada Lovelace said on Monday.\n"


@pytest.fixture
def article():
    article = make_article(RAW)
    run_intake(article)
    return article


@pytest.fixture
def draft(article):
    return accept(article.proposals.get(), User.objects.create_user("eve"), ["nobody"])


def publish_on(article, day):
    article.published_on = day
    article.save()
    run_intake(article, add=False)
    return article.proposals.get()


def test_an_open_proposal_is_dated_again(article):
    assert found(article.proposals.get()).said.latest == date(2024, 6, 17)
    assert found(publish_on(article, date(2024, 6, 28))).said.latest == date(2024, 6, 24)


@pytest.mark.parametrize("day", [date(2024, 6, day) for day in range(14, 22)])
def test_nothing_is_said_after_publication(article, day):
    assert found(publish_on(article, day)).said.latest <= day


def test_without_a_date_of_publication_the_phrase_stays_and_the_day_is_unknown(article):
    said = found(publish_on(article, None)).said
    assert (said.precision, said.phrase.of(RAW)) == ("unknown", "on Monday")


def test_a_draft_is_offered_its_new_date_and_keeps_the_old(article, draft):
    assert publish_on(article, date(2024, 6, 28)).redated["latest"] == "2024-06-24"
    assert Quote.objects.get().said_latest == date(2024, 6, 17)


def test_the_offer_is_taken_over_when_an_editor_says_so(article, draft):
    settle(publish_on(article, date(2024, 6, 28)), take=True)
    assert Quote.objects.get().said_latest == date(2024, 6, 24)
    assert article.proposals.get().redated is None


def test_what_is_left_as_it_is_is_not_asked_about_again(article, draft):
    settle(publish_on(article, date(2024, 6, 28)), take=False)
    run_intake(article)
    assert article.proposals.get().redated is None
    assert Quote.objects.get().said_latest == date(2024, 6, 17)


def test_an_editors_own_date_is_never_asked_about(article, draft):
    Quote.objects.update(said_earliest=date(2024, 6, 16), said_latest=date(2024, 6, 16), said_basis="editor")
    assert publish_on(article, date(2024, 6, 28)).redated is None


def test_a_published_quote_is_not_asked_about(article, draft):
    Quote.objects.update(status="withdrawn", withdrawn_reason="r")
    assert publish_on(article, date(2024, 6, 28)).redated is None
