"""Dates, chains and labels in words: what pages, exports and citations say alike."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as django_gettext
from msgspec import Struct
from msgspec.structs import replace

from archive.models import Article, Attribution, Basis, Occasion, Precision, QuoteSpan, Role
from archive.models.told import Span, printed
from archive.text import GAP
from archive.text.tongue import ENGLISH, day, gettext, month, noop, pgettext, spoken, year

if TYPE_CHECKING:
    from archive.reading.quoted import Source

SHORT_GAP = 60  # characters that are printed rather than left out
ANCHOR = noop("matches the stored article, character for character")
NOT_ANCHORED = noop("does not match the stored article: please report it")
OUTLET_UNKNOWN = noop("outlet unknown")
# Languages written from the right, and scripts for those that are written in several.
RIGHT_TO_LEFT = frozenset(
    [
        "ar",
        "arc",
        "az_arab",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ji",
        "ks",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
        "arab",
        "hebr",
        "thaa",
        "syrc",
        "nkoo",
        "adlm",
        "rohg",
    ]
)
BASES = {str(value): str(label) for value, label in Basis.choices}
OURS = {Basis.INFERRED, Basis.EDITOR}


def said(earliest: date | None, latest: date | None, precision: str) -> str:
    """When, as it follows "said": "on 16 September 2024", "in June 2024", "on or before 18 June 2024"."""
    if not latest:
        return gettext("on an unknown date")
    return (
        period(earliest, latest, precision)
        if earliest
        else gettext("on or before {day}").format(day=day(latest))
    )


def period(first: date, last: date, precision: str) -> str:
    if precision == Precision.MONTH:
        return pgettext("a month", "in {month}").format(month=month(first))
    if precision == Precision.YEAR:
        return pgettext("a year", "in {year}").format(year=year(first))
    if precision == Precision.WEEK:
        return gettext("in the week of {day}").format(day=day(first))
    if first == last:
        return gettext("on {day}").format(day=day(first))
    return gettext("between {first} and {last}").format(first=day(first), last=day(last))


def said_basis(latest: date | None, precision: str, basis: str) -> str:
    """How we know when."""
    if precision != Precision.UNKNOWN:
        return known_by(basis)
    if latest:
        return gettext("no date is printed; this is the day of publication")
    return gettext("no date is printed")


def known_by(basis: str) -> str:
    return gettext(BASES[basis])


def said_sign(precision: str, basis: str) -> str:
    """The same in a word or two, for a card."""
    if precision == Precision.UNKNOWN:
        return gettext("no date printed")
    sign = _SIGNS.get(basis, "")
    return gettext(sign) if sign else ""


_SIGNS: dict[str, str] = {
    Basis.EXPLICIT: noop("printed"),
    Basis.INHERITED: noop("carried over"),
    Basis.INFERRED: noop("inferred"),
    Basis.EDITOR: noop("by an editor"),
}


def language(code: str) -> str:
    """The name of a language, or its code where it has none here."""
    if own := _LANGUAGES.get(code.lower()):
        return gettext(own)
    name = str(LANG_INFO.get(code.lower(), {}).get("name", code))
    return name if spoken() == ENGLISH else django_gettext(name)


# Those that Django has no name for, or only one of its own.
_LANGUAGES = {"zh": noop("Chinese"), "und": noop("not known")}


def direction(code: str) -> str:
    """Of a text in a language: a name in another script, though it comes first, does not turn it."""
    return "rtl" if RIGHT_TO_LEFT.intersection(code.lower().split("-")) else "ltr" if code else "auto"


def nested(text: str) -> str:
    """Its double quotation marks made single, to stand inside double ones."""
    return _STRAIGHT.sub(r"‘\1’", text).translate(_SINGLE)


_STRAIGHT = re.compile('"([^"]*)"')
_SINGLE = str.maketrans("“”„«»", "‘’‘‘’")


def web(address: str) -> str:
    """An address that a page may link to: nothing that a browser would run."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def occasion_date(occasion: Occasion) -> str:
    if not occasion.date:
        return ""
    return period(occasion.date, occasion.date, occasion.precision).removeprefix("on ").removeprefix("in ")


def published(article: "Article | Source") -> str:
    return day(article.published_on) if article.published_on else gettext("date of publication not known")


def published_as_known(article: "Article | Source") -> str:
    """With a note where the day is ours."""
    day = published(article)
    if article.published_on and article.published_basis in Article.OUR_DAY:
        return f"{day} ({gettext(str(article.get_published_basis_display()))})"
    return day


def outlet(article: "Article | Source") -> str:
    return article.outlet.name if article.outlet else gettext(OUTLET_UNKNOWN)


class SpokenAs(Struct, frozen=True):
    """The role that readers see with a speaker: `role`, how we know it where the article does not print it, and
    the words that it prints where they differ."""

    role: str = ""
    note: str = ""
    printed: str = ""

    def __str__(self) -> str:
        return f"{self.role} ({self.note})" if self.note else self.role

    @property
    def cited(self) -> str:
        """As printed; in brackets what only the archive knows."""
        return self.printed or (f"[{self.role}]" if self.note else self.role)


def spoken_as(held: str, written: str, *, stands: bool) -> SpokenAs:
    """The one rule: the role held then if it is known, else as written; `stands` says whether the article prints that."""
    printed = written if stands else ""
    if held and printed:
        return SpokenAs(held, printed=printed)
    if held or not stands:
        return SpokenAs(held or written, note=known_by(Basis.EDITOR))
    return SpokenAs(printed, printed=printed)


def role(attribution: Attribution) -> SpokenAs:
    return spoken_as(str(attribution.role or ""), attribution.role_printed, stands=attribution.role_stands)


def speaker_line(attribution: Attribution) -> str:
    """Who spoke, in which role, for whom and how we know, as `quotes/_who_full.html` shows it to readers."""
    whom = [name for name in map(str, (attribution.organisation or "", attribution.country or "")) if name]
    basis = (
        ""
        if attribution.basis == Basis.EXPLICIT
        else gettext("who spoke: {basis}").format(basis=known_by(attribution.basis))
    )
    parts = [str(attribution.speaker.shown), str(role(attribution))]
    return ", ".join(
        filter(
            None,
            [*parts, gettext("speaking for {names}").format(names=", ".join(whom)) if whom else "", basis],
        )
    )


def role_dates(role: Role) -> str:
    """From when to when, each end as exactly as it is known."""
    first = period(role.start, role.start, role.start_precision) if role.start else ""
    last = period(role.end, role.end, role.end_precision) if role.end else ""
    ends = [end.removeprefix("in ").removeprefix("on ") for end in (first, last)]
    if not any(ends):
        return gettext("Dates not known")
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0] or '?'} – {ends[1]}".strip()


class Part(Struct, frozen=True):
    """A printed part of reported speech, and what is printed before it or stands for it."""

    part: str
    text: str
    before: str = ""


def read(spans: Sequence[Span], names: Sequence[str], stretch: str, start: int, rights: str) -> list[Part]:
    """The speaker, the reporting verb and the words in the order of print; a speaker who is not printed in brackets.

    `stretch` is what is printed from the first part to the last, `start` where it begins, `rights` those in it.
    """
    parts: list[Part] = []
    end = None
    for span in printed(spans):
        before = ""
        if end is not None and span.start > end:
            before = between(stretch[end - start : span.start - start], span.start - end, rights)
        parts.append(Part(span.part, span.text, before))
        end = span.end
    parts = marked(parts)
    if any(part.part == QuoteSpan.Part.SPEAKER for part in parts):
        return parts
    return [Part(QuoteSpan.Part.SPEAKER, f"[{gettext(' and ').join(names)}] "), *parts]


def between(printed: str, apart: int, rights: str) -> str:
    """What is printed between two parts if it is a few words of the same paragraph, else the sign of a gap."""
    if not printed and apart <= 1:
        return " "
    letters = any(character.isalnum() for character in printed)
    short = bool(printed) and len(printed) <= SHORT_GAP and "\n" not in printed
    return printed if short and not (letters and rights == Article.Rights.QUOTES) else GAP


def marked(parts: list[Part]) -> list[Part]:
    """With the quotation marks before the first and behind the last words, which print them outside."""
    before, after = missing_marks("".join(part.before + part.text for part in parts))
    words = [at for at, part in enumerate(parts) if part.part == QuoteSpan.Part.WORDS]
    if before and words:
        first = parts[words[0]]
        parts[words[0]] = replace(first, before=first.before + before)
    if after and words:
        parts.insert(words[-1] + 1, Part(QuoteSpan.Part.WORDS, "", after))
    return parts


# Quotation marks that were cut off with what stood around the words

CLOSERS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“"}
OPENERS = {"”": "“", "»": "«", "」": "「", "』": "『"}
_MARKS = re.compile(f"[{''.join({*CLOSERS, *OPENERS})}]")


def missing_marks(text: str) -> tuple[str, str]:
    """Those that a stretch of print lacks before and behind; none where marks are used in another way, as in ”Swedish”."""
    opened: list[str] = []
    before = ""
    for found in _MARKS.finditer(text):
        at, mark = found.start(), found.group()
        if opened and (mark == CLOSERS[opened[-1]] or (opened[-1], mark) == ("„", "”")):
            opened.pop()
        elif mark == "“" and at and text[at - 1].isalnum():  # as „German“ closes
            before = before or "„"
        elif mark in CLOSERS:
            opened.append(mark)
        elif mark in OPENERS:
            if not at or text[at - 1].isspace() or before:
                return "", ""
            before = OPENERS[mark]
    return before, "".join(CLOSERS[mark] for mark in reversed(opened))
