"""How long an archive full of transcripts takes: all taken, published, indexed and held against reports, and one report more."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from archive.editing.record.proposing import seek_some
from archive.intake.transcripts import read
from archive.models import Article, Attribution, Quote, QuoteSpan, Speaker

_BETWEEN = re.compile(r"(?<=[.?!]) ")
LONGEST = 180_000  # characters of a made-up transcript
SPEAKERS = ("MR. HALE", "MS. BELL", "SECRETARY FERRER", "THE PRESIDENT")


@dataclass(frozen=True)
class Stock:
    """The turns of real transcripts, as numbers of sentences, and all their sentences, to be dealt anew."""

    turns: Sequence[int]
    said: Sequence[str]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "Stock":
        held = []
        for path in paths:
            text = path.read_bytes().decode()
            held += [[*_said(text, turn.words)] for turn in read(text).turns]
        return cls([len(each) for each in held if each], [each for turn in held for each in turn])

    def transcripts(self, turns: int) -> Iterator[str]:
        """Of so many turns together; the same for the same stock."""
        dealt, made = Random(14), 0
        for day in count():
            head = f"Briefing number {day}\n\n{date(2001, 1, 1) + timedelta(day):%B %d, %Y}\n\n"
            parts, length = [], 0
            while length < LONGEST and made < turns:
                words = " ".join(dealt.choices(self.said, k=dealt.choice(self.turns)))
                parts.append(f"{SPEAKERS[made % len(SPEAKERS)]}:  {words}\n\n")
                length, made = length + len(parts[-1]), made + 1
            if not parts:
                return
            yield head + "".join(parts)


def _said(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start, end in spans:
        yield from _BETWEEN.split(" ".join(text[start:end].split()))


def report(words: Sequence[str]) -> Article:
    """An article that quotes these words: drafts, as when an editor accepted its proposals."""
    title = f"Report {Article.objects.count()}"
    body = "\n\n".join([title, *(f"“{each},” he said." for each in words)])
    article = Article.objects.create(
        title=title, raw_text=body, published_on=date(2017, 1, 1), body_spans=[[0, len(body)]]
    )
    speaker = Speaker.objects.get_or_create(name="Reported speaker")[0]
    for each in words:
        start = body.index(each)
        quote = Quote.objects.create(article=article, text=each, kind=Quote.Kind.DIRECT)
        QuoteSpan.objects.create(quote=quote, part="words", start=start, end=start + len(each), text=each)
        Attribution.objects.create(quote=quote, speaker=speaker)
    return article


def seek_all(progress: Callable[[int], object]) -> None:
    """Until nothing is new, as the worker does."""
    while found := seek_some():
        progress(found)
