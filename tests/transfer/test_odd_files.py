"""Files that cannot go in: the check says so, row by row, in plain words, before anything runs."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from archive.editing.reading_list import read_feed
from archive.editing.uploads import web_address
from archive.models import Article, Country, ImportJob, PlaceMerge, Quote, Role, Speaker
from archive.transfer.commit import commit
from archive.transfer.jobs import run_next, stage
from archive.transfer.records import Article as ArticleRecord
from archive.transfer.records import Bundle, Organisation
from archive.transfer.spreadsheets.checking import address
from archive.transfer.staging import Rules
from archive.transfer.write import bundle, encode
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_country, make_outlet, make_quote, make_speaker
from tests.transfer.test_staging import RAW, as_json, queue

pytestmark = pytest.mark.django_db

# What no person should read: the words of libraries and of the database.
FOREIGN = ("Expected", "RFC", "regex", "Object", "enum", "violates", "DETAIL", "Error", "codec", "$.", "None")
SPAN = {"part": "words", "start": 11, "end": 24}
TEXT = f"{RAW}\n\nIt rained. It snowed. Bob denied it all."
FAR = {"part": "cue", "start": TEXT.index("denied"), "end": TEXT.index("denied") + 6}


def quote(**changed):
    return {"ref": "q", "kind": "direct", "spans": [SPAN], **changed}


def dated(**changed):
    said = {"said_earliest": "2015-03-18", "said_latest": "2015-03-18", "said_precision": "day"}
    return quote(**{**said, "said_basis": "editor", **changed})


def found(data, **rules):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    staged = stage(data, Rules(**rules))
    told = [(column, reason) for _, column, reason in staged.problems]
    assert not [reason for _, reason in told for word in FOREIGN if word in reason], told
    assert staged.rows - staged.good > 0
    return told


def refuses(told, column, said):
    assert any(each == column and said in reason for each, reason in told), told


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"format": "statement-archive/1"', b'{"x": 1e999}']
)
def test_a_file_that_is_no_archive_is_refused_in_plain_words(data):
    with pytest.raises(ValueError, match=r"JSON|first line") as refused:
        stage(data)
    assert "Recursion" not in str(refused.value)


@pytest.mark.parametrize("value", [5, True, "x", {"a": 1}])
def test_what_should_be_a_list_and_is_none_is_named(value):
    refuses(found({"articles": value}), "articles", "must be a list")
    refuses(found(as_json(quotes=value)), "quotes", "must be a list")
    refuses(found({"speakers": [value]}), "-", "not known" if value == {"a": 1} else "an object")


@pytest.mark.parametrize("odd", ["\u202e", "\u200b", "\u3164", "\u2028"])
@pytest.mark.parametrize(
    ("kind", "column", "row"),
    [
        ("speakers", "name", {"ref": "s", "type": "person"}),
        ("speakers", "sort_name", {"ref": "s", "type": "person", "name": "Ada"}),
        ("organisations", "name", {"ref": "o"}),
        ("outlets", "name", {"ref": "o"}),
        ("organisations", "other_names", {"ref": "o", "name": "Ada"}),
    ],
)
def test_names_hold_nothing_that_nobody_sees(odd, kind, column, row):
    name = f"Matthew{odd}Miller"
    told = found({kind: [{**row, column: [name] if column == "other_names" else name}]})
    refuses(told, column, f"U+{ord(odd):04X}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_as_windows_saves_it_is_read(encoding):
    assert stage(as_json().decode().encode(encoding)).problems == []


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_a_nul_is_named_with_its_place(text):
    refuses(found(as_json(title=text)), "title", "NUL")
    refuses(found(as_json(quotes=[quote(public_note=text)])), "public_note", "NUL")
    refuses(found(as_json(**{text: 1})), "a field's name", "NUL")
    refuses(
        found({"speakers": [{"ref": "s", "name": "S", "other_names": ["x", text]}]}), "other_names[1]", "NUL"
    )


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"url": "javascript:alert(1)"}, "url", "https://"),
        ({"archive_url": "data:text/html,x"}, "archive_url", "https://"),
        ({"published_on": "0024-03-05"}, "published_on", "four digits"),
        ({"published_on": "9999-01-01"}, "published_on", "lies ahead"),
        ({"published_on": "3/5/2024"}, "published_on", "write it as in 2024-03-05"),
        ({"captured_at": "2024-01-01T00:00:00"}, "captured_at", "time zone"),
        ({"captured_at": "0001-01-01T00:00:00Z"}, "captured_at", "four digits"),
        ({"published_time": "10:00:00Z"}, "published_time", "time alone"),
        ({"body_spans": [[-5, 3]]}, "body_spans", "in order"),
        ({"title": "x" * 501}, "title", "501 characters"),
        ({"ref": "x" * 101}, "ref", "101 characters"),
        ({"rights": "all"}, "rights", "full, excerpt, quotes"),
        ({"size": 5}, "-", "not known"),
        ({"text": None}, "text", "must stand in the file"),
    ],
)
def test_an_article_that_cannot_be_stored_is_named(changed, column, said):
    refuses(found(as_json(**changed)), column, said)


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"said_earliest": "0024-03-18", "said_precision": "year"}, "said_earliest", "four digits"),
        ({"said_earliest": "2015-01-10"}, "said_precision", "coarser"),
        ({"said_basis": "explicit", "status": "published"}, "said_basis", "words for the date"),
        ({"said_basis": "none"}, "said_basis", "how the date is known"),
        (
            {"spans": [SPAN, FAR], "attributions": [{"speaker": "ada"}], "status": "published"},
            "cue",
            "“denied”",
        ),
        ({"attributions": [{"speaker": "ada", "role": "over"}]}, "role", "was held until 24 December 2011"),
        ({"attributions": [{"speaker": "ada", "country": "SU"}]}, "country", "existed"),
        ({"attributions": [{"speaker": "bob", "role": "over"}]}, "role", "is held by “ada”"),
        ({"attributions": [{"speaker": "ada"}] * 2}, "speakers", "twice"),
        ({"attributions": [{"speaker": "ada", "country": "us"}]}, "attributions[0].country", "two letters"),
        ({"attributions": [{"speaker": "source"}]}, "speaker", "unnamed source of “elsewhere”"),
        (
            {"corrections": [{"changed": "c" * 101, "reason": "r", "at": "2024-01-01T00:00:00Z"}]},
            "changed",
            "101",
        ),
    ],
)
def test_a_quote_that_cannot_be_stored_is_named(changed, column, said):
    ada = make_speaker(ref="ada")
    make_speaker("Bob", ref="bob")
    make_speaker("an official", ref="source", type="unnamed", scope_article=make_article(ref="elsewhere"))
    Role.objects.create(
        ref="over", speaker=ada, title="Minister", end=date(2011, 12, 24), end_precision="day"
    )
    make_country("SU", "Soviet Union", valid_to=date(1991, 12, 26))
    refuses(found(as_json(quotes=[dated(**changed)], text=TEXT, published_on="2015-03-20")), column, said)


@pytest.mark.parametrize("words", ["  ", "[…]", "…", "—", "\u200b", "؟"])
def test_words_that_say_nothing_are_refused(words):
    raw = RAW.replace("near", words)
    span = {**SPAN, "start": raw.index(words), "end": raw.index(words) + len(words)}
    refuses(found(as_json(quotes=[dated(spans=[span])], text=raw)), "words", "needs words")


def test_a_file_cuts_no_office_and_no_country_short_in_which_somebody_spoke():
    ada, union = make_speaker(ref="ada"), make_country("SU", "Soviet Union")
    role = Role.objects.create(ref="r", speaker=ada, title="Minister")
    make_quote(speaker=ada, attribution={"role": role, "country": union})
    over = {"ref": "r", "title": "Minister", "end": "2020-01-01", "end_precision": "day"}
    data = {
        "countries": [{"code": "SU", "name": "Soviet Union", "valid_to": "1991-12-26"}],
        "speakers": [{"ref": "ada", "name": "Ada Lovelace", "roles": [over]}],
    }
    for mode in ("replace", "merge"):
        told = found(data, mode=mode)
        refuses(told, "valid_to", "said on 17 June 2024, outside these dates")
        refuses(told, "roles.end", "said on 17 June 2024, outside these dates")
    assert stage(json.dumps(data).encode()).problems == []


@pytest.mark.parametrize("day", ["2024-06-18", "2024-06-25"])
def test_a_file_that_moves_the_publication_moves_the_quotes_without_a_date(day):
    make_quote(article=make_article(RAW, ref="a"), said=None)
    data = as_json(quotes=[], published_on=day)
    queue(data, make_user("pia", "Publisher"), mode="replace", reason="Misread.")
    run_next()
    assert (Quote.objects.get().said_latest.isoformat(), ImportJob.objects.get().problems) == (day, [])


def test_a_quote_without_a_date_was_said_on_the_day_of_publication_or_before_whatever_a_file_says():
    given = quote(said_latest="2020-01-01")
    queue(as_json(quotes=[given], published_on="2024-06-20"), make_user("pia", "Publisher"))
    run_next()
    assert Quote.objects.get().said_latest == date(2024, 6, 20)


def test_a_merge_fills_a_date_whole_or_not_at_all():
    """And what it makes of stored and new is checked, not the file alone."""
    ada = make_speaker(ref="ada")
    over = Role.objects.create(
        ref="r", speaker=ada, title="Minister", end=date(2011, 12, 24), end_precision="day"
    )
    article = make_article(RAW, ref="a", published_on=date(2015, 3, 20))
    stored = make_quote(speaker=ada, article=article, ref="q", said=None, attribution={"role": over})
    refuses(found(json.loads(as_json(quotes=[dated()])), mode="merge"), "role", "was held until")
    stored.attributions.update(role=None)
    assert commit(stage(as_json(quotes=[dated()]), Rules(mode="merge")).bundle, "merge").failed == {}
    stored.refresh_from_db()
    assert (stored.said_precision, stored.said_basis, str(stored.said_earliest)) == (
        "day",
        "editor",
        "2015-03-18",
    )
    later = dated(said_earliest="2015-03-01", said_latest="2015-03-02")
    commit(stage(as_json(quotes=[later]), Rules(mode="merge")).bundle, "merge")
    assert Quote.objects.get().said_earliest == date(2015, 3, 18)


@pytest.mark.parametrize("mode", ["skip", "merge"])
def test_a_new_quote_is_held_against_the_article_as_it_stands_in_the_archive(mode):
    make_article(RAW, ref="a", published_on=date(2015, 3, 10))
    refuses(
        found(json.loads(as_json(quotes=[dated()], published_on="2015-03-20")), mode=mode),
        "said_latest",
        "10 March 2015",
    )


def test_a_file_moves_no_publication_before_what_was_said():
    make_quote(article=make_article(RAW, ref="a"))
    data = as_json(quotes=[], published_on="2024-06-16")
    refuses(found(json.loads(data), mode="replace"), "published_on", "said on 17 June 2024, after this day")
    assert stage(data).problems == []


def test_an_office_counts_as_it_will_stand_in_the_archive():
    over = {"end": date(2011, 12, 24), "end_precision": "day"}
    Role.objects.create(ref="over", speaker=make_speaker(ref="ada"), title="Minister", **over)
    ada = {"ref": "ada", "name": "Ada Lovelace", "roles": [{"ref": "over", "title": "Minister"}]}
    given = dated(attributions=[{"speaker": "ada", "role": "over"}])
    data = {"speakers": [ada], **json.loads(as_json(quotes=[given], published_on="2015-03-20"))}
    refuses(found(data), "role", "was held until 24 December 2011")
    assert stage(json.dumps(data).encode(), Rules(mode="replace")).problems == []


def test_an_office_of_a_merged_speaker_is_that_of_the_one_who_remains():
    ada = make_speaker(ref="ada")
    lady = make_speaker("Lady Lovelace", ref="lady", canonical=ada)
    Role.objects.create(ref="r", speaker=lady, title="Minister")
    given = dated(attributions=[{"speaker": "ada", "role": "r"}], status="published")
    assert stage(as_json(quotes=[given], published_on="2015-03-20")).problems == []


@pytest.mark.parametrize(
    ("world", "column", "said"),
    [
        ({"countries": [{"code": "QZ", "name": "United States"}]}, "name", "Another country"),
        ({"countries": [{"code": "us", "name": "U"}]}, "code", "two letters"),
        (
            {
                "countries": [
                    {"code": "QZ", "name": "Q", "valid_from": "1992-01-01", "valid_to": "1991-12-26"}
                ]
            },
            "valid_to",
            "ends before it begins",
        ),
        ({"organisations": [{"ref": "o", "name": "O", "parent": "o"}]}, "parent", "Nothing has the ref"),
        ({"organisations": [{"ref": "o", "name": "N" * 201}]}, "name", "201"),
        ({"organisations": [{"ref": "o", "name": "O"}, {"ref": "p", "name": "O"}]}, "name", "use its ref"),
        ({"outlets": [{"ref": "o", "name": "O", "homepage": "ftp://a.example"}]}, "homepage", "https://"),
        (
            {"occasions": [{"ref": "o", "name": "O", "kind": "k", "transcript_url": "x"}]},
            "transcript_url",
            "https",
        ),
        (
            {"occasions": [{"ref": "o", "name": "O", "kind": "k", "date": "0001-01-01"}]},
            "date",
            "four digits",
        ),
        ({"speakers": [{"ref": "s", "name": "S", "other_names": ["n" * 5000]}]}, "other_names", "5000"),
        ({"speakers": [{"ref": "s", "name": "S", "canonical": "s"}]}, "canonical", "itself"),
        ({"speakers": [{"ref": "s", "name": "S", "type": "unnamed"}]}, "type", "belongs to an article"),
        (
            {
                "speakers": [
                    {"ref": "s", "name": "S", "roles": [{"ref": "r", "title": "T", "start": "2020-01-01"}]}
                ]
            },
            "roles.start_precision",
            "precision",
        ),
        ({"namesakes": [{"one": "ada", "other": "ada"}]}, "speaker", "twice"),
    ],
)
def test_people_and_places_that_cannot_be_stored_are_named(world, column, said):
    make_country()
    make_speaker(ref="ada")
    refuses(found(world), column, said)


def test_another_text_under_a_known_ref_is_refused_by_the_check_and_by_the_command():
    make_article(f"{RAW} More.", ref="a")
    refuses(found(as_json()), "text", "texts never change")
    outcome = commit(Bundle(articles=[ArticleRecord(ref="a", title="T", text=RAW)]))
    assert "texts never change" in outcome.failed["article a"]


def test_a_row_that_the_database_refuses_is_named_in_plain_words_and_stops_no_other():
    rows = [
        ArticleRecord(ref="a", title="T" * 501, text="One"),
        ArticleRecord(ref="b", title="T", text="Two"),
    ]
    twice = [
        Organisation(ref="o", name="O"),
        Organisation(ref="p", name="O"),
        Organisation(ref="r", name="R"),
    ]
    outcome = commit(Bundle(articles=rows, organisations=twice))
    assert "too long" in outcome.failed["article a"]
    assert "use its ref" in outcome.failed["organisation p"]
    assert (Article.objects.get().ref, outcome.created["articles"], outcome.created["organisations"]) == (
        "b",
        1,
        2,
    )


def test_rows_that_did_not_go_in_are_named_in_the_report_too():
    queue(as_json(), User.objects.create_superuser("grace"))
    make_article(RAW, ref="meanwhile")
    run_next()
    job = ImportJob.objects.get()
    assert [row[0] for row in job.problems] == ["articles[0] (a)", "articles[0].quotes[0] (q)"]
    assert "as “meanwhile”" in job.problems[0][2]


def test_an_editors_file_adds_no_country():
    eddie = make_user("eddie", "Editor")
    data = json.dumps({"countries": [{"code": "QZ", "name": "Fakeland", "other_names": ["Ada"]}]}).encode()
    refuses(found(data, countries=False), "code", "Only an administrator")
    queue(data, eddie)
    run_next()
    assert not Country.objects.filter(code="QZ").exists()


@pytest.mark.parametrize(
    "more", [{"roles": [{"ref": "r", "title": "Dictator for life"}]}, {"other_names": ["Liar"]}]
)
def test_an_editors_file_adds_nothing_to_a_speaker_whom_readers_see(more):
    ada = make_speaker(ref="ada")
    make_quote(speaker=ada)
    data = json.dumps(
        {"speakers": [{"ref": "ada", "name": "Ada Lovelace", **more}, {"ref": "bob", "name": "Bob", **more}]}
    ).encode()
    queue(data, make_user("eddie", "Editor"))
    run_next()
    assert (ada.roles.count(), ada.other_names.count()) == (0, 0)
    assert Speaker.objects.filter(ref="bob").exists()


@pytest.mark.parametrize(
    ("before", "after"), [("published", "draft"), ("published", "review"), ("withdrawn", "draft")]
)
def test_no_file_unpublishes_in_silence(before, after):
    make_quote(ref="q", article=make_article(RAW, ref="a"), status=before, withdrawn_reason="Wrong.")
    data = encode(bundle()).replace(f'"status": "{before}"'.encode(), f'"status": "{after}"'.encode())
    refuses(found(data, mode="replace"), "status", "ithdrawn")
    queue(data, make_user("pia", "Publisher"), mode="replace", reason="Learnt.")
    run_next()
    assert Quote.objects.get().status == before


def test_a_file_withdraws_with_its_reason():
    make_quote(ref="q", article=make_article(RAW, ref="a"))
    data = encode(bundle()).replace(
        b'"status": "published"', b'"status": "withdrawn", "withdrawn_reason": "Wrong."'
    )
    queue(data, make_user("pia", "Publisher"), mode="replace", reason="Learnt.")
    run_next()
    assert (Quote.objects.get().status, Quote.objects.get().withdrawn_reason) == ("withdrawn", "Wrong.")


DISGUISED = [
    "https://user:word@example.org/a",
    "https://ada@example.org/",
    "https://example.org/\u202egpj.exe",
    "https://example.org/a\u200bb",
    "https://exa\u00admple.org/",
]


@pytest.mark.parametrize("url", DISGUISED)
def test_an_address_that_looks_like_another_is_refused_wherever_it_comes_from(url):
    refuses(found(as_json(url=url)), "url", "no address of a page")
    with pytest.raises(ValueError, match="whole address"):
        address(url)
    with pytest.raises(ValueError, match="names no articles"):
        read_feed(f"<rss><item><link>{url}</link></item></rss>".encode())
    assert web_address(url) == ""
    article = make_article(url="")
    publisher = logged_in(make_user("pia", "Publisher"))
    publisher.post(reverse("admin:archive_article_address", args=[article.pk]), {"url": url})
    assert not Article.objects.exclude(url="").exists()


@pytest.mark.parametrize("depth", [480, 900])
def test_deep_nesting_is_refused_in_plain_words_after_a_merge_too(depth):
    outlet = make_outlet()
    PlaceMerge.objects.create(
        kind="outlet", old=99, new=outlet.pk, name="Post", row={"fields": {"ref": "post"}}, moved={}, taken=[], reason="One."
    )  # fmt: skip
    with pytest.raises(ValueError, match="nested too deeply"):
        stage(b'{"articles": ' + b"[" * depth + b"]" * depth + b"}")


def test_a_file_leaves_what_readers_were_told_of_a_draft_that_was_withdrawn():
    quote = make_quote(ref="q", article=make_article(RAW, ref="a"), withdrawn_reason="Wrong.")
    Quote.objects.filter(pk=quote.pk).update(status="draft")
    data = encode(bundle()).replace(b'"withdrawn_reason": "Wrong."', b'"withdrawn_reason": "Made up."')
    queue(data, make_user("pia", "Publisher"), mode="replace", reason="Learnt.")
    run_next()
    assert Quote.objects.get().withdrawn_reason == "Wrong."
