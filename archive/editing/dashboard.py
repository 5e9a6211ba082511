"""What waits, what fails and what happened: the desk's first page."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet
from django.db.models.functions import Substr

from archive import search
from archive.editing.history import event_model, who_of
from archive.editing.workflow import RETURNED, may_publish
from archive.models import Article, Entry, Match, Outbox, Proposal, ProposedChange, Quote, QuoteSpan

RECENT = 10
# Anchors are checked for the quotes that changed last; `manage.py verify` checks all.
CHECKED = 500


def overview(user: Any) -> dict[str, Any]:
    """What the desk's first page shows."""
    drafts = written_by(user.pk).filter(status="draft").order_by("-changed_at")
    returned = drafts.filter(internal_note__startswith=RETURNED)[:RECENT]
    return {
        "counts": counts(),
        "returned": [(quote, note_of(quote)) for quote in returned],
        "in_work": drafts.exclude(internal_note__startswith=RETURNED)[:RECENT],
        "to_review": to_review(user) if may_publish(user) else [],
        "to_check": Article.objects.to_check().defer("raw_text", "body_spans").order_by("-id")[:RECENT],
        "to_do": unfinished()[:RECENT],
        "mine": last_work(user),
    }


def counts() -> list[tuple[str, int, str]]:
    """What waits, how many of it, and the page, below the admin's root, that lists them."""
    quotes = Quote.objects.all()
    without_speaker = quotes.filter(attributions=None).count()
    proposed = ProposedChange.objects.filter(state="open").count()
    lost = Match.objects.lost().count()
    without_address = Article.objects.filter(url="").count()
    return [
        (
            "articles with open proposals",
            Proposal.objects.articles_waiting(),
            "archive/proposal/?state__exact=open",
        ),
        ("drafts", quotes.filter(status="draft").count(), "archive/quote/?status__exact=draft"),
        ("waiting for review", quotes.in_review().count(), "archive/quote/queue/"),
        ("proposed changes", proposed, "archive/quote/queue/"),
        ("passages of transcripts to confirm", Match.objects.proposed().count(), "archive/quote/matches/"),
        ("confirmed passages that readers see no more", lost, "archive/quote/matches/"),
        ("articles without an address", without_address, "archive/article/without-address/"),
        ("entries without a text", Entry.objects.waiting().count(), "archive/entry/?quote__isempty=1"),
        ("without a speaker", without_speaker, "archive/quote/?attributed=no"),
    ]


def machinery() -> dict[str, Any]:
    """What administrators look after."""
    return {"index": index_state(), "moved": len(failing_anchors()), "changes": recent_changes()}


def written_by(user: int) -> QuerySet[Quote]:
    """Those that this user made."""
    return made_with(user=user)


def made_with(**metadata: int) -> QuerySet[Quote]:
    """By what the history notes of their making."""
    noted = {f"pgh_context__metadata__{name}": value for name, value in metadata.items()}
    made = event_model(Quote).objects.filter(pgh_label="insert", **noted)
    return Quote.objects.filter(pk__in=made.values("pgh_obj_id"))


def note_of(quote: Quote) -> str:
    """Why its author was given it back."""
    return quote.internal_note.partition("\n")[0].removeprefix(RETURNED)


def waiting_for(user: Any) -> QuerySet[Quote]:
    """With four eyes nobody publishes what is theirs."""
    waiting = Quote.objects.in_review()
    return waiting.exclude(pk__in=written_by(user.pk).values("pk")) if settings.FOUR_EYES else waiting


def to_review(user: Any) -> QuerySet[Article]:
    """With how many quotes are `waiting` in each; those that wait longest come first."""
    articles = Article.objects.filter(quotes__in=waiting_for(user).order_by())
    counted = articles.annotate(waiting=Count("quotes"), since=Min("quotes__submitted_at"))
    oldest: QuerySet[Article] = counted.order_by("since", "pk").defer("raw_text")
    return oldest[:RECENT]


def unfinished() -> QuerySet[Article]:
    """Articles with proposals to decide or drafts to send to review."""
    open_ones = Proposal.objects.open().filter(article=OuterRef("pk"))
    drafts = Quote.objects.filter(article=OuterRef("pk"), status="draft")
    return Article.objects.filter(Exists(open_ones) | Exists(drafts)).defer("raw_text").order_by("-id")


def left_to_do(articles: Collection[int]) -> dict[int, dict[str, int]]:
    """How much is left to do with each article, by the page where it is done."""
    of = {"article__in": articles}
    fresh = set(Article.objects.to_check().filter(pk__in=articles).values_list("pk", flat=True))
    proposals, drafts = (
        dict(rows.order_by().values_list("article").annotate(Count("pk")))
        for rows in (Proposal.objects.open().filter(**of), Quote.objects.filter(status="draft", **of))
    )
    return {
        pk: {"check": pk in fresh, "proposals": proposals.get(pk, 0), "review": drafts.get(pk, 0)}
        for pk in articles
    }


def failing_anchors() -> set[int]:
    """Of the quotes that changed last, those with a span whose text is not what stands there now."""
    recent = Quote.objects.order_by("-changed_at").values("pk")[:CHECKED]
    spans = QuoteSpan.objects.filter(quote__in=recent).annotate(
        stands=Substr("quote__article__raw_text", F("start") + 1, F("end") - F("start"))
    )
    return set(spans.exclude(stands=F("text")).values_list("quote", flat=True))


def index_state() -> str:
    status = search.status()
    if status.trouble:
        return f"{status.trouble.capitalize()}: the database answers searches until “manage.py index build” has run."
    waiting = Outbox.objects.count()
    return f"{waiting} changes wait to be indexed." if waiting else "The index is up to date."


def recent_changes() -> list[tuple[Any, str, Quote | None]]:
    """The last event of each quote that changed last, who did it, and the quote."""
    last: dict[int, Any] = {}
    for event in event_model(Quote).objects.order_by("-pgh_id")[: 5 * RECENT]:
        last.setdefault(event.pgh_obj_id, event)
    events = list(last.values())[:RECENT]
    who = who_of(each.pgh_context_id for each in events)
    quotes = Quote.objects.in_bulk({each.pgh_obj_id for each in events})
    return [(each, who.get(each.pgh_context_id, ""), quotes.get(each.pgh_obj_id)) for each in events]


def last_work(user: Any) -> list[Quote]:
    """The quotes that this user changed last, each once."""
    events = event_model(Quote).objects.filter(pgh_context__metadata__user=user.pk).order_by("-pgh_id")
    ids = dict.fromkeys(events.values_list("pgh_obj_id", flat=True)[: 5 * RECENT])
    return Quote.objects.all().in_order(list(ids)[:RECENT])
