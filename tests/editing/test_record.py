"""Reported quotes held against the transcripts: archive/editing/record/."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from archive.editing.merge import merge, undo
from archive.editing.record.deciding import confirm_all, decide, let_go, sure
from archive.editing.record.passages import Rarity, Side, candidates
from archive.editing.record.proposing import seek_some
from archive.editing.statements import link, of_one_passage
from archive.intake.spans import word_set
from archive.models import Article, Match, Merge, Quote, Speaker
from archive.text.alignment import words
from tests.builders import make_article, make_quote, make_speaker
from tests.transcripts import make_turns

HINGES = "eleven of the fourteen hinges were replaced in the autumn"


def seek():
    """Until nothing is new, as the worker does."""
    call_command("index", "build", verbosity=0)
    while seek_some():
        pass


def passages():
    return [
        (match.quote.text, match.turn.article.raw_text[match.start : match.end])
        for match in Match.objects.select_related("turn__article")
    ]


@pytest.fixture
def turns(index):
    return make_turns()


def test_a_quote_of_words_that_a_turn_has_is_proposed(turns):
    make_quote(HINGES)
    seek()
    assert passages() == [(HINGES, HINGES)]
    assert Match.objects.get().exact


@pytest.mark.parametrize(
    ("reported", "passage"),
    [
        (
            "The northern gate will open on Friday, and nobody will be turned away",
            "The northern gate will open on Friday, and nobody, I think, will be turned away",
        ),
        (
            "They had asked the engineers for a report and will not say more about its hinges",
            "asked the engineers for a report on the southern gate, and until we have read that report we will not say more about its hinges",
        ),
        (
            "The harbour belongs to everybody who lives on the coast. They would not sell a single stone",
            "The harbour belongs to everybody who lives on this coast.  We will not sell a single stone",
        ),
    ],
)
def test_words_that_were_cut_joined_or_changed_are_found(turns, reported, passage):
    make_quote(reported)
    seek()
    assert passages() == [(reported, passage)]


@pytest.mark.parametrize(
    "reported",
    [
        "We have a report on the autumn and will say more on Friday about the mayor",
        "Nobody will open the negotiations before the summer, said everybody who was there",
        "I do not have a plan",
        "Thank you",
    ],
)
def test_words_of_another_speech_are_not_found(turns, reported):
    make_quote(reported)
    seek()
    assert passages() == []


COMMON = word_set("the a and of to in that it is we for on they have not with will be our")
SPEECH = (
    "The northern gate will open on Friday, and nobody will be turned away. We asked the engineers for a report on the "
    "southern gate, and until we have read that report we will not say more about its hinges."
)
OTHER = "A report of the engineers is not a promise, and Friday is a day like others; we will open what can be opened."


def found(quote, *turns, **values):
    """In an archive of 5,000 turns, of which four have a word that is not common."""
    rarity = Rarity(lambda terms: (5_000, {term: 2_500 if term in COMMON else 4 for term in terms}))
    sides = [Side(pk, words(turn), **values) for pk, turn in enumerate(turns, 1)]
    return [(each.turn.pk, each.passage) for each in candidates(Side(0, words(quote)), sides, rarity)]


def test_what_was_translated_twice_is_found_by_the_words_that_stand_together():
    back = "It's on Friday that they open the gate in the north, and nobody is going to be turned away"
    assert [turn for turn, _ in found(back, OTHER, SPEECH)] == [2]
    assert found("The mayor has read no report, and Friday is not his day", OTHER, SPEECH) == []


def test_a_passage_in_other_words_begins_and_ends_with_words_that_the_quote_has():
    back = "that eleven of fourteen hinges were all replaced in the autumn of that year"
    said = "I would never say that the mayor is wrong. What I can say is that eleven of the fourteen hinges were replaced in the autumn."
    rarity = Rarity(lambda terms: (5_000, {term: 2_500 if term in COMMON else 4 for term in terms}))
    (one,) = candidates(Side(0, words(back)), [Side(1, words(said))], rarity)
    assert said[slice(*one.place)] == "that eleven of the fourteen hinges were replaced in the autumn"


def test_words_in_other_words_must_stand_out_from_all_other_turns():
    back = "It's on Friday that they open the gate in the north, and nobody is going to be turned away"
    assert found(back, SPEECH, SPEECH) == []


def test_the_same_day_raises_what_a_passage_is_worth_and_another_lowers_it():
    back = "It's on Friday that they open the gate in the north, and nobody is going to be turned away"
    rarity = Rarity(lambda terms: (5_000, {term: 2_500 if term in COMMON else 4 for term in terms}))
    turn = Side(1, words(SPEECH), day=date(2024, 3, 12))
    days = [date(2024, 3, 12), None, date(2024, 9, 1)]
    worth = [
        each.likelier for day in days for each in candidates(Side(0, words(back), day=day), [turn], rarity)
    ]
    assert worth[0] > worth[1] == 0 > worth[2]


def test_a_few_common_words_are_chance_though_they_are_equal():
    assert found("that it is not", SPEECH, "We know that it is not in that.") == []
    assert found("we have to be in it", "And we have to be in it.") == []


ASKED = "We will open it. It is in that. Let us wait."


def near(quote, **values):
    """How many passages are found of a quote of Ada's on 12 March, in a turn of these words."""
    rarity = Rarity(lambda terms: (5_000, {term: 2_500 if term in COMMON else 40 for term in terms}))
    turn = Side(1, words(ASKED), **{"speakers": frozenset([7]), "day": date(2024, 3, 11), **values})
    side = Side(0, words(quote), frozenset([7]), date(2024, 3, 12))
    return len(candidates(side, [turn], rarity))


def test_under_five_words_are_found_word_for_word_by_their_speaker_about_their_day_alone():
    assert near("let us wait") == 1
    assert near("let us wait", speakers=frozenset([8])) == 0
    assert near("let us wait", day=date(2024, 2, 1)) == 0
    assert near("let me wait") == 0
    assert near("let us") == near("it is in that") == 0


def test_a_few_common_words_are_found_among_many_turns_that_have_them_otherwise(index):
    for number in range(30):
        make_turns(
            text=f"MR. HALE: We open in {number} days, and will be open.\nQ  Why?\nMR. HALE: We will.\n",
            raw_end=str(number),
        )
    make_turns(
        text="MR. HALE: It is what we will open to be in.\nQ  Why?\nMR. HALE: We will.\n",
        day=date(2001, 1, 1),
    )
    make_quote("what we will open to be in")
    seek()
    assert [passage for _, passage in passages()][:1] == ["what we will open to be in"]


def test_of_equal_passages_the_one_of_the_day_comes_first():
    rarity = Rarity(lambda terms: (5_000, dict.fromkeys(terms, 4)))
    days = [date(2024, 3, 9), date(2024, 3, 12), date(2024, 3, 14)]
    turns = [Side(pk, words(SPEECH), day=day) for pk, day in enumerate(days, 1)]
    quote = Side(0, words("nobody will be turned away"), day=date(2024, 3, 12))
    assert candidates(quote, turns, rarity)[0].turn.pk == 2


def test_quotes_that_were_there_before_are_held_against_a_new_transcript(index):
    make_quote(HINGES)
    make_quote("Nothing of this was ever said in any harbour")
    make_turns("hearing", day=date(2024, 4, 9))
    seek()
    assert passages() == []
    make_turns()
    seek()
    assert passages() == [(HINGES, HINGES)]


def test_drafts_are_held_against_the_record_too(turns):
    make_quote(HINGES, status="draft")
    seek()
    assert len(passages()) == 1


def test_a_transcript_of_drafts_proposes_nothing(index):
    make_turns(publish=False)
    make_quote(HINGES)
    seek()
    assert passages() == []


def test_turns_and_indirect_speech_are_held_against_nothing(turns):
    make_quote(HINGES, kind="indirect", cue="said")
    make_turns("background", day=date(2024, 3, 12))
    seek()
    assert passages() == []


def test_what_was_rejected_does_not_come_back(turns):
    quote = make_quote(HINGES)
    seek()
    decide(Match.objects.get(), "rejected", User.objects.create_superuser("grace"))
    quote.text = f"{HINGES} "
    quote.save()
    seek()
    assert list(Match.objects.values_list("state", flat=True)) == ["rejected"]


def test_a_confirmed_passage_is_measured_anew_when_the_words_are_others(turns):
    misread = HINGES.replace("eleven", "twelve")
    article = make_article(f"“{HINGES},” Ada said. “{misread},” she said.")
    quote = make_quote(HINGES, article=article)
    seek()
    decide(Match.objects.get(), "confirmed", User.objects.create_superuser("grace"))
    start = article.raw_text.index(misread)
    quote.spans.filter(part="words").update(start=start, end=start + len(misread), text=misread)
    Quote.objects.get(pk=quote.pk).derive()
    seek()
    match = Match.objects.get()
    assert (match.state, match.exact, match.words - match.kept) == ("confirmed", False, 1)


def test_a_quote_with_other_words_is_held_against_the_record_anew(turns):
    quote = make_quote("Nothing of this was ever said in any harbour")
    seek()
    quote.spans.filter(part="words").delete()
    quote.article = make_article(f"“{HINGES},” Ada said. Nothing of this was ever said in any harbour")
    quote.save()
    start = quote.article.raw_text.index(HINGES)
    quote.spans.create(part="words", start=start, end=start + len(HINGES), text=HINGES)
    Quote.objects.get(pk=quote.pk).derive()
    seek()
    assert passages() == [(HINGES, HINGES)]


def test_only_equal_words_of_one_speaker_on_one_day_are_sure(turns):
    amado = Speaker.objects.get(name="Luis Amado")
    words = f"What I can say is that {HINGES}"
    for speaker, day in (
        (amado, date(2024, 3, 12)),
        (make_speaker("Ada"), date(2024, 3, 12)),
        (amado, date(2024, 3, 11)),
    ):
        make_quote(words, speaker, said=day)
    seek()
    matches = Match.objects.with_sides().order_by("quote_id")
    assert [sure(match) for match in matches] == [True, False, False]
    grace = User.objects.create_superuser("grace")
    assert confirm_all(matches, {match.pk: "1" for match in matches}, grace) == 1


def test_speakers_that_are_one_make_a_passage_sure_until_they_are_two_again(turns):
    amado, luis = Speaker.objects.get(name="Luis Amado"), make_speaker("Commissioner Amado")
    make_quote(f"What I can say is that {HINGES}", luis, said=date(2024, 3, 12))
    seek()
    assert not sure(Match.objects.with_sides().get())
    assert merge(luis, amado, "His letters.") == []
    assert sure(Match.objects.with_sides().get())
    assert undo(Merge.objects.get()) == []
    assert not sure(Match.objects.with_sides().get())
    assert Match.objects.get().turn.attributions.get().speaker == amado


def test_only_a_confirmed_match_of_two_published_quotes_is_public(turns):
    quote = make_quote(HINGES)
    seek()
    match = Match.objects.get()
    assert not Match.objects.public().exists()
    decide(match, "confirmed", User.objects.create_superuser("grace"))
    assert Match.objects.public().get() == match
    Quote.objects.filter(pk=match.turn_id).update(status="withdrawn", withdrawn_reason="A slip.")
    assert not Match.objects.public().exists()
    assert not Quote.objects.filter(pk=quote.pk).matched().exists()


def test_a_passage_that_the_turn_has_no_more_is_shown_no_more(client, turns):
    quote = make_quote(HINGES)
    seek()
    match = Match.objects.get()
    decide(match, "confirmed", User.objects.create_superuser("grace"))
    seek()
    assert "The transcript has" in client.get(f"/quotes/?id={quote.pk}&record=matched").content.decode()
    match.turn.spans.filter(part="words", end__gt=match.start).delete()
    Quote.objects.get(pk=match.turn_id).derive()
    for ways in (f"/quotes/?id={quote.pk}", "/quotes/?record=matched", quote.get_absolute_url()):
        assert "The transcript has" not in client.get(ways).content.decode()
    seek()
    assert Match.objects.lost().get() == match


def test_what_was_confirmed_and_stands_elsewhere_in_its_turn_waits_again(turns):
    quote = make_quote(HINGES)
    seek()
    match = Match.objects.get()
    decide(match, "confirmed", User.objects.create_superuser("grace"))
    Match.objects.update(start=0, end=3)
    quote.sought.delete()
    seek()
    again = Match.objects.get()
    assert (again.state, again.start, again.end) == ("proposed", match.start, match.end)


def test_another_passage_takes_the_place_of_one_that_is_lost(turns):
    quote, grace = make_quote(HINGES), User.objects.create_superuser("grace")
    seek()
    match = Match.objects.get()
    Match.objects.update(turn=turns[-1], state="confirmed", start=0, end=3)
    new = Match.objects.create(
        quote=quote, turn=match.turn, start=match.start, end=match.end, kept=1, words=1, score=1
    )
    assert decide(new, "confirmed", grace)
    assert Match.objects.get() == new
    assert not let_go(new, grace)


def test_an_article_that_goes_takes_its_matches_with_it(turns):
    quote = make_quote(HINGES)
    seek()
    quote.delete()
    assert not Match.objects.exists()
    assert Article.objects.filter(form="transcript").exists()


def test_a_quote_has_one_confirmed_passage(index):
    make_turns()
    make_turns(url="https://example.org/copy", raw_end=" ")
    make_quote(HINGES)
    seek()
    grace = User.objects.create_superuser("grace")
    one, other = Match.objects.order_by("pk")
    decide(one, "confirmed", grace)
    decide(other, "confirmed", grace)
    assert list(Match.objects.order_by("pk").values_list("state", flat=True)) == ["proposed", "confirmed"]


def test_quotes_that_lead_to_one_passage_are_proposed_as_one_statement(turns):
    one, other = make_quote(HINGES), make_quote(f"And {HINGES}")
    make_quote("The northern gate will open on Friday, and nobody, I think, will be turned away")
    seek()
    assert list(of_one_passage(one)) == [other]
    link(one, other, "occasion")
    assert not of_one_passage(Quote.objects.get(pk=one.pk)).exists()


def test_so_many_new_turns_that_every_quote_is_held_anew(index, monkeypatch):
    monkeypatch.setattr("archive.editing.record.proposing.FEW_TURNS", 1)
    make_quote(HINGES)
    make_turns("hearing", day=date(2024, 4, 9))
    seek()
    make_turns()
    seek()
    assert passages() == [(HINGES, HINGES)]
