"""Names that were used for a time, and what tells namesakes apart."""

import pytest
from django.urls import reverse

from archive.models import Organisation, Speaker
from archive.models.called import called
from archive.text.names import name_of
from tests.builders import make_country, make_organisation, make_outlet, make_quote, make_speaker
from tests.html import errors, text, values

LINES = {
    "Twitter (until 2023)": "Twitter",
    "Wire (2001–2019)": "Wire",
    "Wire (2001-2019)": "Wire",
    "X (since July 2023)": "X",
    "대한통신 (until 1 May 1980)": "대한통신",
    "Post (Daily) (until 2019-05)": "Post (Daily)",
    "Twitter": "",
    "Twitter (former)": "",
    "(until 2023)": "",
    "Twitter until 2023": "",
}


@pytest.mark.parametrize("line", LINES)
def test_a_name_with_its_time_is_read(line):
    assert name_of(line) == LINES[line]


def save(client, row, **given):
    url = reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
    return client.post(url, values(client.get(url)) | given)


@pytest.mark.parametrize("make", [make_speaker, make_organisation, make_outlet])
def test_a_dated_name_is_found_and_needs_its_time(publisher, make):
    row = make("X Corporation")
    assert "tells no time" in errors(save(publisher, row, dated_names="Twitter"))[0]
    save(publisher, row, dated_names="Twitter (until 2023)")
    save(publisher, row, dated_names="Twitter (until July 2023)")
    row.refresh_from_db()
    assert row.names_told == ["Twitter (until July 2023)"]
    assert called(row._meta.model_name, "twitter") == [str(row.pk)]


def test_readers_see_when_a_name_was_used_and_whom_wikidata_means(client, publisher):
    organisation, speaker = make_organisation("X Corporation"), make_speaker()
    make_quote(speaker=speaker, attribution={"organisation": organisation})
    save(publisher, organisation, dated_names="Twitter (until 2023)", wikidata="Q918")
    save(publisher, speaker, wikidata="Q7259")
    page = text(client.get(organisation.get_absolute_url()))
    assert "Twitter (until 2023)" in page
    assert "https://www.wikidata.org/wiki/Q918" in page
    assert '"sameAs":"http://www.wikidata.org/entity/Q7259"' in text(
        client.get(speaker.get_absolute_url())
    ).replace(": ", ":")


@pytest.mark.parametrize("number", ["7259", "Q0", "Q1 2", "https://www.wikidata.org/wiki/Q1"])
def test_what_is_no_number_of_wikidata_is_refused(publisher, number):
    assert errors(save(publisher, make_speaker(), wikidata=number))
    assert Speaker.objects.get().wikidata == ""


def test_pickers_tell_namesakes_apart(editor):
    country = make_country("FI", "Finland")
    bank = make_organisation("Central Bank", country=country)
    for year, number in ((2016, "Q1"), (2020, "")):
        speaker = Speaker.objects.create(name="Ada", wikidata=number)
        speaker.roles.create(
            title="Governor",
            organisation=bank,
            country=country,
            start=f"{year}-01-01",
            start_precision="year",
        )
    query = {"app_label": "archive", "model_name": "attribution", "term": "ada", "field_name": "speaker"}
    found = [each["text"] for each in editor.get(reverse("admin:autocomplete"), query).json()["results"]]
    assert found == [
        "Ada (Governor, Central Bank · Finland · 2016–; Q1)",
        "Ada (Governor, Central Bank · Finland · 2020–)",
    ]
    query |= {"field_name": "organisation", "term": "bank"}
    assert (
        editor.get(reverse("admin:autocomplete"), query).json()["results"][0]["text"]
        == "Central Bank (Finland)"
    )
    assert Organisation.objects.count() == 1
