"""Which part of a mention, or what stands behind it, names who speaks."""

import re

from archive.intake.data import sections
from archive.intake.people.names import (
    FIRST_NAMES,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    TITLES,
    head_noun,
    personal_name,
)
from archive.intake.people.places import countries_of, institution_of, is_place
from archive.intake.people.recognised import COMPANY_FORMS
from archive.intake.people.roles import has_office
from archive.intake.spans import Span, stripped

# A stop within a name is that of an initial or a title: “said its director, Inese Kalnina. Nobody answered.”
_NAME_WORD = rf"(?:(?:(?:[A-Z]|{'|'.join(sorted(sections('names.txt')['abbreviated']))})\.)+|[A-Z][\w'’-]*)"
_PARTICLE = "(?:al|el|bin|bint|ibn|da|de|del|den|der|di|dos|la|las|le|los|te|ten|ter|van|von)"
HONORIFICS = sections("names.txt")["honorifics"]
_NAME_SET_OFF = re.compile(
    rf", (?:the [A-Z][a-z]+ (?=[A-Z])|(?P<noun>(?:[a-z-]+ ){{1,3}}))?(?P<name>{_NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_NAME_WORD}){{1,3}})(?=[,;]|\.?(?:\s|$|\"))"
)
# “The boy's mother, Denise, said”: of a person, one word will do.
_FIRST_NAME_SET_OFF = re.compile(r", (?P<name>[A-Z][\w'’-]*[a-z])(?=,)")
# “A woman who gave her name only as Halima”
_OWN_NAME = re.compile(
    r",? who (?:(?:gave|provided) (?:his|her|their|only|just) (?:\w+ ){0,3}?(?:as|,)|(?:identified|named) (?:him|her|them)sel(?:f|ves) (?:only |just )?as|"
    r"(?:asked|wanted|wished) to be (?:identified|named|called) (?:only |just )?(?:as|by (?:his|her|their) first name,)),? [A-Z][\w'’-]+\w"
)
_BY_OTHERS = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)?ed by [^,]+$")
_PLACE_FIRST = re.compile(
    r"[A-Z][a-z]+(?:-[a-z]+)?ed by [^,]+|[A-Z][a-z]{3,}ing|(?:Outside|Inside|Near|Behind|At|In|On|After|Before) [a-z][\w' -]*"
)
_GOES_ON_ABOUT = re.compile(r", (?:\d|an? |who |whose |the [^,.]{1,40}, )")
_FOR_BODY = re.compile(
    rf" (?:for|of|at|from) (?:the |its |a )(?:[a-z-]+ )*(?:{'|'.join(sorted(ORGANISATION_NOUNS))})$"
)
_FOR_AUTHORITY = re.compile(
    r" (?:for|of|at|from) (?:the |its |a )(?:[a-z-]+ )*(?:agency|ministry|department|government|army|navy|police|military|council|court|university|"
    r"commission|embassy|board|bureau|authority|parliament|committee|office|force|service|administration|institute)$"
)
_TWO_NAMES = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z][\w'’-]+")
_COMPANY = re.compile(rf"(?<=[a-z] )(?:[A-Z][\w&'’.-]* )+(?:{'|'.join(sorted(COMPANY_FORMS))})$")
_OWNED_BODY = re.compile(rf"['’]s? (?:[a-z-]+ )?(?:{'|'.join(sorted(ORGANISATION_NOUNS))})$")
_THE_FIRM = re.compile(
    r"[Tt]he (?:company|firm|charity|union|retailer|airline|manufacturer|lender|carrier|startup)"
)
# “the West African bloc ECOWAS”
_KIND_OF_BODY = re.compile(
    rf"(?:[Tt]he )?(?:[\w-]+ )*(?:{'|'.join(sorted(ORGANISATION_NOUNS - PERSON_NOUNS))})(?= |$)"
)
_LETTERS_BEHIND = re.compile(r" [A-Z]{3,}[\w-]*(?=[ ,.]|$)")
_BODY_SET_OFF = re.compile(r", (?P<name>[A-Z][\w'’&-]*(?: [A-Z&][\w'’&-]*){0,4})(?=,)")
_TEXT_OF = re.compile(
    r"(?P<who>[A-Z][^,;:]{1,50}?) ?['’]s? (?:[a-z]+ ){0,2}(?:statement|letter|e-?mail|memo|tweet|post|speech|testimony|remarks|message|reply|blog)$"
)
# “Another passenger, Dev Patel,”, “One of them, Kayla Dunn,”, “Orlov's predecessor, Igor Sanin,”: a name is to follow.
_INTRODUCED = re.compile(
    r"(?:another|one|his|her|their|a|an)\b|[A-Z][\w-]+['’]s (?:[a-z-]+ ){0,2}[a-z-]+$", re.I
)
_HEADED = re.compile(
    r"(?<=\w) (?:(?:is |was )?(?:headed|led|chaired|run|founded|owned|convened|represented)|presided over|set up) by "
)


# “Brig. Gen. Ann Lee”: of titles in short the parser may take the first for all.
_TITLE_LAST = re.compile(
    rf"(?:^|.* )(?:{'|'.join(sorted(sections('names.txt')['abbreviated'] - {'St'}))})\.?$"
)
_REST_OF_NAME = re.compile(rf"\.?(?: (?:{_PARTICLE} ){{0,2}}{_NAME_WORD})+")


_REST_AFTER_PARTICLE = re.compile(rf" (?:bin|bint|ibn)(?: {_NAME_WORD})+")


def _with_rest_of_name(words: str, mention: Span) -> Span:
    if rest := _REST_AFTER_PARTICLE.match(words, mention.end):
        return Span(mention.start, rest.end())
    rest = _TITLE_LAST.match(mention.of(words)) and _REST_OF_NAME.match(words, mention.end)
    return Span(mention.start, rest.end()) if rest else mention


# “President Ann Lee, [whose country] proposed the fund, accused …”: who stands before it.
_WHOSE = re.compile(r"whose [\w -]+$")
_UP_TO_WHOSE = re.compile(rf"(?:{_NAME_WORD} )+(?:{_PARTICLE} )?{_NAME_WORD}, $")


def _before_whose(words: str, mention: Span) -> Span:
    if not _WHOSE.match(mention.of(words)):
        return mention
    floor = max(0, mention.start - 90)
    named = _UP_TO_WHOSE.search(words, floor, mention.start)
    return Span(named.start(), named.end() - 2) if named and personal_name(named.group()[:-2]) else mention


def speaking_part(words: str, mention: Span) -> Span:
    mention = _acronym(words, _with_rest_of_name(words, _before_whose(words, mention)))
    mention = _one_of_them(words, mention)
    return _with_name_after(words, _without_head(words, _author_of(words, mention)))


def behind_place(words: str, mention: Span, cue: Span | None) -> Span:
    """“Outside court her brother, Pat, said”: where, which the parser takes for who."""
    if cue is None or cue.start <= mention.end:
        return mention
    if (named := _named_before(words, mention, cue)) is not None:
        return named
    if not _PLACE_FIRST.fullmatch(mention.of(words)):
        return mention
    start = mention.end + words.startswith(",", mention.end)
    rest = words[start : cue.start].split(",")[0]
    # “Cross-examined by Rory Hanlon SC, for the accused, Ms Foy accepted”
    if _BY_OTHERS.match(mention.of(words)) and (last := words[start : cue.start].rpartition(",")[2]).strip():
        start, rest = cue.start - len(last), last
    who = stripped(words, Span(start, start + len(rest)))
    return who if who.end > who.start else mention


# “, chief operating officer Ann Lee on Monday [said]”
_BEFORE_VERB = re.compile(
    rf"^[^\"]*, (?P<who>(?:[a-z-]+ ){{0,4}}(?:(?:of|for|and) |{_NAME_WORD} )+?{_NAME_WORD})(?: (?:on )?\w+day(?: \w+)?| (?:also|later|has|had))? $"
)


# “On cross-[examination] last week, Ms. Falk conceded”
_ADDRESSED = re.compile(
    rf"^[^\",]*, (?P<who>(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Judge|Justice)\.? {_NAME_WORD}(?: {_NAME_WORD})*)(?: (?:also|later))? $"
)


def _named_before(words: str, mention: Span, cue: Span) -> Span | None:
    """“At Mercy General, the largest hospital, chief operating officer Ann Lee said”: of the clause the parser took another noun."""
    behind = words[mention.end : cue.start]
    match = _BEFORE_VERB.match(behind) if len(behind) < 200 else None
    if match is not None:
        who = match["who"]
        name = personal_name(who)
        whole = name is not None and name.end == len(who) and " " in who[name.start :]
        if name is not None and whole and has_office(who[: name.start]):
            return Span(*(mention.end + at for at in match.span("who")))
    phrase = mention.of(words)
    deed = phrase.islower() and " " not in phrase and head_noun(phrase) not in PERSON_NOUNS | TITLES
    addressed = _ADDRESSED.match(behind[:200]) if deed else None
    return Span(*(mention.end + at for at in addressed.span("who"))) if addressed else None


# “A Western Australian council”, “the state news agency”, but “a Reuters poll”.
_INDEFINITE = re.compile(
    r"(?:An?|an?|[Oo]ne|[Aa]nother) .*\b(?:company|firm|council|court|charity|bank|union|group|party|agency|club|team|school|college|hospital|university)$"
)


def is_kind_of_body(mention: str, phrase: str) -> bool:
    """No name: what stands behind an article is only what sort of body it is."""
    small = phrase != mention and phrase.split()[0].islower()
    return small or _INDEFINITE.match(mention) is not None


def naming_part(words: str, mention: Span) -> Span:
    """Of the mention of a body."""
    return _company(words, _with_its_name(words, mention))


def _author_of(words: str, mention: Span) -> Span:
    """“Cornyn's statement added”: it is Cornyn who speaks."""
    match = _TEXT_OF.match(mention.of(words))
    named = match is not None and personal_name(match["who"]) is not None
    return Span(mention.start, mention.start + match.end("who")) if match and named else mention


def _without_head(words: str, mention: Span) -> Span:
    """“a bench headed by Justice Ann Lee”: it is the bench that speaks."""
    match = _HEADED.search(mention.of(words))
    return Span(mention.start, mention.start + match.start()) if match else mention


# “The main witness, the firm's former treasurer, Ines Falk, testified”
_WHO_ELSE = re.compile(
    rf", (?P<role>(?:the|an?|his|her|its|their) (?:[a-z-]+(?:['’]s)? ){{0,4}}[a-z-]+)(?=, {_NAME_WORD}(?: {_NAME_WORD}){{1,2}}, (?!and\b))"
)
# “one of them, a town councillor who asked not to be named”
_ONE = re.compile(r"(?:[Oo]ne of (?:them|the \w+)|[Aa]nother|[Aa] (?:second|third))$")
_WHAT_THEY_ARE = re.compile(r", an? (?P<what>(?:[a-z-]+ ){0,3}[a-z-]+)(?= who\b| from\b|[,.;\"])")


def _one_of_them(words: str, mention: Span) -> Span:
    what = _ONE.match(mention.of(words)) and _WHAT_THEY_ARE.match(words, mention.end)
    return Span(*what.span("what")) if what and has_office(what["what"]) else mention


def _with_name_after(words: str, mention: Span) -> Span:
    """“Russia's ambassador to North Korea, Alexander Matsegora,”: the name is set off by commas."""
    phrase = mention.of(words)
    if (of_body := _with_person_of_body(words, mention)) is not None:
        return of_body
    one = re.match(r"(?:the|The|a|A|an|An) |.*['’]s ", phrase) and head_noun(phrase) in PERSON_NOUNS | TITLES
    described = has_office(phrase) or _INTRODUCED.match(phrase) or one
    if not described or personal_name(phrase) is not None:
        return mention
    if (own := _OWN_NAME.match(words, mention.end)) is not None:
        return Span(mention.start, own.end())
    between = _WHO_ELSE.match(words, mention.end)
    end = between.end() if between and has_office(between["role"]) else mention.end
    match = _NAME_SET_OFF.match(words, end)
    if match is not None and match["noun"] and not has_office(match["noun"]):
        return mention
    if match is None and head_noun(phrase) in PERSON_NOUNS:
        match = _FIRST_NAME_SET_OFF.match(words, mention.end)
    if match is None or personal_name(match["name"]) is None or is_place(match["name"]):
        return mention
    # “According to the officer, Ann Lee, 30, was shot”: she did not say so.
    by = words[max(0, mention.start - 13) : mention.start].endswith("ccording to ")
    other = by and _GOES_ON_ABOUT.match(words, match.end())
    # “A spokesman for the manufacturer, Kessler-Broome,”: that is the manufacturer's name.
    given = FIRST_NAMES | HONORIFICS
    for_body = _FOR_BODY.search(phrase) and match["name"].split()[0].casefold().strip(".") not in given
    # “A spokesperson for the agency, Bree Holcomb,”: agencies have no such names.
    for_body = for_body and not (_FOR_AUTHORITY.search(phrase) and _TWO_NAMES.fullmatch(match["name"]))
    return mention if other or for_body else Span(mention.start, match.end())


def is_named_after(words: str, end: int) -> bool:
    """“A Health Ministry spokesman, Igor Ban,”: no unnamed source."""
    match = _NAME_SET_OFF.match(words, end)
    return match is not None and not match["noun"] and personal_name(match["name"]) is not None


def _acronym(words: str, mention: Span) -> Span:
    """“The West African bloc [ECOWAS]”; a country stays beside what it owns."""
    kind = _KIND_OF_BODY.match(words, mention.start, mention.end)
    letters = kind and _LETTERS_BEHIND.match(words, kind.end())
    if letters is None or letters.end() < mention.end or countries_of(kind.group() if kind else ""):
        return mention
    return Span(letters.start() + 1, letters.end())


def _with_its_name(words: str, mention: Span) -> Span:
    """“Ekici's union, Tabipler, said”, “The company, Norrvik Feed, said”: the body is named after its description."""
    phrase = mention.of(words)
    match = (_OWNED_BODY.search(phrase) or _THE_FIRM.fullmatch(phrase)) and _BODY_SET_OFF.match(
        words, mention.end
    )
    named = match is not None and (personal_name(match["name"]) or _is_of_firm(phrase, match["name"]))
    return Span(*match.span("name")) if match and named else mention


def _is_of_firm(phrase: str, name: str) -> bool:
    words = name.split()
    return _THE_FIRM.fullmatch(phrase) is not None and len(words) > 1 and not is_place(name)


def _company(words: str, mention: Span) -> Span:
    """“State-owned operator [Cape Terminals Ltd]”"""
    match = _COMPANY.search(mention.of(words))
    return Span(mention.start + match.start(), mention.end) if match else mention


_PERSON_OF_BODY = re.compile(
    r" \([A-Z]\w{1,8}\) (?!(?:\w+(?:ed|s)|told|said|met|sent) )(?:[a-z-]+ ){1,5}[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*\w){1,2}"
)


def _with_person_of_body(words: str, mention: Span) -> Span | None:
    """“[Country Fire Authority] (CFA) deputy chief officer Grant Field”: a bracket ends no mention."""
    behind = _PERSON_OF_BODY.match(words, mention.end)
    return Span(mention.start, behind.end()) if behind and personal_name(behind.group()) else None


def is_headed_by_body(phrase: str) -> bool:
    head = head_noun(phrase) or ""
    if head in PERSON_NOUNS | TITLES and head not in ORGANISATION_NOUNS:
        return False
    words = phrase.split()
    firm = bool(words) and words[-1] in COMPANY_FORMS and words[-1].casefold() == head
    return (
        firm
        or head in ORGANISATION_NOUNS
        or (institution_of(phrase)[0] is not None and personal_name(phrase) is None)
    )
