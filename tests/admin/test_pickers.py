"""Pickers without scripts: a name or a number is typed; what is called so is listed."""

import pytest
from django.urls import reverse

from archive.models import Attribution, Role, Speaker
from tests.builders import make_country, make_quote, make_speaker
from tests.html import errors, text, values

ROLES = reverse("admin:archive_role_add")


def add(client, **given):
    return client.post(ROLES, values(client.get(ROLES)) | {"title": "Minister"} | given)


@pytest.mark.parametrize("typed", ["ada lovelace", "ADA  LOVELACE", "{pk}"])
def test_one_that_is_called_so_is_chosen(editor, typed):
    ada = make_speaker()
    make_speaker("Ada Lovelace-Byron")
    make_country("RU", "Russia")
    make_country()
    add(editor, **{"speaker-called": typed.format(pk=ada.pk), "country-called": "us"})
    assert Role.objects.values_list("speaker", "country").get() == (ada.pk, "US")


def test_of_several_the_list_holds_all_and_nothing_is_saved(editor):
    both = [Speaker.objects.create(name="Kim Jong-un", description=each) for each in ("one", "other")]
    page = add(editor, **{"speaker-called": "kim jong un"})
    assert "choose one" in errors(page)[0]
    assert all(f'<option value="{each.pk}">Kim Jong-un ({each.description})' in text(page) for each in both)
    add(editor, speaker=both[1].pk)
    assert Role.objects.get().speaker == both[1]


@pytest.mark.parametrize("typed", ["Nobody", "999999", "0", "x" * 5000, "%", "' OR 1=1"])
def test_what_nobody_is_called_is_told_also_where_a_choice_is_optional(editor, typed):
    page = add(editor, speaker=make_speaker().pk, **{"country-called": typed})
    assert "choose one" in errors(page)[0]
    assert not Role.objects.exists()


def test_the_speaker_of_a_quote_is_typed(editor):
    quote, bob = make_quote(status="draft"), make_speaker("Bob")
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    editor.post(url, values(editor.get(url)) | {"attributions-0-speaker-called": "bob"})
    assert Attribution.objects.get().speaker == bob


def test_a_key_of_another_kind_is_no_choice_and_no_error(editor):
    for sent in ["US", "12", "-1", "²", "9" * 30, "x"]:
        page = add(editor, speaker=sent, country=sent, organisation=sent)
        assert page.status_code == 200, sent
        assert not Role.objects.exists(), sent
