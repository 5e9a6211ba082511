"""Which articles share their text with a new one: agencies are reprinted, and a reprint is no second witness."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from archive.models import Article
from archive.text.shingles import contained, shingles

ENOUGH = 0.3  # of the new text, from which on an editor is told
NEAR, NEWEST, COMPARED, SHOWN = timedelta(days=10), 2_000, 20, 3
PROBES, LONG = 12, 40  # stretches of the text that are looked for, and their characters


@dataclass(frozen=True)
class Shared:
    article: Article
    share: float

    @property
    def told(self) -> str:
        return f"{self.share:.0%} of this text stands in article {self.article.pk}"


def shared_with(article: Article) -> list[Shared]:
    """Those that were added lately or published on a day near it, the most alike first."""
    own, probes = shingles(article.body_text), _probes(article.body_text)
    if not probes:
        return []
    others = Article.objects.exclude(pk=article.pk)
    near = set(others.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    if day := article.published_on:
        days = others.filter(published_on__range=(day - NEAR, day + NEAR))
        near |= set(days.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    holding = Q()
    for probe in probes:
        holding |= Q(raw_text__contains=probe)
    found = Article.objects.filter(holding, pk__in=near).order_by("-pk")[:COMPARED]
    shared = [Shared(other, contained(own, shingles(other.body_text))) for other in found]
    return sorted((each for each in shared if each.share >= ENOUGH), key=lambda each: -each.share)[:SHOWN]


def _probes(text: str) -> list[str]:
    """Stretches of long lines, from all of the text."""
    lines = [line.strip() for line in text.split("\n") if len(line.strip()) > 2 * LONG]
    step = max(len(lines) // PROBES, 1)
    return [line[LONG // 2 : LONG // 2 + LONG] for line in lines[::step][:PROBES]]
