import pytest
from django.contrib.auth.models import User

from archive.editing.history import changes_of
from archive.editing.record.deciding import decide
from archive.editing.versions import revert, seen_at
from archive.models import Attribution, Correction, Match, Outlet, Quote, Speaker, SpeakerName
from tests.builders import make_article, make_outlet, make_quote, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


def last_change(obj):
    return changes_of(obj)[0].at


def test_a_quote_goes_back_with_its_rows():
    quote = make_quote(status="draft")
    then = last_change(quote)
    Attribution.objects.update(speaker=make_speaker("Bob"))
    Quote.objects.update(public_note="Changed.")
    assert revert(Quote.objects.get(), then) == []
    assert (Quote.objects.get().public_note, Attribution.objects.get().speaker.name) == ("", "Ada Lovelace")


def test_going_back_leaves_decided_passages_and_both_sides_tell_who_decided():
    quote, turn = make_quote(status="draft"), make_quote("Peace is near, I think")
    then = last_change(quote)
    match = Match.objects.create(quote=quote, turn=turn, start=1, end=9, kept=3, words=3, score=1)
    decide(match, "confirmed", User.objects.create_superuser("grace"))
    for side in (quote, turn):
        told = next(each for each in changes_of(side) if each.what == "match")
        assert (told.who, told.verb) == ("grace", "changed")
        assert ("Proposed", "Confirmed") in [(old, new) for _, old, new in told.fields]
    Quote.objects.filter(pk=quote.pk).update(public_note="Changed.")
    assert revert(Quote.objects.get(pk=quote.pk), then) == []
    assert Match.objects.get().state == "confirmed"


def test_removed_rows_come_back_and_new_ones_go():
    speaker = make_speaker()
    SpeakerName.objects.create(speaker=speaker, name="Augusta")
    then = last_change(speaker)
    SpeakerName.objects.all().delete()
    SpeakerName.objects.create(speaker=speaker, name="Byron")
    revert(speaker, then)
    assert [name.name for name in SpeakerName.objects.all()] == ["Augusta"]


def test_what_readers_saw_then_can_be_told():
    quote = make_quote()
    then = last_change(quote)
    Attribution.objects.update(speaker=make_speaker("Bob"))
    assert seen_at(quote, then)["speaker"].text == "Ada Lovelace"


def test_what_was_seen_keeps_the_names_and_places_of_then():
    quote = make_quote(article=make_article(outlet=make_outlet("Morning News")))
    then = last_change(quote)
    Outlet.objects.update(name="Evening News")
    Speaker.objects.update(name="Ada Byron")
    before = seen_at(quote, then)
    assert (before["speaker"].text, before["outlet"].text) == ("Ada Lovelace", "Morning News")


def test_going_back_on_a_published_quote_is_a_correction():
    quote = make_quote()
    then = last_change(quote)
    Quote.objects.update(public_note="Wrong.")
    assert revert(Quote.objects.get(), then) == [
        "Say why: what was published is changed with a public reason."
    ]
    assert revert(Quote.objects.get(), then, "The note was wrong.") == []
    assert [(each.old, each.new) for each in Correction.objects.all()] == [("Wrong.", "")]


def test_what_no_longer_fits_is_refused_whole():
    bob = make_speaker("Bob")
    quote = make_quote(status="draft", speaker=bob)
    then = last_change(quote)
    Attribution.objects.update(speaker=make_speaker())
    bob.delete()
    assert "no longer fits" in revert(Quote.objects.get(), then)[0]
    assert Attribution.objects.get().speaker.name == "Ada Lovelace"


def test_history_names_what_it_points_to():
    quote = make_quote(status="draft")
    ada = quote.attributions.get().speaker
    other = Speaker.objects.create(name=ada.name)
    Attribution.objects.update(speaker=other)
    told = [(old, new) for _, old, new in changes_of(quote)[0].fields]
    assert told == [(f"Ada Lovelace (no. {ada.pk})", f"Ada Lovelace (no. {other.pk})")]
