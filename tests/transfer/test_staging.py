import csv
import io
import json
import re
import resource
import time

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editing.redaction import redact
from archive.models import Correction, ImportJob, Quote
from archive.transfer import jobs, known
from archive.transfer.columns import COLUMNS
from archive.transfer.jobs import check, run_next, stage
from archive.transfer.tabulate import table
from archive.transfer.write import bundle, encode
from tests import tables
from tests.admin.conftest import make_user
from tests.builders import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db
RAW = "Headline\n\n“Peace is near,” Ada Lovelace said. “Peace is near,” Bob said. She added: “Wait.”\n"


def as_json(**article):
    quote = {"ref": "q", "kind": "direct", "spans": [{"part": "words", "start": 11, "end": 24}]}
    given = {"ref": "a", "title": "T", "text": RAW, "quotes": [quote], **article}
    return json.dumps({"format": "statement-archive/1", "articles": [given]}).encode()


def as_csv(*rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def reasons(staged):
    return [(column, reason) for _, column, reason in staged.problems]


def queue(data, user, **given):
    job = ImportJob(name="file", content=data, by=user, **given)
    check(job, stage(data))
    ImportJob.objects.filter(pk=job.pk).update(state="queued")
    return job


def test_a_good_file_is_staged_whole():
    staged = stage(as_json())
    assert (staged.rows, staged.good, staged.problems) == (2, 2, [])


def test_of_a_large_archive_only_what_the_file_names_is_read_a_few_queries_for_all_of_it(monkeypatch):
    made = [make_quote(f"Peace number {n}") for n in range(12)]
    whole = json.loads(encode(bundle()))
    other = {**whole["articles"][0], "ref": "another"}
    moved = {**whole["articles"][1], "text": "Another text.\n", "file": None, "sha256": None, "quotes": []}
    odd = {"ref": "a\0b", "title": "T", "text": "a\0b", "replaces": "nothing"}
    asked = []
    for count in (2, 12):
        data = json.dumps({**whole, "articles": [*whole["articles"][:count], other, moved, odd]}).encode()
        told = []
        for few in (20_000, 0):
            monkeypatch.setattr(known, "FEW", few)
            with CaptureQueriesContext(connection) as queries:
                staged = stage(data)
            told.append((staged.problems, staged.notes, staged.good))
        assert told[0] == told[1]
        assert len(told[0][1]) >= count
        asked.append(len(queries))
    assert asked[1] - asked[0] <= len(made) - 2  # of a stored article its quotes' places are


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"spans": [{"part": "words", "start": 11, "end": 999}]}, "spans", "no place"),
        ({"spans": [{"part": "words", "start": 11, "end": 24, "text": "Peace is far"}]}, "spans", "stands"),
        ({"spans": []}, "words", "needs words"),
        ({"status": "published"}, "attributions", "needs a speaker"),
        ({"status": "withdrawn"}, "withdrawn_reason", "public reason"),
        ({"kind": "quip"}, "kind", "is none of direct, mixed, indirect, headline"),
        ({"said_latest": "2024-13-01"}, "said_latest", "“2024-13-01” is no day of the calendar"),
        ({"said_latest": "3/5/2024"}, "said_latest", "write it as in 2024-03-05"),
        ({"attributions": [{"speaker": ""}]}, "attributions[0].speaker", "This is empty"),
        (
            {"spans": [{"part": "words", "start": -1, "end": 24}]},
            "spans[0].start",
            "whole number, 0 or more",
        ),
        ({"attributions": [{"speaker": "nobody"}]}, "speaker", "Nothing has the ref"),
        ({"language": "English"}, "language", "such as en, pt-BR or ko"),
        ({"language": "!!"}, "language", "is no code"),
        ({"said_note": "x" * 501}, "said_note", "501 characters are more than 500"),
    ],
)
def test_a_bad_quote_is_named_with_column_and_reason(changed, column, said):
    quote = {"ref": "q", "kind": "direct", "spans": [{"part": "words", "start": 11, "end": 24}], **changed}
    staged = stage(as_json(quotes=[quote]))
    assert [row for row, _, _ in staged.problems] == ["articles[0].quotes[0] (q)"] * len(staged.problems)
    assert any(found == column and said in reason for found, reason in reasons(staged))
    assert staged.bundle.articles[0].quotes == []


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"format": "other"}', b"a,b\n1,2", b"\xff\xfe", b"article,words,kind,size\n"]
)
def test_a_file_that_is_none_of_ours_is_refused_whole(data):
    with pytest.raises(ValueError, match=r"JSON|CSV|columns|first line|can be read here"):
        stage(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            {"format": "statement-archive/9"},
            'says "format": "statement-archive/9"; only "statement-archive/1"',
        ),
        (
            {"quotes": [], "articles": []},
            "“quotes”, which is known here by no such name: each quote stands in",
        ),
    ],
)
def test_what_is_not_known_of_a_file_is_named(data, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        stage(json.dumps(data).encode())


def test_a_number_that_is_too_large_and_a_list_of_another_length_say_so():
    match = {"quote": "q", "turn": "t", "start": 0, "end": 9, "kept": 1, "words": 99_999, "score": 1}
    data = {"matches": [{**match, "state": "confirmed"}], "speakers": [{"ref": "s", "name": ""}]}
    staged = stage(json.dumps(data).encode())
    assert sorted(reasons(staged)) == [
        ("name", "This is empty: give it, or leave it out."),
        ("words", "“99999” is too large: 32767 at most."),
    ]
    assert "This must be a list of 2." in reasons(stage(as_json(body_spans=[[0, 1, 2]])))[0][1]


def test_what_is_there_already_is_marked():
    make_article(RAW, ref="a")
    assert [reason for *_, reason in stage(as_json()).notes] == ["This article is in the archive already."]


def test_the_same_text_under_another_ref_is_refused():
    make_article(RAW, ref="other")
    assert "use that ref" in reasons(stage(as_json()))[0][1]


def test_people_and_places_that_point_nowhere_are_left_out():
    world = {
        "organisations": [{"ref": "o", "name": "O", "country": "ZZ"}],
        "speakers": [{"ref": "s", "name": "S", "roles": [{"ref": "r", "title": "T", "organisation": "o"}]}],
    }
    staged = stage(json.dumps(world).encode())
    assert [(row, column) for row, column, _ in staged.problems] == [
        ("o", "country"),
        ("s", "roles.organisation"),
    ]
    assert (staged.bundle.organisations, staged.bundle.speakers, staged.good) == ([], [], 0)


def test_decisions_about_nobody_are_named():
    at = {"reason": "r", "at": "2024-06-18T10:00:00Z"}
    data = {"merges": [{"speaker": "a", "into": "b", **at}], "namesakes": [{"one": "a", "other": "b"}]}
    staged = stage(json.dumps(data).encode())
    assert [row for row, _, _ in staged.problems] == ["merges[0]"] * 2 + ["namesakes[0]"] * 2
    assert (staged.rows, staged.good) == (2, 0)


def test_a_pointer_to_one_who_points_on_is_named():
    chain = [("ada", "bob"), ("bob", "cy"), ("cy", None)]
    speakers = [{"ref": ref, "name": ref, "canonical": into} for ref, into in chain]
    staged = stage(json.dumps({"speakers": speakers}).encode())
    assert [(row, column) for row, column, _ in staged.problems] == [("ada", "canonical")]


def test_a_ref_that_stands_twice_in_the_file_is_named():
    quote = {"ref": "q", "kind": "direct", "spans": [{"part": "words", "start": 11, "end": 24}]}
    staged = stage(as_json(quotes=[quote, quote]))
    assert [(row, column) for row, column, _ in staged.problems] == [("articles[0].quotes[1] (q)", "ref")]


def test_words_that_the_archive_has_under_another_ref_are_marked():
    make_quote("Peace is near", article=make_article(RAW, ref="a"), ref="by-hand")
    assert "these words already: “by-hand”" in stage(as_json()).notes[1][2]


def test_a_removed_text_is_refused():
    redact(make_article(RAW, ref="a"), "A court order.")
    assert "removed for good: A court order." in reasons(stage(as_json()))[0][1]


def test_a_line_of_stored_words_is_the_stored_quote():
    make_quote("Wait.", article=make_article(RAW, ref="a"), ref="by-hand", cue="added")
    staged = stage(as_csv({"article": "a", "words": "Wait.", "kind": "direct"}))
    assert [quote.ref for quote in staged.bundle.articles[0].quotes] == ["by-hand"]


def test_a_line_that_repeats_another_is_named():
    make_article(RAW, ref="a")
    staged = stage(as_csv(*[{"article": "a", "words": "Wait.", "kind": "direct"}] * 2))
    assert reasons(staged) == [("words", "These words stand in line 2 already: leave one of the rows out.")]


def test_csv_rows_find_their_words():
    make_speaker(ref="ada")
    make_article(RAW, ref="a")
    staged = stage(as_csv({"article": "a", "words": "Wait.", "kind": "direct", "speakers": "Ada Lovelace"}))
    quote = staged.bundle.articles[0].quotes[0]
    assert (RAW[quote.spans[0].start : quote.spans[0].end], quote.attributions[0].speaker) == ("Wait.", "ada")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"words": "Peace is near"}, "words", "more than once"),
        ({"words": "War"}, "words", "does not stand"),
        ({"words": "Wait.", "speakers": "Bob"}, "speakers", "No speaker is called"),
        ({"words": "Wait.", "article": "b"}, "article", "No article has the ref"),
        ({"words": "Wait.", "spans": "words 1"}, "spans", "is not like"),
        ({"words": "Wait.", "kind": "quip"}, "kind", "is none of direct, mixed, indirect, headline"),
    ],
)
def test_a_bad_line_is_named_with_column_and_reason(row, column, said):
    make_article(RAW, ref="a")
    staged = stage(as_csv({"article": "a", "kind": "direct", **row}))
    assert [(row, column) for row, column, _ in staged.problems] == [("line 2", column)]
    assert said in staged.problems[0][2]


def test_the_command_reads_tables_too(tmp_path, capsys):
    make_article(RAW, ref="a")
    file = tmp_path / "quotes.csv"
    rows = [{"article": "a", "words": words, "kind": "direct"} for words in ("Wait.", "War")]
    file.write_bytes(as_csv(*rows))
    call_command("import", file)
    assert Quote.objects.get().text == "Wait."
    assert "line 3, words" in capsys.readouterr().err


def test_the_worker_imports_what_is_good_and_the_second_time_changes_nothing():
    user = User.objects.create_superuser("grace")
    job = queue(as_json(), user)
    assert run_next()
    job.refresh_from_db()
    assert (job.state, job.done, Quote.objects.get().text) == ("done", 1, "Peace is near")
    version = Quote.objects.get().version
    queue(as_json(), user)
    run_next()
    assert Quote.objects.get().version == version
    assert not run_next()


def test_a_large_file_is_checked_by_the_worker():
    ImportJob.objects.create(name="file", content=as_json(), by=User.objects.create_superuser("grace"))
    run_next()
    assert (ImportJob.objects.get().state, ImportJob.objects.get().good) == ("checked", 2)
    assert not run_next()


def test_an_interrupted_job_is_taken_up_again():
    queue(as_json(), User.objects.create_superuser("grace"))
    ImportJob.objects.update(state="running", done=1)
    run_next()
    assert (ImportJob.objects.get().state, Quote.objects.count()) == ("done", 1)


def test_a_job_that_breaks_says_so(monkeypatch):
    queue(as_json(), User.objects.create_superuser("grace"))
    monkeypatch.setattr(jobs, "stage", lambda *given: 1 / 0)
    run_next()
    assert ImportJob.objects.get().outcome == jobs.STOPPED


def published():
    quote = {
        "ref": "q",
        "kind": "direct",
        "status": "published",
        "spans": [{"part": "words", "start": 11, "end": 24}],
    }
    return quote | {"attributions": [{"speaker": "ada"}]}


def test_what_an_editor_imports_waits_for_review():
    make_speaker(ref="ada")
    queue(as_json(quotes=[published()]), make_user("eddie", "Editor"), mode="replace")
    run_next()
    assert Quote.objects.get().status == "draft"


def test_an_import_that_changes_a_published_quote_is_a_correction():
    make_speaker(ref="ada")
    user = make_user("pia", "Publisher")
    queue(as_json(quotes=[published()]), user)
    run_next()
    queue(as_json(quotes=[published() | {"public_note": "Spoken."}]), user, mode="replace", reason="Learnt.")
    run_next()
    assert [(each.changed, each.new, each.reason) for each in Correction.objects.all()] == [
        ("note", "Spoken.", "Learnt.")
    ]


def exported_csv():
    out = io.StringIO()
    csv.writer(out).writerows(table(bundle()))
    return out.getvalue()


def test_an_exported_table_imports_back_identically():
    tables.fill()
    before = exported_csv()
    Quote.objects.all().delete()
    staged = stage(before.encode())
    assert staged.problems == []
    queue(before.encode(), User.objects.create_superuser("grace"))
    run_next()
    assert exported_csv() == before


def test_an_exported_json_is_accepted_by_the_upload():
    tables.fill()
    staged = stage(encode(bundle()))
    assert (staged.problems, staged.rows) == ([], staged.good)


@pytest.mark.drill
def test_twenty_thousand_rows_with_two_hundred_bad_ones():
    raw = "\n".join(f"“Words of number {n} are these,” she said." for n in range(2000))
    for number in range(10):
        make_article(f"Article {number}\n{raw}", ref=f"a{number}")
    rows = [
        {"article": f"a{n % 10}", "words": f"Words of number {n // 10} are these,", "kind": "direct"}
        for n in range(20_000)
    ]
    for row in rows[::100]:
        row["words"] = "Nothing like it"
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    staged = stage(as_csv(*rows))
    assert len(staged.problems) == 200
    assert {column for _, column, _ in staged.problems} == {"words"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024
    assert time.process_time() - began < 60
