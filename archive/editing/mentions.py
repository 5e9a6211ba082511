"""Which countries and organisations a text names: by their names, in the case that they are written in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Model

from archive.models import Country, Mention, Organisation, Quote


class Gazetteer:
    """Names of places. At each spot the longest name wins: "South Sudan" is no mention of Sudan."""

    def __init__(self, names: Iterable[tuple[str, Model]]) -> None:
        self._by_start: dict[str, list[tuple[str, Model]]] = defaultdict(list)
        for name, place in names:
            self._by_start[name[:2]].append((name, place))
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def from_database(cls) -> "Gazetteer":
        return cls(_names())

    def find(self, text: str) -> list[Model]:
        """The places that `text` names, each once, in the order of their first mention."""
        found: dict[Model, None] = {}
        at = 0
        while at < len(text):
            name, place = self._name_at(text, at)
            if place:
                found.setdefault(place)
            at += len(name) or 1
        return list(found)

    def _name_at(self, text: str, at: int) -> tuple[str, Model | None]:
        for name, place in self._by_start.get(text[at : at + 2], ()):
            if text.startswith(name, at) and _stands_alone(text, at, at + len(name)):
                return name, place
        return "", None


def note_mentions(quote: Quote, gazetteer: Gazetteer) -> None:
    """Makes the quote's mentions those that its words name."""
    wanted = {(_column(place), place.pk) for place in gazetteer.find(quote.text)}
    for mention in quote.mentions.all():
        known = (
            ("country", mention.country_id)
            if mention.country_id
            else ("organisation", mention.organisation_id)
        )
        if known in wanted:
            wanted.remove(known)
        else:
            mention.delete()
    for column, pk in sorted(wanted, key=str):
        Mention.objects.create(quote=quote, **{f"{column}_id": pk})


def mention_rows(quote: Quote, gazetteer: Gazetteer) -> list[Mention]:
    """The same for a quote that has none yet, unsaved."""
    places = gazetteer.find(quote.text)
    return [Mention(quote=quote, **{f"{_column(place)}_id": place.pk}) for place in places]


def _column(place: Model) -> str:
    return "country" if isinstance(place, Country) else "organisation"


def _names() -> Iterator[tuple[str, Model]]:
    for country in Country.objects.all():
        yield from ((name, country) for name in [country.name, *country.other_names, *country.adjectives])
    for organisation in Organisation.objects.all():
        yield from ((name, organisation) for name in [organisation.name, *organisation.other_names])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Scripts without spaces between words have no word boundaries to ask for."""
    return not _spaced(text[start]) or not (
        (start and _spaced(text[start - 1]))
        or (end < len(text) and _spaced(text[end]) and _spaced(text[end - 1]))
    )


def _spaced(char: str) -> bool:
    return char.isalnum() and char < "\u1100"
