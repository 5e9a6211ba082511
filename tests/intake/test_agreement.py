"""Two readings of eight articles: what people agree on is the ceiling of what proposals can reach."""

from archive.intake.measure.agreement import agreement
from archive.intake.measure.facts import FACTS
from tests.intake.conftest import DATA


def test_two_readers_agree_on_words_and_facts():
    found = agreement(DATA)
    assert found.f1 >= 0.95
    assert all(found.share(fact) >= 0.95 for fact in FACTS)
    assert found.facts["who"].total() >= 40
