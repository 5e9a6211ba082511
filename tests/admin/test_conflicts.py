import re
import threading

import pytest
from django.db import connection
from django.urls import reverse

from archive.models import Article, Attribution, Quote, Role, Speaker
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_quote, make_speaker
from tests.html import errors, text, values


def url(row):
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize(
    ("make", "field", "model"),
    [
        (lambda: make_quote(status="draft"), "public_note", Quote),
        (make_article, "byline", Article),
        (make_speaker, "description", Speaker),
        (lambda: Role.objects.create(speaker=make_speaker(), title="Minister"), "title", Role),
    ],
)
def test_the_second_of_two_editors_sees_both_texts_and_keeps_hers(editor, publisher, make, field, model):
    row = make()
    first, second = values(editor.get(url(row))), values(publisher.get(url(row)))
    editor.post(url(row), first | {field: "Eddie's text"})
    page = publisher.post(url(row), second | {field: "Pia's text"})
    assert "<td>Eddie&#x27;s text</td><td>Pia&#x27;s text</td>" in text(page)
    assert "eddie saved while you were editing" in text(page)
    assert getattr(model.objects.get(pk=row.pk), field) == "Eddie's text"
    assert publisher.post(url(row), values(page)).status_code == 302
    assert getattr(model.objects.get(pk=row.pk), field) == "Pia's text"


def test_rows_that_the_other_removed_or_added_come_up_too(editor, publisher):
    quote = make_quote(status="draft")
    mine = values(publisher.get(url(quote))) | {"public_note": "Mine"}
    bob = make_speaker("Bob")
    Attribution.objects.all().delete()
    Attribution.objects.create(quote=quote, speaker=bob)
    Quote.objects.update(public_note="Theirs")
    page = publisher.post(url(quote), mine)
    theirs = f"Bob (no. {bob.pk}), position 0, printed in the article"
    assert f"<td>{theirs}</td><td>{theirs}<br>Ada" in text(page)
    assert errors(publisher.post(url(quote), values(page))) == []
    assert {each.speaker.name for each in quote.attributions.all()} == {"Ada Lovelace", "Bob"}


def taken(page):
    told = re.search("Taken over from what is stored now: (.+?)\\.</p>", text(page))
    return set(told[1].split(", ")) if told else set()


# What was opened is told by when a transaction began: here each save needs one of its own.
@pytest.mark.django_db(transaction=True)
def test_a_field_that_only_the_first_changed_keeps_what_she_stored():
    editor, publisher = (logged_in(make_user(*who)) for who in (("eddie", "Editor"), ("pia", "Publisher")))
    quote = make_quote("Peace is near", status="draft")
    first, second = values(editor.get(url(quote))), values(publisher.get(url(quote)))
    editor.post(url(quote), first | {"kind": "indirect", "words": "Peace", "said_note": "theirs"})
    page = publisher.post(url(quote), second | {"public_note": "An interpreter spoke.", "said_note": "mine"})
    assert "<td>theirs</td><td>mine</td>" in text(page)
    assert taken(page) == {"Kind", "Words"}
    assert publisher.post(url(quote), values(page)).status_code == 302
    quote = Quote.objects.get()
    assert (quote.kind, quote.text) == ("indirect", "Peace")
    assert (quote.public_note, quote.said_note) == ("An interpreter spoke.", "mine")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mine", [{}, {"attributions-0-role_printed": "minister"}])
def test_a_speaker_corrected_meanwhile_comes_back_only_if_the_row_was_changed_too(mine):
    editor, publisher = (logged_in(make_user(*who)) for who in (("eddie", "Editor"), ("pia", "Publisher")))
    quote, bob = make_quote(status="draft"), make_speaker("Bob")
    first, second = values(editor.get(url(quote))), values(publisher.get(url(quote)))
    editor.post(url(quote), first | {"attributions-0-speaker": bob.pk})
    page = publisher.post(url(quote), second | {"public_note": "An interpreter spoke."} | mine)
    assert taken(page) == (set() if mine else {"attributions"})
    assert publisher.post(url(quote), values(page)).status_code == 302
    assert Attribution.objects.get().speaker.name == ("Ada Lovelace" if mine else "Bob")
    assert Quote.objects.get().public_note == "An interpreter spoke."


@pytest.mark.django_db(transaction=True)
def test_a_speaker_that_was_removed_meanwhile_stays_away_if_nobody_changed_it():
    editor, publisher = (logged_in(make_user(*who)) for who in (("eddie", "Editor"), ("pia", "Publisher")))
    quote, bob = make_quote(status="draft"), make_speaker("Bob")
    Attribution.objects.create(quote=quote, speaker=bob, position=1)
    first, second = values(editor.get(url(quote))), values(publisher.get(url(quote)))
    editor.post(url(quote), first | {"attributions-1-DELETE": "on"})
    page = publisher.post(url(quote), second | {"public_note": "An interpreter spoke."})
    assert publisher.post(url(quote), values(page)).status_code == 302
    assert Attribution.objects.get().speaker.name == "Ada Lovelace"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mine", [{}, {"attributions-0-role_printed": "minister"}])
def test_a_speaker_corrected_meanwhile_is_not_put_back_unseen_from_a_card(mine):
    editor, publisher = (logged_in(make_user(*who)) for who in (("eddie", "Editor"), ("pia", "Publisher")))
    quote, bob = make_quote(status="draft"), make_speaker("Bob")
    card = f"{reverse('admin:archive_article_review', args=[quote.article_id])}?at={quote.pk}&edit=1"
    first, second = values(editor.get(url(quote))), values(publisher.get(card))
    editor.post(url(quote), first | {"attributions-0-speaker": bob.pk})
    page = publisher.post(card, second | {"public_note": "An interpreter spoke."} | mine)
    assert ('<th scope="row">Attributions</th>' in text(page)) is bool(mine)
    assert publisher.post(card, values(page)).status_code == 302
    assert Attribution.objects.get().speaker.name == ("Ada Lovelace" if mine else "Bob")


def test_a_role_changed_elsewhere_is_not_overwritten_from_its_speakers_page(editor):
    role = Role.objects.create(speaker=make_speaker(), title="Minister")
    stale = values(editor.get(url(role.speaker)))
    Role.objects.update(title="Prime minister")
    page = editor.post(url(role.speaker), stale | {"roles-0-title": "Minister of Tests"})
    assert "Prime minister" in text(page)
    assert Role.objects.get().title == "Prime minister"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("editors", [6, pytest.param(50, marks=pytest.mark.drill)])
def test_of_parallel_saves_exactly_one_wins(editors):
    quote = make_quote(status="draft")
    client = logged_in(make_user("eddie", "Editor"))
    form = values(client.get(url(quote)))
    codes = []

    def save(number):
        codes.append(client.post(url(quote), form | {"public_note": f"Text {number}"}).status_code)
        connection.close()

    threads = [threading.Thread(target=save, args=[number]) for number in range(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] * (editors - 1) + [302]
