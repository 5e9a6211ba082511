"""A surname alone, of which the archive knows one bearer: theirs where the office printed is one they held, never else."""

from collections.abc import Iterable, Sequence
from datetime import date

from archive.editing.proposals.markup_hints import held_on
from archive.intake import results
from archive.intake.people.places import is_country
from archive.models import Role, Speaker
from archive.text import name_key
from archive.text.names import sort_name

_SMALL = frozenset(["of", "the", "for", "and", "s", "to", "in"])
# A deputy of the minister is another person than the minister.
_BESIDE = frozenset(
    ["deputy", "vice", "assistant", "associate", "former", "acting", "then", "ex", "under", "elect"]
)


def bearers(name: str, known: Iterable[Speaker]) -> list[Speaker]:
    """People of this surname, in any of their spellings."""
    key = name_key(name)
    return [each for each in known if each.type == Speaker.Type.PERSON and key in surnames(each)]


def surnames(speaker: Speaker) -> set[str]:
    given = [speaker.sort_name] if speaker.sort_name != speaker.name else []
    return {surname(each) for each in [*given, *map(sort_name, [speaker.name, *speaker.all_names])]}


def surname(ordered: str) -> str:
    """Of a name as it stands in lists: “Essid, Habib”, but “Kim Jong-un”."""
    before, comma, _ = ordered.partition(",")
    key = name_key(before)
    return key if comma else key.split(" ")[0]


def held_by(speaker: Speaker, quote: results.Quote, text: str, day: date | None) -> bool:
    """Whether the role printed is one that they held then; “minister” alone only beside their country."""
    role = quote.affiliation.role
    printed = _words(role.of(text)) if role else frozenset()
    held = [each for each in speaker.roles.all() if day and held_on(each, day)]
    return bool(printed) and any(_is_printed(each, printed, quote.affiliation.countries) for each in held)


def _is_printed(role: Role, printed: frozenset[str], countries: Sequence[str]) -> bool:
    title = _words(role.title)
    if printed & _BESIDE != title & _BESIDE:
        return False
    if printed == title and role.country_id in countries:
        return True
    whole = title | _words(f"{role.organisation or ''} {role.country or ''}")
    return len(title) > 1 and len(printed) > 1 and (title <= printed or printed <= whole)


def _words(phrase: str) -> frozenset[str]:
    """Without “Ukrainian”: for which country is asked apart."""
    office = " ".join(
        word for word in phrase.replace("'s", "").replace("’s", "").split() if not is_country(word)
    )
    return frozenset(name_key(office).split()) - _SMALL
