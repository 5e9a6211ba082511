"""Every form of the desk, sent again and again, by the way back too, and after the session has ended."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pghistory
import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive.editing.merge_places import merge_places
from archive.editing.proposals.drafting import accept
from archive.editing.proposals.speaker_choices import NOBODY
from archive.editing.proposals.store import State, decide
from archive.models import Article, ImportJob, Match, Proposal, Quote, Speaker, Spreadsheet
from tests.admin.conftest import logged_in
from tests.admin.pressing import Form, all_names, forms_in, forms_on, name_of, state
from tests.admin.test_imports import bundle
from tests.admin.test_lists import make_rows
from tests.builders import make_article, make_organisation, make_proposal, make_quote
from tests.html import text, values
from tests.transcripts import make_turns, transcript

PRESSES = [2, pytest.param(100, marks=pytest.mark.drill)]
FEW = 3
TALKS = "Talks\n\n“Peace is near,” Ada Lovelace said on Monday. “So be it,” Ada said. “We wait,” Ada Lovelace said.\n“No,” he said. “Yes,” he said.\n"
# Read alone, or answered to scripts; signing in and out; a password, which is Django's own and the same each time.
NO_FORMS = {
    *(
        "view_on_site",
        "autocomplete",
        "jsi18n",
        "app_list",
        "login",
        "logout",
        "password_change_done",
        "machinery",
    ),
    *("password_change", "auth_user_password_change", "archive_article_page", "archive_article_suggest"),
    *("archive_importjob_export_json", "archive_importjob_export_csv", "archive_importjob_report"),
}
# Rows of the machine's own, which nobody changes.
UNREACHED = {
    *("archive_usage_change", "archive_usage_delete", "archive_usage_history"),
    *("pghistory_events_change", "pghistory_events_delete", "pghistory_events_history"),
}


@pytest.fixture
def grace(db: None) -> User:
    return User.objects.create_superuser("grace", password="hopper")


def admin_page(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


@pytest.fixture
def pages(grace: User) -> list[str]:
    """Of a desk with a row for everything."""
    client = logged_in(grace)
    with pghistory.context(user=grace.pk):
        make_rows(1, grace)
        article = make_article(TALKS)
        proposals = [make_proposal(article, words) for words in ("Peace is near", "We wait")]
        decided(article, grace)
        make_quote("So be it", article=article, status="review")
        capture = make_article(TALKS + "Updated.\n", replaces=article)
        merge_places(make_organisation("W.H.O."), make_organisation("WHO"), "One.", grace)
        held = held_against_the_record()
    turns = make_article(transcript("briefing") + "\n", published_on=date(2024, 3, 12))
    client.post(
        admin_page("archive_importjob_add"),
        {"file": SimpleUploadedFile("a.json", bundle(11)), "mode": "skip"},
    )
    job = ImportJob.objects.latest("pk")
    return [
        *(
            admin_page(name)
            for name in ("index", "archive_article_upload", "archive_article_without_address")
        ),
        *(admin_page(f"archive_{each}") for each in ("quote_matches", "quote_queue", "speaker_duplicates")),
        *(admin_page(f"archive_article_{each}", article.pk) for each in ARTICLE_PAGES),
        admin_page("archive_article_turns", turns.pk),
        admin_page("archive_article_turns_all", make_turns("hearing", publish=False)[0].article_id),
        f"{admin_page('archive_quote_matches')}?quote={held.pk}",
        admin_page("archive_article_capture", capture.pk),
        admin_page("archive_importjob_change", job.pk),
        *(admin_page("archive_proposal_edit", each.pk) for each in proposals),
        admin_page("archive_speaker_merge", Speaker.objects.latest("pk").pk),
        *(
            f"{admin_page('archive_quote_' + each, pk)}"
            for each in ("review", "wordings", "change")
            for pk in one_of_each_status()
        ),
        *places(),
        *sheets(client),
        *of_models(),
    ]


def decided(article: Article, by: User) -> None:
    """A proposal that was put aside, and one whose draft would have another day now."""
    decide(make_proposal(article, "No"), State.REJECTED, by)
    dated = make_proposal(article, "Yes")
    accept(dated, by, [NOBODY])
    said = {
        "earliest": "2024-06-10",
        "latest": "2024-06-10",
        "precision": "day",
        "basis": "explicit",
        "phrase": None,
    }
    Proposal.objects.filter(pk=dated.pk).update(redated=said)


def held_against_the_record() -> Quote:
    """A report of a turn of a transcript, whose passage is sure."""
    turn = max(make_turns("briefing", title="Record"), key=lambda each: len(each.text))
    words = turn.text.partition("\n")[0]
    quote = make_quote(words, turn.attributions.get().speaker, said=turn.said_latest)
    Match.objects.create(
        quote=quote, turn=turn, start=0, end=len(words), kept=20, words=20, score=1, exact=True
    )
    return quote


ARTICLE_PAGES = ("check", "proposals", "accept_all", "review", "markup", "takedown")


def one_of_each_status() -> list[int]:
    return list(Quote.objects.order_by("status", "-pk").distinct("status").values_list("pk", flat=True))


def places() -> Iterator[str]:
    for name in ("organisation", "outlet"):
        model = next(each for each in admin.site._registry if each._meta.model_name == name)
        yield admin_page(f"archive_{name}_merge", model._default_manager.latest("pk").pk)


def sheets(client: Client) -> Iterator[str]:
    """Three tables: one whose columns are asked for, one whose names, one that is in, of which a row is left to look for."""
    for steps in range(3):
        file = SimpleUploadedFile("t.csv", f"Quote;Who\nWe go {steps};Cy Young {steps}\n".encode())
        at = client.post(admin_page("archive_spreadsheet_add"), {"file": file})["Location"]
        for _ in range(steps):
            at = client.post(at, values(client.get(at)))["Location"]
        yield at
    source = [str(Article.objects.latest("pk").pk)]
    Spreadsheet.objects.exclude(entered_at=None).update(numbers=[2], cells=[source])


def of_models() -> Iterator[str]:
    for model in admin.site._registry:
        label, row = (
            f"{model._meta.app_label}_{model._meta.model_name}",
            model._default_manager.order_by("pk").last(),
        )
        yield admin_page(f"{label}_add")
        yield admin_page(f"{label}_changelist")
        yield from (admin_page(f"{label}_{each}", row.pk) for each in ("change", "delete", "history") if row)


def actions(client: Client, page: str) -> Iterator[Form]:
    """What a list offers for the rows that are chosen in it, and the button that confirms it."""
    model = next((m for m in admin.site._registry if page.endswith(f"/{m._meta.model_name}/")), None)
    if model is None:
        return
    request = client.get(page).wsgi_request
    keys = list(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:3])
    for name in admin.site._registry[model].get_actions(request):
        chosen = Form(
            page,
            page,
            {"action": name, "_selected_action": keys, "reason": "Since.", "fact": "US", "looked": "1"},
        )
        yield chosen
        with transaction.atomic():
            asked = forms_in(chosen.send(client), page)
            transaction.set_rollback(True)
        for form in asked:
            if form.fields.get("action") == name:
                form.fields |= {"_selected_action": keys, "into": keys[0], "reason": "Since.", "fact": "US"}
                yield form


def forms(client: Client, pages: list[str]) -> Iterator[Form]:
    for page in dict.fromkeys(pages):
        found = [
            *forms_on(client, page),
            *([] if name_of(page)[-10:] != "changelist" else actions(client, page)),
        ]
        yield from {repr(each): each for each in found}.values()


def pressed(client: Client, form: Form, times: int, before: Any) -> tuple[str, bool]:
    """What is wrong, and whether the first press did anything."""
    codes = {form.send(client).status_code}
    once = state()
    # What did nothing does nothing again, and is not asked a hundred times: a few, in the drill.
    for _ in range(times - 2 if once != before else min(times - 2, FEW)):
        codes.add(form.send(client).status_code)
    if once == before and times == 2:
        return ("", False) if max(codes) < 500 else (f"answers {codes}", False)
    client.get(form.page)  # the last one comes by the way back
    codes |= {form.send(client).status_code}
    changed = [name for name, digest in state().items() if digest != once[name]]
    wrong = f"again it changes {changed}" if changed else f"answers {codes}" if max(codes) >= 500 else ""
    return wrong, once != before


def after_the_session(form: Form) -> str:
    answer = form.send(Client())
    typed = [each for each in form.fields.values() if isinstance(each, str) and each.startswith("Words that")]
    return "" if not typed or typed[0] in text(answer) else f"what was typed is lost ({answer.status_code})"


@pytest.mark.parametrize("times", PRESSES)
def test_whatever_is_pressed_again_does_nothing_more_and_loses_nothing(
    grace: User, pages: list[str], times: int
) -> None:
    client, wrong, working = logged_in(grace), {}, 0
    names = {name_of(page) for page in pages}
    client.raise_request_exception = False
    found = list(forms(client, pages))
    before = state()
    lost = {repr(form): told for form in found if (told := after_the_session(form))}
    assert (lost, state()) == ({}, before)  # nothing is taken from nobody
    for form in found:
        names.add(name_of(form.action))
        with transaction.atomic():
            told, works = pressed(client, form, times, before)
            transaction.set_rollback(True)
        working += works
        if told:
            wrong[f"{form.page} → {form.action} {form.fields.get('action', '')}"] = told
    assert wrong == {}
    assert all_names() - names == NO_FORMS | UNREACHED
    assert working >= 50
