"""Made-up articles with quotes in place: what was said, by whom, and how several outlets report it."""

import random
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from archive.models import QuoteSpan
from archive.operations.demo.people import FIRST_YEAR, LAST_YEAR, Character, words

DAYS = (date(LAST_YEAR, 12, 1) - date(FIRST_YEAR, 1, 8)).days
MOST_WORDINGS = 14
FOREIGN = ("de", "fr", "es", "ru", "ar", "he", "ko", "zh", "ja")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One quote: its words as they were said, by whom (nobody: an unnamed source), when and where."""

    words: str
    kind: str
    cue: str
    day: date
    precision: str = "day"
    speakers: tuple[int, ...] = ()
    unnamed: str = ""
    mentions: tuple[str, ...] = ()
    statement: int = 0
    occasion: int = 0
    language: str = "en"


@dataclass(slots=True)
class Story:
    """An article; `quotes` holds each quote with the parts of the text that it consists of."""

    title: str
    published: date
    outlet: int
    agency: int | None
    language: str
    form: str = "report"
    text: str = ""
    quotes: list[tuple[Utterance, list[QuoteSpan]]] = field(default_factory=list)

    def write(self, *pieces: str | tuple[str, str]) -> list[QuoteSpan]:
        """Adds to the text; a pair is a part and its text."""
        parts = []
        for piece in pieces:
            part, text = ("", piece) if isinstance(piece, str) else piece
            start = len(self.text)
            self.text += text
            if part and text:
                parts.append(QuoteSpan(part=part, start=start, end=len(self.text), text=text))
        return parts


class Newsroom:
    """Gives stories until all quotes are told; `countries` are the names of the countries by their codes."""

    def __init__(self, rng: random.Random, people: list[Character], countries: dict[str, str]) -> None:
        self.rng, self.people, self.countries = rng, people, countries
        self.statements = self.occasions = 0
        # A few are heard often, most seldom.
        self.weights = [1 / (place + 3) for place in range(len(people))]
        self.order = rng.sample(range(len(people)), len(people))

    def stories(self, quotes: int) -> Iterator[Story]:
        """An article in each language first, so that a small archive has them all."""
        languages = list(FOREIGN)
        while quotes > 0:
            told = [self._plain(languages.pop())] if languages else self._told()
            for story in told:
                story.quotes = story.quotes[:quotes]
                quotes -= len(story.quotes)
                if story.quotes:
                    yield story

    def _told(self) -> list[Story]:
        chance = self.rng.random()
        if chance < 0.08:
            return self._echoes()
        return self._conference() if chance < 0.12 else [self._plain()]

    def _day(self) -> date:
        return date(FIRST_YEAR, 1, 8) + timedelta(days=self.rng.randrange(DAYS))

    def _speaker(self) -> int:
        if self.rng.random() < 0.01:
            return self.rng.randrange(2)  # the two namesakes shall be heard
        return self.rng.choices(self.order, self.weights)[0]

    def _plain(self, language: str = "") -> Story:
        day = self._day()
        speaker = next((n for n, p in enumerate(self.people) if p.culture == language), self._speaker())
        culture = self.people[speaker].culture
        language = language or (culture if self.rng.random() < 0.45 and culture in FOREIGN else "en")
        count = self.rng.choice([1, 1, 2, 2, 3, 4])
        said = [self._said(speaker, day, language) for _ in range(count)]
        return self._story(said, day + timedelta(days=self.rng.randrange(3)), language)

    def _conference(self) -> list[Story]:
        """Two speakers on one occasion, in one long article."""
        first, second, day = self._speaker(), self._speaker(), self._day()
        self.occasions += 1
        said = [self._said(self.rng.choice([first, second]), day) for _ in range(self.rng.randint(6, 12))]
        story = self._story(
            [
                replace(
                    s, occasion=self.occasions, precision="day", unnamed="", speakers=s.speakers or (first,)
                )
                for s in said
            ],
            day,
        )
        story.form = self.rng.choice(["report", "report", "transcript", "release"])
        return [story]

    def _echoes(self) -> list[Story]:
        """One statement in several articles, worded alike or not quite."""
        day = self._day()
        said = replace(self._said(self._speaker(), day), kind="direct", precision="day", cue="said")
        if said.unnamed:
            return [self._story([said], day)]
        self.statements += 1
        count = min(2 + int(self.rng.expovariate(0.4)), MOST_WORDINGS)
        wordings = [
            replace(said, words=self._reworded(said.words), statement=self.statements) for _ in range(count)
        ]
        return [self._story([one], day + timedelta(days=n // 4)) for n, one in enumerate(wordings)]

    def _reworded(self, text: str) -> str:
        chance = self.rng.random()
        if chance < 0.4:
            return text
        if chance < 0.6 and ". " in text:
            return text.rsplit(". ", 1)[0] + "."
        for usual, other in self.rng.sample(words()["synonyms"], 5):
            text = text.replace(usual, other)
        return text

    def _said(self, speaker: int, day: date, language: str = "en") -> Utterance:
        if language != "en":
            return self._foreign(speaker, day, language)
        kind = self.rng.choices(["direct", "mixed", "indirect"], [60, 18, 22])[0]
        text, cue, mentions = self._words(kind, self.people[speaker].country)
        speakers: tuple[int, ...] = (speaker,)
        unnamed = ""
        if self.rng.random() < 0.06:
            speakers, unnamed = (), self.rng.choice(words()["unnamed"])
        elif self.rng.random() < 0.04 and (other := self._speaker()) != speaker:
            speakers = (speaker, other)
        return Utterance(text, kind, cue, day, self._precision(), speakers, unnamed, mentions)

    def _precision(self) -> str:
        return self.rng.choices(["day", "month", "year", "unknown"], [84, 8, 2, 6])[0]

    def _words(self, kind: str, own: str) -> tuple[str, str, tuple[str, ...]]:
        cues, weights = zip(*words()["cues"], strict=True)
        cue = self.rng.choices(cues, weights)[0]
        if kind == "indirect" and self.rng.random() < 0.3:
            text, codes = self._filled("denied", own)
            return text, "denied", codes
        sentences = [
            self._filled("direct" if kind == "direct" else "third", own)
            for _ in range(2 if kind == "direct" and self.rng.random() < 0.4 else 1)
        ]
        text = " ".join(text for text, _ in sentences)
        return text, cue, tuple(dict.fromkeys(code for _, codes in sentences for code in codes))

    def _filled(self, kind: str, own: str) -> tuple[str, tuple[str, ...]]:
        data = words()
        template = self.rng.choice(data[kind])
        code = self.rng.choice([c for c in self.countries if c != own])
        text = template.format(
            thing=self.rng.choice(data["things"]),
            cond=self.rng.choice(data["conditions"]),
            who=self.countries[code],
            amount=f"{self.rng.randint(2, 400) * 500:,}",
        )
        if kind == "direct":
            text = text[0].upper() + text[1:]
        return text, (code,) if "{who}" in template else ()

    def _foreign(self, speaker: int, day: date, language: str) -> Utterance:
        data = words()["foreign"][language]
        place = self.rng.choice(words()["places"])
        text = self.rng.choice(data["direct"]).format(thing=self.rng.choice(data["things"]), who=place)
        cue, _ = self.rng.choice(data["say"])
        precision = "unknown" if self.rng.random() < 0.06 else "day"
        return Utterance(text, "direct", cue, day, precision, (speaker,), language=language)

    def _story(self, said: list[Utterance], published: date, language: str = "en") -> Story:
        rng, data = self.rng, words()
        agency = rng.randrange(len(data["agencies"])) if rng.random() < 0.35 else None
        story = Story(
            self._title(said[0], language), published, rng.randrange(len(data["outlets"])), agency, language
        )
        story.write(f"{story.title}\n\n")
        if agency is not None and language == "en":
            story.write(f"{rng.choice(data['places']).upper()} ({data['agencies'][agency]}) – ")
        for one in said:
            write = self._english if language == "en" else self._native
            story.quotes.append((one, sorted(write(story, one), key=lambda part: part.start)))
            story.write(" " if rng.random() < 0.6 else "\n\n", self._filler(language), "\n\n")
        return story

    def _filler(self, language: str) -> str:
        data = words()
        return str(
            self.rng.choice(data["fillers"]) if language == "en" else data["foreign"][language]["filler"]
        )

    def _title(self, said: Utterance, language: str) -> str:
        data = words()
        if language != "en":
            own = data["foreign"][language]
            return str(own["title"]).format(thing=self.rng.choice(own["things"]))
        title: str = self.rng.choice(data["headlines"]).format(
            thing=self.rng.choice(data["things"]),
            place=self.rng.choice(data["places"]),
            who=self.countries[self.rng.choice(list(self.countries))],
            other=self.countries[self.rng.choice(list(self.countries))],
        )
        return title[0].upper() + title[1:]

    def _named(self, said: Utterance) -> list[str | tuple[str, str]]:
        """The speakers with their offices, as an English sentence names them."""
        if not said.speakers:
            return [("speaker", said.unnamed)]
        pieces: list[str | tuple[str, str]] = []
        for number, key in enumerate(said.speakers):
            person = self.people[key]
            place = person.office_in(said.day.year)
            role = (
                f"{_of(self.countries[person.country])} {person.offices[place][0]}"
                if place is not None and self.rng.random() < 0.8
                else ""
            )
            pieces += [
                " and " if number else "",
                ("role", role),
                " " if role else "",
                ("speaker", person.name),
            ]
        return pieces

    def _when(self, said: Utterance) -> list[str | tuple[str, str]]:
        if said.precision == "unknown":
            return []
        phrase = {"day": f"on {said.day:%A}", "month": f"in {said.day:%B}", "year": f"in {said.day:%Y}"}[
            said.precision
        ]
        return [" ", ("date", phrase)]

    def _english(self, story: Story, said: Utterance) -> list[QuoteSpan]:
        named, when = self._named(said), self._when(said)
        if said.kind != "direct":
            that = "" if said.cue == "denied" else "that "
            text = said.words
            if said.kind == "mixed":
                first, _, rest = text.partition(" ")
                text = f"{first} “{rest}”"
            who: list[str | tuple[str, str]] = [
                (p, t[0].upper() + t[1:]) if p == "speaker" and said.unnamed else (p, t)
                for p, t in (x if isinstance(x, tuple) else ("", x) for x in named)
            ]
            return story.write(*who, *when, " ", ("cue", said.cue), f" {that}", ("words", text), ".")
        if ". " in said.words and self.rng.random() < 0.4:
            first, rest = said.words.split(". ", 1)
            return story.write(
                "“",
                ("words", f"{first},"),
                "” ",
                *named,
                " ",
                ("cue", said.cue),
                *when,
                ". “",
                ("words", rest),
                "”",
            )
        return story.write(
            "“", ("words", said.words.rstrip(".")), ",” ", *named, " ", ("cue", said.cue), *when, "."
        )

    def _native(self, story: Story, said: Utterance) -> list[QuoteSpan]:
        """As the pattern of the language has it: “…”, said the speaker."""
        own = words()["foreign"][said.language]
        person = self.people[said.speakers[0]]
        values = {
            "words": ("words", said.words),
            "cue": ("cue", said.cue),
            "speaker": ("speaker", person.native or person.name),
            "that": ("", dict(own["say"])[said.cue]),
            "day": ("date", str(own["day"]).format(d=said.day.day)) if said.precision == "day" else ("", ""),
        }
        return story.write(*_pieces(own["pattern"], values))


def _of(country: str) -> str:
    return f"{country}’" if country.endswith("s") else f"{country}’s"


def _pieces(pattern: str, values: dict[str, tuple[str, str]]) -> list[str | tuple[str, str]]:
    pieces: list[Any] = []
    for before in pattern.split("{"):
        name, closed, after = before.partition("}")
        pieces += [values[name], after] if closed else [before]
    return pieces


def interval(said: Utterance) -> tuple[date | None, date | None]:
    """From when to when it was said, as far as is known; never after the day that it was said on."""
    day = said.day
    if said.precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if said.precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return (day, day) if said.precision == "day" else (None, None)
