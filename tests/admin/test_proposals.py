"""The screens between a raw article and its drafts."""

import sys
from datetime import date

import pytest
from django.urls import reverse

from archive.editing.proposals import store
from archive.editing.proposals.store import found, run_intake
from archive.intake.grammar.sentences import MODEL
from archive.models import Article, Organisation, Outlet, Proposal, Quote, Role, Speaker
from tests.builders import make_article, make_country, make_outlet, make_proposal, make_quote, make_speaker
from tests.html import errors, text, values
from tests.lengths import LENGTHS, linear

RAW = (
    "Text Size\n\nMinisters meet in the capital\n\n"
    "“The talks went well and will go on,” Foreign Minister Ada Lovelace said on Monday.\n\n"
    "“Nothing has been agreed so far,” she added.\n\n"
    "© The Daily Post. All rights reserved.\n"
)


@pytest.fixture
def article(db):
    article = make_article(RAW, title="Ministers meet in the capital")
    run_intake(article)
    return article


def page(article, name="proposals"):
    return reverse(f"admin:archive_article_{name}", args=[article.pk])


def act(client, proposal, name, **data):
    return client.post(reverse(f"admin:archive_proposal_{name}", args=[proposal.pk]), data, follow=True)


def edit(client, proposal, **changed):
    url = reverse("admin:archive_proposal_edit", args=[proposal.pk])
    return client.post(url, values(client.get(url)) | changed, follow=True)


def test_pasted_text_leads_to_what_the_text_says_of_itself(editor):
    response = editor.post(
        reverse("admin:archive_article_upload"), {"pasted": RAW.replace("\n", "\r\n")}, follow=True
    )
    article = Article.objects.get()
    assert (article.raw_text, article.title) == (RAW, "Ministers meet in the capital")
    assert values(response)["new_outlet"] == "The Daily Post"
    assert "Neither text nor page says it" in text(response)


@pytest.mark.parametrize("data", [{"outlet": ""}, {"pasted": " \r\n "}])
def test_nothing_sent_is_nothing_added(editor, data):
    assert (
        "Choose a file, or paste the text"
        in errors(editor.post(reverse("admin:archive_article_upload"), data))[0]
    )


def test_what_was_checked_is_stored_and_quotes_are_proposed(editor, db):
    editor.post(reverse("admin:archive_article_upload"), {"pasted": RAW})
    article = Article.objects.get()
    form = values(editor.get(page(article, "check"))) | {"published_on": "2024-06-20"}
    response = editor.post(page(article, "check"), form, follow=True)
    article.refresh_from_db()
    assert (article.outlet.name, article.published_basis) == ("The Daily Post", "editor")
    assert "2 quotes are proposed" in text(response)


def test_a_known_outlet_is_chosen(editor, db):
    outlet = make_outlet("The Daily Post")
    article = make_article(RAW)
    assert values(editor.get(page(article, "check")))["outlet"] == str(outlet.pk)
    assert Outlet.objects.count() == 1


def test_boilerplate_is_struck_out_once_the_editor_sent_it_and_restored_when_unticked(editor, db):
    article = make_article(RAW)
    form = values(editor.get(page(article, "check")))
    lines = ["0-9", f"{RAW.index('©')}-{len(RAW) - 1}"]
    editor.post(page(article, "check"), form | {"boilerplate": lines})
    article.refresh_from_db()
    assert article.removed == [(0, 9), (RAW.index("©"), len(RAW) - 1)]
    form["seen_version"] = article.version
    editor.post(page(article, "check"), form | {"boilerplate": lines[:1]})
    article.refresh_from_db()
    assert article.removed == [(0, 9)]


@LENGTHS
@pytest.mark.parametrize("line", ["a\n", "Subscribe\n", "Share\n\n"])
def test_an_article_of_very_many_lines_is_checked_in_no_time(editor, db, line, length):
    article = make_article(("Title\n\n" + line * length)[:length], published_on=None)
    with linear(10, length):
        shown = editor.get(page(article, "check"))
        assert shown.content.decode().count('name="boilerplate"') <= 600
        offered = [each for each, _ in shown.context["form"].fields["boilerplate"].choices]
        editor.post(page(article, "check"), values(shown) | {"boilerplate": offered})


def test_an_article_that_readers_see_is_not_checked_here(publisher, db):
    assert publisher.get(page(make_quote().article, "check")).status_code == 403


def test_the_second_to_check_is_told(editor, article):
    form = values(editor.get(page(article, "check"))) | {"title": "Mine", "seen_version": article.version + 1}
    assert "somebody else changed this" in text(editor.post(page(article, "check"), form))


def test_the_screen_shows_one_proposal_with_its_speaker_cue_and_date(editor, article):
    shown = text(editor.get(page(article)))
    for each in (
        "1 of 2: Direct quote",
        "New: Ada Lovelace",
        "<dd>said</dd>",
        "17 June 2024",
        "Foreign Minister",
    ):
        assert each in shown


def test_accepting_makes_a_draft_and_goes_on(editor, eddie, article):
    first, second = article.proposals.all()
    response = act(editor, first, "accept", **{"who-0": "new", "translated": "back"})
    first.refresh_from_db()
    assert (first.state, first.by, first.quote) == ("accepted", eddie, Quote.objects.get())
    assert (first.quote.status, first.quote.translated) == ("draft", "back")
    assert response.redirect_chain[-1][0].endswith(f"?at={second.pk}")


def test_a_speaker_must_be_chosen_or_left_open(editor, article):
    make_speaker("Ada Byron Lovelace")
    response = act(editor, article.proposals.first(), "accept")
    assert "Choose who spoke, or leave it open." in text(response)
    assert not Quote.objects.exists()


def test_a_speaker_that_was_not_offered_is_refused(editor, article):
    stranger = make_speaker("Bob Roe")
    act(editor, article.proposals.first(), "accept", **{"who-0": stranger.pk})
    assert not Quote.objects.exists()


def test_organisations_are_added_when_ticked(editor, article):
    act(editor, article.proposals.first(), "accept", **{"who-0": "nobody", "add": ["NATO", "UN"]})
    assert Organisation.objects.count() == 2


def test_rejected_is_put_aside_and_taken_up_again(editor, article):
    first = article.proposals.first()
    assert "1 put aside" in text(act(editor, first, "reject"))
    assert "1 of 2: Direct quote" in text(act(editor, first, "reopen"))


def test_what_somebody_else_decided_is_not_decided_again(editor, article):
    first = article.proposals.first()
    act(editor, first, "reject")
    for name in ("reject", "accept", "edit"):
        assert "Somebody decided" in text(act(editor, first, name, **{"who-0": "nobody"}))
    assert not Quote.objects.exists()


def test_a_draft_that_was_removed_can_be_proposed_again(editor, article):
    first = article.proposals.first()
    act(editor, first, "accept", **{"who-0": "nobody"})
    Quote.objects.all().delete()
    act(editor, first, "reopen")
    assert Proposal.objects.get(pk=first.pk).state == "open"


def test_a_correction_keeps_the_parts_that_were_left_alone(editor, article):
    edit(editor, article.proposals.first(), words="The talks went well", kind="indirect")
    parts = dict(Quote.objects.get().spans.values_list("part", "text"))
    assert (parts["words"], parts["cue"], parts["date"]) == ("The talks went well", "said", "on Monday")
    assert Quote.objects.get().attributions.get().speaker.name == "Ada Lovelace"


def test_what_was_chosen_on_the_card_goes_along_into_the_form(editor, article):
    bob = make_speaker("Ada Byron Lovelace")
    chosen = {"_open": "1", "who-0": bob.pk, "translated": "back", "add": "NATO"}
    form = values(act(editor, article.proposals.first(), "edit", **chosen))
    assert (form["attributions-0-speaker"], form["translated"]) == (str(bob.pk), "back")
    assert Organisation.objects.get().name == "NATO"


def test_a_part_can_be_taken_away(editor, article):
    edit(editor, article.proposals.first(), date_words="", said_basis="editor")
    assert not Quote.objects.get().spans.filter(part="date").exists()


def test_a_correction_may_leave_the_speaker_open(editor, article):
    edit(editor, article.proposals.first(), **{"attributions-0-new_name": ""})
    assert not Quote.objects.get().attributions.exists()
    assert not Speaker.objects.exists()


def test_a_new_speaker_is_not_made_of_a_known_name(editor, article):
    make_speaker("Bob Roe")
    response = edit(editor, article.proposals.first(), **{"attributions-0-new_name": "Bob ROE"})
    assert "is in the archive already" in text(response)
    assert not Quote.objects.exists()


def test_words_that_do_not_stand_there_are_refused(editor, article):
    assert "does not stand in the article" in text(
        edit(editor, article.proposals.first(), words="The talk went")
    )
    assert article.proposals.first().state == "open"


def test_all_of_high_confidence_are_listed_before_they_are_accepted(editor, article):
    Proposal.objects.update(confidence="high")
    listed = editor.get(page(article, "accept_all"))
    assert "The talks went well" in text(listed)
    assert not Quote.objects.exists()
    editor.post(page(article, "accept_all"), values(listed))
    assert set(Quote.objects.values_list("status", "attributions__speaker__name")) == {
        ("draft", "Ada Lovelace")
    }


def weighed(proposal, **sure):
    """As if intake had found a country and been this sure of the facts."""
    content = proposal.content
    content["affiliation"]["countries"] = [make_country().code]
    content["sure"] |= {"country": "high"} | sure
    proposal.save()
    return proposal


@pytest.mark.parametrize("fact", ["words", "who", "role", "country", "day"])
def test_a_card_with_one_doubtful_fact_is_not_accepted_with_all(editor, article, fact):
    first = weighed(article.proposals.first(), **{fact: "check"})
    Proposal.objects.update(confidence="high")
    listed = editor.get(page(article, "accept_all"))
    assert "Not sure: " in text(listed)
    editor.post(page(article, "accept_all"), values(listed))
    assert not Quote.objects.filter(proposals=first).exists()
    assert "Accept all that is sure" not in text(editor.get(page(article)))


def test_the_card_says_how_sure_each_fact_is(editor, article):
    weighed(article.proposals.first(), country="check")
    shown = text(editor.get(page(article)))
    assert shown.split("</h2>")[1].count('<span class="badge high">sure</span>') == 3
    assert '<span class="badge check">check it</span>' in shown


@pytest.mark.parametrize("tier", ["good", "possible"])
@pytest.mark.parametrize(("take", "countries"), [([], 0), (["country"], 1)])
def test_what_is_not_sure_is_taken_over_only_when_ticked(editor, article, take, countries, tier):
    first = weighed(article.proposals.first(), country=tier)
    assert 'value="country" data-key="c">' in text(editor.get(page(article)))
    act(editor, first, "accept", **{"who-0": "new", "take": take})
    assert Quote.objects.get().attributions.exclude(country=None).count() == countries


def test_a_doubtful_day_stays_open_and_its_words_stay_marked(editor, article):
    act(editor, weighed(article.proposals.first(), day="check"), "accept", **{"who-0": "new"})
    draft = Quote.objects.get()
    assert (draft.said_precision, draft.spans.get(part="date").text) == ("unknown", "on Monday")


def test_a_doubtful_speaker_is_not_chosen_beforehand(editor, article):
    weighed(article.proposals.first(), who="check")
    assert "who-0" not in values(editor.get(page(article)))


def test_what_was_ticked_goes_along_to_the_form(editor, article):
    first = weighed(article.proposals.first(), country="check")
    url = reverse("admin:archive_proposal_edit", args=[first.pk])
    ticked = editor.post(url, {"_open": "1", "who-0": "new", "take": ["country"]}, follow=True)
    assert values(ticked)["attributions-0-country"]
    assert not values(editor.get(url, {"who-0": "new"})).get("attributions-0-country")


def test_of_those_listed_only_what_is_still_the_same_is_accepted(editor, article):
    Proposal.objects.update(confidence="high")
    seen = values(editor.get(page(article, "accept_all")))
    make_speaker("Ada Lovelace")
    editor.post(page(article, "accept_all"), seen)
    editor.post(page(article, "accept_all"))
    assert not Quote.objects.exists()


def test_possible_ones_are_folded_away(editor, article):
    first = article.proposals.first()
    Proposal.objects.filter(pk=first.pk).update(confidence="possible")
    assert "2 of 2: Direct quote" in text(editor.get(page(article)))
    assert "1 of 2: Direct quote" in text(editor.get(page(article), {"at": first.pk}))


def test_a_likely_other_wording_is_shown(editor, article):
    other = make_quote("The talks went well and they will go on")
    assert f"no. {other.pk}: The talks" in text(editor.get(page(article)))
    response = act(editor, article.proposals.first(), "accept", **{"who-0": "nobody"})
    assert "Link it with its other wordings" in text(response)
    assert Quote.objects.get(status="draft").statement is None


def test_words_of_another_quote_are_pointed_out(editor, article):
    make_quote("talks went well", article=article, status="draft")
    assert "belong to" in text(editor.get(page(article)))


@pytest.mark.parametrize("package", ["spacy", MODEL])
def test_what_is_missing_is_said_in_red_first_and_an_installation_needs_no_restart(
    editor, monkeypatch, package
):
    article = make_article(
        "Talks\n\n“Peace is near,” Ada Lovelace said.\n\nMr. Young denied that the talks had failed.\n"
    )
    again = reverse("admin:archive_article_propose", args=[article.pk])
    with monkeypatch.context() as without:
        without.setitem(sys.modules, package, None)
        editor.post(again)
        shown = text(editor.post(again, follow=True))
        assert "Nothing new was found in what was searched." in shown
        assert shown.index('<p class="errornote">Only direct quotations') < shown.index('id="card"')
    found = text(editor.post(again, follow=True))
    assert "1 quote is proposed. Nothing is stored of it" in found
    assert "errornote" not in found
    assert "Nothing new was found.<" in text(editor.post(again, follow=True))


def test_a_language_without_a_table_is_said_to_have_no_reported_speech():
    italian = "Il ministro ha detto che la porta resta aperta a tutti e non cambia nulla per il governo."
    assert "reported speech is found in English" in store.missing(Article(raw_text=italian))
    assert store.missing(Article(raw_text="조민석 통일부 장관은 “우려한다”고 말했다.", language="en")) == ""


def test_a_new_date_of_the_article_moves_open_ones_and_asks_about_drafts(editor, article):
    first, second = article.proposals.all()
    act(editor, first, "accept", **{"who-0": "nobody"})
    url = reverse("admin:archive_article_change", args=[article.pk])
    response = editor.post(url, values(editor.get(url)) | {"published_on": "2024-06-28"}, follow=True)
    assert "1 drafts would be dated otherwise" in text(response)
    assert found(Proposal.objects.get(pk=second.pk)).said.latest == date(2024, 6, 24)
    act(editor, first, "redate", _take="1")
    assert Quote.objects.get().said_latest == date(2024, 6, 24)


def test_an_article_goes_with_its_proposals(publisher, article):
    url = reverse("admin:archive_article_delete", args=[article.pk])
    assert publisher.post(url, {"post": "yes"}).status_code == 302
    assert not Proposal.objects.exists()


def test_proposals_reach_no_reader(client, article):
    make_country()
    assert "talks went well" not in text(client.get("/quotes/"))
    assert client.get(article.get_absolute_url()).status_code == 404


def test_the_list_leads_to_each_proposal_in_its_article(editor, article):
    first = article.proposals.first()
    shown = text(editor.get(reverse("admin:archive_proposal_changelist")))
    assert f'{page(article)}?at={first.pk}">The talks went well' in shown


def test_the_role_that_a_draft_would_give_is_shown(editor, article):
    role = Role.objects.create(speaker=make_speaker(), title="Minister of Talks")
    assert "the same name; as Minister of Talks" in text(editor.get(page(article)))
    act(editor, article.proposals.first(), "accept", **{"who-0": role.speaker_id})
    assert Quote.objects.get().attributions.get().role == role


def test_the_first_page_counts_articles_with_open_proposals(editor, article):
    make_proposal(article, "Ministers")
    assert "<b>1</b> articles with open proposals" in text(editor.get(reverse("admin:index")))


@pytest.fixture
def long_text(db):
    return make_article(RAW + "Nobody said a word of it.\n\n" * 1200)


def test_of_a_long_text_the_worker_looks_for_the_quotes(editor, long_text):
    answer = editor.post(page(long_text, "propose"), follow=True)
    assert "its quotes are being looked for" in text(answer)
    assert not long_text.proposals.exists()
    assert [store.run_waiting(), store.run_waiting()] == [1, 0]
    assert long_text.proposals.count() == 2
    assert "being looked for" not in text(editor.get(page(long_text)))


def test_a_long_text_that_fails_is_said_and_not_tried_for_ever(editor, long_text, monkeypatch):
    def broken(*_args, **_options):
        raise ValueError

    editor.post(page(long_text, "propose"))
    with monkeypatch.context() as patch:
        patch.setattr(store, "propose", broken)
        assert [store.run_waiting(), store.run_waiting()] == [1, 0]
    assert "stopped at an error" in text(editor.get(page(long_text)))
    editor.post(page(long_text, "propose"))
    assert store.run_waiting() == 1
    assert long_text.proposals.exists()
