"""Which published quotes show a row: what decides who may change it."""

import pytest

from archive.editing.shown import is_shown, quotes_showing
from archive.models import Occasion, Organisation, Outlet, Role, Speaker, SpeakerName, Statement
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)

pytestmark = pytest.mark.django_db

ROWS = {
    "article": lambda quote: quote.article,
    "outlet": lambda quote: quote.article.outlet,
    "agency": lambda quote: quote.article.agency,
    "speaker": lambda quote: quote.attributions.get().speaker,
    "role": lambda quote: quote.attributions.get().role,
    "the organisation of a role": lambda quote: quote.attributions.get().role.organisation,
    "the country of a role": lambda quote: quote.attributions.get().role.country,
    "the organisation of the outlet": lambda quote: quote.article.outlet.organisation,
    "its parent": lambda quote: quote.article.agency.parent,
    "a merged name": lambda quote: Speaker.objects.get(name="Countess of Lovelace"),
    "a name of the merged": lambda quote: SpeakerName.objects.get(name="A. A. L."),
    "a role that no quote prints": lambda quote: Role.objects.get(title="Mathematician"),
    "a role of the merged": lambda quote: Role.objects.get(title="Countess"),
    "the organisation of such a role": lambda quote: Organisation.objects.get(name="The Peerage"),
    "occasion": lambda quote: quote.occasion,
    "statement": lambda quote: quote.statement,
}


def make_all(status):
    ada = make_speaker()
    countess = make_speaker("Countess of Lovelace", canonical=ada)
    SpeakerName.objects.create(speaker=countess, name="A. A. L.")
    ministry = make_organisation()
    role = Role.objects.create(speaker=ada, title="Minister", organisation=ministry, country=make_country())
    Role.objects.create(speaker=ada, title="Mathematician")
    Role.objects.create(speaker=countess, title="Countess", organisation=make_organisation("The Peerage"))
    agency = make_organisation("Wire", parent=make_organisation("Wires of the World"))
    outlet = make_outlet(organisation=make_organisation("Post Holding"))
    return make_quote(
        speaker=ada,
        attribution={"role": role},
        article=make_article(outlet=outlet, agency=agency),
        occasion=Occasion.objects.create(name="A briefing", kind="briefing"),
        statement=Statement.objects.create(basis="wording"),
        status=status,
    )


@pytest.mark.parametrize("name", ROWS)
def test_what_readers_see_is_known_by_the_quotes_that_show_it(name):
    quote = make_all("published")
    assert list(quotes_showing(ROWS[name](quote))) == [quote]


@pytest.mark.parametrize("name", ROWS)
def test_drafts_show_nothing(name):
    assert not is_shown(ROWS[name](make_all("draft")))


def test_a_new_role_of_somebody_who_is_shown_would_be_shown():
    quote = make_quote()
    assert is_shown(Role(speaker=quote.attributions.get().speaker, title="Dictator for life"))
    assert not is_shown(Role(speaker=make_speaker("Bob"), title="Minister"))


def test_what_nothing_leads_to_is_not_shown():
    make_all("published")
    rows = [Organisation.objects.create(name="New"), Outlet.objects.create(name="New"), make_speaker("Bob")]
    assert not any(map(is_shown, rows))
