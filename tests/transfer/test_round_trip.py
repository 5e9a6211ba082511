import datetime as dt
import re

import msgspec
import pytest
from django.db import connection

from archive.editing.captures import carry_over
from archive.editing.duplicates import hold_apart
from archive.editing.merge import merge, undo
from archive.editing.redaction import redact
from archive.models import Article, Correction, Match, Merge, Namesakes, Organisation, Quote, Speaker
from archive.transfer.commit import commit
from archive.transfer.export import export_all
from archive.transfer.jobs import unpublished
from archive.transfer.read import read_bundle
from archive.transfer.staging import stage_json
from archive.transfer.write import bundle, encode
from tests import tables
from tests.builders import make_article, make_organisation, make_quote, make_speaker

pytestmark = pytest.mark.django_db
LONG_AGO = dt.datetime(2020, 2, 29, 12, 30, 15, 123456, tzinfo=dt.UTC)


def decided(quote, turn, state="confirmed", **values):
    Article.objects.filter(pk=turn.article_id).update(form="transcript")
    measure = {"start": 1, "end": 9, "kept": 2, "words": 3, "gap": 1, "score": 0.1 + 0.2}
    return Match.objects.create(quote=quote, turn=turn, state=state, at=LONG_AGO, **{**measure, **values})


def empty_the_archive():
    names = ("quote", "article", "speaker", "outlet", "organisation", "occasion", "statement", "country")
    tables = ", ".join(f"archive_{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {tables} CASCADE")


def files(directory):
    return {str(f.relative_to(directory)): f.read_bytes() for f in directory.rglob("*") if f.is_file()}


@pytest.fixture
def filled(db):
    """The five articles, and one of everything that editors do."""
    tables.fill()
    article = Article.objects.first()
    source = Speaker.objects.create(name="an official", type="unnamed", scope_article=article)
    merge(source, Speaker.objects.get(name="Matthew Miller"), "Named in the memoirs.")
    ada, lady = (
        make_speaker("Ada", ref="ada", description='"q" – ünïcode'),
        make_speaker("Lady A.", ref="lady"),
    )
    merge(ada, lady, "Letters.")
    undo(Merge.objects.get(speaker=ada))
    hold_apart(lady, ada)
    published = Quote.objects.published()
    gone, changed = published[0], published[1]
    Quote.objects.filter(pk=gone.pk).update(
        status="withdrawn", withdrawn_reason="Wrong person.", published_at=LONG_AGO
    )
    Correction.objects.create(
        quote=changed, changed="date", old="17", new="18", reason="Misread.", at=LONG_AGO
    )
    newer = {"replaces": article, "ref": "a-newer-capture", "published_on": article.published_on}
    carry_over(make_article(f"{article.raw_text}\n😀 newer\r\n", **newer))
    make_organisation("A bureau", ref="a-bureau", parent=Organisation.objects.last())
    quote, other, turn = make_quote(ref="q"), make_quote(ref="other"), make_quote(ref="turn")
    decided(quote, turn, exact=True)
    decided(other, turn, "rejected")
    decided(make_quote(), turn, "proposed")


def test_export_import_export_is_the_same(filled, tmp_path):
    export_all(tmp_path / "one")
    empty_the_archive()
    assert commit(read_bundle(tmp_path / "one")).failed == {}
    export_all(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_corrections_withdrawals_and_decisions_come_back(filled, tmp_path):
    export_all(tmp_path / "one")
    empty_the_archive()
    commit(read_bundle(tmp_path / "one"))
    gone, correction = Quote.objects.get(status="withdrawn"), Correction.objects.get()
    assert (gone.withdrawn_reason, gone.published_at) == ("Wrong person.", LONG_AGO)
    assert (correction.old, correction.at) == ("17", LONG_AGO)
    assert [bool(each.undone_at) for each in Merge.objects.order_by("at")] == [False, True]
    assert Speaker.objects.get(name="an official").canonical == Merge.objects.order_by("at")[0].into
    assert Namesakes.objects.count() == 1
    matches = Match.objects.order_by("quote__ref").values_list("quote__ref", "turn__ref", "state", "exact")
    assert list(matches) == [("other", "turn", "rejected", False), ("q", "turn", "confirmed", True)]
    assert Quote.objects.exclude(carried_from=None).exists()


def test_importing_an_export_again_changes_nothing(filled, tmp_path):
    export_all(tmp_path / "one")
    versions = list(Quote.objects.values_list("pk", "version"))
    for mode in ("skip", "merge", "replace"):
        outcome = commit(read_bundle(tmp_path / "one"), mode)
        assert (outcome.created, outcome.changed, outcome.failed) == ({}, {}, {})
    assert list(Quote.objects.values_list("pk", "version")) == versions


def test_rows_are_named_by_their_refs_alone():
    merge(make_quote().attributions.get().speaker, make_speaker("Ada"), "Letters.")
    names = set(re.findall(r'"(\w+)":', encode(bundle()).decode()))
    assert "ref" in names
    assert not {name for name in names if name == "id" or name.endswith("_id")}


def test_what_was_redacted_leaves_nothing_that_points_to_it(tmp_path):
    old = make_article("“Peace is near,” Ada said.\n", ref="old")
    make_quote("Peace is near", article=old)
    source = make_speaker("an official", type="unnamed", scope_article=old)
    merge(source, make_speaker(), "Named.")
    carry_over(make_article("“Peace is near,” Ada said then.\n", replaces=old, ref="new"))
    redact(old, "A court order.")
    export_all(tmp_path / "one")
    empty_the_archive()
    assert commit(read_bundle(tmp_path / "one")).failed == {}
    assert Article.objects.get().ref == "new"


def test_an_old_export_does_not_bring_a_removed_text_back(tmp_path):
    old = make_article(ref="old")
    export_all(tmp_path / "one")
    redact(old, "A court order.")
    outcome = commit(read_bundle(tmp_path / "one"), "merge")
    assert outcome.failed == {"article old": "Its text was removed for good: A court order."}


@pytest.mark.parametrize("side", ["quote", "turn"])
def test_an_old_export_brings_no_match_of_a_removed_text_back(tmp_path, side):
    match = decided(make_quote(), make_quote())
    export_all(tmp_path / "one")
    redact(getattr(match, side).article, "A court order.")
    assert not Match.objects.exists()
    commit(read_bundle(tmp_path / "one"), "merge")
    assert not Match.objects.exists()


def test_a_decision_of_a_file_stands_over_a_mere_proposal(tmp_path):
    match = decided(make_quote(), make_quote())
    export_all(tmp_path / "one")
    Match.objects.update(state="proposed")
    commit(read_bundle(tmp_path / "one"))
    assert Match.objects.get().state == match.state


def test_a_second_confirmed_passage_of_a_quote_is_refused(tmp_path):
    """In the archive, and within one file."""
    quote, one, other = make_quote(), make_quote(), make_quote()
    decided(quote, one, kept=1)
    export_all(tmp_path / "one")
    Match.objects.all().delete()
    decided(quote, other, kept=2)
    outcome = commit(read_bundle(tmp_path / "one"), "merge")
    assert "has another confirmed passage" in str(outcome.failed)
    twice = msgspec.structs.replace(
        bundle(), matches=[*bundle().matches, *read_bundle(tmp_path / "one").matches]
    )
    Match.objects.all().delete()
    assert "has another confirmed passage" in str(commit(twice, "merge").failed)
    assert Match.objects.get(state="confirmed").turn == other


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"turn": "nothing"}, "turn"),
        ({"quote": "t", "turn": "t"}, "turn"),
        ({"turn": "q", "quote": "t"}, "turn"),
        ({"end": 9999}, "end"),
        ({"start": 9, "end": 9}, "end"),
        ({"state": "proposed"}, "state"),
        ({"score": 2}, "score"),
    ],
)
def test_a_match_that_cannot_be_is_refused_by_the_check(wrong, column):
    decided(make_quote(ref="q"), make_quote(ref="t"))
    [match] = msgspec.to_builtins(bundle().matches)
    file = {"matches": [match, {**match, **wrong}]}
    staged = stage_json(msgspec.json.encode(file))
    assert [column for _, column, _ in staged.problems] == [column]
    assert (len(staged.bundle.matches), staged.rows, staged.good) == (1, 2, 1)


def test_an_editors_file_publishes_nothing_and_joins_nobody():
    quote = make_quote()
    Correction.objects.create(quote=quote, changed="date", reason="Misread.")
    merge(quote.attributions.get().speaker, make_speaker("Ada"), "Letters.")
    decided(quote, make_quote())
    plain = unpublished(bundle())
    assert (plain.merges, plain.namesakes, plain.matches) == ([], [], [])
    assert {each.canonical for each in plain.speakers} == {None}
    quotes = [quote for article in plain.articles for quote in article.quotes]
    assert {quote.status for quote in quotes} <= {"draft", "review"}
    assert not any(quote.corrections or quote.published_at for quote in quotes)
