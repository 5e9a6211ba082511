"""Organisations and outlets that were entered twice become one, and readers are told."""

import pytest
from django.urls import reverse

from archive.models import Correction, Organisation, Outlet, PlaceMerge
from tests.admin.forms import errors, text
from tests.builders import make_article, make_organisation, make_outlet, make_quote


def page(place):
    return reverse(f"admin:archive_{place._meta.model_name}_merge", args=[place.pk])


def merge(client, place, into, reason="It is one ministry."):
    return client.post(page(place), {"into": into.pk, "reason": reason})


@pytest.fixture
def two(db):
    return make_organisation("Belarus's Defence Ministry"), make_organisation(
        "Ministry of Defence of Belarus"
    )


def test_what_named_the_one_names_the_other_and_is_corrected(publisher, two, client):
    old, new = two
    quote = make_quote(attribution={"organisation": old}, via=[old])
    address = old.get_absolute_url()
    assert "1 published quotes" in text(publisher.get(page(old)))
    merge(publisher, old, new)
    assert quote.attributions.get().organisation == new
    assert quote.via.get().organisation == new
    assert Organisation.objects.get().other_names == ["Belarus's Defence Ministry"]
    assert {each.changed for each in Correction.objects.all()} == {"speaker", "reported via"}
    assert client.get(address)["Location"] == new.get_absolute_url()


def test_outlets_merge_with_their_articles(publisher, client):
    old, new = make_outlet("Times Hub"), make_outlet("The Times Hub News")
    quote = make_quote(article=make_article("Talks\n\n“Peace is near,” Ada said.\n", outlet=old))
    merge(publisher, old, new, "Renamed.")
    assert list(Outlet.objects.all()) == [new]
    assert Correction.objects.get(quote=quote).changed == "outlet"


def test_without_a_reason_or_with_itself_nothing_merges(publisher, two):
    old, new = two
    assert errors(merge(publisher, old, new, " "))
    assert "another one than itself" in errors(merge(publisher, old, old))[0]
    assert Organisation.objects.count() == 2


def test_an_editor_merges_nothing(editor, two):
    assert merge(editor, *two).status_code == 403
    assert not PlaceMerge.objects.exists()
