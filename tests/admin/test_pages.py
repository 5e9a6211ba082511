"""Every page of the admin, for every model."""

import re
from datetime import date
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from archive.models import Article, Correction, Occasion, Quote, Role, Speaker, SpeakerName, Statement
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)
from tests.html import text, values

INLINE = {"Attribution", "Mention", "QuoteSpan", "SpeakerName", "Via"}
# Addresses that nobody sees, the machine’s own notes; matches have a screen of their own.
UNSEEN = {
    "Delivery",
    "Follow",
    "Follower",
    "LongText",
    "Match",
    "SavedPage",
    "SearchedArticle",
    "SearchedQuote",
    "Sought",
    "Spelling",
    "Told",
    "Usage",
}
MODELS = [model for model in apps.get_app_config("archive").get_models() if model in admin.site._registry]


def make_everything(number: int):
    """Once for each number."""
    if Speaker.objects.filter(name=f"Ada {number}").exists():
        return
    us = make_country()
    ministry = make_organisation(f"Ministry {number}", country=us)
    speaker = make_speaker(f"Ada {number}", organisation=ministry)
    SpeakerName.objects.create(speaker=speaker, name=f"Augusta {number}")
    role = Role.objects.create(speaker=speaker, title="Minister", organisation=ministry, country=us)
    article = make_article(
        f"No. {number}\n\n“Yes,” she said.\n", outlet=make_outlet(f"Post {number}"), agency=ministry
    )
    quote = make_quote(
        "Yes,", speaker, article=article, via=[ministry], attribution={"role": role, "country": us}
    )
    quote.statement = Statement.objects.create(basis="wording")
    quote.occasion = Occasion.objects.create(
        name=f"Briefing {number}", kind="briefing", date=date(2024, 6, 17)
    )
    quote.save()
    Correction.objects.create(quote=quote, changed="date", reason="misread")


def test_every_model_has_its_place():
    models = {model.__name__ for model in apps.get_app_config("archive").get_models()}
    events = {name for name in models if name.endswith("Event")}
    assert models - events - INLINE - UNSEEN <= {model.__name__ for model in admin.site._registry}


def test_the_site_is_linked_only_where_readers_find_something(desk):
    def linked(row):
        address = reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
        return "View on site" in text(desk.get(address))

    quote = make_quote()
    speaker = quote.attributions.get().speaker
    assert linked(quote)
    assert linked(speaker)
    assert linked(Speaker.objects.create(name="A. L.", canonical=speaker))
    Quote.objects.filter(pk=quote.pk).update(status="draft", published_at=None)
    assert not linked(quote)
    assert not linked(speaker)
    assert not linked(quote.article)
    Quote.objects.filter(pk=quote.pk).update(
        status="withdrawn", withdrawn_reason="Misread.", published_at=quote.changed_at
    )
    assert linked(quote)


def test_list_change_and_history_pages_open(desk):
    make_everything(1)
    pages: list[tuple[str, list[Any]]] = [(f"{model._meta.model_name}_changelist", []) for model in MODELS]
    for row in (row for model in MODELS if (row := model.objects.first())):
        pages += [(f"{row._meta.model_name}_{page}", [row.pk]) for page in ("change", "history")]
    found = {name: desk.get(reverse(f"admin:archive_{name}", args=args)).status_code for name, args in pages}
    assert {name: status for name, status in found.items() if status != 200} == {}
    assert {name.split("_")[0] for name, args in pages if args} >= {
        "quote",
        "article",
        "speaker",
        "role",
        "organisation",
        "outlet",
        "occasion",
        "statement",
        "correction",
    }


def test_autocompletes_find_by_any_name_and_tell_namesakes_apart(desk):
    make_everything(1)
    for model, field, term, label in [
        ("attribution", "speaker", "augusta", "Ada 1 (Minister, Ministry 1 · United States)"),
        ("attribution", "role", "ada", "Ada 1: Minister, Ministry 1"),
        ("attribution", "country", "united", "United States"),
        ("quote", "article", "no. 1", "No. 1 (20 June 2024)"),
        ("article", "outlet", "post", "Post 1"),
    ]:
        query = {"app_label": "archive", "model_name": model, "field_name": field, "term": term}
        found = desk.get(reverse("admin:autocomplete"), query).json()["results"]
        assert [each["text"] for each in found] == [label], model


def test_a_raw_text_is_shown_but_not_asked_for_again(desk):
    article = make_article("Headline\n\n<b>Words</b>")
    response = desk.get(reverse("admin:archive_article_change", args=[article.pk]))
    assert "&lt;b&gt;Words&lt;/b&gt;" in text(response)
    assert "raw_text" not in values(response)


def test_a_pasted_article_keeps_its_outer_white_space_and_loses_carriage_returns(desk):
    url = reverse("admin:archive_article_add")
    desk.post(
        url,
        values(desk.get(url))
        | {"title": "T", "language": "en", "raw_text": "\r\n  Words \r\n\r\nend\r\n\r\n"},
    )
    assert Article.objects.get().raw_text == "\n  Words \n\nend\n\n"


def test_the_same_article_twice_leads_to_the_first(desk):
    article = make_article("Headline\n\nWords")
    url = reverse("admin:archive_article_add")
    response = desk.post(url, values(desk.get(url)) | {"title": "T", "raw_text": "Headline\r\n\r\nWords"})
    assert reverse("admin:archive_article_change", args=[article.pk]) in text(response)
    assert Article.objects.count() == 1


def test_body_spans_that_make_no_sense_are_refused(desk):
    url = reverse("admin:archive_article_change", args=[make_article().pk])
    form = values(desk.get(url))
    for spans in ["[1, 2]", '{"a": 1}', '[["a", "b"]]', "[[0, 99999]]", "[[5, 2]]"]:
        assert desk.post(url, form | {"body_spans": spans}).status_code == 200, spans


@pytest.mark.parametrize("day", ["2024-06-18", "2024-06-25", ""])
def test_a_new_publication_date_moves_the_undated_quotes(desk, day):
    quote = make_quote(said=None, status="draft")
    url = reverse("admin:archive_article_change", args=[quote.article_id])
    assert desk.post(url, values(desk.get(url)) | {"published_on": day}).status_code == 302
    quote.refresh_from_db()
    assert str(quote.said_latest or "") == day


def test_an_article_cannot_be_published_before_its_quotes_were_said(desk):
    quote = make_quote(said=date(2024, 6, 17))
    url = reverse("admin:archive_article_change", args=[quote.article_id])
    response = desk.post(url, values(desk.get(url)) | {"published_on": "2024-06-01"})
    assert "said on 17 June 2024, after this day" in text(response)


def test_an_article_cannot_be_published_before_an_office_that_an_undated_quote_shows(desk):
    role = Role.objects.create(speaker=make_speaker(), title="Minister", start=date(2024, 6, 10))
    quote = make_quote(said=None, attribution={"role": role})
    url = reverse("admin:archive_article_change", args=[quote.article_id])
    reason = {"reason": "Misread."}
    response = desk.post(url, values(desk.get(url)) | reason | {"published_on": "2024-06-01"})
    assert "“Minister” was held from 10 June 2024" in text(response)
    assert desk.post(url, values(desk.get(url)) | reason | {"published_on": "2024-06-11"}).status_code == 302


def test_other_names_may_contain_commas(desk):
    country = make_country("KP", "North Korea", other_names=["DPRK"])
    url = reverse("admin:archive_country_change", args=["KP"])
    desk.post(url, values(desk.get(url)) | {"other_names": "DPRK\r\nKorea, North\r\n"})
    country.refresh_from_db()
    assert country.other_names == ["DPRK", "Korea, North"]


def test_history_says_who_changed_what(desk):
    quote = make_quote(status="draft")
    url = reverse("admin:archive_quote_change", args=[quote.pk])
    desk.post(url, values(desk.get(url)) | {"public_note": "An interpreter spoke."})
    history = text(desk.get(reverse("admin:archive_quote_history", args=[quote.pk])))
    assert "grace" in history
    assert "public note: <ins>An interpreter spoke.</ins>" in history


def test_the_list_of_all_changes_says_who_did_each(desk):
    with pghistory.context(command="take"):
        article = make_article()
    url = reverse("admin:archive_article_change", args=[article.pk])
    desk.post(url, values(desk.get(url)) | {"title": "Another", "seen_version": article.version})
    found = text(desk.get(reverse("admin:pghistory_events_changelist")))
    assert {"grace", "take"} <= set(re.findall(r'field-by_whom">([^<]*)<', found))
