"""The role that readers see: one rule for cards, pages, citations, files and machines."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from archive.models import Attribution, Role
from archive.outputs.facts import facts
from archive.outputs.jsonld import creator
from archive.outputs.records import record
from archive.reading import phrases
from archive.reading.phrases import role_dates
from archive.reading.quoted import quoted
from archive.templatetags.cards import macros
from archive.text.whole_words import prints
from tests.builders import add_span, make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db
TEXT = "Title\n\n“Peace is near,” Ada Lovelace, the\nmayor of Oslo, said.\n"


def quote(role_printed="", held=""):
    ada = make_speaker()
    role = Role.objects.create(speaker=ada, title=held) if held else None
    attribution = {"role_printed": role_printed, "role": role}
    return make_quote(article=make_article(TEXT), speaker=ada, attribution=attribution)


def everywhere(made):
    """What page, card, citation, files and machines say of the role."""
    (loaded,) = quoted([made.pk])
    (speaker,) = loaded.speakers
    filed = record(loaded).speakers[0]
    return {
        "page": str(speaker.role),
        "card": " ".join(strip_tags(str(macros().who(loaded))).split()),
        "citation": facts(loaded).authors[0].role,
        "file": (filed.role_printed, filed.role_held),
        "machines": creator(speaker).get("jobTitle"),
    }


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(1975, 1975, "1975"), (1975, 1976, "1975 – 1976"), (None, 1976, "? – 1976"), (1975, None, "1975 –")],
)
def test_a_role_of_one_year_names_it_once(first, last, told):
    start, end = (year and date(year, 1, 1) for year in (first, last))
    role = Role(start=start, start_precision="year", end=end, end_precision="year")
    assert role_dates(role) == told


def test_a_printed_role_is_shown_as_it_stands():
    assert everywhere(quote("mayor of Oslo")) == {
        "page": "mayor of Oslo",
        "card": "Ada Lovelace mayor of Oslo",
        "citation": "mayor of Oslo",
        "file": ("mayor of Oslo", ""),
        "machines": "mayor of Oslo",
    }


def test_a_role_that_the_article_does_not_print_is_an_editors_and_said_so():
    assert everywhere(quote("King of Spain")) == {
        "page": "King of Spain (established by an editor)",
        "card": "Ada Lovelace King of Spain (established by an editor)",
        "citation": "[King of Spain]",
        "file": ("", "King of Spain"),
        "machines": None,
    }


@pytest.mark.parametrize("role", ["or of Os", "may", "Love", "lace, the", "Peace."])
def test_a_part_of_a_word_is_no_printed_role(role):
    made = quote(role)
    assert everywhere(made)["page"] == f"{role} (established by an editor)"
    assert not prints(TEXT, role)
    assert not Attribution.objects.with_roles_checked().get().role_stands


@pytest.mark.parametrize(
    "role", ["the\nmayor", "mayor of Oslo, said.", "대통령", "외교부 (장관)", "C.E.O. [a+b]*?"]
)
def test_whole_words_are_printed_in_every_script(role):
    text = f"{TEXT}외교부 (장관)은 대통령은 C.E.O. [a+b]*? $1"
    made = make_quote(article=make_article(text), attribution={"role_printed": role})
    assert quoted([made.pk])[0].speakers[0].stands
    assert prints(text, role)
    assert Attribution.objects.with_roles_checked().get().role_stands


def test_the_role_held_comes_before_the_printed_one_which_is_shown_beside_it(client):
    made = quote("mayor of Oslo", held="Mayor")
    assert (everywhere(made)["page"], everywhere(made)["card"]) == ("Mayor", "Ada Lovelace Mayor")
    assert everywhere(made)["file"] == ("mayor of Oslo", "Mayor")
    assert (
        "printed as <q><bdi>mayor of Oslo</bdi></q>" in client.get(made.get_absolute_url()).content.decode()
    )


def test_a_role_in_two_parts_stands_where_its_parts_are_marked():
    made = quote("the … mayor of Oslo")
    assert everywhere(made)["file"][0] == ""
    add_span(made, "the\n", "role")
    add_span(made, "mayor of Oslo", "role")
    made.attributions.update(role_printed="the\n … mayor of Oslo")
    assert everywhere(made)["page"] == "the\n … mayor of Oslo"


def test_the_line_of_a_speaker_says_who_in_which_role_and_how_we_know():
    attribution = quote("King of Spain").attributions.get()
    attribution.basis = "inferred"
    assert phrases.speaker_line(attribution) == (
        "Ada Lovelace, King of Spain (established by an editor), who spoke: inferred"
    )


def test_the_role_in_the_head_of_a_page_is_a_printed_one(client):
    page = client.get(quote("King of Spain").get_absolute_url()).content.decode()
    assert "jobTitle" not in page
    assert "established by an editor" in page
