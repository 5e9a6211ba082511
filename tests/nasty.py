"""An archive of many scripts, invisible characters, joint statements, weeks and merges, and all that editors may do to it."""

from datetime import date

from archive.editing.merge import merge, undo
from archive.editing.redaction import redact
from archive.editing.versions import revert
from archive.models import Article, Attribution, Merge, Organisation, Quote, Speaker
from archive.text.names import without_unseen
from tests.builders import add_span, make_article, make_organisation, make_quote, make_speaker

WORDS = [
    "cease-fire", "cease\u200bfire", "ceasefire", "coop-\neration", "coop\u00aderation", "post–war", "F-16s", "MiG-29",
    "12,500", "300 000", "1.250.000", "١٢٬٥٠٠", "17.06.2024", "3.5%", "they’re", "she'll", "l’Ukraine", "Putin’in", "n’est",
    "O‘Brien’s", "Qur'an", "U.S.", "J.D.", "Łódź", "e\u0301te\u0301", "Müller", "Straße", "İstanbul’da", "ﬁne", "ＡＢＣ",
    "Москва", "п’ять", "Αθήνα", "مُحَمَّد", "القــاهرة", "می\u200cخواهم", "שָׁלוֹם", "दिन", "शांति", "বাংলা", "தமிழ்", "กระทรวงการ",
    "北朝鮮は", "停火協\n議", "សន្តិ\u200bភាព", "ﾃﾞｰﾀ", "중국은", "미국\n한국은", "요\r\n구했다", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "𠮷野家", "ខ្មែរ", "a\u2060b", "\ufeffzero", "x_y", "AT&T",
    "har¬\u2028bour", "Mül‑\u00a0\r\nler", "co-operation-based", "well-estab-\r\nlished", "1️⃣st", "rock’n’roll", "the", "of", "not", "[…]", "—", "and/or",
]  # fmt: skip


def nasty(rng, size):
    return " ".join(rng.choice(WORDS) for _ in range(size))


def nasty_quote(rng, mark="the"):
    """Its words begin with the mark."""
    said = f"{mark} {nasty(rng, rng.randint(3, 9))}"
    before, between, after = nasty(rng, 2), nasty(rng, rng.choice([1, 12])), nasty(rng, 3)
    eol = rng.choice(["\n", "\r\n"])
    raw_text = f"Report {nasty(rng, 3)}{eol}{eol}{before} the {between} denied: {said}{eol}{after}"
    article = make_article(raw_text, rights=rng.choice(["full", "excerpt", "quotes"]))
    kind = rng.choice(["direct", "mixed", "indirect"])
    speaker = make_speaker(rng.choice(["Ada O’Neill", "김정은", "Łukasz Żółć", "محمد علي"]))
    interval = {
        "said_earliest": date(2024, 6, 3),
        "said_latest": date(2024, 6, 9),
        "said_precision": "week",
        "said_basis": "editor",
    }
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


def name(rng, words):
    """As the desk and the imports take it: without what nobody sees."""
    return without_unseen(nasty(rng, words)) or "Zero"


def withdraw(rng, quote, times):
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="A slip")


def publish(rng, quote, times):
    if not quote.article.redacted_at:
        Quote.objects.filter(pk=quote.pk).update(status="published")


def merge_two(rng, quote, times):
    one, other = rng.sample(list(Speaker.objects.order_by("pk")), 2)
    merge(one, other, "The same")


def undo_one(rng, quote, times):
    if records := Merge.objects.filter(undone_at=None).order_by("pk"):
        undo(rng.choice(records))


def rename(rng, quote, times):
    rng.choice(Speaker.objects.order_by("pk")).other_names.get_or_create(name=name(rng, 2))


def rename_link(rng, quote, times):
    Organisation.objects.filter(via__quote=quote).update(name=f"Agence {name(rng, 2)}")


def reattribute(rng, quote, times):
    """To somebody else, with an office of theirs."""
    others = Speaker.objects.filter(type="person").exclude(attributions__quote=quote).order_by("pk")
    if others and not quote.article.redacted_at:
        speaker = rng.choice(others)
        role = speaker.roles.get_or_create(title=name(rng, 1))[0]
        Attribution.objects.filter(quote=quote, position=0).update(speaker=speaker, role=role)


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
    rename_link,
    reattribute,
    go_back,
    retitle,
    take_out,
]
