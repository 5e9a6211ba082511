import re

import pytest
from django.core.management import call_command
from django.db import connection

from archive.merge import merge
from archive.models import Article, Organisation, Quote, Speaker
from archive.transfer.commit import commit
from archive.transfer.read import read_bundle
from archive.transfer.write import bundle, encode, write_bundle
from tests.builders import make_article, make_organisation, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def empty_the_archive():
    tables = ", ".join(
        f"archive_{name}"
        for name in (
            "quote",
            "article",
            "speaker",
            "outlet",
            "organisation",
            "occasion",
            "statement",
            "country",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {tables} CASCADE")


@pytest.fixture
def filled(settings):
    call_command("import", settings.BASE_DIR / "fixtures")
    article = Article.objects.first()
    source = Speaker.objects.create(name="an official", type="unnamed", scope_article=article)
    merge(source, Speaker.objects.canonical().named().first(), "Named in the memoirs.")
    make_article("\n😀 a newer capture\r\n", title="Newer", replaces=article, ref="a-newer-capture")
    make_organisation("A bureau", ref="a-bureau", parent=Organisation.objects.last())
    make_speaker("Ada", ref="ada", description='"quoted" – and ünïcode')


def test_export_import_export_is_the_same(filled, tmp_path):
    write_bundle(tmp_path / "one")
    empty_the_archive()
    assert commit(read_bundle(tmp_path / "one")).failed == {}
    write_bundle(tmp_path / "two")
    files = [
        sorted(path.relative_to(tmp_path / each) for path in (tmp_path / each).rglob("*.*"))
        for each in ("one", "two")
    ]
    assert files[0] == files[1]
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files[0])


def test_importing_an_export_again_changes_nothing(filled, tmp_path):
    write_bundle(tmp_path / "one")
    versions = list(Quote.objects.values_list("pk", "version"))
    for mode in ("skip", "merge", "replace"):
        outcome = commit(read_bundle(tmp_path / "one"), mode)
        assert not outcome.created
        assert not outcome.changed
    assert list(Quote.objects.values_list("pk", "version")) == versions


def test_rows_are_named_by_their_refs_alone():
    make_quote()
    names = set(re.findall(r'"(\w+)":', encode(bundle()).decode()))
    assert "ref" in names
    assert not {name for name in names if name == "id" or name.endswith("_id")}
