import json
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.models import Article, Organisation, Outlet, Quote, Speaker
from archive.outputs.bulk import export_public
from archive.transfer.commit import commit
from archive.transfer.export import export_all
from archive.transfer.read import UnreadableError, read_bundle
from tests import tables
from tests.builders import make_article, make_organisation, make_quote, make_speaker


def files(directory: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(directory)): file.read_bytes() for file in directory.rglob("*") if file.is_file()
    }


def empty():
    Article.objects.update(replaces=None)
    Organisation.objects.update(parent=None)
    for model in (Quote, Speaker, Article, Outlet, Organisation):
        model.objects.all().delete()


@pytest.fixture
def export(db, tmp_path):
    def write(name="a"):
        export_all(tmp_path / name)
        return tmp_path / name

    return write


def test_exporting_what_was_imported_gives_the_same_files(export):
    tables.fill()
    first = export("a")
    empty()
    outcome = commit(read_bundle(first))
    assert not outcome.failed
    assert files(export("b")) == files(first)


def test_importing_an_export_changes_nothing(export):
    tables.fill()
    outcome = commit(read_bundle(export()), "replace")
    assert not outcome.created
    assert not outcome.changed


def test_parents_and_replaced_articles_come_first(export):
    child = make_organisation("Bureau", ref="a")
    child.parent = make_organisation("Ministry", ref="b")
    child.save()
    newer = make_article("The newer one\n", ref="c")
    newer.replaces = make_article("The older one\n", ref="d")
    newer.save()
    directory = export()
    empty()
    assert not commit(read_bundle(directory)).failed
    assert Organisation.objects.get(ref="a").parent.ref == "b"
    assert Article.objects.get(ref="c").replaces.ref == "d"


def test_an_unnamed_source_stays_identified(export):
    article = make_article()
    ada = make_speaker()
    unnamed = make_speaker("official", type="unnamed", scope_article=article, canonical=ada)
    make_quote("Peace is near", unnamed, article=article)
    directory = export()
    Speaker.objects.update(canonical=None)
    empty()
    assert not commit(read_bundle(directory)).failed
    assert Speaker.objects.get(name="official").canonical.name == "Ada Lovelace"


def test_drafts_and_internal_notes_are_in_it(export):
    make_quote("Peace is near", status="draft", internal_note="Ask Bob.")
    assert b"Ask Bob." in files(export())["articles.jsonl"]


def test_a_changed_file_is_not_imported(export):
    make_quote()
    directory = export()
    with (directory / "speakers.jsonl").open("a") as handle:
        handle.write("\n")
    with pytest.raises(UnreadableError, match="hash"):
        read_bundle(directory)


def test_a_directory_is_never_overwritten(export):
    export()
    with pytest.raises(FileExistsError, match="another name"):
        export()


def test_the_manifest_counts_the_lines(export):
    make_quote()
    directory = export()
    manifest = json.loads((directory / "manifest.json").read_text())
    for name, file in manifest["files"].items():
        assert len((directory / name).read_bytes().splitlines()) == file["lines"]


def test_the_public_export_has_published_quotes_only(db, tmp_path):
    make_quote("Peace is near", internal_note="Ask Bob.")
    make_quote("Not yet", status="draft")
    export_public(tmp_path / "a")
    [line] = (tmp_path / "a" / "quotes.jsonl").read_text().splitlines()
    assert json.loads(line)["words"] == "Peace is near"
    assert "Ask Bob." not in line


def test_the_command_tells_what_it_wrote(db, tmp_path, capsys):
    make_quote()
    call_command("export_all", str(tmp_path / "a"), public=True)
    assert "1  quotes.jsonl" in capsys.readouterr().out
