"""What an editor says on a proposal's card: facts taken over or left out, or given otherwise."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from archive.admin.widgets import number
from archive.editing.checks import said_problems
from archive.editing.proposals.certainty import CHIPS
from archive.editing.proposals.drafting import Corrected, new_speaker
from archive.editing.proposals.speaker_choices import known_as
from archive.models import Article, Basis, Country, Speaker, days
from archive.models.called import same_name
from archive.text.names import unseen
from archive.transfer.spreadsheets.cells import period

OTHER = "other"


def left_out(data: Any) -> set[str]:
    """The facts whose tick was taken away; a form without ticks leaves nothing out."""
    return set(CHIPS) - set(data.getlist("take")) if "chips" in data else set()


def corrected(data: Any, article: Article, places: int) -> Corrected:
    """Raises ValueError with what to do."""
    speakers = {
        place: other_speaker(data, article, place) for place in range(places) if is_other(data, place)
    }
    role = " ".join(data.get("role", "").split())[:300]
    if unseen(role):
        raise ValueError("The role holds characters that nobody sees: type it anew.")
    country, day = data.get("country", "").strip(), data.get("day", "").strip()
    return Corrected(
        speakers,
        role,
        country_called(country) if country else None,
        day_of(day, article),
        "office" in data,
        since(data.get("since", ""), article) if "office" in data else None,
    )


def is_other(data: Mapping[str, Any], place: int) -> bool:
    return bool(data.get(f"who-{place}") == OTHER)


def other_speaker(data: Any, article: Article, place: int) -> Speaker:
    """Whom the list offered, or else the one of this name, or a new one."""
    key, name = number(data.get(f"other-id-{place}", "")), " ".join(data.get(f"other-{place}", "").split())
    chosen = Speaker.objects.named().filter(pk=key).first() if key else None
    if chosen and name.startswith(chosen.name):
        shown: Speaker = chosen.shown
        return shown
    if not name or unseen(name):
        raise ValueError("Type the name of the speaker, and choose it where it is offered.")
    same, _ = known_as(name)
    if len(same) > 1:
        raise ValueError(f"Several are called “{name}”: choose one from the list.")
    return same[0] if same else new_speaker(name, Speaker.Type.PERSON, article)


def country_called(name: str) -> Country:
    rows: list[Country] = list(Country.objects.filter(pk__in=[*same_name("country", name), name.upper()]))
    if len(rows) != 1:
        raise ValueError(f"“{name}” is no one country: type its name or its code, such as KP.")
    return rows[0]


def day_of(text: str, article: Article) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("That is no day: write it as 2024-06-18.") from None
    for _, problem in said_problems(days.Said(day, day, "day", Basis.EDITOR), article):
        raise ValueError(problem)
    return day


def since(text: str, article: Article) -> tuple[dt.date, str] | None:
    """From when an office was held, as exactly as somebody knows: 2019, June 2019, 2019-06-03."""
    if not text.strip():
        return None
    try:
        found = period(text, day_first=None)
    except ValueError:
        raise ValueError("Since when? Write a year, a month or a day: 2019, June 2019, 2019-06-03.") from None
    if found and article.last_day and found.earliest > article.last_day:
        raise ValueError("The office began after the article: correct its first day, or leave it empty.")
    return (found.earliest, found.precision) if found else None
