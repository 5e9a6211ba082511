import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Article, ImportJob, Quote
from archive.transfer.jobs import run, run_next
from tests.builders import add_span, make_article, make_outlet, make_quote, make_speaker
from tests.html import errors, text

ADD = reverse("admin:archive_importjob_add")
RAW = "Headline\n\n“Peace is near,” Ada said.\n"


def upload(client, data, mode="skip", **more):
    return client.post(ADD, {"file": SimpleUploadedFile("file.json", data), "mode": mode, **more})


def bundle(*starts):
    quotes = [
        {"ref": f"q{n}", "kind": "direct", "spans": [{"part": "words", "start": n, "end": 24}]}
        for n in starts
    ]
    return json.dumps({"articles": [{"ref": "a", "title": "T", "text": RAW, "quotes": quotes}]}).encode()


def page(client):
    return client.get(reverse("admin:archive_importjob_change", args=[ImportJob.objects.get().pk]))


def start(client):
    return client.post(reverse("admin:archive_importjob_start", args=[ImportJob.objects.get().pk]))


def test_an_upload_is_shown_before_anything_is_written(editor):
    upload(editor, bundle(11, 30))
    shown = text(page(editor))
    assert "2 of 3 rows can be imported; 1 cannot" in shown
    assert "30–24 is no place in the text" in shown
    assert not Quote.objects.exists()


def test_the_worker_imports_once_it_is_told_to(editor):
    upload(editor, bundle(11))
    start(editor)
    assert 'http-equiv="refresh"' in text(page(editor))
    run_next()
    assert "1 of 1 articles" in text(page(editor))
    assert Quote.objects.get().text == "Peace is near"


def test_the_quotes_that_an_import_made_are_listed(editor):
    make_quote("Wait")
    upload(editor, bundle(11))
    start(editor)
    run_next()
    job = ImportJob.objects.get()
    listed = f"{reverse('admin:archive_quote_changelist')}?of_import={job.pk}"
    assert listed in text(page(editor))
    rows = text(editor.get(listed)).partition("result_list")[2]
    assert ("Peace is near" in rows, "Wait" in rows, "file.json" in rows) == (True, False, True)


def test_a_file_that_cannot_be_read_says_why(editor):
    assert "This is no JSON" in errors(upload(editor, b"{"))[0]
    assert not ImportJob.objects.exists()


def test_a_file_over_five_megabytes_is_refused(editor):
    assert "larger than 5 MB" in errors(upload(editor, b"{" + b" " * 5 * 1024 * 1024))[0]


def test_an_editor_only_adds(editor, publisher):
    assert "replace" not in text(editor.get(ADD))
    assert upload(editor, bundle(11), "replace", reason="r").status_code == 200
    assert "Say why" in text(upload(publisher, bundle(11), "replace"))
    assert upload(publisher, bundle(11), "replace", reason="r").status_code == 302


def test_the_report_is_a_table_without_formulas(editor):
    upload(editor, bundle(11, 30).replace(b'"q30"', b'"=1+1"'))
    report = editor.get(reverse("admin:archive_importjob_report", args=[ImportJob.objects.get().pk]))
    rows = list(csv.reader(io.StringIO(report.content.decode("utf-8-sig"))))
    assert rows[1][1:] == ["spans", "30–24 is no place in the text."]


def test_only_publishers_take_everything_out(editor, publisher):
    make_quote(article=make_article(RAW), words="Peace is near")
    for name in ("json", "csv"):
        url = reverse(f"admin:archive_importjob_export_{name}")
        assert editor.get(url).status_code == 403
        assert "Peace is near" in text(publisher.get(url))


def test_with_four_eyes_nobody_publishes_or_changes_alone_by_import(publisher, settings):
    settings.FOUR_EYES = True
    published = make_quote(article=make_article(ref="there", title="As it was"))
    spans = [{"part": "words", "start": 11, "end": 24}, {"part": "cue", "start": 31, "end": 35}]
    quote = {"ref": "q", "kind": "direct", "status": "published", "spans": spans, "attributions": [{"speaker": "s"}]}  # fmt: skip
    new = {"ref": "a", "title": "T", "text": RAW, "published_on": "2024-06-20", "quotes": [quote]}
    there = {"ref": "there", "title": "Defaced", "text": published.article.raw_text}
    data = json.dumps({"articles": [new, there], "speakers": [{"ref": "s", "type": "person", "name": "Ada"}]}).encode()  # fmt: skip
    assert errors(upload(publisher, data, "replace", reason="Better."))
    upload(publisher, data)
    start(publisher)
    run_next()
    assert Quote.objects.exclude(pk=published.pk).get().status == "draft"
    assert Article.objects.get(ref="there").title == "As it was"


def test_a_name_that_an_import_changes_is_corrected_where_readers_see_it(publisher):
    quote = make_quote(speaker=make_speaker(ref="s"), article=make_article(outlet=make_outlet(ref="o")))
    data = {"outlets": [{"ref": "o", "name": "The Weekly Post"}], "speakers": [{"ref": "s", "type": "person", "name": "Ada King"}]}  # fmt: skip
    upload(publisher, json.dumps(data).encode(), "replace", reason="She is called so.")
    start(publisher)
    run_next()
    noted = {(each.changed, each.old, each.new, each.reason) for each in quote.corrections.all()}
    assert ("outlet", "The Daily Post", "The Weekly Post", "She is called so.") in noted
    assert {"outlet", "speaker"} == {changed for changed, *_ in noted}


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_large_archive_is_exported_by_its_administrator(publisher, monkeypatch, name):
    make_quote()
    path = reverse(f"admin:archive_importjob_export_{name}")
    assert publisher.get(path).status_code == 200
    monkeypatch.setattr("archive.admin.imports.MOST_QUOTES", 0)
    assert "export_all" in text(publisher.get(path, follow=True))


THERE = {"ref": "a", "title": "Better", "text": RAW, "published_on": "2024-06-20", "published_basis": "stated", "rights": "full"}  # fmt: skip
OUTLET = {"ref": "o", "name": "The Weekly Post"}


@pytest.mark.parametrize("between", ["article", "outlet"])
def test_what_changed_since_the_check_is_not_replaced(publisher, between):
    article = make_article(RAW, ref="a", outlet=make_outlet(ref="o"))
    upload(publisher, json.dumps({"outlets": [OUTLET], "articles": [THERE]}).encode(), "replace", reason="r")
    row = article if between == "article" else article.outlet
    type(row).objects.filter(pk=row.pk).update(
        **{"title" if row is article else "homepage": "https://a.example"}
    )
    start(publisher)
    run_next()
    said = ImportJob.objects.get().outcome
    assert f"{between} {row.ref} failed" in said
    assert "upload the file again" in said
    assert said.count("failed") == 1


def test_words_changed_since_the_check_are_not_replaced(publisher):
    quote = make_quote(article=make_article(RAW, ref="a"), ref="q11", status="draft")
    quote.spans.filter(part="cue").delete()
    quote.attributions.all().delete()
    quote.derive()
    upload(publisher, bundle(11), "replace", reason="r")
    add_span(quote, "Ada", "speaker")
    quote.derive()
    start(publisher)
    run_next()
    assert "upload the file again" in ImportJob.objects.get().outcome
    assert quote.spans.count() == 2


def test_an_import_that_goes_on_after_a_crash_refuses_nothing_of_its_own(publisher):
    make_article(RAW, ref="a", outlet=make_outlet(ref="o"))
    upload(publisher, json.dumps({"outlets": [OUTLET], "articles": [THERE]}).encode(), "replace", reason="r")
    start(publisher)
    job = ImportJob.objects.get()
    assert "changed 1 outlet, 1 article" in run(job)
    assert run(job) == "unchanged 1 outlet, 1 article"
