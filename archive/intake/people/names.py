"""Names inside mentions: what is name, what is title, and when two names may be one person."""

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from archive.intake.data import sections
from archive.intake.people.places import is_country, is_media, names_country
from archive.intake.spans import Span
from archive.text import name_key

_WORDS = sections("names.txt")
TITLES, PERSON_NOUNS, OCCUPATIONS = _WORDS["titles"], _WORDS["person_nouns"], _WORDS["occupations"]
FIRMS_TOO = _WORDS["firms_too"]
ORGANISATION_NOUNS = _WORDS["organisation_nouns"]
_FEMALE, _MALE = _WORDS["female"], _WORDS["male"]
FIRST_NAMES = _FEMALE | _MALE
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
# “Special Agent in Charge Leonard Quill”, “Editor in Chief Ann Lee”: one word of the title.
_IN_CHARGE = re.compile(r"(?<=\w) ([Ii]n) ([Cc]harge|[Cc]hief)(?= [A-Z])")
# “Environmentalist Mark Lynas”, “Mediator Ruth Castelli”: a noun with a capital because it opens the sentence.
_DOER = re.compile(
    r"[A-Z][a-z]*(?:(?P<sure>(?:[^q]u|[^uq])ist)|[a-z]{3}(?:er|or|ian|ant|ent|man|woman|ee|yst)) "
)
_OPENING_WORD = re.compile(r"[A-Z][a-z]*[b-eg-hj-np-twxyz] ")
_TOKEN = re.compile(r"(?<!\w)[^\W\d_][\w.'’-]*")
_ACRONYM = re.compile(r"^[A-Z]{2,6}$")
_PARTY_TAG = re.compile(r"^[RDI]-[A-Z]")
_DOMAIN = re.compile(r"\.(?:com|org|net|gov|edu|tv|co|uk|info)$", re.I)
# “Port authority director PIETER VOS”
_SHOUTED = re.compile(r"(?P<noun>\b[a-z-]+) (?P<name>[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){1,2})$")
_PARENTHESIS = re.compile(r"\([^()]*\)?")


def similar_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Known names to suggest, likeliest first. A suggestion for an editor: Kim Jong-un is also like Kim Hong-kyun."""
    key = name_key(name)
    scored = sorted(((_likeness(key, name_key(other)), other) for other in known), reverse=True)
    return tuple(other for score, other in scored[:5] if score >= 0.7)


def _likeness(key: str, other: str) -> float:
    tokens, others = set(key.split()), set(other.split())
    if tokens and (tokens <= others or others <= tokens):
        return 0.9 + 0.1 * (key == other)
    return difflib.SequenceMatcher(None, " ".join(sorted(tokens)), " ".join(sorted(others))).ratio()


@lru_cache(maxsize=4096)
def personal_name(phrase: str) -> Span | None:
    """The name in a mention: "U.S. Secretary of State [Antony Blinken]", "Sen. [Ben Sasse] of Nebraska"."""
    phrase = _PARENTHESIS.sub(lambda match: " " * len(match.group()), phrase)
    phrase = _IN_CHARGE.sub(r"-\1-\2", phrase)
    if phrase.isupper() and _is_capitals(phrase):
        phrase = phrase.title()
    shouted = _SHOUTED.search(phrase)
    if shouted is not None and _is_title(shouted["noun"]):
        phrase = phrase[: shouted.start("name")] + shouted["name"].title()
    whole = _name_at_end(phrase)
    leading = _leading_name(phrase)
    if leading is not None and (whole is None or " " not in phrase[whole.start : whole.end]):
        return leading
    # “Nick Walsh of rival broker Peel Morton”
    known = leading is not None and phrase[leading.start :].split()[0].casefold() in FIRST_NAMES
    if leading is not None and known and re.match(r" (?:of|from|at) ", phrase[leading.end :]):
        return leading
    # “Mehul Zaveri of Parekh Institutional Equities”: nobody's first name stands behind “of”.
    if leading is not None and leading.start == 0 and _is_of_house(phrase[leading.end :]):
        return leading
    belonging = _BELONGING.search(phrase)
    if belonging is None or (whole is not None and _is_who(phrase, belonging, whole)):
        return whole
    return _name_at_end(phrase[: belonging.start()])


_OF_HOUSE = re.compile(r" (?:of|from|at) (?:the )?(?P<house>[A-Z][\w'’&-]+(?: [A-Z&][\w'’&-]*)+)$")


def _is_of_house(behind: str) -> bool:
    house = _OF_HOUSE.match(behind)
    words = house["house"].split() if house else []
    return bool(words) and not any(
        _is_title(word.casefold()) or word.casefold() in FIRST_NAMES for word in words
    )


def _is_who(phrase: str, belonging: re.Match[str], whole: Span) -> bool:
    """Whether the name behind “of” or “for” is who, and not where somebody is from or whom they serve."""
    between = phrase[belonging.end() : whole.start].strip()
    # “Counsel to the defendant, Mr Obi”
    if "," in between:
        return True
    # “analyst Ann Lee of Holt Advisory in Mumbai”, “governor of Russia's Baja Norte”
    office = phrase[: belonging.start()].split()[-1:]
    owned = _ENDS_ON_OWNER.search(between) and bool(office) and _is_title(office[0].casefold())
    in_a_place = _ENDS_ON_PLACE.search(between) or owned
    alone = " " not in phrase[whole.start : whole.end]
    return bool(between) and not in_a_place and not _is_anothers(belonging.group(), between, alone=alone)


def _is_capitals(phrase: str) -> bool:
    """“ATTORNEY GENERAL LUIS PARRA”: a name in capitals has a title or a first name; “NBC NEWS” has neither."""
    words = [word.casefold() for word in phrase.replace(".", "").split()]
    return len(words) > 1 and any(word in FIRST_NAMES or word in TITLES for word in words[:-1])


def _leading_name(phrase: str) -> Span | None:
    """“Professor [Alan Trounson] deputy director of the Institute”: two names and more at the beginning."""
    run = re.match(r"(?:[A-Z][\w.'’-]*\w\.? ?)+", phrase)
    whose = run is not None and re.search(r"['’]s? ?$", run.group())
    name = _name_at_end(run.group().rstrip()) if run and not whose else None
    return name if name is not None and " " in phrase[name.start : name.end] else None


def _is_anothers(preposition: str, between: str, *, alone: bool) -> bool:
    """“a spokesman for provincial governor Gul Agha”: a title before the name makes it the other one's."""
    words = [word.casefold().strip(".") for word in between.split()]
    last = words[-1]
    # “the chief executive of developer NovaSal”
    if preposition.split()[0] in ("of", "at", "from") and between.islower() and alone:
        return True
    # “Undersecretary for Education Mr. Toccafondi”: a field, and then who it is.
    field = [word for word in words if word not in _WORDS["honorifics"]]
    if field and (len(field) < len(words) or len(field) == 1) and field[-1] in _WORDS["portfolios"]:
        return False
    return preposition.split()[0] in ("for", "to", "with") and last in TITLES


_ENDS_ON_OWNER = re.compile(r"['’]s(?: [A-Z]\w+)?$")
_ENDS_ON_PLACE = re.compile(r"\S (?:in|at|near|outside|for|of|on)(?: the)?$")
# What follows is where somebody is from or whom they serve, not who they are.
_BELONGING = re.compile(r" (?:of|from|in|at|for|with|on|to|representing) (?:the )?(?=[^ ]+(?: [^ ]+)*$)")


def _name_at_end(phrase: str) -> Span | None:
    tokens = list(_TOKEN.finditer(re.sub(r"['’]s?$", lambda match: " " * len(match.group()), phrase)))
    first = last = None
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        word = token.group()
        if last is None and word.casefold() in _SUFFIXES:
            last = token.end()
            continue
        if last is None and index > 1 and word.casefold() in _WORDS["post_nominals"] and not word.islower():
            continue
        before = tokens[index - 1].group() if index and phrase[token.start() - 1] in " -" else ""
        if not _may_be_name(word, before, phrase, token.start(), first):
            break
        first = token.start()
        last = last or token.end()
    if first is None or last is None:
        return None
    if (
        _WITHOUT.search(phrase[:first])
        or (_MEMBERS.search(phrase[:first]) and phrase[last - 2 : last] in _PLURALS)
        or phrase[first - 1 : first] == "/"
        or _is_place_of_body(phrase, first, last)
    ):  # “Blue/Yellow” is one name
        return None
    first = _without_place(phrase, first, last)
    first += _length_of_doer(phrase[first:last])
    return Span(first, last) if _is_person(phrase[first:last]) else None


# “Royal College of General Practitioners”
_MEMBERS = re.compile(
    r"\b(?:College|Institute|Institution|Association|Society|Academy|Federation|Union|Guild|Council|Board|Chamber|Faculty|Confederation|Order|Alliance|League|Company|Network)"
    r" (?:of|for) (?:the )?(?:[A-Z&][\w'’-]* (?:and )?)*$"
)
_PLURALS = frozenset(["rs", "ns", "ts", "es", "ls", "ds"])
# “Reporters Without Borders”
_WITHOUT = re.compile(r"[A-Z]\S* (?:Without|Against|Beyond|Across|Under|Over) $")


def _is_place_of_body(phrase: str, first: int, last: int) -> bool:
    """“Ambulance Victoria”, “Fisheries Queensland”; not “Secretary of State Rubio”."""
    before = phrase[:first].split(" ")[-2:-1] if " of " not in phrase[:first] else []
    body = bool(before) and before[0][:1].isupper() and not _is_title(before[0].casefold())
    kinds = ("portfolios", "group_words", "body_words", "organisation_nouns")
    alone = " " not in phrase[first:last]
    return body and alone and any(before[0].casefold() in _WORDS[kind] for kind in kinds)


def _length_of_doer(name: str) -> int:
    words = name.split()
    if len(words) < 3 or words[0].casefold() in FIRST_NAMES:
        return 0
    # “Wayanad Block Pramukh Anjali Menon”: of four words and more, what stands before the last two.
    if len(words) > 3 and words[-2].casefold() in FIRST_NAMES and _DOER.match(f"{words[-3]} "):
        return len(name) - len(" ".join(words[-2:]))
    doer = _DOER.match(name)
    # “Nisar Ahmed Junejo”
    if words[1].casefold() in _MIDDLE_TOO and not (doer and doer["sure"]):
        return 0
    # “Substitute Gabriel Silva”; “Ngozi Grace Abara” ends as words of English do not.
    if _OPENING_WORD.match(name) and words[1].casefold() in FIRST_NAMES and len(words[1]) > 3:
        return len(words[0]) + 1
    if doer is None:
        return 0
    return doer.end() if doer["sure"] or words[1].casefold() in FIRST_NAMES else 0


def _may_be_name(word: str, before: str, phrase: str, start: int, first: int | None) -> bool:
    folded = word.casefold().strip(".")
    if first is not None and (
        phrase[start + len(word) : first].strip() not in ("", "-")
        or (word.endswith(".") and folded in _WORDS["addresses"])
    ):
        return False
    if folded in _WORDS["particles"]:
        return first is not None
    # “Meteorology's Claire Richards”, “ambassador to the UN Vasily Nebenzya”: whose, not who.
    if first is not None and (word.endswith(("'s", "’s")) or re.match(r"[A-Z]{3,6}$|U[NKS]$|EU$", word)):
        return False
    if not word[0].isupper() and not re.match(r"(?:al|el)-[A-Z]|de[A-Z]|d'[A-Z]", word):
        return False
    if len(folded) == 1:
        return first is not None and (
            word.endswith(".") or (bool(before) and _is_title(before.casefold().strip(".")))
        )
    if first is not None and _is_of_name(folded, before, phrase, start, first):
        return True
    # “Stephen King”, “Theresa May”, “Jonah Hill”: after a first name any word may be a surname.
    known = folded in _WORDS["openers"] or folded in _HOUSES
    body = folded in _WORDS["body_words"] - _WORDS["surnames"]
    if first is None and before.casefold() in FIRST_NAMES and not known and not body:
        return not _is_title(folded) or folded in _WORDS["surnames"]
    given = first is not None and _is_given(folded, before, opener=known)
    return given or not _is_no_name(word, folded, opens=first is not None)


def _is_of_name(folded: str, before: str, phrase: str, start: int, first: int) -> bool:
    """“President Do Hyun-seok”; “Onn Hafiz Ghazi”; “Gov. Earl Boone”: a first name between a title in short and a surname."""
    family = folded in _FAMILIES and _GIVEN_NAME.match(phrase[first:]) is not None
    middle = folded in _MIDDLE and _is_plain_name(before)
    given = folded in FIRST_NAMES or folded in _GIVEN_TOO
    return family or middle or (given and _is_short_title(phrase[:start].split(" ")))


def _is_given(folded: str, before: str, *, opener: bool) -> bool:
    """“Abdourahim Said Bacar”, “spokesman Bill Tran”: before a surname."""
    if folded in FIRST_NAMES and folded in _WORDS["body_words"] and not before[:1].isupper():
        return True
    # “Captain Jordan Hill”, “Councilman August Summer”
    if folded in _WORDS["given_places"] and (not before or _is_title(before.casefold().strip("."))):
        return True
    return opener and _is_plain_name(before)


def _is_plain_name(word: str) -> bool:
    folded = word.casefold()
    return word[:1].isupper() and folded not in _HOUSES and not _is_no_name(word, folded, opens=True)


def _is_short_title(before: list[str]) -> bool:
    last = before[-2] if len(before) > 1 else ""
    return last.endswith(".") and _is_title(last.casefold().strip("."))


def _without_place(phrase: str, first: int, last: int) -> int:
    """“major at University of Texas Arlington Amneh Jafari”: of what stands behind “of”, the last two words are the name."""
    tokens = [match.start() for match in _TOKEN.finditer(phrase, first, last)]
    if len(tokens) < 3:
        return first
    # “Minister of Energy and Mines Khamphet Vongdara”
    if _FIELD_BEFORE.search(phrase[:first]):
        return tokens[1]
    return tokens[-2] if re.search(r"\b(?:of|at|from|for|in) (?:the )?$", phrase[:first]) else first


_FIELD_BEFORE = re.compile(r"\b(?:of|for) (?:the )?(?:[A-Z][\w-]+,? ){1,4}(?:and|&) $")


# “Mercy Hospital”
_HOUSES = frozenset(
    ["hospital", "clinic", "college", "university", "airlines", "school", "academy", "museum"]
)
# Korean family names that are words of English, and a given name behind them.
_FAMILIES = frozenset(
    ["do", "so", "an", "no", "in", "go", "on", "oh", "you", "he", "she", "me", "may", "ban", "now", "park"]
)
_GIVEN_NAME = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}$")
# Titles that are first names.
_GIVEN_TOO = frozenset(["earl", "dean", "duke", "king", "prince", "major", "marshal", "judge", "count"])
_MIDDLE_TOO = sections("names.txt")["middle_too"]
# Titles that stand between names.
_MIDDLE = frozenset(["hafiz", "haji", "seri"])


def _is_no_name(word: str, folded: str, *, opens: bool) -> bool:
    # “Mum-of-two Gemma Hall”, “Fourteen-year-old Arjun Pillai”
    if (
        re.search(r"-(?:of|year|time|based|born)\b", word)
        or _PARTY_TAG.match(word)
        or _DOMAIN.search(word)
        or is_country(word)
        or _is_title(folded)
    ):
        return True
    kinds = ("person_nouns", "organisation_nouns", "group_words", "body_words", "openers")
    if any(folded in _WORDS[kind] for kind in kinds):
        return True
    # “Injecting Clinton”, “Education Stefania Giannini”: what stands before the name.
    gerund = (
        folded.endswith("ing")
        and len(folded) > 6
        and folded not in ("sterling", "channing", "manning", "fleming", "browning")
    )
    return folded in _WORDS["portfolios"] or (opens and gerund)


def _is_title(word: str) -> bool:
    """Also “Attorney-General”, “Sen.-elect” and “Co-author”."""
    parts = _TITLE_ADDED.sub("", word).split("-")
    return all(part.strip(".") in TITLES or part in PERSON_NOUNS for part in parts if part)


_TITLE_ADDED = re.compile(
    r"^(?:co|ex|vice|sub|under)-(?=\w)|-(?:in-(?:charge|chief)|elect|designate|select)$"
)


def _is_person(name: str) -> bool:
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    return (
        bool(words)
        and "_".join(name.casefold().split()) not in _WORDS["companies"]
        and not is_media(name)
        and (
            not names_country(name)
            or (len(words) == 2 and words[0].casefold() in FIRST_NAMES | _WORDS["given_places"])
        )
        and not _ACRONYM.match(words[-1])
        and len(words) <= 5
        and len(name) > 1
    )


def title_words(phrase: str) -> frozenset[str]:
    return frozenset(word for word in name_key(phrase).split() if word in TITLES)


def head_noun(phrase: str) -> str | None:
    """The noun a description turns on: "a senior official at the presidential office" → official."""
    start = re.split(
        r"\b(?:at|in|of|from|with|for|who|on|by|familiar|close|briefed)\b|,", phrase, maxsplit=1
    )[0]
    words = name_key(start).split()
    return words[-1] if words else None


def same_description(head: str, other: str) -> bool:
    """ "The official" may take up a spokesperson, "the spokesman" a spokesman."""
    if head == other:
        return True
    spokes = {"spokesman", "spokeswoman", "spokesperson"}
    return (head == "official" and other in _WORDS["official_like"]) or (head in spokes and other in spokes)


def gender(name: str) -> str | None:
    """What a pronoun may be, from the first name: None where it says nothing."""
    first = name_key(name).split(" ", 1)[0]
    if first in _FEMALE and first not in _MALE:
        return "she"
    return "he" if first in _MALE and first not in _FEMALE else None


def gender_of_words(phrase: str) -> str | None:
    """From a title or noun: “Ms”, “his wife”, “the congressman”; None where there is none, or both."""
    words = set(name_key(phrase).split())
    she, he = words & _WORDS["female_words"], words & _WORDS["male_words"]
    if bool(she) == bool(he):
        return None
    return "she" if she else "he"
