"""The page that an article was read from: kept as it came, so that nothing has to be read twice."""

import hashlib
import zlib
from typing import Any

import msgspec

from archive.intake.page.linked import PageFacts
from archive.models import Article, SavedPage


def keep_page(article: Article, data: bytes, facts: PageFacts) -> SavedPage:
    page, _ = SavedPage.objects.get_or_create(
        article=article,
        defaults={
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "data": zlib.compress(data),
            "facts": msgspec.to_builtins(facts),
        },
    )
    return page


def as_it_came(page: SavedPage) -> bytes:
    return zlib.decompress(bytes(page.data))


def facts_of_page(article: Article) -> PageFacts:
    """What the page said; nothing where the article came as text."""
    facts: Any = SavedPage.objects.filter(article=article).values_list("facts", flat=True).first()
    return msgspec.convert(facts or {}, PageFacts)
