"""Deciding which passage of a transcript a quote is, and what readers see of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from archive.editing.record.proposing import seek_some
from archive.models import Article, Match, Occasion, Quote, Sought, Speaker
from archive.search.index.building import build
from tests.builders import make_quote, make_speaker
from tests.html import text, values
from tests.transcripts import make_turns

HINGES = "eleven of all the hinges were replaced in the autumn"
URL = "/admin/archive/quote/matches/"


@pytest.fixture
def match(index):
    make_turns()
    make_quote(HINGES, translated="back")
    build()
    while seek_some():
        pass
    return Match.objects.get()


def decide(client, match, name):
    return client.post(reverse("admin:archive_quote_match", args=[match.pk, name]), follow=True)


def by_who_says_it_there(match):
    """The quote is attributed to the speaker of the turn."""
    match.quote.attributions.update(speaker=match.turn.attributions.get().speaker)


def page(client, match):
    return text(client.get(match.quote.get_absolute_url()))


def test_the_desk_shows_both_sides_and_the_measure(publisher, match):
    shown = text(publisher.get(URL))
    assert HINGES in shown
    assert "9 of 10 words as in the transcript" in shown
    assert "[left out: </span>fourteen" in shown


def test_the_desk_says_what_speaks_against_a_passage(publisher, match):
    days = abs(match.quote.said_latest - match.turn.said_latest).days
    shown = text(publisher.get(URL)).replace("&#x27;", "'")
    assert f"Said by another speaker. Said {days} days before the report's day." in shown
    match.turn.attributions.update(speaker=match.quote.attributions.get().speaker)
    day = match.turn.said_latest
    Quote.objects.filter(pk=match.quote_id).update(said_earliest=day, said_latest=day)
    assert "errornote" not in text(publisher.get(URL))


def test_of_one_occasion_the_desk_claims_no_day_and_takes_nothing_for_sure_that_is_weeks_apart(
    publisher, match
):
    by_who_says_it_there(match)
    occasion = Occasion.objects.create(name="Summit", kind="conference")
    Match.objects.update(exact=True, kept=12, words=12)
    turn_day = match.turn.said_latest
    Quote.objects.filter(pk__in=[match.quote_id, match.turn_id]).update(occasion=occasion)
    for days, sure in ((2, True), (30, False)):
        day = turn_day - timedelta(days)
        Quote.objects.filter(pk=match.quote_id).update(said_earliest=day, said_latest=day)
        shown = text(publisher.get(URL))
        assert ("Same speaker, same day or occasion." in shown) is sure
        assert ("on the same day or occasion" in shown) is sure


def test_readers_see_what_a_publisher_confirmed(client, publisher, match):
    by_who_says_it_there(match)
    assert "The transcript has" not in page(client, match)
    decide(publisher, match, "confirm")
    shown = page(client, match)
    assert "The transcript has" in shown
    assert f"#q{match.turn_id}" in shown
    assert "Not the speaker's exact words; these are:" in shown.replace("&#x27;", "'").replace("&#39;", "'")


def test_readers_are_told_who_says_it_in_the_transcript_and_when(client, publisher, match):
    decide(publisher, match, "confirm")
    build()
    there = "aid by Luis Amado on 12 March 2024: 9 of 10 words"
    shown = page(client, match)
    assert f"S{there}" in shown
    assert "The transcript gives these words to another speaker." in shown
    assert "exact words; these are" not in shown
    assert f"s{there}" in text(client.get("/quotes/?record=matched"))
    by_who_says_it_there(match)
    assert f"S{there}" in page(client, match)
    assert "another speaker" not in page(client, match)


def test_of_two_of_one_name_readers_are_told_which_says_it_in_the_transcript(client, publisher, match):
    there = match.turn.attributions.get().speaker
    namesake = Speaker.objects.create(name=there.name, description="a miller")
    match.quote.attributions.update(speaker=namesake)
    decide(publisher, match, "confirm")
    build()
    assert "aid by Luis Amado (2024) on 12 March 2024" in page(client, match)


def test_an_editor_does_not_change_what_readers_see(editor, match):
    assert "A publisher decides" in text(editor.get(URL))
    assert decide(editor, match, "confirm").status_code == 403
    Quote.objects.filter(pk=match.quote_id).update(status="draft")
    decide(editor, match, "confirm")
    assert Match.objects.get().state == "confirmed"


def test_who_decides_second_changes_nothing_that_they_did_not_see(publisher, match):
    shown = values(publisher.get(URL))["shown"]
    decide(publisher, match, "reject")
    address = reverse("admin:archive_quote_match", args=[match.pk, "confirm"])
    told = text(publisher.post(address, {"shown": shown}, follow=True))
    assert "nothing was changed, as somebody decided it" in told
    assert "The passage is rejected now." in told
    assert Match.objects.get().state == "rejected"
    publisher.post(address, values(publisher.get(f"{URL}?quote={match.quote_id}")))
    assert Match.objects.get().state == "confirmed"


def test_a_passage_whose_turn_changed_since_is_looked_at_again(publisher, match):
    shown = values(publisher.get(URL))["shown"]
    Quote.objects.get(pk=match.turn_id).save()
    address = reverse("admin:archive_quote_match", args=[match.pk, "confirm"])
    assert "nothing was changed" in text(publisher.post(address, {"shown": shown}, follow=True))
    assert Match.objects.get().state == "proposed"


def test_who_decides_the_passages_of_one_quote_stays_with_it(publisher, match):
    page = publisher.get(f"{URL}?quote={match.quote_id}")
    address = reverse("admin:archive_quote_match", args=[match.pk, "reject"])
    answer = publisher.post(address, values(page))
    assert answer["Location"].endswith(f"?quote={match.quote_id}")


def test_a_turn_that_is_withdrawn_shows_nothing_any_more(client, publisher, match):
    decide(publisher, match, "confirm")
    Quote.objects.filter(pk=match.turn_id).update(status="withdrawn", withdrawn_reason="A slip.")
    assert "The transcript has" not in page(client, match)


def withdraw(match):
    Quote.objects.filter(pk=match.turn_id).update(status="withdrawn", withdrawn_reason="A slip.")


def shorten(match):
    match.turn.spans.filter(part="words", end__gt=match.start).delete()
    Quote.objects.get(pk=match.turn_id).derive()


@pytest.mark.parametrize(
    ("lose", "why"), [(withdraw, "its turn was withdrawn"), (shorten, "no longer has these words")]
)
def test_an_editor_is_told_of_a_confirmed_passage_that_is_gone_and_what_was_there(
    publisher, editor, match, lose, why
):
    decide(publisher, match, "confirm")
    lose(match)
    while seek_some():
        pass
    assert "<b>1</b> confirmed passages that readers see no more" in text(publisher.get("/admin/"))
    for address in (URL, f"{URL}?quote={match.quote_id}"):
        shown = text(editor.get(address))
        assert why in shown
        assert "eleven of the fourteen hinges were replaced in the autumn" in shown
    assert decide(editor, match, "let-go").status_code == 403
    assert "that passage is let go" in text(decide(publisher, match, "let-go"))
    assert "readers see no more" not in " ".join(text(publisher.get(URL)).lower().split("</title>")[1:])
    assert not Match.objects.exists()


def test_what_was_rejected_waits_no_more(publisher, match):
    decide(publisher, match, "reject")
    assert "No match waits" in text(publisher.get(URL))
    assert HINGES in text(publisher.get(f"{URL}?quote={match.quote_id}"))


def test_equal_words_of_one_speaker_are_confirmed_together(publisher, index):
    make_turns()
    words = "What I can say is that eleven of the fourteen hinges were replaced in the autumn"
    turn = Quote.objects.get(text__contains="fourteen")
    make_quote(words, turn.attributions.get().speaker, said=turn.said_latest)
    make_quote(words, make_speaker("Ada"), said=turn.said_latest)
    build()
    while seek_some():
        pass
    publisher.post(f"{URL}sure/", values(publisher.get(URL)))
    assert sorted(Match.objects.values_list("state", flat=True)) == ["confirmed", "proposed"]


def test_filters_tell_reports_from_transcripts_and_matched_from_others(client, publisher, match):
    decide(publisher, match, "confirm")
    other = make_quote("Nothing of this was said")
    build()

    def ids(query):
        return {quote.id for quote in client.get(f"/quotes/?{query}").context["results"].quotes}

    turns = set(Quote.objects.filter(article__form="transcript").values_list("pk", flat=True))
    assert ids("record=matched") == {match.quote_id}
    assert ids("record=none") == {other.pk}
    assert ids("source=transcript") == turns
    assert ids("source=report") == {match.quote_id, other.pk}


def test_a_card_shows_the_transcript_and_the_badge(client, publisher, match):
    by_who_says_it_there(match)
    decide(publisher, match, "confirm")
    build()
    shown = text(client.get("/quotes/"))
    assert shown.count("exact words; these are: <q") == 1
    assert '<span class="source">Transcript</span>' in shown


def test_files_and_the_api_carry_the_passage(client, publisher, match):
    decide(publisher, match, "confirm")
    build()
    passage = "eleven of the fourteen hinges were replaced in the autumn"
    given = client.get(f"/api/v1/quotes/{match.quote_id}/").json()
    assert (given["record"]["passage"], given["record"]["turn"]) == (passage, match.turn_id)
    assert given["record"]["said_by"] == "said by Luis Amado on 12 March 2024"
    for address in ("/export/quotes.csv?record=matched", "/export/quotes.jsonl?record=matched"):
        assert passage in b"".join(client.get(address)).decode()
    for address in ("/feed/?record=matched", match.quote.get_absolute_url()):
        assert f"transcript has “{passage}” (9 of 10 words" in text(client.get(address))


ELSEWHERE = "the ferries will carry bicycles from the first day of the summer"


@pytest.fixture
def unfound(index):
    """A report of an occasion whose transcript has other words."""
    briefing = Occasion.objects.create(name="Briefing", date=date(2024, 3, 12))
    turns = make_turns()
    Quote.objects.filter(pk__in=[turn.pk for turn in turns]).update(occasion=briefing)
    quote = make_quote(ELSEWHERE, occasion=briefing, said=date(2024, 3, 12))
    build()
    while seek_some():
        pass
    return quote


def held(client, quote, transcript):
    address = reverse("admin:archive_quote_hold", args=[quote.pk])
    return text(client.post(address, {"transcript": transcript}, follow=True))


def test_readers_are_told_that_the_occasion_s_transcript_was_searched_in_vain(client, unfound):
    assert "Not found in the transcript of this occasion" in text(client.get(unfound.get_absolute_url()))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "indirect"},
        {"language": "fr"},
        {"occasion": None},
        {"text": "the ferries will carry"},
    ],
)
def test_nothing_is_said_of_what_could_not_be_found_there(client, unfound, change):
    Quote.objects.filter(pk=unfound.pk).update(**change)
    Sought.objects.get_or_create(quote=unfound)
    assert "Not found in the transcript" not in text(client.get(unfound.get_absolute_url()))


def test_nothing_is_said_of_a_transcript_of_drafts_of_one_not_yet_searched_or_of_a_likely_passage(
    client, unfound
):
    turns = Quote.objects.filter(article__form="transcript")
    match = Match.objects.create(quote=unfound, turn=turns[0], start=0, end=9, kept=1, words=1, score=0.5)
    assert "Not found" not in text(client.get(unfound.get_absolute_url()))
    match.delete()
    Sought.objects.filter(quote=turns[1]).delete()
    assert "Not found" not in text(client.get(unfound.get_absolute_url()))
    turns.update(status="draft")
    assert "Not found" not in text(client.get(unfound.get_absolute_url()))


def test_an_editor_holds_a_quote_against_a_transcript_of_their_choice(editor, unfound):
    transcript = Article.objects.get(form="transcript")
    assert transcript.title[:60] in text(editor.get(f"{URL}?quote={unfound.pk}"))
    assert "Not in this transcript: no published turn of" in held(editor, unfound, transcript.pk)
    assert "look for them in" in held(
        editor, make_quote("the ferries will", said=date(1999, 1, 1)), transcript.pk
    )
    other = make_quote(HINGES, said=date(1999, 1, 1))
    assert "1 passage of it may be this quote" in held(editor, other, transcript.pk)
    assert Match.objects.get(quote=other).state == "proposed"


def test_a_quote_is_held_against_no_drafts_and_no_other_article(editor, unfound):
    drafts = make_turns("hearing", publish=False)[0].article
    for wrong in (drafts.pk, unfound.article_id, "x", ""):
        assert "Choose a transcript" in held(editor, unfound, wrong)


def test_what_an_editor_holds_against_a_transcript_changes_nothing_for_readers(
    client, editor, publisher, unfound
):
    turn = Quote.objects.filter(article__form="transcript", text__contains="hinges").first()
    quote = make_quote(HINGES, occasion=turn.occasion, said=date(2024, 3, 12))
    Sought.objects.create(quote=quote)
    before = "Not found in the transcript"
    assert before in text(client.get(quote.get_absolute_url()))
    assert "1 passage of it may be this quote" in held(editor, quote, turn.article_id)
    assert before in text(client.get(quote.get_absolute_url()))
    decide(publisher, Match.objects.get(quote=quote), "confirm")
    assert before not in text(client.get(quote.get_absolute_url()))
    Match.objects.filter(quote=quote).update(end=Match.objects.get(quote=quote).end - 1, score=0.25)
    held(editor, quote, turn.article_id)
    assert Match.objects.get(quote=quote).score == 0.25
