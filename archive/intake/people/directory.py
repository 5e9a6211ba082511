"""From a mention to who it is, within one article: full names, surnames, pronouns, "the official".

Where the text leaves it open the mention stays what it is: an unnamed speaker or a bare surname, never a guess.
"""

import re
from dataclasses import replace
from typing import Any

from archive.intake.candidates import Resolved
from archive.intake.grammar.sentences import Passage
from archive.intake.grammar.verbs import PRESENT_PLURAL
from archive.intake.people.certain import is_body, is_certain
from archive.intake.people.descriptions import (
    DETERMINER,
    introduced,
    is_of_another_party,
    is_of_several,
    named_before,
    pronoun_for,
)
from archive.intake.people.home import HomeCountry
from archive.intake.people.joint import joint_parts
from archive.intake.people.names import (
    FIRST_NAMES,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    gender_of_words,
    head_noun,
    personal_name,
    same_description,
    title_words,
)
from archive.intake.people.naming import (
    behind_place,
    is_headed_by_body,
    is_kind_of_body,
    naming_part,
    speaking_part,
)
from archive.intake.people.persons import (
    Person,
    Persons,
    answers_to,
    full_name,
    main_of,
    opens_with_place,
    surnames,
)
from archive.intake.people.places import (
    countries_of,
    country_code,
    institution_of,
    is_country,
    is_demonym,
    is_media,
    is_place,
    is_public,
    spoken_for,
)
from archive.intake.people.pronouns import PRONOUN, Antecedent, Pronouns
from archive.intake.people.recognised import OF_COMPANIES, Recognised, is_company
from archive.intake.people.roles import body_in, has_office, names_somebody
from archive.intake.people.subjects import common_nouns, opening_names, subjects_of
from archive.intake.results import Affiliation, Speaker, carried, joined
from archive.intake.spans import Span
from archive.text import name_key

_ACRONYM = re.compile(r"[A-Z]{3,6}")
_TITLED = re.compile(r"(?<!\S)[\w-]+\.? $")
# “Harper Collins & Webb”, but not “Ann Lee of Holt & Barrow”
_PARTNERS = re.compile(r"[\w.] & [A-Z]")
# “Friends of Harlow Green”, “Parents for Ann Lee”
_FRIENDS = re.compile(r"(?:^|^[Tt]he )[A-Z][a-z]+[^s\W]s (?:of|for|against) (?:[A-Z]\S* )*$")
_OWNS = re.compile(r"['’]s? ")
_OWNER = re.compile(r"^.*['’]s (?=[A-Z])|(?<=\w) (?:of|from|at|with) .*$")
_AUXILIARY = re.compile(
    r"\b(?:did|does|do|would|could|will|should|might|can|may|must|let|hear|heard) $", re.I
)
# “the younger Demir”
_YOUNGER = re.compile(r"\b(?:young|younger|elder|older|junior|senior) $")
_PEERAGE = frozenset(("lord", "lady", "baroness", "baron", "viscount", "earl"))
_REPLIES = re.compile(r"(?:repl|answer|respon|retort)")
_SEVERAL = "More than one person in this article is called {}."
_NAMESAKE = "Two people in this article may have the name {}."
_BODY_OR_PERSON = "Nothing in this article tells whether {} is a person or a body."
_ANOTHER = "The article gives this name to somebody else: {}."


class Directory:
    """The people and unnamed sources of one article, in the order in which they appear."""

    def __init__(
        self,
        text: str,
        words: str,
        passages: tuple[Passage, ...],
        headings: tuple[int, ...] = (),
        home: HomeCountry | None = None,
        titles: tuple[Span, ...] = (),
    ) -> None:
        self.text = text
        self.words = words
        self.home = home
        self.persons = Persons(text, words, passages, titles)
        self.unnamed: list[tuple[Span, str]] = []
        self.common_nouns: set[int] = set()
        self.single_names: dict[str, Affiliation] = {}
        """Of who has but one name what stood beside it where the article first told of them: “Fisherman Sukarno”."""
        self.recognised = Recognised([each.doc for each in passages if each.doc is not None])
        subjects: list[tuple[int, Span]] = []
        for passage in passages:
            self._read(passage, subjects)
        self.pronouns = Pronouns(words, self.persons, headings, sorted(subjects))

    def resolve(
        self, mention: Span, cue: Span | None = None, said: tuple[Span, ...] = ()
    ) -> tuple[Resolved, ...]:
        """Everyone the mention names: "North Korea and Russia" are two. `said` are the words."""
        mention = behind_place(self.words, mention, cue)
        parts = joint_parts(self.words, mention)
        replies = cue is not None and bool(_REPLIES.match(self.words, *cue))
        found = tuple(self._resolve_one(part, replies=replies) for part in parts)
        # “Chariot Chauffeurs say”: of one name, a verb in the plural is a firm's or a team's.
        if len(found) == 1 and found[0].speaker.type == "person" and self._is_plural(mention, cue):
            found = (self._organisation(mention),)
        if not PRONOUN.match(found[0].speaker.name):
            self.pronouns.spoke(Antecedent(mention.start, found[0].speaker, found[0].affiliation), said)
        return found

    def looked_up(self, mention: Span) -> tuple[Resolved, ...]:
        """Who a mention names, without counting it as having spoken."""
        return tuple(self._resolve_one(part) for part in joint_parts(self.words, mention))

    def _is_plural(self, mention: Span, cue: Span | None) -> bool:
        owner = mention.of(self.words).endswith(("'s", "'"))
        if cue is None or owner or self.words[mention.end : cue.start] != " ":
            return False
        asked = _AUXILIARY.search(self.words, max(0, mention.start - 12), mention.start)
        return asked is None and cue.of(self.words) in PRESENT_PLURAL

    # Reading the article

    def _read(self, passage: Passage, subjects: list[tuple[int, Span]]) -> None:
        self.unnamed.extend(introduced(self.words, passage.span))
        if passage.doc is not None:
            # “Opponents of the plan”: a capital letter that only opens a sentence.
            self.common_nouns.update(common_nouns(passage.span.start, passage.doc))
            subjects.extend(subjects_of(passage.span.start, passage.doc))
            named = self.persons.mentions_in(passage.span)
            subjects.extend(opening_names(self.words, passage, named))

    # One mention

    def _resolve_one(self, mention: Span, *, replies: bool = False) -> Resolved:
        whole, mention = mention, speaking_part(self.words, mention)
        phrase = mention.of(self.words)
        if PRONOUN.match(phrase):
            return self._pronoun(mention, replies=replies)
        if (pronoun := pronoun_for(phrase)) is not None:
            return self._epithet(mention, pronoun)
        if is_demonym(phrase):
            return Resolved(Speaker(phrase, mention, "unnamed"), Affiliation(), "possible")
        name = personal_name(phrase)
        if name is not None and is_of_several(phrase[: name.start]):
            return self._described(mention)
        if name is not None and self._is_of_person(mention, name):
            return self._named(mention, Span(mention.start + name.start, mention.start + name.end))
        known = (self._surname_alone(mention) or self._acronym(mention, whole)) if name is None else None
        if known is not None:
            return known
        if (
            is_country(phrase)
            or is_media(phrase)
            or is_headed_by_body(phrase)
            or (name and not self._is_common(mention, name))
        ):
            return self._organisation(mention)
        return self._described(mention)

    def _is_of_person(self, mention: Span, name: Span) -> bool:
        phrase = mention.of(self.words)
        if self._is_common(mention, name) or self._is_other(mention, name):
            return False
        key = name_key(name.of(phrase))
        if any(
            each.is_firm and name_key(each.name) == key
            for each in self.persons.with_tokens(frozenset(key.split()))
        ):
            return False
        # “the Ferry Owners' Association”, “the Statens Serum”: no article stands before a person's name.
        owned = _OWNS.match(phrase[name.end :]) and head_noun(phrase) in ORGANISATION_NOUNS
        told = any(each.is_told for each in self.persons.with_tokens(frozenset(key.split())))
        if (owned or phrase[: name.start].casefold() == "the ") and " " in key and not told:
            return False
        before = phrase[: name.start].split() or self.words[: mention.start][-20:].split()[-1:]
        # “the union IG Metall”, “Network South”, but “CEO of the Refugee Council Enver Solomon”.
        last = before[-1] if before else ""
        last = last.casefold() if " " not in phrase[name.start : name.end] else last
        # “Outside the court Mary Dunne told reporters”
        if not phrase[: name.start] and opens_with_place(self.words, mention.start):
            last = ""
        # “Alder & Finch's Moira Gantley” is one of theirs.
        if last in ORGANISATION_NOUNS - PERSON_NOUNS:
            return False
        # “Holt & Sons chief executive Ann Lee”
        headed = title_words(" ".join(phrase[: name.start].split()[-2:]))
        if not headed and _PARTNERS.search(_OWNER.sub("", phrase)):
            return False
        if _FRIENDS.search(phrase[: name.start]):
            return False
        titled = title_words(" ".join(phrase[: name.start].split(" ")[-2:]))
        return bool(titled) or self._is_somebody(key) or not is_headed_by_body(phrase)

    def _is_somebody(self, key: str) -> bool:
        """“Tyrell Banks” ends like a body, “Laurent Foods” is one."""
        tokens = frozenset(key.split())
        given = key.split()[0] in FIRST_NAMES and len(tokens) > 1 and not tokens & OF_COMPANIES
        return given and any(each.is_somebody for each in self.persons.with_tokens(tokens))

    def _is_other(self, mention: Span, name: Span) -> bool:
        """“Qantas said”, “Melbourne said”: without a title, more often recognised as a body or place than as a person."""
        phrase = mention.of(self.words)
        words = phrase[name.start : name.end]
        if title_words(phrase) or self.persons.with_tokens(frozenset(name_key(words).split())):
            return False
        # “Scottish Rugby said”, “British Gas said”: no country stands before a surname alone.
        if " " not in words and is_country(phrase[: name.start].strip()):
            return True
        known = is_place(words) or institution_of(words)[0] is not None
        return known or is_company(words, self.words) or self.recognised.is_other(name_key(words))

    def _is_common(self, mention: Span, name: Span) -> bool:
        words = name.of(mention.of(self.words))
        single = " " not in words and not self.persons.with_tokens(frozenset((name_key(words),)))
        return single and mention.start + name.start in self.common_nouns

    def _surname_alone(self, mention: Span) -> Resolved | None:
        """“said King”, “Paris claims”: a title or a town, and the surname of somebody whose full name the article prints."""
        phrase = mention.of(self.words)
        if not phrase[:1].isupper() or " " in phrase:
            return None
        people = self.persons.with_tokens(frozenset((name_key(phrase),)))
        return (
            self._named(mention, mention)
            if any(name_key(phrase) in surnames(each.name) for each in people)
            else None
        )

    def _acronym(self, mention: Span, whole: Span) -> Resolved | None:
        """“the JCS”: the body behind which it was put in brackets, else a body of that name."""
        letters = DETERMINER.sub("", mention.of(self.words))
        if (
            not _ACRONYM.fullmatch(letters)
            or is_country(letters)
            or is_media(letters)
            or institution_of(letters)[0]
        ):
            return None
        span = full_name(self.words, letters, mention.start)
        if span is None:
            # “the disaster agency AFAD”
            countries, basis = self._country_of_body(whole.of(self.words) if whole != mention else "")
            if not countries and self.home:
                countries = self.home.of_letters(letters, self.words)
                basis = "inferred" if countries else "none"
            body = replace(Affiliation(None, letters), countries=countries, country_basis=basis)
            return Resolved(Speaker(letters, mention, "organisation"), body, "good")
        known = self._organisation(span)
        return replace(
            known, speaker=replace(known.speaker, mention=mention), affiliation=carried(known.affiliation)
        )

    def _named(self, mention: Span, name: Span) -> Resolved:
        words = name.of(self.text)
        person, why_open = self._bearer(words, mention, name)
        if person is None:
            return self._by_name_alone(words, mention, name, why_open)
        if not why_open and not person.is_somebody:
            why_open = _BODY_OR_PERSON.format(person.name)
        speaker = Speaker(person.name, mention, "person", why_open)
        office = self._at_home(self.persons.affiliation_at(name, person, self._at_home), person.name)
        if why_open:
            return Resolved(speaker, office, "check")
        certain = is_certain(self.words, mention, name, person, self.persons)
        return Resolved(speaker, office, "high" if certain else "good")

    def _by_name_alone(self, words: str, mention: Span, name: Span, why_open: str) -> Resolved:
        """Of nobody whom the text introduces: with what stands beside the name, here and where it first told of somebody."""
        key, printed = name_key(words), self.persons.office(name)
        if not why_open:
            before = self.single_names.get(key, Affiliation())
            if key in FIRST_NAMES or self._is_told(words, mention, name):
                self.single_names.setdefault(key, printed)
            elif key not in self.single_names:
                why_open = _BODY_OR_PERSON.format(words)
            printed = joined(printed, carried(before))
        speaker = Speaker(words.title() if words.isupper() else words, mention, "person", why_open)
        return Resolved(speaker, self._at_home(printed, words), "check" if why_open else "good")

    def _is_told(self, words: str, mention: Span, name: Span) -> bool:
        """Not “Orchard said”: a word with a capital, never printed in full, with no title before it."""
        before = self.words[max(0, mention.start - 20) : name.start].split()[-1:]
        described = self.words[mention.start : name.start]
        nouns = frozenset(name_key(described).split()) & PERSON_NOUNS
        return " " in words or bool(title_words(" ".join(before)) or has_office(described) or nouns)

    def _bearer(self, words: str, mention: Span, name: Span) -> tuple[Person | None, str]:
        """Whose name it is; with a reason where only a person can say. A wife does not answer to the surname alone."""
        tokens = frozenset(name_key(words).split())
        people = self.persons.with_tokens(tokens)
        if _YOUNGER.search(self.words, mention.start, name.start) and " " not in words:
            return None, _SEVERAL.format(words)
        whole = [person for person in people if person.tokens == tokens and " " in words]
        if whole:
            whole.sort(key=lambda person: name_key(person.name) != name_key(words))
            return whole[0], _NAMESAKE.format(words) if whole[0].has_namesake else ""
        people = [each for each in people if not each.is_firm and not self._is_of_peerage(mention, each)]
        people = [each for each in people if each.has_before(mention.start)] or people
        people = self._told_apart(people, tokens, self.words[max(0, name.start - 40) : name.start])
        if len(people) == 1:
            person = people[0]
            if person.has_namesake:
                return None, _NAMESAKE.format(words)
            titled = gender_of_words(" ".join(mention.of(self.words).split()[:-1]))
            if titled and person.gender not in (titled, None):
                return None, _ANOTHER.format(words)
            return person, ""
        return None, _SEVERAL.format(words) if people else ""

    def _is_of_peerage(self, mention: Span, person: Person) -> bool:
        """“Lord Mason” is not Hargrove Mason, of whom no such title is printed."""
        printed = title_words(mention.of(self.words)) & _PEERAGE
        return bool(printed) and not printed & person.titles

    def _told_apart(self, people: list[Person], tokens: frozenset[str], before: str) -> list[Person]:
        if len(people) < 2:
            return people
        by_surname = [each for each in people if answers_to(each.name, tokens)]
        people = by_surname or people
        titled = _TITLED.search(before)
        sex = gender_of_words(titled.group()) if titled else None
        if sex:
            people = [each for each in people if each.gender in (sex, None)] or people
        titles = title_words(" ".join(before.split()[-2:])) - {"mr", "ms", "mrs", "miss"}
        if titles:
            return [each for each in people if titles & each.titles] or people
        people = [each for each in people if not each.is_relative or each.offices] or people
        return main_of(people)

    def _at_home(self, found: Affiliation, name: str) -> Affiliation:
        return self.home.at_home(found, name, self.words) if self.home else found

    def _organisation(self, mention: Span) -> Resolved:
        mention = naming_part(self.words, mention)
        phrase = DETERMINER.sub("", mention.of(self.text))
        name, code = institution_of(mention.of(self.words))
        # “The opposition Congress” of New Delhi
        elsewhere = bool(code and self.home and self.home.is_elsewhere(phrase, code))
        name, code = (None, None) if elsewhere else (name, code)
        if phrase.islower() or (name is None and is_kind_of_body(mention.of(self.text), phrase)):
            return self._taken_up(mention) or self._described(mention)
        head = head_noun(mention.of(self.words)) or ""
        # “the U.N. refugee agency” is not the United Nations.
        other = head in PERSON_NOUNS | ORGANISATION_NOUNS and head not in name_key(name or "").split()
        whole = name is not None and len(phrase) <= len(name) + 24 and not other
        label = name if whole and name else re.sub(r"\s*\([^)]*\)?$", "", phrase)
        own = country_code(mention.of(self.words))
        countries, basis = self._country_of_body("" if elsewhere else mention.of(self.words))
        if own or code:
            countries, basis = ((own or str(code)),), "explicit"
        return Resolved(
            Speaker(label, mention, "organisation"),
            Affiliation(None, label, countries, "none", basis),
            "high" if is_body(mention.of(self.words)) else "good",
        )

    def _country_of_body(self, phrase: str) -> tuple[tuple[str, ...], Any]:
        """“the Saudi Interior Ministry” speaks for Saudi Arabia, “the Chinese company” for nobody but itself."""
        countries, basis = spoken_for(phrase)
        if countries and (basis == "inferred" or is_public(phrase)):
            return countries, basis
        if self.home is None or institution_of(phrase)[0] or countries_of(phrase):
            return (), "none"
        # “Sheriff said”: perhaps a surname.
        if " " not in phrase and phrase.casefold() not in ORGANISATION_NOUNS:
            return (), "none"
        # “the Interior Ministry” of the country that the article is about
        home = self.home.of(phrase)
        return ((home,), "inferred") if home else ((), "none")

    def _taken_up(self, mention: Span) -> Resolved | None:
        """“the ministry”: the last body so called."""
        head = head_noun(mention.of(self.words))
        if head is None or head not in ORGANISATION_NOUNS:
            return None
        pattern = re.compile(
            rf"(?:[A-Z][\w.'’-]* (?:of (?:the )?)?)+{head.capitalize()}\b(?: (?:of|for) [A-Z]\w+(?: [A-Z]\w+)*)?"
        )
        earlier = list(pattern.finditer(self.words, max(0, mention.start - 6000), mention.start))
        if not earlier:
            return None
        span = Span(*earlier[-1].span())
        name = institution_of(span.of(self.words))[0] or re.sub(r"^(?:The|But|And) ", "", span.of(self.text))
        countries, basis = self._country_of_body(span.of(self.words))
        return Resolved(
            Speaker(name, mention, "organisation"),
            Affiliation(None, name, countries, "none", "inherited" if basis == "explicit" else basis),
            "good",
        )

    def _described(self, mention: Span) -> Resolved:
        """A description: somebody named before, an unnamed source named so before, or a new unnamed source."""
        phrase = mention.of(self.words)
        head = head_noun(DETERMINER.sub("", phrase)) or ""
        if re.match(r"(?:the|this|that)\b", phrase, re.I):
            known = self._earlier_description(head, mention)
            if known is not None:
                return replace(known, speaker=replace(known.speaker, mention=mention))
        bare = DETERMINER.match(phrase)
        words = Span(mention.start + (bare.end() if bare else 0), mention.end)
        other = re.match(r"(?:[Oo]ther|[Ss]everal|[Mm]any|[Tt]wo|[Tt]hree|[Ss]ome) ", words.of(self.text))
        role = Span(words.start + (other.end() if other else 0), words.end)
        organisation = institution_of(phrase)[0] or body_in(phrase)
        countries, basis = self._country_of_body(phrase)
        # “Farmer Luke Sheriff”: a name that was not told from titles.
        named = names_somebody(words.of(self.words))
        is_role = head in PERSON_NOUNS - {"authority"} and " " in words.of(self.text) and not named
        if named:
            countries, basis = (), "none"
        return Resolved(
            Speaker(words.of(self.text), mention, "unnamed"),
            Affiliation(
                role if is_role else None, organisation, countries, "explicit" if is_role else "none", basis
            ),
            "good",
        )

    def _earlier_description(self, head: str, mention: Span) -> Resolved | None:
        named = named_before(self.persons, self.words, head, mention)
        unnamed = [
            at for at, noun in self.unnamed if at.end <= mention.start and same_description(head, noun)
        ]
        if unnamed and (named is None or unnamed[-1].end > named[0]):
            return self._described(unnamed[-1])
        person = named[1] if named else None
        if person is None:
            return None
        office = self._at_home(person.office_before(mention.start), person.name)
        # “The German minister” is not the Italian.
        other = set(countries_of(mention.of(self.words))) - set(office.countries)
        return None if other else Resolved(Speaker(person.name, None, "person"), office, "good")

    def _epithet(self, mention: Span, pronoun: str) -> Resolved:
        """“the Frenchman”, “the Christian Democrat”: whoever goes on, unless something says otherwise."""
        heard, _ = self.pronouns.antecedent(mention, self._heard, replies=False, pronoun=pronoun)
        before = self.persons.edge(self.persons.edge(mention.start).start - 1).start
        codes = set(countries_of(mention.of(self.words)))
        if (
            heard is None
            or heard.position < before
            or (codes and heard.affiliation.countries and not codes & set(heard.affiliation.countries))
            or is_of_another_party(self.persons, self.words, heard.speaker.name, mention)
        ):
            return self._described(mention)
        return Resolved(replace(heard.speaker, mention=mention), carried(heard.affiliation), "check")

    def _pronoun(self, mention: Span, *, replies: bool) -> Resolved:
        heard, sure = self.pronouns.antecedent(mention, self._heard, replies=replies)
        if heard is None:
            return Resolved(Speaker(mention.of(self.text), mention, "unnamed"), Affiliation(), "possible")
        sure = "check" if heard.speaker.why_open else sure
        return Resolved(replace(heard.speaker, mention=mention), carried(heard.affiliation), sure)

    def _heard(self, span: Span) -> Antecedent | None:
        """Somebody whom the grammar names, as if they had spoken."""
        name = personal_name(span.of(self.words))
        if name is None and head_noun(span.of(self.words)) in ORGANISATION_NOUNS - PERSON_NOUNS:
            body = self._organisation(span)
            return Antecedent(span.start, body.speaker, body.affiliation)
        if name is None:
            return None
        found = self._named(span, Span(span.start + name.start, span.start + name.end))
        return Antecedent(span.start, found.speaker, found.affiliation)
