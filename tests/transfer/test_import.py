import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from archive.models import Article, Country, Organisation, Quote, Speaker
from archive.text import sha256
from archive.transfer import records
from archive.transfer.commit import QUOTES, Outcome, commit
from archive.transfer.read import Articles, UnreadableError, read_bundle
from archive.transfer.records import Mode
from archive.transfer.staging import Rules, Stage

pytestmark = pytest.mark.django_db

TEXT = "Talks\r\n\r\n“Peace is near,” Ada Lovelace 🕊 said on Monday.\n"


def span(words: str, part: str = "words") -> dict[str, Any]:
    return {"part": part, "start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}


def make_bundle(directory: Path, **article: Any) -> Path:
    quote = {
        "ref": "q1",
        "kind": "direct",
        "status": "published",
        "spans": [span("Peace is near"), span("said", "cue")],
        "attributions": [{"speaker": "ada"}],
    }
    articles = [
        {
            "ref": "a1",
            "title": "Talks",
            "file": "a1.txt",
            "published_on": "2024-06-18",
            "quotes": [quote],
            **article,
        }
    ]
    data = {
        "speakers": [{"ref": "ada", "name": "Ada Lovelace", "sort_name": "Lovelace, Ada"}],
        "articles": articles,
    }
    (directory / "a1.txt").write_bytes(TEXT.encode())
    (directory / "archive.json").write_text(json.dumps(data))
    return directory


def load(directory: Path, mode: Mode = "skip") -> Outcome:
    return commit(read_bundle(directory), mode)


def test_an_article_comes_in_with_its_quotes(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    quote = Quote.objects.get()
    assert (quote.text, quote.cue, str(quote.attributions.get())) == ("Peace is near", "said", "Ada Lovelace")
    assert quote.article.raw_text == TEXT
    assert str(quote.said_latest) == "2024-06-18"


@pytest.mark.parametrize("mode", ["skip", "replace", "merge"])
def test_the_same_file_twice_changes_nothing(tmp_path: Path, mode: Mode) -> None:
    load(make_bundle(tmp_path))
    again = load(tmp_path, mode)
    assert (again.created, again.changed) == ({}, {})
    assert (
        Quote.objects.get().events.count()
        == Quote.objects.get().events.filter(pgh_label="insert").count() + 1
    )


def test_skip_leaves_what_an_editor_changed(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    Article.objects.update(title="Talks begin")
    load(tmp_path)
    assert Article.objects.get().title == "Talks begin"


def test_replace_makes_rows_as_the_file_has_them(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    Article.objects.update(title="Talks begin", byline="Bob")
    assert load(tmp_path, "replace").changed == {"articles": 1}
    assert (Article.objects.get().title, Article.objects.get().byline) == ("Talks", "")


def test_merge_fills_only_what_is_empty(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    Article.objects.update(title="Talks begin")
    load(make_bundle(tmp_path, byline="Bob"), "merge")
    assert (Article.objects.get().title, Article.objects.get().byline) == ("Talks begin", "Bob")


def test_merge_leaves_the_parts_and_the_status_that_are_there(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    quote = Quote.objects.get()
    quote.attributions.update(role_printed="minister")
    quote.withdrawn_reason, quote.status = "Wrong.", "withdrawn"
    quote.save()
    file = tmp_path / "archive.json"
    file.write_text(
        file.read_text().replace('"status": "published"', '"public_note": "N", "status": "draft"')
    )
    load(tmp_path, "merge")
    quote.refresh_from_db()
    assert (quote.public_note, quote.status) == ("N", "withdrawn")
    assert quote.attributions.get().role_printed == "minister"


def test_skip_adds_no_name_and_no_pointer_to_a_known_speaker(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    data = json.loads((tmp_path / "archive.json").read_text())
    ada = {"ref": "ada", "name": "Ada", "other_names": ["Augusta"], "canonical": "bob"}
    data["speakers"] = [ada, {"ref": "bob", "name": "Bob"}]
    (tmp_path / "archive.json").write_text(json.dumps(data))
    load(tmp_path)
    speaker = Speaker.objects.get(ref="ada")
    assert (speaker.canonical, list(speaker.other_names.all())) == (None, [])


def test_a_pointer_to_one_who_points_on_is_refused(tmp_path: Path) -> None:
    make_bundle(tmp_path)
    data = json.loads((tmp_path / "archive.json").read_text())
    chain = [("ada", "bob"), ("bob", "cy"), ("cy", None)]
    data["speakers"] = [{"ref": ref, "name": ref, "canonical": into} for ref, into in chain]
    (tmp_path / "archive.json").write_text(json.dumps(data))
    assert "name the last of the chain" in load(tmp_path).failed["speaker bob"]


def test_a_failing_article_leaves_no_trace_and_stops_no_other(tmp_path: Path) -> None:
    good = json.loads((make_bundle(tmp_path) / "archive.json").read_text())
    bad = {
        "ref": "a0",
        "title": "Bad",
        "text": "Bad",
        "quotes": [{"ref": "q0", "kind": "direct", "spans": [span("Peace is near")]}],
    }
    (tmp_path / "archive.json").write_text(json.dumps({**good, "articles": [bad, *good["articles"]]}))
    outcome = load(tmp_path)
    assert "not 'Peace is near': correct the offsets" in outcome.failed["article a0"]
    assert list(Article.objects.values_list("ref", flat=True)) == ["a1"]


def test_an_unknown_ref_is_named(tmp_path: Path) -> None:
    outcome = load(make_bundle(tmp_path, outlet="nowhere"))
    assert outcome.failed == {
        "article a1": "No outlet has the ref 'nowhere': put it into the file, or correct the ref."
    }


def test_a_wrong_field_is_named_with_its_place(tmp_path: Path) -> None:
    make_bundle(tmp_path, published_on="18 June")
    with pytest.raises(UnreadableError, match=r"published_on|\$\.articles\[0\]"):
        list(read_bundle(tmp_path).articles)


def test_every_wrong_record_is_named_with_its_field(tmp_path: Path) -> None:
    make_bundle(tmp_path)
    bundle = json.loads((tmp_path / "archive.json").read_text())
    bundle["articles"][0]["quotes"][0]["kind"] = "spoken"
    bundle |= {"outlets": [{"ref": "o1"}, {"ref": "o2", "name": "Wire", "founded": 1900}]}
    (tmp_path / "archive.json").write_text(json.dumps(bundle))
    with pytest.raises(UnreadableError) as refused:
        list(read_bundle(tmp_path).articles)
    _, *told = str(refused.value).splitlines()
    assert [line.split(": ")[0] for line in told] == [
        "outlets[0] (o1)",
        "outlets[1] (o2)",
        "articles[0].quotes[0] (q1)",
    ]
    assert "required field `name`" in told[0]


def test_a_changed_text_is_refused(tmp_path: Path) -> None:
    make_bundle(tmp_path, sha256=sha256("other"))
    with pytest.raises(UnreadableError, match="does not have the SHA-256"):
        list(read_bundle(tmp_path).articles)


def test_a_file_outside_the_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "bundle").mkdir()
    make_bundle(tmp_path / "bundle", file="../secret.txt")
    with pytest.raises(UnreadableError, match="is not inside"):
        list(read_bundle(tmp_path / "bundle").articles)


def test_no_more_than_a_batch_of_articles_is_in_memory(tmp_path: Path) -> None:
    ahead = 0

    def read() -> Iterator[records.Article]:
        nonlocal ahead
        for number in range(1_100):
            ahead += 1
            yield records.Article(ref=f"a{number}", title="Talks", text=f"{TEXT}{number}\n")
            most.append(ahead)

    def progress() -> None:
        nonlocal ahead
        ahead -= 1

    most: list[int] = []
    bundle = msgspec.structs.replace(records.Bundle(), articles=Articles(1_100, read))
    assert commit(bundle, progress=progress).created["articles"] == 1_100
    assert max(most) <= QUOTES


def test_the_command_writes_nothing_of_what_cannot_go_in_as_a_whole(tmp_path: Path) -> None:
    make_bundle(tmp_path, outlet="nowhere")
    bundle = json.loads((tmp_path / "archive.json").read_text())
    bundle["speakers"] = [{"ref": "new", "type": "person", "name": "Nobody Yet"}]
    (tmp_path / "archive.json").write_text(json.dumps(bundle))
    with pytest.raises(CommandError, match=r"(?s)nowhere.*Nothing was imported"):
        call_command("import", tmp_path)
    assert not Speaker.objects.filter(name="Nobody Yet").exists()


@pytest.mark.parametrize("end", [KeyboardInterrupt, OperationalError("the server ended")])
def test_an_import_that_ends_early_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], end: BaseException
) -> None:
    def commit(*_: object) -> None:
        raise end

    monkeypatch.setattr("archive.management.commands.import.commit", commit)
    with pytest.raises(CommandError, match=r"run the same command again\. What is in stays as it is"):
        call_command("import", make_bundle(tmp_path))
    assert "Articles: 1. If this is interrupted, run the same command again." in capsys.readouterr().err


def test_fixtures_come_in_once() -> None:
    call_command("import", settings.BASE_DIR / "fixtures", if_empty=True)
    rows = (
        Article.objects.count(),
        Quote.objects.count(),
        Speaker.objects.count(),
        Organisation.objects.count(),
    )
    call_command("import", settings.BASE_DIR / "fixtures", if_empty=True)
    assert rows == (5, 58, 30, 24)


def test_what_a_file_changes_for_readers_is_a_correction(tmp_path: Path) -> None:
    load(make_bundle(tmp_path))
    load(make_bundle(tmp_path, published_on="2024-06-20", outlet=None), "replace")
    quote = Quote.objects.get()
    changed = quote.corrections.values_list("changed", "new", "reason")
    assert ("published", "20 June 2024", "The file that it came from has it so now.") in changed
    load(make_bundle(tmp_path, published_on="2024-06-20"), "replace")
    assert quote.corrections.count() == len(changed)


def test_a_first_import_of_ones_own_finds_the_countries_that_it_names(tmp_path: Path) -> None:
    ada = {"ref": "ada", "name": "Ada Lovelace"}
    bundle = json.loads((make_bundle(tmp_path) / "archive.json").read_text())
    bundle["articles"][0]["quotes"][0]["attributions"] = [{"speaker": "ada", "country": "KR"}]
    (tmp_path / "archive.json").write_text(json.dumps({**bundle, "speakers": [ada]}))
    call_command("import", tmp_path)
    assert Quote.objects.get().attributions.get().country == Country.objects.get(name="South Korea")
    assert Country.objects.add_listed() == 0


def test_a_country_that_an_archive_without_any_lacks_is_told_with_the_way_to_all(tmp_path: Path) -> None:
    bundle = read_bundle(make_bundle(tmp_path))
    raw = msgspec.to_builtins(msgspec.structs.replace(bundle, articles=[]))
    raw["organisations"] = [{"ref": "o", "name": "O", "country": "KR"}]
    told = [reason for *_, reason in Stage(Rules("skip")).check(raw, [])]
    assert told == [
        "There is no country “KR” here, nor any other: `manage.py countries` adds those of ISO 3166."
    ]
    call_command("countries")
    assert not Stage(Rules("skip")).check(raw, [])
