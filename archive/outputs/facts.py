"""What every output says of a quote alike: how exact its words are, where it is found, and what a citation may say of it. What the
source does not print stands in brackets."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self
from unicodedata import normalize

from django.urls import reverse

from archive.models import Article, Quote, Speaker
from archive.query import absolute
from archive.reading import phrases
from archive.reading.quoted import Quoted, Voice
from archive.text.tongue import gettext, noop

ARCHIVE = noop("Statement Archive")
LABELLED = {Quote.Translated.YES, Quote.Translated.BACK}

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(" {2,}")


def labels(quote: Quoted) -> list[str]:
    """How exact the words are: "Direct quote", and whether they went through another language."""
    translated = [quote.get_translated_display()] if quote.translated in LABELLED else []
    return [quote.get_kind_display(), *translated]


def anchor(quote: Quoted) -> str:
    """Where in the article's text the words stand: "119-275", several spans apart with commas."""
    return ",".join(f"{start}-{end}" for start, end in quote.anchor)


def one_line(text: str) -> str:
    """Without line ends and what XML forbids; every other character stays as it is."""
    return _SPACES.sub(" ", _FORBIDDEN.sub(" ", text)).strip(" ")


def short(quote: Quoted) -> str:
    """Names the version, so that it still leads to these words when they have been corrected."""
    return absolute(reverse("short", args=[f"{quote.pk}@{quote.version}"]))


# A speaker's name as citations take it apart: family, given, suffix; initials

_GENERATION = r"(?:[JS]r|Jnr|Snr|I{1,3}|IV|VI{0,3}|2n?d|3r?d|[4-9]th)\.?"
_SUFFIX = re.compile(rf"{_GENERATION}|(?:Esq|Ph\.? ?D|M\.? ?D|J\.? ?D|KC|QC|MP)\.?", re.IGNORECASE)
_INNER = re.compile(r"\s*\(([^()]*)\),?")
_HYPHEN = re.compile("[-\u2010\u2011\u2013]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A speaker. `family` is empty unless the archive knows which part of a name comes first in lists."""

    full: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    role: str = ""

    @classmethod
    def of(cls, full: str, sort_name: str, role: str = "") -> Self:
        """From "Kennelly, Robert F., Jr.", wherever the suffix stands in it."""
        family, *others = sort_name.split(", ")
        # "J.D." may be a given name.
        known = _SUFFIX if len(others) > 1 else re.compile(_GENERATION, re.IGNORECASE)
        suffixes = [part for part in others if known.fullmatch(part)]
        given = ", ".join(part for part in others if part not in suffixes)
        before, _, last = family.rpartition(" ")
        if before and given and not suffixes and _SUFFIX.fullmatch(last):
            family, suffixes = before, [last]
        if not given:
            return cls(full, role=role)
        return cls(full, family, given, ", ".join(suffixes), role)

    @property
    def in_lists(self) -> str:
        return self._listed(self.given)

    @property
    def initials(self) -> str:
        first, *others = self.given.split() or [""]
        short = [_initials(first), *(word if word.islower() else _initials(word) for word in others)]
        return self._listed(" ".join(filter(None, short)))  # Silva, L. da; Al Saud, M. bin S.

    @property
    def after(self) -> str:
        """The role in one pair of signs: brackets of ours are enough, and those within the role become commas."""
        if not self.role or self.role.startswith("["):
            return self.role and f" {self.role}"
        role = _INNER.sub(r", \1,", self.role).rstrip(",")
        return f" ({role})"

    def _listed(self, given: str) -> str:
        return ", ".join(filter(None, (self.family, given, self.suffix))) if self.family else self.full


def _initials(word: str) -> str:
    """ "J.-C." of Jean-Claude, "J. D." of J.D.; a script without capitals has no initials."""
    parts = [
        [held for held in part.split(".") if any(map(str.isalnum, held))] for part in _HYPHEN.split(word)
    ]
    return "-".join(" ".join(map(_initial, part)) for part in parts if part)


def _initial(word: str) -> str:
    letter = next(filter(str.isalnum, normalize("NFC", word)))
    return f"{letter}." if letter.lower() != letter.upper() else word


# What a citation may say

NO_PUBLISHER = noop("[publisher not identified]")
NO_DATE = "n.d."


@dataclass(frozen=True, slots=True)
class Facts:
    quote: Quoted
    words: str
    title: str
    publisher: str
    published: date | None
    published_is_ours: bool
    said: str
    url: str
    permalink: str

    @property
    def authors(self) -> list[PersonName]:
        return [name(speaker) for speaker in self.quote.speakers]

    @property
    def key(self) -> str:
        return f"quote-{self.quote.id}-v{self.quote.version}"

    @property
    def labels(self) -> str:
        first, *rest = labels(self.quote)
        return "; ".join([first[0].lower() + first[1:], *rest])

    @property
    def version(self) -> str:
        """Which text exactly: whoever has the article can check it against the hash."""
        article = self.quote.article
        return (
            f"quote {self.quote.id}, version {self.quote.version}, "
            f"characters {anchor(self.quote)} of the text with SHA-256 {article.raw_sha256}"
        )

    @property
    def short(self) -> str:
        return short(self.quote)

    @property
    def source(self) -> str:
        """ "Quoted in" and the article, its outlet and the chain that the words came through."""
        via = [f"via {link}" for link in self.quote.via]
        agency = self.quote.article.agency
        credited = [f"crediting {agency}"] if agency else []
        mark = "" if self.title.endswith((",", "?", "!")) else ","
        return f"quoted in “{phrases.nested(self.title)}{mark}” " + ", ".join(
            [self.publisher, *credited, *via]
        )

    @property
    def note(self) -> str:
        parts = [
            self.labels,
            f"said {self.said}",
            *self.spoken_as,
            self.source,
            *self.record,
            *self.wordings,
            self.version,
        ]
        return one_line(". ".join(part[0].upper() + part[1:] for part in parts)) + "."

    @property
    def spoken_as(self) -> list[str]:
        """Managers of references have no field for a role, which alone tells apart two of one name."""
        return [f"speaker: {author.full}{author.after}" for author in self.authors if author.role]

    @property
    def record(self) -> list[str]:
        """What the transcript has, and how near the report is to it."""
        if not (record := self.quote.record):
            return []
        passage = phrases.nested(record.passage)
        return [f"the transcript has “{passage}” ({record.measure}; {record.said_by}): {record.permalink}"]

    @property
    def wordings(self) -> list[str]:
        if not (statement := self.quote.statement):
            return []
        basis, page = self.quote.get_statement_basis_display(), absolute(self.quote.statement_address)
        return [f"one wording of statement {statement} ({basis}): {page}"]


def facts(quote: Quoted) -> Facts:
    article = quote.article
    permalink = quote.permalink
    return Facts(
        quote=quote,
        words=one_line(quote.stands_alone),
        title=one_line(article.title),
        publisher=article.outlet.name if article.outlet else gettext(NO_PUBLISHER),
        published=article.published_on,
        published_is_ours=article.published_basis in Article.OUR_DAY,
        said=said(quote),
        url=phrases.web(article.url) or permalink,
        permalink=permalink,
    )


def said(quote: Quoted) -> str:
    """ "on 16 September 2024", or "[on or before 18 June 2024]"."""
    return bracketed(quote.said.text, when=not quote.said.dated or quote.said.basis in phrases.OURS)


def bracketed(text: str, *, when: bool) -> str:
    return f"[{text}]" if when else text


def name(speaker: Voice) -> PersonName:
    full, role = one_line(speaker.name), one_line(speaker.role.cited)
    if speaker.is_ours:
        return PersonName(f"[{full}]", role=role)
    if speaker.type != Speaker.Type.PERSON:
        return PersonName(full, role=role)
    return PersonName.of(full, one_line(speaker.sort_name), role)
