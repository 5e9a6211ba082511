"""Title, outlet, agency and publication date: only what the text supports, otherwise unknown."""

import datetime as dt
import re
from collections.abc import Iterator

from archive.intake.page.korean import reporters_in
from archive.intake.page.lines import BODY, HEADING
from archive.intake.results import Line, Metadata
from archive.intake.spans import Span, word_count

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_FULL_DATES = (
    re.compile(r"(?P<year>(?:19|20)\d\d)[-./] ?(?P<number>\d{1,2})[-./] ?(?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"\b{_MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b", re.I),
)
_UPDATED = re.compile(r"^(?:last )?(?:updated|modified)", re.I)
_PUBLISHED = re.compile(r"\b(?:first )?(?:published|posted)\b", re.I)
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,40}[A-Za-z ,.]{0,20}(?:\(\w[\w .]{1,20}\) )?[–—-]{1,2} ")

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?)?,?\s*(?:by )?"
    r"(?P<name>[^\W\d_][^.|(©]{1,60}?)\s*(?=\(|\.|\||,? all rights|$)",
    re.I,
)
_BIOGRAPHY_OUTLET = re.compile(
    r"(?:[Bb]efore (?:joining|coming to)|[Jj]oined|is an? [\w -]{0,30}(?:reporter|correspondent|editor|writer|journalist)"
    r" (?:at|for|with)) (?P<name>(?:[Tt]he )?[A-Z][\w'’&.-]*(?: (?:of |and )?[A-Z][\w'’&-]*){0,5})"
)
# Names a dateline or a bracketed credit gives to agencies.
AGENCIES = {
    "뉴시스": "Newsis",
    "newsis": "Newsis",
    "연합뉴스": "Yonhap News Agency",
    "yonhap": "Yonhap News Agency",
    "reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "kyodo": "Kyodo News",
    "upi": "United Press International",
    "dpa": "dpa",
    "ani": "ANI",
    "pti": "Press Trust of India",
    "efe": "EFE",
    "ansa": "ANSA",
    "kcna": "KCNA",
    "bloomberg": "Bloomberg",
    "anadolu": "Anadolu Agency",
    "ians": "IANS",
}
_CREDIT = re.compile(r"^[\[(](?:[^\[\]()=]{1,20}=)?(?P<name>[^\[\]()=]{2,25})[\])]$")
_DATELINE_AGENCY = re.compile(
    r"^(?:[A-Z][\w .,'’/-]{1,60}?)?\((?P<name>[A-Za-z][\w .]{1,22})\)\s*(?:[–—-]{1,2}|—)\s"
)
_WRITTEN_BY = re.compile(
    r"\b(?:By|BY|by) (?P<names>[^\W\d_][\w.'’-]*(?:,? (?:and |[^\W\d_])[\w.'’-]*){0,10})"
)
_BEHIND_NAMES = re.compile(rf"[ ,|]+(?:(?:published|updated|posted|on)\b|{_MONTH} ?\d|\d|\w+day\b).*", re.I)

Printed = tuple[dt.date, Span]  # a day, and where it stands


def metadata_of(text: str, lines: tuple[Line, ...]) -> Metadata:
    title = _title(text, lines)
    return Metadata(title, _outlet(text, lines), _agency(text, lines), *_published(text, lines, title))


def byline_of(text: str, lines: tuple[Line, ...]) -> str:
    """Who wrote it, as the first line of a kind with “By …” prints it; an agency is no author."""
    for line in lines:
        words = _BEHIND_NAMES.sub("", line.span.of(text)) if line.kind == "byline" else ""
        match = _WRITTEN_BY.search(words)
        names = match["names"].strip(" ,") if match else ""
        if names and names.casefold() not in AGENCIES:
            return names
    return reporters_in(text)


def _title(text: str, lines: tuple[Line, ...]) -> Span | None:
    """The first line of the article, unless it already is a sentence of the body."""
    first = next((line for line in lines if line.kind in (BODY, HEADING)), None)
    if first is None or len(lines) == 1:
        return None
    words = first.span.of(text)
    repeated = sum(1 for line in lines if line.span.of(text).casefold() == words.casefold()) > 1
    sentence = words.endswith((".", ".”", '."')) or word_count(words) > 35 or _DATELINE.match(words)
    return first.span if repeated or not sentence else None


def _outlet(text: str, lines: tuple[Line, ...]) -> str | None:
    for kind, pattern in (("copyright", _COPYRIGHT), ("author_box", _BIOGRAPHY_OUTLET)):
        for line in lines:
            match = pattern.search(line.span.of(text)) if line.kind == kind else None
            if match:
                return match["name"].strip()
    return None


def _agency(text: str, lines: tuple[Line, ...]) -> str | None:
    for line in lines:
        words = line.span.of(text)
        match = _CREDIT.match(words) if line.kind == "agency_credit" else _DATELINE_AGENCY.match(words[:120])
        name = AGENCIES.get(match["name"].strip().casefold()) if match else None
        if name:
            return name
    return None


def _published(text: str, lines: tuple[Line, ...], title: Span | None) -> Printed | tuple[None, None]:
    """One unambiguous full date beside a byline or alone on a line below the title; two that differ are none."""
    candidates = list(_date_candidates(text, lines, title))
    for strength in ("labelled", "byline", "alone"):
        dates = [found for kind, found in candidates if kind == strength]
        if dates:
            return dates[0] if len({day for day, _ in dates}) == 1 else (None, None)
    return None, None


def _date_candidates(text: str, lines: tuple[Line, ...], title: Span | None) -> Iterator[tuple[str, Printed]]:
    for line in lines:
        words = line.span.of(text)
        # Above the title stands the site's own banner, which shows the day of the visit.
        if line.kind not in ("timestamp", "byline") or (title and line.span.end <= title.start):
            continue
        found = full_date(words, line.span.start)
        if found is None or _UPDATED.match(words):
            continue
        strength = "labelled" if _PUBLISHED.search(words) else "byline" if line.kind == "byline" else "alone"
        yield strength, found


def full_date(words: str, offset: int = 0) -> Printed | None:
    """The first day, month and year in the words that leave no doubt which is which."""
    for pattern in _FULL_DATES:
        match = pattern.search(words)
        if match:
            date = _date(match)
            if date:
                return date, Span(offset + match.start(), offset + match.end())
    return None


def _date(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].casefold()) + 1
    try:
        return dt.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
