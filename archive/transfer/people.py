"""Speakers, organisations and roles as a table names them: by ref, or by a name that only one has."""

from collections import defaultdict

from archive import models as rows
from archive.transfer.records import Quote


class RowError(ValueError):
    """Why a row cannot be imported, and in which column."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


class People:
    def __init__(self) -> None:
        self.speakers: dict[str, set[str]] = defaultdict(set)
        self.organisations: dict[str, set[str]] = defaultdict(set)
        for name, ref in rows.Speaker.objects.canonical().values_list("name", "ref"):
            self.speakers[name].add(ref)
        for name, ref in rows.SpeakerName.objects.filter(speaker__canonical=None).values_list(
            "name", "speaker__ref"
        ):
            self.speakers[name].add(ref)
        # A name of its own comes before what others are called too.
        known = list(rows.Organisation.objects.values_list("name", "other_names", "ref"))
        for name, _, ref in known:
            self.organisations[name].add(ref)
        names = {name for name, _, _ in known}
        for each, ref in ((each, ref) for _, others, ref in known for each in others):
            if each not in names:
                self.organisations[each].add(ref)
        self.roles: dict[tuple[str, str], set[str]] = defaultdict(set)
        for speaker, title, ref in rows.Role.objects.values_list("speaker__ref", "title", "ref"):
            self.roles[speaker, title].add(ref)
        self.role_refs = {ref for refs in self.roles.values() for ref in refs}

    def speaker(self, name: str) -> str:
        return only(self.speakers[name], "speakers", f"speaker is called “{name}”")

    def another(self, cells: dict[str, str], quote: Quote) -> str:
        """The printed name, if a person has it alone who is none of the row's: rows whose columns were sorted apart look so."""
        printed = cells.get("speaker_printed", "").strip()
        found = self.speakers.get(printed, set())
        given = {each.speaker for each in quote.attributions}
        if not found or not given or found & given:
            return ""
        theirs = rows.Speaker.objects.filter(ref__in=given, canonical__ref__in=found)
        people = rows.Speaker.objects.filter(ref__in=found, type=rows.Speaker.Type.PERSON)
        return printed if people.count() == len(found) and not theirs.exists() else ""

    def organisation(self, name: str, column: str) -> str | None:
        return only(self.organisations[name], column, f"organisation is called “{name}”") if name else None

    def role(self, speaker: str, title: str) -> str | None:
        if not title or title in self.role_refs:
            return title or None
        return only(self.roles[speaker, title], "speaker_roles", f"role of theirs is “{title}”")


def only(found: set[str], column: str, what: str) -> str:
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise RowError(column, f"More than one {what}: give the ref instead.")
    raise RowError(column, f"No {what}: add it first, or correct the name.")
