"""What tells speakers apart who stand together under one name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce

from archive.models import Attribution, Quote, Speaker


def noted(speakers: Iterable[Speaker]) -> dict[int, str]:
    """What a list says beside each: its description, or what tells it apart."""
    rows = list(speakers)
    return {row.pk: row.description for row in rows} | told_apart(rows)


def told_apart(speakers: Iterable[Speaker]) -> dict[int, str]:
    """For each speaker who shares a name with another of these: its description, else role, country and years."""
    rows = list(speakers)
    names = Counter(row.sort_key for row in rows)
    alike = [row for row in rows if names[row.sort_key] > 1]
    known = _known([row.pk for row in alike if not row.description]) if alike else {}
    notes = {row.pk: row.description or known.get(row.pk, "") for row in alike}
    repeated = Counter((row.sort_key, notes[row.pk]) for row in alike)
    for row in alike:
        if not notes[row.pk] or repeated[row.sort_key, notes[row.pk]] > 1:
            notes[row.pk] = f"{notes[row.pk]} (no. {row.pk})".strip()
    return notes


def _known(ids: list[int]) -> dict[int, str]:
    """As published quotes have it: "Governor, Central Bank · Finland · 2016–2023", the role that was met most."""
    met = (
        Attribution.objects.filter(quote__status=Quote.Status.PUBLISHED)
        .annotate(who=Coalesce("speaker__canonical", "speaker"))
        .filter(who__in=ids)
        .order_by()
        .values("who", "role__title", "role__organisation__name", "country__name")
        .annotate(n=Count("pk"), first=Min("quote__said_latest__year"), last=Max("quote__said_latest__year"))
    )
    of: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in met:
        of[row["who"]].append(row)
    return {who: _note(rows) for who, rows in of.items()}


def _note(rows: list[dict[str, Any]]) -> str:
    most = max(rows, key=lambda row: (bool(row["role__title"]), row["n"]))
    years = [year for row in rows for year in (row["first"], row["last"]) if year]
    office = ", ".join(filter(None, (most["role__title"], most["role__organisation__name"])))
    span = "–".join(dict.fromkeys(map(str, (min(years), max(years))))) if years else ""
    return " · ".join(filter(None, (office, most["country__name"], span)))
