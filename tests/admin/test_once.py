"""What seems to be there already is said before it is saved."""

import pytest
from django.urls import reverse

from archive.models import Article, Organisation, Speaker
from tests.admin.forms import text, values
from tests.builders import make_article, make_organisation, make_speaker


def add(client, model, **given):
    url = reverse(f"admin:archive_{model}_add")
    return client.post(url, values(client.get(url)) | given, follow=True)


@pytest.mark.parametrize("name", ["kim jong un", "Kim Jongun", "KIM JONG-UN"])
def test_a_speaker_of_the_same_folded_name_is_told_with_a_link(editor, name):
    known = make_speaker("Kim Jong-un")
    given = {"name": name, "type": "person"}
    page = text(add(editor, "speaker", **given))
    assert reverse("admin:archive_speaker_change", args=[known.pk]) in page
    assert Speaker.objects.count() == 1
    add(editor, "speaker", **given, _anyway="1")
    assert Speaker.objects.count() == 2


def test_an_organisation_by_another_spelling_is_told(editor):
    make_organisation("World Health Organisation", other_names=["W.H.O."])
    assert "Is it there already?" in text(add(editor, "organisation", name="world-health organisation"))
    assert Organisation.objects.count() == 1


def test_a_page_of_the_same_address_is_told(editor):
    make_article("One text.\n", url="https://example.org/a")
    given = {"title": "Again", "raw_text": "Another text.\n", "url": "https://example.org/a"}
    assert "Is it there already?" in text(add(editor, "article", **given))
    assert Article.objects.count() == 1


def test_a_name_like_no_other_is_saved_at_once(editor):
    make_speaker("Kim Jong-un")
    add(editor, "speaker", name="Kim Jong", type="person")
    assert Speaker.objects.count() == 2
