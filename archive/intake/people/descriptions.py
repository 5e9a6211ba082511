"""“The judge”, “the Japanese minister”: descriptions that take up somebody whom the article has named."""

import re
from collections.abc import Iterator
from functools import lru_cache

from archive.intake.data import lines, sections
from archive.intake.people.names import PERSON_NOUNS, head_noun
from archive.intake.people.naming import is_named_after
from archive.intake.people.persons import Person, Persons
from archive.intake.people.places import countries_of, is_demonym
from archive.intake.spans import Span
from archive.text import name_key

PARTY_PEOPLE = sections("names.txt")["party_people"]
DETERMINER = re.compile(r"^(?:the|a|an|one(?! of)|another|this|that|his|her|their|its|some|our)\s+", re.I)
_INDEFINITE = re.compile(
    r"\b(?:An?|an?|[Oo]ne|[Aa]nother|[Ss]ome|[Ss]everal|[Tt]wo|[Tt]hree)\s(?:[\w.'-]+\s){{0,5}}?(?:{})\b(?:\s(?:at|from|of|for|in|with|familiar with|close to)\s(?:the\s)?[\w.'-]+(?:\s(?:of\s|in\s|the\s)*[\w'-]+){{0,3}}?(?=[,.;]|\s(?:said|told|who|and|on|has|had|was|is|\w+ed)\b))?".format(
        "|".join(sorted(PERSON_NOUNS, key=len, reverse=True))
    )
)
_COUNTERPART = re.compile(r"\bcounterparts?\b")


def introduced(words: str, span: Span) -> Iterator[tuple[Span, str]]:
    """“A military source”, “two fishermen”: unnamed, with their noun."""
    for match in _INDEFINITE.finditer(words, *span):
        head = head_noun(DETERMINER.sub("", match.group()))
        if head in PERSON_NOUNS and not is_named_after(words, match.end()):
            yield Span(*match.span()), head


@lru_cache(maxsize=1)
def _taken_up() -> dict[str, frozenset[str]]:
    rows = (row.split(" | ") for row in lines("descriptions.txt"))
    return {noun: frozenset(titles.split()) for noun, titles in rows}


def named_before(persons: Persons, words: str, head: str, mention: Span) -> tuple[int, Person | None] | None:
    """Where whoever answers to the description was named last, and who that is if it is only one."""
    codes = frozenset(countries_of(mention.of(words)))
    before = [each for each in persons.all if each.mentions[0].end <= mention.start]
    found = [each for each in before if head in each.titles]
    own = [each for each in found if codes & _countries(each)]
    own = own or [each for each in before if codes & _countries(each) and _answers(each, head, words)]
    # “the Ghanaian minister”: of two ministers the one whose office says so
    if len(own) == 1:
        return _last(own[0], mention.start), own[0]
    # “The prime minister's spokesman” is not another's spokeswoman.
    bare = not codes and len(mention.of(words).split()) <= 2
    loosely = [each for each in before if bare and each.titles & _taken_up().get(head, frozenset())]
    last = max((_last(each, mention.start) for each in found), default=0)
    # “Judge Lee … Justice Diaz … the judge” may be either.
    found = found + [each for each in loosely if each not in found and _last(each, mention.start) > last]
    if not found:
        return None
    at = max(_last(each, mention.start) for each in found)
    person = found[0] if len(found) == 1 and not found[0].has_namesake else None
    several = _COUNTERPART.search(words, 0, mention.start) or (person and codes - _countries(person))
    return at, None if several else person


def _answers(person: Person, head: str, words: str) -> bool:
    """“her Ghanaian counterpart” is a minister as she is."""
    roles = [found.role.of(words) for found in person.offices.values() if found.role]
    return bool(person.titles & _taken_up().get(head, frozenset())) or any(map(_COUNTERPART.search, roles))


def _countries(person: Person) -> frozenset[str]:
    return frozenset(code for found in person.offices.values() for code in found.countries)


def _last(person: Person, position: int) -> int:
    return max(at.end for at in person.mentions if at.end <= position)


# Of one person, whose name the article need not repeat.
_OF_COUNTRY = re.compile(
    r"[Tt]he (?:[a-z]+ )?[A-Z][a-z]+(?P<who>man|woman|[a-z](?<!s)(?<!men)(?<!ese)(?<!ish)(?<!ch))$"
)
_OF_AGE = re.compile(r"[Tt]he (?:\d\d|[a-z]+(?:-[a-z]+)?)-year-old$")
_OF_PARTY = re.compile(r"[Tt]he (?:[A-Z][a-z]+ ){0,2}(?P<noun>[A-Z][a-z]+)$")
_PARTY = re.compile(r",? \(?(?P<letter>[RDI])-[A-Z]|, an? (?:[\w.]+ ){0,2}(?P<noun>[A-Z][a-z]+),")
_LETTERS = {"R": "republican", "D": "democrat", "I": "independent"}


def pronoun_for(phrase: str) -> str | None:
    """“he” for “the Frenchman”, “” for “the Republican”, None for what is no such epithet."""
    party = _OF_PARTY.match(phrase)
    if _OF_AGE.match(phrase) or (party and party["noun"].casefold() in PARTY_PEOPLE):
        return ""
    own = _OF_COUNTRY.match(phrase) if is_demonym(phrase) else None
    return {"man": "he", "woman": "she"}.get(own["who"], "") if own else None


def is_of_another_party(persons: Persons, words: str, name: str, epithet: Span) -> bool:
    own = epithet.of(words).split()[-1].casefold()
    if own not in PARTY_PEOPLE:
        return False
    people = persons.with_tokens(frozenset(name_key(name).split()))
    tags = (_PARTY.match(words, at.end, at.end + 60) for each in people for at in each.mentions)
    told = {_LETTERS.get(tag["letter"] or "", (tag["noun"] or "").casefold()) for tag in tags if tag}
    told &= PARTY_PEOPLE
    return bool(told) and own not in told


def is_of_several(before: str) -> bool:
    """“Analysts at the brokerage [Larrain Puelma]”"""
    match = re.match(r"(?:[\w-]+ ){0,2}?([A-Za-z]+s) (?:at|of|from|in|for|with) ", before)
    return match is not None and match[1].casefold().removesuffix("s") in PERSON_NOUNS
