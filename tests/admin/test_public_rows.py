"""What published quotes rest on is changed by publishers alone."""

import pytest
from django.urls import reverse

from archive.models import Correction, Quote, Role
from tests.admin.forms import errors, text, values
from tests.builders import make_outlet, make_quote, make_speaker


def url(row):
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def quote(db):
    role = Role.objects.create(speaker=make_speaker(), title="Minister")
    quote = make_quote(speaker=role.speaker, attribution={"role": role}, said=None)
    quote.article.outlet = make_outlet()
    quote.article.save()
    return quote


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
    assert "the dates of published quotes change" in errors(publisher.post(url(quote.article), data))[0]
    publisher.post(url(quote.article), data | {"reason": "The banner misled us."})
    correction = Correction.objects.get()
    assert (correction.old, correction.new) == ("on or before 20 June 2024", "on or before 25 June 2024")
    assert str(Quote.objects.get().said_latest) == "2024-06-25"
