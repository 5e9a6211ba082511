"""The office beside a name, as printed: “U.S. Secretary of State [Antony Blinken]”, “[Lucas Oyelaran], a spokesman for …”."""

import re

from archive.intake.people.places import is_country
from archive.intake.spans import Span, stripped

_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its)\s+", re.I)
_APPOSITION = re.compile(
    r"\s*,\s(?P<role>(?:the |an? |his |her |its |their )?[^,;:.()\"“”]{3,110}?(?:[A-Z]\.[^,;:.()\"“”]{0,60}?)*)(?=,|;|\.(?:\s|$)|$)"
)
ROLE_WORD = re.compile(
    r"\b(?:president|secretary|minister|premier|chancellor|chair\w*|spokes\w+|senator|sen\.|rep\.|representative|congress\w+|governor|gov\.|mayor|"
    r"ambassador|envoy|director|deputy|chief|judge|justice|attorney|general|leader|speaker|manager|coach|officer|official|editor|"
    r"professor|analyst|adviser|advisor|strategist|counsel\w*|consultant|researcher|economist|scientist|founder|co-founder|executive|head|"
    r"member|lawyer|prosecutor|investigator|expert|fellow|candidate|nominee|author|curator|student|teacher|activist|pollster|commissioner|"
    r"commander|admiral|colonel|captain|king|queen|prince|democrat|republican|D-[A-Z]|R-[A-Z]|correspondent|reporter|columnist|aide|who leads|"
    r"coordinator|organizer|instructor|treasurer|administrator|superintendent|sheriff|host|surrogate|ceo|vice|detective|analysts|reporters)\b",
    re.I,
)


def role_beside(words: str, name: Span) -> Span | None:
    """Before the name, set off by a comma after it, or set off before it."""
    return role_before(words, name) or _role_after(words, name) or _role_set_before(words, name)


def role_before(words: str, name: Span) -> Span | None:
    """“U.S. Secretary of State [Antony Blinken]”: from the last boundary before the name, if it holds an office."""
    left = words[max(0, name.start - 110) : name.start]
    match = re.search(
        r"(?P<role>(?:[\w.'’&/-]+ (?:of |for |to |at |the |and )*){1,14})$",
        re.split(r"[,;:()\"–—]|(?<=[a-z])\. ", left)[-1],
    )
    if match is None:
        return None
    words_left = match["role"]
    start = name.start - len(words_left)
    cut = _last_verbal(words_left)
    span = stripped(words, Span(start + cut, name.start))
    return bare_role(words, span) if ROLE_WORD.search(span.of(words)) else None


_VERBAL = re.compile(
    r"\b(?:said|says|told|with|that|by|from|as|when|while|after|before|met|meeting|between|but|because|although|if|is|was|are|were|"
    r"has|had|have|will|would|\w+ed|\w+day|into|in|on|Amid|During|including|like|than|over|about|against|who|which|whose|where|and|or|to)\s",
)


def _last_verbal(phrase: str) -> int:
    """Where the noun phrase before a name begins: after the last verb or preposition that is not inside a title."""
    end = 0
    for match in _VERBAL.finditer(phrase):
        rest = phrase[match.end() :]
        if (
            match.group().strip() in ("to", "and", "or", "in", "on")
            and ROLE_WORD.search(phrase[end : match.start()])
            and not ROLE_WORD.search(rest)
        ):
            continue
        end = match.end()
    return end


def bare_role(words: str, span: Span) -> Span:
    match = _ARTICLE.match(span.of(words))
    return stripped(words, Span(span.start + (match.end() if match else 0), span.end))


def body_in(phrase: str) -> str | None:
    match = re.search(
        r"\b(?:[A-Z][\w.'’&-]* (?:of (?:the )?|for |and )?)*(?:Ministry|Department|Office|Agency|Council|Committee|Commission|University|Institute|"
        r"Association|Party|Bank|Court|Board|Bureau|Center|Centre|Foundation|Union|Authority|Administration|Police|Army|Church|Company|Corp|Inc)"
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


def _role_after(words: str, name: Span) -> Span | None:
    match = _APPOSITION.match(words, name.end, name.end + 200)
    if (
        match is None
        or not ROLE_WORD.search(match["role"])
        or re.match(r"(?:who|which|and|but|said)\b", match["role"])
    ):
        return None
    return bare_role(words, Span(*match.span("role")))


def _role_set_before(words: str, name: Span) -> Span | None:
    """Russia's ambassador to North Korea, [Alexander Matsegora],"""
    left = words[max(0, name.start - 120) : name.start]
    match = re.search(r"(?:^|[,.;] |\b(?:but|and|while|by|to|that|said) )(?P<role>[^,;:.\"]{4,110}), $", left)
    if match is None or not ROLE_WORD.search(match["role"]):
        return None
    start = max(0, name.start - 120) + match.start("role")
    return bare_role(words, Span(start, start + len(match["role"])))
