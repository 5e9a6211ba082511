"""What a process keeps of names is renewed row by row, and says what reading all of them would say."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from archive.models import Country, Epoch, Organisation, Outlet, Speaker, SpeakerName
from archive.models import remembered as kept
from archive.models.called import all_names
from archive.search.spellings import Spellings, read_spellings
from tests.builders import make_country, make_organisation, make_outlet, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = [
    "Kim Jong Un",
    "Kim",
    "Ким Чен Ын",
    "Чен",
    "김정은",
    "Jong-un",
    "Lavrov",
    "Сергей Лавров",
    "Lawrow",
    "Alias",
    "Other Alias",
    "Second",
    "DPRK",
    "Chosun",
    "North Korea",
    "Korea",
    "Ministry",
    "MoF",
    "Ministry of Fuel",
    "Wire",
    "Nobody",
    "us",
    "US",
    "Zed",
]


def make_names():
    kim = make_speaker("Kim Jong Un")
    SpeakerName.objects.bulk_create(SpeakerName(speaker=kim, name=name) for name in ("김정은", "Ким Чен Ын"))
    other = make_speaker("Sergei Lavrov")
    SpeakerName.objects.create(speaker=other, name="Сергей Лавров")
    make_country("KP", "North Korea", other_names=["DPRK"])
    make_organisation("Ministry of Fuel", other_names=["MoF"])
    make_outlet("Wire")
    return kim, other, make_speaker("Second")


def said(spellings):
    groups = {group for text in TEXTS for group in spellings.named(terms(text))}
    every = {*groups, *spellings.known.groups, *spellings.now.groups}
    return {
        text: (
            spellings.begin_with(text),
            spellings.named(terms(text)),
            spellings.sounding(text),
            sorted(spellings.others(terms(text), every)),
        )
        for text in TEXTS
    }


def terms(text):
    return tuple(text.lower().replace("-", " ").split())


CHANGES = {
    "a rename": lambda kim, other, second: Speaker.objects.filter(pk=kim.pk).update(name="Zed Korea"),
    "an alias": lambda kim, other, second: SpeakerName.objects.create(speaker=second, name="Other Alias"),
    "an alias less": lambda kim, other, second: SpeakerName.objects.filter(speaker=kim).delete(),
    "a merge": lambda kim, other, second: Speaker.objects.filter(pk=second.pk).update(canonical=kim),
    "a new speaker": lambda kim, other, second: make_speaker("Alias"),
    "a country": lambda kim, other, second: Country.objects.update(other_names=["Chosun"]),
    "an organisation": lambda kim, other, second: Organisation.objects.update(other_names=["Nobody"]),
    "an outlet": lambda kim, other, second: Outlet.objects.update(name="Second"),
}


@pytest.mark.parametrize("merged", [False, True])
def test_a_change_is_read_alone_and_says_what_reading_all_would_say(merged):
    people = make_names()
    if merged:
        Speaker.objects.filter(pk=people[2].pk).update(canonical=people[0])
        CHANGES["a merge"] = lambda kim, other, second: Speaker.objects.filter(pk=second.pk).update(
            canonical=None
        )
    forgotten()
    first, _ = read_spellings(), all_names()
    for what, change in CHANGES.items():
        change(*people)
        renewed, names = read_spellings(), all_names()
        assert renewed.known is first.known, what
        assert said(renewed) == said(anew()), what
        assert sorted_rows(names) == sorted_rows(all_names._read()), what


def sorted_rows(names):
    return {kind: sorted(rows) for kind, rows in names.items() if rows}


def anew() -> Spellings:
    return read_spellings._read()


def test_very_many_changes_and_another_database_are_read_as_a_whole(monkeypatch):
    make_names()
    first = read_spellings()
    monkeypatch.setattr(kept, "MOST_RENEWED", 2)
    for number in range(3):
        make_speaker(f"Speaker {number}")
    second = read_spellings()
    assert second.known is not first.known
    Epoch.objects.update(value="00000000-0000-4000-8000-000000000000")
    make_speaker("Zed")
    assert read_spellings().known is not second.known


def beside(change):
    """In a transaction of its own, that begins after and ends before the one around it."""
    with ThreadPoolExecutor(1) as another:
        another.submit(closing, change).result()


def closing(change):
    try:
        change()
    finally:
        connection.close()


def later():
    make_speaker("Later")
    all_names(), read_spellings()


def forgotten():
    for names in (read_spellings, all_names):
        names.forget()


@pytest.mark.parametrize("number", [1, 300])
@pytest.mark.parametrize("then", ["nothing", "another"])
@pytest.mark.parametrize("known", [False, True])
def test_what_ends_after_changes_with_higher_numbers_is_read_when_it_ends(number, then, known, monkeypatch):
    make_names()
    all_names(), read_spellings()
    with transaction.atomic(), monkeypatch.context() as anew_alone:
        Speaker.objects.bulk_create(Speaker(name=f"Nobody {at}") for at in range(number))
        anew_alone.setattr(kept, "MOST_RENEWED", -1)
        if not known:
            forgotten()
        beside(later)
    if then == "another":
        make_speaker("Second")
    assert sorted_rows(all_names()) == sorted_rows(all_names._read())
    assert said(read_spellings()) == said(anew())
