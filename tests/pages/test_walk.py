"""Every address that can be reached, and every one that must not be."""

import re
from html import unescape

import pytest
from django.test import Client

from archive.models import Article, Country, Occasion, Organisation, Outlet, Quote, Speaker, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


@pytest.fixture(scope="module")
def pages(loaded, django_db_blocker):
    """All pages that links without parameters lead to from the home page, by address."""
    found, ahead, client = {}, ["/"], Client()
    while ahead:
        address = ahead.pop()
        if address not in found:
            answer = client.get(address, follow=True)
            assert answer.status_code == 200, address
            found[address] = answer.content.decode()
            links = (unescape(link) for link in re.findall(r'href="(/[^"#?]*)', found[address]))
            ahead += [link for link in links if not link.startswith(("/static/", "/export/", "/feed/"))]
    return found


def test_every_public_row_has_a_page_that_links_lead_to_and_no_other_has(client, pages):
    for model in (Article, Country, Occasion, Organisation, Outlet, Quote, Speaker, Statement):
        public = model.objects.published() if model is Quote else model.objects.public()
        hidden = model.objects.exclude(pk__in=public.values("pk"))
        assert all(client.get(row.get_absolute_url()).status_code == 404 for row in hidden[:40]), model
        assert not {row.get_absolute_url() for row in hidden} & set(pages), model
        if model is not Speaker:
            assert {row.get_absolute_url() for row in public} <= set(pages), model


def test_no_page_names_a_speaker_who_occurs_only_in_drafts(pages):
    hidden = Speaker.objects.exclude(pk__in=Speaker.objects.public().values("pk"))
    organisations = Organisation.objects.public().values_list("name", flat=True)
    names = {str(speaker) for speaker in hidden} - set(organisations)
    assert "Unnamed some (observers)" in names
    everything = " ".join(unescape(page) for page in pages.values())
    assert not {name for name in names if f">{name}<" in everything}


def test_no_page_shows_what_only_editors_see(pages):
    notes = Quote.objects.exclude(internal_note="").values_list("internal_note", flat=True)
    everything = " ".join(unescape(page) for page in pages.values())
    assert notes
    assert not [note for note in notes if note in everything]
