"""What published quotes rest on is changed by publishers alone."""

import pytest
from django.urls import reverse

from archive.models import Correction, Quote, Role, Speaker, Statement
from tests.builders import make_organisation, make_outlet, make_quote, make_speaker
from tests.html import errors, text, values


def url(row):
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def quote(db):
    role = Role.objects.create(speaker=make_speaker(), title="Minister")
    quote = make_quote(speaker=role.speaker, attribution={"role": role}, said=None)
    quote.article.outlet = make_outlet()
    quote.article.save()
    return quote


FURTHER = {
    "the organisation of a role": lambda: make_organisation("Ministry of Lies"),
    "an agency": lambda: make_organisation("Wire"),
    "a merged name": lambda: Speaker.objects.get(name="Countess"),
    "a statement": lambda: Statement.objects.get(),
}


@pytest.mark.parametrize("name", FURTHER)
def test_nor_change_or_remove_what_is_printed_with_it(editor, publisher, quote, name):
    role = quote.attributions.get().role
    role.organisation, quote.article.agency = make_organisation("Ministry of Lies"), make_organisation("Wire")
    quote.statement = Statement.objects.create(basis="wording")
    make_speaker("Countess", canonical=role.speaker)
    for row in (role, quote.article, quote):
        row.save()
    row = FURTHER[name]()
    remove = reverse(f"admin:archive_{row._meta.model_name}_delete", args=[row.pk])
    assert [editor.post(path, {"post": "yes"}).status_code for path in (url(row), remove)] == [403, 403]
    assert "_save" in text(publisher.get(url(row)))


def test_an_editor_gives_no_role_to_somebody_whom_readers_see(editor, publisher, quote):
    speaker = quote.attributions.get().speaker
    add = reverse("admin:archive_role_add")
    data = values(editor.get(add)) | {"speaker": speaker.pk, "title": "Dictator for life"}
    assert "only a publisher may save it" in errors(editor.post(add, data))[0]
    assert not Role.objects.filter(title="Dictator for life").exists()
    assert publisher.post(add, data).status_code == 302


def test_nor_moves_one_to_them(editor, quote):
    role = Role.objects.create(speaker=make_speaker("Bob"), title="Dictator for life")
    data = values(editor.get(url(role))) | {"speaker": quote.attributions.get().speaker_id}
    assert "only a publisher may save it" in errors(editor.post(url(role), data))[0]
    assert Role.objects.get(pk=role.pk).speaker.name == "Bob"


@pytest.mark.parametrize(
    "change",
    [{"published_basis": "editor"}, {"form": "agency"}, {"byline": "By X"}, {"url": "http://x.example/"}],
)
def test_whatever_quotes_show_of_their_article_asks_for_a_reason(publisher, quote, change):
    data = values(publisher.get(url(quote.article))) | change
    assert "published quotes read differently" in errors(publisher.post(url(quote.article), data))[0]


@pytest.mark.parametrize("find", ["article", "article.outlet", "speaker", "role"])
def test_an_editor_may_only_look_at_it(editor, publisher, quote, find):
    attribution = quote.attributions.get()
    rows = {"article": quote.article, "article.outlet": quote.article.outlet}
    row = rows.get(find) or getattr(attribution, find)
    assert editor.post(url(row), {}).status_code == 403
    assert "_save" not in text(editor.get(url(row)))
    assert "_save" in text(publisher.get(url(row)))


def test_an_editor_still_marks_up_such_an_article(editor, quote):
    page = editor.get(reverse("admin:archive_article_markup", args=[quote.article_id]))
    assert "Strike out" not in text(page)
    assert page.status_code == 200


def test_a_new_publication_date_corrects_the_published_quotes(publisher, quote):
    data = values(publisher.get(url(quote.article))) | {"published_on": "2024-06-25"}
    assert "published quotes read differently" in errors(publisher.post(url(quote.article), data))[0]
    publisher.post(url(quote.article), data | {"reason": "The banner misled us."})
    noted = {each.changed: (each.old, each.new) for each in Correction.objects.all()}
    assert noted == {
        "said": ("on or before 20 June 2024", "on or before 25 June 2024"),
        "published": ("20 June 2024", "25 June 2024"),
    }
    assert str(Quote.objects.get().said_latest) == "2024-06-25"


@pytest.mark.parametrize("find", ["article", "article.outlet", "speaker", "role"])
def test_what_a_form_forgets_to_ask_is_refused_by_what_it_wrote(editor, quote, monkeypatch, find):
    for module in ("admin.base", "admin.conflicts"):
        monkeypatch.setattr(f"archive.{module}.is_shown", lambda row: False)
    rows = {"article": quote.article, "article.outlet": quote.article.outlet}
    row = rows.get(find) or getattr(quote.attributions.get(), find)
    field = "title" if find in {"article", "role"} else "name"
    data = values(editor.get(url(row))) | {field: "DEFACED"}
    assert editor.post(url(row), data).status_code == 403
    row.refresh_from_db()
    assert getattr(row, field) != "DEFACED"
