"""Names that sound like what was typed in another script: Столтенберг finds Stoltenberg, and Kim Yo-jong 김여정."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from archive.text import name_key
from archive.text.sounds import consonants, is_foreign, sound

MIN_LETTERS = 3
MOST = 3
MIN_TYPED = 5  # letters of what is typed in Latin ones

Group = tuple[str, int | str]
Spelt = tuple[str, Group]


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of names, and names as a whole, by how they sound, each with what is called so."""

    closely: dict[str, set[Spelt]] = field(default_factory=lambda: defaultdict(set))
    roughly: dict[str, set[Spelt]] = field(default_factory=lambda: defaultdict(set))

    def add(self, spelling: str, group: Group) -> None:
        self.closely[sound(spelling)].add((spelling, group))
        if rough := consonants(spelling):
            self.roughly[rough].add((spelling, group))


def like(typed: str, known: Heard, changed: Collection[Group], now: Heard) -> list[Spelt]:
    """Those that sound the same; for a word in another script else those whose consonants do. What has changed is called
    as it is `now`."""

    def among(one: dict[str, set[Spelt]], other: dict[str, set[Spelt]], key: str) -> set[Spelt]:
        kept = {spelt for spelt in one.get(key, ()) if spelt[1] not in changed}
        return kept | other.get(key, set())

    found = among(known.closely, now.closely, sound(typed))
    if not found and is_foreign(typed):
        found = among(known.roughly, now.roughly, consonants(typed))
    return sorted(found, key=str)


def heard(names: Mapping[Group, Iterable[str]], *, foreign: bool) -> Heard:
    """Of names in Cyrillic or Hangul, or of all others."""
    found = Heard()
    for group, spellings in names.items():
        for name in map(name_key, spellings):
            if name and is_foreign(name) == foreign:
                words = [word for word in name.split() if len(word) >= MIN_LETTERS or foreign]
                for spelling in {name, *words}:
                    found.add(spelling, group)
    return found
