"""The rows of a table under a mapping: what they say, all that is wrong with them, grouped, and whom nobody knows."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from archive.editing.locate import BUDGET, Text
from archive.models import Country, Entry, Outlet, Speaker, SpeakerName
from archive.models.called import all_names
from archive.models.fields import is_web_address, language_code
from archive.query.days import Period, UnclearError
from archive.text import check_article, name_key
from archive.text.addresses import address_key
from archive.text.names import share, trigrams
from archive.transfer.spreadsheets import cells
from archive.transfer.spreadsheets.columns import FIELDS
from archive.transfer.spreadsheets.drafting import looks

ALIKE = 0.4  # of their letters two outlets have in common that may be one
_LINK = re.compile(r'=HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
SHOWN = 5  # rows named beside each problem
MISSING = (
    "the text of the row does not hold them: copy them from its cell of the text, with […] for what is left "
    "out, or empty that cell"
)
SEVERAL = "the text of the row holds them more than once, or within longer words: give more of them, so that one place is meant"
FREE = ("words", "title", "text", "note")  # where a sign for nothing may be what is meant


Told = dict[str, Any]  # what a row says, by field


# One thing wrong with many rows: what the field is called, why, the rows, and what stands in some of them.
ProblemGroup = tuple[str, str, list[int], list[str]]


@dataclass
class Checked:
    good: dict[int, Told] = dataclasses.field(default_factory=dict)
    """By the number that a spreadsheet shows beside the row."""
    problems: list[ProblemGroup] = dataclasses.field(default_factory=list)
    again: list[int] = dataclasses.field(default_factory=list)
    """Rows that are there already."""
    unclear: list[str] = dataclasses.field(default_factory=list)
    """Days that may be two, while nobody said whether the day comes first."""
    speakers: dict[str, list[int]] = dataclasses.field(default_factory=dict)
    outlets: dict[str, list[int]] = dataclasses.field(default_factory=dict)


class Check:
    def __init__(self, names: list[str], mapping: dict[str, str], day_first: bool | None) -> None:
        self.places = {what: at for at, name in enumerate(names) if (what := mapping.get(name))}
        self.day_first = day_first
        self.codes = country_codes()
        self.text = Text("")  # of the last row: those of one article stand together
        self.groups: dict[tuple[str, str], tuple[list[int], list[str]]] = {}
        self.found = Checked()

    def run(self, numbered: Iterable[tuple[int, list[str]]]) -> Checked:
        for number, row in numbered:
            said = {name: self.value(number, name, row[at]) for name, at in self.places.items()}
            if not any(value is WRONG for value in said.values()) and self.fits(number, said):
                self.found.good[number] = said
        again = entered_before(self.found.good)
        self.found.again = sorted(again)
        for number in again:
            del self.found.good[number]
        groups = sorted(self.groups.items(), key=lambda group: -len(group[1][0]))
        self.found.problems = [(FIELDS[field], reason, *group) for (field, reason), group in groups]
        self.found.speakers = self.unknown("speakers", known_speakers)
        self.found.outlets = self.unknown("outlet", outlets_called)
        return self.found

    def fits(self, number: int, said: Told) -> bool:
        return self.stands(number, said) and self.in_order(number, said)

    def stands(self, number: int, said: Told) -> bool:
        """The words in the text that the row gives for them."""
        if not (text := said.get("text")):
            return True
        if text != self.text.text:
            self.text = Text(text)
        self.text.budget = BUDGET
        found = list(looks(said["words"], self.text))
        if any(each.found for each in found):
            return True
        several = any(each.questions for each in found)
        self.wrong(number, "words", said["words"], SEVERAL if several else MISSING)
        return False

    def in_order(self, number: int, said: Told) -> bool:
        """The first and the last day, where two columns say them."""
        first, last = said.get("said"), said.get("said_latest")
        if not (first and last):
            return True
        try:
            return bool(cells.possible(first.earliest, last.latest))
        except ValueError as error:
            self.wrong(number, "said_latest", f"{first.earliest} – {last.latest}", str(error))
        return False

    def value(self, number: int, field: str, cell: str) -> Any:
        try:
            return self.read(field, cell)
        except UnclearError:
            self.found.unclear.append(cell)
        except ValueError as error:
            self.wrong(number, field, cell, str(error))
        return WRONG

    def read(self, field: str, cell: str) -> Any:
        if field not in FREE and cells.is_nothing(cell):
            cell = ""
        if field != "url" and cells.is_formula(cell):
            raise ValueError("a formula stands there, or failed there: write its result, or leave it empty")
        readers: dict[str, Callable[[str], Any]] = {
            "words": cells.words,
            "kind": cells.kind,
            "speakers": cells.people,
            "said": self.period,
            "said_latest": self.period,
            "published_on": self.period,
            "country": self.country,
            "url": address,
            "language": language,
            "text": text_of_article,
        }
        return readers[field](cell) if field in readers else cell

    def period(self, cell: str) -> Period | None:
        return cells.period(cell, day_first=self.day_first)

    def country(self, cell: str) -> str:
        """Of several speakers theirs, in one cell, as the exports of this site have them."""
        names = [name.strip() for name in cell.split(";") if name.strip()]
        codes = list(dict.fromkeys(self.codes.get(name_key(name), "") for name in names))
        if "" in codes:
            raise ValueError("no country is called so: write its name or its code, such as North Korea or KP")
        return "; ".join(codes)

    def wrong(self, number: int, field: str, cell: str, reason: str) -> None:
        rows, examples = self.groups.setdefault((field, reason), ([], []))
        rows.append(number)
        if len(examples) < SHOWN and cell not in examples:
            examples.append(cell[:60])

    def unknown(self, field: str, known: Callable[[set[str]], Container[str]]) -> dict[str, list[int]]:
        """Names in the order of the rows, each with the rows that have it."""
        rows: dict[str, list[int]] = defaultdict(list)
        for number, said in self.found.good.items():
            value = said.get(field) or []
            for name in [value] if isinstance(value, str) else value:
                rows[name].append(number)
        there = known(set(rows))
        return {name: numbers for name, numbers in rows.items() if name not in there}


WRONG = object()


def country_codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, name, others in Country.objects.values_list("code", "name", "other_names"):
        found |= dict.fromkeys(map(name_key, [code, name, *others]), code)
    return found


def address(cell: str) -> str:
    """Also one that a link of a spreadsheet leads to, or that begins with www."""
    link = _LINK.match(cell)
    cell = link[1] if link else cell.removeprefix("<").removesuffix(">")
    cell = f"https://{cell}" if cell.startswith("www.") else cell
    if cell and not is_web_address(cell):
        raise ValueError(
            "give the whole address, from https:// on and without a user name, or leave it empty"
        )
    return cell


def text_of_article(cell: str) -> str:
    try:
        return check_article(cell) if cell else ""
    except ValueError as error:
        raise ValueError(f"no article can be made of it: {error}") from None


def language(cell: str) -> str:
    try:
        if cell:
            language_code(cell)
    except ValidationError:
        raise ValueError("give the code of the language, such as en or ko") from None
    return cell


def speakers_called(names: set[str]) -> dict[str, list[Speaker]]:
    """Those of exactly this name, in any spelling, by the name as the table has it."""
    keys = defaultdict(list)
    for name in names:
        keys[name_key(name)].append(name)
    found: dict[str, dict[int, Speaker]] = defaultdict(dict)
    for key, speaker in _named_speakers(set(keys)):
        for name in keys[key]:
            found[name][speaker.shown.pk] = speaker.shown
    return {name: list(rows.values()) for name, rows in found.items()}


def _named_speakers(keys: set[str]) -> Iterator[tuple[str, Speaker]]:
    speakers = Speaker.objects.named().select_related("canonical")
    own = {pk: name_key(name) for pk, name in speakers.values_list("pk", "name")}
    others = [
        (name_key(name), speaker)
        for name, speaker in SpeakerName.objects.exclude(speaker__type="unnamed").values_list(
            "name", "speaker"
        )
    ]
    wanted = [(key, pk) for pk, key in own.items() if key in keys] + [one for one in others if one[0] in keys]
    rows = speakers.in_bulk([pk for _, pk in wanted])
    yield from ((key, rows[pk]) for key, pk in wanted if pk in rows)


def known_speakers(names: set[str]) -> set[str]:
    """One alone is called so: of namesakes an editor says which."""
    return {name for name, rows in speakers_called(names).items() if len(rows) == 1}


def outlets_called(names: set[str]) -> dict[str, Outlet]:
    """Those of exactly this name, past and other names among them, in any spelling; of two nobody says which."""
    keys: dict[str, set[int]] = defaultdict(set)
    for pk, name in all_names().get("outlet", []):
        keys[without_article(name)].add(int(pk))
    wanted = {
        name: found for name in names if len(found := keys.get(without_article(name_key(name)), ())) == 1
    }
    rows = Outlet.objects.in_bulk([pk for found in wanted.values() for pk in found])
    return {name: rows[pk] for name, found in wanted.items() for pk in found if pk in rows}


def without_article(name: str) -> str:
    return name.removeprefix("the ")


def outlets_like(names: Iterable[str]) -> dict[str, list[Outlet]]:
    """For each name the likeliest, for an editor to choose from."""
    there = [(int(pk), trigrams(without_article(name))) for pk, name in all_names().get("outlet", [])]
    found = {name: likest(trigrams(without_article(name_key(name))), there) for name in names}
    rows = Outlet.objects.in_bulk({pk for pks in found.values() for pk in pks})
    return {name: [rows[pk] for pk in pks if pk in rows] for name, pks in found.items()}


def likest(own: frozenset[str], there: Iterable[tuple[int, frozenset[str]]]) -> list[int]:
    scored: dict[int, float] = {}
    for pk, other in there:
        if (score := share(own, other)) >= ALIKE:
            scored[pk] = max(scored.get(pk, 0), score)
    return sorted(scored, key=lambda pk: -scored[pk])[:SHOWN]


def entered_before(rows: dict[int, Told]) -> set[int]:
    """The numbers of those that an earlier table brought, or an earlier row: the same words, speakers, day and source."""
    words = {said.get("words") for said in rows.values()}
    seen = {
        identity(text, url, title, outlet, names, day)
        for text, url, title, outlet, names, day in Entry.objects.filter(words__in=words).values_list(
            "words", "url", "title", "outlet_name", "speaker_names", "said_earliest"
        )
    }
    again = set()
    for number, said in rows.items():
        when = said.get("said")
        text, url, title, outlet = (said.get(name) or "" for name in ("words", "url", "title", "outlet"))
        names = said.get("speakers") or []
        key = identity(text, url, title, outlet, names, when.earliest if when else None)
        if key in seen:
            again.add(number)
        seen.add(key)
    return again


def identity(words: str, url: str, title: str, outlet: str, names: list[str], day: Any) -> tuple[Any, ...]:
    source = address_key(url) or (name_key(title), name_key(outlet))
    return name_key(words), source, tuple(sorted(map(name_key, names))), day
