"""What an article's rights allow is all that any page, file or index shows of it, in bounded time."""

import json
import re
import time
from html import unescape

import pytest

from archive.models import Attribution, Quote, QuoteSpan
from archive.reading.passages import segments
from archive.text.sentences import CAP
from tests.builders import make_article, make_quote, make_speaker
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db

# A paragraph that no rule understands, one whose script has stops of its own, a transcript on one line.
HIDDEN = "Zyxhidden"
TEXTS = {
    "no stops": "word and " * 90 + "[peace is near] she said and " + "more and " * 90,
    "Chinese": "他们见面。" * 90 + "她说[和平临近]了。" + "没有更多。" * 90,
    "lines ended by CR": f"{HIDDEN} one.\r[Peace is near], she said.\r{HIDDEN} two.",
    "no space after the stop": f"{HIDDEN} one.She said [peace is near].{HIDDEN} two.",
    "Thai": "ประชุมวันนี้" * 90 + "[สันติภาพใกล้แล้ว]" + "ไม่มีข้อมูล" * 90,
}


def quoted(marked, **values):
    """A published quote of the words in brackets, in an article of which only excerpts may be shown."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    article = make_article(f"Title\n\n{text}", rights=values.pop("rights", "excerpt"))
    return mark(article, start + 7, end + 7, **values)


def mark(article, start, end, cue=None, kind="direct"):
    words = article.raw_text[start:end]
    quote = Quote.objects.create(article=article, text=words, kind=kind, said_latest=article.published_on)
    QuoteSpan.objects.create(quote=quote, part="words", start=start, end=end, text=words)
    first, last = cue or (start, end)
    QuoteSpan.objects.create(
        quote=quote, part="cue", start=first, end=last, text=article.raw_text[first:last]
    )
    Attribution.objects.create(quote=quote, speaker=make_speaker())
    Quote.objects.filter(pk=quote.pk).update(status="published", published_at="2024-06-21T00:00Z")
    return Quote.objects.get(pk=quote.pk)


def visible(html, css):
    found = re.search(rf'<div class="{css}"[^>]*>(.*?)</div>', html, re.S)
    shown = re.sub(r"<ul.*?</ul>|<[^>]*>", "", found[1] if found else "", flags=re.S)
    return re.sub(r"\s+", " ", unescape(shown).replace("[…]", "")).strip()


@pytest.mark.parametrize("text", TEXTS)
def test_no_surface_shows_more_than_the_words_their_sentence_and_the_cap(client, index_dir, text):
    quote = quoted(TEXTS[text])
    settle()
    article = client.get(quote.article.get_absolute_url()).content.decode()
    page = client.get(quote.get_absolute_url()).content.decode()
    api = json.loads(client.get(f"/api/v1/quotes/{quote.pk}/").content)
    csv = b"".join(client.get(f"/export/quotes.csv?id={quote.pk}").streaming_content).decode()
    for shown in (visible(article, "paragraph"), visible(page, "passage"), api["sentence"]):
        assert quote.text in shown
        assert len(shown) <= len(quote.text) + 2 * CAP + 2
    assert not any(HIDDEN in shown for shown in (article, page, json.dumps(api), csv))
    assert f"articles/{quote.article.pk}" not in client.get(f"/articles/?q={HIDDEN}").content.decode()


def test_only_the_quotes_shows_reported_speech_with_its_verb(client):
    made = make_quote(
        "the deal", article=make_article("T\n\nSeoul denied the deal. More.\n"), cue="denied", kind="indirect"
    )
    made.article.rights = "quotes"
    made.article.save()
    html = client.get(made.article.get_absolute_url()).content.decode()
    assert visible(html, "paragraph") == "denied the deal"


def test_a_verb_beyond_the_cap_is_shown_with_the_words(client):
    text = "Seoul denied " + "very " * 200 + "[the deal] at last. More."
    quote = quoted(text, kind="indirect", cue=(7 + 6, 7 + 12))
    assert quote.parts("cue")[0].text == "denied"
    html = client.get(quote.article.get_absolute_url()).content.decode()
    assert visible(html, "paragraph").startswith("denied")
    assert "denied" in visible(client.get(quote.get_absolute_url()).content.decode(), "passage")


@pytest.mark.parametrize("part", ["He said so. ", "a. ", ".", "x", "“‘a’ “b” ", "\r", "字。", "\u2028"])
def test_a_long_line_is_laid_out_in_no_time(client, part):
    text, places = "Title\n\n" + (part * 200_000)[:199_000], range(7, 190_000, 9_000)
    for at in places:  # words that say something
        text = f"{text[:at]}peace{text[at + 5 :]}"
    article = make_article(text, rights="excerpt", title="Title")
    quotes = [mark(article, at, at + 5) for at in places]
    begun = time.perf_counter()
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(quotes[-1].get_absolute_url()).status_code == 200
    assert len(segments(article)) > len(quotes)
    assert time.perf_counter() - begun < 5
