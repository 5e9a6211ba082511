"""Proposals of an article: found once, decided once."""

import time
from datetime import date

import pytest
from django.contrib.auth.models import User

from archive.editing.proposals.card import Card
from archive.editing.proposals.drafting import accept
from archive.editing.proposals.planning import accept_all
from archive.editing.proposals.store import decide, run_intake
from archive.models import Attribution, Organisation, Proposal, Quote, Speaker
from tests.builders import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db
RAW = (
    "Ministers meet in the capital\n\n"
    "“The talks went well and will go on,” Foreign Minister Ada Lovelace said on Monday.\n\n"
    "“We shall see what comes of them,” a senior official said.\n\n"
    "“Nothing has been agreed so far,” the official added.\n"
)


@pytest.fixture
def eve():
    return User.objects.create_user("eve")


@pytest.fixture
def article():
    article = make_article(RAW)
    run_intake(article)
    return article


def proposal(article, words):
    start = RAW.index(words)
    return next(each for each in article.proposals.all() if each.start == start)


def take(article, words, user):
    each = proposal(article, words)
    return accept(each, user, [who.chosen for who in Card(each).who])


def test_every_quote_is_proposed(article):
    starts = [RAW.index(words) for words in ("The talks", "We shall", "Nothing")]
    assert [each.start for each in article.proposals.all()] == starts


def test_a_second_run_doubles_nothing(article):
    before = list(Proposal.objects.values())
    assert run_intake(article)[0] == 0
    assert list(Proposal.objects.values()) == before


def test_what_was_rejected_does_not_come_back(article, eve):
    decide(proposal(article, "The talks"), "rejected", eve)
    run_intake(article)
    assert [each.state for each in article.proposals.all()] == ["rejected", "open", "open"]


def test_a_draft_that_an_editor_corrected_stays_as_corrected(article, eve):
    draft = take(article, "The talks", eve)
    Quote.objects.filter(pk=draft.pk).update(kind="mixed", internal_note="checked")
    run_intake(article)
    assert list(Quote.objects.values_list("kind", "internal_note")) == [("mixed", "checked")]
    assert article.proposals.count() == 3


def test_words_that_are_a_quote_already_are_not_proposed():
    article = make_article(RAW)
    make_quote("talks went well", article=article, status="draft")
    run_intake(article)
    assert RAW.index("The talks") not in article.proposals.values_list("start", flat=True)


def test_thousands_of_statements_are_known_again_in_seconds():
    """Each was compared with each: a worker that looks again at one text would keep no index meanwhile."""
    text = "".join(f"林{chr(0x4E00 + n)}说，谈判将于下周开始。" for n in range(4000))
    article = make_article(text, language="zh", body_spans=[[at, at + 14] for at in range(0, 56_000, 14)])
    assert run_intake(article)[0] > 3000
    started = time.process_time()
    assert run_intake(article)[0] == 0
    assert time.process_time() - started < 15


def test_what_is_struck_out_is_not_proposed_any_more(article):
    start = RAW.index("“Nothing")
    article.body_spans = [[0, start]]
    article.save()
    run_intake(article)
    assert article.proposals.count() == 2


def test_a_finding_whose_edges_moved_is_the_same(article, eve):
    each = proposal(article, "The talks")
    content = {**each.content, "spans": [[each.start + 4, each.content["spans"][0][1] + 2]]}
    Proposal.objects.filter(pk=each.pk).update(key="other", start=each.start + 4, content=content)
    decide(each, "rejected", eve)
    assert run_intake(article)[0] == 0


def test_accepting_makes_a_draft_with_all_its_parts(article, eve):
    draft = take(article, "The talks", eve)
    parts = dict(draft.spans.values_list("part", "text"))
    assert (draft.status, draft.kind, draft.said_latest) == ("draft", "direct", date(2024, 6, 17))
    assert parts["words"] == "The talks went well and will go on,"
    assert (parts["cue"], parts["date"]) == ("said", "on Monday")
    assert draft.attributions.get().role_printed == "Foreign Minister"


def test_accepted_twice_is_accepted_once(article, eve):
    each = proposal(article, "The talks")
    assert accept(each, eve, ["nobody"]) is not None
    assert accept(each, eve, ["nobody"]) is None
    assert Quote.objects.count() == 1


def test_a_speaker_left_open_has_no_attribution(article, eve):
    assert not accept(proposal(article, "The talks"), eve, ["nobody"]).attributions.exists()


def test_an_unnamed_source_belongs_to_its_article_and_is_taken_up_by_the_official(article, eve):
    take(article, "We shall", eve)
    take(article, "Nothing", eve)
    source = Speaker.objects.get(type="unnamed")
    assert (source.scope_article, source.attributions.count()) == (article, 2)


def test_organisations_are_added_only_when_an_editor_says_so(article, eve):
    each = proposal(article, "The talks")
    accept(each, eve, ["nobody"], add=["Ministry of Foreign Affairs"])
    assert Organisation.objects.get().name == "Ministry of Foreign Affairs"


def test_accepting_all_publishes_nothing_and_asks_where_it_must(article, eve):
    make_speaker("Ada Byron Lovelace")
    made = accept_all(article.proposals.open(), eve)
    assert [each.status for each in made] == ["draft"] * len(made)
    assert Card(proposal(article, "The talks")).obstacle == "Only you can say who spoke."
    assert not Attribution.objects.filter(speaker__name__contains="Lovelace").exists()


def test_accepting_all_skips_words_that_an_editor_took_meanwhile(article, eve):
    make_quote("talks went well", article=article, status="draft")
    accept_all(article.proposals.open(), eve)
    assert proposal(article, "The talks").state == "open"


def test_the_language_without_a_model_is_still_searched_for_marks():
    article = make_article(RAW, language="de")
    assert run_intake(article)[0] > 0
