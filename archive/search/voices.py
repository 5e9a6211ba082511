"""Joint statements: filters on who spoke meet within one speaker of a quote, in what is found and in what is counted.

Engines know the values of all speakers of a quote together. Quotes with several speakers are few: they are looked at here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain, groupby
from time import thread_time
from typing import Any, NamedTuple

from django.db import connection
from msgspec import structs

from archive.models.remembered import Since, once, renewed, until_indexed
from archive.search.contract import Answer, Facet, Request, TooBroadError, commonest
from archive.search.language import And, Filter, Node, Or
from archive.text import slug

OF_VOICES = ("speaker", "type", "role", "country", "organisation")

Voice = dict[str, int | str | None]
Joint = dict[int, list[Voice]]  # quotes with several speakers
Having = dict[tuple[str, str], set[int]]  # of a value those of them that have a speaker with it
Wanted = dict[str, frozenset[str]]
Ask = Callable[[Request], Answer]


def apart_in(request: Request) -> frozenset[int]:
    """The quotes that only several speakers together would meet."""
    wanted = _wanted(request)
    return _apart(wanted, *several()) if len(wanted) > 1 else frozenset()


def _apart(wanted: Wanted, joint: Joint, having: Having) -> frozenset[int]:
    met = _mixed(wanted, joint, having) if len(wanted) > 1 else {}
    return frozenset(quote for quote, voices in met.items() if not voices)


def within_one(request: Request, ask: Ask) -> Answer:
    """What the engine answers, without what only several speakers together would meet."""
    whole = _wanted(request)
    alike = [(names, _wanted(request, without=names[0])) for names in _alike(request)]
    joint, having = several() if whole or any(wanted for _, wanted in alike) else ({}, {})
    apart = _apart(whole, joint, having)
    recounts = [
        Recount(
            names, mixed, {quote: joint[quote] for quote, met in mixed.items() if met or quote not in apart}
        )
        for names, wanted in alike
        if (mixed := _mixed(wanted, joint, having))
    ]
    answer = ask(_with_more(replace(request, left_out=apart), recounts))
    for recount in recounts:
        _count(answer, request, recount, apart, ask)
    for name, facet in answer.facets.items() if recounts else ():
        answer.facets[name] = commonest(facet, request.limit(name), request.kept(name), facet.many)
    return answer


class Recount(NamedTuple):
    """Facets in which some quotes count with fewer speakers than they have: with those who `met` what is asked."""

    names: list[str]
    met: Joint
    held: Joint


def _alike(request: Request) -> Iterator[list[str]]:
    """The facets whose own selection is no other's; each with one leaves that out."""
    counted = [name for name in OF_VOICES if name in request.facets]
    own = [name for name in counted if getattr(request.query, name)]
    yield from filter(None, ([name for name in counted if name not in own], *([name] for name in own)))


def _with_more(request: Request, recounts: Iterable[Recount]) -> Request:
    """Of each facet so many values that the commonest are among them also when some have become less."""
    if request.most is None:
        return request
    less = {
        name: {value for voices in recount.held.values() for value in _values(voices, name)}
        for recount in recounts
        for name in recount.names
    }
    these = {name: {*request.these.get(name, ()), *values} for name, values in less.items()}
    most = request.most + max(map(len, less.values()), default=0)
    return replace(request, most=most, these={**request.these, **these})


_CHANGED = "SELECT DISTINCT quote_id FROM archive_attributionevent WHERE pgh_id > %(attribution)s"


def _changed(old: frozenset[int], since: Since) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, since)
        changed = frozenset(quote for (quote,) in cursor.fetchall())
    return old - changed | _joint("WHERE quote_id = ANY(%s)", [list(changed)])


@renewed(_changed, "attribution")
def joint_statements() -> frozenset[int]:
    """The quotes with several speakers, published or not: found among all by an index alone, then as they change."""
    return _joint()


def _joint(these: str = "", asked: Any = None) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT quote_id FROM archive_attribution {these} GROUP BY 1 HAVING count(*) > 1",  # noqa: S608 (constants)
            asked,
        )
        return frozenset(quote for (quote,) in cursor.fetchall())


_VOICES = """
    SELECT quote_id, coalesce(c.id, s.id), coalesce(c.type, s.type), r.title, role_printed, a.country_id, a.organisation_id
    FROM archive_attribution a JOIN archive_quote q ON q.id = quote_id AND q.status = 'published'
    JOIN archive_speaker s ON s.id = a.speaker_id LEFT JOIN archive_speaker c ON c.id = s.canonical_id
    LEFT JOIN archive_role r ON r.id = role_id
    WHERE quote_id = ANY(%s) ORDER BY quote_id, position, a.id"""


@until_indexed
@once
def several() -> tuple[Joint, Having]:
    """Of each its speakers, as the index has them."""
    if not (joint := joint_statements()):
        return {}, {}
    with connection.cursor() as cursor:
        cursor.execute(_VOICES, [list(joint)])
        rows = cursor.fetchall()
    found = {
        quote: [_voice(row) for _, *row in held] for quote, held in groupby(rows, key=lambda row: row[0])
    }
    return found, _having(found)


def _having(joint: Joint) -> Having:
    having: Having = {}
    for quote, voices in joint.items():
        for name, value in chain.from_iterable(voice.items() for voice in voices):
            having.setdefault((name, str(value)), set()).add(quote)
    return having


def _voice(row: Sequence[int | str | None]) -> Voice:
    speaker, type_, title, printed, country, organisation = row
    role = slug(str(printed if title is None else title))
    return dict(zip(OF_VOICES, (speaker, type_, role, country, organisation), strict=True))


def _wanted(request: Request, without: str = "") -> Wanted:
    """What must be true of one speaker. Two names of speakers, or two countries, are asked of two speakers."""
    found: Wanted = {}
    for name, values in (*_chosen(request, without), *_typed(request.tree)):
        found[name] = found.get(name, values) & values
    return {name: values for name, values in found.items() if values}


def _chosen(request: Request, without: str) -> Iterator[tuple[str, frozenset[str]]]:
    for name in OF_VOICES:
        if name != without and (values := getattr(request.query, name)):
            yield name, frozenset(map(str, values))


def _typed(tree: Node) -> Iterator[tuple[str, frozenset[str]]]:
    """What was typed for every quote found; an OR of one field is any of its values. Of other possibilities each is met
    alone."""
    for node in tree.children if isinstance(tree, And) else (tree,):
        either = node.children if isinstance(node, Or) else (node,)
        filters = [each for each in either if isinstance(each, Filter) and each.name in OF_VOICES]
        if len(filters) == len(either) and len({each.name for each in filters}) == 1:
            yield filters[0].name, frozenset(str(value) for each in filters for value in each.values)


def _mixed(wanted: Wanted, joint: Joint, having: Having) -> Joint:
    """Quotes with a speaker for each thing wanted, unless every speaker meets all; with those who do."""
    if not wanted:
        return {}
    each = [_with_any(name, values, having) for name, values in wanted.items()]
    met = {
        quote: [voice for voice in joint[quote] if _meets(voice, wanted)] for quote in set.intersection(*each)
    }
    return {quote: voices for quote, voices in met.items() if len(voices) < len(joint[quote])}


def _with_any(name: str, values: Iterable[str], having: Having) -> set[int]:
    return set().union(*(having.get((name, value), ()) for value in values))


def _meets(voice: Voice, wanted: Wanted) -> bool:
    return all(str(voice[name]) in values for name, values in wanted.items())


def _count(answer: Answer, request: Request, recount: Recount, apart: Collection[int], ask: Ask) -> None:
    """Counts only the values of those speakers who meet what is wanted. A facet leaves out its own selection; several
    facets have none. Those for which no time is left are left out, as PostgreSQL does with all facets."""
    try:
        found = _found(request, recount.names[0], recount.held.keys(), ask)
    except TooBroadError:
        answer.facets.update({name: Facet() for name in recount.names})
        return
    for name in recount.names:
        facet = answer.facets[name]
        counts = Counter(facet)
        for quote in found:
            counts.subtract(_values(() if quote in apart else recount.held[quote], name))
            counts.update(_values(recount.met[quote], name))
        left = +counts
        answer.facets[name] = Facet(left, facet.many - (len(facet) - len(left)))


def _values(voices: Sequence[Voice], name: str) -> set[int | str]:
    return {value for voice in voices if (value := voice[name])}


def _found(request: Request, without: str, among: Set[int], ask: Ask) -> list[int]:
    ids = among & set(request.query.id) if request.query.id else among
    if not ids:
        return []
    changes: dict[str, Any] = {without: (), "id": tuple(sorted(ids)), "sort": "newest"}
    query = structs.replace(request.query, **changes)
    # The words are looked up anew: it may take as much work as when they were found.
    again = replace(request, query=query, facets=(), start=0, stop=len(ids), worked=thread_time())
    return ask(again).ids
