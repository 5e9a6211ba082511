"""Who spoke is *high* only where all of this holds, and *good* at most else: through a pronoun, an office alone, a name alone."""

import re

from archive.intake.people.names import ORGANISATION_NOUNS, PERSON_NOUNS, TITLES
from archive.intake.people.persons import Person, Persons
from archive.intake.people.places import institution_of, is_country, is_media
from archive.intake.people.recognised import is_company
from archive.intake.spans import Span
from archive.text import name_key

# “a panel with Justice Ann Lee”: not she alone.
_OTHERS = re.compile(r"\b(?:by|with|under|against|than|like|alongside|including) ")


def is_certain(words: str, mention: Span, name: Span, person: Person, persons: Persons) -> bool:
    """Of a name, in full or the surname alone."""
    in_full = " " in name.of(words)
    return (
        not _OTHERS.search(words, mention.start, name.start)
        and person.is_told
        and not person.may_be_firm
        and person.is_whole
        and (in_full or _answers_alone(words, mention, name, person, persons))
    )


def _answers_alone(words: str, mention: Span, name: Span, person: Person, persons: Persons) -> bool:
    """A surname, printed in full before, that is nobody else's, no firm's and no relative's, with nothing but a title before it."""
    before = words[mention.start : name.start].split()
    return (
        person.has_before(mention.start)
        and len(persons.with_tokens(frozenset(name_key(name.of(words)).split()))) == 1
        and all(title.casefold().strip(".") in TITLES for title in before)
        and not persons.have_kin
        and not is_company(name.of(words), words)
    )


def is_body(phrase: str) -> bool:
    """A country, an outlet, a body of the tables or a name that ends as those of bodies do; other names may be anybody's."""
    bare = re.sub(r"^[Tt]he ", "", phrase)
    last = bare.split()[-1] if bare else ""
    named = last[:1].isupper() and last.casefold() in ORGANISATION_NOUNS - PERSON_NOUNS
    return named or is_country(phrase) or is_media(phrase) or institution_of(phrase)[0] is not None
