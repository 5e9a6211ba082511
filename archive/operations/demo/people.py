"""The made-up people, offices, agencies and outlets of the demo, the same for the same seed."""

import json
import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FIRST_YEAR, LAST_YEAR = 2015, 2024
NAMESAKES = 0.06  # so many bear the name of somebody before


@cache
def words() -> dict[str, Any]:
    """The names, offices and sentences that everything is put together from."""
    data: dict[str, Any] = json.loads((Path(__file__).parent / "data.json").read_text(encoding="utf-8"))
    return data


# Title, organisation, and the years from whose first day to whose last day it was held; held still without the last.
Post = tuple[str, str | None, int, int | None]


@dataclass(frozen=True, slots=True)
class Character:
    name: str
    sort_name: str
    native: str
    culture: str
    country: str
    offices: list[Post] = field(default_factory=list)

    def office_in(self, year: int) -> int | None:
        """Its place among the offices."""
        held = (start <= year and (end is None or year <= end) for _, _, start, end in self.offices)
        return next((place for place, there in enumerate(held) if there), None)


def people(rng: random.Random, count: int) -> list[Character]:
    """The two namesakes of neighbouring countries come first; the others are spread over all countries."""
    codes = list(words()["countries"])
    made = [_person(rng, "IR", ("Karim", "Hosseini")), _person(rng, "IQ", ("Karim", "Hosseini"))]
    while len(made) < count:
        code = codes[len(made) % len(codes)]
        twin = rng.choice(made) if rng.random() < NAMESAKES else None
        made.append(_person(rng, code, _twin_name(twin) if twin else None))
    return made


def _twin_name(twin: Character) -> tuple[str, str]:
    family, _, given = twin.sort_name.partition(", ")
    return (given, family) if given else (twin.name, "")


def _person(rng: random.Random, code: str, fixed: tuple[str, str] | None = None) -> Character:
    culture = words()["countries"][code]
    names = words()["cultures"][culture]
    given, given_native = _both(rng.choice(names["given"]))
    family, family_native = _both(rng.choice(names["family"]))
    if fixed:
        given, family, given_native, family_native = *fixed, "", ""
    first = names.get("first") and not fixed
    name = f"{family} {given}" if first else f"{given} {family}".strip()
    sort_name = name if first or not family else f"{family}, {given}"
    native = _native(culture, given_native, family_native)
    return Character(name, sort_name, native, culture, code, _offices(rng))


def _both(name: str | list[str]) -> tuple[str, str]:
    return (name, "") if isinstance(name, str) else (name[0], name[1])


def _native(culture: str, given: str, family: str) -> str:
    if not given:
        return ""
    return f"{family}{given}" if culture in {"ko", "zh", "ja"} else f"{given} {family}"


def _offices(rng: random.Random) -> list[Post]:
    """One to three offices, one after the other, that cover all years."""
    breaks = sorted(rng.sample(range(FIRST_YEAR + 1, LAST_YEAR + 1), rng.choice([0, 1, 1, 2])))
    starts = [rng.randint(FIRST_YEAR - 4, FIRST_YEAR), *breaks]
    ends = [year - 1 for year in breaks]
    titles = rng.sample(words()["offices"], len(starts))
    return [
        (title, organisation, start, end)
        for (title, organisation), start, end in zip(titles, starts, [*ends, None], strict=True)
    ]
