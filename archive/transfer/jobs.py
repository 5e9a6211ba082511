"""Uploaded files: checked when they arrive, committed by the worker, article by article."""

import codecs
import logging
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F
from msgspec.structs import replace

from archive.editing.shown import is_shown, to_look_at_again, waiting_with
from archive.editing.workflow import may_publish
from archive.models import (
    Article,
    Country,
    ImportJob,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    Role,
    Speaker,
    Statement,
)
from archive.models.fields import Versioned
from archive.text import sha256
from archive.transfer import records
from archive.transfer.commit import Commit
from archive.transfer.staging import Rules, Staged, stage_json
from archive.transfer.table import stage_csv

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000
# A larger file is checked by the worker, since it would keep a request waiting too long.
CHECKED_AT_ONCE = 500_000
State = ImportJob.State
STOPPED = (
    "The import stopped at an error that no row explains. The articles done are in; importing the file again "
    "goes on where it stopped. If it stops again, show the worker's log to whoever runs the archive."
)
CHANGED_SINCE = "somebody changed it since the file was checked: upload the file again, look, then decide."
OWN = "own"  # the state of what this import changed itself
logger = logging.getLogger(__name__)


def stage(data: bytes, rules: Rules | None = None) -> Staged:
    """Raises ValueError, with what to do, for a file that cannot be read as a whole."""
    if len(data) > LARGEST:
        raise ValueError("The file is larger than 5 MB: split it.")
    data = in_utf8(data)
    staged = (stage_json if data.lstrip()[:1] == b"{" else stage_csv)(data, rules)
    if staged.rows > MOST_ROWS:
        raise ValueError(f"{staged.rows:,} rows are more than {MOST_ROWS:,}: split the file.")
    return staged


def in_utf8(data: bytes) -> bytes:
    """Without a byte order mark, which says what some spreadsheets wrote."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-16").encode()
    except UnicodeError:
        raise ValueError("This file is broken UTF-16: save it anew, as UTF-8.") from None


def rules_for(user: Any, mode: str) -> Rules:
    """What an import of this user may do; one that may not publish leaves alone what is there."""
    publishes = may_change(user)
    allowed: Any = mode if publishes else ImportJob.Mode.SKIP
    return Rules(allowed, countries=user.has_perm("archive.add_country"), publishes=publishes)


def may_change(user: Any) -> bool:
    """With four eyes nobody: what comes in waits for somebody else's."""
    return may_publish(user) and not settings.FOUR_EYES


def importer(job: ImportJob) -> Any:
    return get_user_model()._default_manager.get(pk=job.by_id)


def check(job: ImportJob, staged: Staged) -> None:
    job.state = State.CHECKED
    job.rows, job.good = staged.rows, staged.good
    job.problems, job.notes = staged.problems, staged.notes
    job.seen = {} if job.mode == ImportJob.Mode.SKIP else states(staged.bundle)
    job.articles = len(staged.bundle.articles)
    job.article_hashes = [sha256(article.text or "") for article in staged.bundle.articles]
    job.save()


def states(bundle: records.Bundle) -> dict[str, str]:
    """In which state everything is that the bundle may change."""
    people = [*bundle.speakers, *(each for article in bundle.articles for each in article.speakers)]
    named: dict[Any, Iterable[Any]] = {
        Organisation: bundle.organisations,
        Outlet: bundle.outlets,
        Occasion: bundle.occasions,
        Statement: bundle.statements,
        Speaker: people,
        Role: [role for each in people for role in each.roles],
        Article: bundle.articles,
        Quote: [quote for article in bundle.articles for quote in article.quotes],
    }
    codes = [country.code for country in bundle.countries]
    found = [
        model.objects.filter(ref__in=[each.ref for each in records_]) for model, records_ in named.items()
    ]
    there = chain(Country.objects.filter(code__in=codes), *found)
    return {row_name(row): row_state(row) for row in there}


def row_name(row: models.Model) -> str:
    return f"{row._meta.model_name} {row.pk}"


def row_state(row: models.Model) -> str:
    if isinstance(row, Versioned):
        return str(row.version)
    values = [getattr(row, field.attname) for field in row._meta.concrete_fields]
    return sha256(repr(values))[:16]


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
            check(job, stage(bytes(job.content), rules_for(importer(job), job.mode)))
            return True
        ImportJob.objects.filter(pk=job.pk).update(state=State.RUNNING, done=0)
        # The file is not kept, whatever comes of it: a copy would outlive a text that has to be removed.
        end: dict[str, Any] = {"state": State.DONE, "outcome": run(job, between), "content": b""}
    except ValueError as error:
        end = {"state": State.FAILED, "outcome": str(error).replace("\0", "\ufffd"), "content": b""}
    except Exception:
        logger.exception("Import %s stopped", job.pk)
        end = {"state": State.FAILED, "outcome": STOPPED, "content": b""}
    ImportJob.objects.filter(pk=job.pk).update(**end)
    return True


def run(job: ImportJob, between: Callable[[], object] = lambda: None) -> str:
    """What went in, as text. Each article goes in whole or not at all; running a job twice changes nothing."""
    user = importer(job)
    rules = rules_for(user, job.mode)
    staged = stage(bytes(job.content), rules)
    bundle = staged.bundle if rules.publishes else unpublished(staged.bundle)

    def progress() -> None:
        ImportJob.objects.filter(pk=job.pk).update(done=F("done") + 1)
        between()

    reason = job.reason or f"Imported: {job.name}"
    with pghistory.context(user=job.by_id, reason=reason, job=job.pk):
        outcome = CorrectingCommit(rules, reason, job.seen).run(bundle, progress)
    failed = [[name, "-", why] for name, why in outcome.failed.items()]
    ImportJob.objects.filter(pk=job.pk).update(problems=[*staged.problems, *failed])
    return str(outcome)


def unpublished(bundle: records.Bundle) -> records.Bundle:
    """What an editor imports waits for review like everything else, and joins no speakers."""
    articles = [
        replace(
            article, quotes=list(map(as_draft, article.quotes)), speakers=list(map(apart, article.speakers))
        )
        for article in bundle.articles
    ]
    apart_now = {"speakers": list(map(apart, bundle.speakers)), "merges": [], "namesakes": [], "matches": []}
    return replace(bundle, articles=articles, **apart_now)


def as_draft(quote: records.Quote) -> records.Quote:
    status: Any = quote.status if quote.status in {"draft", "review"} else "draft"
    return replace(quote, status=status, published_at=None, corrections=[])


def apart(speaker: records.Speaker) -> records.Speaker:
    return replace(speaker, canonical=None)


class CorrectingCommit(Commit):
    """An editor's changes nothing that readers see.

    It changes rows only in the state in which they were `seen` when the file was checked.
    """

    def __init__(self, rules: Rules, reason: str, seen: dict[str, str]) -> None:
        super().__init__(rules.mode, reason)
        self.rules, self.seen = rules, seen

    def about_to_change(self, row: Any) -> None:
        """What it changed itself it may change again."""
        name = row_name(row)
        if self.seen.get(name) not in (row_state(row), OWN):
            raise ValueError(f"“{row}”: {CHANGED_SINCE}")
        self.seen[name] = OWN

    def beside(self, speaker: Any, row: Any) -> None:
        if not self.rules.publishes and row.pk is None and is_shown(row):
            raise ValueError(
                f"Readers see {speaker}: only a publisher adds “{row}” there. Ask one, or leave it out."
            )
        if settings.FOUR_EYES and row.pk is None:
            to_look_at_again(waiting_with(row))
