"""Every list of the desk costs the same number of queries with two rows of a kind and with nine, and little time with 5,000."""

from collections.abc import Callable
from functools import partial
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

import pghistory
import pgtrigger
import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.models import (
    Article,
    Correction,
    Entry,
    FrozenSearch,
    ImportJob,
    Match,
    Merge,
    Namesakes,
    Proposal,
    ProposedChange,
    Quote,
    ReadingItem,
    Spreadsheet,
)
from archive.operations.demo.rows import fill
from tests.admin.conftest import logged_in
from tests.admin.test_pages import make_everything
from tests.builders import make_article, make_proposal, make_quote, make_speaker

OF_MODELS = [f"{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry]
OWN = [
    "index",
    "machinery",
    "archive_quote_queue",
    "archive_quote_matches",
    "archive_article_without_address",
    "archive_speaker_duplicates",
]
ASKED = [
    "archive_quote_changelist?q=yes",
    "archive_quote_changelist?status__exact=draft",
    "archive_article_changelist?q=no",
    "archive_speaker_changelist?q=ada",
    "archive_role_changelist?q=minister",
    "archive_organisation_changelist?q=ministry",
    "archive_entry_changelist?quote__isempty=1",
]


def make_rows(number: int, by: User) -> None:
    """Of each kind that a list shows, one more; the quotes of all three states."""
    make_everything(number)
    article = make_article(f"Waiting {number}\n\n“Peace is near,” Ada said. “Yes, no,” she said.\n")
    make_proposal(article)
    review = make_quote("Yes, no", make_speaker(f"Bob {number}"), article=article, status="review")
    Quote.objects.filter(pk=review.pk).update(submitted_at=timezone.now())
    turn = make_quote(
        "Hear hear", make_speaker(f"Cy {number}"), article=make_article(f"{number}: “Hear hear,” Cy said.")
    )
    draft = make_quote(
        "No",
        make_speaker(f"Ada Lovelac{number}"),
        article=make_article(f"Of {number}: “No,” Ada said."),
        status="draft",
    )
    reported = make_quote("Maybe", make_speaker(f"Gil {number}"), kind="indirect", cue="said")
    Correction.objects.create(quote=reported, changed="date", reason="Misread")
    Match.objects.create(quote=draft, turn=turn, start=0, end=9, kept=2, words=2, score=0.9)
    ProposedChange.objects.create(quote=draft, form={}, differences=[], by=by)
    one, other = make_speaker(f"Dot {number}"), make_speaker(f"Eve {number}")
    Merge.objects.create(speaker=one, into=other, reason="One person.", by=by)
    Namesakes.objects.create(one=one, other=other)
    sheet = Spreadsheet.objects.create(name=f"{number}.csv", by=by)
    Entry.objects.create(sheet=sheet, number=1, words="Words").speakers.add(one)
    ImportJob.objects.create(name=f"{number}.json", by=by, content=b"{}")
    ReadingItem.objects.create(title=f"Item {number}", url=f"https://example.org/{number}", by=by)
    FrozenSearch.objects.create(
        code=f"c{number}", search="", described="All", found=[], sha256="", at=timezone.now()
    )
    Group.objects.create(name=f"Group {number}")
    User.objects.create(username=f"user{number}", is_staff=True)


WAITING = """
    UPDATE archive_quote SET status = 'draft', published_at = NULL WHERE mod(id, 5) > 0;
    UPDATE archive_quote SET status = 'review', submitted_at = now() WHERE mod(id, 5) = 0;
    UPDATE archive_quote SET internal_note = 'Returned: who is she?' WHERE mod(id, 50) = 1;
    INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
      VALUES ('{context}', now(), now(), '{{"user": {user}}}');
    UPDATE archive_quoteevent SET pgh_context_id = '{context}';
    ANALYZE"""


def fill_with_drafts(by: User) -> None:
    """5,000 of them, a fifth waiting for review, all of one editor's; 3,000 proposals and 5,000 entries."""
    with connection.cursor() as cursor:
        # The triggers' plans for tables that were emptied would read the whole of each for every row.
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        fill(5_000, lambda _: cursor.execute("ANALYZE"))
        cursor.execute("SET LOCAL plan_cache_mode = auto")
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(WAITING.format(context=uuid4(), user=by.pk))
    articles = list(Article.objects.values_list("pk", flat=True)[:1_500])
    Proposal.objects.bulk_create(
        Proposal(article_id=pk, key=f"k{n}", start=n, confidence="medium", content={})
        for pk in articles
        for n in range(2)
    )
    sheet = Spreadsheet.objects.create(name="a.csv", by=by)
    Entry.objects.bulk_create(Entry(sheet=sheet, number=n, words=f"Words {n}") for n in range(5_000))


@pytest.mark.drill
def test_every_list_answers_in_300_ms_with_5000_drafts(eddie: User, pia: User) -> None:
    fill_with_drafts(eddie)
    slow: dict[tuple[str, str], int] = {}
    for user in (eddie, pia, User.objects.create_superuser("grace")):
        own = OWN if user.is_superuser else [page for page in OWN if page != "machinery"]
        for page in (*OF_MODELS, *own, *ASKED):
            took = quickest(partial(logged_in(user).get, address(page)))
            slow |= {(user.username, page): round(took * 1000)} if took > 0.3 else {}
    assert slow == {}


def quickest(get: Callable[[], Any]) -> float:
    """Of four, or the first within the limit: CPU and the database's time, since other work holds the machine too."""
    took = cost(get)
    return took if took <= 0.3 else min(took, *(cost(get) for _ in range(3)))


def cost(get: Callable[[], Any]) -> float:
    """What the driver itself takes is counted twice: rather too much than too little."""
    waited = 0.0

    def timed(execute: Any, *args: Any) -> Any:
        nonlocal waited
        begun = perf_counter()
        try:
            return execute(*args)
        finally:
            waited += perf_counter() - begun

    begun = process_time()
    with connection.execute_wrapper(timed):
        get()
    return process_time() - begun + waited


def address(page: str) -> str:
    name, _, asked = page.partition("?")
    return reverse(f"admin:{name}") + (f"?{asked}" if asked else "")


@pytest.fixture
def costs(db: None) -> Callable[[str], int]:
    client = logged_in(User.objects.create_superuser("grace"))

    def cost(page: str) -> int:
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(page)).status_code == 200
        return len(queries)

    return cost


def test_every_list_costs_the_same_with_more_rows(costs: Any) -> None:
    grace = User.objects.get(username="grace")
    pages = [*OF_MODELS, *OWN, *ASKED]
    found = []
    for numbers in (range(2), range(2, 9)):
        for number in numbers:
            with pghistory.context(user=grace.pk):
                make_rows(number, grace)
        found.append({page: costs(page) for page in pages})
    more = {page: (found[0][page], found[1][page]) for page in pages if found[1][page] > found[0][page]}
    assert more == {}
    assert Article.objects.count() > 20


@pytest.mark.django_db
def test_every_list_answers_when_it_is_asked_for_counts(pia: User) -> None:
    make_rows(1, pia)
    client = logged_in(User.objects.create_superuser("grace"))
    client.raise_request_exception = False
    answers = {page: client.get(address(page), {"_facets": "True"}).status_code for page in OF_MODELS}
    assert {page: status for page, status in answers.items() if status != 200} == {}
