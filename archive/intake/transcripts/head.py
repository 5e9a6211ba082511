"""The head of a transcript: title, place, day and hour, and who is announced to speak."""

import re
from dataclasses import dataclass, field
from datetime import date, time

from archive.intake.languages.table import languages

_ENGLISH = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|"
    "december dec"
)
# Beside those of the languages whose statements are found.
_OTHERS = [
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "jänner feber",
]
MONTHS = {name: n for n, names in enumerate(_ENGLISH.split("|"), 1) for name in names.split()}
for _names in (*(language.months for language in languages().values()), *map(str.split, _OTHERS)):
    for _number, _name in enumerate(_names, 1):
        MONTHS.setdefault(_name, _number)
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_WORDED = re.compile(
    rf"\b(?:(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?\s*(?:(?:of|de|di)\s+)?(?P<m2>{_MONTH})\.?,?\s+(?:(?:de|del)\s+)?)"
    r"(?P<y>\d{4})(?!\d)",
    re.I,
)
_NUMBERS = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\d/])"
)
_ISO = re.compile(
    r"\b(?P<y>\d{4})(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})\b|\s?[年년]\s?(?P<m2>\d{1,2})\s?[月월]\s?(?P<d2>\d{1,2})\s?[日일])"
)
_HOUR = re.compile(
    r"\b(?P<h>\d{1,2})(?::(?P<min>\d{2}))?\s*(?P<half>[AP])\.?\s?M\.?,?\s*(?:\(?(?P<zone>[A-Z]{2,5}\b|Local|[A-Z][a-z]+ Standard)(?:\s+time)?\)?)?",
    re.I,
)
_AMERICAN = re.compile(r"\b(?:[ECMP][SD]T|White House|Washington|Air Force One)\b")
_RELEASE = re.compile(r"for immediate release", re.I)
_RULE = re.compile(r"[_=*\-–—\s]{3,}")
_LETTERHEAD = re.compile(
    r"^(?:the white house.*|.*office of the .{3,40}|press (?:briefing|gaggle|conference)|for immediate release.*|by|transcript)$",
    re.I,
)
# In a head that runs on in one line: who briefs, in capitals, before the place, and the first label after it.
_BYLINE = re.compile(r"^(?:[A-Z]{2,}\.?[ ]+){2,}(?=[A-Z][a-z]|[A-Z]\.)")
_LETTERS_ALONE = re.compile(r"\s+[A-Z]$")
_SOMEWHERE = re.compile(
    r"\b(?:(?i:room|hotel|aboard|en route|house|hall|center|centre|palace|base|building|embassy|garden|studio|airport|school|"
    r"university)|[A-Z][\w.]+, (?:[A-Z][\w.]+ ?){1,3}|D\.C\.)(?:\b|$)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """`day_span` is where the day is printed; `day_why_open` says why one that is printed was not taken."""

    title: str = ""
    place: str = ""
    day: date | None = None
    day_span: tuple[int, int] | None = None
    day_why_open: str = ""
    hour: time | None = None
    zone: str = ""
    lines: list[str] = field(default_factory=list)


def head(text: str, end: int) -> Head:
    """What stands before `end`, where the first speaker's label stands; at most 4,000 characters are looked at."""
    before = text[: min(end, 4_000)]
    lines = [" ".join(line.split()) for line in re.split(r"\n|[ \t\u00a0]{2,}", before)]
    lines = [line for line in lines if line and not _RULE.fullmatch(line)]
    title = lines[0].strip("*_# ") if lines else ""
    day, printed, why_open = _day(before, lines, bool(_AMERICAN.search(text[: end + 200])))
    hour, zone = _hour(before)
    return Head(title, _place(lines[1:]), day, _stands(before, printed), why_open, hour, zone, lines)


def _day(before: str, lines: list[str], american: bool) -> tuple[date | None, str, str]:
    """The day of release first, then the title's, then any other of the head: the day, as printed, or why not."""
    released = _RELEASE.search(before)
    places = [before[released.end() : released.end() + 300]] if released else []
    why = ""
    for place in (*places, *lines):
        for match in sorted(
            (*_WORDED.finditer(place), *_NUMBERS.finditer(place), *_ISO.finditer(place)),
            key=lambda m: m.start(),
        ):
            day, reason = _read_day(match, american)
            if day:
                return day, match[0], ""
            why = why or reason
    return None, "", why


def _stands(before: str, printed: str) -> tuple[int, int] | None:
    """Where the words of a line of the head stand in the text, whatever blanks are between them."""
    match = re.search(r"\s+".join(map(re.escape, printed.split())), before) if printed else None
    return match.span() if match else None


def _read_day(match: re.Match[str], american: bool) -> tuple[date | None, str]:
    parts = match.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        year += 2000 if year < 100 else 0
        if not american and first <= 12 and second <= 12 and first != second:
            return None, f"“{match[0]}” may be the {first}th or the {second}th: day first or month first?"
        month, day = (first, second) if second > 12 or (american and first <= 12) else (second, first)
    else:
        named, day = parts["m"] or parts["m2"], int(parts["d"] or parts["d2"])
        month = int(named) if named.isdecimal() else MONTHS[named.lower()]
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, f"“{match[0]}” is no day"


def _hour(before: str) -> tuple[time | None, str]:
    """The last hour of the head: the one that stands right before the first words."""
    for match in reversed(list(_HOUR.finditer(before))):
        hour, minute = int(match["h"]), int(match["min"] or 0)
        if 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if match["half"] in "Pp" else 0), minute), match["zone"] or ""
    return None, ""


def _place(lines: list[str]) -> str:
    """The lines just above the hour that name a place; none where the head runs on in one line."""
    places: list[str] = []
    for line in lines:
        bare = _LETTERS_ALONE.sub("", _BYLINE.sub("", _HOUR.sub("", _WORDED.sub("", line)))).strip(" ,;()")
        if (
            bare
            and len(bare) < 80
            and not _LETTERHEAD.match(bare)
            and not bare.isupper()
            and _SOMEWHERE.search(bare)
        ):
            places.append(bare)
    return ", ".join(dict.fromkeys(places[:3]))
