"""The score of the finder: tests/bench/record.py, on transcripts of our own."""

import json

import pytest
from django.core.management import CommandError, call_command

from archive.models import Article, Quote
from archive.search.index.building import build
from archive.text import sha256
from tests.bench.record import ask, cut, fill, read_set
from tests.bench.score_record import Command
from tests.transcripts import DATA, transcript

PLACE = "eleven of the fourteen hinges were replaced in the autumn"


@pytest.fixture
def data(tmp_path):
    """A set of one transcript that is taken in, and one that is held back."""
    text = transcript("briefing")
    start = text.index(PLACE)
    cut = {"kind": "cut", "pieces": [[start, start + 22], " … ", [start + 35, start + len(PLACE)]]}
    cases = [{**cut, "file": "briefing.txt", "place": [start, start + len(PLACE)]}]
    cases += [{"kind": "none", "file": "hearing.txt", "pieces": [[400, 480]], "place": [400, 480]}]
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)))
    uses = (("briefing", "taken"), ("hearing", "held back"))
    lines = [f"{name}.txt\t{sha256(transcript(name))}\t{use}" for name, use in uses]
    (tmp_path / "files.tsv").write_text("\n".join(lines))
    labels = [text.index("COMMISSIONER AMADO:"), text.index("\tQ ") + 1, 3]
    (tmp_path / "turns.tsv").write_text(f"briefing.txt\t{' '.join(map(str, labels))}\n")
    return tmp_path


def test_a_set_says_which_passages_are_found(data, db, index_dir):
    cases = read_set(data, DATA)
    assert fill(cases.taken, lambda count: None) == Quote.objects.published().count() > 3
    build()
    assert [(each.case.kind, each.is_right) for each in ask(cases)] == [("cut", [True]), ("none", [])]


def test_speaker_and_day_stand_beside_the_words_of_any_set_for_the_asking(data, db, index_dir):
    start = transcript("briefing").index("asked the engineers")
    place = [start, start + len("asked the engineers")]
    few = {"kind": "few words", "file": "briefing.txt", "pieces": [place], "place": place}
    (data / "few.jsonl").write_text(json.dumps(few))
    cases = read_set(data, DATA, "few.jsonl")
    fill(cases.taken, lambda count: None)
    build()
    found = [[each.is_right for each in ask(cases, beside=beside)] for beside in (False, True)]
    assert found == [[[]], [[True]]]
    assert Article.objects.count() == 1, "what was held back is not kept"


def test_turns_that_begin_where_they_should_are_counted(data):
    found, _ = cut(read_set(data, DATA))
    assert (found.expected, found.right, found.proposed) == (3, 2, 8)


def test_another_text_than_that_of_the_set_is_refused(data, tmp_path):
    (tmp_path / "files.tsv").write_text(f"briefing.txt\t{sha256('another')}\ttaken")
    with pytest.raises(CommandError, match="not the text"):
        call_command(Command(), DATA, data=data)


def test_the_committed_sets_hold_no_words_of_the_transcripts_but_places():
    files = [
        DATA.parent / "record" / name for name in ("cases.jsonl", "held.jsonl", "back.jsonl", "third.jsonl")
    ]
    cases = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    assert len(cases) > 800
    whole = [case for case in cases if not any(isinstance(piece, list) for piece in case["pieces"])]
    assert {case["kind"] for case in whole} == {"translated back", "translated freely"}
