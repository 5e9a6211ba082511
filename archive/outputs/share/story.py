"""Copy for a story: one honest sentence to paste, with verb, label, date, source and short address."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import truncatechars

from archive.models import Article, Quote, Speaker
from archive.operations.declared import in_english
from archive.outputs.facts import LABELLED, facts, one_line, said, short
from archive.reading import phrases
from archive.reading.phrases import nested
from archive.reading.quoted import Quoted, Voice, quoted
from archive.text.tongue import ENGLISH, day, speaking

# Verbs that may follow a name after any words; of all others "said" is true as well.
_PAST = re.compile(r"said|wrote|told reporters|[a-z]+ed", re.IGNORECASE)
_OTHERS_ACT = {"quoted", "reported", "cited", "based", "titled", "published", "released"}
_SAYS_SO = re.compile(
    r"\b(?:anonym|unnamed|unidentified|not (?:to )?(?:be )?(?:named|identified))", re.IGNORECASE
)
# An inner mark, not an apostrophe.
_CLOSED = re.compile(r"(?:‘[^‘’]*(?:\b’\b[^‘’]*)*’|(?<!\w)'[^']*(?:\b'\b[^']*)*')$")
_ENDS = re.compile(r"[.,;:。，、]+$")
_TITLE = 120


@speaking(ENGLISH)
def story(quote: Quoted) -> str:
    told = _spoken(quote) if quote.kind == Quote.Kind.DIRECT else _reported(quote)
    return one_line(
        f"{told} ({'; '.join(notes)}). {short(quote)}"
        if (notes := _notes(quote))
        else f"{told}. {short(quote)}"
    )


def _spoken(quote: Quoted) -> str:
    return f"“{_before_more(quote.text)}” {_names(quote)} {_verb(quote)} {said(quote)}, according to {_source(quote)}"


def _reported(quote: Quoted) -> str:
    """The sentence is the reporter's, so it is the reporter who is quoted."""
    when = f"reported on {day(quote.article.published_on)}" if quote.article.published_on else "reported"
    return f"“{_before_more(quote.stands_alone)}” {_source(quote)} {when}"


def _before_more(words: str) -> str:
    """Inner quotation marks single; a comma at the end, within them, unless the words end in a mark of their own."""
    words = nested(words.strip())
    inner = words[-1:] if _CLOSED.search(words) else ""
    words = words.removesuffix(inner)
    return (words if words.endswith(("?", "!", "？", "！")) else f"{_ENDS.sub('', words)},") + inner


def _names(quote: Quoted) -> str:
    names = list(map(_name, quote.speakers))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _name(speaker: Voice) -> str:
    name = _unnamed(speaker.bare) if speaker.type == Speaker.Type.UNNAMED else str(speaker)
    named = f"[{name}]" if speaker.is_ours else name
    return f"{named} ({speaker.note})" if speaker.note else named


def _unnamed(description: str) -> str:
    """Many a description says so itself: "an official who asked not to be named"."""
    return f"{description}," if _SAYS_SO.search(description) else f"{description} (not named)"


def _verb(quote: Quoted) -> str:
    cue = quote.cue.lower()
    return cue if _PAST.fullmatch(cue) and cue not in _OTHERS_ACT else "said"


def _source(quote: Quoted) -> str:
    if quote.article.outlet:
        return str(quote.article.outlet)
    return (
        f"an article titled “{nested(truncatechars(facts(quote).title, _TITLE))}” ({phrases.OUTLET_UNKNOWN})"
    )


def _notes(quote: Quoted) -> list[str]:
    """How exact the words are, and how we know what the sentence says."""
    spoken = quote.kind == Quote.Kind.DIRECT
    translated = [str(quote.get_translated_display())] if quote.translated in LABELLED else []
    given = [] if spoken else [f"in the reporter's words; said {said(quote)}"]
    if quote.kind == Quote.Kind.MIXED:
        given = [f"partly quoted; said {said(quote)}"]
    via = [f"via {link}" for link in quote.via]
    given += [] if spoken else [each.told_apart for each in quote.speakers if each.note]
    if not spoken and quote.article.published_basis in Article.OUR_DAY:
        given.append(f"day of the report {quote.article.get_published_basis_display()}")
    return [*given, *translated, *via]


@in_english
def text(request: HttpRequest, key: int) -> HttpResponse:
    """For the buttons of cards, which would else carry every sentence twice."""
    found = quoted([key])
    if not found:
        raise Http404("This quote is not published.")
    return HttpResponse(story(found[0]), content_type="text/plain; charset=utf-8")
