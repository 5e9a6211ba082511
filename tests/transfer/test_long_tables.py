"""A table of thousands of rows becomes drafts some rows at a time."""

# ruff: noqa: F811 (a fixture of another module)

import pytest

from archive.models import Article, Entry, Quote, Spreadsheet
from archive.transfer.spreadsheets import drafting, entering
from archive.transfer.spreadsheets.looking import arrived
from tests.builders import make_article
from tests.transfer.test_spreadsheets import TALKS, sheet  # noqa: F401


def seven_rows(sheet, **more):
    """From an article that is here; whoever goes on makes drafts of three rows at a time."""
    names = ["words", "url", *more]
    cells = [[f"We shall wait {n} days", "https://riga.example/1", *more.values()] for n in range(7)]
    Spreadsheet.objects.filter(pk=sheet.pk).update(
        names=names, cells=cells, mapping={name: name for name in names}
    )


def gone_on(sheet):
    """How many rows are drafts after each press."""
    while True:
        sheet.refresh_from_db()
        yield entering.counted(sheet)[1]
        if not sheet.numbers:
            return
        entering.go_on(sheet)


@pytest.mark.parametrize("more", [{}, {"text": TALKS}])
def test_a_long_table_becomes_drafts_some_rows_at_a_time_each_once_and_is_undone_whole(
    sheet, monkeypatch, more
):
    monkeypatch.setattr(drafting, "MOST", 3)
    if not more:
        make_article(TALKS, url="https://riga.example/1")
    seven_rows(sheet, **more)
    assert entering.enter(sheet, {}, {}) == (7, 3)
    assert list(gone_on(sheet)) == [3, 6, 7]
    entering.go_on(sheet)
    assert (Quote.objects.count(), Article.objects.count(), sheet.cells) == (7, 1, [])
    assert entering.undo(sheet)
    assert (Quote.objects.count(), Entry.objects.count(), Article.objects.count()) == (0, 0, not more)


def test_a_table_that_is_half_done_is_undone_whole_and_does_not_go_on(sheet, monkeypatch):
    monkeypatch.setattr(drafting, "MOST", 3)
    seven_rows(sheet, text=TALKS)
    entering.enter(sheet, {}, {})
    assert entering.undo(sheet)
    assert list(gone_on(sheet)) == [0]
    assert (Quote.objects.count(), Entry.objects.count(), Article.objects.count()) == (0, 0, 0)


def test_an_article_that_comes_for_many_rows_leaves_the_others_to_their_table(sheet, monkeypatch):
    monkeypatch.setattr(drafting, "MOST", 3)
    seven_rows(sheet)
    entering.enter(sheet, {}, {})
    found = arrived(make_article(TALKS, url="https://riga.example/1"))
    assert (len(found.drafted), len(found.left)) == (3, 4)
    assert list(gone_on(sheet)) == [3, 6, 7]


def test_articles_that_hold_no_row_are_opened_some_at_a_time_too(sheet, monkeypatch):
    monkeypatch.setattr(drafting, "MOST", 2)
    seven_rows(sheet)
    urls = [f"https://riga.example/{n}" for n in range(7)]
    for url in urls:
        make_article(f"Talks\n\n“No,” he said at {url}.", url=url)
    Spreadsheet.objects.update(cells=[[f"We wait {n} days", url] for n, url in enumerate(urls)])
    assert entering.enter(sheet, {}, {}) == (7, 0)
    assert len(list(gone_on(sheet))) == 4
    assert Entry.objects.waiting().count() == 7
