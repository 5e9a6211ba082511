"""What waits, what fails and what happened: the desk's first page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet
from django.db.models.functions import Substr

from archive import search
from archive.editing.history import event_model
from archive.editing.history import metadata as metadata_of
from archive.editing.workflow import RETURNED, may_publish
from archive.models import Article, Entry, Match, Outbox, Proposal, ProposedChange, Quote, QuoteSpan

RECENT = 10
# Anchors are checked for the quotes that changed last; `manage.py verify` checks all.
CHECKED = 500


@dataclass(frozen=True)
class Counted:
    """A number with the page, below the admin's root, that lists what it counts."""

    label: str
    number: int
    page: str


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    quote: Quote | None
    status: str


@dataclass(frozen=True)
class Returned:
    """A draft that its author was given back, and why."""

    quote: Quote
    note: str


@dataclass(frozen=True)
class ToReview:
    """An article with so many quotes that wait for somebody to review them."""

    article: Article
    waiting: int


@dataclass(frozen=True)
class Machinery:
    """What administrators look after."""

    index: str
    moved: int
    changes: list[Event]


@dataclass(frozen=True)
class Overview:
    counts: list[Counted]
    returned: list[Returned]
    in_work: list[Quote]
    to_review: list[ToReview]
    to_check: list[Article]
    to_do: list[Article]
    mine: list[Quote]


def overview(user: Any) -> Overview:
    quotes = Quote.objects.all()
    drafts = written_by(user.pk).filter(status="draft").order_by("-changed_at")
    own = drafts.exclude(internal_note__startswith=RETURNED)
    return Overview(
        counts=[
            Counted(
                "articles with open proposals",
                Proposal.objects.articles_waiting(),
                "archive/proposal/?state__exact=open",
            ),
            Counted("drafts", quotes.filter(status="draft").count(), "archive/quote/?status__exact=draft"),
            Counted("waiting for review", quotes.in_review().count(), "archive/quote/queue/"),
            Counted(
                "proposed changes",
                ProposedChange.objects.filter(state="open").count(),
                "archive/quote/queue/",
            ),
            Counted(
                "passages of transcripts to confirm",
                Match.objects.proposed().count(),
                "archive/quote/matches/",
            ),
            Counted(
                "confirmed passages that readers see no more",
                Match.objects.lost().count(),
                "archive/quote/matches/",
            ),
            Counted(
                "articles without an address",
                Article.objects.filter(url="").count(),
                "archive/article/without-address/",
            ),
            Counted(
                "entries without a text",
                Entry.objects.waiting().count(),
                "archive/entry/?quote__isempty=1",
            ),
            Counted(
                "without a speaker", quotes.filter(attributions=None).count(), "archive/quote/?attributed=no"
            ),
        ],
        returned=[returned(each) for each in drafts.filter(internal_note__startswith=RETURNED)[:RECENT]],
        in_work=list(own[:RECENT]),
        to_review=to_review(user) if may_publish(user) else [],
        to_check=list(Article.objects.to_check().defer("raw_text", "body_spans").order_by("-id")[:RECENT]),
        to_do=list(unfinished()[:RECENT]),
        mine=last_work(user),
    )


def machinery() -> Machinery:
    return Machinery(index_state(), len(failing_anchors()), recent_changes())


def written_by(user: int) -> QuerySet[Quote]:
    """Those that this user made."""
    return made_with(user=user)


def made_with(**metadata: int) -> QuerySet[Quote]:
    """By what the history notes of their making."""
    noted = {f"pgh_context__metadata__{name}": value for name, value in metadata.items()}
    made = event_model(Quote).objects.filter(pgh_label="insert", **noted)
    return Quote.objects.filter(pk__in=made.values("pgh_obj_id"))


def returned(quote: Quote) -> Returned:
    return Returned(quote, quote.internal_note.partition("\n")[0].removeprefix(RETURNED))


def waiting_for(user: Any) -> QuerySet[Quote]:
    """With four eyes nobody publishes what is theirs."""
    waiting = Quote.objects.in_review()
    return waiting.exclude(pk__in=written_by(user.pk).values("pk")) if settings.FOUR_EYES else waiting


def to_review(user: Any) -> list[ToReview]:
    """Those that wait longest come first."""
    rows = waiting_for(user).order_by().values("article")
    counted = rows.annotate(waiting=Count("pk"), since=Min("submitted_at")).order_by("since", "article")
    found = list(counted[:RECENT])
    articles = Article.objects.defer("raw_text").in_bulk([row["article"] for row in found])
    return [ToReview(articles[row["article"]], row["waiting"]) for row in found]


def unfinished() -> QuerySet[Article]:
    """Articles with proposals to decide or drafts to send to review."""
    open_ones = Proposal.objects.open().filter(article=OuterRef("pk"))
    drafts = Quote.objects.filter(article=OuterRef("pk"), status="draft")
    return Article.objects.filter(Exists(open_ones) | Exists(drafts)).defer("raw_text").order_by("-id")


@dataclass(frozen=True)
class Left:
    """What is left to do with an article."""

    proposals: int = 0
    drafts: int = 0
    to_check: bool = False


def left_to_do(articles: Collection[int]) -> dict[int, Left]:
    of = {"article__in": articles}
    fresh = set(Article.objects.to_check().filter(pk__in=articles).values_list("pk", flat=True))
    proposals, drafts = (
        dict(rows.order_by().values_list("article").annotate(Count("pk")))
        for rows in (Proposal.objects.open().filter(**of), Quote.objects.filter(status="draft", **of))
    )
    return {pk: Left(proposals.get(pk, 0), drafts.get(pk, 0), pk in fresh) for pk in articles}


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


def recent_changes() -> list[Event]:
    newest = event_model(Quote).objects.select_related("pgh_context").order_by("-pgh_id")[: 5 * RECENT]
    last: dict[int, Any] = {}
    for event in newest:
        last.setdefault(event.pgh_obj_id, event)
    events = list(last.values())[:RECENT]
    people = get_user_model()._default_manager.in_bulk(
        {metadata_of(each).get("user") for each in events} - {None}
    )
    quotes = Quote.objects.in_bulk({each.pgh_obj_id for each in events})
    return [
        Event(
            at=each.pgh_created_at,
            who=str(people.get(metadata_of(each).get("user", 0)) or metadata_of(each).get("command", "")),
            quote=quotes.get(each.pgh_obj_id),
            status=Quote.Status(each.status).label,
        )
        for each in events
    ]


def last_work(user: Any) -> list[Quote]:
    """The quotes that this user changed last, each once."""
    events = event_model(Quote).objects.filter(pgh_context__metadata__user=user.pk).order_by("-pgh_id")
    ids = dict.fromkeys(events.values_list("pgh_obj_id", flat=True)[: 5 * RECENT])
    return Quote.objects.all().in_order(list(ids)[:RECENT])
