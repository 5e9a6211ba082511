"""Whatever stands in an archive, its export comes back as it was: as JSON, and as a table."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Article, Attribution, Organisation, Outlet, Quote, QuoteSpan, Role, Speaker, Via
from archive.text.names import without_unseen
from archive.transfer.commit import commit
from archive.transfer.jobs import stage
from archive.transfer.write import bundle, encode
from tests.transfer.test_round_trip import empty_the_archive
from tests.transfer.test_tables import exported

pytestmark = pytest.mark.django_db

# Marks of tables and formulas, every line end and space, what cannot be seen, scripts, and what takes two units.
LETTERS = "ab =+-@'\"“”;,|\\\t\r\n\x0b\x0c\x1c\x85\u2028\u200b\u00ad\ufeff…[]é\u0301ßŁ한글עِा🕊🏳️‍🌈＝"
nasty = st.text(st.sampled_from(LETTERS), min_size=1, max_size=30)
line_ends = st.sampled_from(["\r\n", "\n", "\r", " "])
seen = nasty.map(without_unseen).filter(bool)  # as the desk and the imports take names
names = st.lists(seen, min_size=4, max_size=4, unique=True)


def span(quote, part, text, start=0):
    at = quote.article.raw_text.index(text, start)
    return QuoteSpan.objects.create(quote=quote, part=part, start=at, end=at + len(text), text=text)


def build(texts, called, ends):
    """One article with a published quote of two passages by two speakers, and a draft."""
    before, first, cue, second, note, title = texts
    words, more = f"<a{first}>", f"({second})"
    raw = f"{before}{ends}{words} said {cue}{more}{ends}"
    outlet, body = (
        Outlet.objects.create(name=called[0]),
        Organisation.objects.create(name=called[1], other_names=[called[0]]),
    )
    article = Article.objects.create(
        title=title,
        raw_text=raw,
        outlet=outlet,
        body_spans=[[0, len(raw)]],
        published_on=date(2024, 3, 5),
        url="https://a.example/?q=a;b",
    )
    quote = Quote.objects.create(
        article=article, kind="mixed", public_note=note, said_note=title, internal_note=first
    )
    for part, text in (("words", words), ("cue", "said"), ("words", more), ("speaker", words)):
        span(quote, part, text)
    for position, name in enumerate(called[2:]):
        speaker = Speaker.objects.create(name=name)
        roles = [Role.objects.create(speaker=speaker, title=called[position]) for _ in range(position + 1)]
        Attribution.objects.create(
            quote=quote,
            position=position,
            speaker=speaker,
            role=roles[-1],
            role_printed=note,
            organisation=body,
        )
    Via.objects.create(quote=quote, organisation=body, channel=note, basis="inferred")
    quote.status = "published"
    quote.derive()
    draft = Quote.objects.create(article=article, kind="indirect")
    span(draft, "words", words)
    draft.derive()


def come_in(data):
    staged = stage(data)
    assert staged.problems == []
    assert commit(staged.bundle).failed == {}


def comes_back():
    """As JSON into an empty archive, and as a table beside the world that is there."""
    as_json, as_table = encode(bundle()), exported()
    empty_the_archive()
    come_in(as_json)
    assert encode(bundle()) == as_json
    Quote.objects.all().delete()
    Article.objects.all().delete()
    come_in(as_table.encode())
    assert exported() == as_table


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(nasty, min_size=6, max_size=6), called=names, ends=line_ends)
def test_an_export_comes_back_as_it_was(texts, called, ends):
    with transaction.atomic():
        build(texts, called, ends)
        comes_back()
        transaction.set_rollback(True)


def test_an_article_of_the_greatest_length_comes_back_as_a_table():
    raw = "“Peace 🕊 is near,”\r\nAda said. =1+1\r\n" * 5_200
    article = Article.objects.create(title="Long", raw_text=raw, body_spans=[[0, len(raw)]], ref="long")
    quote = Quote.objects.create(article=article, kind="direct")
    span(quote, "words", "is near", start=len(raw) - 40)
    quote.derive()
    before = exported()
    Quote.objects.all().delete()
    Article.objects.all().delete()
    come_in(before.encode())
    assert (exported(), Article.objects.get().raw_text) == (before, raw)
