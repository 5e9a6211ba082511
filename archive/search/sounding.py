"""Names that sound like what was typed in another script: Столтенберг finds Stoltenberg, and Kim Yo-jong 김여정."""

from collections import defaultdict
from dataclasses import dataclass, field

from archive.models.called import all_names
from archive.models.remembered import Version, remembered
from archive.text import name_key
from archive.text.sounds import consonants, is_foreign, sound

KINDS = ("speaker", "organisation", "country")
NAMED = ("country", "organisation", "speaker", "speakername")  # as the state of a search has their versions
MIN_LETTERS = 3
MOST = 3
MIN_TYPED = 5  # Latin letters

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

    def like(self, typed: str) -> list[Spelt]:
        """Those that sound the same; for a word in another script else those whose consonants do."""
        found = self.closely.get(sound(typed))
        if not found and is_foreign(typed):
            found = self.roughly.get(consonants(typed))
        return sorted(found or (), key=str)


@remembered(*NAMED)
def latin() -> Heard:
    """Names in Latin letters, for what is typed in others."""
    return _heard(foreign=False)


@remembered(*NAMED)
def foreign() -> Heard:
    """Names in Cyrillic or Hangul, which are few."""
    return _heard(foreign=True)


def _heard(*, foreign: bool) -> Heard:
    heard, names = Heard(), all_names()
    for kind in KINDS:
        for key, name in names.get(kind, ()):
            if is_foreign(name) == foreign:
                group = (kind, key if kind == "country" else int(key))
                words = [word for word in name.split() if len(word) >= MIN_LETTERS or foreign]
                for spelling in {name, *words}:
                    heard.add(spelling, group)
    return heard


def sounding(text: str, version: Version) -> list[Spelt]:
    """Spellings in other scripts than the text."""
    typed = name_key(text)
    if is_foreign(typed):
        return latin.at(version).like(typed) if len(typed) > 1 else []
    return foreign.at(version).like(typed) if len(typed) >= MIN_TYPED else []
