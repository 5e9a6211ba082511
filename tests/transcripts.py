"""Invented transcripts of tests/data/ as published turns."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from archive.editing.transcripts.drafting import draft_turns
from archive.editing.transcripts.labels import sheet
from archive.models import Quote
from tests.builders import make_article

DATA = Path(__file__).parent / "data/transcripts"


def transcript(name: str) -> str:
    return (DATA / f"{name}.txt").read_text(encoding="utf-8")


def make_turns(name: str = "briefing", *, publish: bool = True, **values: Any) -> list[Quote]:
    """All turns whose label is no question, each label a new person with the name that the text gives."""
    text = (values.pop("text", "") or transcript(name)) + values.pop("raw_end", "")
    day = values.pop("day", date(2024, 3, 12))
    article = make_article(text, **{"published_on": day, "form": "transcript", **values})
    found = sheet(article, {}, {})
    chosen = {number: label.chosen or "new" for number, label in enumerate(found.labels)}
    turns = draft_turns(sheet(article, {}, chosen), day, "")
    if publish:
        Quote.objects.filter(article=article).update(status="published", published_at=timezone.now())
    return list(Quote.objects.filter(pk__in=[turn.pk for turn in turns]).by_place_in_article())
