"""The checked rows of a table become entries, and the entries of known articles drafts; and all of it undone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from archive.editing.history import event_model
from archive.editing.locking import lock
from archive.editing.proposals.affiliation import organisation_called
from archive.models import Article, Entry, Outlet, Quote, Speaker, Spreadsheet
from archive.query.days import Period
from archive.text.names import sort_name, without_unseen
from archive.transfer.spreadsheets.checking import Check, Checked, Told, outlets_called, speakers_called
from archive.transfer.spreadsheets.drafting import Arrival
from archive.transfer.spreadsheets.looking import keep, look_on, sources

NEW, OPEN = "new", "open"
NAMED = 50  # rows by their number
Choices = Mapping[str, str]
"""By name: NEW, OPEN, or the id of a row that is there."""


def checked(sheet: Spreadsheet) -> Checked:
    return Check(sheet.names, sheet.mapping, sheet.day_first).run(sheet.numbered)


@transaction.atomic
def enter(sheet: Spreadsheet, speakers: Choices, outlets: Choices) -> tuple[int, int]:
    """How many entries and drafts came of it. A form that is sent twice enters nothing twice."""
    sheet = lock(sheet)
    if sheet.entered_at:
        return counted(sheet)
    found_there = Arrival()  # its time is that of the check and of all rows too
    found = checked(sheet)
    maker = Maker(speakers, outlets, found)
    rows = [(maker.entry(sheet, number, said), maker.people(said)) for number, said in found.good.items()]
    Entry.objects.bulk_create([entry for entry, _ in rows], batch_size=500)
    through = Entry.speakers.through
    through.objects.bulk_create(
        (through(entry_id=entry.pk, speaker_id=who) for entry, people in rows for who in people),
        batch_size=1000,
    )
    sheet.made, sheet.entered_at = maker.made, timezone.now()
    sheet.note = "\n".join(filter(None, [sheet.note, *left_out(found)]))
    sheet.save(update_fields=["entered_at", "note"])
    entries = [entry for entry, _ in rows]
    keep(sheet, dict(sources(entries, (said.get("text") or "" for said in found.good.values()))))
    look_on(sheet, found_there)
    return counted(sheet)


def left_out(found: Checked) -> Iterator[str]:
    """What a table keeps of the rows that were not entered, to be corrected in its file."""
    for label, reason, rows, _ in found.problems:
        yield f"Not entered: {numbers(rows)}. {label}: {reason}."
    if found.again:
        yield f"Not entered again: {numbers(found.again)}, which an earlier table or row has."


def numbers(rows: list[int]) -> str:
    more = ", …" if len(rows) > NAMED else ""
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows[:NAMED]))}{more}"


@transaction.atomic
def go_on(sheet: Spreadsheet) -> None:
    """Looks for the rows that are left in their articles, some of them each time."""
    sheet = lock(sheet)
    if sheet.entered_at and not sheet.undone_at:
        look_on(sheet, Arrival())


class Maker:
    """Rows of the archive for the names of a table, each made once."""

    def __init__(self, speakers: Choices, outlets: Choices, found: Checked) -> None:
        self.made: dict[str, list[int]] = {"speaker": [], "outlet": [], "article": []}
        names = {name for said in found.good.values() for name in said.get("speakers") or []}
        known = {name: rows for name, rows in speakers_called(names).items() if len(rows) == 1}
        self.speakers = {name: rows[0].pk for name, rows in known.items()}
        printed = {said.get("outlet") or "" for said in found.good.values()}
        self.outlets = {name: row.pk for name, row in outlets_called(printed).items()}
        for name in found.speakers:
            self.settle(self.speakers, "speaker", name, speakers.get(name, OPEN))
        for name in found.outlets:
            self.settle(self.outlets, "outlet", name, outlets.get(name, OPEN))

    def settle(self, known: dict[str, int], kind: str, name: str, choice: str) -> None:
        rows: Any = {"speaker": Speaker.objects.named(), "outlet": Outlet.objects}[kind]
        if choice == NEW:
            known[name] = (new_speaker if kind == "speaker" else new_outlet)(name)
            self.made[kind].append(known[name])
        elif choice.isdecimal() and rows.filter(pk=int(choice[:18])).exists():
            known[name] = int(choice)

    def people(self, said: Told) -> list[int]:
        names = said.get("speakers") or []
        return list(dict.fromkeys(self.speakers[name] for name in names if name in self.speakers))

    def entry(self, sheet: Spreadsheet, number: int, said: Told) -> Entry:
        when, until, published = (said.get(name) for name in ("said", "said_latest", "published_on"))
        country = said.get("country") or ""
        last = max(filter(None, [until and until.latest, when and when.latest]), default=None)
        return Entry(
            sheet=sheet,
            number=number,
            words=said["words"],
            kind=said.get("kind") or "",
            speaker_names=said.get("speakers") or [],
            role=(said.get("role") or "")[:300],
            organisation=(said.get("organisation") or "")[:300],
            country_id=country if country and ";" not in country else None,
            said_earliest=when.earliest if when else None,
            said_latest=last if when else None,
            said_precision=precision(when, last),
            outlet_id=self.outlets.get(said.get("outlet") or ""),
            outlet_name=(said.get("outlet") or "")[:300],
            url=said.get("url") or "",
            title=(said.get("title") or "")[:500],
            published_on=published.earliest if published and published.precision == "day" else None,
            language=said.get("language") or "",
            note="\n".join(filter(None, [said.get("note"), *unkept(said)])),
        )


def unkept(said: Mapping[str, Any]) -> Iterator[str]:
    """What an entry has no place for is told to the editor who decides on it."""
    published, country = said.get("published_on"), said.get("country") or ""
    if published and published.precision != "day":
        yield f"The table says: published {published.earliest} to {published.latest}."
    if ";" in country:
        yield f"The table says: countries {country}."


def precision(when: Period | None, last: date | None) -> str:
    return (Period(when.earliest, last).precision if last else "unknown") if when else "unknown"


def new_speaker(name: str) -> int:
    seen, body = without_unseen(name)[:200], organisation_called(name)
    made = Speaker.objects.create(
        name=seen,
        sort_name="" if body else sort_name(seen)[:200],
        type=Speaker.Type.ORGANISATION if body else Speaker.Type.PERSON,
        organisation=body,
    )
    return made.pk


def new_outlet(name: str) -> int:
    return Outlet.objects.create(name=without_unseen(name)[:200]).pk


def counted(sheet: Spreadsheet) -> tuple[int, int]:
    """Its entries, and those of them that are drafts."""
    return sheet.entries.count(), sheet.entries.filter(drafted=True).count()


def published_of(sheet: Spreadsheet) -> int:
    return Quote.objects.filter(entry__sheet=sheet, entry__drafted=True, published_at__isnull=False).count()


def worked_on(sheet: Spreadsheet) -> int:
    """How many of its drafts somebody changed after they were made."""
    drafts = Quote.objects.filter(entry__sheet=sheet, entry__drafted=True)
    acts = event_model(Quote).objects.filter(pgh_obj__in=drafts).order_by().values("pgh_obj")
    several = acts.annotate(acts=Count("pgh_context", distinct=True)).filter(acts__gt=1)
    return len(several)


@transaction.atomic
def undo(sheet: Spreadsheet) -> bool:
    """Takes out all that it brought and that nobody else needs; False once something of it was published."""
    sheet = lock(sheet)
    drafted = Quote.objects.filter(entry__sheet=sheet, entry__drafted=True)
    # Whoever publishes one of them holds it: what came of that is seen once it is done.
    drafts = set(drafted.select_for_update(of=("self",)).values_list("pk", flat=True))
    if sheet.undone_at or published_of(sheet):
        return False
    sheet.entries.all().delete()
    others = Entry.objects.filter(quote__in=drafts)
    # Another table has the same quote, and takes it over.
    needed = set(others.values_list("quote", flat=True))
    others.update(drafted=True)
    Quote.objects.filter(pk__in=drafts - needed).delete()
    remove_unneeded(sheet.made)
    Spreadsheet.objects.filter(pk=sheet.pk).update(undone_at=timezone.now(), cells=[], numbers=[])
    return True


def remove_unneeded(made: Mapping[str, Iterable[int]]) -> None:
    articles = Article.objects.filter(pk__in=made.get("article", []), quotes=None, proposals=None)
    articles.delete()
    alone = {"attributions": None, "merged": None, "canonical": None, "roles": None, "other_names": None}
    speakers = Speaker.objects.filter(pk__in=made.get("speaker", []), **alone)
    speakers.exclude(pk__in=Entry.speakers.through.objects.values("speaker")).delete()
    outlets = Outlet.objects.filter(pk__in=made.get("outlet", []), articles=None)
    outlets.exclude(pk__in=Entry.objects.exclude(outlet=None).values("outlet")).delete()
