"""What a reviewer should look at twice: not wrong, but not the usual either."""

from collections.abc import Iterator, Sequence

from django.db.models.functions import Coalesce

from archive.models import Article, Attribution, Quote, Speaker
from archive.reading.quoted import Quoted, Voice
from archive.text import sort_key

LONG, SHORT = 120, 3  # words


Countries = dict[int, set[str | None]]  # that each speaker spoke for so far, as readers know it


def known(quotes: Sequence[Quoted]) -> Countries:
    speakers = {voice.id for quote in quotes for voice in quote.speakers}
    said = Attribution.objects.filter(quote__status=Quote.Status.PUBLISHED).annotate(
        by=Coalesce("speaker__canonical", "speaker")
    )
    found: Countries = {}
    rows = said.filter(by__in=speakers).order_by().values_list("by", "country").distinct()
    for speaker, country in rows:
        found.setdefault(speaker, set()).add(country)
    return found


def unusual(quotes: Sequence[Quoted]) -> dict[int, list[str]]:
    """By quote; two of one article that say the same are told of each other."""
    before = known(quotes)
    replacing = Quote.objects.replacing().filter(pk__in=[quote.id for quote in quotes])
    replaced = dict(replacing.values_list("pk", "carried_from"))
    there: dict[tuple[str, str], int] = {}
    found: dict[int, list[str]] = {}
    for quote in quotes:
        said = (sort_key(quote.text), quote.names)
        twin = there.setdefault(said, quote.id)
        twice = [] if twin == quote.id else [f"the same words by the same speaker as no. {twin}"]
        if old := replaced.get(quote.id):
            twice.append(f"once published, it takes the place of no. {old}")
        of_voices = (line for voice in quote.speakers for line in of_voice(voice, before.get(voice.id)))
        found[quote.id] = [*twice, *of_voices, *of_day(quote), *of_words(quote)]
    return found


def of_voice(voice: Voice, countries: set[str | None] | None) -> Iterator[str]:
    if voice.type == Speaker.Type.UNNAMED:
        yield f"{voice}: an unnamed source"
    elif countries is None:
        yield f"{voice} is new to readers"
    if not voice.role.role and voice.type == Speaker.Type.PERSON:
        yield f"{voice} has no role"
    if voice.role.note:
        yield f"the role of {voice} is not printed in the article"
    if not (voice.organisation or voice.country):
        yield f"whom {voice} speaks for is not known"
    if voice.country and countries and countries - {None} and voice.country.code not in countries:
        yield f"{voice} has not spoken for {voice.country} so far"
    if voice.how:
        yield f"who spoke: {voice.how}"


def of_day(quote: Quoted) -> Iterator[str]:
    if not quote.said.dated:
        yield "the day it was said is not known"
    elif quote.said.basis != "explicit":
        yield f"the day it was said: {quote.said.how}"


def of_words(quote: Quoted) -> Iterator[str]:
    words = len(quote.text.split())
    if words > LONG or words < SHORT:
        yield f"{words} word{'' if words == 1 else 's'}"
    if len(quote.words) > 1:
        yield f"in {len(quote.words)} parts"
    if quote.translated == Quote.Translated.BACK:
        yield quote.get_translated_display()


def of_source(article: Article) -> list[str]:
    """What readers will miss in the source of all quotes of an article."""
    missing = {"a link": article.url, "an outlet": article.outlet_id, "a date": article.published_on}
    return [what for what, value in missing.items() if not value]
