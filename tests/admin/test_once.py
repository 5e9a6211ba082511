"""What seems to be there already is said before it is saved."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.models import Article, Correction, ImportJob, Organisation, Role, Speaker
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_organisation, make_quote, make_speaker
from tests.html import text, values

ADDED = {
    "speaker": lambda: {"name": "Ada", "type": "person"},
    "role": lambda: {"speaker": make_speaker().pk, "title": "Minister"},
    "statement": lambda: {"basis": "wording", "note": "One line."},
    "occasion": lambda: {"name": "A briefing", "kind": "briefing", "precision": "unknown"},
    "article": lambda: {"title": "Talks", "raw_text": "The talks went on.\n", "language": "en"},
}


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


def together(*sends):
    def run(send):
        try:
            return send().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(run, sends))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", ADDED)
def test_a_double_click_is_answered_twice_and_makes_one_row(model):
    given, rows = ADDED[model](), apps.get_model("archive", model).objects
    client, url = logged_in(make_user("eddie", "Editor")), reverse(f"admin:archive_{model}_add")
    form, before = values(client.get(url)) | given, rows.count()
    assert together(*[lambda: client.post(url, form)] * 3) == [302] * 3
    assert client.post(url, form).status_code == 302
    assert rows.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_tells_readers_once_of_what_it_changed():
    quote, other = make_quote(), make_quote("Peace is not far")
    client, sent = (
        logged_in(make_user("pia", "Publisher")),
        {"other": other.pk, "basis": "wording", "note": ""},
    )
    url = reverse("admin:archive_quote_wordings", args=[quote.pk])
    for unlinked in ({}, {"_unlink": "1"}):
        assert together(*[lambda form=sent | unlinked: client.post(url, form)] * 3) == [302] * 3
    assert sorted(Correction.objects.values_list("quote", flat=True)) == [quote.pk] * 2 + [other.pk] * 2


@pytest.mark.django_db(transaction=True)
def test_what_two_people_add_at_once_is_told_to_the_second():
    clients = [logged_in(make_user(name, "Editor")) for name in ("eddie", "emma")]
    url = reverse("admin:archive_speaker_add")
    forms = [values(each.get(url)) | {"name": "Ada", "type": "person"} for each in clients]
    sends = [lambda each=each: each[0].post(url, each[1]) for each in zip(clients, forms, strict=True)]
    assert sorted(together(*sends)) == [200, 302]
    assert Speaker.objects.count() == 1


def test_the_form_of_another_page_and_a_form_whose_row_was_deleted_make_a_row(editor):
    url, given = reverse("admin:archive_role_add"), ADDED["role"]()
    first, second = (values(editor.get(url)) | given for _ in range(2))
    for form in (first, second, first):
        editor.post(url, form)
    assert Role.objects.count() == 2
    Role.objects.all().delete()
    editor.post(url, first)
    assert Role.objects.count() == 1


def test_another_file_from_the_same_page_is_another_import(editor):
    url = reverse("admin:archive_importjob_add")
    form = values(editor.get(url))
    for data in (b'{"articles": []}', b'{"articles": []}', b'{"articles": [] }'):
        editor.post(url, form | {"file": SimpleUploadedFile("a.json", data)})
    assert ImportJob.objects.count() == 2


@pytest.mark.django_db
def test_what_is_sent_after_the_session_ended_comes_back_to_be_copied():
    answer = Client().post(reverse("admin:archive_speaker_add"), {"name": "Words that somebody typed"})
    assert answer.status_code == 403
    assert "Words that somebody typed" in text(answer)
