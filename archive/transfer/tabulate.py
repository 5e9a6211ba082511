"""The archive as a table, one quote a row. What the columns cannot hold, such as roles' dates, only JSON keeps."""

from collections import Counter
from collections.abc import Iterable, Iterator

from archive.text import GAP, defused
from archive.transfer import records
from archive.transfer.cells import joined
from archive.transfer.columns import COLUMNS, PARTS, PLAIN


def table(bundle: records.Bundle) -> Iterator[list[str]]:
    """The header and a row a quote; the text of an article stands in the first row of it."""
    yield list(COLUMNS)
    names = Names(bundle)
    for article in bundle.articles:
        for number, quote in enumerate(article.quotes):
            cells = {
                **article_cells(article, names, whole=number == 0),
                **part_cells(quote),
                **speaker_cells(quote, names),
                **via_cells(quote, names),
                **{name: str(getattr(quote, name) or "") for name in PLAIN},
                "ref": quote.ref,
            }
            yield [defused(cells[column]) for column in COLUMNS]


class Names:
    """What the table calls the rows that a quote names: a name where only one has it, else the ref."""

    def __init__(self, bundle: records.Bundle) -> None:
        unnamed = [speaker for article in bundle.articles for speaker in article.speakers]
        self.speakers = {each.ref: each.name for each in (*bundle.speakers, *unnamed)}
        self.organisations = {each.ref: each.name for each in bundle.organisations}
        self.outlets = {each.ref: each.name for each in bundle.outlets}
        held = [(speaker.ref, role) for speaker in (*bundle.speakers, *unnamed) for role in speaker.roles]
        titles = Counter((speaker, role.title) for speaker, role in held)
        self.roles = {
            (speaker, role.ref): role.title for speaker, role in held if titles[speaker, role.title] == 1
        }

    def role(self, attribution: records.Attribution) -> str:
        return self.roles.get((attribution.speaker, attribution.role or ""), attribution.role or "")


def article_cells(article: records.Article, names: Names, whole: bool) -> dict[str, str]:
    return {
        "article": article.ref,
        "article_title": article.title,
        "article_text": (article.text or "") if whole else "",
        "article_url": article.url,
        "outlet": names.outlets.get(article.outlet or "", ""),
        "published_on": str(article.published_on or ""),
        "article_language": article.language,
    }


def part_cells(quote: records.Quote) -> dict[str, str]:
    texts = {
        column: GAP.join(span.text or "" for span in quote.spans if span.part == part)
        for column, part in PARTS.items()
    }
    return texts | {"spans": joined(f"{span.part} {span.start}-{span.end}" for span in quote.spans)}


def speaker_cells(quote: records.Quote, names: Names) -> dict[str, str]:
    each = quote.attributions
    return {
        "speakers": listed(names.speakers.get(a.speaker, "") for a in each),
        "speaker_refs": listed(a.speaker for a in each),
        "speaker_roles": listed(map(names.role, each)),
        "speaker_organisations": listed(names.organisations.get(a.organisation or "", "") for a in each),
        "speaker_countries": listed(a.country or "" for a in each),
        "roles_printed": listed(a.role_printed for a in each),
        "speaker_bases": listed(a.basis for a in each),
    }


def via_cells(quote: records.Quote, names: Names) -> dict[str, str]:
    return {
        "via": listed(names.organisations[via.organisation] for via in quote.via),
        "via_channels": listed(via.channel for via in quote.via),
        "via_bases": listed(via.basis for via in quote.via),
    }


def listed(values: Iterable[str]) -> str:
    """Empty where all are: otherwise each has its place."""
    given = list(values)
    return joined(given) if any(given) else ""
