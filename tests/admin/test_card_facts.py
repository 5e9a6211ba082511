"""Facts on a proposal's card: taken over, left out, or given otherwise, without another page."""

from datetime import date

import pytest
from django.urls import reverse

from archive.models import Quote, Role, Speaker
from tests.builders import make_article, make_country, make_proposal, make_speaker
from tests.html import text, values

RAW = "Talks\n\n“Peace is near,” minister Ada Lovelace said on Monday.\n"


@pytest.fixture
def proposal(db):
    """All its facts are sure."""
    found = make_proposal(make_article(RAW))
    start = RAW.index("minister")
    content = found.content
    content["affiliation"] = {
        "role": [start, start + 8],
        "organisation": None,
        "countries": [make_country().code],
    }
    content["sure"] |= {"role": "high", "country": "high"}
    found.save()
    return found


def card(client, proposal):
    return client.get(reverse("admin:archive_article_proposals", args=[proposal.article_id]))


def accept(client, proposal, **changes):
    sent = values(card(client, proposal)) | {"who-0": "new", "take": ["role", "country"]} | changes
    return client.post(reverse("admin:archive_proposal_accept", args=[proposal.pk]), sent, follow=True)


def drafted():
    row = Quote.objects.get().attributions.get()
    return str(row.speaker), row.role_printed, row.country_id


def test_what_is_sure_is_ticked_and_taken_over(editor, proposal):
    shown = text(card(editor, proposal))
    assert shown.count('data-key="r" checked') == 1
    assert "sure 98 of 100, likely 9 of 10, check it half or more, doubtful less than half" in shown
    accept(editor, proposal)
    assert drafted() == ("Ada Lovelace", "minister", "US")
    assert Speaker.objects.get().sort_name == "Lovelace, Ada"


def test_a_statement_without_a_day_is_offered_the_one_it_can_be_no_later_than(editor, proposal):
    assert "on or shortly before 20 June 2024, when it was published" in text(card(editor, proposal))
    accept(editor, proposal)
    quote = Quote.objects.get()
    assert (quote.said_earliest, quote.said_latest, quote.dated) == (None, date(2024, 6, 20), False)


def test_a_fact_whose_tick_is_taken_away_stays_out(editor, proposal):
    accept(editor, proposal, take=["role"])
    assert drafted() == ("Ada Lovelace", "minister", None)


def test_role_country_and_day_are_given_otherwise(editor, proposal):
    make_country("KP", "North Korea", other_names=["DPRK"])
    accept(editor, proposal, role="near", country="dprk", day="2024-06-17")
    assert drafted() == ("Ada Lovelace", "near", "KP")
    quote = Quote.objects.get()
    assert (quote.said_latest, quote.said_basis, quote.role_phrase) == (date(2024, 6, 17), "editor", "near")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"country": "Atlantis"}, "is no one country"),
        ({"day": "2030-01-01"}, "nothing in it was said later"),
        ({"day": "June"}, "is no day"),
        ({"who-0": "other", "other-0": ""}, "Type the name"),
        ({"role": "minis\u202eter"}, "nobody sees"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_made(editor, proposal, changes, told):
    assert told in text(accept(editor, proposal, **changes))
    assert not Quote.objects.exists()
    assert not Speaker.objects.exists()


def test_somebody_else_is_whom_the_list_offers_the_one_of_that_name_or_new(editor, proposal):
    known = make_speaker("Bob Roe")
    accept(editor, proposal, **{"who-0": "other", "other-0": "Bob Roe", "other-id-0": str(known.pk)})
    assert drafted()[0] == "Bob Roe"
    assert Speaker.objects.count() == 1


def test_a_name_that_nobody_has_is_a_new_speaker(editor, proposal):
    accept(editor, proposal, **{"who-0": "other", "other-0": "Cy Young"})
    assert drafted()[0] == "Cy Young"
    assert Speaker.objects.get(name="Cy Young").sort_name == "Young, Cy"


def test_a_name_of_several_asks_which(editor, proposal):
    Speaker.objects.create(name="Bob Roe", description="one")
    Speaker.objects.create(name="Bob Roe", description="other")
    assert "Several are called" in text(accept(editor, proposal, **{"who-0": "other", "other-0": "Bob Roe"}))


def test_the_role_becomes_an_office_once(editor, proposal):
    accept(editor, proposal, office="1")
    role = Role.objects.get()
    assert (role.title, role.country_id, str(role.speaker)) == ("minister", "US", "Ada Lovelace")
    assert Quote.objects.get().attributions.get().role == role


@pytest.mark.parametrize(
    ("since", "start", "precision"),
    [
        ("2019", "2019-01-01", "year"),
        ("June 2019", "2019-06-01", "month"),
        ("2019-06-03", "2019-06-03", "day"),
        ("", "None", "unknown"),
    ],
)
def test_an_office_begins_when_somebody_knows(editor, proposal, since, start, precision):
    accept(editor, proposal, office="1", since=since)
    role = Role.objects.get()
    assert (str(role.start), role.start_precision) == (start, precision)


def test_an_office_that_began_no_day_or_too_late_is_none(editor, proposal):
    for since in ("soon", "31 February 2019", "3/4/2019", "0024-01-01"):
        assert "Since when?" in text(accept(editor, proposal, office="1", since=since)), since
    assert "The office began after the article" in text(
        accept(editor, proposal, office="1", since="2024-06-21")
    )
    assert not Quote.objects.exists()
