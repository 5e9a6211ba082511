"""An archive of many scripts, invisible characters, joint statements and merges: what is printed finds its card, and the
index is what the rows say after whatever happened to them."""

import random
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from archive.editing.merge import merge, undo
from archive.editing.redaction import redact
from archive.editing.versions import revert
from archive.models import Article, Attribution, Merge, Quote, Speaker
from archive.search.index import building
from archive.search.index.documents import all_documents
from archive.search.index.worker import drain
from tests.builders import add_span, make_article, make_organisation, make_quote, make_speaker
from tests.search.conftest import ENGINES
from tests.search.printed import ids, missed

WORDS = [
    "cease-fire", "cease\u200bfire", "ceasefire", "coop-\neration", "coop\u00aderation", "post–war", "F-16s", "MiG-29",
    "12,500", "300 000", "1.250.000", "١٢٬٥٠٠", "17.06.2024", "3.5%", "they’re", "she'll", "l’Ukraine", "Putin’in", "n’est",
    "O‘Brien’s", "Qur'an", "U.S.", "J.D.", "Łódź", "e\u0301te\u0301", "Müller", "Straße", "İstanbul’da", "ﬁne", "ＡＢＣ",
    "Москва", "п’ять", "Αθήνα", "مُحَمَّد", "القــاهرة", "می\u200cخواهم", "שָׁלוֹם", "दिन", "शांति", "বাংলা", "தமிழ்", "กระทรวงการ",
    "北朝鮮は", "ﾃﾞｰﾀ", "중국은", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "𠮷野家", "ខ្មែរ", "a\u2060b", "\ufeffzero", "x_y", "AT&T",
    "co-operation-based", "well-estab-\r\nlished", "1️⃣st", "rock’n’roll", "the", "of", "not", "[…]", "—", "and/or",
]  # fmt: skip


def nasty(rng, size):
    return " ".join(rng.choice(WORDS) for _ in range(size))


def nasty_quote(rng):
    said = nasty(rng, rng.randint(3, 9))
    before, between, after = nasty(rng, 2), nasty(rng, rng.choice([1, 12])), nasty(rng, 3)
    eol = rng.choice(["\n", "\r\n"])
    raw_text = f"Report {nasty(rng, 3)}{eol}{eol}{before} the {between} denied: {said}{eol}{after}"
    article = make_article(raw_text, rights=rng.choice(["full", "excerpt", "quotes"]))
    kind = rng.choice(["direct", "mixed", "indirect"])
    speaker = make_speaker(rng.choice(["Ada O’Neill", "김정은", "Łukasz Żółć", "محمد علي"]))
    interval = {"said_earliest": date(2024, 6, 3), "said_latest": date(2024, 6, 9), "said_precision": "week"}
    dates = rng.choice([{}, {"said": None}, {"said": None, **interval}])
    role = {"role_printed": rng.choice(["", "vice-minister of cease-fire"])}
    via = [make_organisation("Agence Ŀ’Info")] if rng.random() < 0.3 else []
    quote = make_quote(
        said, speaker, article=article, kind=kind, cue="denied", attribution=role, via=via, **dates
    )
    if rng.random() < 0.5:
        add_span(quote, before, "speaker")
    if rng.random() < 0.3:
        Attribution.objects.create(quote=quote, speaker=make_speaker("Kim Yo-jong"), position=1)
    return quote


@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_every_word_and_every_three_words_on_a_card_find_it(seed, index):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(8)]
    index()
    assert {quote.pk: lost for quote in quotes if (lost := missed(quote, looked_for=15))} == {}


def withdraw(rng, quote, times):
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="A slip")


def publish(rng, quote, times):
    if not quote.article.redacted_at:
        Quote.objects.filter(pk=quote.pk).update(status="published")


def merge_two(rng, quote, times):
    one, other = rng.sample(list(Speaker.objects.all()), 2)
    merge(one, other, "The same")


def undo_one(rng, quote, times):
    if record := Merge.objects.filter(undone_at=None).order_by("?").first():
        undo(record)


def rename(rng, quote, times):
    Speaker.objects.order_by("?").first().other_names.get_or_create(name=nasty(rng, 2))


def go_back(rng, quote, times):
    if not quote.article.redacted_at:
        revert(quote, rng.choice(times), "A slip")


def retitle(rng, quote, times):
    Article.objects.filter(pk=quote.article_id).update(
        title=nasty(rng, 2), rights=rng.choice(["full", "quotes"])
    )


def take_out(rng, quote, times):
    if rng.random() < 0.2 and not quote.article.redacted_at:
        redact(quote.article, "By order")


DEEDS = [
    withdraw,
    publish,
    publish,
    merge_two,
    merge_two,
    undo_one,
    undo_one,
    rename,
    go_back,
    retitle,
    take_out,
]


def holding(word):
    return {d.id for d in all_documents() if any(word in part.lower() for part in (d.words, *d.about))}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("index_dir")
@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_index_is_what_the_rows_say(seed):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(6)]
    building.build()
    times = [timezone.now()]
    for _ in range(25):
        rng.choice(DEEDS)(rng, Quote.objects.get(pk=rng.choice(quotes).pk), times)
        times.append(timezone.now())
        connection.close()
        assert set(ids("żółć OR yo-jong OR neill")) <= holding("żółć") | holding("yo-jong") | holding("neill")
        if rng.random() < 0.4:
            while drain():
                pass
            assert building.check() == building.Check(compared=len(list(all_documents())))
