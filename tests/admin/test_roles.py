"""Every address of the admin, with every role."""

from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from archive.models import Merge, ProposedChange
from tests.admin.conftest import make_user
from tests.admin.test_pages import make_everything
from tests.builders import make_proposal, make_quote, make_speaker

WRITTEN = {"article", "occasion", "organisation", "outlet", "quote", "role", "speaker", "statement"}
EDITORS_EXTRA = {
    "index",
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
    *(f"archive_quote_{name}" for name in ("matches", "matches_sure", "hold")),
    "archive_article_propose",
    "archive_article_proposals",
    "archive_article_accept_all",
    *(f"archive_article_{name}" for name in ("review", "review_step", "review_all", "page", "address")),
    "archive_article_without_address",
    *(
        f"archive_spreadsheet_{name}"
        for name in ("changelist", "add", "change", "history", "columns", "names", "go_on", "undo")
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
    *(f"archive_spreadsheet_{name}" for name in ("change", "history", "columns", "names", "go_on", "undo")),
    *(f"archive_{model}_{name}" for model in ("entry", "readingitem") for name in ("change", "history")),
    "archive_readingitem_delete",
}
OPEN_TO_ALL = {"login", "jsi18n"}
NOBODYS = OPEN_TO_ALL | {"index", "password_change", "password_change_done"}
PUBLISHERS_EXTRA = {
    *(f"archive_article_{name}" for name in ("delete", "strike", "takedown")),
    *(f"archive_importjob_export_{name}" for name in ("csv", "json")),
    *(f"archive_merge_{name}" for name in ("changelist", "change", "history", "undo")),
    *(f"archive_namesakes_{name}" for name in ("changelist", "add")),
    *(f"archive_proposedchange_{name}" for name in ("accept", "decline")),
    *(
        f"archive_{model}_{name}"
        for model in ("organisation", "outlet", "speaker")
        for name in ("merge", "delete")
    ),
    *(f"archive_{model}_delete" for model in ("occasion", "role", "statement")),
    *("archive_frozensearch_changelist", "archive_placemerge_changelist", "archive_speaker_duplicates"),
}

# Buttons, which send.
NEVER_SHOWN = WITHOUT_A_ROW | {
    "archive_article_check",
    "archive_article_propose",
    *(f"archive_proposal_{name}" for name in ("accept", "reject", "reopen", "redate")),
    "archive_article_strike",
    "archive_article_review_step",
    "archive_article_review_all",
    "archive_article_address",
    *(f"archive_quote_{name}" for name in ("delete", "hold", "matches_sure")),
    "autocomplete",
}


def addresses():
    """Name and path of every named address, with the ids of rows that exist."""
    make_everything(1)
    speaker, quote = make_speaker("Lady Lovelace"), make_quote()
    Merge.objects.create(speaker=speaker, into=make_speaker(), reason="Letters.")
    make_proposal(quote.article)
    ProposedChange.objects.create(quote=quote, form={}, differences=[], reason="r", by=make_user("bea"))
    for pattern in flat(admin.site.get_urls()):
        # Who signs out on the way would be refused all the rest.
        if pattern.name and pattern.name not in {"app_list", "view_on_site", "logout"}:
            yield pattern.name, reverse(f"admin:{pattern.name}", kwargs=arguments(pattern))


def flat(patterns):
    for pattern in patterns:
        yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def arguments(pattern):
    model = next((m for m in admin.site._registry if f"_{m._meta.model_name}_" in (pattern.name or "")), None)
    first = model._default_manager.first() if model else None
    pk = first.pk if first else 1
    return {name: "submit" if name == "name" else pk for name in pattern.pattern.converters}


def reached(client, among=None):
    """Asked to show, then of the others what is reached by sending; whatever it does on the way is taken back."""
    client.raise_request_exception = False
    with transaction.atomic():
        asked = list(among or addresses())
        shown = {name for name, path in asked if let_in(client.get(path))}
        sent = {name for name, path in asked if name not in shown and let_in(client.post(path))}
        transaction.set_rollback(True)
    return shown, sent


def let_in(response):
    sent_away = response.get("Location", "").partition("?")[0] in {
        reverse("admin:login"),
        reverse("admin:index"),
    }
    return response.status_code not in {403, 404, 405} and not sent_away


def test_strangers_reach_the_login_alone(client, db):
    assert set.union(*reached(client)) <= OPEN_TO_ALL


def test_who_left_the_desk_reaches_no_more_than_its_door(rightless):
    assert set.union(*reached(rightless)) == NOBODYS


def test_an_editor_reaches_what_the_buttons_offer_and_a_publisher_these_too(editor, publisher, desk):
    among = list(addresses())
    shown, sent = reached(editor, among)
    by_publisher = set.union(*reached(publisher, among))
    assert EDITORS - shown == NEVER_SHOWN
    assert shown | sent <= EDITORS | OPEN_TO_ALL
    assert shown | sent <= by_publisher
    assert by_publisher - shown - sent == PUBLISHERS_EXTRA
    publishers = [(name, path) for name, path in among if name in by_publisher]
    assert set.union(*reached(desk, publishers)) == by_publisher
