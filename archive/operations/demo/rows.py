"""The made-up archive as rows: written in bulk, with the triggers that keep history and the outbox."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice

import pghistory
from django.db import connection, transaction

from archive.models import (
    Article,
    Attribution,
    Correction,
    Country,
    Mention,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    SpeakerName,
    Statement,
    Via,
)
from archive.models.outbox import Epoch
from archive.operations.copying import copied
from archive.operations.demo.people import Character, people, words
from archive.operations.demo.stories import Newsroom, Story, Utterance, interval
from archive.text import join_spans, sha256
from archive.text.tongue import day

SEED = 20_240_618
BATCH = 500  # articles at a time: memory stays the same however many there are
NOTE = "Made up: this article, its outlet and everybody in it are invented."


def fill(quotes: int, told: Callable[[int], object] = lambda quotes: None) -> None:
    """Fills an empty archive with that many published quotes. `told` hears of each batch how many it had."""
    rng = random.Random(SEED)  # noqa: S311 (the same archive each time, nothing secret)
    # Without a context the trigger of the history fails and goes on at each row, and PostgreSQL then looks
    # at all that waits for the end of the transaction: quadratic.
    with transaction.atomic(), pghistory.context(command="manage.py demo"):
        Epoch.objects.update(made_up=True)
        cast = Cast(rng, people(rng, max(40, min(quotes // 7, 4_000))))
        stories = cast.newsroom.stories(quotes)
        for number in count(1):
            if not (batch := list(islice(stories, BATCH))):
                break
            told(cast.write(batch))
            # At each doubling: the triggers' queries are planned for the tables as PostgreSQL last looked at them,
            # and nobody else can look before the transaction ends. Planned for empty ones they are quadratic.
            if number.bit_count() == 1:
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")


def countries() -> dict[str, str]:
    """Names by code; those of the checked-in list that are not there yet are added."""
    Country.objects.add_listed()
    return dict(Country.objects.filter(code__in=words()["countries"]).values_list("code", "name"))


class Cast:
    """Who there is, as rows, and what they say."""

    def __init__(self, rng: random.Random, persons: list[Character]) -> None:
        self.rng, self.persons = rng, persons
        self.countries = countries()
        self.newsroom = Newsroom(rng, persons, self.countries)
        self.organisations: dict[str, Organisation] = {}
        self.agencies = [self.organisation(name) for name in words()["agencies"]]
        self.outlets = copied(Outlet(name=name) for name in words()["outlets"])
        self.speakers = copied(map(self._speaker, persons))
        copied(
            SpeakerName(speaker=row, name=person.native)
            for row, person in zip(self.speakers, persons, strict=True)
            if person.native
        )
        self.roles = self._roles()
        self.statements: dict[int, Statement] = {}
        self.occasions: dict[int, Occasion] = {}

    def organisation(self, name: str, country: str | None = None) -> Organisation:
        if name not in self.organisations:
            self.organisations[name] = Organisation.objects.create(name=name, country_id=country)
        return self.organisations[name]

    def _speaker(self, person: Character) -> Speaker:
        office, *_ = person.offices[-1]
        return Speaker(
            name=person.name,
            sort_name=person.sort_name,
            description=f"{office[0].upper()}{office[1:]}, {self.countries[person.country]}",
        )

    def _roles(self) -> dict[tuple[int, int], Role]:
        """By the numbers of the person and of the office."""
        made = {
            (number, place): Role(
                speaker=self.speakers[number],
                title=title,
                organisation=self._office(organisation, person.country),
                country_id=person.country,
                start=date(start, 1, 1),
                start_precision="year",
                end=date(end, 12, 31) if end else None,
                end_precision="year" if end else "unknown",
            )
            for number, person in enumerate(self.persons)
            for place, (title, organisation, start, end) in enumerate(person.offices)
        }
        copied(made.values())
        return made

    def _office(self, name: str | None, country: str) -> Organisation | None:
        return self.organisation(name.format(c=self.countries[country]), country) if name else None

    def write(self, stories: list[Story]) -> int:
        """Returns how many quotes there were."""
        self._group(stories)
        articles = copied(map(self._article, stories))
        pairs = [
            (article, said, parts)
            for article, story in zip(articles, stories, strict=True)
            for said, parts in story.quotes
        ]
        quotes = copied(self._quote(article, said, parts) for article, said, parts in pairs)
        for quote, (_, _, parts) in zip(quotes, pairs, strict=True):
            for part in parts:
                part.quote = quote
        copied(part for _, _, parts in pairs for part in parts)
        heard = [(quote, said) for quote, (_, said, _) in zip(quotes, pairs, strict=True)]
        copied(row for quote, said in heard for row in self._attributions(quote, said))
        copied(Mention(quote=q, country_id=code) for q, said in heard for code in said.mentions)
        copied(
            Via(quote=quote, organisation=quote.article.agency) for quote, _ in heard if quote.article.agency
        )
        self._afterwards(quotes)
        return len(quotes)

    def _group(self, stories: list[Story]) -> None:
        """The statements and occasions that these stories tell of first."""
        for one in (said for story in stories for said, _ in story.quotes):
            if one.statement and one.statement not in self.statements:
                self.statements[one.statement] = Statement.objects.create(basis="wording")
            if one.occasion and one.occasion not in self.occasions:
                self.occasions[one.occasion] = self._occasion(one)

    def _occasion(self, said: Utterance) -> Occasion:
        place, kind = self.rng.choice(words()["places"]), self.rng.choice(words()["occasions"])
        name = f"{kind[0].upper()}{kind[1:]} in {place}, {day(said.day)}"
        return Occasion.objects.create(name=name, kind=kind, place=place, date=said.day, precision="day")

    def _article(self, story: Story) -> Article:
        # Two stories with the same words would be the same article: the archive knows a text by its hash.
        text = f"{story.text}No. {self.rng.getrandbits(48):012x}\n"
        return Article(
            title=story.title,
            form=story.form,
            language=story.language,
            outlet=self.outlets[story.outlet],
            agency=None if story.agency is None else self.agencies[story.agency],
            published_on=story.published,
            published_basis="stated",
            raw_text=text,
            raw_sha256=sha256(text),
            body_spans=[[0, len(story.text)]],
            source_note=NOTE,
            rights="full",
        )

    def _quote(self, article: Article, said: Utterance, parts: list[QuoteSpan]) -> Quote:
        earliest, latest = interval(said)
        on = article.published_on or said.day
        published = datetime.combine(on, time(9), UTC) + timedelta(days=self.rng.randrange(30))
        latest = min(latest, on) if latest else on
        return Quote(
            article=article,
            text=join_spans(part.text for part in parts if part.part == "words"),
            kind=said.kind,
            language=said.language,
            translated=self.rng.choices(["no", "yes", "back"], [70, 20, 10])[0]
            if said.language == "en"
            else "no",
            said_earliest=earliest,
            said_latest=latest,
            said_precision=said.precision,
            said_basis="none" if said.precision == "unknown" else "explicit",
            statement=self.statements.get(said.statement),
            occasion=self.occasions.get(said.occasion),
            status=Quote.Status.PUBLISHED,
            published_at=published,
        )

    def _attributions(self, quote: Quote, said: Utterance) -> Iterator[Attribution]:
        if said.unnamed:
            source = Speaker.objects.create(
                name=said.unnamed, type=Speaker.Type.UNNAMED, scope_article=quote.article, description=NOTE
            )
            yield Attribution(quote=quote, speaker=source, basis="explicit")
        for position, number in enumerate(said.speakers):
            person = self.persons[number]
            place = person.office_in(said.day.year)
            role = self.roles[number, place] if place is not None else None
            yield Attribution(
                quote=quote,
                position=position,
                speaker=self.speakers[number],
                role=role,
                organisation=role.organisation if role else None,
                country_id=person.country,
            )

    def _afterwards(self, quotes: list[Quote]) -> None:
        """A few were corrected."""
        for quote in self.rng.sample(quotes, len(quotes) // 100):
            Correction.objects.create(
                quote=quote,
                changed="note",
                new="Checked against a recording.",
                reason="Made up, like all of this",
            )
