"""No value of any parameter of any address of the desk is answered with an error of the server."""

import pytest
from django.urls import reverse

from archive.models import Article, Quote, Speaker
from tests.admin.conftest import logged_in, make_user
from tests.admin.test_roles import addresses
from tests.builders import make_article, make_quote, make_speaker
from tests.html import errors, text, values

ODD = [
    "abc",
    "9" * 5000,
    "9" * 30,
    "-1",
    "²",
    "١٢",
    "1.5",
    "a\0b",
    "[" * 5000,
    "2024-02-30T00:00:00+00:00",
    "\u202e",
]
NAMES = {
    "GET": (
        "at",
        "into",
        "span",
        "q",
        "p",
        "o",
        "id__exact",
        "state__exact",
        "_popup",
        "possible",
        "article",
    ),
    "POST": ("at", "version", "other", "one", "into", "reason", "answer", "seen", "who-0", "words-at-0"),
}
# A twelfth of all pairs is asked each time, another of each address; the drills ask the rest.
PARTS = 12
IN_PARTS = pytest.mark.parametrize(
    "part", [0, *(pytest.param(n, marks=pytest.mark.drill) for n in range(1, PARTS))]
)


@IN_PARTS
@pytest.mark.parametrize("method", NAMES)
def test_odd_parameters_are_refused_or_ignored(db, method, part):
    client = logged_in(make_user("root"))
    client.raise_request_exception = False
    type(make_user("root")).objects.filter(username="root").update(is_superuser=True)
    failed = set()
    for number, (name, path) in enumerate(addresses()):
        for index, parameter in enumerate(NAMES[method]):
            odd = ODD[(number + index) % len(ODD)]
            if name in {"logout", "autocomplete"} or (number + index) % PARTS != part:
                continue
            answer = getattr(client, method.lower())(path, {parameter: odd})
            failed |= {(name, parameter, odd[:12])} if answer.status_code >= 500 else set()
    assert failed == set()


def form_of(client, row, action="change"):
    url = reverse(f"admin:archive_{row._meta.model_name}_{action}", args=[row.pk])
    return url, values(client.get(url))


FIELDS = [
    "attributions-0-speaker",
    "attributions-0-id",
    "attributions-TOTAL_FORMS",
    "seen_version",
    "occasion",
]
FIELDS += ["said_earliest", "words-at-0", "attributions-0-position", "attributions-0-role", "kind"]


@IN_PARTS
def test_odd_values_of_the_quote_form_are_refused(desk, part):
    desk.raise_request_exception = False
    url, data = form_of(desk, make_quote(status="draft"))
    asked = [(field, odd) for at, field in enumerate(FIELDS) for odd in ODD[(part + at) % PARTS :: PARTS]]
    failed = {
        (field, odd[:9]) for field, odd in asked if desk.post(url, data | {field: odd}).status_code >= 500
    }
    assert failed == set()


@pytest.mark.parametrize("total", ["20000000", "abc", "-5", "9" * 5000])
def test_a_form_says_nothing_of_how_many_rows_are_read(desk, total):
    url, data = form_of(desk, make_quote(status="draft"))
    page = desk.post(url, data | {"seen_version": "0", "attributions-TOTAL_FORMS": total})
    assert int(values(page)["attributions-TOTAL_FORMS"]) < 210


@pytest.mark.parametrize("day", ["1/2/2024", "01/02/24", "2024-02-30", "5 March 2024"])
def test_a_day_that_may_be_two_or_none_is_refused_on_every_form(desk, day):
    quote = make_quote(status="draft")
    pages = {
        "quote_change": (quote.pk, "said_earliest"),
        "article_check": (quote.article_id, "published_on"),
        "article_markup": (quote.article_id, "said_earliest"),
        "occasion_add": (None, "date"),
    }
    for page, (pk, field) in pages.items():
        url = reverse(f"admin:archive_{page}", args=[pk] if pk else [])
        told = errors(desk.post(url, values(desk.get(url)) | {field: day}))
        assert "This is no day of the calendar: write it as in 2024-03-05." in told, page


def test_odd_spans_of_a_body_are_refused(desk):
    url, data = form_of(desk, make_article())
    for odd in ["[" * 5000, f"[[0, {'9' * 5000}]]", "[[-5, 3]]", "{}", "[[1]]", "null", "[[0, 1e3]]"]:
        assert desk.post(url, data | {"body_spans": odd}).status_code == 200, odd


@pytest.mark.parametrize(("one", "other"), [("abc", "1"), ("1", "1"), ("", ""), ("9" * 30, "0")])
def test_only_two_speakers_are_held_apart(publisher, one, other):
    page = publisher.post(
        reverse("admin:archive_speaker_duplicates"), {"one": one, "other": other}, follow=True
    )
    assert "Choose two speakers" in text(page)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("{}", "already in the archive"),
        ("One\r\n\r\nTwo", "already in the archive"),
        ("", "required"),
        (" \n ", "text"),
        ("a" * 200_001, "200,000"),
    ],
)
def test_a_text_that_cannot_be_added_is_refused_with_one_message(desk, sent, told):
    raw = make_article("One\n\nTwo").raw_text
    add = reverse("admin:archive_article_add")
    typed = {"raw_text": sent.replace("{}", raw), "title": "Again"}
    found = errors(desk.post(add, values(desk.get(add)) | typed))
    assert len(found) == 1
    assert told in found[0]


def test_names_hold_nothing_that_nobody_sees(desk):
    for odd in [
        "\u202e",
        "\u2066",
        "\u200b",
        "\x07",
        "\u2028",
        "\u00ad",
        "\ufeff",
        "\u3164",
        "\u2800",
        "\u034f",
        "\U000e0041",
    ]:
        add = reverse("admin:archive_speaker_add")
        page = desk.post(add, values(desk.get(add)) | {"name": f"Matthew{odd}Miller"})
        assert f"U+{ord(odd):04X}" in text(page), odd
        assert not Speaker.objects.exists(), odd


@pytest.mark.parametrize("name", ["علی‌رضا", "क्‍ष", "Élodie", "김정은"])
def test_names_keep_the_joiners_of_their_script(desk, name):
    add = reverse("admin:archive_speaker_add")
    desk.post(add, values(desk.get(add)) | {"name": name})
    assert Speaker.objects.get().name == name


def test_a_name_that_mixes_scripts_is_flagged(desk, db):
    add = reverse("admin:archive_speaker_add")
    page = desk.post(add, values(desk.get(add)) | {"name": "Mаtthew Miller"}, follow=True)
    assert "mixes letters of two scripts" in text(page)


def test_a_form_that_is_sent_twice_makes_one_draft(editor):
    article = make_article("Head\n\n“Peace is near,” Ada said.\n")
    url, data = form_of(editor, article, "markup")
    sent = data | {"words": "Peace is near,", "kind": "direct", "attributions-0-speaker": make_speaker().pk}
    pages = [editor.post(url, sent, follow=True) for _ in range(2)]
    assert Quote.objects.count() == 1
    assert "nothing was added" in text(pages[1])


def test_an_article_that_is_sent_twice_is_one(editor, monkeypatch):
    upload = reverse("admin:archive_article_upload")
    raw = "Head\n\n“Peace is near,” Ada said.\n"
    first = editor.post(upload, {"pasted": raw})
    # The look for a twin came too early, as when both are sent at once.
    monkeypatch.setattr("archive.admin.upload_form.RawArticleForm.there_already", lambda form, upload: "")
    assert editor.post(upload, {"pasted": raw}).url == first.url
    assert Article.objects.count() == 1


def test_an_occasion_has_a_day_that_can_be(desk, db):
    add = reverse("admin:archive_occasion_add")
    data = values(desk.get(add)) | {"name": "A briefing", "kind": "briefing", "date": "0024-03-05"}
    assert "four digits" in text(desk.post(add, data))
