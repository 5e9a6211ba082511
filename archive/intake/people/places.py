"""Which country or body a descriptive phrase speaks for, and how we know."""

import json
import re
from functools import lru_cache
from pathlib import Path

from archive.intake.data import lines, sections
from archive.intake.people.gazetteer import Names, by_code, names_of
from archive.intake.people.towns import of_local_office, town
from archive.intake.results import Basis
from archive.intake.spans import Span, plain, word_set

_COUNTRIES = Path(__file__).resolve().parents[3] / "fixtures" / "countries.json"
_SUBDIVISIONS = "subdivisions.txt"
# Also the name of a state of another country, of a person, or of too much.
_AMBIGUOUS = frozenset(
    ("Georgia", "Jersey", "Central African", "Republic of China", "Holland", "Guernsey", "Benin")
)
# “ambassador to North Korea”, “expert on Russia”: the country named is not the one spoken for.
_CONCERNED = re.compile(r"\b(?:to|on|with|about|against|toward|towards|over)(?: the)? $")
# “a diplomat in Kabul”, “a military spokesman in Baghdad”: where they are.
_STATIONED = re.compile(
    r"\b(?:diplomats?|envoys?|consuls?|commanders?|soldiers?|troops|peacekeepers?|officers?|generals?|coalition|delegations?|delegates?|missions?|representatives?|coordinators?|military (?:spokes\w+|officials?))\b"
    r"[^,;]* (?:in|near|outside)(?: the)? $"
)
# “U.S.-backed forces”, “London-based group”.
_CONNECTED = re.compile(r" ?-(?:backed|based|born|trained|led|held|occupied|made|funded|linked|allied)\b")
# “Taiwan Affairs Office”, “Russia expert”
_ABOUT = re.compile(r" (?:[Aa]ffairs|desk|policy|relations|studies|experts?|watchers?|specialists?)\b")
_MEDIA_WORDS = re.compile(
    r"\b(?:News|Times|Daily|Weekly|Post|Herald|Tribune|Gazette|Journal|Telegraph|Ledger|Chronicle|Examiner|Inquirer|Courier|Bulletin|Dispatch|Sentinel|Argus|Advertiser|Broadcasting|Television|TV|Radio|Magazine|Newspaper|"
    r"Press|News Agency|newspaper|magazine|broadcaster|news agency|news website|news site|television|tabloid|daily)\b"
)
# “Times” alone is a newspaper, inside other words it is nothing.
_NOT_WITHIN = frozenset(["Time", "Post", "Journal", "Times", "Fox", "Vice", "Bild", "Dawn", "AP", "RT"])
_PARTY_TAG = re.compile(r"\b[RDI](?:ep|em|nd)?\.?[-–—](?=[A-Z])|\((?:R|D|Republican|Democrat)\)")
_AMERICAN = re.compile(r"\b(?:Sens?|Reps?|Gov|Govs)\.(?= |$)|\bCongress(?:man|woman)\b")
# “Samar Gov.”: of no American state.
_UNKNOWN_GOVERNOR = re.compile(
    r"(?<![\w.])(?!(?:Washington|Georgia|Lt|The|Democratic|Republican|Incumbent|Acting|Deputy|State|Former|But|And|Both) )[A-Z][\w'’-]+ Gov\."
)
_PAST = re.compile(
    r"\b(?:former(?:ly)?|retired|ex|then|one-time|onetime|erstwhile|late|outgoing and former)\b", re.I
)
_BODY = re.compile(
    r"\b(?:University|College|Institute|Inc|Corp|Company|company|firm|Group|Foundation|Association|Club|club|team|Team|airline|Airlines|maker|giant|"
    r"(?<!European )(?<!African )(?<!Soviet )(?<!Customs )Union|hospital|Hospital|Museum|museum|Church|School|Center|Centre|think tank|Airways|Motors|Bank of America|Society|Trust|Academy|League|FA|Rugby|Football|Cricket|Athletics|Olympic|Tennis|Cycling|(?<!Russian )Federation|federation|studio|chapter|union|chamber|newspaper|magazine)\b"
)
_WORDS = re.compile(r"[\w'’-]+")
# The state of that name has no ministers.
_OF_GEORGIA = re.compile(
    r"\bGeorgia(?=['’]s (?:[\w-]+ ){0,4}(?:[Ff]oreign|[Dd]efen[cs]e|[Pp]rime|[Ii]nterior|[Ff]inance|[Jj]ustice|[Ee]conomy|[Ee]nergy|[Ee]ducation|[Hh]ealth) [Mm]inist(?:er|ry)\b)"
)


def countries_of(phrase: str) -> tuple[str, ...]:
    """Country codes in the order of the phrase, without those that a role is only concerned with."""
    found: dict[str, None] = {}
    parts = [Span(start, start + len(name)) for start, name in names_of(_SUBDIVISIONS).within(phrase)]
    for start, name in _country_names().within(phrase):
        # “New South Wales”, “New Mexico”: a part of another country.
        if any(part.start < start < part.end for part in parts):
            continue
        about = _CONNECTED.match(phrase, start + len(name)) or _ABOUT.match(phrase, start + len(name))
        if not _is_elsewhere(phrase[:start]) and not about:
            found.setdefault(_countries()[name])
    if _OF_GEORGIA.search(phrase):
        found = {"GE": None} | found
    return tuple(found)


def _is_elsewhere(before: str) -> bool:
    return bool(_CONCERNED.search(before) or _STATIONED.search(before))


@lru_cache(maxsize=4096)
def institution_of(phrase: str) -> tuple[str | None, str | None]:
    """The archive's name for the body that the phrase names first, and its country."""
    at, printed = next(_institution_names().within(phrase), (0, None))
    # “Congress MP”, “Trinamool Congress”: no part of a longer name.
    if printed and any(
        start <= at < start + len(office) > at + len(printed)
        for start, office in _office_names().within(phrase)
    ):
        return None, None
    return _institutions()[printed] if printed else (None, None)


@lru_cache(maxsize=4096)
def spoken_for(phrase: str) -> tuple[tuple[str, ...], Basis]:
    """The country spoken for: the body's, or the one named beside a public office. Nobody speaks for a country that
    they were born in, work in, study or once served; a body of many states has none."""
    if _PAST.search(phrase):
        return (), "none"
    name, code = institution_of(phrase)
    if code and not _is_occupation(phrase):
        return (code,), "explicit"
    if name and not _is_mission(phrase):
        return (), "none"
    if is_private(phrase):
        return (), "none"
    # “South Korean composer”: of an office alone is it said whom somebody speaks for.
    named = countries_of(phrase)[:1]
    if named and (is_public(phrase) or is_country(phrase)):
        return named, "explicit"
    # “Bank of Japan”: a body of the tables; “the Korean community” is nobody's.
    known = _of_named_body(phrase) if named else _of_office(phrase)
    return ((known,), "inferred") if known else ((), "none")


def is_private(phrase: str) -> bool:
    """No public office: an analyst, a company's president, a witness."""
    if _OF_TEAM.search(phrase):
        return True
    if _BANK.search(phrase) and not _known_bodies(phrase):
        return True
    return _is_occupation(phrase) or bool(_BODY.search(phrase) and not _STATE.search(phrase))


# “Royal Bank of Canada”, but “governor of the Bank of Sierra Leone”: of the bank of a state.
_BANK = re.compile(r"^(?!.*\b[Gg]overnor).*(?<!\bWest )(?<!\bCentral )(?<!\bReserve )\bBank\b")


def _is_occupation(phrase: str) -> bool:
    """“NASA scientist”, “White House reporter”; “a French national”, but not “the National Safety Board”."""
    words = [word.casefold() for word in _WORDS.findall(phrase) if word != "National"]
    private = any(word in _words("private_roles") or word.endswith(_SCHOLARS) for word in words)
    # “chief economist at Holt Capital”
    return private and not any(word in _words("public_roles") - _HEADS for word in words)


# “Fiji captain”, “former England striker”, but “U.S. Army captain”.
_OF_TEAM = re.compile(
    r"(?:^|[ ])(?!Army|Navy|Force|Guard|Police|Corps|Marine)[A-Z][\w.-]+(?: national team)?(?: head| team| women's| men's)? "
    r"(?:vice-)?(?:captain|skipper|coach|striker|goalkeeper|midfielder|defender|winger|forward|bowler|batsman|prop|fly-half|scrum-half)$"
)
_SCHOLARS = ("ologist", "ologists", "onomer", "onomers", "ographer", "ographers", "environmentalist")
_STATE = re.compile(
    r"\b(?:[Mm]inist|[Dd]epartment|[Gg]overnment|[Pp]olice|[Mm]ilitary|[Pp]arliament|Congress|Senate|[Ee]mbassy|[Aa]rmy|[Nn]avy|"
    r"[Ss]tate (?:media|news))"
)


def is_public(phrase: str) -> bool:
    """An office of a state, a province or a town, whether or not the phrase says of which."""
    words = {word.casefold() for word in _WORDS.findall(phrase)}
    return bool(words & _words("public_roles") or _PUBLIC_BODY.search(phrase)) and not is_private(phrase)


_PUBLIC_BODY = re.compile(
    r"\b(?:(?:U\.?S\.?|[Dd]istrict|[Ss]tate|[Cc]ity|[Cc]ounty) [Aa]ttorney|[Cc]entral [Bb]ank|[Ss]tatistics (?:[Oo]ffice|[Aa]gency)|[Ww]eather [Ss]ervice|[Ss]pace [Aa]gency|[Hh]ealth [Ss]ervice|[Ee]lection authorit\w+|"
    r"(?<!Revolutionary )[Aa]rmed [Ff]orces|[Aa]ir [Ff]orce|U\.S\. Forces|[Oo]mbuds(?:man|person)(?:['’]s)? [Oo]ffice|[Ff]ire (?:[Ss]ervice|[Dd]epartment|[Bb]rigade)|[Cc]ivil (?:[Dd]efen[cs]e|[Pp]rotection)|[Ii]ntelligence [Ss]ervice|[Ss]ecret [Ss]ervice|"
    r"(?:[Ss]ecurity|[Mm]ilitary|[Gg]overnment|[Dd]iplomatic|[Ii]ntelligence|[Pp]residential|[Oo]fficial) sources?|financial (?:watchdog|regulator))\b"
)


def is_home_office(phrase: str, home: str) -> bool:
    """An office that each country has and that is not said to be another's: a leader may be anybody's."""
    words = {re.sub("['’]s?$", "", word.casefold()) for word in _WORDS.findall(phrase)} & _words(
        "home_offices"
    )
    # “the society's secretary”, “Omollo, branch secretary”: a state's is written Health Secretary.
    if home.casefold() not in _words("with_secretaries") or (
        "ecretary" in phrase and "Secretary" not in phrase
    ):
        words = words - {"secretary", "undersecretary"}
    of_party = _OF_UNION.search(phrase) is not None
    if _LOCAL_OFFICE.search(phrase) and not (_PAST.search(phrase) or _LETTERED.search(phrase)):
        return True
    return bool(words) and not of_party and is_public(phrase) and not is_past(phrase)


# What each country has, in no other words of the table; “UNICEF regional health director” is no office of a state.
_LOCAL_OFFICE = re.compile(
    r"\b(?:[Mm]ajority|[Mm]inority|[Oo]pposition) [Ll]eader\b|\b[Ll]eader of the [Oo]pposition\b|^[Cc]oast [Gg]uard\b|\b(?:[Dd]istrict|[Dd]eputy) [Cc]ollector\b|"
    r"^(?:the )?[Cc]entral [Bb]ank\b|^(?:[Rr]egional|[Pp]rovincial|[Ss]tate|[Dd]istrict|[Mm]unicipal|[Cc]ity) (?:[Hh]ealth|[Ff]ire|[Pp]olice|[Ee]ducation|[Aa]griculture|"
    r"[Tt]ransport(?:ation)?|[Ww]orks|[Ee]lection) (?:[Dd]irector|[Cc]hief|[Ee]ngineer|[Cc]ommissioner|[Oo]fficial)s?$|\b[Cc]ounty (?:[A-Z]?[a-z]+ )?(?:[Ee]ngineer|[Ee]xecutive)$|"
    r"\b(?:provincial|state|county|regional) department of\b|^(?:[Ll]ocal|[Hh]ealth|[Ee]lection|[Rr]egional|[Pp]rovincial) authorities$|^[Ll]ocal officials$|"
    r"\b(?:Labour|Labor|Tory|Conservative|Liberal|Opposition|opposition)(?:['’]s)? (?:[a-z]+ ){0,2}(?:spokes\w+|critic)\b"
)
_LETTERED = re.compile(r"\b[A-Z]{3,}\b|['’]s (?:regional|state)\b")
_OF_UNION = re.compile(
    r"\b(?:general|branch|club|company|honorary|organi[sz]ing|regional|joint|party) secretary\b", re.I
)


def _of_office(phrase: str) -> str | None:
    if _PARTY_TAG.search(phrase):
        return "US"
    for _, printed in _office_names().within(phrase):
        return _offices()[printed]
    if not is_public(phrase) or not _is_of_place(phrase):
        return None
    for start, name in names_of(_SUBDIVISIONS).within(phrase):
        if not _is_elsewhere(phrase[:start]):
            return by_code(_SUBDIVISIONS)[name]
    american = _AMERICAN.search(phrase) and not _UNKNOWN_GOVERNOR.search(phrase)
    return of_local_office(phrase) or ("US" if american else None)


def _known_bodies(phrase: str) -> list[str]:
    """Of the tables, by their whole names: not the “Bank of Canada” of “Royal Bank of Canada”."""
    found = _office_names().within(phrase)
    return [
        body
        for start, body in found
        if not re.search(r"\b(?!(?:The|But|And|While|As) )[A-Z][\w.]*\w $", phrase[:start])
    ]


def _of_named_body(phrase: str) -> str | None:
    return next((_offices()[body] for body in _known_bodies(phrase) if countries_of(body)), None)


def _is_of_place(phrase: str) -> bool:
    """“head of Lombardy's health department”, and not “head of the cleric's Basra office”: a head of something public."""
    words = {word.casefold() for word in _WORDS.findall(phrase)}
    return bool(words & (_words("public_roles") - _HEADS | _DIVISIONS))


_HEADS = frozenset(["head", "chief", "chiefs", "leader", "treasurer", "administrator", "major"])
_DIVISIONS = word_set(
    "region regional province provincial city state county municipal district borough prefecture "
    "oblast territory schools"
)


def places_in(text: str) -> list[str]:
    """The country of each place that a text names."""
    found = [(start, _countries()[name]) for start, name in _country_names().within(text)]
    found += [(start, by_code(_SUBDIVISIONS)[name]) for start, name in names_of(_SUBDIVISIONS).within(text)]
    return [code for _, code in sorted(dict(found).items())]


def _is_mission(phrase: str) -> bool:
    """“Russia's ambassador to the United Nations” speaks for Russia."""
    return bool(
        re.search(r"(?:ambassador|envoy|representative|mission|delegat\w+) (?:\w+ )?(?:to|at) ", phrase, re.I)
    )


def is_past(phrase: str) -> bool:
    return bool(_PAST.search(phrase))


def is_country(words: str) -> bool:
    return _bare(words) in _countries()


def is_demonym(phrase: str) -> bool:
    """“the Nigerian said”: somebody from there, who speaks for nobody."""
    bare = _bare(phrase)
    return bare != phrase.strip() and (bare in _adjectives() or bare in _words("natives"))


def is_place(words: str) -> bool:
    """A country, or a part or town of one."""
    return is_country(words) or _bare(words) in by_code(_SUBDIVISIONS)


def names_country(name: str) -> bool:
    """Whether a capitalised phrase is, or ends in, the name of a country: “South Korea”, “Greater Albania”."""
    return any(
        start + len(found) == len(name) or " " in found for start, found in _country_names().within(name)
    )


def country_code(words: str) -> str | None:
    return _countries().get(_bare(words))


def city_code(words: str) -> str | None:
    """Of a capital, another city or a region."""
    return by_code("capitals.txt").get(words) or by_code(_SUBDIVISIONS).get(words) or town(words)


def is_media(words: str) -> bool:
    bare = _bare(words)
    return bare in _media() or words.strip() in _media() or bool(_MEDIA_WORDS.search(words))


def media_in(phrase: str) -> Span | None:
    start, name = next(_media_names().within(phrase), (0, ""))
    return Span(start, start + len(name)) if name else None


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|The) |'s?$", "", words.strip())


def _words(heading: str) -> frozenset[str]:
    return sections("names.txt")[heading]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in json.loads(_COUNTRIES.read_text(encoding="utf-8")):
        for name in (row["name"], *row.get("other_names", ()), *row.get("adjectives", ())):
            if name not in _AMBIGUOUS:
                found.setdefault(plain(name), row["code"])
    return found | by_code("capitals.txt")


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    rows = json.loads(_COUNTRIES.read_text(encoding="utf-8"))
    found = {plain(each) for row in rows for each in row.get("adjectives", ())}
    return frozenset(
        found - {plain(each) for row in rows for each in (row["name"], *row.get("other_names", ()))}
    )


@lru_cache(maxsize=1)
def _offices() -> dict[str, str]:
    return dict(_cells(row) for row in map(plain, lines("offices.txt")))


@lru_cache(maxsize=1)
def _institutions() -> dict[str, tuple[str | None, str | None]]:
    rows = (_cells(row) for row in lines("institutions.txt"))
    return {
        plain(printed): (None if name == "-" else name, None if code == "-" else code)
        for printed, name, code in rows
    }


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    return frozenset(map(plain, lines("media.txt")))


@lru_cache(maxsize=1)
def _country_names() -> Names:
    return Names(_countries())


@lru_cache(maxsize=1)
def _office_names() -> Names:
    return Names(_offices())


@lru_cache(maxsize=1)
def _institution_names() -> Names:
    return Names(_institutions())


@lru_cache(maxsize=1)
def _media_names() -> Names:
    return Names(_media() - _NOT_WITHIN)
