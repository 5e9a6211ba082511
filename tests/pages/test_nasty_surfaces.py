"""Whatever an archive holds, no page, file, mail or screen has the words of reported speech without their verb."""

import random
import re
from html import unescape

import pytest
from django.db import transaction
from django.utils import timezone

from archive.editing.corrections import correcting
from archive.models import Correction, Quote
from tests.nasty import nasty_quote
from tests.pages.conftest import settle
from tests.pages.test_denials import DESK, FILES, PAGES, body
from tests.share.test_follow import LATER, deliver, follow

FAR = 400  # characters: a quote's words twice
# Where they are corrected, beside the field of the verb.
FIELD = re.compile(r"<textarea[^>]*name=\"words\".*?</textarea>", re.DOTALL)
MANY = [0, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(1, 25))]


def bare(text, marks):
    """The marks of reported words that stand without "denied" near them."""
    read = " ".join(unescape(re.sub("<[^>]*>", " ", FIELD.sub("", text))).split())
    places = ((mark, match) for mark in marks for match in re.finditer(rf"{mark}\b", read))
    return [
        mark
        for mark, match in places
        if "denied" not in read[max(0, match.start() - FAR) : match.end() + FAR]
    ]


def surfaces(quote):
    yield from (page for page in PAGES if page != "/countries/KP/")
    yield from (*DESK, *(f"/export/quotes.{file}" for file in FILES))
    speaker = quote.attributions.first().speaker.shown
    yield from (row.get_absolute_url() for row in (quote, quote.article, speaker))
    for name in ("embed/", "story.txt"):
        yield f"/quotes/{quote.pk}/{name}"
    yield f"/dossier/?id={quote.pk}"
    yield f"/compare/?a.id={quote.pk}&b.q=denied"
    for name in ("change", "review", "history"):
        yield f"/admin/archive/quote/{quote.pk}/{name}/"
    yield f"/admin/archive/article/{quote.article_id}/change/"


@pytest.mark.django_db
@pytest.mark.parametrize("seed", MANY)
def test_reported_words_keep_their_verb_everywhere(admin_client, client, index_dir, seed):
    rng = random.Random(seed)
    quotes = {f"zumpf{n}": nasty_quote(rng, f"zumpf{n}") for n in range(6)}
    reported = {mark: quote for mark, quote in quotes.items() if quote.kind != Quote.Kind.DIRECT}
    for quote in reported.values():
        with transaction.atomic(), correcting(quote, reason="Better"):
            quote.public_note = "Noted."
            quote.save()
        Correction.objects.create(quote=quote, changed="words", old=quote.text, new="", reason="Old")
    settle()
    for quote in reported.values():
        for url in surfaces(quote):
            browser = admin_client if url.startswith("/admin/") else client
            assert bare(body(browser, url), reported) == [], url


@pytest.mark.django_db
@pytest.mark.parametrize("seed", MANY)
def test_reported_words_keep_their_verb_in_mails(index_dir, seed):
    """Each in a mail of its own, so that no other's verb stands near."""
    rng = random.Random(seed)
    quotes = {f"zumpf{n}": nasty_quote(rng, f"zumpf{n}") for n in range(6)}
    reported = {mark: quote for mark, quote in quotes.items() if quote.kind != Quote.Kind.DIRECT}
    settle()
    for quote in reported.values():
        follow(f"id={quote.pk}", email=f"reader{quote.pk}@example.org")
    news = list(deliver())
    for quote in reported.values():
        later = timezone.now() + LATER
        Correction.objects.create(quote=quote, changed="words", old=quote.text, reason="Old", at=later)
    corrected = list(deliver(2 * LATER))
    texts = [
        f"{m.subject} {text}" for m in (*news, *corrected) for text in (m.body, m.alternatives[0].content)
    ]
    assert len(texts) == 4 * len(reported)
    assert [text for text in texts if bare(text, reported)] == []
    assert all(any(mark in text for mark in reported) for text in texts)


def test_words_without_their_verb_are_seen():
    assert bare(f"<p>zumpf1</p>{'x' * FAR} denied <b>zumpf2</b>", ["zumpf1", "zumpf2"]) == ["zumpf1"]
