"""Imports that brought a removed article: their files and what was said of them."""

import codecs
import re
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from archive.editing.leftovers import texts_in
from archive.models import Article, ImportJob

GONE = "Removed"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def empty_jobs(article: Article, words: list[str]) -> None:
    """A job that still waits has nothing left to import, and says why."""
    jobs = [job.pk for job in ImportJob.objects.defer("content") if holds(job, article, words)]
    rows = ImportJob.objects.filter(pk__in=jobs)
    rows.update(content=b"", name=GONE, reason="", problems=[], notes=[], outcome="")
    unfinished = rows.exclude(state=ImportJob.State.DONE)
    unfinished.update(state=ImportJob.State.FAILED, outcome="A text in this file was removed for good.")
    kind = ContentType.objects.get_for_model(ImportJob)
    LogEntry.objects.filter(content_type=kind, object_id__in=map(str, jobs)).update(
        object_repr=GONE, change_message=""
    )


def holds(job: ImportJob, article: Article, words: Iterable[str]) -> bool:
    """By its hashes, or by the words: a file that could not be read has no hashes."""
    if article.raw_sha256 in job.article_hashes:
        return True
    texts = [job.name, job.reason, job.outcome, *texts_in([job.problems, job.notes])]
    content = readable(bytes(job.content))
    names = [article.ref, article.raw_sha256]
    return any(word in content for word in (*names, *words)) or any(
        word in text for word in words for text in texts
    )


def readable(data: bytes) -> str:
    """As imports read it, and with the letters that JSON writes as numbers."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8", errors="replace")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
