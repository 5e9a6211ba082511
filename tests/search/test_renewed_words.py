"""The titles, verbs and languages that a process keeps are renewed quote by quote, and say what reading all would say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Attribution, Quote, QuoteSpan, Role
from archive.query.public_words import public_words
from archive.search.voices import joint_statements, several
from tests.builders import make_quote, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


def make_said(printed, language, **fields):
    quote = make_quote(language=language, **fields)
    quote.attributions.update(role_printed=printed)
    return quote


def withdraw(quote):
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")


def with_verb(quote):
    QuoteSpan.objects.create(quote=quote, part="cue", start=0, end=7, text="déclare")
    Quote.objects.filter(pk=quote.pk).update(translated="yes")


def with_role(quote):
    Attribution.objects.filter(quote=quote).update(
        role=quote.attributions.get().speaker.roles.create(title="Chair")
    )


CHANGES = {
    "a new quote": lambda one, two: make_said("spokesman", "pt-BR"),
    "a draft": lambda one, two: make_said("secret chief", "xx-XX", status="draft"),
    "a title that others have": lambda one, two: make_said("minister", "en"),
    "a verb": lambda one, two: with_verb(two),
    "a role": lambda one, two: with_role(two),
    "another title of a role": lambda one, two: Role.objects.update(title="Head"),
    "the last with its title": lambda one, two: withdraw(one),
    "another language": lambda one, two: Quote.objects.filter(pk=two.pk).update(language="ko-KP"),
}


def test_what_quotes_say_is_read_of_those_that_changed():
    one, two = make_said("president", "zh-Hant"), make_said("minister", "en")
    public_words.forget()
    assert public_words().titles == {"president": "President", "minister": "Minister"}
    for what, change in CHANGES.items():
        change(one, two)
        assert public_words()[:3] == public_words._read()[:3], what
    assert public_words().languages == {"ko-KP", "pt-BR", "en"}
    assert public_words().titles.keys() == {"minister", "spokesman", "head"}


def test_a_new_quote_is_read_without_all_others():
    make_said("president", "zh-Hant")
    public_words.forget()
    public_words()
    make_said("minister", "ko")
    with CaptureQueriesContext(connection) as queries:
        assert {"president", "minister"} <= public_words().titles.keys()
    asked = [each["sql"] for each in queries if "archive_quotespan" in each["sql"]]
    assert ["ANY(" in sql for sql in asked] == [True]


def test_what_becomes_a_joint_statement_and_what_is_none_anymore_is_known():
    one, two, draft = make_quote(), make_quote(), make_quote(status="draft")
    joint_statements.forget()
    assert joint_statements() == set()
    for quote in (one, two, draft):
        quote.attributions.create(speaker=make_speaker(f"Second {quote.pk}"), position=1)
        assert joint_statements() == joint_statements._read() >= {quote.pk}
    assert several()[0].keys() == {one.pk, two.pk}
    one.attributions.filter(position=1).delete()
    assert joint_statements() == {two.pk, draft.pk}
    assert several()[0].keys() == {two.pk}
