"""Every address of the admin, with every role."""

import pytest
from django.contrib import admin
from django.urls import reverse

from archive.models import Merge, ProposedChange
from tests.admin.conftest import logged_in, make_user
from tests.admin.test_pages import make_everything
from tests.builders import make_proposal, make_quote, make_speaker

WRITTEN = {"article", "occasion", "organisation", "outlet", "quote", "role", "speaker", "statement"}
EDITORS_EXTRA = {
    "index",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "archive_quote_queue",
    "archive_quote_review",
    "archive_article_markup",
    "archive_article_upload",
    "archive_article_capture",
    "archive_importjob_changelist",
    "archive_importjob_add",
    "archive_importjob_change",
    "archive_importjob_history",
    "archive_importjob_report",
    "archive_importjob_start",
    "archive_article_suggest",
    "archive_article_strike",
    "archive_article_check",
    "archive_article_turns",
    "archive_article_turns_all",
    "archive_quote_matches",
    "archive_article_propose",
    "archive_article_proposals",
    "archive_article_accept_all",
    *(f"archive_article_{name}" for name in ("review", "review_step", "review_all", "page", "address")),
    "archive_article_without_address",
    *(
        f"archive_spreadsheet_{name}"
        for name in ("changelist", "add", "change", "history", "columns", "names", "undo")
    ),
    *(f"archive_entry_{name}" for name in ("changelist", "change", "history")),
    *(f"archive_readingitem_{name}" for name in ("changelist", "change", "history", "delete")),
    *(f"archive_proposal_{name}" for name in ("accept", "edit", "reject", "reopen", "redate")),
    # Open, but refused for what is published: that is tested beside the screen.
    "archive_quote_wordings",
    "archive_quote_delete",
}
EDITORS = (
    EDITORS_EXTRA
    | {f"archive_{model}_{page}" for model in WRITTEN for page in ("changelist", "add", "change", "history")}
    | {
        f"archive_{model}_{page}"
        for model in ("country", "correction", "proposal", "proposedchange")
        for page in ("changelist", "change", "history")
    }
)
# Nothing of the kind was made for this walk.
WITHOUT_A_ROW = {f"archive_importjob_{name}" for name in ("change", "history", "report", "start")} | {
    "archive_article_capture",
    "archive_article_page",
    *(f"archive_spreadsheet_{name}" for name in ("change", "history", "columns", "names", "undo")),
    *(f"archive_{model}_{name}" for model in ("entry", "readingitem") for name in ("change", "history")),
    "archive_readingitem_delete",
}
OPEN_TO_ALL = {"login", "jsi18n", "logout"}


def addresses():
    """Name and path of every named address, with the ids of rows that exist."""
    make_everything(1)
    speaker, quote = make_speaker("Lady Lovelace"), make_quote()
    Merge.objects.create(speaker=speaker, into=make_speaker(), reason="Letters.")
    make_proposal(quote.article)
    ProposedChange.objects.create(quote=quote, form={}, differences=[], reason="r", by=make_user("bea"))
    for pattern in flat(admin.site.get_urls()):
        if pattern.name and pattern.name not in {"app_list", "view_on_site"}:
            yield pattern.name, reverse(f"admin:{pattern.name}", kwargs=arguments(pattern))


def flat(patterns):
    for pattern in patterns:
        yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def arguments(pattern):
    model = next((m for m in admin.site._registry if f"_{m._meta.model_name}_" in (pattern.name or "")), None)
    first = model._default_manager.first() if model else None
    pk = first.pk if first else 1
    return {name: "submit" if name == "name" else pk for name in pattern.pattern.converters}


def reached(client, method):
    found = set()
    for name, path in addresses():
        response = getattr(client, method)(path)
        sent_away = response.get("Location", "").partition("?")[0] in {
            reverse("admin:login"),
            reverse("admin:index"),
        }
        refused = response.status_code in {403, 404, 405} or sent_away
        if not refused:
            found.add(name)
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_editor_reaches_nothing_else(db, method):
    assert reached(logged_in(make_user("eddie", "Editor")), method) <= EDITORS | OPEN_TO_ALL


def test_an_editor_reaches_what_the_buttons_offer(db):
    missing = EDITORS - reached(logged_in(make_user("eddie", "Editor")), "get")
    assert missing == WITHOUT_A_ROW | {
        "archive_article_check",
        "archive_article_propose",
        *(f"archive_proposal_{name}" for name in ("accept", "reject", "reopen", "redate")),
        "archive_article_strike",
        "archive_article_review_step",
        "archive_article_review_all",
        "archive_article_address",
        "archive_quote_delete",
        "logout",
        "autocomplete",
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_reach_the_login_alone(client, db, method):
    assert reached(client, method) <= OPEN_TO_ALL


def test_a_publisher_sees_no_users_and_no_machinery(db):
    found = reached(logged_in(make_user("pia", "Publisher")), "get")
    machinery = ("auth_", "archive_outbox", "archive_epoch", "pghistory", "admin_logentry")
    assert [name for name in found if name.startswith(machinery)] == []
