"""The country that an article is about: whose offices it need not name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.intake.people.places import (
    city_code,
    countries_of,
    institution_of,
    is_country,
    is_home_office,
    places_in,
    spoken_for,
)
from archive.intake.people.towns import town, towns_in
from archive.intake.results import Affiliation
from archive.intake.spans import Span, plain

_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’ -]{2,40}(?=[,(:]| ?[—–-]| [A-Z][a-z]{2,8}\.? \d)(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?(?= \(|:| ?[—–-]))?"
    r"|^(?:[A-Z][a-z]+ ?){1,3}, (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2} \()"
)
_LEAD = 1_200
# Where bodies of many countries sit, more often than what is Belgian or Swiss.
_SEATS = re.compile(r"\b(?:Brussels|Geneva|The Hague|Strasbourg|Davos)\b", re.I)
_MONEY = re.compile(r"\b(?:US|U\.S\.|American|Canadian|Australian|Hong Kong) (?:dollars?|cents?)\b")
# Who speaks on other countries is quoted in news about them; and the United States have no ministers.
_ABROAD = re.compile(r"\b(?:foreign|external|defen[cs]e|ambassador|envoy)\b", re.I)
# Offices and bodies that are one country's by custom, while others have some of the same name.
_ANYBODYS = re.compile(
    r"^(?:[A-Z]\w+ ){1,3}Secretary$|^Labour (?:leader|spokes|TD|deputy)|\b(?:(?:Sen|Rep|Gov)s?\.|Congress\w*|Foreign Office|Home Office|Secretary of State for|House|Commons|Senate|Capitol|Homeland|Treasury|Justice|Defense)(?=\W|$)"
)
_NEVER_AMERICAN = re.compile(
    r"\b(?:minist\w+|premier|MP|chancellor|presidential (?:office|palace|spokes\w+)|detective (?:chief |constable|inspector|superintendent|sergeant)|inspector|councillor)\b",
    re.I,
)


# “Russian missiles struck Kharkiv”: whose they are is not where the news is.
_ATTACKERS = re.compile(
    r"\b([A-Z][\w.]+(?: [A-Z]\w+)?)(?:['’]s)?(?= (?:[a-z]+ ){0,2}(?:air ?strikes?|attacks?|strikes?|drones?|missiles?|rockets?|shell(?:s|ing)?|bomb(?:s|ing|er|ers|ardment)?|"
    r"forces|troops|soldiers|army|artillery|offensive|invasion|invaders|war(?:planes?|ships?)|jets?|raids?|occupation|occupiers)\b)"
)
# Where ministers of two countries may speak.
_MEETING = re.compile(
    r"\b(?:visit\w*|counterparts?|(?:talks|met) with|joint(?:ly)?|delegations?|summit|bilateral|hosts?|hosted|received|welcomed|arriv\w+|tour|trip)\b"
)
_ON_ITS_OWN = re.compile(r"^([A-Z][A-Z.'’ -]{2,30})(?:, [A-Z]{3,9}\.? ?\d{0,2}|, [A-Z][a-z]\w+)?$", re.M)
# “VICTORIA, B.C. —”, “Mumbai (Maharashtra) [India], March 17 (ANI):”
_CANADIAN = re.compile(
    r"^[A-Z][A-Z.'’ -]{2,40}, (?:B\.C|Ont|Que|Alta|Sask|Man|N\.S|N\.B|N\.L|P\.E\.I)\.(?= ?[—–-])"
)
_BRACKETED = re.compile(r"^[A-Z][\w.'’ -]{2,40}(?: \([A-Z][\w ]+\))? \[[A-Z][\w ]+\](?=,)")
# “Rep.” is a member of other parliaments, too.
_SHORT_TITLE = re.compile(r"(?:Reps?|Sens?|Govs?)\.$")


@dataclass(frozen=True, slots=True)
class HomeCountry:
    """How often the title and the beginning name each country, and that of the dateline."""

    named: Counter[str]
    dateline: str | None = None
    first: str | None = None
    """The one that the title names first, else the text."""
    has_meeting: bool = False

    def at_home(self, found: Affiliation, name: str, words: str) -> Affiliation:
        """An office of which the article leaves the country unsaid is one of the country that it is about."""
        role = found.role.of(words) if found.role else ""
        american = found.countries == ("US",) and found.country_basis == "inferred"
        if american and self._is_of_dateline(role, name, words):
            return self._of_dateline(found)
        # “Detective Constable Ann Lee of Cleveland Police”
        never = american and _NEVER_AMERICAN.search(role)
        if never or (
            found.countries and not countries_of(role) and self.is_elsewhere(role, found.countries[0])
        ):
            found = replace(found, countries=(), country_basis="none")
        if found.countries or institution_of(role)[0]:
            return found
        beside = found.role is None or self._is_beside(words, found.role.start)
        home = self.of(role, is_home=beside)
        return replace(found, countries=(home,), country_basis="inferred") if home else found

    def _is_of_dateline(self, role: str, name: str, words: str) -> bool:
        """“Rep. Park Chan-dae, floor leader of …” in news of Seoul; “Sen. Ann Lee (R-Ohio)” is American wherever."""
        short = _SHORT_TITLE.match(role) or not spoken_for(role)[0]
        if self.dateline in (None, "US") or not short:
            return False
        return re.search(rf"{re.escape(plain(name))},? \(?[RDI]-[A-Z]", words) is None

    def _of_dateline(self, found: Affiliation) -> Affiliation:
        """Of “Sens. Coons and Hale” in news of Seoul on the United States nobody can say whose they are."""
        if self.dateline is None or self.named["US"] > self.named[self.dateline]:
            return replace(found, countries=(), country_basis="none")
        return replace(found, countries=(self.dateline,))

    def of(self, role: str, *, is_home: bool = False) -> str | None:
        """Whose an office is that does not say so; `is_home` where no other country is spoken of beside it."""
        without = "US" if _NEVER_AMERICAN.search(role) else None
        found = self._country(without=without, role=role)
        if found is None and is_home and self._is_leading() and not _ABROAD.search(role):
            found = self.first if self.first != without else None
        return found if found and is_home_office(role, found) else None

    def _is_leading(self) -> bool:
        """Of the country that the title and the beginning speak of first and most, where nobody meets anybody."""
        first = self.first
        if first is None or self.has_meeting or self.dateline not in (None, first):
            return False
        others = max((times for code, times in self.named.items() if code != first), default=0)
        return self.named[first] > others and (self.dateline == first or self.named[first] >= 2)

    def _is_beside(self, words: str, position: int) -> bool:
        """Nothing before an office in its paragraph, nor what the paragraph above begins with, is another country's."""
        before = words[max(0, position - 1_500) : position]
        # Line breaks are spaces in these words.
        above, here = ("  " + before).split("  ")[-2:]
        return {*places_in(here), *places_in(above)[:1]} <= {self.first}

    def is_elsewhere(self, role: str, country: str) -> bool:
        """“Transport Secretary” is a British office, but not in news of Manila that never names Britain; “Rep.” and
        “Congress leader” are not American in news of Seoul and New Delhi."""
        elsewhere = self.dateline not in (None, country) or bool(self.named)
        return elsewhere and not self.named[country] and _ANYBODYS.search(role) is not None

    def of_letters(self, letters: str, words: str) -> tuple[str, ...]:
        """“The CDC” is America's where the article names America, and none is called “Africa CDC”."""
        countries = spoken_for(letters)[0]
        if not countries or not (countries[0] == self.dateline or self.named[countries[0]]):
            return ()
        other = re.search(rf"\b(?!(?:The|But|And|At|In) )[A-Z][\w.]+ {letters}\b", words)
        return () if other else countries

    def _country(self, *, without: str | None, role: str) -> str | None:
        named = Counter({code: times for code, times in self.named.items() if code != without})
        if self.dateline and self.dateline != without:
            home, least = self.dateline, 1
        elif named:
            home, least = named.most_common(1)[0][0], 2
        else:
            return None
        others = named.total() - named[home]
        abroad = others > 0 and _ABROAD.search(role) is not None
        if named[home] >= least and named[home] >= 3 * others and not abroad:
            return home
        if self.dateline == home and not others:
            return home
        most = max((times for code, times in named.items() if code != home), default=0)
        alone = named[home] >= 3 and named[home] >= 3 * most and not abroad
        return home if alone else None


def home_of(words: str, title: Span | None, paragraphs: Sequence[Span]) -> HomeCountry:
    start = paragraphs[0].start if paragraphs else 0
    lead = _only_scenes(words[start : start + _LEAD])
    # “MALATYA, Türkiye” may stand on a line of its own.
    above = _only_scenes(words[title.start : start]) if title and start - title.start < _LEAD else ""
    named = Counter(places_in(_MONEY.sub("", above + lead)))
    dateline = _dateline(lead, above)
    near = towns_in(above + lead)
    # “Kitengela”, “Kajiado” tell of Kenya where no other country is named.
    if (
        len(near) == 1
        and set(named) <= set(near)
        and dateline in (None, *near)
        and (near + named).total() > 1
    ):
        named += near
    titled = places_in(_only_scenes(title.of(words))) if title else []
    line = _DATELINE.match(lead)
    begun = places_in(lead[line.end() if line else 0 :])
    first = next(iter(titled + begun), dateline)
    whole = words[start : paragraphs[-1].end] if paragraphs else ""
    return HomeCountry(named, dateline, first, _MEETING.search(above + whole) is not None)


def _only_scenes(text: str) -> str:
    """With blanks for countries that are named, but are not where the news is."""
    without = _SEATS.sub(lambda seat: " " * len(seat.group()), text)
    return _ATTACKERS.sub(lambda one: " " * len(one.group()) if is_country(one[1]) else one.group(), without)


def _dateline(lead: str, above: str) -> str | None:
    if _CANADIAN.match(lead):
        return "CA"
    line = _DATELINE.match(lead) or _BRACKETED.match(lead)
    if line:
        place = line.group().title()
        return next(iter(places_in(place)), None) or town(place.split(",")[0].strip())
    # The name of a country may be the page's heading for its news.
    cities = (city_code(each[1].strip().title()) for each in _ON_ITS_OWN.finditer(above))
    return next(filter(None, cities), None)
