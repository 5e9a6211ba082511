import csv
import io
import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import ImportJob, Quote
from archive.transfer.jobs import run_next
from tests.admin.forms import errors, text
from tests.builders import make_article, make_quote

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
