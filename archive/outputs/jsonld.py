"""What machines read in the head of a page: JSON-LD after schema.org, the canonical address."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from archive.models import Article, Organisation, Precision, Quote, Speaker
from archive.outputs.facts import labels
from archive.reading import phrases
from archive.reading.quoted import Quoted, Said, Source, Voice
from archive.text.tongue import ENGLISH, speaking

Data = dict[str, Any]
NEWS = {Article.Form.REPORT, Article.Form.AGENCY}
# None of these may end the script element or open a comment in it. Escaping for HTML would break the JSON: in a
# script `&quot;` is no quotation mark. Django's `json_script` does the same for its own type of script.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script(data: Data) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped)


# Data


def quotation(quote: Quoted) -> Data:
    """Only a direct quote is a Quotation; reported speech is a Claim, told with its speaker and verb."""
    direct = quote.kind == Quote.Kind.DIRECT
    return _filled(
        {
            "@type": "Quotation" if direct else "Claim",
            "@id": quote.permalink,
            "url": quote.permalink,
            "text": quote.text if direct else quote.stands_alone,
            "description": "; ".join(labels(quote)),
            "inLanguage": quote.language,
            "creator": [creator(speaker) for speaker in quote.speakers if is_printed(speaker)],
            "creditText": quote.told_apart,
            "dateCreated": said(quote.said),
            "isPartOf" if direct else "appearance": news_article(quote.article),
            "version": quote.version,
            "dateModified": quote.changed_at.isoformat(),
        }
    )


def is_printed(speaker: Voice) -> bool:
    """Machines drop brackets, so they are told only of speakers that the source names."""
    return speaker.type != Speaker.Type.UNNAMED and not speaker.is_ours


def creator(speaker: Voice) -> Data:
    return {**named(speaker), **_filled({"jobTitle": speaker.role_printed})}


def named(speaker: Speaker | Voice) -> Data:
    kind = "Person" if speaker.type == Speaker.Type.PERSON else "Organization"
    return {"@type": kind, "@id": speaker.permalink, "name": speaker.name}


def said(when: Said) -> str | None:
    """An ISO date as exact as it is known; nothing for what was inferred."""
    if not when.earliest or not when.dated or when.basis in phrases.OURS:
        return None
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(when.precision), 10)
    first, last = (str(day)[:length] for day in (when.earliest, when.latest))
    return first if first == last else f"{first}/{last}"


def news_article(article: Article | Source) -> Data:
    outlet = article.outlet
    return _filled(
        {
            "@type": "NewsArticle" if article.form in NEWS else "Article",
            "@id": article.permalink,
            "headline": article.title,
            "url": phrases.web(article.url) or article.permalink,
            "archivedAt": phrases.web(article.archive_url),
            "creditText": article.byline,
            "inLanguage": article.language,
            "datePublished": _stated_day(article),
            "publisher": {"@type": "Organization", "name": outlet.name} if outlet else None,
        }
    )


def _stated_day(article: Article | Source) -> str | None:
    stated = article.published_basis in {Article.PublishedBasis.STATED, Article.PublishedBasis.PAGE}
    return str(article.published_on) if stated and article.published_on else None


def person(speaker: Speaker) -> Data:
    return {
        **named(speaker),
        **_filled(
            {"url": speaker.permalink, "alternateName": speaker.all_names, "sameAs": wikidata(speaker)}
        ),
    }


def organisation(row: Organisation) -> Data:
    other = list(row.other_names)
    return {
        "@type": "Organization",
        "@id": row.permalink,
        "url": row.permalink,
        "name": row.name,
        **_filled({"alternateName": other, "sameAs": wikidata(row)}),
    }


def wikidata(row: Speaker | Organisation) -> str:
    return f"http://www.wikidata.org/entity/{row.wikidata}" if row.wikidata else ""


def _filled(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}


# Heads: what a page puts into its <head>


@speaking(ENGLISH)
def quote_head(quote: Quoted) -> SafeString:
    return _head(quote.permalink, quotation(quote))


@speaking(ENGLISH)
def article_head(article: Article) -> SafeString:
    return _head(article.permalink, news_article(article))


@speaking(ENGLISH)
def speaker_head(speaker: Speaker) -> SafeString:
    return _head(speaker.permalink, {} if speaker.type == Speaker.Type.UNNAMED else person(speaker))


@speaking(ENGLISH)
def organisation_head(row: Organisation) -> SafeString:
    return _head(row.permalink, organisation(row))


def _head(url: str, data: Data) -> SafeString:
    return format_html('<link rel="canonical" href="{}">\n{}', url, script(data) if data else "")
