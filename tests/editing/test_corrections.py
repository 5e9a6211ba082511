import pytest

from archive.editing.corrections import correct, seen
from archive.models import Attribution, Quote
from tests.builders import add_span, make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db
TEXT = "Title\n\nNorth Korea denied the secret arms deals of May.\n"


def reported(kind="indirect"):
    speaker = make_speaker("Government of North Korea", type="organisation")
    quote = make_quote("secret arms", speaker, article=make_article(TEXT), cue="denied", kind=kind)
    add_span(quote, "North Korea", "speaker")
    return quote


def longer(quote):
    span = quote.spans.get(part="words")
    quote.spans.filter(pk=span.pk).update(end=span.end + len(" deals"), text="secret arms deals")
    Quote.objects.filter(pk=quote.pk).update(text="secret arms deals")


@pytest.mark.parametrize("kind", ["indirect", "mixed"])
def test_words_of_reported_speech_are_corrected_with_speaker_and_verb(kind):
    quote = reported(kind)
    before = seen(quote)
    longer(quote)
    [note] = correct(quote, before, "Cut off")
    assert (note.changed, note.old, note.new) == (
        "words as reported",
        "North Korea denied … secret arms",
        "North Korea denied … secret arms deals",
    )
    note.refresh_from_db()
    assert (note.before, note.after) == (note.old, note.new)


def test_words_of_a_direct_quote_stand_alone():
    quote = reported("direct")
    before = seen(quote)
    longer(quote)
    [note] = correct(quote, before, "Cut off")
    assert (note.changed, note.before, note.after) == ("words", "secret arms", "secret arms deals")


def test_another_verb_or_speaker_is_no_change_of_the_words():
    quote = reported()
    before = seen(quote)
    quote.spans.filter(part="cue").update(start=TEXT.index("the "), end=TEXT.index("the ") + 3, text="the")
    Attribution.objects.filter(quote=quote).update(speaker=make_speaker("Bob"))
    assert {note.changed for note in correct(quote, before, "Misread")} == {"cue", "speaker"}


def test_bare_words_of_an_older_note_are_shown_with_speaker_and_verb():
    quote = reported()
    note = quote.corrections.create(changed="words", old="arms", new="", reason="Misread")
    assert note.before == "[Government of North Korea, denied:] arms"
    assert note.after == ""
