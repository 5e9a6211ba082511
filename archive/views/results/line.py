"""When the line changed: quotes in the order they were said, each against the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.query import Asked
from archive.query.labels import Labels
from archive.reading.differences import ONLY, SHARED, Wording, keys_of, runs
from archive.reading.quoted import Quoted, quoted
from archive.search.finding import ask
from archive.text.tongue import gettext
from archive.views.results.facets import Choice
from archive.views.results.histogram import HEIGHT, Bar
from archive.views.results.shared import Results

KEPT = 0.25  # of its words a wording has in common with the one before, or it is another
STEP = 32  # units of the drawing
MOST_SUBJECTS = 8


@dataclass(slots=True)
class LineStep:
    """A wording and the quotes that repeat it. `gone` are the words that the one before had, with its verb where
    they are reported; `changed`, in per cent, is how many words of both are not shared, None where nothing stands
    before or it is in another language."""

    wording: Wording
    gone: list[str] = field(default_factory=list)
    gone_cue: str = ""
    changed: int | None = None
    again: list[Quoted] = field(default_factory=list)

    @property
    def quote(self) -> Quoted:
        return self.wording.quote

    @property
    def another(self) -> bool:
        return self.changed is not None and self.changed > 100 * (1 - KEPT)


def line(found: Results, labels: Labels) -> dict[str, Any]:
    """Subjects are offered where a search has none: without one, neighbours say nothing about each other."""
    asked = found.asked
    start = (asked.page - 1) * found.size
    before = quoted(ask(asked, start - 1, start).ids) if start else []
    steps = stepped(found.quotes, before[0] if before else None)
    return {
        "steps": steps,
        "bars": bars(steps),
        "width": max(len(steps), 6) * STEP,
        "subjects": [] if asked.query.q or asked.query.mentions else subjects(found, labels),
    }


def stepped(quotes: Sequence[Quoted], before: Quoted | None) -> list[LineStep]:
    steps: list[LineStep] = []
    for quote in quotes:
        if steps and keys_of(steps[-1].quote.text) == keys_of(quote.text):
            steps[-1].again.append(quote)
        else:
            steps.append(against(quote, before))
        before = quote
    return steps


def against(quote: Quoted, before: Quoted | None) -> LineStep:
    if before is None or before.language != quote.language:
        return LineStep(plain(quote))
    now, was = runs(quote.text, [before.text]), runs(before.text, [quote.text])
    wording = Wording([("", quote, False)], now)
    gone = [text for state, text in was if state == ONLY]
    old, new = len(keys_of(before.text)), len(keys_of(quote.text))
    changed = round(100 * (1 - 2 * wording.shared / ((old + new) or 1)))
    step = LineStep(wording, gone, "" if before.kind == "direct" else before.cue, changed)
    return LineStep(plain(quote), changed=changed) if step.another else step


def plain(quote: Quoted) -> Wording:
    return Wording([("", quote, False)], [(SHARED, quote.text)])


def bars(steps: Sequence[LineStep]) -> list[Bar]:
    return [
        Bar(
            f"{step.quote.said.text}: {_told(step)}",
            f"#line-{step.quote.id}",
            at * STEP,
            4 if step.changed is None else max(round((HEIGHT - 4) * step.changed / 100), 4),
        )
        for at, step in enumerate(steps)
    ]


def _told(step: LineStep) -> str:
    if step.changed is None:
        return gettext("begins")
    return gettext("{percent}% changed").format(percent=step.changed)


def subjects(found: Results, labels: Labels) -> list[Choice]:
    counts = found.answer.facets["mentions"]
    most = sorted(counts, key=lambda value: -counts[value])[:MOST_SUBJECTS]
    return [
        Choice(labels("mentions", value), found.asked.toggled("mentions", value), counts[value])
        for value in most
    ]


def oldest_first(asked: Asked) -> Asked:
    return asked.changed(sort="oldest", page=asked.page)
