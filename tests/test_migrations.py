"""What migrations do to rows that are there."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import AddConstraint, RemoveConstraint
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint, Q

from archive.models import Quote, Speaker
from tests.builders import make_quote, make_speaker


@pytest.mark.django_db
def test_sort_keys_are_renewed_without_a_new_version():
    speaker = make_speaker("Łukasz")
    Speaker.objects.update(sort_key="łukasz")
    before = Speaker.objects.get().version
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        import_module("archive.migrations.0008_sort_keys").renew(apps, editor)
    speaker.refresh_from_db()
    assert (speaker.sort_key, speaker.version) == ("lukasz", before)


@pytest.mark.django_db
def test_versions_that_were_cited_keep_their_numbers():
    quotes = [make_quote(status="published"), make_quote(status="draft")]
    with connection.cursor() as cursor:
        cursor.execute(import_module("archive.migrations.0022_public_versions").KEEP_NUMBERS)
    rows = Quote.objects.in_bulk([quote.pk for quote in quotes])
    cited, draft = (rows[quote.pk] for quote in quotes)
    assert (cited.public_version, draft.public_version) == (cited.version, 0)


@pytest.mark.django_db
def test_a_date_whose_basis_nobody_wrote_down_is_inferred():
    quote, undated = make_quote(), make_quote(said=None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE archive_quote DROP CONSTRAINT said_date_has_basis")
        cursor.execute("UPDATE archive_quote SET said_basis = 'none'")
        cursor.execute(import_module("archive.migrations.0028_days_offices_and_words").BASIS)
    bases = dict(Quote.objects.values_list("pk", "said_basis"))
    assert bases == {quote.pk: "inferred", undated.pk: "none"}


@pytest.mark.django_db
def test_what_was_withdrawn_before_is_known_since_when():
    quote = make_quote()
    for values in ({"status": "withdrawn", "withdrawn_reason": "Misheard"}, {"internal_note": "Later"}):
        Quote.objects.filter(pk=quote.pk).update(**values, changed_at="2030-01-01T00:00:00Z")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("UPDATE archive_quote SET public_since = NULL")
        cursor.execute(import_module("archive.migrations.0031_since_when_withdrawn").KEEP_DAYS)
    quote.refresh_from_db()
    assert quote.public_since < quote.changed_at


def test_a_constraint_is_noted_on_the_class_that_is_there():
    state = MigrationLoader(None).project_state()
    quote = state.apps.get_model("archive", "quote")
    before = list(quote._meta.constraints)
    constraint = CheckConstraint(condition=Q(pk__gt=0), name="new")
    AddConstraint("quote", constraint).state_forwards("archive", state)
    assert state.apps.get_model("archive", "quote") is quote
    assert quote._meta.constraints == [*before, constraint]
    RemoveConstraint("quote", "new").state_forwards("archive", state)
    assert quote._meta.constraints == before
