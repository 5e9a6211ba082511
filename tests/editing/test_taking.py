"""Many files at once: archive/editing/taking.py and `manage.py take`."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.models import Article, Outlet
from tests.transcripts import DATA

pytestmark = pytest.mark.django_db


def take(*sources):
    out = StringIO()
    call_command("take", *map(str, sources), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_directory_is_taken_once_whatever_happens():
    assert "6 added, 0 in the archive already" in take(DATA)
    assert "0 added, 6 in the archive already" in take(DATA)
    assert set(Article.objects.values_list("form", flat=True)) == {"transcript"}
    assert Article.objects.filter(title__startswith="Press Briefing by Press Secretary Nora Bell").exists()


def test_a_manifest_says_what_the_files_do_not(tmp_path):
    Outlet.objects.create(name="The Daily Post")
    (tmp_path / "one.txt").write_text("Headline\n\nSome words of an article.\n")
    (tmp_path / "list.csv").write_text(
        "file,outlet,url,date\none.txt,the daily post,https://example.org/1,2024-06-18\n"
    )
    take(tmp_path / "list.csv")
    article = Article.objects.get()
    assert (str(article.outlet), article.url, article.published_on, article.form) == (
        "The Daily Post",
        "https://example.org/1",
        date(2024, 6, 18),
        "report",
    )


@pytest.mark.parametrize("mark", [";", "\t"])
def test_columns_are_parted_as_spreadsheets_part_them(tmp_path, mark):
    (tmp_path / "one.txt").write_text("Headline\n\nSome words of an article.\n")
    (tmp_path / "list.csv").write_text(
        mark.join(["file", "outlet"]) + "\n" + mark.join(["one.txt", "Post, The"]) + "\n"
    )
    take(tmp_path / "list.csv")
    assert str(Article.objects.get().outlet) == "Post, The"


def test_bad_files_are_named_at_the_end_and_stop_none(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("Headline\n\nSome words of an article.\n")
    with pytest.raises(CommandError, match="2 of 3 files were not taken"):
        take(tmp_path)
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ("outlet,url\nA,B\n", "no column “file”"),
        ("file,date\ngone.txt,\n", "1 of 1 files"),
        ("file,date\none.txt,18/06/2024\n", "1 of 1 files"),
        ("file,url\none.txt,javascript:alert(1)\n", "1 of 1 files"),
        ("file,outlet\none.txt,a\0b\n", "list.csv holds a NUL"),
        ("file,outlet\none.txt,Déjà\n", "list.csv is not UTF-8: save it as"),
    ],
)
def test_a_manifest_that_is_wrong_says_what_to_do(tmp_path, manifest, why):
    (tmp_path / "one.txt").write_text("Headline\n\nSome words of an article.\n")
    (tmp_path / "list.csv").write_text(manifest, encoding="latin-1" if "Déjà" in manifest else "utf-8")
    with pytest.raises(CommandError, match=why):
        take(tmp_path / "list.csv")
    assert not Article.objects.exists()


@pytest.mark.parametrize("outlet", ["\u200b", "\x01", "…"])
def test_an_outlet_without_a_letter_is_none(tmp_path, outlet):
    (tmp_path / "one.txt").write_text("Headline\n\nSome words of an article.\n")
    (tmp_path / "list.csv").write_text(f"file,outlet\none.txt,{outlet}\n")
    error = StringIO()
    with pytest.raises(CommandError):
        call_command("take", str(tmp_path / "list.csv"), stdout=StringIO(), stderr=error)
    assert "is no name of an outlet" in error.getvalue()
    assert not Outlet.objects.exists()
