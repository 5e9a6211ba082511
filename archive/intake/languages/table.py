"""What is known of a language: one file in `tables/` each, read once. docs/intake.md says how to add one."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from archive.intake.spans import Span

TABLES = Path(__file__).parent / "tables"
_NEVER = r"(?!)"
_NOTHING = re.compile(_NEVER)
_PREFIX = "(?:ex|vice|vize|sub|sous|экс|вице|екс|віце|co)-?"


@dataclass(frozen=True, eq=False)
class Language:
    """Lists are words in lower case. What a language has no use for is left out of its file."""

    code: str
    name: str
    script: str
    reader: str = ""
    """Which module finds its statements; empty for a language that is only told apart."""
    stop_words: frozenset[str] = frozenset()
    letters: str = ""
    """Letters that no other language of the script has."""
    marks: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    verb_endings: frozenset[str] = frozenset()
    """Each verb also stands with each of these."""
    verb_changes: tuple[tuple[str, str], ...] = ()
    """And so do those that end in the first, with the second instead: заявив, заявила."""
    phrases: frozenset[str] = frozenset()
    """Reporting verbs of several words: выразил мнение, fait valoir."""
    gerunds: frozenset[str] = frozenset()
    """Behind a comma, of the speaker before: “сказал X, добавив, что B”."""
    joins: frozenset[str] = frozenset()
    """Between two verbs of one subject: “dijo que A y añadió que B”."""
    contrasts: frozenset[str] = frozenset()
    """Behind a comma, before what somebody else said: “mientras que Y advirtió que B”."""
    topic: str = ""
    """A pattern of what an office is for, before its holder's name: “глава комитета по бюджету Пётр Орлов”."""
    of_it: frozenset[str] = frozenset()
    """“A. Об этом сообщил X.”: of the sentence before."""
    past: tuple[str, ...] = ()
    """How its verb ends, which an outlet's in the present does not."""
    quoting: str = ""
    """“«A», — приводит слова X агентство”: before the name of who said it."""
    auxiliaries: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    """Reporting verbs after an auxiliary."""
    inverted: str = ""
    """A pattern of any participle, behind an auxiliary with its pronoun: “s'est-elle justifiée”."""
    between: frozenset[str] = frozenset()
    """What may stand between the two."""
    that: frozenset[str] = frozenset()
    according: tuple[str, ...] = ()
    by_pronoun: str = ""
    """A pattern: “according to her”, the pronoun in the group `it`."""
    at: frozenset[str] = frozenset()
    """Prepositions of those who speak for a body: “сообщили в МЧС”."""
    opinion: frozenset[str] = frozenset()
    """“For X, “…””: before a name and words in marks, it attributes them."""
    incise: bool = False
    """An attribution may be set into the words inside the marks: « A, a-t-il dit. B »."""
    verb_shape: str = ""
    """What a verb looks like that is in no list, between words in marks and a full name."""
    passed_on: frozenset[str] = frozenset()
    """Subjunctive forms that tell reported words where no “that” does."""
    infinitive: re.Pattern[str] = _NOTHING
    """What may stand right behind the verb in place of “that”: “assure | avoir prévenu”, “пообещала | установить”."""
    as_words: frozenset[str] = frozenset()
    he: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    his: frozenset[str] = frozenset()
    her: frozenset[str] = frozenset()
    """As `by_pronoun` has them."""
    they: frozenset[str] = frozenset()
    masculine: frozenset[str] = frozenset()
    feminine: frozenset[str] = frozenset()
    epithets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By a pattern of the role, what stands for the speaker before as a pronoun does: “la mandataria”."""
    woman: str = ""
    """The ending of an office that a woman holds, where each office tells: Trainer, Trainerin."""
    determiners: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    """Before a day that is another event's."""
    skip: frozenset[str] = frozenset()
    """Adverbs and words of time beside a reporting verb."""
    goes_on: frozenset[str] = frozenset()
    """Words that open a sentence of the speaker before."""
    offices: frozenset[str] = frozenset()
    trade: str = ""
    """A pattern of what else is an occupation, in front of a full name: Revierförsterin, полузащитник."""
    compound: bool = False
    """Offices are the ends of longer words: Außenminister."""
    common: frozenset[str] = frozenset()
    """Nouns for firms and groups that could be read as names: 업체, 業者, 厂方."""
    nameless: frozenset[str] = frozenset()
    """Offices that have no name in front: 高官, 関係者."""
    unofficial: frozenset[str] = frozenset()
    """Offices that speak for no country."""
    bodies: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    """Bodies that are named elsewhere: “das Unternehmen”, в ведомстве, 同社."""
    body_endings: frozenset[str] = frozenset()
    """Of compounds: Umweltamt, Fahrgastverband."""
    firms: frozenset[str] = frozenset()
    """Whose names may be two capitals, like people's: “portavoz de la constructora Obras Duero”."""
    namesakes: frozenset[str] = frozenset()
    """Bodies that bear people's names: “el Hospital Gregorio Marañón”."""
    surnames: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    yesterday: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    countries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Bodies and parties that one country alone has."""
    regions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Cities and regions, whose offices are their country's."""
    of_state: re.Pattern[str] = _NOTHING
    """The offices and bodies of any state, which the country that an article is about need not stand beside."""
    abroad: re.Pattern[str] = _NOTHING
    """The offices that speak on other countries, and of those who are quoted in news about theirs."""
    homes: frozenset[str] = frozenset()
    """Countries that the language's own press is about."""
    worldwide: re.Pattern[str] = _NOTHING
    """The bodies of no country: the EU, the UN."""
    native: re.Pattern[str] = _NOTHING
    """The offices whose holder, with a name of the language's own script, is of its country: 防衛相."""
    same_day: frozenset[str] = frozenset()
    """The day that was named last: 同日, 이날."""
    genitive: tuple[tuple[str, str], ...] = ()
    """Endings of a name after “according to”, and those of its nominative: the first that fits."""

    @cached_property
    def cue(self) -> re.Pattern[str]:
        """A reporting verb; a pronoun joined to it is the group `it`."""
        it = r"(?:-t)?-(?P<it>\w+)"
        finite = any_of({*self._forms(), *self.phrases})
        spoken = rf"(?:{finite})(?:{it})?"
        if self.participles:
            joined = r"(?:-t)?-(?P<it2>\w+)"
            compound = rf"(?:{any_of(self.auxiliaries)})(?:{joined})?(?:,? (?:{any_of(self.between)}),?)? (?:{any_of(self.participles)})"
            inverted = rf"(?:{any_of(self.auxiliaries)})(?:-t)?-(?P<it3>\w+) {self.inverted or _NEVER}"
            spoken = f"(?:{compound}|{inverted}|{spoken})"
        return re.compile(rf"(?<![\w-]){spoken}(?![\w-])", re.IGNORECASE)

    def _forms(self) -> Iterator[str]:
        for verb in self.verbs:
            yield from (verb + ending for ending in self.verb_endings or {""})
            yield from (
                verb.removesuffix(end) + other for end, other in self.verb_changes if verb.endswith(end)
            )

    @cached_property
    def going_on(self) -> re.Pattern[str]:
        """What stands between a clause and the next verb of its subject."""
        joins = rf"(?:,? ?(?<!\w)(?:{any_of(self.joins)}) |, )(?:(?:{any_of(self.between | self.skip)}) )?$"
        return re.compile(joins, re.IGNORECASE)

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """“При этом | министр подчеркнул”, “Por su parte, | la alcaldesa dijo”."""
        several = [words for words in self.between if " " in words]
        return re.compile(rf"(?:{any_of(several)})(?:, ?| )", re.IGNORECASE)

    @cached_property
    def relative(self) -> re.Pattern[str]:
        """“, quien también | dijo”: what stands between a name and a verb that goes on."""
        between = rf"(?:(?:{any_of(self.between | self.skip)}) )?"
        return re.compile(rf", (?:{any_of(self.relatives)}) {between}$", re.IGNORECASE)

    @cached_property
    def as_before(self) -> re.Pattern[str]:
        """“A, según | anunció X”, “A, comme l'a | dit X”: before the verb."""
        return re.compile(
            rf",\s*(?:—\s*)?(?:{any_of(self.as_words)}) (?:(?:ya|también|así|le|lo|se|me|уже|вже|ранее|раніше) )*(?:l'|le |lui )?$",
            re.IGNORECASE,
        )

    @cached_property
    def contrast(self) -> re.Pattern[str]:
        return re.compile(rf", (?:{any_of(self.contrasts)}) ", re.IGNORECASE)

    def is_epithet(self, words: str, role: str | None = None) -> bool:
        """Of anybody, or of who has that role."""
        low = words.casefold()
        # “по словам дипломата”
        ending = r"\w{0,2}" if self.script == "cyrillic" else ""
        return any(
            (role is None or re.search(held, role, re.IGNORECASE) is not None)
            and any(re.fullmatch(each + ending, low) for each in known)
            for held, known in self.epithets.items()
        )

    @cached_property
    def gerund(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(self.gerunds)})(?!\w)", re.IGNORECASE)

    @cached_property
    def office(self) -> re.Pattern[str]:
        """With the endings of the language; «exministro», “Vizepräsident” hold an office, Reyes no king."""
        known = any_of(self.offices)
        ending = r"\w{0,3}" if self.script == "cyrillic" else "s?"
        shape = (
            rf"[\w-]*?(?:{known})\w{{0,4}}$"
            if self.compound
            else rf"(?:[\w'’]+-|{_PREFIX})?(?:{known}){ending}(?:-\w+)?$"
        )
        return re.compile(shape, re.IGNORECASE)

    @cached_property
    def according_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(self.according) or _NEVER})(?!\w)", re.IGNORECASE)

    @cached_property
    def pronoun_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.by_pronoun or _NEVER})(?!\w)", re.IGNORECASE)

    @cached_property
    def other_verb(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{self.verb_shape or _NEVER})(?= )")

    @cached_property
    def according_plain(self) -> re.Pattern[str]:
        """Without edges: where no spaces part the words."""
        return re.compile("|".join(self.according) or _NEVER)

    def is_office(self, word: str) -> bool:
        return bool(self.offices and self.office.match(word))

    def is_body(self, word: str) -> bool:
        low = word.casefold()
        return low.startswith(tuple(self.bodies)) or (
            bool(self.body_endings) and low.endswith(tuple(self.body_endings))
        )

    def is_ending(self, word: str) -> bool:
        """Whether a word without spaces ends in a body."""
        return word.endswith(tuple(self.bodies))

    def country_of(self, words: str) -> str | None:
        """The code of the country named first; its words begin with what the table has."""
        return self._first(self._countries, words)

    def country_span(self, words: str) -> Span | None:
        found = self._countries.search(words)
        return Span(*found.span()) if found else None

    def only_of(self, words: str) -> str | None:
        return self._first(self._only, words)

    def region_of(self, words: str) -> str | None:
        return self._first(self._regions, words)

    def _first(self, pattern: re.Pattern[str], words: str) -> str | None:
        found = pattern.search(words)
        return self._codes[found.group().casefold()] if found else None

    def countries_in(self, text: str) -> Iterator[str]:
        """Each that is named in it, as often as it is."""
        for pattern in (self._countries, self._only, self._regions):
            named = (match.group().casefold() for match in pattern.finditer(text))
            # 米 and 미 are other words as well.
            yield from (self._codes[each] for each in named if len(each.strip()) > 1)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """What a country's own words mean goes before a party's or a region's."""
        tables = (self.regions, self.only, self.countries)
        return {word.casefold(): code for table in tables for code, words in table.items() for word in words}

    def _beginning(self, table: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
        edge = "" if self.script in ("hangul", "han", "kana") else r"(?<!\w)"
        words = [word for each in table.values() for word in each]
        # 미 국무부, and not 토미; 米高官, and not 苫米地.
        single = [word for word in words if self.script in ("hangul", "kana") and len(word.strip()) == 1]
        behind = r"(?<!\w)" if self.script == "hangul" else "(?<![\u4e00-\u9fff])"
        known = "|".join((rf"{behind}(?:{any_of(single)})", any_of(set(words).difference(single))))
        return re.compile(f"{edge}(?:{known})", re.IGNORECASE)

    @cached_property
    def _countries(self) -> re.Pattern[str]:
        return self._beginning(self.countries)

    @cached_property
    def _only(self) -> re.Pattern[str]:
        return self._beginning(self.only)

    @cached_property
    def _regions(self) -> re.Pattern[str]:
        return self._beginning(self.regions)


def any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or _NEVER


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    return {path.stem: _read(path) for path in sorted(TABLES.glob("*.toml"))}


def table(code: str) -> Language | None:
    """The language if its statements can be found, not only told apart."""
    found = languages().get(code.split("-")[0].lower())
    return found if found and found.reader else None


def _read(path: Path) -> Language:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    known = Language.__dataclass_fields__
    values: dict[str, Any] = {key: _value(str(known[key].type), value) for key, value in given.items()}
    return Language(code=path.stem, **values)


def _value(kind: str, value: Any) -> Any:
    """Words are written in one string, separated by blanks; phrases and patterns as a list."""
    if kind.startswith("tuple[tuple"):
        return tuple(map(tuple, value))
    if kind.startswith("re.Pattern"):
        return re.compile(value, re.IGNORECASE)
    if kind.startswith(("frozenset", "tuple")):
        words = value.split() if isinstance(value, str) else value
        return frozenset(words) if kind.startswith("frozenset") else tuple(words)
    return (
        {code: tuple(words.split(", ")) for code, words in value.items()}
        if isinstance(value, dict)
        else value
    )
