from pathlib import Path

import pytest

from archive.intake.measure.facts import Annotated
from archive.intake.measure.truth import Gold, news, seeds

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="session")
def seed_articles() -> dict[str, Annotated[Gold]]:
    return {article.name: article for article in seeds(DATA / "seeds")}


@pytest.fixture(scope="session")
def news_articles() -> dict[str, Annotated[Gold]]:
    return {article.name: article for article in news(DATA / "news")}
