"""The time that an archive of transcripts takes: tests/bench/load_record.py, on transcripts of our own."""

from io import StringIO

import pytest
from django.core.management import call_command

from archive.intake.transcripts import read
from archive.models import Article, Match
from tests.bench.load_record import Command
from tests.bench.transcripts import Stock
from tests.transcripts import DATA

FILES = sorted(DATA.glob("*.txt"))


def test_transcripts_are_made_of_the_sentences_of_others_the_same_each_time():
    stock = Stock.of(FILES)
    [made] = stock.transcripts(40)
    assert [made] == list(Stock.of(FILES).transcripts(40))
    assert len(read(made).turns) == 40
    assert all(sentence in stock.said for sentence in ("Are there any questions?",) if sentence in made)


@pytest.mark.django_db(transaction=True)
def test_every_step_is_timed_and_the_reports_are_held_against_the_turns(index_dir, monkeypatch):
    monkeypatch.setattr("tests.bench.load_record.QUOTED", 1)
    monkeypatch.setattr("tests.bench.load_record.REPORTS", 2)
    out = StringIO()
    call_command(Command(), DATA, turns=30, stdout=out)
    assert [line.split(":")[0] for line in out.getvalue().splitlines() if " s of CPU" in line] == [
        "taken, published",
        "made up",
        "indexed",
        "held against the record",
        *["one report of 1 quotes"] * 3,
    ]
    assert Article.objects.filter(form="transcript").count() == 7
    assert Match.objects.filter(exact=True).exists()
