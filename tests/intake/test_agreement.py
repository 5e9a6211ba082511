"""Two readings of eight articles: what people agree on is the ceiling of what proposals can reach."""

from archive.intake.measure.agreement import agreement
from archive.intake.measure.facts import FACTS
from tests.intake.conftest import DATA


def test_two_readers_agree_on_words_and_facts():
    f1, facts = agreement(DATA)
    assert f1 >= 0.95
    assert all(facts[fact][True] >= 0.95 * facts[fact].total() for fact in FACTS)
    assert facts["who"].total() >= 40
