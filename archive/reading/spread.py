"""How a statement spread: which of its reports are independent of each other, and whether it can be said who was first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from archive.models import Article
from archive.reading.differences import earliest, letters
from archive.reading.phrases import published
from archive.reading.quoted import Quoted
from archive.text import isolated, sort_key
from archive.text.shingles import Shingles, resemblance, shingles
from archive.text.tongue import gettext, ngettext

Basis = Article.PublishedBasis
SHARED = 0.5  # resemblance, from which on two articles are one text
LEFT, RIGHT = 8, 292  # of the picture of a lane


@dataclass(frozen=True)
class Lane:
    """A report and where in the picture its days lie, of saying (`said_at`) and of publication (`at`); None for one that is not known."""

    letter: str
    quote: Quoted
    said_at: int | None
    at: int | None

    @property
    def stated(self) -> bool:
        return self.quote.article.published_basis not in (Basis.INFERRED, Basis.UNKNOWN)

    @property
    def chain(self) -> list[str]:
        article = self.quote.article
        passed = [str(link) for link in self.quote.via] or ([article.agency.name] if article.agency else [])
        return [*passed, article.own_outlet]


def _told(quotes: Sequence[Quoted], groups: Sequence[list[Quoted]]) -> str:
    """4 reports, 2 independent: Yonhap (3 outlets), Voice of America"""
    pattern = ngettext(
        "{number} report, {independent} independent: {names}",
        "{number} reports, {independent} independent: {names}",
        len(quotes),
    )
    names = ", ".join(map(_called, groups))
    return pattern.format(number=len(quotes), independent=len(groups), names=names)


def _lanes(quotes: Sequence[Quoted]) -> list[Lane]:
    days = [each for quote in quotes for each in (quote.said.latest, quote.article.published_on) if each]
    first, last = min(days, default=date.max), max(days, default=date.max)

    def at(on: date | None) -> int | None:
        return round(LEFT + (RIGHT - LEFT) * (on - first).days / max((last - first).days, 1)) if on else None

    return [
        Lane(
            letter, quote, at(quote.said.latest) if quote.said.dated else None, at(quote.article.published_on)
        )
        for letter, quote in zip(letters(), quotes, strict=False)
    ]


def _first(lanes: Sequence[Lane]) -> str:
    """Who was first, or why that cannot be said."""
    if quote := earliest([lane.quote for lane in lanes]):
        pattern = gettext("Earliest report in this archive: {outlet}, {day}.")
        return pattern.format(outlet=_outlet(quote), day=published(quote.article))
    if len(lanes) < 2:
        return ""
    return gettext("Who was first cannot be said: {reason}.").format(reason=_why_open(lanes))


def spread(quotes: Sequence[Quoted]) -> dict[str, Any]:
    """All that its part of the page shows; `why` says of reports that are joined alike why they count as one."""
    lanes = _lanes(quotes)
    groups, why = _groups(quotes)
    return {"told": _told(quotes, groups), "why": why, "lanes": lanes, "first": _first(lanes)}


def _groups(quotes: Sequence[Quoted]) -> tuple[list[list[Quoted]], list[str]]:
    """The reports that count as one, group by group; and of those that are joined alike why."""
    bodies, sources = _bodies(quotes), {quote.id: _sources(quote) for quote in quotes}
    lettered = dict(zip((quote.id for quote in quotes), letters(), strict=False))
    groups, joints = {quote.id: {quote.id} for quote in quotes}, list[Joint]()
    for one, other in combinations(quotes, 2):
        if other.id not in groups[one.id] and (joint := _joined(one, other, sources, bodies)):
            joints = _with(joints, joint)
            both = groups[one.id] | groups[other.id]
            groups.update(dict.fromkeys(both, both))
    kept = {min(group): group for group in groups.values()}
    why = [joint.told([lettered[quote.id] for quote in quotes if quote.id in joint.ids]) for joint in joints]
    return [[quote for quote in quotes if quote.id in group] for group in kept.values()], why


@dataclass(frozen=True)
class Joint:
    """Reports that are not independent: through whom they came, else which part of their texts two of them share at least."""

    ids: frozenset[int]
    through: str
    part: float

    def told(self, letters: Sequence[str]) -> str:
        if self.through:
            return gettext("{two} came through {name}").format(two=_and(letters), name=self.through)
        if len(letters) == 2:
            pattern = gettext("{two} share {part} of their text")
            return pattern.format(two=_and(letters), part=f"{self.part:.0%}")
        pattern = gettext("{letters} each share {part} of their text or more with another of them")
        return pattern.format(letters=_and(letters), part=f"{self.part:.0%}")

    def joins(self, other: "Joint") -> bool:
        return self.through == other.through and (bool(self.through) or not self.ids.isdisjoint(other.ids))


def _with(joints: Sequence[Joint], new: Joint) -> list[Joint]:
    """Those that are joined alike as one."""
    alike = [joint for joint in joints if joint.joins(new)]
    ids = new.ids.union(*(joint.ids for joint in alike))
    whole = Joint(ids, new.through, min([new.part, *(joint.part for joint in alike)]))
    first = joints.index(alike[0]) if alike else len(joints)
    others = [joint for joint in joints if joint not in alike]
    return [*others[:first], whole, *others[first:]]


def _joined(
    one: Quoted, other: Quoted, sources: Mapping[int, Mapping[str, str]], bodies: Mapping[int, Shingles]
) -> Joint | None:
    """Why the two are not independent; None where they are."""
    both = frozenset((one.id, other.id))
    if shared := sources[one.id].keys() & sources[other.id].keys():
        return Joint(both, sources[one.id][min(shared)], 1)
    alike = resemblance(bodies[one.article.id], bodies[other.article.id])
    if one.article.id == other.article.id or alike > SHARED:
        return Joint(both, "", alike)
    return None


def _sources(quote: Quoted) -> dict[str, str]:
    """All that it came through, with its own outlet, by name."""
    article = quote.article
    passed = [link.organisation.name for link in quote.via]
    passed += [each.name for each in (article.agency, article.outlet) if each]
    return {sort_key(name): isolated(name) for name in passed}


def _bodies(quotes: Sequence[Quoted]) -> dict[int, Shingles]:
    articles = Article.objects.in_bulk({quote.article.id for quote in quotes})
    return {pk: shingles(article.body_text) for pk, article in articles.items()}


def _called(group: Sequence[Quoted]) -> str:
    names = Counter(name for quote in group for name in _sources(quote).values())
    first = next(iter(_sources(group[0]).values()), gettext("an unknown outlet"))
    name = max(names, key=lambda each: (names[each], each == first), default=first)
    outlets = {quote.article.outlet.id for quote in group if quote.article.outlet}
    if len(outlets) > 1:
        return gettext("{name} ({number} outlets)").format(name=name, number=len(outlets))
    if len(group) > 1:
        return gettext("{name} ({number} reports)").format(name=name, number=len(group))
    return name


def _outlet(quote: Quoted) -> str:
    return isolated(quote.article.outlet.name) if quote.article.outlet else gettext("an unknown outlet")


def _why_open(lanes: Sequence[Lane]) -> str:
    unknown = [lane.letter for lane in lanes if not lane.quote.article.published_on]
    inferred = [lane.letter for lane in lanes if not lane.stated and lane.letter not in unknown]
    editors = [lane.letter for lane in lanes if lane.quote.article.published_basis == Basis.EDITOR]
    if unknown:
        return gettext("the day of {letters} is not known").format(letters=_and(unknown))
    if inferred:
        return gettext("the day of {letters} is inferred").format(letters=_and(inferred))
    if editors:
        return gettext("the day of {letters} is an editor's, not printed there").format(letters=_and(editors))
    first = min(lane.quote.article.published_on or date.max for lane in lanes)
    same = [lane.letter for lane in lanes if lane.quote.article.published_on == first]
    return gettext("{letters} are of the same day").format(letters=_and(same))


def _and(letters: Sequence[str]) -> str:
    return gettext(" and ").join(filter(None, [", ".join(letters[:-1]), letters[-1]]))
