"""Taking an article's text out of the archive for good: rows, history, index, and what people wrote about it.

Hash, public reason and the archive's own addresses stay. What is written is emptied wherever a row belongs to the
article; what names it only by its words (notes of other rows, other captures) is reported, not guessed at.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import pghistory
import pgtrigger
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from pghistory.models import Context

from archive.editing import redacted_list
from archive.editing.history import event_model
from archive.editing.leftovers import leftovers, pieces, says_enough, texts_in
from archive.editing.redacted_files import drop_files
from archive.editing.redacted_jobs import empty_jobs
from archive.editing.redacted_searches import empty_follows, empty_searches
from archive.models import (
    Article,
    Attribution,
    Correction,
    Entry,
    Match,
    Mention,
    Merge,
    Occasion,
    Proposal,
    ProposedChange,
    Quote,
    QuoteSpan,
    ReadingItem,
    Role,
    SavedPage,
    SearchedArticle,
    SearchedQuote,
    Speaker,
    SpeakerName,
    Spreadsheet,
    Statement,
    Via,
)
from archive.models.fields import of_page

GONE = "Removed"
_MARKS = re.compile("[“”„‟«»‹›\"‘’‚'「」『』]")
BLANK_ARTICLE = {
    "title": GONE,
    "subtitle": "",
    "byline": "",
    "source_note": "",
    "url": "",
    "archive_url": "",
}
BLANK_QUOTE = {"text": "", "said_note": "", "public_note": "", "internal_note": ""}
BLANK_TABLE = {"name": GONE, "names": [], "note": "", "mapping": {}, "cells": [], "numbers": []}
BLANK_CORRECTION = {"old": "", "new": "", "reason": GONE}
BLANK_SPEAKER = {
    "name": GONE,
    "sort_name": GONE,
    "sort_key": GONE.lower(),
    "description": "",
    "wikidata": "",
    "dated_names": [],
}
BLANK_OCCASION = {"name": GONE, "place": "", "note": "", "transcript_url": ""}


@dataclass
class Touched:
    """The rows that were emptied, those that were deleted before included: their history and notes follow.

    `leftovers` says, table by table, where words of the text still stand.
    """

    article: Article
    ids: dict[type[Model], set[int]] = field(default_factory=dict)
    events: int = 0
    leftovers: list[str] = field(default_factory=list)

    @property
    def quotes(self) -> int:
        return len(self.ids[Quote])

    def add(self, model: type[Model], **where: Any) -> set[int]:
        live = model._default_manager.filter(**where).values_list("pk", flat=True)
        tracked = event_model(model)
        before = tracked.objects.filter(**where).values_list("pgh_obj_id", flat=True) if tracked else ()
        found = {*live, *before}
        self.ids.setdefault(model, set()).update(found)
        return found

    def empty(self, model: type[Model], **blank: Any) -> None:
        """The rows and every event of them."""
        ids = self.ids[model]
        model._default_manager.filter(pk__in=ids).update(**blank)
        self.events += event_model(model).objects.filter(pgh_obj_id__in=ids).update(**blank)


@transaction.atomic
def redact(article: Article, reason: str) -> Touched:
    """Withdraws the article's quotes with the public `reason` and empties every copy of their text.

    Backups and exports made before still hold it; a restore of such a backup redacts again (redacted_list).
    """
    if not reason.strip():
        raise ValueError("Give the public reason.")
    touched = Touched(article, {Article: {article.pk}})
    words = pieces(article)
    empty_searches(article, words)
    empty_follows(article, words)
    with (
        pghistory.context(action="redact", reason=reason),
        pgtrigger.ignore("archive.Article:raw_text_frozen"),
    ):
        withdraw(touched, reason)
        empty_sources(touched)
        touched.add(Proposal, article=article)
        article.proposals.all().delete()
        SavedPage.objects.filter(article=article).delete()
        empty_tables(article, words)
        empty_article(touched, reason)
    SearchedQuote.objects.filter(pk__in=touched.ids[Quote]).delete()
    SearchedArticle.objects.filter(pk=article.pk).delete()
    empty_jobs(article, words)
    drop_changes(words)
    empty_notes(touched)
    transaction.on_commit(lambda: redacted_list.note(article.raw_sha256, reason))
    transaction.on_commit(lambda: drop_files(words))
    touched.leftovers = leftovers(words)
    return touched


def empty_tables(article: Article, words: list[str]) -> None:
    """Rows of spreadsheets that are from the article, tables that wait with words of it, and what a feed called it."""
    text, title = bare(article.raw_text), article.title
    called = Q(title__contains=title) if says_enough(title) else Q(title=title)  # feeds add the outlet's name
    waiting = Entry.objects.waiting().values_list("pk", "words")
    said = [pk for pk, told in waiting if says_enough(told) and bare(told) in text]
    same = [*said, *of_page(Entry.objects, article.url).values_list("pk", flat=True)]
    Entry.objects.filter(Q(quote__article=article) | Q(pk__in=same) | Q(called, quote=None)).delete()
    for sheet in Spreadsheet.objects.all():
        told = [sheet.name, *texts_in([sheet.names, sheet.note, sheet.cells])]
        if any(piece in each for piece in words for each in told):
            empty_table(sheet)
    same = of_page(ReadingItem.objects, article.url).values_list("pk", flat=True)
    ReadingItem.objects.filter(called | Q(pk__in=same)).delete()


def bare(text: str) -> str:
    """Without the marks and spaces that a table has around words, or has otherwise."""
    return " ".join(_MARKS.sub(" ", text).split())


def empty_table(sheet: Spreadsheet) -> None:
    if sheet.entered_at:
        Spreadsheet.objects.filter(pk=sheet.pk).update(**BLANK_TABLE)
    else:
        sheet.delete()


def empty_article(touched: Touched, reason: str) -> None:
    touched.empty(Article, **BLANK_ARTICLE, body_spans=[])
    Article.objects.filter(pk=touched.article.pk).update(
        raw_text="", redacted_at=timezone.now(), redacted_reason=reason
    )


def withdraw(touched: Touched, reason: str) -> None:
    quotes = touched.add(Quote, article=touched.article)
    alone: dict[type[Model], set[int]] = {
        model: only_here(model, touched.article) for model in (Occasion, Statement)
    }
    withdrawn = {"status": Quote.Status.WITHDRAWN, "withdrawn_reason": reason, "changed_at": timezone.now()}
    Quote.objects.filter(pk__in=quotes).update(**withdrawn, statement=None)
    touched.empty(Quote, **BLANK_QUOTE, withdrawn_reason=reason)
    for model, blank in (
        (QuoteSpan, {"text": ""}),
        (Attribution, {"role_printed": ""}),
        (Via, {"channel": ""}),
        (Correction, BLANK_CORRECTION),
    ):
        touched.add(model, quote__in=quotes)
        touched.empty(model, **blank)
    touched.ids |= alone
    touched.empty(Occasion, **BLANK_OCCASION)
    touched.empty(Statement, note="")
    touched.add(ProposedChange, quote__in=quotes)
    touched.add(Match, quote__in=quotes)
    touched.add(Match, turn__in=quotes)
    Match.objects.filter(pk__in=touched.ids[Match]).delete()
    for gone in (QuoteSpan, Mention, ProposedChange):
        gone._default_manager.filter(quote__in=quotes).delete()


def drop_changes(words: list[str]) -> None:
    """Of other rows, whose forms hold the words: a second publisher would say them again."""
    for change in ProposedChange.objects.exclude(path=""):
        sent = [text for texts in change.form.values() for text in texts]
        told = [text for row in change.differences for text in row]
        if any(word in text for word in words for text in (*sent, *told, change.reason, change.answer)):
            change.delete()


def only_here(model: type[Occasion | Statement], article: Article) -> set[int]:
    """Those that nothing but this article told of."""
    told = model.objects.filter(quotes__article=article)
    elsewhere = model.objects.filter(quotes__in=Quote.objects.exclude(article=article))
    return set(told.exclude(pk__in=elsewhere.values("pk")).values_list("pk", flat=True))


def empty_sources(touched: Touched) -> None:
    """The unnamed sources: their description is the outlet's, word for word."""
    speakers = touched.add(Speaker, scope_article=touched.article)
    touched.empty(Speaker, **BLANK_SPEAKER)
    touched.add(SpeakerName, speaker__in=speakers)
    SpeakerName.objects.filter(speaker__in=speakers).delete()
    touched.add(Role, speaker__in=speakers)
    touched.empty(Role, title=GONE)
    event_model(SpeakerName).objects.filter(speaker__in=speakers).update(name=GONE)
    touched.add(Merge, speaker__in=speakers)
    Merge.objects.filter(Q(speaker__in=speakers) | Q(into__in=speakers)).update(reason=GONE)


def empty_notes(touched: Touched) -> None:
    """What the desk's log calls the rows, and the reasons that were given for changing them."""
    for model, ids in touched.ids.items():
        kind = ContentType.objects.get_for_model(model)
        log = LogEntry.objects.filter(content_type=kind, object_id__in=map(str, ids))
        log.update(object_repr=f"{model._meta.verbose_name} (removed)", change_message="")
        if tracked := event_model(model):
            events = tracked.objects.filter(pgh_obj_id__in=ids)
            empty_contexts(events.values_list("pgh_context_id", flat=True).distinct())


def empty_contexts(ids: Any) -> None:
    """Who and what kind of act stays; the reason of a removal is public."""
    for context in Context.objects.filter(pk__in=set(ids)):
        known = context.metadata or {}
        kept = {"user", "action", "reason"} if known.get("action") == "redact" else {"user", "action"}
        context.metadata = {name: value for name, value in known.items() if name in kept}
        context.save(update_fields=["metadata"])


def reapply() -> int:
    """Removes again what a restored backup brought back; how many articles."""
    again = 0
    for entry in redacted_list.entries():
        for article in Article.objects.filter(raw_sha256=entry.sha256, redacted_at=None):
            redact(article, entry.reason)
            again += 1
    return again


def listed() -> int:
    """Brings the list up to date with the database; how long it is."""
    rows = Article.objects.redacted().values_list("raw_sha256", "redacted_reason")
    for sha256, reason in rows:
        redacted_list.note(sha256, reason)
    return len(redacted_list.entries())
