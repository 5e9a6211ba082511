"""One fact for many quotes, and many rows into one: shown first, done as shown, by whoever may."""

from datetime import date

import pytest
from django.urls import reverse

from archive.models import Correction, Organisation, ProposedChange, Quote, Role, Speaker
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_country, make_organisation, make_quote, make_speaker
from tests.html import text, values

PICK_ROLE = {"app_label": "archive", "model_name": "attribution", "field_name": "role", "term": "minister"}
LIST = reverse("admin:archive_quote_changelist")


@pytest.fixture
def quotes(db):
    return [
        make_quote(
            make_words(n), make_speaker(), article=make_article(f"{make_words(n)}, Ada said."), status=status
        )
        for n, status in enumerate(("draft", "review", "published"))
    ]


def make_words(number):
    return f"We go number {number}"


def look(client, rows, name, fact, **more):
    return client.post(
        LIST,
        {
            "action": f"set_{name}",
            "_selected_action": [each.pk for each in rows],
            "fact": fact,
            "looked": "1",
            **more,
        },
    )


def confirm(client, rows, page, **more):
    shown = {name: value for name, value in values(page).items() if name not in {"looked"}}
    return client.post(
        LIST, shown | {"_selected_action": [each.pk for each in rows], "confirmed": "1", **more}, follow=True
    )


def countries():
    return [each.attributions.get().country_id for each in Quote.objects.order_by("pk")]


def test_a_country_is_shown_first_and_set_with_a_public_correction(publisher, quotes):
    make_country()
    page = look(publisher, quotes, "country", "US", reason="It is her country.")
    assert "Ada Lovelace, speaking for United States" in text(page)
    assert countries() == [None] * 3
    confirm(publisher, quotes, page, fact="US", reason="It is her country.")
    assert countries() == ["US"] * 3
    assert [(each.quote, each.changed, each.reason) for each in Correction.objects.all()] == [
        (quotes[2], "speaker", "It is her country.")
    ]


def test_without_a_reason_nothing_published_changes(publisher, quotes):
    make_country()
    page = look(publisher, quotes, "country", "US")
    assert "Say why" in text(page)
    confirm(publisher, quotes, page, fact="US")
    assert countries() == [None] * 3


def test_an_editor_changes_what_nobody_reads_yet(editor, quotes):
    make_country()
    page = look(editor, quotes, "country", "US")
    assert "It is published: propose the change" in text(page)
    confirm(editor, quotes, page, fact="US")
    assert countries() == ["US", "US", None]


def test_what_changed_meanwhile_and_another_fact_than_the_listed_are_looked_at_again(publisher, quotes):
    make_country()
    make_country("FR", "France")
    page = look(publisher, quotes[:2], "country", "US")
    Quote.objects.filter(pk=quotes[0].pk).update(public_note="New.")
    assert "Show what changes" in text(confirm(publisher, quotes[:2], page, fact="FR"))
    confirm(publisher, quotes[:2], page, fact="US")
    assert countries()[:2] == [None, "US"]


def test_a_role_is_set_for_its_holder_on_days_when_it_was_held(editor, quotes):
    role = Role.objects.create(
        speaker=make_speaker(), title="Minister", end=date(2020, 1, 1), end_precision="day"
    )
    other = Role.objects.create(speaker=make_speaker("Bob"), title="Mayor")
    assert "was held until 1 January 2020" in text(look(editor, quotes[:1], "role", role.pk))
    page = look(editor, quotes[:1], "role", other.pk)
    assert "Bob is not its speaker" in text(page)
    assert "Ada Lovelace nobody" not in text(page)
    confirm(editor, quotes[:1], page, fact=other.pk)
    assert quotes[0].attributions.get().role is None


def test_a_role_is_set_to_the_end_and_namesakes_are_told_apart(publisher, quotes):
    ada, other = make_speaker(), Speaker.objects.create(name="Ada Lovelace", description="a painter")
    hers, others = (Role.objects.create(speaker=each, title="Minister") for each in (ada, other))
    page = look(publisher, quotes, "role", others.pk, reason="Hers.")
    assert f"Ada Lovelace (no. {other.pk}) is not its speaker" in text(page)
    picked = publisher.get(reverse("admin:autocomplete"), PICK_ROLE).json()["results"]
    assert "Ada Lovelace (a painter): Minister" in {each["text"] for each in picked}
    page = look(publisher, quotes, "role", hers.pk, reason="Hers.")
    confirm(publisher, quotes, page, fact=hers.pk, reason="Hers.")
    assert [each.attributions.get().role for each in Quote.objects.all()] == [hers] * 3
    assert [(each.quote, each.reason) for each in Correction.objects.all()] == [(quotes[2], "Hers.")]


def test_with_four_eyes_a_batch_over_published_quotes_waits_for_a_second(publisher, quotes, settings):
    settings.FOUR_EYES = True
    make_country()
    page = look(publisher, quotes, "country", "US", reason="Hers.")
    confirm(publisher, quotes, page, fact="US", reason="Hers.")
    assert countries() == [None] * 3
    change = ProposedChange.objects.get()
    second = logged_in(make_user("paula", "Publisher"))
    second.post(reverse("admin:archive_proposedchange_accept", args=[change.pk]), {})
    assert countries() == ["US"] * 3


@pytest.mark.parametrize(("make", "model"), [(make_speaker, Speaker), (make_organisation, Organisation)])
def test_several_rows_become_the_one_that_is_chosen(publisher, make, model):
    rows = [make(f"W.H.O. {n}") for n in range(3)]
    url = reverse(f"admin:archive_{model._meta.model_name}_changelist")
    chosen = {"action": "merge", "_selected_action": [each.pk for each in rows]}
    page = publisher.post(url, chosen)
    assert "What is shown under the one that stays" in text(page)
    assert f"{rows[1]} (no. {rows[1].pk})" in text(page)
    sent = chosen | {"seen": values(page)["seen"], "confirmed": "1", "into": rows[1].pk, "reason": "One."}
    publisher.post(url, sent | {"seen": "old"})
    publisher.post(url, sent | {"reason": ""})
    assert model.objects.count() == 3
    publisher.post(url, sent)
    if model is Speaker:
        assert set(Speaker.objects.exclude(pk=rows[1].pk).values_list("canonical", flat=True)) == {rows[1].pk}
    else:
        assert model.objects.get().other_names == ["W.H.O. 0", "W.H.O. 2"]


def test_an_editor_merges_nothing_in_the_list(editor):
    rows = [make_speaker(f"Ada {n}") for n in range(2)]
    url = reverse("admin:archive_speaker_changelist")
    editor.post(
        url,
        {
            "action": "merge",
            "_selected_action": [each.pk for each in rows],
            "confirmed": "1",
            "into": rows[0].pk,
            "reason": "x",
        },
    )
    assert not Speaker.objects.exclude(canonical=None).exists()
