"""Which articles share their text with a new one: the same page again, or a reprint, which is no second witness."""

import re
from datetime import timedelta

from django.db.models import Q

from archive.models import Article
from archive.models.articles import ArticleQuerySet
from archive.text.shingles import contained, shingles

# Of the new text: from which share on an editor is told, and asked whether it is there already.
ENOUGH, SAME = 0.3, 0.8
NEAR, NEWEST, COMPARED, SHOWN = timedelta(days=10), 2_000, 20, 3
SHORTEST = 36  # runs of words: a shorter text is anybody's
PROBES, LONG = 12, 40  # stretches of the text that are looked for, and their characters


def shared_with(text: str, among: ArticleQuerySet, least: float = ENOUGH) -> list[tuple[Article, float]]:
    """Those that hold at least this share of its runs of words, white space aside; the likest first."""
    own = shingles(text)
    if len(own) < SHORTEST:
        return []
    found = among.filter(raw_text__regex="|".join(_probes(text.split()))).order_by("-pk")[:COMPARED]
    shared = [(other, contained(own, shingles(other.raw_text))) for other in found]
    return sorted((each for each in shared if each[1] >= least), key=lambda each: -each[1])[:SHOWN]


def told(article: Article, share: float) -> str:
    return f"{int(share * 100)} % of this text stands in article {article.pk}"


def near(article: Article) -> ArticleQuerySet:
    """Others that were added lately or published on a day near it."""
    others = Article.objects.exclude(pk=article.pk)
    chosen = Q(pk__in=list(others.order_by("-pk").values_list("pk", flat=True)[:NEWEST]))
    if day := article.published_on:
        chosen |= Q(published_on__range=(day - NEAR, day + NEAR))
    return others.filter(chosen)


def _probes(words: list[str]) -> list[str]:
    """Stretches from all of the text, as expressions to which any white space is alike."""
    line = " ".join(words)
    step = max((len(line) - LONG) // (PROBES - 1), 1)
    stretches = {line[at : at + LONG].strip() for at in range(0, max(len(line) - LONG, 1), step)}
    return [r"\s+".join(map(re.escape, each.split())) for each in sorted(stretches)]
