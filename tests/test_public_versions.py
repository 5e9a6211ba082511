"""What readers are told of versions: 1 is the first publication, and each number after it is something they could have seen."""

import pytest
from django.db import transaction

from archive.models import Attribution, Quote
from tests.builders import make_quote, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


def version(quote):
    return Quote.objects.get(pk=quote.pk).public_version


def change(quote, **values):
    """As the desk saves it: all that changes in one transaction."""
    row = Quote.objects.get(pk=quote.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_readers_versions_begin_with_the_first_publication():
    quote = make_quote(status="draft")
    change(quote, public_note="Better.")
    assert version(quote) == 0
    change(quote, status="published")
    assert version(quote) == 1
    change(quote, internal_note="Nobody sees this.")
    assert version(quote) == 1


def test_what_readers_could_see_is_counted_once_a_transaction():
    quote = make_quote()
    with transaction.atomic():
        Attribution.objects.filter(quote=quote).update(speaker=make_speaker("Bob"))
        change(quote)
        change(quote, public_note="It was Bob.")
    assert version(quote) == 2
    change(quote, status="withdrawn", withdrawn_reason="Misheard")
    assert version(quote) == 2
    change(quote, status="published")
    assert version(quote) == 3


def test_pages_citations_and_addresses_tell_readers_versions(client):
    quote = make_quote()
    change(quote, public_note="It was a whisper.")
    page = client.get(quote.get_absolute_url()).content.decode()
    assert "<small>version 2</small>" in page
    assert f"/q/{quote.pk}@2" in page
    old = client.get(f"/q/{quote.pk}@1", follow=True).content.decode()
    assert f"Quote {quote.pk} as version 1 had it" in old
    assert "version 2</a>" in old
