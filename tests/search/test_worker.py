import shutil

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from archive.models import Epoch, Occasion, Outbox, Quote
from archive.models.outbox import CHANNEL
from archive.models.remembered import Generation, made_of
from archive.query import QuoteQuery
from archive.reading import coverage as covered
from archive.reading.coverage import counted, coverage
from archive.search import find, find_articles, status
from archive.search.contract import IndexUnavailableError
from archive.search.engines import forget
from archive.search.index import building
from archive.search.index.worker import QUIET_SECONDS, Worker, drain
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(index_dir):
    building.build()


def ids(q=""):
    found = find(QuoteQuery(q=q))
    assert found.notice is None
    return found.ids


def test_a_new_quote_is_hidden_until_it_is_indexed(built):
    quote = make_quote("fuel")
    assert ids("fuel") == []
    assert drain() > 0
    assert ids("fuel") == [quote.pk]


def test_the_very_first_change_reaches_an_index_that_was_built_before_it(built):
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE archive_outbox_id_seq RESTART")
    building.build()
    quote = make_quote("fuel")
    assert drain() > 0
    assert ids("fuel") == [quote.pk]


def test_exactly_the_rows_read_are_removed(built, monkeypatch):
    make_quote("fuel")
    monkeypatch.setattr("archive.search.index.worker.BATCH", 1)
    before = Outbox.objects.count()
    assert drain() == 1
    assert Outbox.objects.count() == before - 1


def test_a_changed_quote_replaces_its_document(built):
    quote = make_quote("fuel", kind="direct")
    drain()
    quote.kind = "mixed"
    quote.save()
    drain()
    assert find(QuoteQuery(q="fuel"), facets=["kind"]).facets["kind"] == {"mixed": 1}


def test_a_withdrawn_quote_leaves_the_index(built):
    quote = make_quote("fuel")
    drain()
    quote.status, quote.withdrawn_reason = "withdrawn", "A mistake"
    quote.save()
    drain()
    assert status().held.quotes == status().held.segments == 0


def test_a_renamed_speaker_is_found_by_the_new_name(built):
    speaker = make_speaker("Ada Lovelace")
    quote = make_quote("fuel", speaker)
    drain()
    speaker.name = "Ada Byron"
    speaker.save()
    drain()
    assert ids("Byron") == [quote.pk]
    assert ids("Lovelace") == []


def test_a_merge_reaches_the_quotes_of_both_speakers(built):
    real, other = make_speaker("Ada Lovelace"), make_speaker("A. Byron")
    one, two = make_quote("fuel", real), make_quote("grain", other)
    drain()
    other.canonical = real
    other.save()
    drain()
    assert ids("Lovelace") == ids("Byron") == [one.pk, two.pk]
    other.canonical = None
    other.save()
    assert ids() == []
    drain()
    assert ids("Lovelace") == [one.pk]
    assert ids("Byron") == [two.pk]
    assert building.check().clean


@pytest.mark.parametrize("kind", ["article", "organisation", "role", "occasion", "other name"])
def test_what_a_document_is_made_of_reaches_it(built, kind):
    speaker, organisation = make_speaker(), make_organisation()
    role = speaker.roles.create(title="Envoy", organisation=organisation)
    quote = make_quote("fuel", speaker, attribution={"role": role})
    drain()
    match kind:
        case "article":
            quote.article.title = "Zebra"
            quote.article.save()
        case "organisation":
            organisation.name = "Zebra"
            organisation.save()
        case "role":
            role.title = "Zebra"
            role.save()
        case "occasion":
            quote.occasion = Occasion.objects.create(name="Zebra", kind="briefing")
            quote.save()
        case "other name":
            speaker.other_names.create(name="Zebra")
    drain()
    assert ids("zebra") == [quote.pk]


def test_many_small_commits_are_folded(built):
    quotes = [make_quote(f"fuel number{n}").pk for n in range(12)]
    for _ in quotes:
        make_quote("grain")
        drain()
    assert status().held.segments < 6
    assert ids("fuel") == quotes
    assert building.check().clean


def test_without_an_index_postgresql_answers_with_a_notice(index_dir):
    quote = make_quote("fuel")
    found = find(QuoteQuery(q="fuel"))
    assert found.ids == [quote.pk]
    assert found.notice


def test_without_an_index_the_worker_builds_one(index_dir):
    quote = make_quote("fuel")
    worker = Worker()
    assert worker.step() == 0
    assert worker.trouble == ""
    assert ids("fuel") == [quote.pk]
    assert not Outbox.objects.exists()


def test_without_an_index_that_can_be_built_the_rows_are_kept(index_dir):
    make_quote("fuel")
    index_dir.write_text("in the way")
    worker = Worker()
    assert worker.step() == worker.step() == 0
    assert "index build" in worker.trouble
    assert Outbox.objects.exists()


def newest_file(index_dir, pattern):
    return max((index_dir / "current").glob(pattern), key=lambda path: path.stat().st_mtime)


def test_damage_to_the_articles_leaves_the_quotes_alone(built, index_dir):
    quote = make_quote("fuel")
    drain()
    newest_file(index_dir, "ARTICLES_*.arrays").unlink()
    forget()
    assert find(QuoteQuery(q="fuel")).notice is None
    found = find_articles(QuoteQuery(q="fuel"))
    assert found.ids == [quote.article_id]
    assert found.notice


def test_an_index_of_another_database_is_not_used(built):
    quote = make_quote("fuel")
    drain()
    Epoch.objects.update(value="00000000-0000-0000-0000-000000000001")
    assert find(QuoteQuery(q="fuel")).notice
    make_quote("grain")
    with pytest.raises(IndexUnavailableError):
        drain()
    Worker().step()
    assert ids("fuel") == [quote.pk]


def test_check_names_what_differs(built):
    missing = make_quote("fuel")
    Outbox.objects.all().delete()
    found = building.check()
    assert found.missing == [missing.pk]
    assert not found.clean


def test_check_compares_all_that_is_searched(built):
    speaker = make_speaker("Ada Lovelace")
    quotes = [make_quote("fuel", speaker).pk for _ in range(3)]
    other = make_quote("grain").article
    drain()
    speaker.name = "Ada Byron"
    speaker.save()
    other.byline = "By Zebra"
    other.save()
    Outbox.objects.all().delete()
    found = building.check()
    assert found.different == [*quotes, *other.quotes.values_list("pk", flat=True)]
    assert found.articles == [other.pk]


def test_check_names_what_should_not_be_there(built):
    extra = make_quote("fuel")
    drain()
    extra.status, extra.withdrawn_reason = "withdrawn", "A mistake"
    extra.save()
    Outbox.objects.all().delete()
    assert building.check().extra == [extra.pk]


def test_check_finds_damaged_bytes_of_files_too_large_to_read_at_once(built, index_dir, monkeypatch):
    monkeypatch.setattr("archive.search.engines.whoosh.reader.CHECKED_BYTES", 0)
    make_quote("fuel")
    drain()
    segment = newest_file(index_dir, "MAIN_*.arrays")
    with segment.open("r+b") as file:
        file.seek(64)
        file.write(b"\xff")
    forget()
    assert building.check().damaged


def test_changes_during_a_build_are_not_lost(built, monkeypatch):
    make_quote("fuel")
    drain()
    late: list[Quote] = []

    def publish_meanwhile(count):
        if not late:
            late.append(make_quote("fuel"))
            drain()

    building.build(publish_meanwhile)
    assert late[0].pk in ids("fuel")
    assert building.check().clean


def test_a_build_removes_the_rows_it_has_covered_and_the_old_index(built, index_dir):
    make_quote("fuel")
    building.build()
    assert not Outbox.objects.exists()
    assert len(list(index_dir.glob("index-*"))) == 1


def test_a_document_names_everything_a_quote_is_found_by(built):
    speaker = make_speaker("Kim Jong-un")
    speaker.other_names.create(name="김정은")
    article = make_article("Zebra\n\n“Peace is near,” Kim said.\n", title="Zebra")
    quote = make_quote(
        speaker=speaker, article=article, attribution={"country": make_country("KP", "North Korea")}
    )
    drain()
    assert ids("김정은") == ids("zebra") == ids('"Kim Jong-un"') == [quote.pk]


def test_the_copy_of_an_index_that_fell_behind_answers_nothing(built, index_dir, tmp_path, settings):
    """A second host with a copy would find what was withdrawn meanwhile."""
    make_quote("Peace is near")
    drain()
    copy = tmp_path / "copy"
    shutil.copytree(index_dir, copy, symlinks=True)
    Quote.objects.update(status="withdrawn", withdrawn_reason="Wrong speaker.")
    drain()
    settings.SEARCH_INDEX_DIR = copy
    found = find(QuoteQuery(q="peace"))
    assert (found.total, bool(found.notice)) == (0, True)
    settings.SEARCH_INDEX_DIR = index_dir
    assert find(QuoteQuery(q="peace")).notice is None


def test_an_index_beside_which_another_host_built_one_is_built_anew(built, index_dir, tmp_path, settings):
    quote = make_quote("Peace is near")
    settings.SEARCH_INDEX_DIR = tmp_path / "other"
    building.build()  # with the change, which is told to nobody else
    settings.SEARCH_INDEX_DIR = index_dir
    make_quote("War is far")
    worker = Worker()
    assert worker.step() == 0
    assert ids("peace") == [quote.pk]
    assert building.check().clean


@pytest.fixture
def few(monkeypatch):
    """Four changes are too many to leave out one by one."""
    for module in ("index.pending", "finding"):
        monkeypatch.setattr(f"archive.search.{module}.MAX_PENDING", 3)


CHANGED = ("speaker", "merged", "role", "organisation", "country", "outlet", "occasion", "article")


@pytest.mark.parametrize("kind", CHANGED)
def test_very_many_changes_are_left_out_by_what_they_have_in_common(built, few, kind):
    speaker, other = make_speaker("Ada"), make_speaker("Ada King")
    role = speaker.roles.create(title="Envoy", organisation=make_organisation())
    words = [f"fuel {n}" for n in range(4)]
    article = make_article(f"Talks\n\n“{'”, “'.join(words)}”, Ada said.\n", outlet=make_outlet())
    place = {"article": article, "occasion": Occasion.objects.create(name="Talks", kind="briefing")}
    for said in words:
        make_quote(said, speaker, attribution={"role": role, "country": make_country()}, **place)
    kept = make_quote(
        "grain",
        make_speaker("Bob"),
        article=make_article("“grain”, Bob said.\n", outlet=make_outlet("The Times")),
    )
    while drain():
        pass
    changed = {
        "speaker": speaker,
        "role": role,
        "organisation": role.organisation,
        "country": make_country(),
        "outlet": place["article"].outlet,
        **place,
    }
    if kind == "merged":
        speaker.canonical = other
        speaker.save()
    else:
        row = changed[kind]
        setattr(row, "title" if kind in {"role", "article"} else "name", "Zebra")
        row.save()
    assert ids() == [kept.pk]
    assert find(QuoteQuery(), facets=["speaker"]).facets["speaker"] == {make_speaker("Bob").pk: 1}
    while drain():
        pass
    assert len(ids()) == 5
    assert building.check().clean


def test_new_quotes_need_not_be_left_out_however_many_they_are(built, few):
    old = make_quote("fuel")
    while drain():
        pass
    new = [make_quote(f"fuel {n}") for n in range(4)]
    assert ids("fuel") == [old.pk]
    while drain():
        pass
    assert len(ids("fuel")) == 5
    for quote in new[:1]:
        quote.status, quote.withdrawn_reason = "withdrawn", "A mistake"
        quote.save()
        assert quote.pk not in ids("fuel")


def test_drafts_that_change_no_document_leave_the_index_up_to_date(built):
    make_quote("Peace is near", status="draft")
    while drain():
        pass
    assert find(QuoteQuery()).notice is None


@pytest.mark.django_db(transaction=True)
def test_what_is_slow_waits_until_nothing_is_announced(built):
    def counts_are_kept():
        return Epoch.objects.filter(covered=F("generation")).exists()

    worker = Worker()
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
        make_quote("fuel")
        while drain():  # what is announced meanwhile is heard later
            pass
        assert worker.turn(0.0) == QUIET_SECONDS
        assert not counts_are_kept()
        assert worker.turn(0.0) == 0.0
        assert counts_are_kept()
        cursor.execute(f"UNLISTEN {CHANNEL}")


def test_the_worker_counts_what_the_archive_covers_once_for_all_processes(built):
    quote = make_quote("Peace is near")
    worker = Worker()
    while worker.step() or worker.rest():
        pass
    counted.forget()
    with CaptureQueriesContext(connection) as queries:
        assert coverage()["quotes"] == 1
    assert len(queries) == 1
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")
    assert coverage()["quotes"] == 0
    while worker.step():
        pass
    assert coverage()["quotes"] == 0


def test_a_large_archive_tells_what_was_counted_last_and_keeps_no_page_of_it(built, monkeypatch):
    monkeypatch.setattr(covered, "LARGE", 1)
    make_quote("Peace is near")
    worker = Worker()
    while worker.step() or worker.rest():
        pass
    make_quote("fuel")
    with made_of(Generation.now()) as is_whole, CaptureQueriesContext(connection) as queries:
        assert coverage()["quotes"] == 1
        assert not is_whole()
    assert len(queries) == 1
    worker._count_at = 0.0
    while worker.step() or worker.rest():
        pass
    with made_of(Generation.now()) as is_whole:
        assert (coverage()["quotes"], is_whole()) == (2, True)
