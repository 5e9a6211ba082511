"""The people whose full names an article prints: their mentions, offices, and whether they are women or men."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from archive.intake.grammar.sentences import Passage
from archive.intake.people.counterparts import counterpart_of
from archive.intake.people.names import (
    FIRMS_TOO,
    FIRST_NAMES,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    TITLES,
    gender,
    gender_of_words,
    head_noun,
    personal_name,
    title_words,
)
from archive.intake.people.places import (
    country_code,
    institution_of,
    is_past,
    is_place,
    is_public,
    spoken_for,
)
from archive.intake.people.roles import body_in, roles_at, says_little
from archive.intake.results import Affiliation, Basis, carried, joined
from archive.intake.spans import Span
from archive.text import name_key

_WORD = r"(?:(?:Sens?|Reps?|Gov|Gen|Lt|Col|Dr|Mrs?|Ms|Prof|Rev|Sgt|Capt|Maj|Adm|St|[A-Z](?:\.[A-Z])*)\.|[A-Z](?=[ ][A-Z])|(?:(?:al|el|as|ash|ad|an|ar|at|az|ul)-)?[A-Z][\w'’-]*\w)"
CAPITALISED = re.compile(
    rf"(?<![\w.]){_WORD}(?: (?:(?:al|bin|bint|van|von|der|de|del|da|di|la) )*{_WORD})*(?:,? (?:Jr|Sr)\.)?"
)
_KIN = (
    "wife|husband|daughter|son|mother|father|brother|sister|widow|widower|cousin|nephew|niece|uncle|aunt|grandson|"
    "granddaughter|grandfather|grandmother|twin|girlfriend|boyfriend|ex-wife|ex-husband"
)
_RELATIVE = re.compile(rf"\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|whose|\w+['’]s?) (?:\w+ ){{0,2}}(?:{_KIN}),? $")
_HAS_KIN = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|['’]s) (?:\w+ ){{0,2}}(?:{_KIN}|parents|family)\b|\b(?:{_KIN})s\b"
)
_WITHIN_SENTENCE = re.compile(r"[\w,] $")
_SMALL = re.compile(r"(?<!\w)[a-z]+(?!\w)")
_MARRIED = re.compile(
    r"(?:['’]s?| and his| and her) (?:late |ex-|former )?(?:(?P<wife>wife|widow)|husband|widower)\b"
)
_GENDERED = re.compile(r"\b(?:(?P<he>[Hh]e|[Hh]is|[Hh]im)|(?P<she>[Ss]he|[Hh]er))\b")
_PARENTHESIS = re.compile(r",? ?\((?P<inside>[^()]{1,30})\)|, (?P<tag>[RDI]-[A-Z][\w.]+)")
_NAMESAKES = re.compile(
    r"\b(?:share(?:s|d)? (?:a|the same|her|his|their) (?:name|surname|last name|family name)|no relation|not related to|(?:of|with) the same (?:name|surname)|namesakes?)\b"
)
_OPPOSED = re.compile(
    r"\b(?:opposition|rival|challenger|shadow|dissident|opponent|defendant|victim|convicted)\b", re.I
)
_BEHIND_OFFICE = re.compile(
    r"(?P<field>\b(?:[Mm]inister|[Mm]inistry|[Dd]epartment|[Ss]ecretary))? (?:of|for|at) (?P<and>(?:[A-Z][\w-]+,? ){1,4}(?:and|&) )?$"
)
_OF_COUNTRY = re.compile(r" of ((?:the )?[A-Z][\w.]+(?: [A-Z]\w+){0,2})\b")
_OF_BODY = re.compile(r" of (?P<body>[^,;:.()\"]{3,70}?)(?= (?:said|says|told|wrote|added)\b|[,;:.()\"]|$)")
# “the mayor of San Telmo”: a town.
_SEAT = re.compile(
    r"\b(?:[Mm]ayor(?:ess)?|[Gg]overnor|[Pp]resident|[Pp]remier|(?:[Cc]hief|[Pp]rime) [Mm]inister|[Hh]ead|[Aa]dministrator|[Pp]refect|[Aa]kim|[Kk]ing|[Qq]ueen|[Bb]ishop|[Aa]rchbishop|[Dd]uke|[Dd]uchess|[Rr]esidents?|[Tt]own|[Cc]ity|[Vv]illage|[Pp]ort|[Ii]sland) of (?:the )?(?:[A-Z][\w.-]+(?: [A-Z][\w-]+)?['’]s )?$"
)
_OF_FIRM = re.compile(
    r"['’]s? (?:chief executive|founders?|shares|shareholders|headquarters|parent company|finance director|revenue)\b"
    r"| (?:spokes\w+|shares)\b| (?:said|says)(?: on \w+day)?(?: that)? its\b"
)
# “Bradley Scott said A. The retailer's shares fell.”
_THE_FIRM = re.compile(
    r" (?:said|says|announced)\b[^.\n]{0,150}\. (?:The (?:company|firm|retailer|chain|maker|bank|airline|group|carrier|lender|insurer)\b|Its )"
)
# Of a person.
_TRAIT = re.compile(r",? (?:\(\d\d\)|aged \d\d|\d\d,)|, (?:who|whose) ")
_AGED = re.compile(r"\b(?P<name>[A-Z][\w'’-]{1,30}), \d\d,")
_SAID_IT = re.compile(
    r" (?:also )?(?:(?:said|says|confirmed)(?: on \w+day)?(?: that)? its?|told [^.,\"]{2,40}? (?:that )?(?:its|it (?:had|has|would|will)))\b"
)
_WHAT_IT_IS = re.compile(r", (?:an? |the )(?P<what>[^,.;\n]{2,40})")
_NOUN_BEFORE = re.compile(r"(?:(?<![\w.'-])(?P<noun>[a-z]+|(?:(?<=\s\s)|(?<=[.!?] ))[A-Z][a-z]+)) $")
_STRONG = 2
_FIRST_AND_LAST = re.compile(r"\b(?P<first>[A-Z][a-z]+) (?P<last>[A-Z][\w'’-]+\w)\b")


_PLACE_OPENS = re.compile(
    r"(?:^|\s\s|[.!?\"] )(?:Outside|Inside|At|In|Near|Behind|Before|After|Across|Leaving|Back (?:at|in)|Speaking (?:outside|at|in))"
    r"(?: [\w'’-]+){1,5} $"
)


def opens_with_place(words: str, name: int) -> bool:
    """“Outside the court Mary Dunne said”: the noun before her is where she was."""
    return _PLACE_OPENS.search(words, max(0, name - 60), name) is not None


AtHome = Callable[[Affiliation, str], Affiliation]


@dataclass
class Person:
    name: str
    mentions: list[Span] = field(default_factory=list)
    titles: frozenset[str] = frozenset()
    offices: dict[int, Affiliation] = field(default_factory=dict)
    """What is printed beside a mention, by where that begins."""
    little: set[int] = field(default_factory=set)
    """Where what is printed says little: “the minister”."""
    genders: Counter[str] = field(default_factory=Counter)
    is_relative: bool = False
    """Introduced as somebody's wife or son: the surname alone is not theirs."""
    kin_of: str = ""
    """“her” of “her daughter”."""
    has_namesake: bool = False
    is_whole: bool = False
    """No noun is left in the name: “Winger Brandt”."""
    is_firm: bool = False
    """Named like a person: “Morgan Charles's chief executive”, “Hargrove Mason, the bank that …”."""
    may_be_firm: bool = False
    has_traits: bool = False
    """“he”, “Ms”, an age, “who” beside a mention."""

    @cached_property
    def tokens(self) -> frozenset[str]:
        return frozenset(name_key(self.name).split())

    @property
    def gender(self) -> str | None:
        he, she = self.genders["he"], self.genders["she"]
        return None if he == she else "he" if he > she else "she"

    @property
    def is_somebody(self) -> bool:
        """Something tells a person from a firm or team that looks like one: “Exxon Mobil”, “Celtic Vale”."""
        first = self.name.split()[0]
        long = len(self.name.split()) > 2 and not first.endswith(("er", "or", "ist"))
        given = name_key(first) in FIRST_NAMES or "-" in self.name or "." in first or long
        return self.is_told or (given and not self.may_be_firm)

    @property
    def is_told(self) -> bool:
        """By more than the name itself: “Bradley Scott” may be a shop, and “Rival Bradley Scott”, too."""
        office = self.titles - FIRMS_TOO if self.titles else self.offices
        return bool(office or self.is_relative or self.has_traits)

    def has_before(self, position: int) -> bool:
        return self.mentions[0].start <= position

    def office_before(self, position: int) -> Affiliation:
        """Carried over: the last full one printed before, else the first one after."""
        if not self.offices or self.has_namesake:
            return Affiliation()
        places = list(self.offices)
        before = places[: bisect_right(places, position)] or places[:1]
        full = [at for at in before if at not in self.little]
        return carried(self.offices[(full or before)[-1]])


class Persons:
    def __init__(
        self, text: str, words: str, passages: tuple[Passage, ...], titles: tuple[Span, ...] = ()
    ) -> None:
        self._text = text
        self._words = words
        self._edges = sorted([*(passage.span for passage in passages), *titles])
        self.all: list[Person] = []
        self._by_tokens: dict[frozenset[str], Person] = {}
        self._by_token: dict[str, list[Person]] = {}
        self._at: list[tuple[int, int, Person]] = []
        for passage in passages:
            self._read(passage.sentences)
        for title in titles:
            self._read((title,))
            self._read_title_case(title)
        for person in self.all:
            person.mentions.sort()
            self._at.extend((mention.start, mention.end, person) for mention in person.mentions)
        self._at.sort(key=lambda item: item[:2])
        self._starts = [item[0] for item in self._at]
        self.have_kin = bool(_HAS_KIN.search(words))
        """“His son Emre”: a surname alone may be meant for either."""
        self._small = frozenset(match.group() for match in _SMALL.finditer(words))
        self._aged = frozenset(name_key(match["name"]) for match in _AGED.finditer(words))
        """“Lolo, 21,”: surnames with an age."""
        self._namesakes = bool(_NAMESAKES.search(words))
        for person in self.all:
            self._describe(person)

    def edge(self, position: int) -> Span:
        """The paragraph around a position."""
        index = bisect_right(self._edges, position, key=lambda span: span.start) - 1
        return self._edges[max(index, 0)] if self._edges else Span(0, len(self._words))

    def within(self, span: Span) -> Iterator[Person]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        yield from (person for _, _, person in self._at[first:last])

    def mentions_in(self, span: Span) -> list[Span]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [Span(start, end) for start, end, _ in self._at[first:last]]

    def with_tokens(self, tokens: frozenset[str]) -> list[Person]:
        """In the order of the article; looked up by one token, so that a list of names stays linear."""
        known = [self._by_token.get(token, []) for token in tokens]
        return [person for person in min(known, key=len, default=[]) if tokens <= person.tokens]

    def _read(self, sentences: tuple[Span, ...]) -> None:
        for sentence in sentences:
            if not _in_title_case(sentence.of(self._words)):
                for match in CAPITALISED.finditer(self._words, sentence.start, sentence.end):
                    self._register(Span(*match.span()))

    def _read_title_case(self, title: Span) -> None:
        """“Mark Meadows Says Deal Is Near”: a first name and a word that the article goes on to use as a name."""
        for match in _FIRST_AND_LAST.finditer(self._words, title.start, title.end):
            last = re.compile(
                rf"(?<![.] )\b{re.escape(match['last'])}\b(?=,? (?:said|says|told|added|has|was|wrote)\b)|\b(?:said|says) {re.escape(match['last'])}\b"
            )
            if match["first"].casefold() in FIRST_NAMES and last.search(self._words, title.end):
                self._register(Span(*match.span()))

    def _register(self, span: Span) -> None:
        # “director PIETER VOS”: the noun before it says that the capitals are a name.
        before = self._words[max(0, span.start - 20) : span.start].rpartition(" ")[0].rpartition(" ")[2]
        lead = f"{before} " if span.of(self._words).isupper() else ""
        name = personal_name(lead + span.of(self._words))
        if name is None:
            return
        name = Span(max(0, name.start - len(lead)), name.end - len(lead))
        at = self._without_place(Span(span.start + name.start, span.start + name.end))
        if _SEAT.search(self._words, max(0, at.start - 60), at.start):
            return
        # “the South Caucasus”, “the Democratic Front”
        first = at.of(self._words).split(" ")[0].casefold()
        if first not in FIRST_NAMES and self._words[max(0, at.start - 4) : at.start].casefold() == "the ":
            return
        words = at.of(self._text)
        words = words.title() if words.isupper() else words
        tokens = frozenset(name_key(words).split())
        if " " not in words:
            return
        titles = _titles_before(self._words, at.start)
        person = self._by_tokens.get(tokens)
        # “Scott Bradley”, who left “Bradley Scott”
        if (
            person
            and all(token in FIRST_NAMES for token in tokens)
            and name_key(person.name) != name_key(words)
        ):
            tokens = frozenset((name_key(words),))
            person = self._by_tokens.get(tokens)
        if person is None:
            person = self._by_tokens[tokens] = Person(words)
            self.all.append(person)
            for token in person.tokens:
                self._by_token.setdefault(token, []).append(person)
        person.mentions.append(at)
        person.titles |= titles

    def _without_place(self, at: Span) -> Span:
        """“University of Texas Arlington Amneh Jafari”, “Minister of Emergencies Jihad Qasim”: behind “of” and a place or
        a minister's field, the last two words are the name."""
        words = at.of(self._words).split(" ")
        behind = _BEHIND_OFFICE.search(self._words, max(0, at.start - 80), at.start)
        if not behind or len(words) < 3 or words[0].casefold() in FIRST_NAMES:
            return at
        if behind["and"]:
            return Span(at.start + len(words[0]) + 1, at.end)
        if not behind["field"] and not is_place(words[0]):
            return at
        return Span(at.end - len(" ".join(words[-2:])), at.end)

    def _describe(self, person: Person) -> None:
        for mention in person.mentions:
            found = self.office(mention, person)
            if found.role is not None or found.countries:
                person.offices[mention.start] = found
                if found.role is None or says_little(found.role.of(self._words)):
                    person.little.add(mention.start)
            if found.role is not None:
                person.titles |= title_words(found.role.of(self._words))
            self._note_gender(person, mention, found)
        start = person.mentions[0].start
        kin = _RELATIVE.search(self._words, max(0, start - 60), start)
        person.is_relative, person.kin_of = kin is not None, kin["whose"].casefold() if kin else ""
        offices = [found.role.of(self._words) for found in person.offices.values() if found.role]
        opposed = {bool(_OPPOSED.search(office)) for office in offices}
        person.has_namesake = len(opposed) == 2 or (
            self._namesakes and len({o.casefold() for o in offices}) > 1
        )
        person.has_traits = (
            person.gender is not None
            or bool(surnames(person.name) & self._aged)
            or any(_TRAIT.match(self._words, mention.end) for mention in person.mentions)
        )
        person.is_whole = self._is_whole(person)
        self._tell_firm(person)
        first = gender(person.name)
        if first and not person.may_be_firm:
            person.genders[first] += _STRONG

    def _is_whole(self, person: Person) -> bool:
        """A known first name, initials or a hyphen (“Do Hyun-seok”); or two words in the middle of a sentence of which the
        first is printed in small letters nowhere."""
        first, *others = person.name.split()
        folded = name_key(first)
        if folded in FIRST_NAMES or "." in first:
            return True
        if len(others) > 1 or folded in TITLES | PERSON_NOUNS | self._small:
            return False
        return "-" in person.name or any(
            _WITHIN_SENTENCE.search(self._words, max(0, mention.start - 2), mention.start)
            for mention in person.mentions
        )

    def _tell_firm(self, person: Person) -> None:
        if person.is_told:
            return
        person.is_firm = any(self._is_firm_at(mention) for mention in person.mentions)
        person.may_be_firm = person.is_firm or any(
            _SAID_IT.match(self._words, mention.end) for mention in person.mentions
        )

    def _is_firm_at(self, mention: Span) -> bool:
        if opens_with_place(self._words, mention.start):
            return False
        if _OF_FIRM.match(self._words, mention.end) or _THE_FIRM.match(self._words, mention.end):
            return True
        described = _WHAT_IT_IS.match(self._words, mention.end)
        before = _NOUN_BEFORE.search(self._words, max(0, mention.start - 24), mention.start)
        nouns = [
            head_noun(re.split(r" (?:that|which)\b", described["what"])[0]) if described else None,
            before["noun"] if before else None,
        ]
        return any(noun and noun.casefold() in ORGANISATION_NOUNS - PERSON_NOUNS for noun in nouns)

    def office(self, mention: Span, person: Person | None = None) -> Affiliation:
        """What is printed beside a name: the office, and whom it speaks for."""
        roles = self._roles(mention, person)
        phrases = [role.of(self._words) for role in roles]
        role, phrase = (roles[0], phrases[0]) if roles else (None, "")
        told = (found for each in phrases if (found := spoken_for(each))[0])
        countries, basis = next(told, ((), "none"))
        tag = _PARENTHESIS.match(self._words, mention.end, mention.end + 40)
        if tag and not countries and not is_past(phrase):
            countries, basis = spoken_for(tag["tag"] or f"({tag['inside']}) party {tag['inside']}")
            basis = "inferred" if countries else "none"
        if phrase and not countries:
            countries, basis = self._of_country(mention, phrase)
        if phrase and not countries and not is_past(phrase):
            countries = self._of_acronym(mention, phrase)
            basis = "inferred" if countries else basis
        if not phrase and (code := counterpart_of(self._words, mention, self.edge(mention.start))):
            countries, basis = (code,), "explicit"
        organisation = (institution_of(phrase)[0] or body_in(phrase)) if phrase else None
        return Affiliation(role, organisation, countries, "explicit" if role else "none", basis)

    def _roles(self, mention: Span, person: Person | None) -> list[Span]:
        edge = self.edge(mention.start)
        return roles_at(
            self._words, mention, edge, lambda span: any(each is not person for each in self.within(span))
        )

    def affiliation_at(self, name: Span, person: Person, at_home: AtHome) -> Affiliation:
        """“Cllr Arkwright”, who was “Council leader Philip Arkwright” before."""
        own = at_home(person.offices.get(name.start) or self.office(name), person.name)
        # “Councillor Ann Lee, leader of Harlow Council”: her rank tells for whom she speaks.
        if own.role is not None and not own.countries and not is_past(own.role.of(self._words)):
            ranks = (at_home(replace(own, role=role), person.name) for role in self._roles(name, person)[1:])
            told = next((each for each in ranks if each.countries), own)
            own = replace(own, countries=told.countries, country_basis=told.country_basis)
        before = person.office_before(name.start)
        little = own.role is not None and says_little(own.role.of(self._words))
        if little and before.role is not None and not says_little(before.role.of(self._words)):
            own = replace(own, role=None, role_basis="none")
        return joined(own, before)

    def _of_country(self, mention: Span, phrase: str) -> tuple[tuple[str, ...], Basis]:
        """“President [Ilona Veres] of Hungary”, “Chief Justice [Ann Lee] of the Supreme Court of India”."""
        end = self.edge(mention.start).end
        match = _OF_COUNTRY.match(self._words, mention.end, end)
        if match is None or not is_public(phrase) or is_past(phrase):
            return (), "none"
        code = country_code(match[1])
        body = _OF_BODY.match(self._words, mention.end, min(end, mention.end + 90))
        return ((code,), "explicit") if code else spoken_for(body["body"]) if body else ((), "none")

    def _of_acronym(self, mention: Span, phrase: str) -> tuple[str, ...]:
        """“JCS spokesman [Bae Sung-woo]”, after “South Korea's Joint Chiefs of Staff (JCS)”."""
        letters = re.search(r"\b[A-Z]{3,6}\b", phrase)
        full = full_name(self._words, letters.group(), mention.start) if letters else None
        return spoken_for(full.of(self._words))[0] if full else ()

    def _note_gender(self, person: Person, mention: Span, found: Affiliation) -> None:
        edge = self.edge(mention.start)
        before = self._words[max(edge.start, mention.start - 30) : mention.start].rstrip()
        beside = [before.split(" ")[-1] if before else ""]
        if found.role is not None:
            beside.append(found.role.of(self._words))
        for phrase in beside:
            told = gender_of_words(phrase)
            if told:
                person.genders[told] += _STRONG
        if _RELATIVE.search(self._words, max(edge.start, mention.start - 60), mention.start):
            told = gender_of_words(before.split(" ")[-1])
            person.genders[told or ""] += 2 * _STRONG
        following = self._words[mention.end : min(edge.end, mention.end + 160)]
        married = _MARRIED.match(following)
        if married:
            person.genders["he" if married["wife"] else "she"] += _STRONG
        pronoun = _GENDERED.search(following)
        if pronoun and CAPITALISED.search(following[: pronoun.start()]) is None:
            person.genders["he" if pronoun["he"] else "she"] += 1


def answers_to(name: str, tokens: frozenset[str]) -> bool:
    """“Sarkozy” is not Carla Bruni-Sarkozy where there is another."""
    last = name_key(name.split()[-1]).split()
    if len(last) > 1 and name_key(name.split()[0]) in FIRST_NAMES:
        return tokens >= frozenset(last)
    return bool(tokens & surnames(name))


def surnames(name: str) -> frozenset[str]:
    """The last token, and the first of a name in the order of East Asia."""
    words = name_key(name).split()
    return frozenset((words[-1], words[0]) if "-" in name or len(words) == 3 else (words[-1],))


def main_of(people: list[Person]) -> list[Person]:
    """The one whom the article names three times as often as all others, if there is one."""
    ranked = sorted(people, key=lambda person: len(person.mentions), reverse=True)
    if len(ranked) < 2 or len(ranked[0].mentions) >= 3 * sum(len(each.mentions) for each in ranked[1:]):
        return ranked[:1]
    return ranked


def full_name(words: str, letters: str, before: int) -> Span | None:
    """The body behind which the letters were put in brackets."""
    full = re.compile(rf"((?:[A-Z][\w.'’&-]*(?: (?:of|for|and|the|on))* )+)\({letters}\)").search(
        words, 0, before
    )
    return Span(full.start(1), full.end(1) - 1) if full else None


def _titles_before(words: str, start: int) -> frozenset[str]:
    """The titles that stand right before a name: "President and party leader [Xi Jinping]"."""
    found: list[str] = []
    for word in reversed(words[max(0, start - 60) : start].split()):
        if not title_words(word) and word not in ("of", "and", "the"):
            break
        found.append(word)
    return title_words(" ".join(found))


def _in_title_case(sentence: str) -> bool:
    """“Obama Sees No Way Out of the Deal”: a headline, whose capitals say nothing."""
    if sentence.rstrip("\"'”’ ").endswith("."):
        return False
    words = re.findall(r"[^\W\d_][\w'’-]{3,}", sentence)
    small = sum(1 for word in words if word[0].islower())
    return len(words) >= 4 and small * 5 <= len(words)
