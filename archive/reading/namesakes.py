"""What tells speakers apart who stand together under one name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce
from msgspec.structs import force_setattr

from archive.models import Attribution, Quote, Role, Speaker
from archive.models.remembered import until_indexed
from archive.text import name_key
from archive.text.tongue import country, gettext, spoken

if TYPE_CHECKING:
    from archive.reading.quoted import Quoted, Voice
    from archive.reading.record import Spoken

T = TypeVar("T")
MOST_OFFICES = 2

# What follows a name that others have too, and whether an editor wrote it.
Note = tuple[str, bool]
NO_NOTE: Note = ("", False)


def noted(speakers: Iterable[Speaker]) -> dict[int, str]:
    """What a list says beside each: its description, else role, country and years."""
    return _notes(list(speakers))


def told_apart(speakers: Iterable[Speaker]) -> dict[int, str]:
    """The same for each speaker who shares a name with another of these, and for no other."""
    rows = list(speakers)
    names = Counter(row.sort_key for row in rows)
    return _notes([row for row in rows if names[row.sort_key] > 1])


def notes(names: Mapping[int, str]) -> dict[int, Note]:
    """Of each speaker whose name others have too, wherever it stands."""
    shared = shared_names()
    alike = {pk for pk, name in names.items() if name_key(name) in shared} if shared else set()
    rows = _filled(_speakers(), alike, Speaker.objects.in_bulk)
    told = noted(rows)
    return {row.pk: (told[row.pk] or f"no. {row.pk}", bool(row.description)) for row in rows}


def tell(voices: "Sequence[Voice | Spoken]") -> None:
    """Notes with each what follows its name."""
    told = notes({voice.id: voice.name for voice in voices})
    for voice in voices if told else ():
        force_setattr(voice, "listed_as", told.get(voice.id, NO_NOTE))


def beside_words(note: str, is_written: bool) -> str:
    """A description says no year: bare beside words, a later office would be read as the one in which they were said.

    In the language that is spoken there: what is taken away from a Korean page is English."""
    return gettext("listed in the archive as {description}").format(description=note) if is_written else note


def apart(quotes: "Iterable[Quoted]") -> dict[int, str]:
    """Those of the notes that cards print: where role and country, which stand there too, do not say who it is."""
    met: defaultdict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for voice in (voice for quote in quotes for voice in quote.speakers if voice.note):
        met[name_key(voice.name), voice.role.role, str(voice.for_whom or "")][voice.id] = voice.note
    unclear = (told for said, told in met.items() if len(told) > 1 or not all(said))
    return {pk: note for told in unclear for pk, note in told.items()}


def last_office(roles: Iterable[Role]) -> str:
    """For the desk, published or not: "Governor, Central Bank · Finland · 2016–2023"."""
    held = sorted(roles, key=lambda role: (role.end is None, role.end or role.start or date.min))
    if not held:
        return ""
    last = held[-1]
    first, end = (f"{day:%Y}" if day else "" for day in (last.start, last.end))
    years = "–".join(dict.fromkeys([first, end])) if first or end else ""
    return " · ".join(filter(None, (str(last), str(last.country or ""), years)))


def label(speaker: Speaker) -> str:
    """For the desk: the name, with what is known of who has it."""
    known = [speaker.description or last_office(speaker.roles.all()), speaker.wikidata]
    about = f"in “{speaker.scope_article}”" if speaker.scope_article else "; ".join(filter(None, known))
    return f"{speaker} ({about})" if about else str(speaker)


def labels(speakers: Iterable[Speaker]) -> dict[int, str]:
    """Of several to choose from, of whom no two are called the same: where nothing else is known, by number."""
    rows = list({speaker.pk: speaker for speaker in speakers}.values())
    prefetch_related_objects(
        rows, Prefetch("roles", Role.objects.select_related("organisation", "country")), "scope_article"
    )
    called = {row.pk: label(row) for row in rows}
    alike = Counter(called.values())
    return {pk: f"{told} (no. {pk})" if alike[told] > 1 else told for pk, told in called.items()}


@until_indexed
def shared_names() -> frozenset[str]:
    """The keys of names that several public speakers have. Few of thousands are shared, and who is public is asked of those
    alone: of all it would take every attribution."""
    named = Speaker.objects.canonical().named().order_by()
    public = named.public().filter(name__in=_of_several(named))
    return frozenset(map(name_key, _of_several(public)))


def _of_several(speakers: QuerySet[Speaker]) -> list[str]:
    counted = speakers.values("name").annotate(speakers=Count("pk", distinct=True)).filter(speakers__gt=1)
    return list(counted.values_list("name", flat=True))


@until_indexed
def _speakers() -> dict[int, Speaker]:
    """Filled as pages ask for them."""
    return {}


@until_indexed
def _offices() -> dict[str, dict[int, str]]:
    """By language, filled as pages ask for them."""
    return {}


def _filled(kept: dict[int, T], ids: Iterable[int], read: Callable[[list[int]], dict[int, T]]) -> list[T]:
    wanted = list(ids)
    if missing := [pk for pk in wanted if pk not in kept]:
        kept.update(read(missing))
    return [kept[pk] for pk in wanted if pk in kept]


def _notes(rows: list[Speaker]) -> dict[int, str]:
    unknown = [row.pk for row in rows if not row.description]
    known = dict(zip(unknown, _filled(_offices().setdefault(spoken(), {}), unknown, _known), strict=True))
    notes = {row.pk: row.description or known[row.pk] for row in rows}
    names = Counter(row.sort_key for row in rows)
    repeated = Counter((row.sort_key, notes[row.pk]) for row in rows)
    for row in rows:
        alike = names[row.sort_key] > 1
        if alike and (not notes[row.pk] or repeated[row.sort_key, notes[row.pk]] > 1):
            notes[row.pk] = f"{notes[row.pk]} (no. {row.pk})".strip()
    return notes


def _known(ids: list[int]) -> dict[int, str]:
    """As published quotes have it: "Governor, Central Bank · Finland · 2016–2023", the role that was met most and its years."""
    them = Speaker.objects.filter(Q(pk__in=ids) | Q(canonical__in=ids)).order_by()
    met = (
        Attribution.objects.filter(quote__status=Quote.Status.PUBLISHED, speaker__in=them)
        .annotate(who=Coalesce("speaker__canonical", "speaker"))
        .order_by()
        .values("who", "role__title", "role__organisation__name", "country__name")
        .annotate(n=Count("pk"), first=Min("quote__said_latest__year"), last=Max("quote__said_latest__year"))
    )
    of: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in met:
        of[row["who"]].append(row)
    return {who: _note(of[who]) if who in of else "" for who in ids}


def _note(rows: list[dict[str, Any]]) -> str:
    """Beside words of a later office an earlier one alone would be read as theirs: of several two stand there, each with its years."""
    offices: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["role__title"]:
            offices[_office(row)].append(row)
    if len(offices) > 1:
        most_met = sorted(offices.values(), key=lambda of: -sum(row["n"] for row in of))[:MOST_OFFICES]
        in_time = sorted(most_met, key=lambda of: min(row["first"] or 0 for row in of))
        return "; ".join(" · ".join(filter(None, (_office(of[0]), _years(of)))) for of in in_time)
    most = max(rows, key=lambda row: (bool(row["role__title"]), row["n"], row["last"] or 0))
    # Not those of other rows: beside an office they would say that it was held all the time.
    return " · ".join(filter(None, (_office(most), country(most["country__name"] or ""), _years([most]))))


def _office(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, (row["role__title"], row["role__organisation__name"])))


def _years(rows: list[dict[str, Any]]) -> str:
    years = [year for row in rows for year in (row["first"], row["last"]) if year]
    return "–".join(dict.fromkeys(map(str, (min(years), max(years))))) if years else ""
