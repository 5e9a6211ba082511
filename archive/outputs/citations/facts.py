"""What a citation of a quote may say, and how: what the source does not print stands in brackets."""

from dataclasses import dataclass
from datetime import date

from archive.models import Article, Speaker
from archive.outputs import wording
from archive.outputs.citations.names import PersonName
from archive.outputs.share.addresses import short
from archive.reading import phrases
from archive.reading.quoted import Quoted, Voice
from archive.text.tongue import gettext, noop

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
        first, *rest = wording.labels(self.quote)
        return "; ".join([first[0].lower() + first[1:], *rest])

    @property
    def version(self) -> str:
        """Which text exactly: whoever has the article can check it against the hash."""
        article = self.quote.article
        return (
            f"quote {self.quote.id}, version {self.quote.version}, "
            f"characters {wording.anchor(self.quote)} of the text with SHA-256 {article.raw_sha256}"
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
        parts = [self.labels, f"said {self.said}", self.source, *self.record, *self.wordings, self.version]
        return wording.one_line(". ".join(part[0].upper() + part[1:] for part in parts)) + "."

    @property
    def record(self) -> list[str]:
        """What the transcript has, and how near the report is to it."""
        if not (record := self.quote.record):
            return []
        passage = phrases.nested(record.passage)
        return [f"the transcript has “{passage}” ({record.measure}): {record.permalink}"]

    @property
    def wordings(self) -> list[str]:
        if not (statement := self.quote.statement):
            return []
        basis, page = self.quote.get_statement_basis_display(), wording.absolute(self.quote.statement_address)
        return [f"one wording of statement {statement} ({basis}): {page}"]


def facts(quote: Quoted) -> Facts:
    article = quote.article
    permalink = quote.permalink
    return Facts(
        quote=quote,
        words=wording.one_line(quote.stands_alone),
        title=wording.one_line(article.title),
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
    full, role = wording.one_line(speaker.name), wording.one_line(speaker.role.cited)
    if speaker.is_ours:
        return PersonName(f"[{full}]", role=role)
    if speaker.type != Speaker.Type.PERSON:
        return PersonName(full, role=role)
    return PersonName.of(full, wording.one_line(speaker.sort_name), role)
