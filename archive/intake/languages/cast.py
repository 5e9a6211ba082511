"""Who a mention is within one article. What the text leaves open stays open: no name rather than a wrong one."""

import re
from dataclasses import dataclass, field, replace

from archive.intake.candidates import Candidate, Resolved
from archive.intake.languages.countries import Countries
from archive.intake.languages.marked import BLOT
from archive.intake.languages.mentions import Mention, taken_apart
from archive.intake.languages.nominative import nominative
from archive.intake.languages.printed import Printed
from archive.intake.languages.table import Language, any_of
from archive.intake.people import names
from archive.intake.results import Affiliation, Basis, Speaker, carried
from archive.intake.spans import Span, word_set

_CAPITALS = re.compile(r"(?<![\w'])(?=([^\W\d_a-zа-яёіїєґ][\w'-]+ [^\W\d_a-zа-яёіїєґ][\w'-]+))")
_MEN = word_set("никита микита илья ілля лука фома хома кузьма савва сава данила гаврила микола олекса")
# An article with more speakers is a list.
_MOST_PEOPLE = 300
_PLACED = re.compile(r"(?<!\w)(?:sur|dans|en|in|im|auf|на|в|у)(?: la| le| l'| el| der)? $")
_FIRST_WORD = re.compile(rf"[.!?\n{BLOT}] ?([^\W\d_a-zа-яёіїєґ][\w-]+) [^\W\d_A-ZА-ЯЁІЇЄҐ]")
_OPENING = re.compile(r"[.!?] (?:Le |La |L'|Der |Die |El )(\w+) ")


@dataclass(slots=True)
class Member:
    name: str
    role: Span | None
    mentions: list[Span] = field(default_factory=list)
    countries: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    """Where no country is printed, the one that the article tells."""
    gender: str = ""


class Cast:
    def __init__(self, language: Language, flat: str, bare: str) -> None:
        self.language = language
        self.flat = flat
        self.bare = bare
        self.people: dict[str, Member] = {}
        """By name."""
        self.countries = Countries(language, flat)
        self._printed = Printed(language, bare)
        self._shorts: dict[str, list[Member]] = {}
        """By what may stand for a name further up or down."""

    def learn(self, found: Candidate) -> None:
        """Full names first, so that a surname further up finds its bearer."""
        if found.who is None or self._pronoun(found.who.of(self.flat)):
            return
        mention = taken_apart(self.language, self.flat, found.who)
        if mention.name is None or not self._is_full(mention) or len(self.people) >= _MOST_PEOPLE:
            return
        name = self._name(mention, found)
        known = self.people.get(name)
        if known is None and name in self._shorts:
            return
        if known is None:
            known = self.people[name] = Member(name, mention.role)
            for short in self._shorts_of(name):
                self._shorts.setdefault(short, []).append(known)
        known.mentions.append(mention.span)
        known.role = known.role or mention.role
        known.countries = known.countries or self.countries.printed(mention)
        known.home = known.home or self.countries.inferred(mention, name)
        known.gender = known.gender or self._gender(found)

    def learn_opening(self, subject: Span) -> None:
        """Who opens the sentence before, with an office."""
        mention = taken_apart(self.language, self.flat, subject)
        if mention.name and mention.role and self._is_full(mention):
            self.learn(Candidate((), "direct", self._verb_behind(subject), subject, ""))

    def resolve(self, found: Candidate, before: Resolved | None) -> Resolved | None:
        """`before` is who spoke last, in this paragraph or the one above."""
        if found.who is None:
            at = found.cue or found.spans[0]
            if before is None or not found.goes_on or self._somebody_between(before, at):
                return None
            return replace(before, affiliation=carried(before.affiliation))
        words = found.who.of(self.flat)
        if self._pronoun(words):
            return self._of_pronoun(found, before)
        mention = self._taken_apart(found.who)
        if self._epithet(words) and not self._holders(mention):
            return self._of_pronoun(found, before, mention)
        people = self._bearers(mention, found)
        known = mention.name is not None and not self._is_initial(mention)
        full = self._printed.in_full(self._name(mention, found), found.who.start) if known else []
        # “За словами Оксани Ткаченко” printed the name of Оксана Ткаченко, not of another.
        full = [each for each in full if self._nominative(each) not in self.people]
        names = {person.name for person in people}.union(full)
        bearers = people or [Member(each, None) for each in full]
        if len(names) > 1 or any(self._is_other(person, mention, found) for person in bearers):
            # “the minister” of two ministers is nobody's name.
            return self._open(mention) if mention.name else self._described(mention)
        if people:
            return self._person(people[0], mention, found)
        if not known or (
            not full and mention.role is None and mention.span.of(self.flat) in self._printed.firms
        ):
            return self._described(mention)
        name = full[0] if full else self._name(mention, found)
        home = self.countries.inferred(mention, name)
        return self._person(Member(name, mention.role, home=home), mention, found)

    # Names

    def _is_other(self, person: Member, mention: Mention, found: Candidate) -> bool:
        """“обурився Кравець”: the verb says that it is a man, and Ірина Кравець is none."""
        alone = mention.name is not None and " " not in mention.name.of(self.flat)
        told, known = self._gender(found), person.gender or self._given_gender(person.name)
        return alone and bool(told and known) and told != known

    def _given_gender(self, name: str) -> str:
        """Of a Slavic first name, those of women end in а or я, and some of men; of others, what the table knows."""
        given = name.split(" ")[0].casefold()
        if self.language.script == "latin":
            return {"she": "f", "he": "m", None: ""}[names.gender(name)]
        woman = self.language.script == "cyrillic" and given[-1:] in "ая" and given not in _MEN
        return "f" if woman else ""

    def _taken_apart(self, who: Span) -> Mention:
        """A name that stood behind an office is known when it stands alone."""
        words = who.of(self.flat)
        # 沃尔科夫, after 谢尔盖·沃尔科夫
        behind_dot = any(f"·{words}" in person.name for person in self._shorts.get(words, ()))
        if words in self.people or behind_dot:
            return Mention(who, who, None)
        return taken_apart(self.language, self.flat, who)

    def _is_full(self, mention: Mention) -> bool:
        name = mention.name.of(self.flat) if mention.name else ""
        if self.language.script in ("latin", "cyrillic"):
            return " " in name
        return len(name) >= (2 if self.language.script == "han" else 3)

    def _name(self, mention: Mention, found: Candidate) -> str:
        name = mention.name.of(self.flat) if mention.name else ""
        return self._nominative(name) if found.genitive else name

    def _nominative(self, name: str) -> str:
        """“По словам Дмитрия Орлова”: by the dictionary, or the endings of the table, the first that fits."""
        if not self.language.genitive:
            return name
        return nominative(self.language.code, name) or " ".join(
            self._ending(word) for word in name.split(" ")
        )

    def _ending(self, word: str) -> str:
        endings = self.language.genitive
        return next(
            (
                word[: -len(old)] + new
                for old, new in endings
                if word.endswith(old) and len(word) > len(old) + 1
            ),
            word,
        )

    def _bearers(self, mention: Mention, found: Candidate) -> list[Member]:
        if mention.name is None:
            return self._holders(mention)
        name = self._name(mention, found)
        if name in self.people:
            return [self.people[name]]
        same = self._shorts.get(name, [])
        if same or not found.genitive:
            return same
        printed = mention.name.of(self.flat)
        return [person for person in self.people.values() if _inflected(printed, person.name)]

    def _shorts_of(self, full: str) -> set[str]:
        if self.language.script in ("latin", "cyrillic"):
            words = full.split(" ")
            return {words[-1], words[0] if len(words) > 2 else words[-1]}
        ends = {full[at + 1 :] for at, mark in enumerate(full) if mark in "· "}
        # 和夫氏, beside 恵子氏
        ends |= {full[-2:]} if self.language.script == "kana" and len(full) == 4 else set()
        return {full[:at] for at in range(1, len(full))} | ends

    def _holders(self, mention: Mention) -> list[Member]:
        """“le ministre”: whose role holds all words of the description. “조 장관”: with the surname, too."""
        words = mention.span.of(self.flat)
        # “통일부는”, “le ministère” is the ministry, not its “통일부 대변인”.
        body = self._is_body(self._without_determiner(mention.span).of(self.flat))
        if body or words.split(" ")[0].casefold() in self.language.indefinite:
            return []
        wanted = self._content(mention.span)
        surname = self._surname(mention)
        if not wanted:
            return []
        return [
            person
            for person in self.people.values()
            if person.role and self._holds(person.role, wanted) and person.name.startswith(surname)
        ]

    def _holds(self, role: Span, wanted: set[str]) -> bool:
        """“한 서장” is who was 이천소방서장."""
        held = self._content(role)
        joined = self.language.script == "hangul"
        return wanted <= held or (
            joined and all(any(each.endswith(word) for each in held) for word in wanted)
        )

    def _surname(self, mention: Mention) -> str:
        words = mention.span.of(self.flat).split(" ")
        korean = self.language.script == "hangul" and len(words) == 2 and len(words[0]) == 1
        return words[0] if korean else ""

    def _is_initial(self, mention: Mention) -> bool:
        return bool(mention.name) and len(mention.name.of(self.flat)) < 2  # type: ignore[union-attr]

    def _content(self, span: Span) -> set[str]:
        language = self.language
        if language.script == "hangul":
            return {word for word in re.split(r"[\s()]+", span.of(self.flat)) if len(word) > 1}
        if language.script in ("han", "kana"):
            return {span.of(self.flat)}
        words = {word.casefold() for word in re.findall(r"[\w'-]+", span.of(self.flat))}
        return words - language.determiners - language.honorifics - language.of

    # Pronouns

    def _pronoun(self, words: str) -> bool:
        return bool(self._pronoun_gender(words)) or words.casefold() in self.language.they

    def _pronoun_gender(self, words: str) -> str:
        low = words.casefold()
        if self._among(low, self.language.he) or low in self.language.his:
            return "m"
        return "f" if self._among(low, self.language.she) or low in self.language.her else ""

    def _among(self, low: str, pronouns: frozenset[str]) -> bool:
        joined = self.language.script in ("hangul", "kana")
        return low in pronouns or (joined and any(each[:-1] == low for each in pronouns))

    def _epithet(self, words: str) -> str:
        """“la mandataria”, “дипломат”: whoever spoke before. “Un diplomat” is somebody new."""
        language = self.language
        first, _, rest = words.partition(" ")
        definite = first.casefold() in language.determiners - language.indefinite
        if language.script == "latin" and not definite:
            return ""
        bare = rest if definite else words
        return bare if language.is_epithet(bare) else ""

    def _of_pronoun(
        self, found: Candidate, before: Resolved | None, mention: Mention | None = None
    ) -> Resolved:
        """Also of an epithet, whose verb or article may tell the gender."""
        assert found.who is not None  # noqa: S101 - asked of the caller
        words = found.who.of(self.flat)
        gender = self._gender(found) if mention else self._pronoun_gender(words)
        fits = before is not None and before.speaker.type == "person" and not before.speaker.why_open
        if (
            before is None
            or not fits
            or not (gender or mention)
            or (mention and not self._fits_role(self._epithet(words), before))
        ):
            fits = False
        elif gender:
            fits = (before.gender or self._printed_gender(before.speaker.name)) in ("", gender)
        if before is None or not fits or self._somebody_between(before, found.who):
            if mention:
                return self._described(mention)
            return Resolved(Speaker(words, found.who, "unnamed"), Affiliation())
        return replace(
            before,
            speaker=replace(before.speaker, mention=found.who),
            affiliation=carried(before.affiliation),
            at=found.who,
            gender=gender or before.gender,
            by_pronoun=True,
        )

    def _fits_role(self, epithet: str, before: Resolved) -> bool:
        role = before.affiliation.role
        return self.language.is_epithet(epithet, role.of(self.flat) if role else "")

    def _printed_gender(self, name: str) -> str:
        """“Der österreichische Bundeskanzler Jakob Wien”: of the two words before any mention."""
        place = re.search(rf"(\w+) (\w+) (\w+) {re.escape(name)}\b", self.bare)
        if place is None or self.language.script != "latin":
            return ""
        words = {word.casefold() for word in place.groups()}
        if words & self.language.feminine:
            return "f"
        return "m" if words & self.language.masculine else ""

    def opened(self, found: Candidate, subject: Span) -> Resolved | None:
        """“Trainer Holger Matthäi war bedient. „A“, polterte er”: who opens the sentence before; nothing says that it is
        another. Where the verb has no subject, “«A», escribió en X”, a name in full is enough."""
        at = found.who or found.cue
        words = found.who.of(self.flat) if found.who else ""
        mention = taken_apart(self.language, self.flat, subject)
        stands = not words or self._pronoun_gender(words) or self._epithet(words)
        if at is None or not stands or mention.name is None or not self._is_one(mention.name):
            return None
        who = Span(subject.start, max(mention.name.end, subject.start))
        before = self.resolve(Candidate((), "direct", self._verb_behind(who), who, ""), None)
        if before is None or before.speaker.type != "person" or before.speaker.why_open:
            return None
        given = self._given_gender(before.speaker.name)
        return replace(before, gender=given or before.gender)

    def _is_one(self, name: Span) -> bool:
        """In full, or a surname that one full name of the article has: “Wernicke selbst hatte um Verzeihung gebeten. „A“”."""
        words = name.of(self.flat)
        short = {person.name for person in self._shorts.get(words, ())}
        return " " in words or len(short.union(self._printed.in_full(words, name.start))) == 1

    def _verb_behind(self, who: Span) -> Span | None:
        """The word behind a subject, which in Slavic languages tells a woman from a man."""
        verb = re.compile(r" (\w+(?:л|ла|лся|лась|в|вся|лася))(?!\w)").match(self.flat, who.end)
        return Span(*verb.span(1)) if verb and self.language.script == "cyrillic" else None

    def _somebody_between(self, before: Resolved, pronoun: Span) -> bool:
        """Two capitals in a row that are no part of the speaker's name may be somebody else's."""
        if before.at is None:
            return False
        if self.language.script == "han":
            return self._named_between(before, pronoun)
        if self.language.script == "kana":
            return self._printed.other_between(before.speaker.name, before.at.end, pronoun.start)
        if self.language.script not in ("latin", "cyrillic"):
            return False
        own = set(before.speaker.name.split(" "))
        region = (min(before.at.end, pronoun.start), pronoun.start)
        # “Le maire a appelé au calme. « A », a-t-il dit”
        if any(
            self.language.is_office(match[1].casefold()) for match in _OPENING.finditer(self.bare, *region)
        ):
            return True
        # “Wernicke bat um Verzeihung. „A“, sagte der 62-Jährige”: a surname of the article.
        if any(
            match[1] not in own and self._printed.in_full(match[1], match.start(1))
            for match in _FIRST_WORD.finditer(self.bare, *region)
        ):
            return True
        return any(
            self._is_somebody_else(match[1].split(" "), own)
            for match in _CAPITALS.finditer(self.bare, *region)
            if not self._are_nouns(match) and not self._is_place(match)
        )

    def _are_nouns(self, match: re.Match[str]) -> bool:
        """“warf dem Rathaus Leichtsinn vor”: in German an article, two capitals and no third are no name."""
        before = self.bare[max(0, match.start() - 8) : match.start()].split(" ")[-2:-1]
        article = (
            self.language.compound and bool(before) and before[0].casefold() in self.language.determiners
        )
        named = match[1].split(" ")[-1] in self._shorts
        return article and not named and self.bare[match.end(1) : match.end(1) + 2].strip()[:1].islower()

    def _is_place(self, match: re.Match[str]) -> bool:
        """“sur France Inter”, “à la Maison Blanche”"""
        before = _PLACED.search(self.bare, max(0, match.start() - 8), match.start())
        country = self.language.country_of(match[1])
        return before is not None or (country is not None and match[1].split(" ")[-1] not in self._shorts)

    def _named_between(self, before: Resolved, pronoun: Span) -> bool:
        """“居民林阿秀帶著孫子住進體育館。「A」，她說”: somebody with an office who has not spoken."""
        assert before.at is not None  # noqa: S101 - asked of the caller
        offices = any_of(self.language.offices)
        surnames = "".join(self.language.surnames)
        region = self.bare[min(before.at.end, pronoun.start) : pronoun.start]
        names = re.findall(rf"(?:{offices})([{surnames}][\u4e00-\u9fff])", region)
        return any(name not in before.speaker.name for name in names)

    def _is_somebody_else(self, words: list[str], own: set[str]) -> bool:
        """Also “Diego Flores”, after Marta Flores; “Das Strafmaß” is nobody."""
        if self.language.compound and words[0].casefold() in self.language.determiners:
            return False
        kin = words[-1] in own and words[0] not in own and self._printed.is_given(words[0])
        return kin or not own.intersection(words)

    def _gender(self, found: Candidate) -> str:
        assert found.who is not None  # noqa: S101 - asked of the caller
        words = set(re.findall(r"[\w.']+", found.who.of(self.flat).casefold()))
        cue = found.cue.of(self.flat) if found.cue else ""
        past = (
            {"а": "f", "л": "m", "в": "m"}
            if self.language.script == "cyrillic" and not found.genitive
            else {}
        )
        told = past.get(cue.removesuffix("ся").removesuffix("сь")[-1:], "")
        if words & self.language.feminine:
            return "f"
        office = next((word for word in words if self.language.is_office(word)), "")
        if self.language.woman and office:
            return "f" if office.endswith(self.language.woman) else "m"
        return told or ("m" if words & self.language.masculine else "")

    # Results

    def _person(self, person: Member, mention: Mention, found: Candidate) -> Resolved:
        gender = person.gender or self._gender(found)
        own, known = self.countries.printed(mention), person.countries or person.home
        inferred = not own and not person.countries and bool(person.home)
        affiliation = Affiliation(
            mention.role or person.role,
            None,
            own or known,
            _basis(own=mention.role, known=person.role),
            "inferred" if inferred else _basis(own=own, known=known),
        )
        speaker = Speaker(person.name, mention.span, "person")
        return Resolved(speaker, affiliation, at=mention.span, gender=gender)

    def _open(self, mention: Mention) -> Resolved:
        assert mention.name is not None  # noqa: S101 - asked of the caller
        name = mention.name.of(self.flat)
        speaker = Speaker(
            name, mention.span, "unnamed", f"More than one person of this article may be “{name}”."
        )
        role = Affiliation(mention.role, role_basis=_basis(own=mention.role, known=None))
        return Resolved(speaker, role, at=mention.span)

    def _described(self, mention: Mention) -> Resolved:
        words = self._without_determiner(mention.span)
        name = words.of(self.flat)
        body = self._is_body(name) and not self._is_bare(name)
        speaker = Speaker(name, mention.span, "organisation" if body else "unnamed")
        printed = self.countries.printed(mention)
        countries = printed or self.countries.inferred(mention, "")
        basis: Basis = "inferred" if countries and not printed else _basis(own=printed, known=())
        affiliation = Affiliation(None, name if body else None, countries, country_basis=basis)
        return Resolved(speaker, affiliation, at=mention.span)

    def _is_body(self, name: str) -> bool:
        language = self.language
        if language.script in ("latin", "cyrillic"):
            first = name.split(" ")[0]
            # Verteidigungsministerium
            known = bool(language.body_endings) and first.casefold().endswith(tuple(language.body_endings))
            body = language.is_body(name) and (known or not language.is_office(first))
            return body or (name.isupper() and len(name) > 1)
        return name.endswith(tuple(language.bodies)) and not name.endswith(tuple(language.offices))

    def _is_bare(self, name: str) -> bool:
        """“instituto armado”: what the article names elsewhere."""
        return (name.split(" ")[0].casefold() in self.language.bare and name == name.lower()) or (
            self.language.compound and name.casefold() in self.language.bare
        )

    def _without_determiner(self, span: Span) -> Span:
        words = span.of(self.flat)
        elided = re.match(r"[ldLD]'", words)
        if elided:
            return Span(span.start + 2, span.end)
        first = words.split(" ")[0]
        drop = first.casefold() in self.language.determiners and " " in words
        return Span(span.start + len(first) + 1, span.end) if drop else span


def _basis(*, own: object, known: object) -> Basis:
    """Printed at this mention, or at another one of the same person."""
    return "explicit" if own else "inherited" if known else "none"


def _inflected(printed: str, name: str) -> bool:
    """“Гринька” is Гринько: the same beginnings, and endings of two letters at most."""
    words, others = printed.split(" "), name.split(" ")
    return all(_same_stem(*pair) for pair in zip(reversed(words), reversed(others), strict=False))


def _same_stem(one: str, other: str) -> bool:
    stem = max(3, max(len(one), len(other)) - 2)
    return one[:stem] == other[:stem]
