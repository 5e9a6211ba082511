"""The office printed at a mention: “U.S. Secretary of State [Antony Blinken]”, “[Lucas Oyelaran], a spokesman for …”.

Never over the edge of the paragraph, never another person's, never a clause.
"""

import re
from collections.abc import Callable

from archive.intake.data import sections
from archive.intake.people.names import FIRST_NAMES, head_noun
from archive.intake.people.places import is_country, is_media, is_place
from archive.intake.spans import Span, stripped

_ARTICLE = re.compile(r"^(?:the|a|an|another|his|her|their|its)\s+", re.I)
_APPOSITION = re.compile(
    r"(?:\s*\([^()]{1,30}\))?(?:, (?:[A-Z]C|\d\d))?\s*,\s(?P<role>(?:the |an? |his |her |its |their )?[^,;:.()\"“”]{3,110}?(?:[A-Z]\.[^,;:.()\"“”]{0,60}?)*)(?=,|;|\.(?:\s|$)|\s\(|$| who | (?:also |later |then )?(?:said|says|told|tells|wrote|writes|added|adds)\b)"
)
_NAMED = sections("names.txt")
_OFFICES = (_NAMED["titles"] | _NAMED["offices"]) - _NAMED["honorifics"] - _NAMED["no_offices"]
_OFFICE_BEGINS = ("chair", "spokes", "congress", "counsel")
_OFFICE_ENDS = ("ologist", "onomer", "ographer")
_WHO_LEADS = re.compile(r"\bwho leads\b|\bfirst lady\b", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
# What a role phrase may not begin with: what came before it in the sentence.
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December|[JFMASOND][a-z]{2}\\.)"
_DATED = re.compile(rf"^(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?,? ")
_LEAD = re.compile(
    r"^(?:(?:(?:speech|statement|letter|interview|address|report|tweet|memo|testimony|e-?mail|article|post|message|remarks|briefing|lecture|"
    r"column|essay|hearing|sermon)(?= [A-Z])|words of(?: the)?|But|And|Or|So|Yet|Because|As|With|That|While|When|After|Before|Although|Though|If|Then|Meanwhile|Also|However|In|On|At|"
    r"(?:in|In) the words of|By|For|From|To|Even|Only|Since|Like|Unlike|Despite|Later|Earlier|Still|According to|both|and|but|or|that|as|while|with|to|by|"
    r"said|says|told|Said|Says|quoting|citing|including|"
    r"(?:recall|add|explain|note|write|argue|warn|joke|insist|admit|believe|think|laugh|sigh|tell|agree|remember|ask|answer|claim|stress|observe|predict)s|"
    r"(?:[\w ]{1,30} )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|shortly|just|soon) (?:after|before)|after|before|when|because|although|"
    r"(?!acting|Acting|leading|Leading|retired|Retired|sitting|ruling|visiting|outgoing|incoming|founding|managing|Managing|ranking|"
    r"commanding|appointed|elected|presiding|training|marketing|engineering|nursing|housing|planning|operating|Operating|"
    r"United|Armed|Red|Attending|Sterling|Coordinating|Governing|Sporting|Banking|Mining|Consulting|Contributing|Publishing|Broadcasting|Policing|Associated|Combined|Allied)[A-Za-z]+(?:ing|ed))[,]?\s+)+"
)
# “National Police spokesman Brig. Gen.”, “Opposition leader Datuk Seri”, “Election commission chair Judge”: of the name, not of the office.
_TRAILING = re.compile(
    rf"(?<!\b[Ll]t\.)(?<!\b[Mm]aj\.)(?<!\b[Aa]ttorney)(?<!\b[Ss]olicitor)(?: (?:{'|'.join(sorted(_NAMED['honorifics'] | {short.casefold() for short in _NAMED['abbreviated']} - {'st'}))})\.?)+$"
    r"|(?<=chair|ident|irman|woman|erson|ioner| head)(?: (?:Chief|Retired))? (?:Judge|Justice|Bishop|Minister)$"
    r"|(?<=neral|ector|ellor|ister|ident|chair|irman|erson|ioner|etary|ficer| head) Professor$",
    re.I,
)
# “government spokesman Colonel”, “Governor Colonel”; but “Governor General”, “Chief Inspector”.
_ARMED = "Lieutenant|Brigadier|Colonel|Captain|Major|Rear|Vice|Admiral|Commodore|Sergeant|Air|Squadron"
_TRAILING_RANK = re.compile(
    rf"(?:(?<=spokesman)|(?<=spokeswoman)|(?<=spokesperson)|(?<=[Mm]inister)|(?<=leader)|(?<=[Pp]resident)|(?<=[Cc]hairman)|(?<= head))"
    rf" (?:(?:{_ARMED}|General|Superintendent|Inspector|Commander|Chief|Marshal)(?:[ -]|$))+$"
    rf"|(?:(?<=[Cc]hief)|(?<=[Gg]overnor)|(?<=[Dd]irector)|(?<=[Cc]ommander))(?: (?:{_ARMED})(?:[ -](?:{_ARMED}|General|Marshal))*)$"
)
# “a 52-year-old nurse”
_OF_AGE = re.compile(r"^(?:\w+-)?\w+-year-old ")
# “and the councilman's sister-in-law”
_AND_KIN = re.compile(
    r",? and (?:(?:the|his|her|their|a) )?(?:[\w'’]+['’]s? )?(?:mother|father|grandmother|grandfather|brother|sister|son|daughter|wife|husband|aunt|uncle|cousin|niece|nephew)(?:-in-law)?$"
)
# “a resident of Basra to Reuters”: whom they told.
_TOLD = re.compile(r" (?:to|told|in an interview with) (?:the )?(?P<whom>[A-Z][\w.'& -]+)$")
_UNFINISHED = re.compile(
    r" (?:to|of|for|with|by|and|in|at|from|on|the|spoke|met|representing|covering)$|\band (?:his|her|their)\b"
)
# “Ewa Kaczmarek, told reporters”: the sentence goes on.
_NO_APPOSITION = re.compile(
    r"(?:who|which|and|but|or|as|in|on|at|said|says|told|tells|wrote|writes|has|had|is|was|will|would|met|spoke|"
    r"(?!retired|appointed|elected|acting|leading|sitting|ruling|former)\w+(?:ed|ing))\b"
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|said|says|told|who|which|whose|when|where)\b"
)


def has_office(phrase: str) -> bool:
    """Whether a word of it is what somebody is: “chief executive of Hale & Co.”, “Dame” not."""
    return any(
        word in _OFFICES or word.startswith(_OFFICE_BEGINS) or word.endswith(_OFFICE_ENDS)
        for word in _WORD.findall(phrase.casefold())
    ) or bool(_WHO_LEADS.search(phrase))


def roles_at(words: str, name: Span, edge: Span, others: Callable[[Span], bool]) -> list[Span]:
    """Before the name, set off by a comma after it, or set off before it; a bare rank last. `edge` is the paragraph;
    `others` says whether somebody else is named in a stretch."""
    before = role_before(words, name, edge)
    # “The mediator, former judge Ann Lee”
    first = None
    if before and before.of(words).islower() and words.endswith(", ", 0, before.start):
        first = _role_set_before(words, before, edge)
    found = (first, before, _role_after(words, name, edge), _role_set_before(words, name, edge))
    cleaned = [role for span in found if span and (role := _cleaned(words, span, others))]
    return sorted(cleaned, key=lambda span: (_is_of_party(span.of(words)), _is_rank(span.of(words))))


_OF_PROFESSORS = frozenset(
    ["associate", "assistant", "adjunct", "emeritus", "emerita", "distinguished", "visiting"]
)


def says_little(role: str) -> bool:
    """“Gen.”, “Cllr”, “a Columbus Democrat”: a fuller office of the same person says more."""
    return _is_rank(role) or _is_of_party(role)


def _is_rank(role: str) -> bool:
    *before, last = _WORD.findall(role.casefold()) or [""]
    if last in ("emeritus", "emerita") and before:
        last = before.pop()
    kinds = _NAMED["ranks"] | _NAMED["honorifics"]
    return last in kinds and all(word in kinds or word in _OF_PROFESSORS for word in before)


def _is_of_party(role: str) -> bool:
    return head_noun(role) in _NAMED["party_people"]


def _cleaned(words: str, span: Span, others: Callable[[Span], bool]) -> Span | None:
    span = bare_role(words, span)
    while (lead := _LEAD.match(span.of(words)) or _DATED.match(span.of(words))) is not None:
        span = bare_role(words, Span(span.start + lead.end(), span.end))
    # “sent to managers by the director”, “22 million francs for Chief Executive”: what was done or paid, and to whom.
    deed = _DEED.match(span.of(words))
    if deed and not has_office(deed["deed"].rpartition(" to ")[0] or deed["deed"]):
        span = bare_role(words, Span(span.start + deed.end(), span.end))
    trailing = _TRAILING.search(span.of(words))
    if trailing and has_office(span.of(words)[: trailing.start()]):
        span = Span(span.start, span.start + trailing.start())
    for behind in (_TRAILING_RANK, _AND_KIN):
        added = behind.search(span.of(words))
        span = Span(span.start, span.start + added.start()) if added else span
    told = _TOLD.search(span.of(words))
    span = Span(span.start, span.start + told.start()) if told and is_media(told["whom"]) else span
    role = span.of(words)
    if not has_office(role) or _CLAUSE.search(role) or _UNFINISHED.search(role) or others(span):
        return None
    return None if names_somebody(role) else span


_DEED = re.compile(r"(?P<deed>.+) (?:by|for) (?=\S)")


def names_somebody(role: str) -> bool:
    return any(
        word.casefold() in FIRST_NAMES - _NAMED["given_places"] and not is_place(word)
        for word in re.findall(r"(?<![\w-])[A-Z][a-z]+(?![\w-])", role)
    )


_NO_TITLE = "".join(rf"(?<!\b{title})" for title in sorted(_NAMED["abbreviated"]))


def role_before(words: str, name: Span, edge: Span) -> Span | None:
    """“U.S. Secretary of State [Antony Blinken]”: from the last boundary before the name, if it holds an office."""
    left = words[max(edge.start, name.start - 110) : name.start]
    match = re.search(
        r"(?P<role>(?:[\w.'’&/-]+ (?:of |for |to |at |in |the |and )*){1,14})$",
        re.split(rf"[,;:()\"–—]|(?:(?<=[a-z])|(?<=\d)|(?<=[A-Z]{{3}})){_NO_TITLE}\. ", left)[-1],
    )
    if match is None:
        return None
    words_left = match["role"]
    start = name.start - len(words_left)
    cut = _last_verbal(words_left)
    span = stripped(words, Span(start + cut, name.start))
    return bare_role(words, span) if has_office(span.of(words)) else None


_VERBAL = re.compile(
    r"\b(?:said|says|told|tells|with|that|by|from|as|when|while|after|before|met|meeting|between|but|because|although|if|is|was|are|were|"
    r"has|had|have|will|would|(?!retired|Retired|appointed|elected|United)\w+ed|\w+day|into|in(?! [Cc]h(?:arge|ief)\b)|on|Amid|During|including|like|than|over|about|against|alongside|beside|besides|under|within|without|for the first time|who|which|whose|where|and|or|to)\s",
)


_SERVES = re.compile(
    r"\b(?:advis[eo]r|aide|assistant|secretary|envoy|ambassador|deputy|counsel\w*|representative|consultant|physician|chaplain|lawyer) $",
    re.I,
)


def _last_verbal(phrase: str) -> int:
    """Where the noun phrase before a name begins: after the last verb or preposition that is not inside a title."""
    end = 0
    for match in _VERBAL.finditer(phrase):
        rest = phrase[match.end() :]
        if match.group().strip() == "to" and _SERVES.search(phrase[end : match.start()]):
            continue
        if (
            match.group().strip() in ("to", "and", "or", "in", "on")
            and has_office(phrase[end : match.start()])
            and not has_office(rest)
        ):
            continue
        end = match.end()
    return end


def bare_role(words: str, span: Span) -> Span:
    # “… really”. Team principal”
    span = Span(span.end - len(span.of(words).lstrip(" .,;\"'")), span.end)
    for lead in (_ARTICLE, _OF_AGE):
        match = lead.match(span.of(words))
        span = stripped(words, Span(span.start + (match.end() if match else 0), span.end))
    return span


def body_in(phrase: str) -> str | None:
    match = re.search(
        r"\b(?:[A-Z][\w.'’&-]* (?:of (?:the )?|for |and )?)*(?:Ministry|Department|Office|Agency|Council|Committee|Commission|University|Institute|"
        r"Association|Party|Bank|Court|Board|Bureau|Center|Centre|Foundation|Union|Authority|Administration|Police|Army|Church|Company|Corp|Inc)\b"
        r"(?: (?:of|for|on) (?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+)*)?",
        phrase,
    )
    if match:
        return match.group()
    match = re.search(
        r"\b(?:for|of|at|from|with) (?:the )?((?:[A-Z][\w.'’&-]*)(?: (?:of |and |for )?[A-Z][\w.'’&-]*)*)",
        phrase,
    )
    return match[1] if match and not is_country(match[1]) else None


def _role_after(words: str, name: Span, edge: Span) -> Span | None:
    match = _APPOSITION.match(words, name.end, min(edge.end, name.end + 200))
    if match is None or not has_office(match["role"]) or _NO_APPOSITION.match(match["role"]):
        return None
    return bare_role(words, Span(*match.span("role")))


_ADDRESS = rf"(?i:{'|'.join(sorted(_NAMED['honorifics'] | _NAMED['ranks'] | _OF_PROFESSORS | {'asp', 'sp', 'dsp', 'judge', 'justice'}))})"


_ANOTHERS = re.compile(
    r"\b(?:with|beside|alongside|from|by|after|before|against|to) (?:his|her|their)\b|\b[Cc]ounterpart\b"
)


_WITH_OTHERS = re.compile(r"(?:^|[.!?\"]\s+)[A-Z][a-z]+(?:-[a-z]+)?ed by [^,;:.]*$")


def _role_set_before(words: str, name: Span, edge: Span) -> Span | None:
    """Russia's ambassador to North Korea, [Alexander Matsegora],"""
    floor = max(edge.start, name.start - 120)
    left = words[floor : name.start]
    match = re.search(
        rf"(?:^|[,.;\"] |\b(?:but|and|while|by|to|that|said) )(?P<role>(?:[^,;:.\"]|(?<=[A-Z])\.){{4,110}}), (?:{_ADDRESS}\.?[ -]){{0,3}}$",
        left,
    )
    # “Speaking beside his Kazakh counterpart, Ann Lee said”: the office is somebody else's.
    if match is None or not has_office(match["role"]) or _ANOTHERS.search(match["role"]):
        return None
    # “Joined by two ministers, Ann Lee said”
    if _WITH_OTHERS.search(left, 0, match.end("role")):
        return None
    start = floor + match.start("role")
    return bare_role(words, Span(start, start + len(match["role"])))
