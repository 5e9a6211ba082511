"""Uploaded files: checked when they arrive, committed by the worker, article by article."""

from collections.abc import Callable, Iterable
from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.db.models import F
from msgspec.structs import replace

from archive.editing.corrections import correct, seen
from archive.editing.workflow import may_publish
from archive.models import Article, ImportJob, Quote
from archive.text import sha256
from archive.transfer import records
from archive.transfer.commit import Commit
from archive.transfer.staging import Problem, Staged, stage_json
from archive.transfer.table import stage_csv

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000
# A larger file is checked by the worker, since it would keep a request waiting too long.
CHECKED_AT_ONCE = 500_000
State = ImportJob.State


def stage(data: bytes) -> Staged:
    """Raises ValueError, with what to do, for a file that cannot be read as a whole."""
    if len(data) > LARGEST:
        raise ValueError("The file is larger than 5 MB: split it.")
    staged = stage_json(data) if data.lstrip()[:1] == b"{" else stage_csv(data)
    if staged.rows > MOST_ROWS:
        raise ValueError(f"{staged.rows:,} rows are more than {MOST_ROWS:,}: split the file.")
    return staged


def check(job: ImportJob, staged: Staged) -> None:
    job.state = State.CHECKED
    job.rows, job.good = staged.rows, staged.good
    job.problems, job.notes = as_rows(staged.problems), as_rows(staged.notes)
    job.articles = len(staged.bundle.articles)
    job.article_hashes = [sha256(article.text or "") for article in staged.bundle.articles]
    job.save()


def as_rows(problems: Iterable[Problem]) -> list[list[str]]:
    return [[each.row, each.column, each.reason] for each in problems]


def run_next(between: Callable[[], object] = lambda: None) -> bool:
    """Checks or commits the oldest job that waits, or that a crash interrupted; False if there is none.

    `between` is called after each article, so that the index does not wait for a long import.
    """
    waiting = [State.NEW, State.QUEUED, State.RUNNING]
    job = ImportJob.objects.filter(state__in=waiting).order_by("id").first()
    if job is None:
        return False
    try:
        if job.state == State.NEW:
            check(job, stage(bytes(job.content)))
            return True
        ImportJob.objects.filter(pk=job.pk).update(state=State.RUNNING, done=0)
        # The file is not kept: its rows are in, and a copy would outlive a text that has to be removed.
        end: dict[str, Any] = {"state": State.DONE, "outcome": run(job, between), "content": b""}
    except Exception as error:
        end = {"state": State.FAILED, "outcome": f"{type(error).__name__}: {error}"}
    ImportJob.objects.filter(pk=job.pk).update(**end)
    return True


def run(job: ImportJob, between: Callable[[], object] = lambda: None) -> str:
    """What went in, as text. Each article goes in whole or not at all; running a job twice changes nothing."""
    bundle = stage(bytes(job.content)).bundle
    mode = job.mode
    if not may_publish(get_user_model()._default_manager.get(pk=job.by_id)):
        bundle, mode = unpublished(bundle), ImportJob.Mode.SKIP

    def progress() -> None:
        ImportJob.objects.filter(pk=job.pk).update(done=F("done") + 1)
        between()

    reason = job.reason or f"Imported: {job.name}"
    with pghistory.context(user=job.by_id, reason=reason):
        return str(CorrectingCommit(mode, reason).run(bundle, progress))


def unpublished(bundle: records.Bundle) -> records.Bundle:
    """What an editor imports waits for review like everything else, and joins no speakers."""
    articles = [
        replace(
            article, quotes=list(map(as_draft, article.quotes)), speakers=list(map(apart, article.speakers))
        )
        for article in bundle.articles
    ]
    return replace(
        bundle, articles=articles, speakers=list(map(apart, bundle.speakers)), merges=[], namesakes=[]
    )


def as_draft(quote: records.Quote) -> records.Quote:
    status: Any = quote.status if quote.status in {"draft", "review"} else "draft"
    return replace(quote, status=status, published_at=None, corrections=[])


def apart(speaker: records.Speaker) -> records.Speaker:
    return replace(speaker, canonical=None)


class CorrectingCommit(Commit):
    """Notes every change to a published quote as a public correction."""

    def __init__(self, mode: Any, reason: str) -> None:
        super().__init__(mode)
        self.reason = reason

    def article(self, record: records.Article) -> None:
        before = {}
        if self.mode != "skip":
            quotes = Quote.objects.published().filter(article__in=Article.objects.filter(ref=record.ref))
            before = {quote.pk: (quote, seen(quote)) for quote in quotes}
        super().article(record)
        for quote, then in before.values():
            correct(quote, then, self.reason)
