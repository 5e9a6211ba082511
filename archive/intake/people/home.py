"""The country that an article is about: whose offices it need not name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.intake.people.places import countries_of, institution_of, is_home_office, places_in, spoken_for
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
    r"^(?:[A-Z]\w+ ){1,3}Secretary$|\b(?:(?:Sen|Rep|Gov)s?\.|Congress\w*|Foreign Office|Home Office|Secretary of State for|House|Commons|Senate|Capitol|Homeland|Treasury|Justice|Defense)(?=\W|$)"
)
_NEVER_AMERICAN = re.compile(
    r"\b(?:minist\w+|premier|MP|chancellor|presidential (?:office|palace|spokes\w+)|detective (?:chief |constable|inspector|superintendent|sergeant)|inspector|councillor)\b",
    re.I,
)


# “Rep.” is a member of other parliaments, too.
_SHORT_TITLE = re.compile(r"(?:Reps?|Sens?|Govs?)\.$")


@dataclass(frozen=True, slots=True)
class Home:
    """How often the title and the beginning name each country, and that of the dateline."""

    named: Counter[str]
    dateline: str | None = None

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
        home = self.of(role)
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

    def of(self, role: str) -> str | None:
        """Whose an office is that does not say so."""
        found = self._country(without="US" if _NEVER_AMERICAN.search(role) else None, role=role)
        return found if found and is_home_office(role, found) else None

    def is_elsewhere(self, role: str, country: str) -> bool:
        """“Transport Secretary” is a British office, but not in news of Manila that never names Britain; “Rep.” and
        “Congress leader” are not American in news of Seoul and New Delhi."""
        elsewhere = self.dateline not in (None, country) or bool(self.named)
        return elsewhere and not self.named[country] and _ANYBODYS.search(role) is not None

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


def home_of(words: str, title: Span | None, paragraphs: Sequence[Span]) -> Home:
    start = paragraphs[0].start if paragraphs else 0
    lead = _SEATS.sub(lambda seat: " " * len(seat.group()), words[start : start + _LEAD])
    line = _DATELINE.match(lead)
    from_dateline = places_in(line.group().title()) if line else []
    # “MALATYA, Türkiye” may stand on a line of its own.
    above = words[title.start : start] if title and start - title.start < _LEAD else ""
    named = places_in(_MONEY.sub("", above + lead))
    return Home(Counter(named), from_dateline[0] if from_dateline else None)
