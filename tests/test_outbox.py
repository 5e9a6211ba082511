"""Every change that search must know of leaves a row, in the transaction of the change."""

from collections.abc import Callable

import pytest
from django.db import connection

from archive.models import Country, LastChange, Outbox, Quote, Speaker
from archive.models.matches import Match
from tests.builders import make_country, make_organisation, make_outlet, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def noted_by(change: Callable[[], object]) -> set[tuple[str, str]]:
    Outbox.objects.all().delete()
    change()
    return set(Outbox.objects.values_list("kind", "object_id"))


def test_a_new_quote_is_noted() -> None:
    noted = noted_by(make_quote)
    assert ("quote", str(Quote.objects.get().pk)) in noted


def test_a_bulk_update_is_noted() -> None:
    quote = make_quote()
    update = Quote.objects.filter(pk=quote.pk).update
    assert noted_by(lambda: update(status="withdrawn", withdrawn_reason="wrong")) == {
        ("quote", str(quote.pk))
    }


def test_a_change_of_nothing_is_not_noted() -> None:
    quote = make_quote()
    assert noted_by(lambda: Quote.objects.filter(pk=quote.pk).update(status="published")) == set()


@pytest.mark.parametrize("rows", ["spans", "attributions", "via"])
def test_a_row_beside_a_quote_is_noted_as_the_quote(rows: str) -> None:
    quote = make_quote(via=[make_organisation()], status="draft")
    assert noted_by(lambda: getattr(quote, rows).all().delete()) == {("quote", str(quote.pk))}


def test_a_speakers_other_name_is_noted_as_the_speaker() -> None:
    ada = make_speaker()
    assert noted_by(lambda: ada.other_names.create(name="Ада")) == {("speaker", str(ada.pk))}


def test_a_merge_and_its_undoing_are_noted_on_both_sides() -> None:
    ada, countess = make_speaker(), make_speaker("Countess of Lovelace")
    both = {("speaker", str(speaker.pk)) for speaker in (ada, countess)}
    change = Speaker.objects.filter(pk=countess.pk).update
    assert noted_by(lambda: change(canonical=ada)) == both
    assert noted_by(lambda: change(canonical=None)) == both


def test_places_are_noted() -> None:
    make_country("KP", "North Korea")
    assert noted_by(lambda: Country.objects.filter(code="KP").update(other_names=["DPRK"])) == {
        ("country", "KP")
    }
    assert len(noted_by(lambda: make_outlet("The Herald"))) == 1
    assert len(noted_by(lambda: make_organisation("NATO"))) == 1


def test_a_match_is_noted_once_it_is_confirmed() -> None:
    sides = {"quote": make_quote(), "turn": make_quote("Peace is near, I think")}
    proposed = Match(**sides, start=0, end=5, kept=3, words=3, score=1)
    assert noted_by(proposed.save) == set()
    proposed.state = Match.State.CONFIRMED
    assert noted_by(proposed.save) == {("quote", str(sides["quote"].pk))}


def test_a_transaction_notes_a_quote_once_however_many_parts_it_writes() -> None:
    Outbox.objects.all().delete()
    quote = make_quote(via=[make_organisation()], cue="said")
    Quote.objects.filter(pk=quote.pk).update(public_note="Seen")
    assert Outbox.objects.filter(kind="quote", object_id=quote.pk).count() == 1


def test_a_quote_that_is_hidden_in_the_transaction_that_noted_it_is_dated_as_hidden() -> None:
    quote = make_quote()
    Quote.objects.filter(pk=quote.pk).update(status="draft")
    assert LastChange.objects.get(quote=quote.pk).hidden


def test_triggers_know_that_none_is_ignored_without_an_error_of_their_own() -> None:
    """An error caught in a trigger costs as much as all that waits for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW pgtrigger.ignore")
        assert cursor.fetchone() == ("{}",)
